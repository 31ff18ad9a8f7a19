import { compareDrops } from '../../pipeline/order';
import { topology } from '../../pipeline/topology';
import type { ListedObject } from '../../ports';
import { completeDeletion } from '../deletion';
import { claimFileAnyway, holdingAt, noteHeld } from '../files';
import { fileKey, headKey, requestedAtOf } from '../keys';
import { FileRecord, HeadRecord } from '../records';
import { referToArticles, referToFile, referToOriginal } from '../references';
import { editionsOf } from '../writer';
import { type InventoryDependencies, nowOf } from './dependencies';
import type { Findings } from './findings';
import { articleAt, type Made, newestOf, readMade, splitDeleted } from './made';

/** Objects a page. An article that has more than a page is looked at in parts, which only costs reads. */
const PAGE = 500;

/** The objects of one article. */
export interface Group {
  articleId: string;
  objects: ListedObject[];
}

/** A page of articles by their objects in the bucket; `after` is the key that the page before ended with. */
export async function listGroups(
  { objects }: InventoryDependencies,
  after: string | undefined,
): Promise<{ groups: Group[]; next?: string | undefined }> {
  const page = await objects.list({ prefix: topology.prefixes.articles, after, limit: PAGE });
  const groups = new Map<string, Group>();
  for (const object of page.items) {
    const articleId = articleAt(object.key);
    const group = groups.get(articleId) ?? { articleId, objects: [] };
    group.objects.push(object);
    groups.set(articleId, group);
  }
  const all = [...groups.values()];
  if (!page.more) return { groups: all };
  // The last one may go on in the next page: it is left to that, unless it fills this one.
  if (all.length > 1) all.pop();
  return { groups: all, next: all.at(-1)?.objects.at(-1)?.key };
}

/** Looks whether each article of a page has a head. */
export async function checkArticles(
  groups: readonly Group[],
  rebuild: boolean,
  deps: InventoryDependencies,
  findings: Findings,
): Promise<void> {
  const found = await deps.table.getMany(
    groups.map(({ articleId }) => headKey(articleId)),
    { consistent: true },
  );
  const heads = new Map(found.map((item) => [item.pk, HeadRecord.parse(item)]));
  for (const group of groups) {
    const head = heads.get(headKey(group.articleId).pk);
    if (head?.current === undefined && (rebuild || isSettled(group, deps))) {
      await healHeadless(head, group, deps, findings);
    }
  }
}

/** Before heads are made anew, every file has to know its newest version: an article that only older ones held is gone. */
export async function restoreFiles(groups: readonly Group[], deps: InventoryDependencies): Promise<void> {
  const { table } = deps;
  for (const { articleId, objects } of groups) {
    const { kept } = await splitDeleted(table, articleId, await readMade(deps.objects, objects));
    const byDrop = new Map(kept.map((made) => [made.drop.id, made]));
    for (const { drop, sha256, ordinal } of byDrop.values()) {
      await referToFile(table, drop);
      await referToOriginal(table, sha256, drop.id);
      await referToArticles(table, drop, [articleId]);
      const holding = holdingAt(drop.key, articleId, ordinal);
      if (holding.named) await noteHeld(table, drop, ordinal, [articleId]);
      await claimFileAnyway(table, drop, holding);
    }
  }
}

/** An article that shows nothing: it has no head, or it was retracted or deleted. */
async function healHeadless(
  head: HeadRecord | undefined,
  { articleId, objects }: Group,
  deps: InventoryDependencies,
  findings: Findings,
): Promise<void> {
  const made = await readMade(deps.objects, objects);
  const { kept, deletions } = await splitDeleted(deps.table, articleId, made);
  for (const record of deletions) {
    if (await completeDeletion(deps, record, deps.clock() + DELETION_MS)) {
      findings.healed('deleted-content', articleId);
    }
  }
  const newest = newestOf(kept);
  const [first] = newest;
  // What an older version of the file left of a retracted article stays as it is.
  if (!first || head) return;
  const { drop, ordinal, sha256 } = first;
  const common = { lane: 'reprocess', articleId } as const;
  const file = await newerVersion(drop, deps);
  const dropId = file?.dropId ?? drop.id;
  const analysis = await lastOf(articleId, newest, deps);
  if (file) {
    const { key, order } = file;
    await deps.toStore.send([{ kind: 'retract', ...common, requestedAt: nowOf(deps), dropId, key, sha256, order }]);
  } else if (analysis) {
    const { analysisKey, requestedAt } = analysis;
    await deps.toStore.send([{ kind: 'store', ...common, requestedAt, dropId, ordinal, analysisKey, repair: true }]);
  } else {
    const parsedKey = [...newest].sort(byTime).at(-1)?.key ?? first.key;
    await deps.toEnrich.send([{ kind: 'enrich', ...common, requestedAt: nowOf(deps), dropId, ordinal, parsedKey }]);
  }
  findings.healed('article-without-head', articleId);
}

/**
 * The analysis that an article without a head showed last, and when that was asked for: what it wrote may still be there,
 * under the name of an edition; else it is the newest.
 */
async function lastOf(
  articleId: string,
  made: readonly Made[],
  { table }: InventoryDependencies,
): Promise<{ analysisKey: string; requestedAt: string } | undefined> {
  const analyses = made.filter(({ revision }) => revision !== undefined).sort(byTime);
  const written: { analysisKey: string; requestedAt: string }[] = [];
  for (const { key: analysisKey, revision = '' } of analyses) {
    for (const edition of await editionsOf(table, articleId, revision)) {
      written.push({ analysisKey, requestedAt: requestedAtOf(edition) });
    }
  }
  const newest = analyses.at(-1);
  const last = written.sort((a, b) => Date.parse(a.requestedAt) - Date.parse(b.requestedAt)).at(-1);
  return last ?? (newest && { analysisKey: newest.key, requestedAt: newest.lastModified.toISOString() });
}

/** The part of one step that a deletion may take, milliseconds; the next step goes on with it. */
export const DELETION_MS = 10_000;

async function newerVersion(drop: Made['drop'], { table }: InventoryDependencies): Promise<FileRecord | undefined> {
  const item = await table.get(fileKey(drop.key));
  const file = item && FileRecord.parse(item);
  return file && compareDrops(file, { order: drop.order, dropId: drop.id }) > 0 ? file : undefined;
}

/** Nobody who wrote one of these objects can still be at work. */
function isSettled({ objects }: Group, { clock, patience }: InventoryDependencies): boolean {
  return objects.every(({ lastModified }) => lastModified.getTime() <= clock() - patience.graceMs);
}

const byTime = (a: Made, b: Made) => a.lastModified.getTime() - b.lastModified.getTime() || (a.key < b.key ? -1 : 1);
