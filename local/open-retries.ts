import { announcementOf } from '../shared/archive/announcement';
import { listReceipts } from '../shared/archive/list-receipts';
import type { Position } from '../shared/archive/reader';
import type { AnnounceRequest } from '../shared/pipeline/messages';
import type { Clock, Queue, Table } from '../shared/ports';

const PAGE = 100;

/** Announces again what was being retried when the process ended, since its queues went with it. Repeatable. */
export async function announceRetries(
  table: Table,
  bucket: string,
  toParse: Queue<AnnounceRequest>,
  clock: Clock = Date.now,
): Promise<void> {
  const requestedAt = new Date(clock()).toISOString();
  for (const state of ['received', 'parsed', 'enriched'] as const) {
    let after: Position | undefined;
    do {
      const { items, next } = await listReceipts(table, { state, limit: PAGE, after });
      const retried = items.filter(({ retries }) => retries > 0);
      await toParse.send(retried.flatMap((receipt) => announcementOf(receipt, bucket, requestedAt) ?? []));
      after = next;
    } while (after);
  }
}
