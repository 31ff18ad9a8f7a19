import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Budget } from '../limits';
import { damagedArchive, expandsTooMuch, memberTooLarge, nodeError, truncatedArchive } from './failures';

const CHUNK = 256 * 1024;
/** The ratio says nothing about small files. */
const RATIO_FROM_BYTES = 1024 * 1024;

/**
 * The content of a gzip file, all its parts one after the other, as it is unpacked.
 * @throws UnreadableFileError `truncated-archive`, `damaged-archive`, `expands-too-much`; LimitReachedError
 */
export async function* gunzip(bytes: Uint8Array, budget: Budget): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize: CHUNK });
  // In slices, so that no more is unpacked ahead than is asked for.
  Readable.from(slices(bytes)).pipe(stream);
  let unpacked = 0;
  try {
    for await (const chunk of stream) {
      if (!(chunk instanceof Uint8Array)) continue;
      unpacked += chunk.length;
      budget.useUnpacked(chunk.length);
      budget.checkTime();
      const { ratio } = budget.limits;
      if (unpacked > RATIO_FROM_BYTES && unpacked > ratio * stream.bytesWritten) throw expandsTooMuch(ratio);
      yield chunk;
    }
  } catch (error) {
    throw zlibError(error);
  } finally {
    stream.destroy();
  }
}

/** @throws UnreadableFileError `member-too-large` */
export async function collect(chunks: AsyncIterable<Uint8Array>, { limits }: Budget): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > limits.memberBytes) throw memberTooLarge(limits.memberBytes);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

function zlibError(error: unknown): unknown {
  const { code, message } = nodeError(error);
  if (code === 'Z_BUF_ERROR') return truncatedArchive('gzip file');
  return code.startsWith('Z_') ? damagedArchive('gzip file', message) : error;
}
