import type { Table } from '../ports';
import { RECEIPTS, type ReceiptClass, receiptClass, receiptPartition } from './keys';
import { mergeOrdered, monthsOf } from './months';
import type { Listed, ReceiptFilter } from './reader';
import { ReceiptRecord } from './records';
import { stageOf } from './show-receipt';

/** Receipts that one request looks at before it answers with what it has and a place to go on from. */
const EXAMINED = 500;
const ROUND_COST = 10;

/** The lists that a filter leaves to be looked at. */
function classesOf({ state, reason, stage }: ReceiptFilter): readonly ReceiptClass[] {
  const classes: readonly ReceiptClass[] =
    state === undefined ? ['open', 'stored', 'quarantined'] : [receiptClass(state)];
  if (reason !== undefined) return classes.filter((of) => of === 'quarantined');
  // What is stored is at no stage.
  return stage === undefined ? classes : classes.filter((of) => of !== 'stored');
}

/** Whether a receipt fits everything that a filter says. */
export function fits(
  receipt: ReceiptRecord,
  { state, reason, stage, keyPrefix }: Omit<ReceiptFilter, 'limit'>,
): boolean {
  return (
    (state === undefined || receipt.state === state) &&
    (reason === undefined || receipt.reason?.class === reason) &&
    (stage === undefined || stageOf(receipt) === stage) &&
    (keyPrefix === undefined || receipt.key.startsWith(keyPrefix))
  );
}

/** Lists receipts newest first: all, or those that fit a filter. */
export async function listReceipts(table: Table, filter: ReceiptFilter): Promise<Listed<ReceiptRecord>> {
  const classes = classesOf(filter);
  if (classes.length === 0) return { items: [] };
  const [before] = filter.after ?? [];
  const items: ReceiptRecord[] = [];
  let last: string | undefined;
  let examined = 0;
  for await (const { month, shards } of monthsOf(table, RECEIPTS, { to: before?.slice(0, 7) })) {
    let after = before;
    for (;;) {
      const partitions = classes.flatMap((of) =>
        Array.from({ length: shards }, (_, shard) => receiptPartition(of, month, shard)),
      );
      const pages = await Promise.all(
        partitions.map((pk) => table.queryReceipts({ pk, descending: true, after, limit: filter.limit })),
      );
      const lists = pages.map((page) => page.items);
      const keys = mergeOrdered(lists, (key) => key.position, filter.limit);
      const found = new Map((await table.getMany(keys)).map((item) => [item.pk, ReceiptRecord.parse(item)]));
      for (const { pk, position } of keys) {
        const receipt = found.get(pk);
        if (receipt && fits(receipt, filter)) {
          if (last !== undefined && items.length === filter.limit) return { items, next: [last] };
          items.push(receipt);
          last = position;
        }
        after = position;
      }
      const more = pages.some((page) => page.more) || lists.flat().length > keys.length;
      examined += Math.max(keys.length, ROUND_COST);
      if (examined >= EXAMINED) return { items, next: [more && after !== undefined ? after : month] };
      if (!more) break;
    }
  }
  return { items };
}
