import * as z from 'zod';
import type { Table } from '../ports';
import { entityIndex, entryPartition, foldName, NAME_LETTERS, nameLetter, namePartitions } from './keys';
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
  const letters = prefix === undefined ? NAME_LETTERS : [nameLetter(prefix)];
  const [startLetter, startName] = filter.after ?? [];
  const range = prefix === undefined ? {} : { from: prefix, to: `${prefix}\u{10ffff}` };
  const items: EntityRecord[] = [];
  let last: readonly [string, string] | undefined;
  let examined = 0;
  for (const letter of letters.slice(Math.max(0, letters.indexOf(startLetter ?? '')))) {
    let after = letter === startLetter ? startName : undefined;
    for (;;) {
      const { names, more } = await readNames(table, letter, { ...range, after });
      for (const name of names) {
        if (fits(name, filter, prefix)) {
          if (last && items.length === filter.limit) return { items, next: last };
          items.push(EntityRecord.parse(name));
          last = [letter, name.sk];
        }
        after = name.sk;
      }
      examined += Math.max(names.length, 1);
      if (!more) break;
      if (examined >= EXAMINED && after !== undefined) return { items, next: [letter, after] };
    }
  }
  return { items };
}

/** The next names with a first letter, in order, merged from its shards. */
async function readNames(
  table: Table,
  letter: string,
  range: { from?: string; to?: string; after: string | undefined },
): Promise<{ names: NameItem[]; more: boolean }> {
  const pages = await Promise.all(namePartitions(letter).map((pk) => table.query({ pk, ...range, limit: ROUND })));
  const found = pages.flatMap((page) => page.items.map((item) => NameItem.parse(item)));
  const names = found.sort((a, b) => (a.sk < b.sk ? -1 : 1)).slice(0, ROUND);
  return { names, more: found.length > names.length || pages.some((page) => page.more) };
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
