import { announcementOf } from '../../shared/archive/announcement';
import { fits } from '../../shared/archive/list-receipts';
import type { ReceiptRecord } from '../../shared/archive/records';
import { showReceipt } from '../../shared/archive/show-receipt';
import type { Answer, Input } from '../../shared/http/callable';
import { readCursor, writeCursor } from '../../shared/http/cursor';
import { ProblemError } from '../../shared/http/problems';
import type { AnnounceRequest } from '../../shared/pipeline/messages';
import type { RetryDependencies } from './dependencies';

/** API Gateway waits 30 s for an answer; what is not retried by then is left to the next call. */
const CALL_MS = 15_000;
/** Receipts that are opened together, and announced by one call of the queue each ten. */
const PAGE = 50;

/** Has a drop read again. */
export async function retryDrop({ params }: Input<'retryDrop'>, to: RetryDependencies): Promise<Answer<'retryDrop'>> {
  const [outcome] = await retry([params.id], () => true, to);
  if (outcome && 'receipt' in outcome) return { body: showReceipt(outcome.receipt) };
  if (!outcome?.exists) throw new ProblemError('not-found', 'No drop has this id.');
  throw new ProblemError('nothing-to-retry', outcome.why);
}

/** Has named drops read again, or all that are quarantined and fit a filter, a page at a time. */
export async function retryDrops({ body }: Input<'retryDrops'>, to: RetryDependencies): Promise<Answer<'retryDrops'>> {
  const { ids, cursor, ...filters } = body;
  if (ids) {
    const outcomes = await retry([...new Set(ids)], () => true, to);
    const skipped = outcomes.flatMap((outcome) => ('why' in outcome ? [{ id: outcome.id, why: outcome.why }] : []));
    return { body: { retried: outcomes.length - skipped.length, skipped, next: null } };
  }
  const filter = { ...filters, state: 'quarantined' } as const;
  const scope = { operation: 'retryDrops', params: {}, filters };
  const deadline = to.clock() + CALL_MS;
  let after = readCursor(cursor, scope);
  let retried = 0;
  do {
    const page = await to.archive.receipts({ ...filter, limit: PAGE, after });
    const ids = page.items.map(({ dropId }) => dropId);
    // The list may lag behind: what is on its way again by now is left alone.
    const outcomes = await retry(ids, (receipt) => fits(receipt, filter), to);
    retried += outcomes.filter((outcome) => 'receipt' in outcome).length;
    after = page.next;
  } while (after && to.clock() < deadline);
  return { body: { retried, skipped: [], next: after ? writeCursor(after, scope) : null } };
}

type Outcome = { id: string; receipt: ReceiptRecord } | { id: string; exists: boolean; why: string };

/**
 * Opens receipts, then announces their drops. Should the messages not be sent, the drops are stuck ones, which a second
 * call or the inventory announces again.
 */
async function retry(
  ids: readonly string[],
  accepts: (receipt: ReceiptRecord) => boolean,
  { bucket, receipts, toParse, clock }: RetryDependencies,
): Promise<Outcome[]> {
  const requestedAt = new Date(clock()).toISOString();
  const announcements: AnnounceRequest[] = [];
  const outcomes = ids.map(async (id): Promise<Outcome> => {
    const reopened = await receipts.reopen(id, (receipt) => receipt.object !== undefined && accepts(receipt));
    if (!reopened) return notRetried(id, await receipts.find(id));
    const announcement = announcementOf(reopened, bucket, requestedAt);
    if (announcement) announcements.push(announcement);
    return { id, receipt: reopened };
  });
  const all = await Promise.all(outcomes);
  await toParse.send(announcements);
  return all;
}

function notRetried(id: string, receipt: ReceiptRecord | undefined): Outcome {
  if (!receipt) return { id, exists: false, why: 'No drop has this id.' };
  if (receipt.state === 'stored') return { id, exists: true, why: `${receipt.key} is stored.` };
  if (!receipt.object) return { id, exists: true, why: `${receipt.key} came too long ago: drop it again.` };
  return { id, exists: true, why: `${receipt.key} is on its way.` };
}
