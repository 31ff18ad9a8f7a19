import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { Readable } from 'node:stream';

const CHUNK = 1024 * 1024;

/**
 * The bytes of a file as what fauxqs does with a Buffer: it asks for the length, cuts a range out, or sends the whole,
 * which as a stream does not have to fit into memory. The file is opened when the first byte is wanted.
 */
export class FileBody extends Readable {
  private fd: number | undefined;
  private position = 0;

  constructor(
    readonly path: string,
    readonly length: number,
  ) {
    super({ highWaterMark: CHUNK });
  }

  subarray(start: number, end: number): Buffer {
    const fd = openSync(this.path, 'r');
    try {
      return readUpTo(fd, start, end - start);
    } finally {
      closeSync(fd);
    }
  }

  override _read(): void {
    try {
      this.fd ??= openSync(this.path, 'r');
      const chunk = readUpTo(this.fd, this.position, CHUNK);
      this.position += chunk.length;
      this.push(chunk.length > 0 ? chunk : null);
    } catch (error) {
      this.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (this.fd !== undefined) closeSync(this.fd);
    done(error);
  }
}

/** What is smaller than this is read at once: cheaper than a stream. */
const SMALL = CHUNK;

/** Bytes as fauxqs takes and gives them. */
export type Body = Buffer | FileBody;

export function openBody(path: string, bytes: number): Body {
  return bytes <= SMALL ? readFileSync(path) : new FileBody(path, bytes);
}

/** A body in pieces of at most a megabyte. */
export function* chunksOf(body: Body): Iterable<Buffer> {
  for (let at = 0; at < body.length; at += CHUNK) yield body.subarray(at, Math.min(at + CHUNK, body.length));
}

/** Writes a new file; answers its size and MD5. Throws when the file exists or the disk is full. */
export function writeBody(path: string, chunks: Iterable<Buffer>): { bytes: number; md5: Buffer } {
  const md5 = createHash('md5');
  const fd = openSync(path, 'wx');
  let bytes = 0;
  try {
    for (const chunk of chunks) {
      md5.update(chunk);
      for (let at = 0; at < chunk.length; ) at += writeSync(fd, chunk, at);
      bytes += chunk.length;
    }
  } finally {
    closeSync(fd);
  }
  return { bytes, md5: md5.digest() };
}

function readUpTo(fd: number, position: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  let read = 0;
  while (read < length) {
    const got = readSync(fd, buffer, read, length - read, position + read);
    if (got === 0) break;
    read += got;
  }
  return buffer.subarray(0, read);
}
