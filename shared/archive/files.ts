import { articleIdOf } from '../pipeline/drop';
import type { Drop } from '../pipeline/messages';
import { compareDrops } from '../pipeline/order';
import type { Table } from '../ports';
import { fileKey, heldKey, heldPrefix } from './keys';
import { FileRecord, HeldRecord } from './records';

/** What a version of a file is known to hold so far. */
export interface Holding {
  /** How many of its articles are told by their position (1 more than the highest). */
  positions: number;
  /** Whether some are told by names of their own. */
  named: boolean;
}

/**
 * Claims a file for one of its versions, which holds this much at least: to be called before any of its articles is
 * handed on, and again when there are more. Answers what any version may have held; undefined when a newer version was
 * there first: then nothing more may be handed on. Repeatable.
 */
export async function claimFile(
  table: Table,
  drop: Pick<Drop, 'id' | 'key' | 'order'>,
  holding: Holding,
): Promise<Holding | undefined> {
  for (;;) {
    const item = await table.get(fileKey(drop.key));
    const file = item && FileRecord.parse(item);
    const byVersion = file ? compareDrops({ order: drop.order, dropId: drop.id }, file) : 1;
    if (byVersion < 0) return undefined;
    const mostArticles = Math.max(holding.positions, file?.mostArticles ?? 0);
    const named = holding.named || file?.named === true;
    const claimed = { positions: mostArticles, named };
    if (byVersion === 0 && file?.mostArticles === mostArticles && (file.named === true) === named) return claimed;
    const next = { ...fileKey(drop.key), key: drop.key, dropId: drop.id, order: drop.order, mostArticles, named };
    if ((await table.putIf(next, file?.v)) !== undefined) return claimed;
  }
}

/** What a file holds at least that holds these articles, the first of it in their order. */
export function holdingOf(key: string, articleIds: readonly string[]): Holding {
  const other = articleIds.findIndex((articleId, position) => articleId !== articleIdOf(key, position));
  return { positions: other < 0 ? articleIds.length : other, named: other >= 0 };
}

/** What a file holds at least that holds an article at this place. */
export function holdingAt(key: string, articleId: string, ordinal: number): Holding {
  const named = articleId !== articleIdOf(key, ordinal);
  return { positions: named ? 0 : ordinal + 1, named };
}

/** Claims a file for a version that may be an older one than it has: that counts only for what the file may have held. */
export async function claimFileAnyway(
  table: Table,
  drop: Pick<Drop, 'id' | 'key' | 'order'>,
  holding: Holding,
): Promise<void> {
  while ((await claimFile(table, drop, holding)) === undefined) {
    const item = await table.get(fileKey(drop.key));
    if (!item) continue;
    const { dropId: id, key, order } = FileRecord.parse(item);
    if (await claimFile(table, { id, key, order }, holding)) return;
  }
}

/**
 * Notes articles with names of their own, before the claim that precedes handing them on: whoever claims the file for a
 * newer version after that sees them, and whoever claimed it before keeps them from being handed on.
 */
export async function noteHeld(table: Table, drop: Drop, batch: number, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { id: dropId, order } = drop;
  await table.putMany([{ ...heldKey(drop.key, dropId, batch), dropId, order, ids: [...ids] }]);
}

const PAGE = 100;

/**
 * Articles with names of their own that a version of a file up to this one held and that are not in `current`, page by
 * page. What was noted of them is forgotten when the next page is asked for, so each page has to be retracted by then.
 * @param batches how often `noteHeld` was called for this version
 */
export async function* heldBefore(
  table: Table,
  drop: Drop,
  current: ReadonlySet<string>,
  batches: number,
): AsyncGenerator<string[]> {
  const { pk } = fileKey(drop.key);
  let after: string | undefined;
  for (;;) {
    const range = { pk, from: heldPrefix, to: `${heldPrefix}~`, after, limit: PAGE, consistent: true };
    const page = await table.query(range);
    const records = page.items.map((item) => HeldRecord.parse(item));
    const past = records.filter((record) => {
      const isOwn = record.dropId === drop.id && record.sk < heldKey(drop.key, drop.id, batches).sk;
      return !isOwn && compareDrops(record, { order: drop.order, dropId: drop.id }) <= 0;
    });
    const gone = new Set(past.flatMap(({ ids }) => ids.filter((id) => !current.has(id))));
    if (gone.size > 0) yield [...gone];
    await table.deleteMany(past.map(({ sk }) => ({ pk, sk })));
    after = records.at(-1)?.sk;
    if (!page.more || after === undefined) return;
  }
}
