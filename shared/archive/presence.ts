import * as z from 'zod';
import type { Item, Key, Table } from '../ports';

/**
 * A record that stands as long as something else does: a month of an index while it has entries, an entity while an
 * article mentions it. Without transactions two writers may meet, one that adds the first entry and one that removes
 * the last. They agree by three rules:
 *
 * 1. who adds writes the entry *before* it reads the record (strongly consistent), and makes the record live if it is
 *    not;
 * 2. who removes deletes the entry, marks the record as leaving, and only then looks whether anything is left; it takes
 *    the record away only if nobody has touched it since the mark;
 * 3. what hangs on the record (`dependents`, e.g. an entity's names) is written after the record says `arriving` and
 *    before it says `live`, and removed before the record goes; who finds that the record came back writes them again;
 * 4. what it stands in (`within`: the value of a month's index) is made live between `arriving` and `live` likewise, and
 *    is occupied as long as the record is there in any state; so who finds it live need not look at that;
 * 5. a record on which nothing hangs may stay `arriving` when that is done: it is as if its writer had died then.
 *
 * So either the remover sees the new entry, or the adder sees the mark. A crash anywhere is repaired by the retry of
 * the message that was being worked on, for every step may be repeated. Bounded model: test/unit/archive/presence.test.ts.
 */
export interface Presence {
  key: Key;
  attributes: Record<string, unknown>;
  dependents: readonly Item[];
  /** What is live whenever this is: released only after this has gone. */
  within?: Presence | undefined;
  /** Strongly consistent: whether anything that the record stands for is there. */
  occupied(): Promise<boolean>;
}

const Guarded = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  v: z.int(),
  state: z.enum(['arriving', 'live', 'leaving']),
  shards: z.int().optional(),
});
type Guarded = z.infer<typeof Guarded>;

/** Records worked on at a time: an article names some dozens. */
const AT_ONCE = 16;

/**
 * Makes all records stand, and what they stand in. Call after the entries that they stand for were written. What can be
 * asked for at once is: an archive that fills has dozens of new records an article.
 */
export async function ensureAll(table: Table, presences: readonly Presence[]): Promise<void> {
  if (presences.length === 0) return;
  const distinct = [...new Map(presences.map((presence) => [idOf(presence.key), presence])).values()];
  const keys = distinct.map(({ key }) => key);
  const found = new Map<string, Guarded>();
  for (const item of await table.getMany(keys, { consistent: true })) found.set(idOf(item), Guarded.parse(item));

  const arrivals: Arrival[] = [];
  const contested: Presence[] = [];
  await someAtOnce(distinct, async (presence) => {
    const seen = found.get(idOf(presence.key));
    if (seen && isLive(seen, presence)) return;
    if (isAlone(presence)) return ensure(table, presence, seen);
    const arrival = await arrive(table, presence, seen);
    if (arrival) arrivals.push(arrival);
    else contested.push(presence);
  });
  await table.putMany(arrivals.flatMap(({ presence }) => presence.dependents));
  const within = arrivals.flatMap(({ presence }) => presence.within ?? []);
  await ensureAll(table, within);
  await someAtOnce(arrivals, async (arrival) => {
    if (isLeftToTheNext(arrival) || (await complete(table, arrival))) return;
    contested.push(arrival.presence);
  });
  // Others were at these at the same time: one by one, from what they are now.
  await someAtOnce(contested, async (presence) => ensure(table, presence, await read(table, presence.key)));
}

/**
 * Does the same for every item, some at a time. When one fails, the others of its time come to their end first: nothing
 * of a writer that failed goes on beside its retry. Throws what the first of them threw.
 */
export async function someAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += AT_ONCE) {
    const ends = await Promise.allSettled(items.slice(at, at + AT_ONCE).map(work));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }
}

/**
 * Makes a record live that was last seen as `seen`.
 * @param anew writes its dependents also when it is live
 */
async function ensure(table: Table, presence: Presence, seen: Guarded | undefined, anew = false): Promise<void> {
  for (let stored = seen; ; stored = await read(table, presence.key)) {
    if (!anew && stored && isLive(stored, presence)) return;
    if (isAlone(presence)) {
      if (await table.putIf({ ...recordOf(presence, stored), state: 'live' }, stored?.v)) return;
      continue;
    }
    const arrival = await arrive(table, presence, stored);
    if (!arrival) continue;
    await table.putMany(presence.dependents);
    if (presence.within) await ensure(table, presence.within, await read(table, presence.within.key));
    if (await complete(table, arrival)) return;
  }
}

/** A record that says `arriving`, as of version `v`. */
interface Arrival {
  presence: Presence;
  record: Item;
  v: number;
  /** Another writer made it say so. */
  joined: boolean;
}

/**
 * Makes a record say that it arrives; undefined where another changed it since it was `seen`. An arrival under way is
 * joined, not taken over: two who do that to each other would go on for long. A remover changes the version before it
 * deletes anything, so whoever has written all dependents may call it complete.
 */
async function arrive(table: Table, presence: Presence, seen: Guarded | undefined): Promise<Arrival | undefined> {
  const record = recordOf(presence, seen);
  if (seen?.state === 'arriving' && (seen.shards ?? 0) >= shardsOf(presence)) {
    return { presence, record, v: seen.v, joined: true };
  }
  const v = await table.putIf({ ...record, state: 'arriving' }, seen?.v);
  return v === undefined ? undefined : { presence, record, v, joined: false };
}

async function complete(table: Table, { record, v }: Arrival): Promise<boolean> {
  return (await table.putIf({ ...record, state: 'live' }, v)) !== undefined;
}

/**
 * That a record is live saves who comes next from looking at what it stands in. Of a month of an entity mostly nobody
 * comes next: an archive of many years has more months with one article than with several. So the write is left to him.
 */
function isLeftToTheNext({ presence, joined }: Arrival): boolean {
  return !joined && presence.dependents.length === 0;
}

/**
 * Takes the record away if nothing is left that it stands for. Call after those entries were deleted.
 * @param thoroughly removes its dependents also where the record has gone: who made it arrive may have died after another
 *   removed it, and before its own dependents were there
 */
export async function release(table: Table, presence: Presence, thoroughly = false): Promise<void> {
  for (;;) {
    const stored = (await read(table, presence.key)) ?? (thoroughly ? await leave(table, presence) : undefined);
    if (!stored) return;
    if (!(await presence.occupied())) {
      const leaving = await table.putIf({ ...stored, state: 'leaving' }, stored.v);
      if (leaving === undefined) continue;
      if (!(await presence.occupied())) {
        await table.deleteMany(presence.dependents.map(({ pk, sk }) => ({ pk, sk })));
        if (await table.deleteIf(presence.key, leaving)) return;
        continue;
      }
    } else if (stored.state !== 'leaving' && presence.dependents.length === 0) return;
    // It stays; looked at once more, because the last entry may have gone while it was being put back.
    await putBack(table, presence);
    if (await presence.occupied()) return;
  }
}

/**
 * Puts a record back that was going to leave. Its dependents are written anew, because an earlier, interrupted release may
 * have deleted some of a record that is live. One without any only arrives: who removes does not know what it stands in,
 * and whoever made it arrive may have died before he had looked at that.
 */
async function putBack(table: Table, presence: Presence): Promise<void> {
  const stored = await read(table, presence.key);
  if (presence.dependents.length > 0) await ensure(table, presence, stored, true);
  else if (stored?.state !== 'live') await arrive(table, presence, stored);
}

/** Puts a record there that is leaving already, so that who needs it makes it arrive, with its dependents, after us. */
async function leave(table: Table, presence: Presence): Promise<Guarded | undefined> {
  await table.putIf({ ...presence.key, ...presence.attributes, state: 'leaving' }, undefined);
  return read(table, presence.key);
}

const idOf = ({ pk, sk }: Key) => `${pk}\n${sk}`;

function isLive(stored: Guarded, presence: Presence): boolean {
  return stored.state === 'live' && (stored.shards ?? 0) >= shardsOf(presence);
}

/** Nothing hangs on it, and it stands in nothing. */
const isAlone = ({ dependents, within }: Presence): boolean => dependents.length === 0 && !within;

/** The number of shards of a month may be raised while the archive lives; readers ask the record. */
function recordOf({ key, attributes }: Presence, stored: Guarded | undefined): Item {
  const shards = Math.max(stored?.shards ?? 0, shardsOf({ attributes }));
  return { ...key, ...attributes, ...(shards > 0 && { shards }) };
}

function shardsOf({ attributes }: Pick<Presence, 'attributes'>): number {
  return z.int().catch(0).parse(attributes['shards']);
}

async function read(table: Table, key: Key): Promise<Guarded | undefined> {
  const item = await table.get(key);
  return item && Guarded.parse(item);
}
