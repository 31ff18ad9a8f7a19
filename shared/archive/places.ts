import * as z from 'zod';
import { basesOf, isOf, type Overlay } from '../corrections/overlay';
import type { Table } from '../ports';
import { entityIndex, entryPosition, headKey, manifestPrefix, monthOf, partitionOfEntry, shardOf } from './keys';
import { type Month, monthsOf } from './months';
import { HeadRecord, IndexEntry, ManifestRecord } from './records';

const Entry = IndexEntry.extend({ sk: z.string() });
/** An entry, and the shard that it stands in: all entries of one edition stand in the same. */
export interface Entry extends z.infer<typeof Entry> {
  shard: number;
  /** Whether it is one of the list: those that are not are walked by, too. */
  taken: boolean;
}

/** Reads an entry's item that stands in a shard. */
export const entryIn = (item: unknown, shard: number): Entry => ({ ...Entry.parse(item), shard, taken: true });

/**
 * Where a list is read from: an index, or several as one. People may have said that an entity is also another one, or that
 * it is, in some articles, one of those.
 */
export interface Places {
  readonly walked: readonly Place[];
  /** Single articles of other indexes. */
  readonly pinned: readonly { index: string; articleId: string }[];
}
interface Place {
  readonly index: string;
  /** Which of its articles, by id; all when it does not say. */
  readonly takes?: ((articleId: string) => boolean) | undefined;
}

export const placesIn = (from: string | Places): Places =>
  typeof from === 'string' ? { walked: [{ index: from }], pinned: [] } : from;

/**
 * The indexes that an entity's articles stand in, as people corrected it.
 * @param indexOf makes the index of an extractor's entity
 */
export function entityPlaces(overlay: Overlay, id: string, indexOf: (id: string) => string = entityIndex): Places {
  const { whole, single } = basesOf(overlay, id);
  const isSplit = whole.some((base) => overlay.state.split.has(base));
  return {
    walked: whole.map((base) => ({
      index: indexOf(base),
      takes: isSplit ? (articleId: string) => isOf(overlay, base, articleId, id) : undefined,
    })),
    pinned: single.map((each) => ({ index: indexOf(each.id), articleId: each.articleId })),
  };
}

/** A month of places: which indexes have entries in it. */
export interface MonthOfPlaces {
  month: string;
  lists: readonly (Place & { shards: number })[];
}

/** The months of places, newest first unless `ascending`; one index is walked as it is, several are read before. */
export async function* monthsOfPlaces(
  table: Table,
  { walked }: Places,
  pinned: readonly Entry[],
  bounds: Parameters<typeof monthsOf>[2] = {},
): AsyncGenerator<MonthOfPlaces> {
  const [first] = walked;
  if (first && walked.length === 1 && pinned.length === 0) {
    for await (const { month, shards } of monthsOf(table, first.index, bounds))
      yield { month, lists: [{ ...first, shards }] };
    return;
  }
  const months = new Map<string, (Place & { shards: number })[]>();
  const listsOf = (month: string) => {
    const lists = months.get(month) ?? [];
    months.set(month, lists);
    return lists;
  };
  const found = await Promise.all(walked.map(async (place) => ({ place, months: await all(table, place, bounds) })));
  for (const { place, months: those } of found)
    for (const { month, shards } of those) listsOf(month).push({ ...place, shards });
  const { from = '', to = '~' } = bounds;
  for (const { listedAt } of pinned)
    if (monthOf(listedAt) >= from && monthOf(listedAt) <= to) listsOf(monthOf(listedAt));
  const inOrder = [...months.keys()].sort();
  for (const month of bounds.ascending ? inOrder : inOrder.reverse()) yield { month, lists: listsOf(month) };
}

async function all(table: Table, { index }: Place, bounds: Parameters<typeof monthsOf>[2]): Promise<Month[]> {
  const months: Month[] = [];
  for await (const month of monthsOf(table, index, bounds)) months.push(month);
  return months;
}

/** The entries of single articles, where they stand in those indexes; newest first. */
export async function pinnedEntries(table: Table, { pinned }: Places): Promise<Entry[]> {
  if (pinned.length === 0) return [];
  const articles = await Promise.all(
    [...new Set(pinned.map(({ articleId }) => articleId))].map((id) => placed(table, id)),
  );
  const found = new Map(articles.flatMap((article) => (article ? [[article.articleId, article]] : [])));
  const entries: Entry[] = [];
  const shards = new Map<string, number>();
  const keys = pinned.flatMap(({ index, articleId }) => {
    const article = found.get(articleId);
    if (!article?.indexes.has(index)) return [];
    const { listedAt, edition } = article;
    const key = {
      pk: partitionOfEntry(index, article, article.shards),
      sk: entryPosition(listedAt, articleId, edition),
    };
    shards.set(key.pk, shardOf(articleId, article.shards));
    return [key];
  });
  for (const item of await table.getMany(keys)) entries.push(entryIn(item, shards.get(item.pk) ?? 0));
  return entries.sort((a, b) => (a.sk < b.sk ? 1 : -1));
}

/** Where the entries of an article's current edition stand; undefined when nothing of it is shown. */
export async function placed(table: Table, articleId: string) {
  const item = await table.get(headKey(articleId));
  const current = item && HeadRecord.parse(item).current;
  if (!current) return undefined;
  const { edition } = current;
  const prefix = manifestPrefix(edition);
  const { items } = await table.query({ pk: headKey(articleId).pk, from: prefix, to: `${prefix}~`, limit: 1_000 });
  const [first, ...more] = items.map((part) => ManifestRecord.parse(part));
  if (!first) return undefined;
  const { listedAt, shards } = first;
  return { articleId, edition, listedAt, shards, indexes: new Set([first, ...more].flatMap(({ indexes }) => indexes)) };
}

/** Entries of one edition in several indexes as one: what it says of each of the names is added up. */
export function combined(entries: readonly Entry[]): Entry[] {
  const bySk = new Map<string, Entry>();
  for (const entry of entries) {
    const seen = bySk.get(entry.sk);
    bySk.set(entry.sk, seen ? sum(seen, entry) : entry);
  }
  return [...bySk.values()];
}

function sum(a: Entry, b: Entry): Entry {
  if (!a.taken || !b.taken) return a.taken ? a : b;
  const offices = a.offices || b.offices ? [...new Set([...(a.offices ?? []), ...(b.offices ?? [])])] : undefined;
  if (a.mentionCount === undefined || b.mentionCount === undefined) return { ...b, ...a, offices };
  const names = [...new Set([...(a.names ?? []), ...(b.names ?? [])])];
  return { ...a, mentionCount: a.mentionCount + b.mentionCount, names, offices };
}
