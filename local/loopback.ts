import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatelineError } from '../shared/errors';

/** Everything that the runtime opens listens here and nowhere else. */
const LOOPBACK = '127.0.0.1';

export class PortTakenError extends DatelineError {
  readonly retryable = false;
  constructor(readonly port: number) {
    super(`Port ${port} on ${LOOPBACK} is taken.`);
  }
}

/** Listens on loopback; port 0 is any free one. Answers the URL. Throws `PortTakenError`. */
export function listen(server: Server, port: number): Promise<string> {
  guard(server);
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      fail(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new PortTakenError(port) : error);
    });
    server.listen(port, LOOPBACK, () => done(`http://${LOOPBACK}:${(server.address() as AddressInfo).port}`));
  });
}

/** The port if it is free, else 0. */
export async function firstFree(port: number): Promise<number> {
  const probe = createServer();
  try {
    await listen(probe, port);
    await close(probe);
    return port;
  } catch (error) {
    if (error instanceof PortTakenError) return 0;
    throw error;
  }
}

/** How long a request that is being answered may still take when its server closes, milliseconds. */
const PATIENCE_MS = 500;

/** Stops listening, and closes connections when they have been answered or have taken too long. */
export async function close(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
  await new Promise((done) => {
    server.close(done);
    server.closeIdleConnections();
  });
  clearTimeout(cut);
}

/**
 * Nothing here asks for a password, so a web page that is open in a browser on this machine must not get through:
 * neither by requests across origins nor by a DNS name of its own that points here.
 */
function guard(server: Server): void {
  const handlers = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (isForeign(request)) {
      response.writeHead(403, { 'content-type': 'text/plain', connection: 'close' });
      response.end('Only programs and pages of this machine are answered.\n');
    } else for (const handle of handlers) handle.call(server, request, response);
  });
}

export function isForeign({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const site = headers['sec-fetch-site'];
  const host = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  const local = host === LOOPBACK || host === 'localhost' || host.endsWith('.localhost') || host === '';
  return !local || site === 'cross-site' || site === 'same-site';
}
