import { outdatedArticles } from '../archive/calendars';
import { foldName, headKey } from '../archive/keys';
import { listArticles } from '../archive/list-articles';
import { listReceipts } from '../archive/list-receipts';
import { signatureOf } from '../archive/plan';
import type { Listed, Position } from '../archive/reader';
import { HeadRecord, type ReceiptRecord, type ShownHead } from '../archive/records';
import { staleArticles } from '../archive/stale';
import type { Versions } from '../extractors/extractor';
import type { Table } from '../ports';
import type { Selector } from './records';

/**
 * A page of the articles that a selector is about. The narrowest index that it names is walked (ids, entity,
 * publication, what is stale, else all articles, newest first), and the rest decided by each article's head. A page may
 * be short, or empty, and still have a next one.
 * @param current what is deployed
 */
export async function selectArticles(
  table: Table,
  selector: Selector,
  current: Versions,
  page: { limit: number; after?: Position | undefined },
): Promise<Listed<ShownHead>> {
  const { items, next } = await narrowest(table, selector, current, page);
  return { items: items.filter((head) => fits(head, selector, current)), next };
}

async function narrowest(
  table: Table,
  selector: Selector,
  current: Versions,
  { limit, after }: { limit: number; after?: Position | undefined },
): Promise<Listed<ShownHead>> {
  const { ids, stale, outdated, entity, publication, publishedFrom: from, publishedTo: to } = selector;
  if (ids) return named(table, ids, limit, after);
  if (outdated) return outdatedArticles(table, { limit, after });
  if (stale && entity === undefined && publication === undefined)
    return staleArticles(table, current, { limit, after });
  const { items, next } = await listArticles(table, { entity, publication, from, to, limit, after });
  return { items: items.map(({ head }) => head), next };
}

async function named(
  table: Table,
  ids: readonly string[],
  limit: number,
  after: Position | undefined,
): Promise<Listed<ShownHead>> {
  const start = Number(after?.[0] ?? 0);
  const some = [...new Set(ids)].slice(start, start + limit);
  const heads = (await table.getMany(some.map(headKey), { consistent: true })).map((item) => HeadRecord.parse(item));
  const items = heads.filter((head): head is ShownHead => head.current !== undefined);
  return { items, ...(some.length === limit && { next: [String(start + limit)] }) };
}

/** Whether an article is one of those that a selector is about. */
function fits(head: ShownHead, selector: Selector, current: Versions): boolean {
  const { stale, publication, publishedFrom, publishedTo, droppedFrom, droppedTo, keyPrefix, ids } = selector;
  const published = head.current.published?.slice(0, 10);
  const dropped = head.order.modifiedAt.slice(0, 10);
  const signature = signatureOf(current);
  return (
    (!stale || signatureOf(head.current.versions) !== signature) &&
    // What was rolled back stays so until there are other versions, or somebody asks for the very article.
    (head.rolledBack?.from !== signature || ids !== undefined) &&
    (publication === undefined || foldName(head.current.publication ?? '') === foldName(publication)) &&
    between(published, publishedFrom, publishedTo) &&
    between(dropped, droppedFrom, droppedTo) &&
    (keyPrefix === undefined || head.key.startsWith(keyPrefix)) &&
    (ids === undefined || ids.includes(head.articleId))
  );
}

/** Days compare as text; what has no day lies between no bounds. */
function between(day: string | undefined, from: string | undefined, to: string | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  return day !== undefined && (from === undefined || day >= from) && (to === undefined || day <= to);
}

/** A page of the drops that failed by no fault of theirs, as far as they fit: they have no articles to select. */
export async function selectFailed(
  table: Table,
  { keyPrefix, droppedFrom, droppedTo }: Selector,
  { limit, after }: { limit: number; after?: Position | undefined },
): Promise<Listed<ReceiptRecord>> {
  const { items, next } = await listReceipts(table, { state: 'quarantined', limit, after });
  const failed = items.filter(
    ({ reason, key, receivedAt }) =>
      (reason?.class === 'our-fault' || reason?.class === 'temporary') &&
      (keyPrefix === undefined || key.startsWith(keyPrefix)) &&
      between(receivedAt.slice(0, 10), droppedFrom, droppedTo),
  );
  return { items: failed, next };
}
