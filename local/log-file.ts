import { mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { WriteStream } from 'node:tty';

/** A log that is longer than this when the runtime starts makes way for a new one, bytes. */
const LONG = 20 * 1024 * 1024;

/** Where people are spoken to. */
export interface Terminal {
  write(text: string): void;
  /** Present when it is a terminal, on which a line can be drawn again. */
  tty?: WriteStream;
}

/**
 * From now on everything that is printed in this process goes to a log file: functions log JSON to stdout, as Lambda
 * wants it. What people should read goes to the terminal that is answered.
 */
export function redirectOutput(directory: string): { terminal: Terminal; path: string } {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'dateline.log');
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LONG) renameSync(path, `${path}.1`);
  const log = openSync(path, 'a');
  const write = process.stdout.write.bind(process.stdout);
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown) => {
      if (typeof chunk === 'string') writeSync(log, chunk);
      else writeSync(log, chunk);
      const callback = [encoding, done].find((argument) => typeof argument === 'function');
      if (callback) process.nextTick(callback);
      return true;
    };
  }
  const terminal: Terminal = { write };
  if (process.stdout.isTTY) terminal.tty = new WriteStream(1);
  return { terminal, path };
}
