import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import type { Operation } from '../shared/api/operations';
import { operationsAt, routeKey } from '../shared/api/routes';
import { ACCOUNT } from './lambda';

export interface Route {
  routeKey: string;
  function: Operation['function'];
  pathParameters: Record<string, string>;
}

/**
 * The API Gateway route that takes a request; `path` as it was sent. What no operation takes goes to the query function,
 * as the stack's `$default` route does. Throws URIError when the path is badly encoded.
 */
export function routeOf(method: string, path: string): Route {
  const match = operationsAt(path).find(({ operation }) => operation.method === method);
  if (!match) return { routeKey: '$default', function: 'query', pathParameters: {} };
  return {
    routeKey: routeKey(match.operation),
    function: match.operation.function,
    pathParameters: Object.fromEntries(
      Object.entries(match.pathParameters).map(([name, value]) => [name, decodeURIComponent(value)]),
    ),
  };
}

/** A request as HTTP APIs hand it to a function (payload format 2.0). */
export function toPayload(
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders' | 'httpVersion' | 'socket'>,
  route: Route,
  body: Buffer,
): APIGatewayProxyEventV2 {
  const { method = 'GET', url = '/', headers, httpVersion, socket } = request;
  const [path = '/', ...query] = url.split('?');
  const rawQueryString = query.join('?');
  const rawPath = decodeURIComponent(path);
  const cookies = headers.cookie?.split(/; ?/);
  const parameters = joined([...new URLSearchParams(rawQueryString)]);
  const isText = /^(text\/|application\/(json|xml|javascript|.*\+json|.*\+xml))/.test(headers['content-type'] ?? '');
  const now = new Date();
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath,
    rawQueryString,
    ...(cookies && { cookies }),
    headers: joined(pairs(request.rawHeaders).filter(([name]) => name !== 'cookie')),
    ...(Object.keys(parameters).length > 0 && { queryStringParameters: parameters }),
    ...(Object.keys(route.pathParameters).length > 0 && { pathParameters: route.pathParameters }),
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'local',
      domainName: (headers.host ?? 'localhost').replace(/:\d+$/, ''),
      domainPrefix: 'local',
      http: {
        method,
        path: rawPath,
        protocol: `HTTP/${httpVersion}`,
        sourceIp: socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.routeKey,
      stage: '$default',
      time: gatewayTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

export interface Response {
  status: number;
  headers: Record<string, string | string[]>;
  body: Buffer;
}

const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const HandlerResponse = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), Scalar).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/**
 * What HTTP APIs make of a function's answer. One without a status code is the body of a 200 in JSON, as API Gateway
 * has it; throws ZodError for one that it would not accept.
 */
export function toResponse(answer: unknown): Response {
  if (answer === null || typeof answer !== 'object' || !('statusCode' in answer)) {
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer ?? null);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(text) };
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = HandlerResponse.parse(answer);
  const own = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain;charset=utf-8',
      ...Object.fromEntries(own),
      ...(cookies && cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** Names and values by turns, as Node has a request's headers before it merges any. */
function pairs(rawHeaders: readonly string[]): [string, string][] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, at) => [
    (rawHeaders[2 * at] ?? '').toLowerCase(),
    rawHeaders[2 * at + 1] ?? '',
  ]);
}

/** Several values of one name are one value with commas. */
function joined(all: readonly (readonly [string, string])[]): Record<string, string> {
  const values = new Map<string, string[]>();
  for (const [name, value] of all) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries([...values].map(([name, list]) => [name, list.join(',')]));
}

/** E.g. `12/Mar/2026:19:03:58 +0000`. */
function gatewayTime(at: Date): string {
  const [, day, month, year, time] = /(\d\d) (\w{3}) (\d{4}) ([\d:]{8})/.exec(at.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
