import * as z from 'zod';
import type { Table } from '../ports';
import { entityIndex, entryPartition, foldName, NAME_PARTITIONS, namePartition } from './keys';
import { newestEntries } from './list-articles';
import { monthsOf } from './months';
import { nameForms } from './plan';
import type { EntityActivity, EntityFilter, Listed } from './reader';
import { EntityRecord, IndexEntry } from './records';

/** Names that one request looks at before it answers with what it has and a place to go on from. */
const EXAMINED = 1_000;
const ROUND = 100;
/** Articles that an entity's activity is told from: a bound on the cost of asking for "Russia". */
const COUNTED = 1_000;
const RECENT = 50;

const NameItem = EntityRecord.extend({ sk: z.string(), first: z.boolean() });
type NameItem = z.infer<typeof NameItem>;

/**
 * Lists entities by name. Without a prefix every entity stands under its canonical name; with one, under the first of
 * its names that the prefix fits, so that "pu" finds Vladimir Putin and no entity comes twice.
 */
export async function listEntities(table: Table, filter: EntityFilter): Promise<Listed<EntityRecord>> {
  const prefix = filter.prefix === undefined ? undefined : foldName(filter.prefix);
  if (prefix === '') return { items: [] };
  const partitions = prefix === undefined ? NAME_PARTITIONS : [namePartition(prefix)];
  const [startPartition, startName] = filter.after ?? [];
  const items: EntityRecord[] = [];
  let last: readonly [string, string] | undefined;
  let examined = 0;
  for (const pk of partitions.slice(Math.max(0, partitions.indexOf(startPartition ?? '')))) {
    let after = pk === startPartition ? startName : undefined;
    for (;;) {
      const range = prefix === undefined ? {} : { from: prefix, to: `${prefix}\u{10ffff}` };
      const page = await table.query({ pk, ...range, after, limit: ROUND });
      for (const item of page.items) {
        const name = NameItem.parse(item);
        if (fits(name, filter, prefix)) {
          if (last && items.length === filter.limit) return { items, next: last };
          items.push(EntityRecord.parse(name));
          last = [pk, name.sk];
        }
        after = name.sk;
      }
      examined += Math.max(page.items.length, 1);
      if (!page.more) break;
      if (examined >= EXAMINED && after !== undefined) return { items, next: [pk, after] };
    }
  }
  return { items };
}

function fits(name: NameItem, filter: EntityFilter, prefix: string | undefined): boolean {
  if (filter.type !== undefined && name.type !== filter.type) return false;
  if (prefix === undefined) return name.first;
  const form = name.sk.slice(0, name.sk.indexOf('#'));
  const fitting = nameForms(name).filter((candidate) => candidate.startsWith(prefix));
  return form === fitting.sort()[0];
}

/** Undefined when no article mentions the entity (any more). */
export async function readActivity(table: Table, entity: EntityRecord): Promise<EntityActivity | undefined> {
  const index = entityIndex(entity.id);
  const newest = await newestEntries(table, index, COUNTED);
  const [latest] = newest.items;
  const first = await firstEntry(table, index);
  if (!latest || !first) return undefined;
  const names = newest.items.slice(0, RECENT).flatMap((entry) => entry.names ?? []);
  return {
    aliases: [...new Set(names)].filter((name) => name !== entity.name),
    articles: newest.items.length,
    atLeast: newest.next !== undefined,
    firstListedAt: first.listedAt,
    lastListedAt: latest.listedAt,
  };
}

async function firstEntry(table: Table, index: string): Promise<IndexEntry | undefined> {
  for await (const { month, shards } of monthsOf(table, index, { ascending: true })) {
    const pages = await Promise.all(
      Array.from({ length: shards }, (_, shard) => table.query({ pk: entryPartition(index, month, shard), limit: 1 })),
    );
    const entries = pages.flatMap((page) => page.items.map((item) => IndexEntry.parse(item)));
    const [first] = entries.sort((a, b) => (a.listedAt < b.listedAt ? -1 : 1));
    if (first) return first;
  }
  return undefined;
}
