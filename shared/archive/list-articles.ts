import * as z from 'zod';
import type { Table } from '../ports';
import {
  ALL_MONTHS,
  ARTICLES,
  citesIndex,
  entityIndex,
  entryPartition,
  foldName,
  headKey,
  monthOf,
  publicationIndex,
} from './keys';
import { type Month, mergeOrdered, monthsOf } from './months';
import type { ArticleFilter, Listed, ListedArticle } from './reader';
import { HeadRecord, IndexEntry, type ShownHead } from './records';

/** Work that one request does before it answers with what it has and a place to go on from, in entries looked at. */
const EXAMINED = 500;
/** What a round of queries counts as, however few entries it finds. */
const ROUND_COST = 10;
/** Entries a round where a filter is going to drop some. */
const FILTERED_ROUND = 100;

const Entry = IndexEntry.extend({ sk: z.string() });
/** An entry, and the shard that it stands in: all entries of one edition stand in the same. */
type Entry = z.infer<typeof Entry> & { shard: number };

/**
 * Lists articles newest first from the narrowest index that the filter names. Entries whose edition is not the head's
 * (one being written, or one being removed) are passed over, so that no page mixes two analyses of an article.
 */
export function listArticles(table: Table, filter: ArticleFilter): Promise<Listed<ListedArticle>> {
  const { index, fits, filtered, alsoIn } = selectionOf(filter);
  return listIndex(table, index, filter, filtered ? fits : undefined, alsoIn);
}

/**
 * Lists the articles of one index newest first, with the same care; `fits` drops entries before their heads are read, and
 * so does not standing in the indexes of `alsoIn`.
 */
export async function listIndex(
  table: Table,
  index: string,
  filter: Pick<ArticleFilter, 'from' | 'to' | 'limit' | 'after'>,
  fits?: (entry: IndexEntry) => boolean,
  alsoIn: readonly string[] = [],
): Promise<Listed<ListedArticle>> {
  const [before] = filter.after ?? [];
  const range = {
    from: filter.from,
    to: filter.to && `${filter.to}T~`,
    limit: fits || alsoIn.length > 0 ? FILTERED_ROUND : filter.limit,
  };
  const newest = before ?? filter.to;
  const items: ListedArticle[] = [];
  let last: string | undefined;
  let examined = 0;
  const months = monthsOf(table, index, { from: filter.from && monthOf(filter.from), to: newest && monthOf(newest) });
  for await (const month of months) {
    let position = before;
    for (;;) {
      const { entries, more } = await readRound(table, index, month, { ...range, after: position });
      const fitting = await standingIn(table, fits ? entries.filter(fits) : entries, alsoIn, month.month);
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

/** The newest entries of an index, not checked against their articles' heads. */
export async function newestEntries(table: Table, index: string, limit: number): Promise<Listed<IndexEntry>> {
  const items: IndexEntry[] = [];
  for await (const month of monthsOf(table, index)) {
    let after: string | undefined;
    for (;;) {
      const { entries, more } = await readRound(table, index, month, { limit: limit + 1, after });
      items.push(...entries);
      if (items.length > limit) return { items: items.slice(0, limit), next: [month.month] };
      after = entries.at(-1)?.sk;
      if (!more) break;
    }
  }
  return { items };
}

/** One round: the next entries of a month, newest first, merged from its shards. */
async function readRound(
  table: Table,
  index: string,
  { month, shards }: Month,
  range: { from?: string | undefined; to?: string | undefined; after?: string | undefined; limit: number },
): Promise<{ entries: Entry[]; more: boolean }> {
  const pages = await Promise.all(
    Array.from({ length: shards }, (_, shard) =>
      table.query({ pk: entryPartition(index, month, shard), descending: true, ...range }),
    ),
  );
  const lists = pages.map((page, shard) => page.items.map((item) => ({ ...Entry.parse(item), shard })));
  const entries = mergeOrdered(lists, (entry) => entry.sk, range.limit);
  return { entries, more: pages.some((page) => page.more) || lists.flat().length > entries.length };
}

/** The entries whose edition stands in other indexes as well: there it has an entry at the same place. */
async function standingIn(
  table: Table,
  entries: readonly Entry[],
  indexes: readonly string[],
  month: string,
): Promise<readonly Entry[]> {
  let left = entries;
  for (const index of indexes) {
    const keyOf = ({ sk, shard }: Entry) => ({ pk: entryPartition(index, month, shard), sk });
    const found = await table.getMany(left.map(keyOf));
    const there = new Set(found.map(({ pk, sk }) => `${pk} ${sk}`));
    left = left.filter((entry) => there.has(`${keyOf(entry).pk} ${entry.sk}`));
  }
  return left;
}

export function selectionOf(filter: ArticleFilter) {
  const publication = filter.publication === undefined ? undefined : foldName(filter.publication);
  const dated = filter.from !== undefined || filter.to !== undefined;
  const byEntity = filter.entity === undefined ? undefined : entityIndex(filter.entity);
  const bySource = filter.cites === undefined ? undefined : citesIndex(filter.cites);
  const byPublication = publication === undefined ? undefined : publicationIndex(publication);
  const [index = byPublication ?? ARTICLES, ...alsoIn] = [bySource, byEntity].filter((each) => each !== undefined);
  return {
    index,
    alsoIn,
    filtered: dated || (index !== byPublication && publication !== undefined),
    fits: (entry: IndexEntry) =>
      (!dated || entry.dated) &&
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

function isShown(head: HeadRecord): head is ShownHead {
  return head.current !== undefined;
}
