import type { Page, Receipt } from '../shared/api/schemas';
import type { Upload } from './upload';

/** Where receipts are asked for. */
export interface ReceiptSource {
  /** A page of receipts, newest first. */
  list(cursor: string | undefined): Promise<Page<Receipt>>;
  /** Undefined when there is no such receipt yet. */
  get(dropId: string): Promise<Receipt | undefined>;
}

/** A drop that has not ended. */
export interface Pending {
  upload: Upload;
  /** The last that was heard of it. */
  receipt?: Receipt;
  /** Its receipt is not older than this: milliseconds since the epoch, by the clock that dates receipts. */
  since: number;
}

/** So few drops are asked for one by one, where their ids are known. */
const FEW = 10;

/** A receipt may appear in a list so much later than its date says. */
const TOLERANCE_MS = 5000;

/**
 * Follows drops to their ends by listing receipts, each time only as far back as there can be news. A bucket without
 * versions does not say which drop an upload became: then it is the one of the same key and content that was received
 * after everything that had been received before.
 */
export class Follower {
  readonly #pending = new Map<string, Pending>();
  /** The newest receipt from before the uploads. */
  #before: Receipt | undefined;
  /** Date of the newest receipt that was seen. */
  #newest = 0;

  constructor(private readonly source: ReceiptSource) {}

  /** To be called before the first upload. */
  async start(): Promise<void> {
    const { items } = await this.source.list(undefined);
    this.#before = items[0];
    this.#newest = this.#before ? Date.parse(this.#before.receivedAt) : 0;
  }

  /** To be called when an upload starts; what it answers has to be given to `add`. */
  get now(): number {
    return this.#newest;
  }

  add(upload: Upload, since: number): void {
    this.#pending.set(upload.key, { upload, since });
  }

  get pending(): readonly Pending[] {
    return [...this.#pending.values()];
  }

  /** Asks once for news; answers the receipts that ended, and whether there was any news at all. */
  async poll(): Promise<{ ended: Receipt[]; news: boolean }> {
    const ended: Receipt[] = [];
    let news = false;
    for await (const receipt of this.#receipts()) {
      const pending = this.#pending.get(receipt.key);
      if (!pending || !this.#belongs(receipt, pending)) continue;
      if (pending.receipt?.state !== receipt.state) news = true;
      pending.receipt = receipt;
      pending.since = Date.parse(receipt.receivedAt);
      if (receipt.state !== 'stored' && receipt.state !== 'quarantined') continue;
      this.#pending.delete(receipt.key);
      ended.unshift(receipt);
    }
    return { ended, news };
  }

  async *#receipts(): AsyncGenerator<Receipt> {
    const ids = this.pending.map(({ upload, receipt }) => upload.dropId ?? receipt?.id);
    if (ids.length > FEW || ids.includes(undefined)) return yield* this.#listed();
    for (const id of ids) {
      const receipt = id && (await this.source.get(id));
      if (receipt) yield receipt;
    }
  }

  async *#listed(): AsyncGenerator<Receipt> {
    const asked = this.pending;
    const since = Math.min(...asked.map((pending) => pending.since)) - TOLERANCE_MS;
    let cursor: string | undefined;
    do {
      const { items, next } = await this.source.list(cursor);
      for (const receipt of items) {
        this.#newest = Math.max(this.#newest, Date.parse(receipt.receivedAt));
        yield receipt;
      }
      const last = items.at(-1);
      cursor = next === null || (last && Date.parse(last.receivedAt) < since) ? undefined : next;
    } while (cursor !== undefined);
    // What was not in the whole list will be newer than it.
    for (const pending of asked) if (!pending.receipt) pending.since = this.#newest;
  }

  #belongs(receipt: Receipt, { upload }: Pending): boolean {
    if (upload.dropId !== undefined) return receipt.id === upload.dropId;
    const before = this.#before;
    const isNew = before === undefined || (receipt.receivedAt >= before.receivedAt && receipt.id !== before.id);
    return isNew && (receipt.sha256 === null || receipt.sha256 === upload.sha256);
  }
}
