import type { DropReason, DropState } from '../api/schemas';
import type { Warning } from '../article/schema';
import type { Drop } from '../pipeline/messages';
import type { ReceiptRecord } from './records';

/** How far a state is. Both last ones end the way. */
const RANK: Record<DropState, number> = { received: 0, parsed: 1, enriched: 2, stored: 3, quarantined: 3 };

/** What a stage has to say about a drop. */
export interface ReceiptChange {
  state: DropState;
  sha256?: string | undefined;
  articleCount?: number;
  entries?: number | undefined;
  articleIds?: readonly string[];
  retractions?: number;
  superseded?: boolean;
  reason?: DropReason;
  warnings?: readonly Warning[];
}

/** Article ids, and warnings, that a receipt names; the others stand with the articles. */
const NAMED_ARTICLES = 100;
export const NAMED_WARNINGS = 100;

/** The receipt of a drop that has just been seen, at a time in ISO 8601. */
export function opened(drop: Drop, now: string): Omit<ReceiptRecord, 'v'> {
  const { etag, contentType, metadata, order } = drop;
  return {
    dropId: drop.id,
    key: drop.key,
    versionId: drop.versionId,
    bytes: drop.bytes,
    state: 'received',
    receivedAt: now,
    updatedAt: now,
    articleIds: [],
    superseded: false,
    reachedAt: {},
    failures: {},
    entries: 0,
    announced: false,
    retries: 0,
    object: { etag, contentType, metadata, order },
    warnings: [],
  };
}

/**
 * The receipt after a change, or undefined when it says nothing new: events come twice and out of order, so a receipt
 * only moves forward. A drop that was quarantined by a fault of ours may still arrive, after a fix and a redrive.
 */
export function advance(receipt: ReceiptRecord, change: ReceiptChange, now: string): ReceiptRecord | undefined {
  const recovers = canRecover(receipt) && change.state !== 'received';
  if (!recovers && RANK[change.state] <= RANK[receipt.state]) return undefined;
  return {
    ...receipt,
    state: change.state,
    updatedAt: now,
    reachedAt: { ...receipt.reachedAt, [change.state]: now },
    entries: change.entries ?? receipt.entries,
    sha256: change.sha256 ?? receipt.sha256,
    articleCount: change.articleCount ?? receipt.articleCount,
    progress: undefined,
    retractions: change.retractions ?? receipt.retractions,
    articleIds: (change.articleIds ?? receipt.articleIds).slice(0, NAMED_ARTICLES),
    superseded: change.superseded ?? receipt.superseded,
    announced: false,
    reason: change.reason,
    warnings: (change.warnings ?? receipt.warnings).slice(0, NAMED_WARNINGS),
  };
}

/** The receipt of a drop that is read again from its beginning. */
export function reopened(receipt: ReceiptRecord, now: string): ReceiptRecord {
  const { articleCount: _, retractions: __, reason: ___, progress: ____, ...kept } = receipt;
  const retries = receipt.retries + 1;
  const anew = { reachedAt: { received: now }, failures: {}, entries: 0, superseded: false, announced: false };
  return { ...kept, ...anew, state: 'received', updatedAt: now, retries };
}

/** Whether the drop came to an end, if perhaps not for good. */
export function isAtEnd({ state }: ReceiptRecord): boolean {
  return state === 'stored' || state === 'quarantined';
}

/** Whether nothing is left to do for the drop, whatever arrives about it again. */
export function hasEnded(receipt: ReceiptRecord): boolean {
  return receipt.state === 'stored' || (receipt.state === 'quarantined' && !canRecover(receipt));
}

function canRecover({ state, reason }: ReceiptRecord): boolean {
  return state === 'quarantined' && (reason?.class === 'our-fault' || reason?.class === 'temporary');
}
