import * as z from 'zod';
import { inventoryKey } from '../keys';
import type { InventoryDependencies } from './dependencies';
import { nowOf } from './dependencies';
import { addCounts, Counts } from './findings';
import { beginning, Checkpoint, reconcile } from './reconcile';

const Passage = z.object({ startedAt: z.iso.datetime(), counts: Counts });

/** The inventory under way and the last one: one item, conditionally written, so that two who go on agree on one step. */
export const InventoryRecord = z.object({
  v: z.int().positive(),
  running: Passage.extend({ checkpoint: Checkpoint }).optional(),
  last: Passage.extend({ finishedAt: z.iso.datetime(), rebuild: z.boolean() }).optional(),
});
export type InventoryRecord = z.infer<typeof InventoryRecord>;

/** Days between inventories. */
const EVERY_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * `when-due`: goes on with the one under way, or starts one when the last was a week ago. `now`: starts one unless one
 * is under way. `rebuild`: starts one that makes the table anew, whatever is under way. `go-on`: starts none.
 */
export type Start = 'when-due' | 'now' | 'rebuild' | 'go-on';

export async function readInventory({ table }: Pick<InventoryDependencies, 'table'>) {
  const item = await table.get(inventoryKey);
  return item && InventoryRecord.parse(item);
}

/**
 * Starts an inventory and takes its steps until it is through or `deadline` (milliseconds since the epoch) has come;
 * answers how far it is. A step that another caller took at the same time counts once.
 * @param onEnd told of what one found that came to its end
 */
export async function takeInventory(
  deps: InventoryDependencies,
  start: Start,
  deadline: number,
  onEnd: (counts: Counts) => void = () => {},
): Promise<InventoryRecord | undefined> {
  let record = await begin(deps, start);
  while (record?.running && deps.clock() < deadline) {
    const { running, last } = record;
    const { checkpoint, counts } = await reconcile(deps, running.checkpoint);
    const sum = addCounts(running.counts, counts);
    const { startedAt } = running;
    const { rebuild } = running.checkpoint;
    const next = checkpoint
      ? { running: { startedAt, counts: sum, checkpoint }, last }
      : { running: undefined, last: { startedAt, finishedAt: nowOf(deps), counts: sum, rebuild } };
    const v: number | undefined = await deps.table.putIf({ ...inventoryKey, ...next }, record.v);
    if (v !== undefined && !checkpoint) onEnd(sum);
    record = v === undefined ? await readInventory(deps) : { ...next, v };
  }
  return record;
}

async function begin(deps: InventoryDependencies, start: Start): Promise<InventoryRecord | undefined> {
  for (;;) {
    const record = await readInventory(deps);
    if (start === 'go-on') return record;
    if (record?.running && start !== 'rebuild') return record;
    const since = Date.parse(record?.last?.startedAt ?? new Date(0).toISOString());
    if (start === 'when-due' && since > deps.clock() - EVERY_DAYS * DAY_MS) return record;
    const next = {
      running: { startedAt: nowOf(deps), counts: {}, checkpoint: beginning(start === 'rebuild') },
      last: record?.last,
    };
    const v = await deps.table.putIf({ ...inventoryKey, ...next }, record?.v);
    if (v !== undefined) return { ...next, v };
  }
}
