import { compareKeys } from './listing';
import type { LogEntry, StoredObject } from './object-log';
import { noSuchBucket } from './s3-failure';

interface Bucket {
  createdAt: string;
  objects: Map<string, StoredObject>;
  /** Keys in S3's order, while it is known. */
  sorted: string[] | undefined;
}

/** What the log says is there: the state that its entries lead to, in memory. */
export class ObjectIndex {
  readonly #buckets = new Map<string, Bucket>();
  readonly #unsettled = new Map<string, StoredObject>();
  #sequence = 0n;

  constructor(private readonly isDrop: (object: StoredObject) => boolean) {}

  hasBucket(name: string): boolean {
    return this.#buckets.has(name);
  }

  /** In S3's order. */
  buckets(): { name: string; createdAt: string }[] {
    const all = [...this.#buckets].map(([name, { createdAt }]) => ({ name, createdAt }));
    return all.sort((a, b) => compareKeys(a.name, b.name));
  }

  /** Throws `S3Failure` where there is no such bucket. */
  objects(bucket: string): ReadonlyMap<string, StoredObject> {
    return this.#bucket(bucket).objects;
  }

  /** A bucket's keys in S3's order. Throws `S3Failure` where there is no such bucket. */
  sortedKeys(name: string): readonly string[] {
    const bucket = this.#bucket(name);
    bucket.sorted ??= [...bucket.objects.keys()].sort(compareKeys);
    return bucket.sorted;
  }

  /** Drops that were written and not settled, oldest first. */
  unsettled(): StoredObject[] {
    return [...this.#unsettled.values()].sort((a, b) => (a.sequencer < b.sequencer ? -1 : 1));
  }

  isUnsettled(sequencer: string): boolean {
    return this.#unsettled.has(sequencer);
  }

  nextSequencer(): string {
    return toSequencer(this.#sequence + 1n);
  }

  apply(entry: LogEntry): void {
    switch (entry.op) {
      case 'create-bucket':
        this.#buckets.set(entry.bucket, { createdAt: entry.at, objects: new Map(), sorted: undefined });
        break;
      case 'delete-bucket':
        this.#buckets.delete(entry.bucket);
        break;
      case 'put': {
        const { object } = entry;
        const bucket = this.#bucket(object.bucket);
        if (!bucket.objects.has(object.key)) bucket.sorted = undefined;
        bucket.objects.set(object.key, object);
        this.#remember(object);
        break;
      }
      case 'delete': {
        const bucket = this.#bucket(entry.bucket);
        bucket.objects.delete(entry.key);
        bucket.sorted = undefined;
        break;
      }
      case 'gone':
        this.#remember(entry.object);
        break;
      case 'settled':
        this.#unsettled.delete(entry.sequencer);
        break;
      case 'sequence':
        this.#sequence = max(this.#sequence, BigInt(`0x${entry.sequencer}`));
    }
  }

  /** The fewest entries that lead to the present state. */
  *snapshot(): Iterable<LogEntry> {
    const left = new Map(this.#unsettled);
    for (const [bucket, { createdAt, objects }] of this.#buckets) {
      yield { op: 'create-bucket', bucket, at: createdAt };
      for (const object of objects.values()) {
        yield { op: 'put', object };
        const { sequencer } = object;
        if (!left.delete(sequencer) && this.isDrop(object)) yield { op: 'settled', sequencer };
      }
    }
    for (const object of left.values()) yield { op: 'gone', object };
    yield { op: 'sequence', sequencer: toSequencer(this.#sequence) };
  }

  #remember(object: StoredObject): void {
    this.#sequence = max(this.#sequence, BigInt(`0x${object.sequencer}`));
    if (this.isDrop(object)) this.#unsettled.set(object.sequencer, object);
  }

  #bucket(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (!bucket) throw noSuchBucket(name);
    return bucket;
  }
}

const toSequencer = (sequence: bigint) => sequence.toString(16).padStart(16, '0');
const max = (a: bigint, b: bigint) => (a > b ? a : b);
