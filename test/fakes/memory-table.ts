import type { Item, Key, QueryRange, ScannableTable } from '../../shared/ports';

/** Called before every single write reaches the table; throws to crash the writer there, or waits to delay it. */
export type WriteGate = (write: { kind: 'put' | 'delete'; key: Key }) => void | Promise<void>;

const idOf = ({ pk, sk }: Key) => `${pk}\n${sk}`;
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The table in memory, with the semantics of the port. Writes of a batch arrive one by one through the gate, so that a
 * crash may leave a batch half done, as DynamoDB may.
 */
export class MemoryTable implements ScannableTable {
  readonly items = new Map<string, Item>();
  writes = 0;
  private versions = 0;

  constructor(public gate: WriteGate = () => {}) {}

  async get(key: Key): Promise<Item | undefined> {
    const item = this.items.get(idOf(key));
    return item && structuredClone(item);
  }

  async getMany(keys: readonly Key[]): Promise<Item[]> {
    const found = await Promise.all(keys.map((key) => this.get(key)));
    return found.filter((item) => item !== undefined);
  }

  async putIf(item: Item, expected: number | undefined): Promise<number | undefined> {
    await this.gate({ kind: 'put', key: item });
    if (this.items.get(idOf(item))?.['v'] !== expected) return undefined;
    this.versions += 1000;
    const v = expected === undefined ? this.versions : expected + 1;
    this.write({ ...item, v });
    return v;
  }

  async deleteIf(key: Key, expected: number): Promise<boolean> {
    await this.gate({ kind: 'delete', key });
    if (this.items.get(idOf(key))?.['v'] !== expected) return false;
    this.writes++;
    return this.items.delete(idOf(key));
  }

  async putMany(items: readonly Item[]): Promise<void> {
    for (const item of items) {
      await this.gate({ kind: 'put', key: item });
      this.write(item);
    }
  }

  async deleteMany(keys: readonly Key[]): Promise<void> {
    for (const key of keys) {
      await this.gate({ kind: 'delete', key });
      this.writes++;
      this.items.delete(idOf(key));
    }
  }

  async scan({ after, limit }: { after?: Key | undefined; limit: number }) {
    const found = [...this.items.values()]
      .filter((item) => after === undefined || byText(idOf(item), idOf(after)) > 0)
      .sort((a, b) => byText(idOf(a), idOf(b)));
    const items = found.slice(0, limit).map((item) => structuredClone(item));
    const last = items.at(-1);
    return { items, next: last && found.length > limit ? { pk: last.pk, sk: last.sk } : undefined };
  }

  async query(range: QueryRange) {
    return this.select(range, 'pk', 'sk');
  }

  async queryReceipts(range: QueryRange) {
    const { items, more } = this.select(range, 'g1pk', 'g1sk');
    return { items: items.map(({ pk, sk, g1sk }) => ({ pk, sk, position: String(g1sk) })), more };
  }

  /** All items without their write counters, in key order: what two histories that mean the same must share. */
  contents(): Item[] {
    return [...this.items.values()]
      .map(({ v, ...item }) => structuredClone(item) as Item)
      .sort((a, b) => byText(idOf(a), idOf(b)));
  }

  /** A table of its own with the same items. */
  copy(): MemoryTable {
    const copy = new MemoryTable();
    copy.versions = this.versions;
    for (const [id, item] of this.items) copy.items.set(id, structuredClone(item));
    return copy;
  }

  private select(range: QueryRange, pk: string, sk: string) {
    const { from, to, after, descending, limit } = range;
    const found = [...this.items.values()]
      .filter((item) => item[pk] === range.pk)
      .map((item) => ({ item, position: String(item[sk]) }))
      .filter(({ position }) => from === undefined || position >= from)
      .filter(({ position }) => to === undefined || position <= to)
      .filter(({ position }) => after === undefined || (descending ? position < after : position > after))
      .sort((a, b) => byText(a.position, b.position) * (descending ? -1 : 1));
    return { items: found.slice(0, limit).map(({ item }) => structuredClone(item)), more: found.length > limit };
  }

  private write(item: Item): void {
    this.writes++;
    this.items.set(idOf(item), JSON.parse(JSON.stringify(item)));
  }
}
