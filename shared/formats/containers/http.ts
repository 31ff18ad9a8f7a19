import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { UnreadableFileError } from '../../errors';
import type { Budget } from '../limits';
import { damagedMember, memberTooLarge, nodeError } from './failures';

/** An HTTP response as a WARC record holds it. */
export interface StoredResponse {
  status: number;
  headers: ReadonlyMap<string, string>;
  /** As it was sent, with its codings. */
  body: Uint8Array;
}

const LONGEST_HEAD = 256 * 1024;

/** Names in lower case; a folded line continues the one before, and the last of one name counts. */
export function readHeaders(lines: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  let last = '';
  for (const line of lines) {
    if (/^[ \t]/.test(line)) {
      headers.set(last, `${headers.get(last) ?? ''} ${line.trim()}`);
      continue;
    }
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    last = line.slice(0, colon).trim().toLowerCase();
    headers.set(last, line.slice(colon + 1).trim());
  }
  return headers;
}

/** Undefined when the bytes are no HTTP response. */
export function splitHttp(block: Uint8Array): StoredResponse | undefined {
  const head = Buffer.from(block.buffer, block.byteOffset, Math.min(block.length, LONGEST_HEAD)).toString('latin1');
  const status = /^HTTP\/[\d.]{1,4} (\d{3})/.exec(head)?.[1];
  const end = /\r?\n\r?\n/.exec(head);
  if (status === undefined || !end) return undefined;
  const [, ...lines] = head.slice(0, end.index).split(/\r?\n/);
  return { status: Number(status), headers: readHeaders(lines), body: block.subarray(end.index + end[0].length) };
}

/**
 * The body without its codings. Crawlers often store it decoded and leave the headers: what is not coded as they say is
 * taken as it is.
 * @throws UnreadableFileError `damaged-member`, `member-too-large`
 */
export async function bodyOf({ headers, body }: StoredResponse, budget: Budget): Promise<Uint8Array> {
  const chunked = /\bchunked\b/i.test(headers.get('transfer-encoding') ?? '');
  const plain = (chunked ? dechunked(body) : undefined) ?? body;
  return decompressed(plain, headers.get('content-encoding')?.toLowerCase() ?? '', budget);
}

/** Undefined when it is not chunked at all. */
function dechunked(body: Uint8Array): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at < body.length) {
    const lineEnd = body.indexOf(0x0a, at);
    const size =
      lineEnd === -1
        ? undefined
        : /^([0-9a-f]{1,8})\s*(?:;|\r?$)/i.exec(latin1(body.subarray(at, Math.min(lineEnd, at + 100))));
    if (!size?.[1]) return parts.length > 0 ? Buffer.concat(parts) : undefined;
    const length = Number.parseInt(size[1], 16);
    if (length === 0) break;
    parts.push(body.subarray(lineEnd + 1, lineEnd + 1 + length));
    at = lineEnd + 1 + length;
    if (body[at] === 0x0d) at += 1;
    if (body[at] === 0x0a) at += 1;
  }
  return Buffer.concat(parts);
}

async function decompressed(body: Uint8Array, coding: string, budget: Budget): Promise<Uint8Array> {
  const unpack = unpackerFor(body, coding);
  if (!unpack) return body;
  const { memberBytes, ratio } = budget.limits;
  const most = Math.min(memberBytes, Math.max(ratio * body.length, 1024 * 1024));
  try {
    const unpacked = await unpack(body, { maxOutputLength: most });
    budget.useUnpacked(unpacked.length);
    return unpacked;
  } catch (error) {
    const { code, message } = nodeError(error);
    if (code === 'ERR_BUFFER_TOO_LARGE') throw memberTooLarge(most);
    if (error instanceof UnreadableFileError) throw error;
    if (coding === 'br') return body;
    throw damagedMember(message);
  }
}

function unpackerFor(body: Uint8Array, coding: string) {
  if (/gzip/.test(coding)) return body[0] === 0x1f && body[1] === 0x8b ? promisify(gunzip) : undefined;
  if (coding === 'deflate') return body[0] === 0x78 ? promisify(inflate) : undefined;
  return coding === 'br' ? promisify(brotliDecompress) : undefined;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
