import type { Budget } from '../limits';
import type { Member, Reader } from '../reader';
import { collect, gunzip } from './gunzip';
import { isTar, tarMembers } from './tar';
import { isWarc, warcMembers } from './warc';

/** Enough to tell a TAR. */
const HEAD = 512;

/**
 * Reads a gzip file: one file, which is what it would be without, or an archive, whose members are unpacked one after
 * the other and never stand in memory together.
 */
export const readGzipFile: Reader = async ({ name, bytes }, budget) => {
  const inner = name.replace(/\.(?:gz|gzip)$/i, '').replace(/\.tgz$/i, '.tar');
  const { head, all } = await peek(gunzip(bytes, budget));
  if (isTar(head)) return { members: tarMembers(all, budget) };
  if (isWarc(head)) return { members: warcMembers(all, budget) };
  return { members: theOnly(inner, all, budget) };
};

function* theOnly(name: string, content: AsyncIterable<Uint8Array>, budget: Budget): Generator<Member> {
  yield { path: '', name, read: () => collect(content, budget) };
}

/** The first bytes of a stream, and all of it. */
async function peek(
  chunks: AsyncGenerator<Uint8Array>,
): Promise<{ head: Uint8Array; all: AsyncGenerator<Uint8Array> }> {
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < HEAD) {
    const next = await chunks.next();
    if (next.done) break;
    first.push(next.value);
    length += next.value.length;
  }
  const head = Buffer.concat(first);
  return { head, all: chain(head, chunks) };
}

async function* chain(head: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
