import type { Overlay } from '../corrections/overlay';
import type { Table } from '../ports';
import { ARTICLES, mentionedIndex } from './keys';
import { listIndex, selectionOf } from './list-articles';
import type { ArticleFilter, Listed, ListedArticle } from './reader';
import type { IndexEntry } from './records';

/** Months that one request walks before it answers with what it has. */
const MONTHS_A_REQUEST = 24;

/**
 * Articles that speak of a day from `from` to `to` (inclusive), those of the newest month spoken of first and newest first
 * in each; each article once, with the newest of its months. Its other conditions hold as in any list of articles.
 */
export async function listMentioned(
  table: Table,
  filter: ArticleFilter,
  { from, to }: { from: string; to: string },
  overlay: Overlay,
): Promise<Listed<ListedArticle>> {
  const selection = selectionOf(filter, overlay);
  const alsoIn = selection.index === ARTICLES ? selection.alsoIn : [selection.index, ...selection.alsoIn];
  const inRange = ([start, end]: [string, string]) => start <= to && end > from;
  const fits = (entry: IndexEntry) => {
    const { listedAt } = entry;
    const published =
      (filter.from === undefined || listedAt >= filter.from) &&
      (filter.to === undefined || listedAt <= `${filter.to}T~`);
    const newest = entry.nextDay === undefined || entry.nextDay > to;
    return published && newest && (entry.spans ?? []).some(inRange) && (!selection.filtered || selection.fits(entry));
  };
  const [startMonth, ...position] = filter.after ?? [];
  const first = from.slice(0, 7);
  let month = startMonth ?? to.slice(0, 7);
  let after = position.length > 0 ? position : undefined;
  const items: ListedArticle[] = [];
  for (let walked = 0; month >= first; walked++) {
    if (walked === MONTHS_A_REQUEST || items.length === filter.limit) return { items, next: [month] };
    const limit = filter.limit - items.length;
    const listed = await listIndex(table, mentionedIndex(month), { limit, after }, fits, alsoIn);
    items.push(...listed.items);
    if (listed.next) return { items, next: [month, ...listed.next] };
    month = monthBefore(month);
    after = undefined;
  }
  return { items };
}

function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 1
    ? `${String(year - 1).padStart(4, '0')}-12`
    : `${month.slice(0, 5)}${String(number - 1).padStart(2, '0')}`;
}
