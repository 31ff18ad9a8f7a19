import { setTimeout as sleep } from 'node:timers/promises';
import { receiptKey } from '../shared/archive/keys';
import { hasEnded } from '../shared/archive/receipt-states';
import { ReceiptRecord } from '../shared/archive/records';
import { dropIdOf } from '../shared/pipeline/drop';
import { EnrichRequest, ParseInput, StoreInput } from '../shared/pipeline/messages';
import type { Table } from '../shared/ports';
import type { StoredObject } from './object-log';

/** Where the drops since the start are. */
export interface DropCounts {
  received: number;
  stored: number;
  quarantined: number;
}

/** Keys of a batch read. */
const READS = 100;
/** How long drops are gathered before they are looked at together. */
const GATHER_MS = 25;

/** The id that parse gives to a drop that was announced by `dropEventOf`. */
export function dropIdOfObject({ key, sequencer }: StoredObject): string {
  return dropIdOf({ key, sequencer });
}

/**
 * The drops that are on their way. They are found at their end by what the queues' messages are about, so that nothing
 * has to be asked while nothing happens.
 */
export class OpenDrops {
  readonly counts: DropCounts = { received: 0, stored: 0, quarantined: 0 };
  readonly #open = new Map<string, StoredObject>();
  readonly #touched = new Set<string>();
  #looking: Promise<void> | undefined;

  /**
   * @param onEnded told of each drop once its receipt is final, or as final as it gets without a fix of ours
   * @param onDefect told when the table does not answer
   */
  constructor(
    private readonly table: Table,
    private readonly onEnded: (object: StoredObject, receipt: ReceiptRecord) => void,
    private readonly onDefect: (error: unknown) => void,
  ) {}

  get size(): number {
    return this.#open.size;
  }

  /** Answers false for one that is known. */
  add(object: StoredObject): boolean {
    const id = dropIdOfObject(object);
    if (this.#open.has(id)) return false;
    this.#open.set(id, object);
    this.counts.received++;
    return true;
  }

  /** Those of some drops whose receipts say that something is still to be done or told, or that have none yet. */
  async unfinished(objects: readonly StoredObject[]): Promise<{ open: StoredObject[]; ended: StoredObject[] }> {
    const open: StoredObject[] = [];
    const ended: StoredObject[] = [];
    for (let at = 0; at < objects.length; at += READS) {
      const some = objects.slice(at, at + READS);
      const receipts = await this.#read(some.map(dropIdOfObject));
      for (const object of some) {
        const receipt = receipts.get(dropIdOfObject(object));
        (receipt && hasEnded(receipt) && receipt.announced ? ended : open).push(object);
      }
    }
    return { open, ended };
  }

  /** Notes that a stage was called with a message; looks soon what became of its drop. */
  touch(messageBody: string): void {
    const id = dropIdIn(messageBody);
    if (id === undefined || !this.#open.has(id)) return;
    this.#touched.add(id);
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
  }

  /** Resolves when nothing is being looked at. */
  async idle(): Promise<void> {
    await this.#looking;
  }

  async #look(): Promise<void> {
    try {
      while (this.#touched.size > 0) {
        await sleep(GATHER_MS);
        const ids = [...this.#touched].slice(0, READS);
        for (const id of ids) this.#touched.delete(id);
        for (const receipt of (await this.#read(ids)).values()) this.#note(receipt);
      }
    } catch (error) {
      this.onDefect(error);
    }
  }

  #note(receipt: ReceiptRecord): void {
    const object = this.#open.get(receipt.dropId);
    if (!object || (receipt.state !== 'stored' && receipt.state !== 'quarantined')) return;
    this.#open.delete(receipt.dropId);
    this.counts[receipt.state]++;
    this.onEnded(object, receipt);
  }

  async #read(dropIds: readonly string[]): Promise<Map<string, ReceiptRecord>> {
    const items = await this.table.getMany(dropIds.map(receiptKey), { consistent: true });
    const receipts = items.map((item) => ReceiptRecord.parse(item));
    return new Map(receipts.map((receipt) => [receipt.dropId, receipt]));
  }
}

/** The drop that a message of any queue is about, or undefined when it is none of ours. */
function dropIdIn(messageBody: string): string | undefined {
  let json: unknown;
  try {
    json = JSON.parse(messageBody);
  } catch {
    return undefined;
  }
  const later = EnrichRequest.or(StoreInput).safeParse(json);
  if (later.success) return later.data.dropId;
  const { success, data } = ParseInput.safeParse(json);
  if (!success) return undefined;
  if ('kind' in data) return data.drop.id;
  // A gazetteer of the users is no drop.
  if (!('bucket' in data.detail)) return undefined;
  const { key, sequencer } = data.detail.object;
  return dropIdOf({ key, sequencer });
}
