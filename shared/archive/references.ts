import * as z from 'zod';
import { articleIdOf } from '../pipeline/drop';
import type { Drop } from '../pipeline/messages';
import type { Item, Table } from '../ports';
import {
  fileDropKey,
  fileDropPrefix,
  fileKey,
  madeKey,
  madePrefix,
  originalDropKey,
  originalPartition,
  receiptKey,
} from './keys';

/** That a key had a drop: what the bucket says of the object that it was. */
export const FileDrop = z.object({
  dropId: z.string(),
  key: z.string(),
  versionId: z.string().optional(),
  etag: z.string(),
  modifiedAt: z.iso.datetime(),
});
export type FileDrop = z.infer<typeof FileDrop>;

/**
 * The instant of an object as its drop has it: a HEAD tells whole seconds, a listing more of some targets.
 */
export const modifiedAtOf = ({ lastModified }: { lastModified: Date }) =>
  new Date(Math.floor(lastModified.getTime() / 1000) * 1000).toISOString();

/** Whether an object is the one that a drop was, where no version says so. */
export function isSameObject(
  object: { etag: string; lastModified: Date },
  drop: { etag: string; modifiedAt: string },
): boolean {
  return (
    object.etag === drop.etag && modifiedAtOf(object) === modifiedAtOf({ lastModified: new Date(drop.modifiedAt) })
  );
}

/** References of one key or one original that are looked at. */
const MOST = 1_000;

type Referring = Pick<Drop, 'id' | 'key' | 'versionId' | 'etag' | 'order'>;

function fileReference({ id, key, versionId, etag, order }: Referring): Item {
  return { ...fileDropKey(key, id), dropId: id, key, versionId, etag, modifiedAt: order.modifiedAt };
}

const originalReference = (sha256: string, dropId: string): Item => ({ ...originalDropKey(sha256, dropId), dropId });

/** Notes that a key had a drop, before there is a receipt: an object without this was never announced. Repeatable. */
export async function referToFile(table: Table, drop: Referring): Promise<void> {
  await table.putMany([fileReference(drop)]);
}

/** Notes that a drop needs an original, before that is copied: no deletion of another drop takes it away. Repeatable. */
export async function referToOriginal(table: Table, sha256: string, dropId: string): Promise<void> {
  await table.putMany([originalReference(sha256, dropId)]);
}

/**
 * Notes which articles a drop is made into, before any object is: a deletion finds them by this. The first of a file
 * that gives them no names needs no note: it is found by the key. Repeatable.
 */
export async function referToArticles(
  table: Table,
  { id, key }: Pick<Drop, 'id' | 'key'>,
  articleIds: readonly string[],
): Promise<void> {
  const found = articleIds.filter((articleId) => articleId !== articleIdOf(key, 0));
  await table.putMany(found.map((articleId) => ({ ...madeKey(id, articleId) })));
}

/** The articles that a drop may have been made into. */
export async function articlesOf(table: Table, { id, key }: Pick<Drop, 'id' | 'key'>): Promise<string[]> {
  const ids = new Set([articleIdOf(key, 0)]);
  const { pk } = receiptKey(id);
  let after: string | undefined;
  for (;;) {
    const page = await table.query({
      pk,
      from: madePrefix,
      to: `${madePrefix}~`,
      after,
      limit: MOST,
      consistent: true,
    });
    for (const { sk } of page.items) ids.add(sk.slice(madePrefix.length));
    after = page.items.at(-1)?.sk;
    if (!page.more || after === undefined) return [...ids];
  }
}

/** The drops that a key had. */
export async function dropsOfFile(table: Table, key: string): Promise<FileDrop[]> {
  const { pk } = fileKey(key);
  const found = await table.query({ pk, from: fileDropPrefix, to: `${fileDropPrefix}~`, limit: MOST });
  return found.items.map((item) => FileDrop.parse(item));
}

/** Whether any drop needs an original; strongly consistent. */
export async function isReferred(table: Table, sha256: string): Promise<boolean> {
  const found = await table.query({ pk: originalPartition(sha256), limit: 1, consistent: true });
  return found.items.length > 0;
}
