import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { signedFetch } from '../../../shared/adapters/signed-fetch';

/** The keys of AWS's published examples. */
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const clock = () => Date.UTC(2015, 7, 30, 12, 36, 0);

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const encode = (text: string) =>
  Buffer.from(text).reduce(
    (all, byte) =>
      all +
      (/[\w.~-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`),
    '',
  );

/** AWS's description of Signature Version 4, read a second time, from what arrives on the wire. */
function signatureOf(
  request: { url: string; headers: Record<string, string>; method?: string; body?: string },
  { service, region }: { service: string; region: string },
): string {
  const [path = '', query = ''] = request.url.split('?');
  const parameters = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) =>
      pair
        .split('=')
        .map((part) => encode(decodeURIComponent(part)))
        .join('='),
    );
  const names = Object.keys(request.headers).sort();
  const canonical = [
    request.method ?? 'GET',
    path.split('/').map(encode).join('/'),
    parameters.sort().join('&'),
    ...names.map((name) => `${name}:${request.headers[name]}`),
    '',
    names.join(';'),
    sha256(request.body ?? ''),
  ].join('\n');
  const date = request.headers['x-amz-date'] ?? '';
  const scope = [date.slice(0, 8), region, service, 'aws4_request'];
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`);
  return hmac(key, ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n')).toString('hex');
}

test('the second reading gives the signature that AWS published for its test "get-vanilla"', () => {
  const headers = { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z' };
  expect(signatureOf({ url: '/', headers }, { service: 'service', region: 'us-east-1' })).toBe(
    '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  );
});

describe('a request', () => {
  let server: Server;
  let origin: string;
  let received: IncomingMessage[];
  let bodies: string[];

  beforeEach(async () => {
    received = [];
    bodies = [];
    server = createServer(async (request, response) => {
      received.push(request);
      bodies.push(await text(request));
      response.end('ok');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    origin = `http://127.0.0.1:${port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** What arrived, with the headers that it says are signed. */
  function arrived() {
    const { url = '', headers } = received.at(-1) ?? {};
    const authorization = headers?.authorization ?? '';
    const names = /SignedHeaders=([^,]*)/.exec(authorization)?.[1]?.split(';') ?? [];
    const signed = Object.fromEntries(names.map((name) => [name, String(headers?.[name])]));
    return { url, authorization, signed, signature: /Signature=(\w+)$/.exec(authorization)?.[1] };
  }

  const targets: [string, string][] = [
    ['/', '/'],
    ['/articles?to=2026-03-01&from=2026-02-01&limit=5', '/articles?to=2026-03-01&from=2026-02-01&limit=5'],
    ['/entities/person:vladimir-putin', '/entities/person%3Avladimir-putin'],
    ['/entities/person%3Avladimir-putin/articles', '/entities/person%3Avladimir-putin/articles'],
    ['/entities/gpe:łódź', '/entities/gpe%3A%C5%82%C3%B3d%C5%BA'],
    ['/entities/100%25', '/entities/100%25'],
    ["/entities/a(b)*'!~", '/entities/a%28b%29%2A%27%21~'],
    ['/entities/a%2Fb', '/entities/a%2Fb'],
    ['/entities?q=a b+c%2Bd&type=ORG', '/entities?q=a%20b%20c%2Bd&type=ORG'],
    ['/articles?publication=Vis, Væren & Co', '/articles?publication=Vis%2C%20V%C3%A6ren%20&%20Co='],
    ['/articles?limit=2&limit=1&a=%26', '/articles?limit=2&limit=1&a=%26'],
  ];
  test.each(targets)('for %s is sent as %s and signed as that', async (target, url) => {
    const response = await signedFetch(`${origin}${target}`, {
      region: 'eu-central-1',
      credentials,
      clock,
      sign: true,
    });
    expect(await response.text()).toBe('ok');
    const { signed, signature, ...wire } = arrived();
    expect(wire.url).toBe(url);
    expect(wire.authorization).toContain('Credential=AKIDEXAMPLE/20150830/eu-central-1/execute-api/aws4_request');
    expect(Object.keys(signed)).toEqual(['host', 'x-amz-date']);
    expect(signature).toBe(signatureOf({ url, headers: signed }, { service: 'execute-api', region: 'eu-central-1' }));
  });

  test('carries and signs the token of temporary credentials and the headers of the caller', async () => {
    const temporary = { ...credentials, sessionToken: 'token' };
    const headers = { 'if-none-match': 'W/"r-1"' };
    await signedFetch(`${origin}/health`, {
      region: 'eu-central-1',
      credentials: temporary,
      sign: true,
      headers,
      clock,
    });
    const { signed, signature, url } = arrived();
    expect(signed).toMatchObject({ 'if-none-match': 'W/"r-1"', 'x-amz-security-token': 'token' });
    expect(signature).toBe(signatureOf({ url, headers: signed }, { service: 'execute-api', region: 'eu-central-1' }));
  });

  test('may have a method and a body, which is signed too', async () => {
    const [body, method, region] = ['{"cursor":"łódź"}', 'POST', 'eu-central-1'];
    await signedFetch(`${origin}/x`, { method, body, region, credentials, clock, sign: true });
    const { signed, signature, url } = arrived();
    expect({ method: received.at(-1)?.method, bodies }).toEqual({ method, bodies: [body] });
    expect(signature).toBe(signatureOf({ url, headers: signed, method, body }, { service: 'execute-api', region }));
  });

  test('to this machine is not signed, and asks for no credentials', async () => {
    const never = () => Promise.reject(new Error('no credentials'));
    await signedFetch(`${origin}/entities/person:x?q=a`, { credentials: never, headers: { accept: 'text/plain' } });
    expect(arrived()).toMatchObject({ url: '/entities/person%3Ax?q=a', authorization: '' });
    expect(received.at(-1)?.headers.accept).toBe('text/plain');
  });

  test('can be given up', async () => {
    const signal = AbortSignal.abort();
    await expect(signedFetch(origin, { signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the region', () => {
  afterEach(() => jest.restoreAllMocks());

  async function scopeOf(url: string, region?: string): Promise<string> {
    const fetched = jest.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('ok'));
    await signedFetch(url, { credentials, clock, region });
    const authorization = new Headers(fetched.mock.calls[0]?.[1]?.headers).get('authorization') ?? '';
    return authorization.split('/')[2] ?? '';
  }

  test.each([
    ['https://abc.execute-api.eu-west-3.amazonaws.com/health', undefined, 'eu-west-3'],
    ['https://abc.execute-api.cn-north-1.amazonaws.com.cn/health', undefined, 'cn-north-1'],
    ['https://abc.execute-api.eu-west-3.amazonaws.com/health', 'us-east-1', 'us-east-1'],
    ['https://news.example.org/health', 'us-east-1', 'us-east-1'],
  ])('of %s, given %s, is %s', async (url, region, expected) => {
    expect(await scopeOf(url, region)).toBe(expected);
  });

  test.each(['https://news.example.org/', 'https://execute-api.eu-west-3.amazonaws.com.evil.example/'])(
    'of %s has to be named',
    async (url) => {
      await expect(signedFetch(url, { credentials })).rejects.toThrow('name the region');
    },
  );
});
