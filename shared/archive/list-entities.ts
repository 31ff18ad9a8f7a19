import { type Overlay, otherNames } from '../corrections/overlay';
import type { Table } from '../ports';
import { correctedNames, NameItem, type NameItems, standsInArchive } from './corrected-names';
import { entryPartition, foldName, NAME_LETTERS, nameLetter, namePartitions } from './keys';
import { newestEntries } from './list-articles';
import { entityPlaces, entryIn, monthsOfPlaces, type Places, pinnedEntries } from './places';
import { nameForms } from './plan';
import type { EntityActivity, EntityFilter, Listed } from './reader';
import { EntityRecord, type IndexEntry } from './records';

/** Names that one request looks at before it answers with what it has and a place to go on from. */
const EXAMINED = 1_000;
const ROUND = 100;
/** Articles that an entity's activity is told from: a bound on the cost of asking for "Russia". */
const COUNTED = 1_000;
const RECENT = 50;

/**
 * Lists entities by name. Without a prefix every entity stands under its canonical name; with one, under the first of
 * its names that the prefix fits, so that "pu" finds Vladimir Putin and no entity comes twice. What people corrected stands
 * under the names that it has by that, and is left out where no article mentions it (any more).
 */
export async function listEntities(
  table: Table,
  filter: EntityFilter,
  overlay: Overlay,
): Promise<Listed<EntityRecord>> {
  const prefix = filter.prefix === undefined ? undefined : foldName(filter.prefix);
  if (prefix === '') return { items: [] };
  const letters = prefix === undefined ? NAME_LETTERS : [nameLetter(prefix)];
  const [startLetter, startName] = filter.after ?? [];
  const range = prefix === undefined ? {} : { from: prefix, to: `${prefix}\u{10ffff}` };
  const items: EntityRecord[] = [];
  let last: readonly [string, string] | undefined;
  const corrected = correctedNames(overlay);
  let examined = 0;
  for (const letter of letters.slice(Math.max(0, letters.indexOf(startLetter ?? '')))) {
    let after = letter === startLetter ? startName : undefined;
    for (;;) {
      const { names, more } = await readNames(table, letter, { ...range, after }, corrected);
      for (const name of names) {
        if (fits(name, filter, prefix) && (!name.forms || (await standsInArchive(table, overlay, name.id)))) {
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

/** The next names with a first letter, in order, merged from its shards; for those corrected, the names that they have now. */
async function readNames(
  table: Table,
  letter: string,
  range: { from?: string; to?: string; after: string | undefined },
  { touched, names: byLetter }: NameItems,
): Promise<{ names: NameItem[]; more: boolean }> {
  const pages = await Promise.all(namePartitions(letter).map((pk) => table.query({ pk, ...range, limit: ROUND })));
  const stored = pages.flatMap((page) => page.items.map((item) => NameItem.parse(item)));
  const { from = '', to = '\u{10ffff}', after = '' } = range;
  const made = (byLetter.get(letter) ?? []).filter(({ sk }) => sk >= from && sk <= to && sk > after);
  const found = [...stored.map((name) => ({ ...name, gone: touched.has(name.id) })), ...made];
  const names = found.sort((a, b) => (a.sk < b.sk ? -1 : a.sk > b.sk ? 1 : 0)).slice(0, ROUND);
  return { names, more: found.length > names.length || pages.some((page) => page.more) };
}

function fits(name: NameItem, filter: EntityFilter, prefix: string | undefined): boolean {
  if (name.gone || (filter.type !== undefined && name.type !== filter.type)) return false;
  if (prefix === undefined) return name.first;
  const form = name.sk.slice(0, name.sk.indexOf('#'));
  const fitting = (name.forms ?? nameForms(name)).filter((candidate) => candidate.startsWith(prefix));
  return form === fitting.sort()[0];
}

/** Undefined when no article mentions the entity (any more). */
export async function readActivity(
  table: Table,
  entity: EntityRecord,
  overlay: Overlay,
): Promise<EntityActivity | undefined> {
  const places = entityPlaces(overlay, entity.id);
  const newest = await newestEntries(table, places, COUNTED);
  const [latest] = newest.items;
  const first = await firstEntry(table, places);
  if (!latest || !first) return undefined;
  const names = newest.items.slice(0, RECENT).flatMap((entry) => entry.names ?? []);
  return {
    aliases: [...new Set([...otherNames(overlay, entity.id), ...names])].filter((name) => name !== entity.name),
    articles: newest.items.length,
    atLeast: newest.next !== undefined,
    firstListedAt: first.listedAt,
    lastListedAt: latest.listedAt,
  };
}

async function firstEntry(table: Table, places: Places): Promise<IndexEntry | undefined> {
  const pinned = await pinnedEntries(table, places);
  for await (const { month, lists } of monthsOfPlaces(table, places, pinned, { ascending: true })) {
    const parts = lists.flatMap(({ index, takes, shards }) =>
      Array.from({ length: shards }, (_, shard) => firstIn(table, entryPartition(index, month, shard), takes)),
    );
    const single = pinned.filter(({ sk }) => sk.startsWith(month));
    const entries = [...(await Promise.all(parts)), ...single].filter((entry) => entry !== undefined);
    const [first] = entries.sort((a, b) => (a.listedAt < b.listedAt ? -1 : 1));
    if (first) return first;
  }
  return undefined;
}

/** The first entry of a partition that is one of the list. */
async function firstIn(
  table: Table,
  pk: string,
  takes: ((articleId: string) => boolean) | undefined,
): Promise<IndexEntry | undefined> {
  let after: string | undefined;
  for (;;) {
    const page = await table.query({ pk, after, limit: takes ? ROUND : 1 });
    const entries = page.items.map((item) => entryIn(item, 0));
    const found = entries.find(({ articleId }) => takes?.(articleId) ?? true);
    after = entries.at(-1)?.sk;
    if (found || !page.more || after === undefined) return found;
  }
}
