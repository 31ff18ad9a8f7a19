import { RECEIPTS_INDEX } from '../../shared/archive/keys';
import type { Item, Key, QueryRange, Table } from '../../shared/ports';

const UNIT_BYTES = 1024;

/**
 * A table that counts what DynamoDB would charge for the writes that go through it: each costs its item's size in
 * kilobytes, rounded up (of the larger one where an item is replaced), whether its condition holds or not; an index is
 * charged for each entry that is written or removed, and not for a change that it does not hold. After "Read/write
 * capacity mode" and "Local and global secondary indexes" of the DynamoDB developer guide. All writers have to go
 * through one meter, because it knows what is stored only from them.
 */
export class MeteredTable implements Table {
  readonly written = { items: 0, units: 0, indexUnits: 0, refused: 0 };
  readonly #stored = new Map<string, { bytes: number; index: string | undefined }>();

  constructor(private readonly table: Table) {}

  /** Items that stand now. */
  get size(): number {
    return this.#stored.size;
  }

  get(key: Key) {
    return this.table.get(key);
  }

  getMany(keys: readonly Key[], options?: { consistent?: boolean }) {
    return this.table.getMany(keys, options);
  }

  query(range: QueryRange) {
    return this.table.query(range);
  }

  queryReceipts(range: QueryRange) {
    return this.table.queryReceipts(range);
  }

  async putIf(item: Item, expected: number | undefined) {
    const v = await this.table.putIf(item, expected);
    if (v === undefined) this.#charge(item, undefined, true);
    else this.#charge(item, { ...item, v });
    return v;
  }

  async deleteIf(key: Key, expected: number) {
    const done = await this.table.deleteIf(key, expected);
    this.#charge(key, undefined, !done);
    return done;
  }

  async putMany(items: readonly Item[]) {
    await this.table.putMany(items);
    for (const item of items) this.#charge(item, item);
  }

  async deleteMany(keys: readonly Key[]) {
    await this.table.deleteMany(keys);
    for (const key of keys) this.#charge(key, undefined);
  }

  #charge({ pk, sk }: Key, item: Item | undefined, refused = false): void {
    const id = `${pk}\n${sk}`;
    const before = this.#stored.get(id);
    const after = item && { bytes: sizeOf(item), index: indexPlaceOf(item) };
    this.written.items++;
    this.written.units += Math.max(1, Math.ceil(Math.max(before?.bytes ?? 0, after?.bytes ?? 0) / UNIT_BYTES));
    if (refused) {
      this.written.refused++;
      return;
    }
    if (before?.index !== after?.index) {
      this.written.indexUnits += (before?.index === undefined ? 0 : 1) + (after?.index === undefined ? 0 : 1);
    }
    if (after) this.#stored.set(id, after);
    else this.#stored.delete(id);
  }
}

function indexPlaceOf(item: Item): string | undefined {
  const pk = item[RECEIPTS_INDEX.pk];
  return pk === undefined ? undefined : `${pk}\n${item[RECEIPTS_INDEX.sk]}`;
}

/** Bytes of an item, after "DynamoDB item sizes and formats" of the developer guide. */
export function sizeOf(item: Readonly<Record<string, unknown>>): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + (value === undefined ? 0 : Buffer.byteLength(name) + sizeOfValue(value)),
    0,
  );
}

function sizeOfValue(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(Math.abs(value)).replace('.', '').length / 2) + 1;
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + 1 + sizeOfValue(element), 3);
  if (typeof value === 'object' && value !== null) return 3 + Object.keys(value).length + sizeOf({ ...value });
  return 1;
}
