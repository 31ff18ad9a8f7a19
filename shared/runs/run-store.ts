import * as z from 'zod';
import { RUNS_PARTITION, runKey, runListKey } from '../archive/keys';
import type { Listed, Position } from '../archive/reader';
import { TemporaryError } from '../errors';
import { nameOf } from '../pipeline/hash';
import type { Table } from '../ports';
import { type Run, RunRecord } from './records';

const ATTEMPTS = 20;
const ListItem = z.object({ sk: z.string() });

/** An id that sorts by time; `salt` tells runs of the same millisecond apart. */
export function runIdOf(now: number, salt: string): string {
  return `run-${new Date(now).toISOString().replace(/[-:.]/g, '')}-${nameOf(now, salt).slice(0, 6)}`;
}

export async function readRun(table: Table, id: string): Promise<RunRecord | undefined> {
  const item = await table.get(runKey(id));
  return item && RunRecord.parse(item);
}

/** Writes a run that is new, and lists it. Repeatable. */
export async function addRun(table: Table, run: Run): Promise<void> {
  await table.putIf({ ...runKey(run.id), ...run }, undefined);
  await table.putMany([{ ...runListKey(run.id) }]);
}

/** Runs, newest first. */
export async function listRuns(
  table: Table,
  { limit, after }: { limit: number; after?: Position | undefined },
): Promise<Listed<RunRecord>> {
  const page = await table.query({ pk: RUNS_PARTITION, descending: true, limit, after: after?.[0] });
  const ids = page.items.map((item) => ListItem.parse(item).sk);
  const found = await table.getMany(ids.map(runKey));
  const items = found.map((item) => RunRecord.parse(item)).sort((a, b) => (a.id < b.id ? 1 : -1));
  const last = ids.at(-1);
  return { items, ...(page.more && last !== undefined && { next: [last] }) };
}

/**
 * Moves a run: `move` is asked again for the run as it then is when another writer was first. Answers the run that was
 * written, or undefined when there is none, or when `move` answers undefined.
 */
export async function moveRun(
  table: Table,
  id: string,
  move: (run: RunRecord) => Run | undefined,
): Promise<RunRecord | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const run = await readRun(table, id);
    const next = run && move(run);
    if (!next) return undefined;
    const v = await table.putIf({ ...runKey(id), ...next }, run.v);
    if (v !== undefined) return { ...next, v };
  }
  throw new TemporaryError(`run ${id} is being written by others`);
}
