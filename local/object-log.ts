import { appendFileSync, closeSync, ftruncateSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import * as z from 'zod';
import { CorruptDataError } from '../shared/errors';

/** What is known of an object besides its bytes. */
export const StoredObject = z.object({
  bucket: z.string(),
  key: z.string(),
  /** Hexadecimal, of fixed width, higher for every later write to the store; also names the file with the bytes. */
  sequencer: z.string().regex(/^[0-9a-f]{16}$/),
  /** Without quotes. */
  etag: z.string(),
  bytes: z.int().nonnegative(),
  contentType: z.string(),
  metadata: z.record(z.string(), z.string()),
  /** ISO instant, UTC. */
  lastModified: z.iso.datetime(),
});
export type StoredObject = z.infer<typeof StoredObject>;

export const LogEntry = z.discriminatedUnion('op', [
  z.object({ op: z.literal('create-bucket'), bucket: z.string(), at: z.iso.datetime() }),
  z.object({ op: z.literal('delete-bucket'), bucket: z.string() }),
  z.object({ op: z.literal('put'), object: StoredObject }),
  z.object({ op: z.literal('delete'), bucket: z.string(), key: z.string() }),
  /** A written object, overwritten or deleted since, whose drop has not ended. */
  z.object({ op: z.literal('gone'), object: StoredObject }),
  /** Nothing is left to do for the drop that this write was. */
  z.object({ op: z.literal('settled'), sequencer: z.string() }),
  /** The last sequencer that was given out, where no other entry says so any more. */
  z.object({ op: z.literal('sequence'), sequencer: z.string() }),
]);
export type LogEntry = z.infer<typeof LogEntry>;

const NEWLINE = 10;

/**
 * An append-only file of JSON lines. An entry counts once its line is complete: one that a crash cut short is dropped
 * when the file is opened. Lines are handed to the operating system before `append` returns, so they outlive the
 * process (kill -9), not a power failure.
 */
export class ObjectLog {
  private constructor(
    private readonly path: string,
    private fd: number,
    private length: number,
  ) {}

  /** Opens the log and hands every entry to `replay`, oldest first. Throws `CorruptDataError` naming a damaged line. */
  static open(path: string, replay: (entry: LogEntry) => void): ObjectLog {
    appendFileSync(path, '');
    const bytes = readFileSync(path);
    let at = 0;
    for (let line = 1; ; line++) {
      const end = bytes.indexOf(NEWLINE, at);
      if (end < 0) break;
      replay(parseLine(bytes.toString('utf8', at, end), path, line));
      at = end + 1;
    }
    const fd = openSync(path, 'r+');
    ftruncateSync(fd, at);
    return new ObjectLog(path, fd, at);
  }

  append(entry: LogEntry): void {
    const line = Buffer.from(`${JSON.stringify(entry)}\n`);
    try {
      this.length += writeFully(this.fd, line, this.length);
    } catch (error) {
      // A full disk may have taken half a line, which would swallow the next one.
      ftruncateSync(this.fd, this.length);
      throw error;
    }
  }

  /** Replaces everything by `entries`, which say the same in fewer lines. */
  rewrite(entries: Iterable<LogEntry>): void {
    const next = `${this.path}.next`;
    const fd = openSync(next, 'w');
    let length = 0;
    for (const entry of entries) length += writeFully(fd, Buffer.from(`${JSON.stringify(entry)}\n`), length);
    renameSync(next, this.path);
    closeSync(this.fd);
    this.fd = fd;
    this.length = length;
  }

  close(): void {
    closeSync(this.fd);
  }
}

function parseLine(text: string, path: string, line: number): LogEntry {
  try {
    return LogEntry.parse(JSON.parse(text));
  } catch (error) {
    throw new CorruptDataError(`${path}, line ${line} is damaged`, { cause: error });
  }
}

function writeFully(fd: number, bytes: Buffer, position: number): number {
  let written = 0;
  while (written < bytes.length) {
    written += writeSync(fd, bytes, written, bytes.length - written, position + written);
  }
  return written;
}
