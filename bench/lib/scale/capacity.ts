import type { VirtualTime } from './virtual-time';

/** What a partition gives in a second, by "Best practices for designing partition keys" of the DynamoDB guide. */
export const PARTITION = { write: 1_000, read: 3_000 } as const;

type Kind = keyof typeof PARTITION;

/** How often the SDK and our adapter ask again before a message fails, and how long they wait at first, milliseconds. */
const ATTEMPTS = 8;
const BACKOFF_MS = 50;

/** Units by key and second. */
interface Used {
  write: number[];
  read: number[];
}

export interface HotKey {
  key: string;
  /** Units a second, over the measured seconds, and in the worst of them. */
  mean: number;
  worst: number;
  /** The worst second as a share of what a partition gives. */
  share: number;
}

/**
 * The partitions of a table or of an index, with no burst and no adaptive capacity: what a partition does not use in a
 * second is lost, and no partition is split because it is hot. Keys are spread over them by hash.
 */
export class Capacity {
  readonly #byKey = new Map<string, Used>();
  readonly #byPartition = new Map<number, Used>();
  readonly total = { write: 0, read: 0 };
  throttles = 0;
  /** Requests that were refused to the end. */
  failures = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly partitions: number,
  ) {}

  write(pk: string, units: number): Promise<void> {
    return this.#take('write', pk, units);
  }

  read(pk: string, units: number): Promise<void> {
    return this.#take('read', pk, units);
  }

  /** The keys that most is asked of, hottest first, over the seconds `[from, to)`. */
  hottest(kind: Kind, from: number, to: number, count: number): HotKey[] {
    const keys = [...this.#byKey].map(([key, used]) => {
      const seconds = Array.from({ length: to - from }, (_, at) => used[kind][from + at] ?? 0);
      const worst = Math.max(...seconds);
      const mean = seconds.reduce((sum, units) => sum + units, 0) / seconds.length;
      return { key, mean, worst, share: worst / PARTITION[kind] };
    });
    return keys.sort((a, b) => b.worst - a.worst).slice(0, count);
  }

  async #take(kind: Kind, pk: string, units: number): Promise<void> {
    const partition = used(this.#byPartition, Math.floor(hashOf(pk) * this.partitions));
    for (let attempt = 1; ; attempt++) {
      const second = Math.floor(this.time.now / 1000);
      const taken = partition[kind][second] ?? 0;
      if (taken + units <= PARTITION[kind]) {
        partition[kind][second] = taken + units;
        const key = used(this.#byKey, pk);
        key[kind][second] = (key[kind][second] ?? 0) + units;
        this.total[kind] += units;
        return;
      }
      this.throttles++;
      if (attempt === ATTEMPTS) {
        this.failures++;
        throw new Error(`${pk} was refused ${ATTEMPTS} times`);
      }
      await this.time.sleep(BACKOFF_MS * 2 ** (attempt - 1));
    }
  }
}

function used<K>(map: Map<K, Used>, key: K): Used {
  const found = map.get(key);
  if (found) return found;
  const fresh = { write: [], read: [] };
  map.set(key, fresh);
  return fresh;
}

/** FNV-1a over UTF-16 code units with a final mix (MurmurHash3's), in [0, 1): DynamoDB does not say how it hashes. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
