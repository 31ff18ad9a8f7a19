import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { run } from '../../../cli/main';
import type { Io } from '../../../cli/output';
import type { ArticleSummary, Receipt } from '../../../shared/api/schemas';

// The tests talk to servers of their own, as nobody, whoever runs them.
for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];

/** Runs a command in this process and keeps what it writes. */
export async function dateline(args: readonly string[], io: Partial<Io> = {}) {
  let out = '';
  let err = '';
  const exitCode = await run(args, {
    out: async (text) => {
      out += text;
    },
    err: (line) => {
      err += `${line}\n`;
    },
    watched: false,
    ...io,
  });
  return { exitCode, out, err };
}

/** A request as it arrived; `path` is still encoded. */
export interface Arrived {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  /** A string as it is, anything else as JSON. */
  body?: unknown;
}

/** Work that is undone after each test. */
const undo: (() => Promise<unknown>)[] = [];
export async function cleanUp(): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step();
}

/** An HTTP server on loopback; `requests` holds all that arrived. */
export async function serve(answer: (request: Arrived) => Reply | Promise<Reply>) {
  const requests: Arrived[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://test');
    const body = (await buffer(request)).toString();
    const { method = '', headers } = request;
    const arrived = { method, path: url.pathname, query: Object.fromEntries(url.searchParams), headers, body };
    requests.push(arrived);
    const reply = await answer(arrived);
    response.writeHead(reply.status ?? 200, reply.headers);
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? ''));
  };
  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  undo.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'dateline-cli-'));
  undo.push(() => rm(directory, { recursive: true }));
  return directory;
}

export function receipt(of: Partial<Receipt> & Pick<Receipt, 'key'>): Receipt {
  return {
    id: `d-${of.key}`,
    versionId: null,
    bytes: 10,
    state: 'stored',
    receivedAt: '2026-05-01T12:00:00.000Z',
    updatedAt: '2026-05-01T12:00:01.000Z',
    sha256: null,
    articleCount: 1,
    progress: null,
    articleIds: ['a-1'],
    superseded: false,
    stage: null,
    attempts: { parse: 1, enrich: 1, store: 1 },
    timings: [],
    costUsd: 0.0001,
    retries: 0,
    reason: null,
    warnings: [],
    ...of,
  };
}

export function articleSummary(of: Partial<ArticleSummary> & Pick<ArticleSummary, 'id'>): ArticleSummary {
  return {
    title: 'Harbour reopens',
    titleDerived: false,
    publication: 'Coast Letter',
    volume: 3,
    issue: 14,
    published: '2026-04-30',
    publishedBetween: null,
    listedAt: '2026-04-30T00:00:00.000Z',
    droppedAt: '2026-05-01T12:00:00.000Z',
    language: 'en',
    paragraphCount: 2,
    wordCount: 120,
    key: 'incoming/harbour.txt',
    dropId: 'd-1',
    revision: 'r-1',
    ...of,
  };
}
