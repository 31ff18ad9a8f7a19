import { createTarDecoder } from 'modern-tar';
import { UnreadableFileError } from '../../errors';
import type { Budget } from '../limits';
import type { Member, Reader } from '../reader';
import { damagedArchive, memberTooLarge, nodeError } from './failures';
import { cleanPath, isHousekeeping } from './path';

const MAGIC = Buffer.from('ustar');
const CHUNK = 256 * 1024;

export function isTar(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, at) => bytes[257 + at] === byte);
}

/** Reads a TAR archive: the regular files in it. */
export const readTarFile: Reader = ({ bytes }, budget) => ({ members: tarMembers(slices(bytes), budget) });

/**
 * The files of a TAR that comes in chunks. One that is not read is passed over when the next is asked for.
 * @throws UnreadableFileError `damaged-archive` where it goes on no longer
 */
export async function* tarMembers(chunks: AsyncIterable<Uint8Array>, budget: Budget): AsyncGenerator<Member> {
  let failure: unknown;
  // When its source throws, a stream drops what it has already read: here it ends, and that is said at the end.
  const input = ReadableStream.from(
    endingAtFailure(chunks, (error) => {
      failure = error;
    }),
  );
  const entries = input.pipeThrough(createTarDecoder({ strict: true }));
  try {
    for await (const { header, body } of entries) {
      const path = cleanPath(header.name) || 'unnamed';
      if ((header.type ?? 'file') !== 'file' || isHousekeeping(path)) {
        await body.cancel();
        continue;
      }
      let isRead = false;
      yield {
        path,
        read: async () => {
          isRead = true;
          return readBody(body, header.size, budget).catch((error: unknown) => {
            throw asUnreadable(failure ?? error);
          });
        },
      };
      if (!isRead) await body.cancel();
    }
    if (failure !== undefined) throw failure;
  } catch (error) {
    throw asUnreadable(failure ?? error);
  }
}

async function readBody(body: ReadableStream<Uint8Array>, size: number, { limits }: Budget): Promise<Uint8Array> {
  if (size > limits.memberBytes) {
    await body.cancel();
    throw memberTooLarge(limits.memberBytes);
  }
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts);
}

async function* endingAtFailure(
  chunks: AsyncIterable<Uint8Array>,
  onFailure: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    onFailure(error);
  }
}

function asUnreadable(error: unknown): UnreadableFileError {
  if (error instanceof UnreadableFileError) return error;
  return damagedArchive('TAR archive', nodeError(error).message);
}

async function* slices(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}
