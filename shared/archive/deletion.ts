import * as z from 'zod';
import { eventId } from '../events/events';
import { topology } from '../pipeline/topology';
import type { Clock, EventPublisher, ListedObject, ObjectArchive, Table } from '../ports';
import {
  type DecidedRecord,
  type Deletion,
  decidedKey,
  isDeletedBy,
  isDeletion,
  noteCompletion,
  readDecided,
  recordDecision,
} from './decided';
import type { DropFacts } from './decisions';
import { claimFile, claimFileAnyway, holdingAt, holdingOf } from './files';
import { decisionOfDropKey, fileDropKey, headKey, heldKey, originalDropKey, receiptKey } from './keys';
import { rawKey } from './objects';
import { Analysis, HeadRecord, ParsedObject } from './records';
import { articlesOf, isReferred, isSameObject, referToArticles } from './references';
import { discardRevision, retractArticle } from './writer';

export interface DeletionDependencies {
  objects: ObjectArchive;
  table: Table;
  events: EventPublisher;
  clock: Clock;
}

/** Objects a page of a listing. */
const PAGE = 1_000;

/**
 * Removes everything that a deleted drop or article left, in table and bucket, and then says so in its record, which is
 * the tombstone: who deleted what, when and why, and no content. Every step may be repeated; a crash anywhere is gone on
 * from by the next call. Answers false when `deadline` (milliseconds since the epoch) came first, or when a straggler
 * was met while it ran.
 */
export async function completeDeletion(
  to: DeletionDependencies,
  found: DecidedRecord,
  deadline = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  const record = await recordDecision(to, found);
  if (!record || !isDeletion(record.decision)) return false;
  const { decision } = record;
  const removed =
    decision.kind === 'delete-drop' ? await removeDrop(to, decision, deadline) : await removeArticle(to, decision);
  if (!removed) return false;
  return noteCompletion(to.table, { ...record, decision }, new Date(to.clock()).toISOString());
}

/** The tombstone of a deletion that is complete, as it stands now. */
export const readDeletion = (table: Table, deletion: Deletion) => readDecided(table, decidedKey(deletion));

async function removeDrop(
  to: DeletionDependencies,
  deletion: Extract<Deletion, { kind: 'delete-drop' }>,
  deadline: number,
): Promise<boolean> {
  const { table } = to;
  const { drop } = deletion;
  const { id: dropId, key, articleIds } = drop;
  if (articleIds.length > 0) {
    // It was the newest version of its file, or it was overtaken. Either way the older ones do not come back.
    await claimFile(table, drop, holdingOf(key, articleIds));
    for (const articleId of articleIds) await retractDeleted(table, articleId, deletion);
    await announceDeleted(to, articleIds, deletion);
  }
  for (const articleId of await articlesOf(table, drop)) {
    if (to.clock() >= deadline) return false;
    const item = await table.get(headKey(articleId));
    if (item && HeadRecord.parse(item).dropId === dropId && !articleIds.includes(articleId)) {
      await retractDeleted(table, articleId, deletion);
      await announceDeleted(to, [articleId], deletion);
    }
    await removeObjects(to, articleId, deletion);
  }
  await removeDropItems(table, dropId);
  await removeOriginal(to, drop);
  await removeIncoming(to, drop);
  await removeFileItems(table, key, dropId);
  return true;
}

async function removeArticle(
  to: DeletionDependencies,
  deletion: Extract<Deletion, { kind: 'delete-article' }>,
): Promise<boolean> {
  const { id: articleId, dropId, key, order, ordinal } = deletion.article;
  // The file held it, and its drop was made into it, also when no object says so any more.
  await referToArticles(to.table, { id: dropId, key }, [articleId]);
  if (ordinal !== undefined) {
    await claimFileAnyway(to.table, { id: dropId, key, order }, holdingAt(key, articleId, ordinal));
  }
  await retractDeleted(to.table, articleId, deletion);
  await announceDeleted(to, [articleId], deletion);
  await removeObjects(to, articleId, deletion);
  return true;
}

/** Tells others, who may have made something of the articles. */
async function announceDeleted(
  { events }: DeletionDependencies,
  articleIds: readonly string[],
  deletion: Deletion,
): Promise<void> {
  const { at, reason } = deletion;
  const { dropId, key } = subjectOf(deletion);
  const all = articleIds.map((articleId) => {
    const id = eventId('article.deleted', articleId, deletion.id);
    const detail = { version: 1 as const, id, at, lane: 'live' as const, articleId, dropId, key, reason };
    return { name: 'article.deleted' as const, detail };
  });
  await events.publish(all);
}

/** Takes a deleted article out of every list, and its revision away: readers find a head with nothing to show. */
export async function retractDeleted(table: Table, articleId: string, deletion: Deletion): Promise<void> {
  await retractArticle(table, { articleId, ...subjectOf(deletion), requestedAt: deletion.at });
}

function subjectOf(deletion: Deletion) {
  const {
    dropId,
    key,
    sha256 = '',
    order,
  } = deletion.kind === 'delete-drop' ? { ...deletion.drop, dropId: deletion.drop.id } : deletion.article;
  return { dropId, key, sha256, order };
}

/** Removes the parsed objects and the analyses of an article that a deletion is about, and what those wrote. */
async function removeObjects(to: DeletionDependencies, articleId: string, deletion: Deletion): Promise<void> {
  for (const object of await objectsOf(to.objects, articleId)) {
    const made = await readMade(to.objects, object);
    // What cannot be read says of no drop that it is its own; it goes with the article.
    if (made && !isDeletedBy(deletion, { dropId: made.drop.id, order: made.drop.order })) continue;
    if (made?.revision !== undefined) {
      await discardRevision(to.table, articleId, made.revision);
      const head = await to.table.get(headKey(articleId));
      // A newer claim than this deletion's: then it is not ours to take away.
      if (head && HeadRecord.parse(head).current?.revision === made.revision) continue;
    }
    await removeVersions(to.objects, object.key);
  }
  // Samples of what runs changed show words of either side.
  const samples: ListedObject[] = [];
  for await (const version of versionsUnder(to.objects, `${topology.prefixes.runs}${articleId}/`))
    samples.push(version);
  await to.objects.remove(samples);
}

/** What is read of an object under `articles/`, whichever of the two kinds it is. */
const Made = ParsedObject.pick({ drop: true }).extend({ revision: Analysis.shape.revision.optional() });
type Made = z.infer<typeof Made>;

async function readMade(objects: ObjectArchive, { key, versionId }: ListedObject): Promise<Made | undefined> {
  const body = await objects.get(key, versionId);
  try {
    return Made.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

/** The objects that were made of an article, each once, also those that only older versions are left of. */
async function objectsOf(objects: ObjectArchive, articleId: string): Promise<ListedObject[]> {
  const prefix = `${topology.prefixes.articles}${articleId}/`;
  const byKey = new Map<string, ListedObject>();
  for await (const version of versionsUnder(objects, prefix)) {
    if (!version.marker && !byKey.has(version.key)) byKey.set(version.key, version);
  }
  return [...byKey.values()];
}

async function* versionsUnder(objects: ObjectArchive, prefix: string): AsyncGenerator<ListedObject> {
  let after: Parameters<ObjectArchive['listVersions']>[0]['after'];
  do {
    const { items, next } = await objects.listVersions({ prefix, after, limit: PAGE });
    yield* items;
    after = next;
  } while (after);
}

async function versionsOf(objects: ObjectArchive, key: string): Promise<ListedObject[]> {
  const versions: ListedObject[] = [];
  for await (const version of versionsUnder(objects, key)) if (version.key === key) versions.push(version);
  return versions;
}

async function removeVersions(objects: ObjectArchive, key: string): Promise<void> {
  await objects.remove(await versionsOf(objects, key));
}

/** The receipt, and how the drop's articles ended. The decision stays. */
async function removeDropItems(table: Table, dropId: string): Promise<void> {
  const { pk } = receiptKey(dropId);
  const decision = decisionOfDropKey(dropId);
  for (;;) {
    const { items, more } = await table.query({ pk, limit: PAGE, consistent: true });
    await table.deleteMany(items.filter(({ sk }) => sk !== decision.sk).map(({ sk }) => ({ pk, sk })));
    if (!more) return;
  }
}

/** What the file's partition says of the drop: that the key had it, and what it held. */
async function removeFileItems(table: Table, key: string, dropId: string): Promise<void> {
  const { pk, sk } = heldKey(key, dropId, 0);
  const prefix = sk.slice(0, sk.lastIndexOf('#') + 1);
  for (;;) {
    const { items, more } = await table.query({ pk, from: prefix, to: `${prefix}~`, limit: PAGE, consistent: true });
    await table.deleteMany([...items.map((item) => ({ pk, sk: item.sk })), fileDropKey(key, dropId)]);
    if (!more) return;
  }
}

/**
 * The original, unless another drop of the same bytes needs it. Such a drop refers to it before it copies it: its copy
 * is a version that was not listed here, or, where there are no versions, is put back.
 */
async function removeOriginal({ objects, table }: DeletionDependencies, { id, sha256 }: DropFacts): Promise<void> {
  if (sha256 === undefined) return;
  const key = rawKey(sha256);
  const versions = await versionsOf(objects, key);
  const unversioned = versions.some(({ versionId }) => versionId === undefined);
  const bytes = unversioned ? await objects.get(key) : undefined;
  await table.deleteMany([originalDropKey(sha256, id)]);
  if (await isReferred(table, sha256)) return;
  await objects.remove(versions);
  if (bytes && (await isReferred(table, sha256))) await objects.put(key, bytes, 'application/octet-stream');
}

/** The dropped object itself. Where there are no versions, only as long as the key still stands for this drop. */
async function removeIncoming({ objects }: DeletionDependencies, drop: DropFacts): Promise<void> {
  const versions = await versionsOf(objects, drop.key);
  const { etag, order, versionId } = drop;
  const mine = versions.filter((version) =>
    version.versionId === undefined
      ? isSameObject(version, { etag, modifiedAt: order.modifiedAt })
      : version.versionId === versionId,
  );
  await objects.remove(mine);
}
