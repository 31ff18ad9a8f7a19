import * as z from 'zod';
import type { Dating, ObservedIssue } from '../dating/dating';
import { narrows } from '../dating/observed';
import type { Table } from '../ports';
import { calendarIndex, catalogPartition, inferredIndex } from './keys';
import { listIndex } from './list-articles';
import type { Listed, ListedArticle, Position } from './reader';
import { type IndexEntry, SerialVolume, type ShownHead } from './records';

/** Issues of one volume: no serial has more. */
const ISSUES = 400;
const PAGE = 100;
const VOLUMES_A_REQUEST = 20;

const CatalogItem = z.object({ sk: z.string(), volume: SerialVolume });

/** The dated issues of a serial's volume that the archive has, as its articles state them. */
export async function observedIssues(table: Table, { publication, volume }: SerialVolume): Promise<ObservedIssue[]> {
  const issues: ObservedIssue[] = [];
  let after: Position | undefined;
  do {
    const page: Listed<ListedArticle> = await listIndex(table, calendarIndex(publication, volume), {
      limit: PAGE,
      after,
    });
    for (const { entry } of page.items) {
      if (entry.issue !== undefined && entry.earliest !== undefined)
        issues.push({ volume, issue: entry.issue, day: entry.earliest });
    }
    after = page.next;
  } while (after && issues.length < ISSUES);
  return issues.sort((a, b) => a.issue - b.issue || (a.day < b.day ? -1 : 1));
}

/**
 * Articles whose inferred days the archive knows better by now: a dated issue of their volume leaves fewer of them. Volume
 * by volume; a page may be empty and still have a next one.
 */
export async function outdatedArticles(
  table: Table,
  page: { limit: number; after?: Position | undefined },
): Promise<Listed<ShownHead>> {
  const [startVolume, ...position] = page.after ?? [];
  const catalog = { pk: catalogPartition('calendar'), from: startVolume, limit: VOLUMES_A_REQUEST };
  const { items: volumes, more } = await table.query(catalog);
  for (const item of volumes) {
    const { sk, volume } = CatalogItem.parse(item);
    const after = sk === startVolume && position.length > 0 ? position : undefined;
    const observed = await observedIssues(table, volume);
    if (observed.length === 0) continue;
    const index = inferredIndex(volume.publication, volume.volume);
    const knowsBetter = (entry: IndexEntry) => isOutdated(entry, volume, observed);
    const listed = await listIndex(table, index, { limit: page.limit, after }, knowsBetter);
    const items = listed.items.map(({ head }) => head);
    if (listed.next) return { items, next: [sk, ...listed.next] };
    if (items.length > 0) return { items, next: [`${sk}!`] };
  }
  const last = volumes.at(-1)?.sk;
  return { items: [], next: more && last !== undefined ? [`${last}!`] : undefined };
}

function isOutdated(
  entry: IndexEntry,
  { publication, volume }: SerialVolume,
  observed: readonly ObservedIssue[],
): boolean {
  const { issue, earliest, latest } = entry;
  if (issue === undefined || earliest === undefined || latest === undefined) return false;
  const days: Pick<Dating, 'earliest' | 'latest'> = { earliest, latest };
  return narrows({ publication, volume, issue }, days, observed);
}
