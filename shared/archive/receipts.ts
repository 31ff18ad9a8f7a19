import * as z from 'zod';
import type { DropReason, DropState } from '../api/schemas';
import type { Warning } from '../article/schema';
import type { Drop } from '../pipeline/messages';
import type { Clock, Table } from '../ports';
import {
  monthOf,
  outcomeKey,
  outcomePrefix,
  RECEIPTS,
  receiptClass,
  receiptKey,
  receiptPartition,
  receiptShards,
  shardOf,
} from './keys';
import { monthPresence } from './plan';
import { ensureAll } from './presence';
import { ReceiptRecord } from './records';

/** How far a state is. Both last ones end the way. */
const RANK: Record<DropState, number> = { received: 0, parsed: 1, enriched: 2, stored: 3, quarantined: 3 };

/** What a stage has to say about a drop. */
export interface ReceiptChange {
  state: DropState;
  sha256?: string | undefined;
  articleCount?: number;
  articleIds?: readonly string[];
  superseded?: boolean;
  reason?: DropReason;
  warnings?: readonly Warning[];
}

/** Article ids that a receipt names; the others are found by the receipt's outcome items. */
const NAMED_ARTICLES = 100;

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
    sha256: change.sha256 ?? receipt.sha256,
    articleCount: change.articleCount ?? receipt.articleCount,
    articleIds: (change.articleIds ?? receipt.articleIds).slice(0, NAMED_ARTICLES),
    superseded: change.superseded ?? receipt.superseded,
    reason: change.reason,
    warnings: [...(change.warnings ?? receipt.warnings)],
  };
}

/** The receipt of a drop that is read again from its beginning. */
function reopened(receipt: ReceiptRecord, now: string): ReceiptRecord {
  const { articleCount: _, reason: __, ...kept } = receipt;
  return { ...kept, state: 'received', updatedAt: now, superseded: false, retries: receipt.retries + 1 };
}

/** Whether nothing is left to do for the drop, whatever arrives about it again. */
export function hasEnded(receipt: ReceiptRecord): boolean {
  return receipt.state === 'stored' || (receipt.state === 'quarantined' && !canRecover(receipt));
}

function canRecover({ state, reason }: ReceiptRecord): boolean {
  return state === 'quarantined' && (reason?.class === 'our-fault' || reason?.class === 'temporary');
}

/** Receipts as the stages write them. */
export class Receipts {
  private readonly shards: number;

  constructor(
    private readonly table: Table,
    indexShards: number,
    private readonly clock: Clock,
  ) {
    this.shards = receiptShards(indexShards);
  }

  async find(dropId: string): Promise<ReceiptRecord | undefined> {
    const item = await this.table.get(receiptKey(dropId));
    return item && ReceiptRecord.parse(item);
  }

  /** Writes the receipt of a drop that was not seen before; answers the receipt as it stands. */
  async receive(drop: Drop): Promise<ReceiptRecord> {
    const known = await this.find(drop.id);
    if (known) return known;
    const now = this.now();
    const receipt: Omit<ReceiptRecord, 'v'> = {
      dropId: drop.id,
      key: drop.key,
      versionId: drop.versionId,
      bytes: drop.bytes,
      state: 'received',
      receivedAt: now,
      updatedAt: now,
      articleIds: [],
      superseded: false,
      retries: 0,
      object: { etag: drop.etag, contentType: drop.contentType, metadata: drop.metadata, order: drop.order },
      warnings: [],
    };
    await ensureAll(this.table, [monthPresence(this.table, RECEIPTS, monthOf(now), this.shards)]);
    const v = await this.table.putIf(this.item(receipt), undefined);
    // Another delivery of the same event was faster.
    return v === undefined ? this.receive(drop) : { ...receipt, v };
  }

  /** Moves a receipt forward; does nothing when it is there already or further, or when there is no such drop. */
  async advance(dropId: string, change: ReceiptChange): Promise<void> {
    for (;;) {
      const receipt = await this.find(dropId);
      const next = receipt && advance(receipt, change, this.now());
      if (!next) return;
      if ((await this.table.putIf(this.item(next), next.v)) !== undefined) return;
    }
  }

  /**
   * Opens the receipt of a drop that is to be read again; answers it as it then stands. One that is stored stays so,
   * and one that does not exist is undefined.
   */
  async reopen(dropId: string): Promise<ReceiptRecord | undefined> {
    for (;;) {
      const receipt = await this.find(dropId);
      if (!receipt || receipt.state === 'stored') return receipt;
      const next = reopened(receipt, this.now());
      const v = await this.table.putIf(this.item(next), receipt.v);
      if (v !== undefined) return { ...next, v };
    }
  }

  /** Notes that an article was enriched; the receipt of a file of many stays `parsed` until the last one is stored. */
  async articleEnriched(dropId: string): Promise<void> {
    const receipt = await this.find(dropId);
    if (receipt?.articleCount === 1) await this.advance(dropId, { state: 'enriched' });
  }

  /**
   * Notes how one article of a drop ended. The receipt ends with the last of them: quarantined if any was, superseded
   * if all were.
   */
  async articleEnded(
    dropId: string,
    articleId: string,
    end: { superseded: boolean } | { reason: DropReason },
  ): Promise<void> {
    const receipt = await this.find(dropId);
    if (!receipt?.articleCount || hasEnded(receipt)) return;
    const outcome = 'reason' in end ? { reason: end.reason } : { superseded: end.superseded };
    if (receipt.articleCount === 1) return this.advance(dropId, ending([outcome]));
    const { retries } = receipt;
    await this.table.putMany([{ ...outcomeKey(dropId, retries, articleId), ...outcome }]);
    const { pk } = receiptKey(dropId);
    const from = outcomePrefix(retries);
    const range = { pk, from, to: `${from}~`, limit: receipt.articleCount, consistent: true };
    const outcomes = (await this.table.query(range)).items.map((item) => ArticleOutcome.parse(item));
    if (outcomes.length >= receipt.articleCount) await this.advance(dropId, ending(outcomes));
  }

  private item(receipt: Omit<ReceiptRecord, 'v'>) {
    const shard = shardOf(receipt.dropId, this.shards);
    const partition = receiptPartition(receiptClass(receipt.state), monthOf(receipt.receivedAt), shard);
    return {
      ...receiptKey(receipt.dropId),
      ...receipt,
      g1pk: partition,
      g1sk: `${receipt.receivedAt}#${receipt.dropId}`,
    };
  }

  private now(): string {
    return new Date(this.clock()).toISOString();
  }
}

const ArticleOutcome = z.object({ superseded: z.boolean().optional(), reason: ReceiptRecord.shape.reason });
type ArticleOutcome = z.infer<typeof ArticleOutcome>;

function ending(outcomes: readonly ArticleOutcome[]): ReceiptChange {
  const reason = outcomes.find((outcome) => outcome.reason)?.reason;
  if (reason) return { state: 'quarantined', reason };
  return { state: 'stored', superseded: outcomes.every((outcome) => outcome.superseded) };
}
