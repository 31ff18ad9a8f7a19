import type { Statement } from '../../article/metadata';
import type { Budget } from '../limits';
import type { Member, Reader } from '../reader';
import { ByteReader } from './byte-reader';
import { damagedArchive, memberTooLarge, truncatedArchive } from './failures';
import { bodyOf, readHeaders, splitHttp } from './http';

const MAGIC = Buffer.from('WARC/');
const LONGEST_LINE = 64 * 1024;
const MOST_HEADERS = 200;

/** What a page loads beside its text: scripts, styles, pictures, data. Kept back without a word. */
const BESIDE =
  /^(?:image|audio|video|font|model)\/|javascript|ecmascript|^text\/css|json|wasm|octet-stream|^application\/(?:x-)?font|^text\/x-component/i;

export function isWarc(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, at) => bytes[at] === byte);
}

/** Reads a WARC file (ISO 28500): the pages that were answered with success, resources and converted texts. */
export const readWarcFile: Reader = ({ bytes }, budget) => ({ members: warcMembers(whole(bytes), budget) });

/**
 * The documents of a WARC that comes in chunks, each under its address.
 * @throws UnreadableFileError `damaged-archive`, `truncated-archive` where it goes on no longer
 */
export async function* warcMembers(chunks: AsyncIterable<Uint8Array>, budget: Budget): AsyncGenerator<Member> {
  const reader = new ByteReader(chunks);
  try {
    for (let record = await nextRecord(reader); record; record = await nextRecord(reader)) {
      budget.checkTime();
      const { headers, length } = record;
      const type = headers.get('warc-type') ?? '';
      const wanted = type === 'response' || type === 'resource' || type === 'conversion';
      if (!wanted) {
        await skip(reader, length);
      } else if (length > budget.limits.memberBytes) {
        await skip(reader, length);
        yield { path: addressOf(headers), read: () => Promise.reject(memberTooLarge(budget.limits.memberBytes)) };
      } else {
        const block = await reader.take(length);
        if (block.length < length) throw truncatedArchive('WARC file');
        const member = type === 'response' ? fromResponse(headers, block, budget) : fromResource(headers, block);
        if (member) yield member;
      }
    }
  } finally {
    await reader.close();
  }
}

interface WarcRecord {
  headers: ReadonlyMap<string, string>;
  length: number;
}

async function nextRecord(reader: ByteReader): Promise<WarcRecord | undefined> {
  let version = await reader.line(LONGEST_LINE);
  // Two empty lines end a record.
  while (version === '') version = await reader.line(LONGEST_LINE);
  if (version === undefined) return undefined;
  if (!version.startsWith('WARC/')) throw damagedArchive('WARC file', 'a record does not begin where it should');
  const lines: string[] = [];
  for (;;) {
    const line = await reader.line(LONGEST_LINE);
    if (line === undefined || lines.length > MOST_HEADERS) throw truncatedArchive('WARC file');
    if (line === '') break;
    lines.push(line);
  }
  const headers = readHeaders(lines);
  const length = Number(headers.get('content-length'));
  if (!Number.isSafeInteger(length) || length < 0)
    throw damagedArchive('WARC file', 'a record does not say its length');
  return { headers, length };
}

async function skip(reader: ByteReader, length: number): Promise<void> {
  if ((await reader.skip(length)) < length) throw truncatedArchive('WARC file');
}

function fromResponse(headers: WarcRecord['headers'], block: Uint8Array, budget: Budget): Member | undefined {
  const response = splitHttp(block);
  if (!response) return fromResource(headers, block);
  const contentType = response.headers.get('content-type');
  if (response.status < 200 || response.status > 299 || response.body.length === 0) return undefined;
  if (contentType !== undefined && BESIDE.test(contentType)) return undefined;
  return { ...described(headers, contentType), read: () => bodyOf(response, budget) };
}

function fromResource(headers: WarcRecord['headers'], block: Uint8Array): Member | undefined {
  const contentType = headers.get('content-type');
  if (block.length === 0 || (contentType !== undefined && BESIDE.test(contentType))) return undefined;
  return { ...described(headers, contentType), read: () => Promise.resolve(block) };
}

function described(headers: WarcRecord['headers'], contentType: string | undefined): Omit<Member, 'read'> {
  const address = addressOf(headers);
  const name = URL.canParse(address) ? new URL(address).pathname : address;
  const evidence = { from: 'archive', name: 'WARC-Target-URI', quote: address } as const;
  const statements: Statement[] = /^https?:/i.test(address) ? [{ field: 'url', value: address, evidence }] : [];
  return { path: address, name, contentType, statements };
}

/** The address that the record is of; WARC 0.x and some writers put it into angle brackets. */
function addressOf(headers: WarcRecord['headers']): string {
  const address = headers.get('warc-target-uri') ?? headers.get('warc-record-id') ?? 'unnamed';
  return address.replace(/^<(.*)>$/, '$1').slice(0, 2000);
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
