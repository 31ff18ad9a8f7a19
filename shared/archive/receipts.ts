import type { DropProgress } from '../api/schemas';
import type { Drop } from '../pipeline/messages';
import type { Stage } from '../pipeline/topology';
import type { Clock, Table } from '../ports';
import { ArticleOutcome, type EndedArticle, ending, outcomeOf, totalOf } from './article-outcomes';
import {
  groupKey,
  groupPrefix,
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
import { advance, hasEnded, NAMED_WARNINGS, opened, type ReceiptChange, reopened } from './receipt-states';
import { ReceiptRecord } from './records';
import { referToFile } from './references';

/** Articles whose outcomes are counted together. */
const GROUP = 100;

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

  /** Writes the receipt of a drop whose articles are there, if it has none: as it may have been at its end. */
  async restore(
    drop: Drop,
    made: Required<Pick<ReceiptRecord, 'sha256' | 'articleCount' | 'articleIds' | 'warnings'>>,
  ): Promise<void> {
    const at = drop.order.modifiedAt;
    const receipt: Omit<ReceiptRecord, 'v'> = {
      ...opened(drop, at),
      ...made,
      warnings: made.warnings.slice(0, NAMED_WARNINGS),
      state: 'stored',
      reachedAt: { stored: at },
      announced: true,
    };
    await ensureAll(this.table, [monthPresence(this.table, RECEIPTS, monthOf(at), this.shards)]);
    await this.table.putIf(this.item(receipt), undefined);
  }

  /** Makes the months live in which these receipts are listed. */
  async ensureMonths(receipts: readonly ReceiptRecord[]): Promise<void> {
    const months = new Set(receipts.map(({ receivedAt }) => monthOf(receivedAt)));
    await ensureAll(
      this.table,
      [...months].map((month) => monthPresence(this.table, RECEIPTS, month, this.shards)),
    );
  }

  /** Writes the receipt of a drop that was not seen before; answers the receipt as it stands. */
  async receive(drop: Drop): Promise<ReceiptRecord> {
    const known = await this.find(drop.id);
    if (known) return known;
    const now = this.now();
    const receipt = opened(drop, now);
    await referToFile(this.table, drop);
    await ensureAll(this.table, [monthPresence(this.table, RECEIPTS, monthOf(now), this.shards)]);
    const v = await this.table.putIf(this.item(receipt), undefined);
    // Another delivery of the same event was faster.
    return v === undefined ? this.receive(drop) : { ...receipt, v };
  }

  /**
   * Moves a receipt forward; does nothing when it is there already or further. Answers it as it then stands, undefined
   * when there is no such drop.
   */
  async advance(dropId: string, change: ReceiptChange): Promise<ReceiptRecord | undefined> {
    for (;;) {
      const receipt = await this.find(dropId);
      const next = receipt && advance(receipt, change, this.now());
      if (!next) return receipt;
      const v = await this.table.putIf(this.item(next), next.v);
      if (v !== undefined) return { ...next, v };
    }
  }

  /** Notes that subscribers were told how a drop ended; not when the receipt has changed since. */
  async markAnnounced(receipt: ReceiptRecord): Promise<void> {
    await this.table.putIf(this.item({ ...receipt, announced: true }), receipt.v);
  }

  /**
   * Opens the receipt of a drop that is to be read again; answers it as it then stands. Undefined, and nothing happens,
   * when there is none, when it is stored, or when `accepts` says no to it.
   */
  async reopen(
    dropId: string,
    accepts: (receipt: ReceiptRecord) => boolean = () => true,
  ): Promise<ReceiptRecord | undefined> {
    for (;;) {
      const receipt = await this.find(dropId);
      if (!receipt || receipt.state === 'stored' || !accepts(receipt)) return undefined;
      const next = reopened(receipt, this.now());
      const v = await this.table.putIf(this.item(next), receipt.v);
      if (v !== undefined) return { ...next, v };
    }
  }

  /** Notes that a stage failed on a drop that is on its way, for the `attempt`th time. */
  async attemptFailed(dropId: string, stage: Stage, attempt: number): Promise<void> {
    const receipt = await this.find(dropId);
    if (!receipt || hasEnded(receipt) || attempt <= (receipt.failures[stage] ?? 0)) return;
    // Whoever was faster may have said less, which is no loss: the next attempt says more.
    await this.table.putIf(this.item({ ...receipt, failures: { ...receipt.failures, [stage]: attempt } }), receipt.v);
  }

  /** Notes how far reading a file of many articles or pages has come. */
  async progress(dropId: string, progress: DropProgress): Promise<void> {
    const receipt = await this.find(dropId);
    if (receipt?.state !== 'received') return;
    // When another delivery was faster, it says the same.
    await this.table.putIf(this.item({ ...receipt, progress, updatedAt: this.now() }), receipt.v);
  }

  /** Notes that an article was enriched; the receipt of a file of many stays `parsed` until the last one is stored. */
  async articleEnriched(dropId: string): Promise<void> {
    const receipt = await this.find(dropId);
    if (receipt?.articleCount === 1) await this.advance(dropId, { state: 'enriched' });
  }

  /**
   * Notes how one article of a drop ended, or that one is gone which the file no longer holds. The receipt ends with the
   * last of them: quarantined if any was, superseded if all were. Articles may end before it is known how many there are; the last of a file is handed on only then.
   * Answers the receipt as it then stands.
   */
  async articleEnded(
    dropId: string,
    { id, ordinal }: EndedArticle,
    end: ArticleOutcome,
  ): Promise<ReceiptRecord | undefined> {
    const receipt = await this.find(dropId);
    if (!receipt || hasEnded(receipt)) return receipt;
    const total = totalOf(receipt);
    if (total === 1) return this.advance(dropId, ending([end]));
    // A message that does not say is of a re-processing, whose drops have ended.
    if (ordinal === undefined) return receipt;
    const { retries } = receipt;
    const group = Math.floor(ordinal / GROUP);
    await this.table.putMany([{ ...outcomeKey(dropId, retries, group, id), ...end }]);
    const outcomes = await this.outcomes(dropId, outcomePrefix(retries, group), GROUP);
    const expected = total === undefined ? GROUP : Math.min(GROUP, total - group * GROUP);
    if (outcomes.length < expected) return receipt;
    if (total !== undefined && total <= GROUP) return this.advance(dropId, ending(outcomes));
    await this.table.putMany([{ ...groupKey(dropId, retries, group), ...outcomeOf(outcomes) }]);
    return this.groupEnded(dropId, retries);
  }

  private async groupEnded(dropId: string, retries: number): Promise<ReceiptRecord | undefined> {
    const receipt = await this.find(dropId);
    const total = receipt && totalOf(receipt);
    if (total === undefined) return receipt;
    const groups = Math.ceil(total / GROUP);
    const ended = await this.outcomes(dropId, groupPrefix(retries), groups);
    return ended.length >= groups ? this.advance(dropId, ending(ended)) : receipt;
  }

  private async outcomes(dropId: string, from: string, limit: number): Promise<ArticleOutcome[]> {
    const { pk } = receiptKey(dropId);
    const { items } = await this.table.query({ pk, from, to: `${from}~`, limit, consistent: true });
    return items.map((item) => ArticleOutcome.parse(item));
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
