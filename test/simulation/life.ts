import { TemporaryError } from '../../shared/errors';
import type { EventPublisher, Item, Key, ObjectStore, Queue, ScannableTable } from '../../shared/ports';
import type { MemoryObjects } from '../fakes/memory-objects';
import type { MemoryTable } from '../fakes/memory-table';
import type { SimulatedQueue } from './queue';
import type { World } from './world';

type Service = 'DynamoDB' | 'S3' | 'SQS' | 'EventBridge';

/** Awaits of a function among which a crash chooses its own. */
const AWAITS = 120;
const SKEW_MS = 300_000;

/**
 * One call of a function, from its start to its end or its death: what it asks of services takes time, fails, or is done
 * without its knowing. A dead one's awaits never end.
 */
export class Life {
  dead = false;
  readonly #skew: number;
  readonly #crashAt: number | undefined;
  readonly #onDeath: (() => void)[] = [];
  #calls = 0;
  #waiting = 0;
  #ended = false;

  constructor(private readonly world: World) {
    this.#skew = world.strikes('clock skew') ? Math.round(world.random.between(-SKEW_MS, SKEW_MS)) : 0;
    const { rates, random } = world;
    const crashes = rates['crash at an await'] > 0 && random.chance(rates['crash at an await']);
    this.#crashAt = crashes ? random.integer(1, AWAITS) : undefined;
    world.computing.add(this);
  }

  readonly clock = () => Math.round(this.world.now) + this.#skew;

  onDeath(tell: () => void): void {
    this.#onDeath.push(tell);
  }

  die(): void {
    if (this.dead) return;
    this.dead = true;
    this.world.computing.delete(this);
    for (const tell of this.#onDeath) tell();
  }

  /** The function has come to its end, also where nobody waited for it any more. */
  end(): void {
    this.#ended = true;
    this.world.computing.delete(this);
  }

  table(table: MemoryTable): ScannableTable {
    const db = <T>(work: () => Promise<T>) => this.#call('DynamoDB', work);
    const batch = <T>(all: readonly T[], write: (some: readonly T[]) => Promise<void>) =>
      this.#batch('DynamoDB', all, write);
    return {
      get: (key) => db(() => table.get(key)),
      getMany: (keys) => db(() => table.getMany(keys)),
      query: (range) => db(() => table.query(range)),
      queryReceipts: (range) => db(() => table.queryReceipts(range)),
      scan: (page) => db(() => table.scan(page)),
      // The SDK tries again by itself, and its second try finds the first one's version.
      putIf: (item, expected) => this.#conditional(() => table.putIf(item, expected), undefined),
      deleteIf: (key, expected) => this.#conditional(() => table.deleteIf(key, expected), false),
      putMany: (items: readonly Item[]) => batch(items, (some) => table.putMany(some)),
      deleteMany: (keys: readonly Key[]) => batch(keys, (some) => table.deleteMany(some)),
    };
  }

  objects(objects: MemoryObjects): ObjectStore {
    return {
      head: (key, versionId) => this.#call('S3', () => objects.head(key, versionId)),
      get: (key, versionId) => this.#call('S3', () => objects.get(key, versionId)),
      put: (key, body, contentType) => this.#call('S3', () => objects.put(key, body, contentType)),
    };
  }

  events(events: EventPublisher): EventPublisher {
    return { publish: (all) => this.#batch('EventBridge', all, (some) => events.publish(some)) };
  }

  queue(queue: SimulatedQueue): Queue<unknown> {
    return {
      send: (messages, { delaySeconds = 0 } = {}) =>
        this.#batch('SQS', messages, async (some) => {
          for (const message of some) queue.accept(JSON.stringify(message), delaySeconds * 1000);
        }),
    };
  }

  #conditional<T>(write: () => Promise<T>, overtaken: T): Promise<T> {
    return this.#call('DynamoDB', async () => {
      const result = await write();
      return this.world.strikes('answer lost') ? overtaken : result;
    });
  }

  /** All in one moment, or piece by piece, or some of it and then no more. */
  async #batch<T>(service: Service, all: readonly T[], write: (some: readonly T[]) => Promise<void>): Promise<void> {
    if (all.length === 0) return;
    const { world } = this;
    const cut = world.strikes('batch cut');
    if (!cut && (all.length === 1 || !world.strikes('batch in pieces'))) return this.#call(service, () => write(all));
    const order = world.random.shuffled(all);
    for (const one of cut ? order.slice(0, world.random.integer(0, all.length - 1)) : order) {
      await this.#call(service, () => write([one]));
    }
    if (cut) throw new TemporaryError(`${service} took a part of the batch only`);
  }

  /** Asks a service. Never comes back to the dead. */
  async #call<T>(service: Service, work: () => Promise<T>): Promise<T> {
    this.#waiting++;
    this.world.computing.delete(this);
    try {
      return await this.#ask(service, work);
    } finally {
      if (--this.#waiting === 0 && !this.#ended) this.world.computing.add(this);
    }
  }

  #ask<T>(service: Service, work: () => Promise<T>): Promise<T> {
    const { world } = this;
    return new Promise((resolve, reject) => {
      if (this.dead) return;
      if (++this.#calls === this.#crashAt) {
        world.note('crash at an await');
        this.die();
      } else if (world.strikes(`${service} refuses`)) {
        world.after(this.#latency(), () => {
          if (!this.dead) reject(new TemporaryError(`${service} is busy`));
        });
        return;
      }
      world.after(this.#latency(), () => {
        // What the dead had asked for is done, or was never sent.
        if (this.dead && world.random.chance(0.5)) return;
        work().then((result) => {
          if (this.dead) return;
          if (world.strikes('answer lost')) reject(new TemporaryError(`${service} did not answer`));
          else resolve(result);
        }, reject);
      });
    });
  }

  #latency(): number {
    const { random } = this.world;
    return this.world.strikes('stall') ? random.between(10_000, 500_000) : random.between(1, 50);
  }
}
