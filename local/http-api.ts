import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Operation } from '../shared/api/operations';
import { type Response, routeOf, toPayload, toResponse } from './http-payload';
import { FunctionTimeoutError, invoke, type LambdaFunction } from './lambda';

/** API Gateway's limit on a request's body. */
const LARGEST_BODY = 10 * 1024 * 1024;

/**
 * The HTTP API in front of the functions that answer it, as API Gateway is deployed.
 * @param onDefect is told when a function fails
 */
export function httpApi(
  functions: Record<Operation['function'], LambdaFunction>,
  onDefect: (error: unknown) => void,
): Server {
  async function answer(request: IncomingMessage): Promise<Response> {
    const [path = '/'] = (request.url ?? '/').split('?');
    let route: ReturnType<typeof routeOf>;
    try {
      route = routeOf(request.method ?? 'GET', path);
    } catch {
      return message(400, 'Bad Request');
    }
    const body = await readBody(request);
    if (!body) return message(413, 'Request Entity Too Large');
    try {
      return toResponse(await invoke(functions[route.function], toPayload(request, route, body)));
    } catch (error) {
      onDefect(error);
      return error instanceof FunctionTimeoutError
        ? message(503, 'Service Unavailable')
        : message(500, 'Internal Server Error');
    }
  }

  return createServer((request, response) => {
    answer(request).then(
      (answered) => send(response, answered),
      (error: unknown) => {
        onDefect(error);
        response.destroy();
      },
    );
  });
}

function send(response: ServerResponse, { status, headers, body }: Response): void {
  const length = status === 204 || status === 304 ? {} : { 'content-length': body.length };
  response.writeHead(status, { ...headers, ...length });
  response.end(body);
}

function message(status: number, text: string): Response {
  const body = Buffer.from(JSON.stringify({ message: text }));
  return { status, headers: { 'content-type': 'application/json' }, body };
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > LARGEST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
