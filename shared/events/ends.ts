import { isAtEnd } from '../archive/receipt-states';
import type { Receipts } from '../archive/receipts';
import type { ReceiptRecord } from '../archive/records';
import type { Lane } from '../pipeline/topology';
import type { EventPublisher } from '../ports';
import { type DatelineEvent, eventId } from './events';

/**
 * Publishes events, and with them how a drop ended if its receipt says that it did and that nobody was told. The receipt
 * is marked afterwards: who dies in between is followed by a second delivery, which publishes the same event again.
 * @param receipt as it stands; undefined when there is none
 */
export async function publishWithEnd(
  events: readonly DatelineEvent[],
  receipt: ReceiptRecord | undefined,
  lane: Lane,
  to: { receipts: Receipts; events: EventPublisher },
): Promise<void> {
  const end = receipt && endOf(receipt, lane);
  const all = end ? [...events, end] : events;
  if (all.length > 0) await to.events.publish(all);
  if (receipt && end) await to.receipts.markAnnounced(receipt);
}

function endOf(receipt: ReceiptRecord, lane: Lane): DatelineEvent | undefined {
  if (receipt.announced || !isAtEnd(receipt)) return undefined;
  const { dropId, key, versionId = null, bytes, sha256 = null, retries, reason, updatedAt: at } = receipt;
  const common = { version: 1, at, lane, dropId, key, versionId, bytes, sha256, retries } as const;
  if (reason) {
    const id = eventId('drop.quarantined', dropId, retries, at);
    return { name: 'drop.quarantined', detail: { ...common, id, reason } };
  }
  const { articleCount = 0, articleIds, superseded } = receipt;
  const id = eventId('drop.stored', dropId, retries);
  return { name: 'drop.stored', detail: { ...common, id, articleCount, articleIds, superseded } };
}
