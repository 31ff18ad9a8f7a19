import type { Item, Key, QueryRange } from '../../shared/ports';

/** One request to the table, as small as others may see it: a batch is many. */
export type Operation =
  | { kind: 'get'; key: Key }
  | { kind: 'getMany'; keys: readonly Key[] }
  | { kind: 'query'; range: QueryRange }
  | { kind: 'putIf'; item: Item; expected: number | undefined }
  | { kind: 'deleteIf'; key: Key; expected: number }
  | { kind: 'put'; item: Item }
  | { kind: 'delete'; key: Key };

const idOf = ({ pk, sk }: Key) => `${pk}\n${sk}`;

/**
 * A table as a value: an operation answers the table after it. An item's version counts the conditional writes of its
 * key, also over its deletion, so that histories that lead to the same items lead to the same state.
 */
export class TableState {
  private constructor(
    readonly items: ReadonlyMap<string, Item>,
    private readonly counts: ReadonlyMap<string, number>,
    private readonly sums: Sums,
  ) {}

  static readonly EMPTY = new TableState(new Map(), new Map(), [0, 0]);

  /** Names the state: equal states have equal names, different ones almost surely different ones (104 bits). */
  get hash(): string {
    return this.sums.map((sum) => sum.toString(36)).join('.');
  }

  apply(operation: Operation): { result: unknown; next: TableState } {
    switch (operation.kind) {
      case 'get':
        return { result: this.items.get(idOf(operation.key)), next: this };
      case 'getMany':
        return { result: operation.keys.flatMap((key) => this.items.get(idOf(key)) ?? []), next: this };
      case 'query':
        return { result: this.query(operation.range), next: this };
      case 'putIf': {
        const id = idOf(operation.item);
        if (this.items.get(id)?.['v'] !== operation.expected) return { result: undefined, next: this };
        const v = (this.counts.get(id) ?? 0) + 1;
        return { result: v, next: this.with(id, { ...operation.item, v }, v) };
      }
      case 'deleteIf': {
        const id = idOf(operation.key);
        if (this.items.get(id)?.['v'] !== operation.expected) return { result: false, next: this };
        return { result: true, next: this.with(id, undefined) };
      }
      case 'put':
        return { result: undefined, next: this.with(idOf(operation.item), operation.item) };
      case 'delete':
        return { result: undefined, next: this.with(idOf(operation.key), undefined) };
    }
  }

  private query({ pk, from, to, after, descending, limit }: QueryRange) {
    const found = [...this.items.values()]
      .filter((item) => item.pk === pk)
      .filter(({ sk }) => (from === undefined || sk >= from) && (to === undefined || sk <= to))
      .filter(({ sk }) => after === undefined || (descending ? sk < after : sk > after))
      .sort((a, b) => (a.sk < b.sk ? -1 : 1) * (descending ? -1 : 1));
    return { items: found.slice(0, limit), more: found.length > limit };
  }

  private with(id: string, item: Item | undefined, count?: number): TableState {
    const items = new Map(this.items);
    const sums = [...this.sums] as const;
    const before = items.get(id);
    let next = before === undefined ? sums : changed(sums, textOf(id, before), -1);
    if (item === undefined) items.delete(id);
    else {
      const stored: Item = JSON.parse(JSON.stringify(item));
      items.set(id, stored);
      next = changed(next, textOf(id, stored), 1);
    }
    if (count === undefined) return new TableState(items, this.counts, next);
    const counts = new Map(this.counts).set(id, count);
    const old = this.counts.get(id);
    if (old !== undefined) next = changed(next, `${id}\n${old}`, -1);
    return new TableState(items, counts, changed(next, `${id}\n${count}`, 1));
  }
}

type Sums = readonly [number, number];

const textOf = (id: string, item: Item) => `${id}\n${JSON.stringify(item)}`;

/** Sums, so that the order in which items came does not matter. */
function changed([a, b]: Sums, text: string, sign: 1 | -1): Sums {
  const [first, second] = hashesOf(text);
  return [modulo(a + sign * first), modulo(b + sign * second)];
}

const MODULUS = 2 ** 52;
const modulo = (sum: number) => ((sum % MODULUS) + MODULUS) % MODULUS;

const hashes = new Map<string, Sums>();

/** Two of 52 bits, remembered: the same few thousand items come in most states. */
function hashesOf(text: string): Sums {
  let known = hashes.get(text);
  if (!known) {
    known = [cyrb53(text, 1) % MODULUS, cyrb53(text, 2) % MODULUS];
    hashes.set(text, known);
  }
  return known;
}

/** A hash of 53 bits (cyrb53, bryc, public domain). */
function cyrb53(text: string, seed: number): number {
  let [h1, h2] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    h1 = Math.imul(h1 ^ unit, 2654435761);
    h2 = Math.imul(h2 ^ unit, 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return 4294967296 * (2097151 & h2) + (h1 >>> 0);
}
