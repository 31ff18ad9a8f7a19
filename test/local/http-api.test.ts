import { request as httpRequest, type Server } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { httpApi } from '../../local/http-api';
import { toResponse } from '../../local/http-payload';
import type { LambdaHandler } from '../../local/lambda';
import { close, isForeign, listen } from '../../local/loopback';

let server: Server;
let url: string;
let events: APIGatewayProxyEventV2[];
let callee: string;
let answer: () => Promise<unknown>;
const defects: unknown[] = [];

beforeAll(async () => {
  const handler: LambdaHandler = (event: APIGatewayProxyEventV2) => {
    events.push(event);
    return answer();
  };
  const called = (name: string) => ({
    name,
    topology: { memoryMb: 512, timeoutSeconds: 0.2 },
    handler: ((event, context) => {
      callee = name;
      return handler(event, context);
    }) satisfies LambdaHandler,
  });
  const functions = { operate: called('operate'), inventory: called('inventory'), reprocess: called('reprocess') };
  server = httpApi({ query: called('query'), ...functions }, (error) => defects.push(error));
  url = await listen(server, 0);
});
beforeEach(() => {
  events = [];
  defects.length = 0;
  answer = async () => ({ statusCode: 200, body: 'ok' });
});
afterAll(() => close(server));

describe('a request', () => {
  it('becomes the payload of an HTTP API', async () => {
    await fetch(`${url}/articles?publication=A%20B&publication=c&q=%2B+x`, {
      headers: { 'X-One': '1', cookie: 'a=b; c=d', 'user-agent': 'test' },
    });
    const host = url.replace('http://', '');
    expect(events).toEqual([
      {
        version: '2.0',
        routeKey: 'GET /articles',
        rawPath: '/articles',
        rawQueryString: 'publication=A%20B&publication=c&q=%2B+x',
        cookies: ['a=b', 'c=d'],
        headers: expect.objectContaining({ 'x-one': '1', host, 'user-agent': 'test' }),
        queryStringParameters: { publication: 'A B,c', q: '+ x' },
        requestContext: {
          accountId: '000000000000',
          apiId: 'local',
          domainName: '127.0.0.1',
          domainPrefix: 'local',
          http: {
            method: 'GET',
            path: '/articles',
            protocol: 'HTTP/1.1',
            sourceIp: '127.0.0.1',
            userAgent: 'test',
          },
          requestId: expect.any(String),
          routeKey: 'GET /articles',
          stage: '$default',
          time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
          timeEpoch: expect.any(Number),
        },
        isBase64Encoded: false,
      },
    ]);
    expect(events[0]?.headers).not.toHaveProperty('cookie');
  });

  it('has its repeated headers joined', async () => {
    await new Promise((done) => {
      httpRequest(`${url}/articles`, { headers: { 'x-many': ['1', '2'] } }, (response) =>
        response.resume().on('end', done),
      ).end();
    });
    expect(events[0]?.headers['x-many']).toBe('1,2');
  });

  it('has its path parameters decoded', async () => {
    await fetch(`${url}/entities/gpe%3Ark%2Fa%20b/articles`);
    expect(events[0]).toMatchObject({
      routeKey: 'GET /entities/{id}/articles',
      rawPath: '/entities/gpe:rk/a b/articles',
      pathParameters: { id: 'gpe:rk/a b' },
    });
  });

  it.each([
    ['GET', '/'],
    ['GET', '/nothing'],
    ['GET', '/articles/'],
    ['HEAD', '/articles'],
    ['POST', '/articles'],
  ])('%s %s takes the default route', async (method, path) => {
    await fetch(url + path, { method });
    expect(callee).toBe('query');
    expect(events).toEqual([expect.objectContaining({ routeKey: '$default', rawPath: path })]);
  });

  it('goes to the function that answers the operation, with its body', async () => {
    const body = JSON.stringify({ cursor: 'é' });
    await fetch(`${url}/runs`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    await fetch(`${url}/runs`, { method: 'POST', body, headers: { 'content-type': 'application/x-unknown' } });
    expect(callee).toBe('reprocess');
    expect(events).toMatchObject([
      { routeKey: 'POST /runs', body, isBase64Encoded: false },
      { body: Buffer.from(body).toString('base64'), isBase64Encoded: true },
    ]);
  });

  it('that is badly encoded does not reach a function', async () => {
    expect((await fetch(`${url}/articles/%E0%A4`)).status).toBe(400);
    expect(events).toEqual([]);
  });

  it('may not be larger than API Gateway takes', async () => {
    const large = { method: 'GET', headers: { 'content-length': String(11 * 1024 * 1024) } };
    const status = await new Promise((done) => {
      const sent = httpRequest(`${url}/articles`, large, (response) => done(response.statusCode));
      sent.on('error', () => {});
      sent.end(Buffer.alloc(11 * 1024 * 1024));
    });
    expect(status).toBe(413);
  });
});

describe('an answer', () => {
  it('comes with its status, headers and cookies', async () => {
    answer = async () => ({
      statusCode: 418,
      headers: { 'Content-Type': 'application/problem+json', 'x-number': 1 },
      cookies: ['a=b', 'c=d'],
      body: '{}',
    });
    const response = await fetch(`${url}/articles`);
    expect(response.status).toBe(418);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('x-number')).toBe('1');
    expect(response.headers.getSetCookie()).toEqual(['a=b', 'c=d']);
    expect(await response.text()).toBe('{}');
  });

  it('may be binary', async () => {
    answer = async () => ({ statusCode: 200, body: '/+8=', isBase64Encoded: true });
    expect([...new Uint8Array(await (await fetch(`${url}/articles`)).arrayBuffer())]).toEqual([255, 239]);
  });

  it('without a status code is the body itself', () => {
    const { status, headers, body } = toResponse({ a: 1 });
    expect([status, headers, body.toString()]).toEqual([200, { 'content-type': 'application/json' }, '{"a":1}']);
  });

  it.each([
    ['throws', () => Promise.reject(new Error('no')), 500, 'Internal Server Error'],
    ['makes no sense', async () => ({ statusCode: 'x' }), 500, 'Internal Server Error'],
    ['does not come', () => new Promise(() => {}), 503, 'Service Unavailable'],
  ])('that %s is told apart', async (_, given, status, message) => {
    answer = given;
    const response = await fetch(`${url}/articles`);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ message });
    expect(defects).toHaveLength(1);
  });
});

describe('isForeign', () => {
  it.each([
    [{ host: '127.0.0.1:80' }, false],
    [{ host: 'localhost' }, false],
    [{ host: 'bucket.localhost:9000' }, false],
    [{ host: 'localhost:1', 'sec-fetch-site': 'same-origin' }, false],
    [{ host: 'localhost:1', 'sec-fetch-site': 'cross-site' }, true],
    [{ host: 'localhost:1', 'sec-fetch-site': 'same-site' }, true],
    [{ host: 'rebound.example:80' }, true],
    [{ host: '127.0.0.1.example' }, true],
  ])('%j: %s', (headers, foreign) => {
    expect(isForeign({ headers })).toBe(foreign);
  });
});
