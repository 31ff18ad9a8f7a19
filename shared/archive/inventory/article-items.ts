import * as z from 'zod';
import type { Item } from '../../ports';
import {
  editionOfManifest,
  entryPosition,
  headKey,
  isOfSomething,
  isUndivided,
  manifestKey,
  monthKey,
  partitionOfEntry,
  requestedAtOf,
  valueKey,
} from '../keys';
import { monthPresence } from '../plan';
import { ensureAll } from '../presence';
import { HeadRecord, IndexEntry, isShown, ManifestRecord, type ShownHead } from '../records';
import { discardEdition, finishCleaning } from '../writer';
import { type InventoryDependencies, nowOf } from './dependencies';
import type { Findings } from './findings';
import { headsOf, idOf, itemsAt } from './read';
import { releaseIndex } from './value-items';

/** Every article that is shown has its analysis, its manifest and every entry that this names. */
export async function checkHeads(
  items: readonly Item[],
  deps: InventoryDependencies,
  findings: Findings,
): Promise<void> {
  const heads = items.map((item) => HeadRecord.parse(item));
  for (const { articleId, retired } of heads) {
    if (retired.length === 0) continue;
    await finishCleaning(deps.table, articleId);
    findings.healed('cleaning-unfinished', articleId);
  }
  const shown = heads.filter((head) => isShown(head));
  const manifests = await itemsAt(
    deps,
    shown.map(({ articleId, current }) => manifestKey(articleId, current.edition, 0)),
  );
  for (const head of shown) {
    const { articleId, current } = head;
    // Without its analysis nothing else can be healed; what makes that again writes the items.
    if (!(await deps.objects.head(current.analysisKey))) {
      await analyseAgain(head, deps, findings);
      continue;
    }
    const item = manifests.get(idOf(manifestKey(articleId, current.edition, 0)));
    if (item && (await hasEntries(head, ManifestRecord.parse(item), deps))) continue;
    await storeAgain(head, deps, findings);
  }
}

/** Has an analysis made again that is gone: from what was parsed, or else from the original. */
async function analyseAgain(head: ShownHead, deps: InventoryDependencies, findings: Findings): Promise<void> {
  const { articleId, dropId, sha256, current } = head;
  const common = { lane: 'reprocess', requestedAt: nowOf(deps) } as const;
  const { parsedKey } = current;
  if (await deps.objects.head(parsedKey)) {
    await deps.toEnrich.send([{ kind: 'enrich', ...common, dropId, articleId, parsedKey }]);
    return findings.healed('analysis-lost', articleId);
  }
  const receipt = await deps.receipts.find(dropId);
  if (!receipt?.object) return findings.reported('analysis-lost', articleId);
  const { key, versionId, bytes, object } = receipt;
  const drop = { id: dropId, bucket: deps.bucket, key, versionId, bytes, ...object };
  await deps.toParse.send([{ kind: 'reparse', ...common, drop, sha256 }]);
  findings.healed('analysis-lost', articleId);
}

async function hasEntries(head: ShownHead, manifest: ManifestRecord, deps: InventoryDependencies): Promise<boolean> {
  const { articleId, current } = head;
  const { listedAt, shards, indexes } = manifest;
  const sk = entryPosition(listedAt, articleId, current.edition);
  const keys = indexes.map((index) => ({
    pk: partitionOfEntry(index, { listedAt, articleId }, shards),
    sk,
  }));
  return (await itemsAt(deps, keys)).size === keys.length;
}

/** Has the items of an article written again, unless its head has moved meanwhile: then whoever moved it writes them. */
async function storeAgain(seen: ShownHead, deps: InventoryDependencies, findings: Findings): Promise<void> {
  const { articleId, dropId, current } = seen;
  const now = (await headsOf(deps, [articleId])).get(articleId);
  if (now?.current?.edition !== current.edition) return;
  const { edition, analysisKey } = current;
  const requestedAt = requestedAtOf(edition);
  await deps.toStore.send([
    { kind: 'store', lane: 'reprocess', requestedAt, dropId, articleId, analysisKey, repair: true },
  ]);
  findings.healed('items-lost', articleId);
}

/** When the inventory first saw a manifest that belongs to no head; whoever writes it again writes it without. */
const Stamped = z.object({ pk: z.string(), sk: z.string(), suspectedAt: z.iso.datetime().optional() });

/**
 * Every manifest is of the edition that its article's head shows or is about to remove, or its writer is at work. That
 * one wrote the manifest first of all, so after a grace that no writer lives through it and its entries may go.
 */
export async function checkManifests(
  items: readonly Item[],
  deps: InventoryDependencies,
  findings: Findings,
): Promise<void> {
  const heads = await headsOf(deps, [...new Set(items.map(({ pk }) => articleOf(pk)))]);
  for (const item of items) {
    const articleId = articleOf(item.pk);
    const edition = editionOfManifest(item.sk);
    const head = heads.get(articleId);
    const { suspectedAt, ...manifest } = { ...item, ...Stamped.parse(item) };
    if (head?.current?.edition === edition) {
      if (suspectedAt !== undefined) await deps.table.putMany([manifest]);
      continue;
    }
    if (head?.retired.some((retired) => retired.edition === edition)) continue;
    const { clock, patience, table } = deps;
    if (suspectedAt === undefined && patience.graceMs > 0) {
      await table.putMany([{ ...manifest, suspectedAt: new Date(clock()).toISOString() }]);
    } else if (suspectedAt === undefined || Date.parse(suspectedAt) <= clock() - patience.graceMs) {
      if (await discardEdition(table, articleId, edition)) findings.healed('items-without-article', articleId);
    }
  }
}

const EntryItem = IndexEntry.extend({ pk: z.string(), sk: z.string() });
type EntryItem = z.infer<typeof EntryItem>;

/** Every entry is of the edition that its article's head shows, or of one that has a manifest; and can be found. */
export async function checkEntries(
  items: readonly Item[],
  deps: InventoryDependencies,
  findings: Findings,
): Promise<void> {
  const entries = items.map((item) => EntryItem.parse(item));
  const heads = await headsOf(deps, [...new Set(entries.map(({ articleId }) => articleId))]);
  const isCurrent = ({ articleId, edition }: EntryItem) => heads.get(articleId)?.current?.edition === edition;
  await checkFindable(entries.filter(isCurrent), heads, deps, findings);

  const others = entries.filter((entry) => !isCurrent(entry));
  const manifests = await itemsAt(
    deps,
    others.map(({ articleId, edition }) => manifestKey(articleId, edition, 0)),
  );
  for (const { pk, sk, articleId, edition } of others) {
    if (manifests.has(idOf(manifestKey(articleId, edition, 0)))) continue;
    await deps.table.deleteMany([{ pk, sk }]);
    const place = placeOf(pk);
    if (place) await releaseIndex(place, deps);
    findings.healed('items-without-article', `${pk} ${sk}`);
  }
}

/** The months and values in which entries stand are there: whoever lists an index begins with them. */
async function checkFindable(
  entries: readonly EntryItem[],
  heads: ReadonlyMap<string, HeadRecord>,
  deps: InventoryDependencies,
  findings: Findings,
): Promise<void> {
  const byPlace = new Map<string, EntryItem>();
  for (const entry of entries) {
    const place = placeOf(entry.pk);
    if (place) byPlace.set(`${place.index}#${place.month}`, entry);
  }
  const places = [...byPlace.values()].flatMap((entry) => {
    const place = placeOf(entry.pk);
    return place ? [{ ...place, entry }] : [];
  });
  const found = await itemsAt(
    deps,
    places.flatMap(({ index, month }) => [...(isUndivided(index) ? [] : [monthKey(index, month)]), valueKey(index)]),
  );
  for (const { index, month, entry } of places) {
    if (!isUndivided(index) && !found.has(idOf(monthKey(index, month)))) {
      await ensureAll(deps.table, [monthPresence(deps.table, index, month, deps.indexShards)]);
      findings.healed('items-lost', `${index} ${month}`);
    }
    const head = heads.get(entry.articleId);
    // What an index is of is known from the analysis only.
    if (isOfSomething(index) && !found.has(idOf(valueKey(index))) && head && isShown(head)) {
      await storeAgain(head, deps, findings);
    }
  }
}

/** Where an entry stands: `INDEX#<index>#<month>#<shard>`, `all` for the month of an index without months. */
function placeOf(pk: string): { index: string; month: string } | undefined {
  const [, index, month] = /^INDEX#(.+)#(\d{4}-\d{2}|all)#\d+$/.exec(pk) ?? [];
  return index !== undefined && month !== undefined ? { index, month } : undefined;
}

const articleOf = (pk: string) => pk.slice(headKey('').pk.length);
