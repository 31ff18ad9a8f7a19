import type { Table } from '../ports';
import { RECEIPTS, type ReceiptClass, receiptClass, receiptPartition } from './keys';
import { mergeOrdered, monthsOf } from './months';
import type { Listed, ReceiptFilter } from './reader';
import { ReceiptRecord } from './records';

/** Receipts that one request looks at before it answers with what it has and a place to go on from. */
const EXAMINED = 500;
const ROUND_COST = 10;

const ALL_CLASSES: readonly ReceiptClass[] = ['open', 'stored', 'quarantined'];

/** Lists receipts newest first, of one state or of all. */
export async function listReceipts(table: Table, filter: ReceiptFilter): Promise<Listed<ReceiptRecord>> {
  const classes = filter.state === undefined ? ALL_CLASSES : [receiptClass(filter.state)];
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
        if (receipt && (filter.state === undefined || receipt.state === filter.state)) {
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
