import type { Drop } from '../pipeline/messages';
import { compareDrops } from '../pipeline/order';
import type { Table } from '../ports';
import { fileKey } from './keys';
import { FileRecord } from './records';

/**
 * Claims a file for one of its versions. Answers the most articles that any version of it held, so that the caller can
 * retract those that this version no longer has; undefined when a newer version was there first. Repeatable.
 */
export async function claimFile(table: Table, drop: Drop, articles: number): Promise<number | undefined> {
  for (;;) {
    const item = await table.get(fileKey(drop.key));
    const file = item && FileRecord.parse(item);
    const byVersion = file ? compareDrops({ order: drop.order, dropId: drop.id }, file) : 1;
    if (byVersion < 0) return undefined;
    const mostArticles = Math.max(articles, file?.mostArticles ?? 0);
    if (byVersion === 0 && file?.mostArticles === mostArticles) return mostArticles;
    const next = { ...fileKey(drop.key), key: drop.key, dropId: drop.id, order: drop.order, mostArticles };
    if ((await table.putIf(next, file?.v)) !== undefined) return mostArticles;
  }
}
