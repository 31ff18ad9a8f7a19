import { randomUUID } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ACCOUNT, REGION } from './lambda';

const PutEvents = z.object({
  Entries: z.array(
    z.object({ Source: z.string(), DetailType: z.string(), Detail: z.string(), Time: z.number().optional() }),
  ),
});

/** A log that is longer than this when the runtime starts makes way for a new one, bytes. */
const LONG = 64 * 1024 * 1024;

/** EventBridge's part: each event that the functions publish is a line of `DIR/events.jsonl`, as a subscriber gets it. */
export class EventLog {
  readonly #file: number;

  constructor(directory: string) {
    const path = join(directory, 'events.jsonl');
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LONG) renameSync(path, `${path}.1`);
    this.#file = openSync(path, 'a+');
    // A process that was killed may have left half a line.
    if (!this.#endsWithLine()) writeSync(this.#file, '\n');
  }

  /** Takes the body of a PutEvents call, answers that of its response. Throws ZodError for another. */
  put(body: unknown): { FailedEntryCount: number; Entries: { EventId: string }[] } {
    const entries = PutEvents.parse(body).Entries.map((entry) => ({ ...entry, id: randomUUID() }));
    const lines = entries.map(({ Source, DetailType, Detail, Time, id }) => {
      const time = new Date(Time === undefined ? Date.now() : Time * 1000).toISOString();
      const detail: unknown = JSON.parse(Detail);
      return JSON.stringify({
        version: '0',
        id,
        'detail-type': DetailType,
        source: Source,
        account: ACCOUNT,
        time: time.replace(/\.\d+Z$/, 'Z'),
        region: REGION,
        resources: [],
        detail,
      });
    });
    if (lines.length > 0) writeSync(this.#file, `${lines.join('\n')}\n`);
    return { FailedEntryCount: 0, Entries: entries.map(({ id }) => ({ EventId: id })) };
  }

  close(): void {
    closeSync(this.#file);
  }

  #endsWithLine(): boolean {
    const { size } = fstatSync(this.#file);
    if (size === 0) return true;
    const last = Buffer.alloc(1);
    readSync(this.#file, last, 0, 1, size - 1);
    return last.toString() === '\n';
  }
}
