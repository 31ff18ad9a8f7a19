import * as z from 'zod';
import type { DatelineEvent } from './events/events';
import type { DeadLetter, Failure } from './pipeline/dead-letters';
import type { QueueName } from './pipeline/topology';

/** What the domain needs from the outside. Adapters over the AWS SDK are in `adapters/`, fakes for tests in `test/fakes/`. */

/** Facts about one stored object version. */
export interface ObjectInfo {
  key: string;
  /** Absent where the target keeps no versions. */
  versionId?: string | undefined;
  etag: string;
  bytes: number;
  lastModified: Date;
  contentType?: string | undefined;
  /** User metadata, keys in lower case without `x-amz-meta-`. */
  metadata: Record<string, string>;
}

export interface ObjectStore {
  /** Facts about an object (the latest version unless one is named), or undefined when there is none. */
  head(key: string, versionId?: string): Promise<ObjectInfo | undefined>;
  /** The object's bytes, or undefined when there is none. */
  get(key: string, versionId?: string): Promise<Uint8Array | undefined>;
  put(key: string, body: Uint8Array | string, contentType: string): Promise<void>;
}

/** One stored version of an object, as a listing tells of it. */
export interface ListedObject extends Pick<ObjectInfo, 'key' | 'etag' | 'bytes' | 'lastModified'> {
  /** Absent where the target keeps no versions. */
  versionId?: string | undefined;
  /** Whether this version is what its key stands for; false for every version of a key that was deleted. */
  latest: boolean;
  /** A delete marker: a version without content that hides those before it. */
  marker: boolean;
}

/** A place in a listing of versions, plain JSON. */
export const VersionPosition = z.object({ key: z.string(), versionId: z.string().optional() });
export type VersionPosition = z.infer<typeof VersionPosition>;

/** The bucket as those few see it who walk it from end to end and may remove from it. */
export interface ObjectArchive extends ObjectStore {
  /** Objects whose keys begin with `prefix`, in order of their keys, after the key `after`. */
  list(page: { prefix: string; after?: string | undefined; limit: number }): Promise<Page<ListedObject>>;
  /** All their versions, newest first within a key; where the target keeps none, the objects themselves. */
  listVersions(page: {
    prefix: string;
    after?: VersionPosition | undefined;
    limit: number;
  }): Promise<{ items: ListedObject[]; next?: VersionPosition | undefined }>;
  /** Removes exactly these versions for good; without a version the object as such. Repeatable. */
  remove(versions: readonly Pick<ListedObject, 'key' | 'versionId'>[]): Promise<void>;
}

/** Key of a table item. */
export interface Key {
  pk: string;
  sk: string;
}

/** An item as it is stored: its key, and attributes that each record's zod schema gives a type to. */
export type Item = Key & Record<string, unknown>;

export interface QueryRange {
  pk: string;
  /** Inclusive bounds on the sort key. */
  from?: string | undefined;
  to?: string | undefined;
  /** Exclusive: continue after (or, descending, before) this sort key. */
  after?: string | undefined;
  descending?: boolean | undefined;
  limit: number;
  consistent?: boolean | undefined;
}

interface Page<T> {
  items: T[];
  /** False when the range is known to be exhausted. */
  more: boolean;
}

/**
 * The single table. A conditional write names the version `v` of the item that it was decided on (undefined: none was
 * there) and does nothing when another writer was first; there are no transactions. Versions are never used twice for
 * one key, also not after the item was deleted and came back.
 */
export interface Table {
  /** Strongly consistent. */
  get(key: Key): Promise<Item | undefined>;
  /** In any order, without those that do not exist; strongly consistent when asked for. */
  getMany(keys: readonly Key[], options?: { consistent?: boolean }): Promise<Item[]>;
  /** Writes `item` with a new `v` and answers it; undefined when the stored `v` is not `expected`. */
  putIf(item: Item, expected: number | undefined): Promise<number | undefined>;
  /** False when the stored `v` is not `expected`. */
  deleteIf(key: Key, expected: number): Promise<boolean>;
  /** Unconditional; repeatable. */
  putMany(items: readonly Item[]): Promise<void>;
  deleteMany(keys: readonly Key[]): Promise<void>;
  query(range: QueryRange): Promise<Page<Item>>;
  /** The same over the index of receipts by state (`shared/archive/keys.ts`); eventually consistent, keys only. */
  queryReceipts(range: QueryRange): Promise<Page<Key & { position: string }>>;
}

/** The table as the inventory sees it, which alone walks all of it. */
export interface ScannableTable extends Table {
  /** Items in an order of the table's own, after the item `after`; eventually consistent. */
  scan(page: { after?: Key | undefined; limit: number }): Promise<{ items: Item[]; next?: Key | undefined }>;
}

export interface Queue<M> {
  /**
   * Sends all, in batches, to be received after `delaySeconds` (at most 900); throws `TemporaryError` when any could not be sent
   * (then send all again: receivers are idempotent).
   */
  send(messages: readonly M[], options?: { delaySeconds?: number }): Promise<void>;
}

/** The queues that are polled only while there is something to do (`onDemand` in the topology). */
export interface Lanes {
  /** Has them polled from now on; within a minute, for those that were not. Repeatable. */
  open(): Promise<void>;
  /**
   * Has them rest if nothing is in them, and opens them if something is: counts of a queue may be a minute late, and
   * what was overlooked then is found by the next call.
   */
  settle(): Promise<'open' | 'resting'>;
}

/** The DLQs, for the functions that give messages up. */
export interface DeadLetters {
  /** Puts a message aside, with what is known of its failure; throws when it could not be (then its queue moves it). */
  add(queue: QueueName, body: string, failure: Failure): Promise<void>;
}

/** The DLQs, for who looks after them. */
export interface DeadLetterBox {
  /** Messages in a DLQ, about. */
  count(queue: QueueName): Promise<number>;
  /** Up to `limit` of them, in no order, as long as they can be had at once; they stay. */
  peek(queue: QueueName, limit: number): Promise<DeadLetter[]>;
  /**
   * Has all moved back to the queue, at most `rate` a second. `task`: the service goes on by itself; otherwise some were
   * moved by `deadline` (milliseconds since the epoch), none that was set aside after `until` (ISO instant).
   */
  redrive(
    queue: QueueName,
    options: { rate: number; until: string; deadline: number },
  ): Promise<{ moved: number; task: boolean; more: boolean }>;
}

/** Tells those who subscribed. */
export interface EventPublisher {
  /** Publishes all, at least once; throws `TemporaryError` when any could not be (then publish all again: each has its id). */
  publish(events: readonly DatelineEvent[]): Promise<void>;
}

/** Milliseconds since the epoch, UTC. */
export type Clock = () => number;
