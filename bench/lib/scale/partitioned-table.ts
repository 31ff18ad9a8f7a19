import { RECEIPTS_INDEX } from '../../../shared/archive/keys';
import type { Item, Key, QueryRange, Table } from '../../../shared/ports';
import { sizeOf } from '../metered-table';
import type { Capacity } from './capacity';
import type { VirtualTime } from './virtual-time';

const KB = 1024;
/** What an item costs in storage beside its attributes, bytes ("Local and global secondary indexes", "Pricing"). */
const OVERHEAD = 100;
/** How long DynamoDB takes for a request, milliseconds. */
const LATENCY = 5;

interface Stored {
  item: Item;
  bytes: number;
}

/**
 * DynamoDB as the sum of its partitions, in memory and virtual time: every request takes its units from the partition
 * of its key, in its second, and is refused when they are used up. What stood in the archive before the simulated
 * seconds is made on first sight.
 */
export class PartitionedTable implements Table {
  readonly #partitions = new Map<string, Map<string, Stored>>();
  readonly #seen = new Set<string>();
  #version = 1;
  /** Bytes that the simulated seconds left, with the index, and the items that they are in. */
  storedBytes = 0;
  storedItems = 0;
  /** Conditional writes that found another version than they expected. */
  conflicts = 0;

  /**
   * @param time what requests wait on
   * @param past the items of a partition from before
   */
  constructor(
    private readonly time: VirtualTime,
    readonly base: Capacity,
    readonly index: Capacity,
    private readonly past: (pk: string) => Item[],
  ) {}

  async get(key: Key): Promise<Item | undefined> {
    await this.time.sleep(LATENCY);
    const stored = this.#find(key);
    await this.base.read(key.pk, readUnits(stored?.bytes ?? 0));
    return this.#find(key)?.item;
  }

  async getMany(keys: readonly Key[], options?: { consistent?: boolean }): Promise<Item[]> {
    await this.time.sleep(LATENCY);
    const factor = options?.consistent ? 1 : 0.5;
    const found = keys.map(async (key) => {
      await this.base.read(key.pk, readUnits(this.#find(key)?.bytes ?? 0) * factor);
      return this.#find(key)?.item;
    });
    return (await Promise.all(found)).filter((item) => item !== undefined);
  }

  async query(range: QueryRange) {
    await this.time.sleep(LATENCY);
    const all = [...this.#partition(range.pk)].filter(([sk]) => isIn(range, sk)).sort(([a], [b]) => (a < b ? -1 : 1));
    const taken = (range.descending ? all.reverse() : all).slice(0, range.limit).map(([, stored]) => stored);
    const bytes = taken.reduce((sum, stored) => sum + stored.bytes, 0);
    await this.base.read(range.pk, readUnits(bytes) * (range.consistent ? 1 : 0.5));
    return { items: taken.map(({ item }) => item), more: all.length > taken.length };
  }

  async queryReceipts(): Promise<never> {
    throw new Error('only readers list receipts, and they are not simulated');
  }

  async putIf(item: Item, expected: number | undefined): Promise<number | undefined> {
    await this.time.sleep(LATENCY);
    const next = { ...item, v: expected === undefined ? ++this.#version : expected + 1 };
    const before = this.#find(item);
    await this.base.write(item.pk, writeUnits(before?.bytes, before?.item['v'] === expected ? sizeOf(next) : 0));
    // Looked at again: the write may have waited for its partition.
    if (this.#find(item)?.item['v'] !== expected) {
      this.conflicts++;
      return undefined;
    }
    await this.#put(next);
    return next.v;
  }

  async deleteIf(key: Key, expected: number): Promise<boolean> {
    await this.time.sleep(LATENCY);
    await this.base.write(key.pk, writeUnits(this.#find(key)?.bytes, 0));
    if (this.#find(key)?.item['v'] !== expected) {
      this.conflicts++;
      return false;
    }
    await this.#delete(key);
    return true;
  }

  async putMany(items: readonly Item[]): Promise<void> {
    for (let at = 0; at < items.length; at += 25) {
      await this.time.sleep(LATENCY);
      await Promise.all(
        items.slice(at, at + 25).map(async (item) => {
          await this.base.write(item.pk, writeUnits(this.#find(item)?.bytes, sizeOf(item)));
          await this.#put(item);
        }),
      );
    }
  }

  async deleteMany(keys: readonly Key[]): Promise<void> {
    for (let at = 0; at < keys.length; at += 25) {
      await this.time.sleep(LATENCY);
      await Promise.all(
        keys.slice(at, at + 25).map(async (key) => {
          await this.base.write(key.pk, writeUnits(this.#find(key)?.bytes, 0));
          await this.#delete(key);
        }),
      );
    }
  }

  async #put(item: Item): Promise<void> {
    const before = this.#find(item);
    this.#count(before, -1);
    const after = { item, bytes: sizeOf(item) };
    this.#count(after, 1);
    this.#partition(item.pk).set(item.sk, after);
    await this.#moveInIndex(before?.item, item);
  }

  async #delete(key: Key): Promise<void> {
    const before = this.#find(key);
    this.#count(before, -1);
    this.#partition(key.pk).delete(key.sk);
    await this.#moveInIndex(before?.item, undefined);
  }

  /** A keys-only index is written when an entry comes, goes or moves, and not otherwise. */
  async #moveInIndex(before: Item | undefined, after: Item | undefined): Promise<void> {
    const [from, to] = [placeOf(before), placeOf(after)];
    if (from?.pk === to?.pk && from?.sk === to?.sk) return;
    if (from) await this.index.write(from.pk, 1);
    if (to) await this.index.write(to.pk, 1);
  }

  #count(stored: Stored | undefined, sign: 1 | -1): void {
    if (!stored) return;
    const place = placeOf(stored.item);
    const indexed = place ? OVERHEAD + sizeOf({ ...place, key: stored.item.pk + stored.item.sk }) : 0;
    this.storedBytes += sign * (stored.bytes + OVERHEAD + indexed);
    this.storedItems += sign;
  }

  #find({ pk, sk }: Key): Stored | undefined {
    return this.#partition(pk).get(sk);
  }

  #partition(pk: string): Map<string, Stored> {
    if (!this.#seen.has(pk)) {
      this.#seen.add(pk);
      for (const item of this.past(pk)) {
        const partition = this.#partitions.get(item.pk) ?? new Map<string, Stored>();
        this.#partitions.set(item.pk, partition.set(item.sk, { item, bytes: sizeOf(item) }));
      }
    }
    const partition = this.#partitions.get(pk) ?? new Map<string, Stored>();
    this.#partitions.set(pk, partition);
    return partition;
  }
}

function placeOf(item: Item | undefined): Key | undefined {
  const pk = item?.[RECEIPTS_INDEX.pk];
  const sk = item?.[RECEIPTS_INDEX.sk];
  return typeof pk === 'string' && typeof sk === 'string' ? { pk, sk } : undefined;
}

function isIn({ from, to, after, descending }: QueryRange, sk: string): boolean {
  if (from !== undefined && sk < from) return false;
  if (to !== undefined && sk > to) return false;
  return after === undefined || (descending ? sk < after : sk > after);
}

/** Strongly consistent; half of it otherwise. */
const readUnits = (bytes: number) => Math.max(1, Math.ceil(bytes / (4 * KB)));
const writeUnits = (before = 0, after = 0) => Math.max(1, Math.ceil(Math.max(before, after) / KB));
