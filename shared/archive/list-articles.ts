import { NOTHING_CORRECTED, type Overlay } from '../corrections/overlay';
import { follow } from '../corrections/state';
import type { Table } from '../ports';
import { broaderOf } from '../topics/taxonomy';
import {
  ALL_MONTHS,
  ARTICLES,
  citesIndex,
  entryPartition,
  foldName,
  headKey,
  monthOf,
  publicationIndex,
  topicIndex,
} from './keys';
import { mergeOrdered } from './months';
import {
  combined,
  type Entry,
  entityPlaces,
  entryIn,
  type MonthOfPlaces,
  monthsOfPlaces,
  type Places,
  pinnedEntries,
  placesIn,
} from './places';
import type { ArticleFilter, Listed, ListedArticle } from './reader';
import { HeadRecord, type IndexEntry, isShown } from './records';

/** Work that one request does before it answers with what it has and a place to go on from, in entries looked at. */
const EXAMINED = 500;
/** What a round of queries counts as, however few entries it finds. */
const ROUND_COST = 10;
/** Entries a round where a filter is going to drop some. */
const FILTERED_ROUND = 100;

/**
 * Lists articles newest first from the narrowest index that the filter names. Entries whose edition is not the head's
 * (one being written, or one being removed) are passed over, so that no page mixes two analyses of an article.
 */
export function listArticles(
  table: Table,
  filter: ArticleFilter,
  overlay: Overlay = NOTHING_CORRECTED,
): Promise<Listed<ListedArticle>> {
  const { index, fits, filtered, alsoIn } = selectionOf(filter, overlay);
  return listIndex(table, index, filter, filtered ? fits : undefined, alsoIn);
}

/**
 * Lists the articles of one index, or of several as one, newest first, with the same care; `fits` drops entries before their heads are read, and
 * so does not standing in the indexes of `alsoIn`.
 */
export async function listIndex(
  table: Table,
  index: string | Places,
  filter: Pick<ArticleFilter, 'from' | 'to' | 'limit' | 'after'>,
  fits?: (entry: IndexEntry) => boolean,
  alsoIn: readonly (string | Places)[] = [],
): Promise<Listed<ListedArticle>> {
  const [before] = filter.after ?? [];
  const places = placesIn(index);
  const isFiltered = fits !== undefined || alsoIn.length > 0 || places.walked.some(({ takes }) => takes !== undefined);
  const range = {
    from: filter.from,
    to: filter.to && `${filter.to}T~`,
    limit: isFiltered ? FILTERED_ROUND : filter.limit,
  };
  const newest = before ?? filter.to;
  const items: ListedArticle[] = [];
  let last: string | undefined;
  let examined = 0;
  const pinned = await pinnedEntries(table, places);
  const bounds = { from: filter.from && monthOf(filter.from), to: newest && monthOf(newest) };
  const months = monthsOfPlaces(table, places, pinned, bounds);
  for await (const month of months) {
    let position = before;
    for (;;) {
      const { entries, more } = await readRound(table, month, pinned, { ...range, after: position });
      const taken = entries.filter((entry) => entry.taken && (fits?.(entry) ?? true));
      const fitting = await standingIn(table, taken, alsoIn, month.month);
      for (const shown of await shownOf(table, fitting)) {
        if (last !== undefined && items.length === filter.limit) return { items, next: [last] };
        items.push(shown);
        last = shown.entry.sk;
      }
      position = entries.at(-1)?.sk ?? position;
      examined += Math.max(entries.length, ROUND_COST);
      // A month's name sorts before all of its entries and after those of the months before.
      if (examined >= EXAMINED && (more || month.month !== ALL_MONTHS))
        return { items, next: [more && position ? position : month.month] };
      if (!more) break;
    }
  }
  return { items };
}

/** The newest entries of an index, or of several, not checked against their articles' heads. */
export async function newestEntries(table: Table, index: string | Places, limit: number): Promise<Listed<IndexEntry>> {
  const items: IndexEntry[] = [];
  const places = placesIn(index);
  const pinned = await pinnedEntries(table, places);
  for await (const month of monthsOfPlaces(table, places, pinned)) {
    let after: string | undefined;
    for (;;) {
      const { entries, more } = await readRound(table, month, pinned, { limit: limit + 1, after });
      items.push(...entries.filter(({ taken }) => taken));
      if (items.length > limit) return { items: items.slice(0, limit), next: [month.month] };
      after = entries.at(-1)?.sk;
      if (!more) break;
    }
  }
  return { items };
}

/**
 * One round: the next entries of a month, newest first, merged from its shards and indexes. Those of one edition stand at
 * one place in each index, and are one.
 */
async function readRound(
  table: Table,
  { month, lists }: MonthOfPlaces,
  pinned: readonly Entry[],
  range: { from?: string | undefined; to?: string | undefined; after?: string | undefined; limit: number },
): Promise<{ entries: Entry[]; more: boolean }> {
  const parts = lists.flatMap(({ index, takes, shards }) =>
    Array.from({ length: shards }, (_, shard) => ({ pk: entryPartition(index, month, shard), takes, shard })),
  );
  const pages = await Promise.all(
    parts.map(async ({ pk, takes, shard }) => {
      const page = await table.query({ pk, descending: true, ...range });
      const entries = page.items.map((item) => entryIn(item, shard));
      return {
        entries: entries.map((entry) => ({ ...entry, taken: takes?.(entry.articleId) ?? true })),
        more: page.more,
      };
    }),
  );
  const { from = '', to = '~', after = '~' } = range;
  const single = pinned.filter(({ sk }) => sk.startsWith(month) && sk >= from && sk <= to && sk < after);
  const found = combined([...pages.map(({ entries }) => entries), single].flat());
  const entries = mergeOrdered([found], (entry) => entry.sk, range.limit);
  return { entries, more: pages.some((page) => page.more) || found.length > entries.length };
}

/** The entries whose edition stands in other indexes as well, in one of each: there it has an entry at the same place. */
async function standingIn(
  table: Table,
  entries: readonly Entry[],
  others: readonly (string | Places)[],
  month: string,
): Promise<readonly Entry[]> {
  let left = entries;
  for (const other of others) {
    const { walked, pinned } = placesIn(other);
    const keysOf = ({ sk, shard, articleId }: Entry) => {
      const single = pinned.filter((each) => each.articleId === articleId);
      const whole = walked.filter(({ takes }) => takes?.(articleId) ?? true);
      return [...single, ...whole].map(({ index }) => ({ pk: entryPartition(index, month, shard), sk }));
    };
    const found = await table.getMany(left.flatMap(keysOf));
    const there = new Set(found.map(({ pk, sk }) => `${pk} ${sk}`));
    left = left.filter((entry) => keysOf(entry).some(({ pk, sk }) => there.has(`${pk} ${sk}`)));
  }
  return left;
}

export function selectionOf(filter: ArticleFilter, overlay: Overlay) {
  const publication = filter.publication === undefined ? undefined : foldName(filter.publication);
  const dated = filter.from !== undefined || filter.to !== undefined;
  const entity = filter.entity === undefined ? undefined : follow(overlay.state, filter.entity).id;
  const byEntity = entity === undefined ? undefined : entityPlaces(overlay, entity);
  const bySource = filter.cites === undefined ? undefined : citesIndex(filter.cites);
  const byPublication = publication === undefined ? undefined : publicationIndex(publication);
  const top = filter.topic && (broaderOf(filter.topic)[0]?.id ?? filter.topic);
  const byTopic = top === undefined ? undefined : topicIndex(top);
  const isBelow = top !== filter.topic;
  const [index = byPublication ?? ARTICLES, ...alsoIn] = [byTopic, bySource, byEntity].filter(
    (each) => each !== undefined,
  );
  return {
    index,
    alsoIn,
    filtered: dated || isBelow || (index !== byPublication && publication !== undefined),
    fits: (entry: IndexEntry) =>
      (!dated || entry.dated) &&
      (!isBelow || (filter.topic !== undefined && entry.topics?.includes(filter.topic) === true)) &&
      (publication === undefined || (entry.publication !== undefined && foldName(entry.publication) === publication)),
  };
}

async function shownOf(table: Table, entries: readonly Entry[]): Promise<(ListedArticle & { entry: Entry })[]> {
  const found = await table.getMany(entries.map(({ articleId }) => headKey(articleId)));
  const heads = new Map(found.map((item) => [item.pk, HeadRecord.parse(item)]));
  return entries.flatMap((entry) => {
    const head = heads.get(headKey(entry.articleId).pk);
    return head && isShown(head) && head.current.edition === entry.edition ? [{ head, entry }] : [];
  });
}
