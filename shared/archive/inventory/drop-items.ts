import { publishWithEnd } from '../../events/ends';
import { articleIdOf } from '../../pipeline/drop';
import { topology } from '../../pipeline/topology';
import type { Item, Key } from '../../ports';
import { announcementOf } from '../announcement';
import { DecidedRecord, deletedAmong } from '../decided';
import { claimFile, holdingOf } from '../files';
import { decisionOfDropKey, fileDropKey, fileKey, madeKey, madePrefix, originalDropKey, receiptKey } from '../keys';
import { isAtEnd } from '../receipt-states';
import { ReceiptRecord } from '../records';
import { articlesOf, FileDrop, referToArticles, referToFile, referToOriginal } from '../references';
import { type InventoryDependencies, nowOf } from './dependencies';
import type { Findings } from './findings';
import { type Made, readMade } from './made';
import { idOf, itemsAt } from './read';

/** Every drop comes to its end, and its key and its original know of it. */
export async function checkReceipts(
  items: readonly Item[],
  deps: InventoryDependencies,
  findings: Findings,
): Promise<void> {
  const receipts = items.map((item) => ReceiptRecord.parse(item));
  await deps.receipts.ensureMonths(receipts);
  for (const receipt of receipts) if (!isAtEnd(receipt)) await announceStuck(receipt, deps, findings);
  const ended = receipts.filter(isAtEnd);
  for (const receipt of ended) if (!receipt.announced) await tellEnd(receipt, deps, findings);
  const found = await itemsAt(deps, ended.flatMap(referencesOf));
  for (const receipt of ended) {
    if (referencesOf(receipt).every((key) => found.has(idOf(key)))) continue;
    if (await restoreReferences(receipt, deps)) findings.healed('reference-lost', receipt.dropId);
  }
}

async function announceStuck(receipt: ReceiptRecord, deps: InventoryDependencies, findings: Findings): Promise<void> {
  const { clock, patience, receipts, bucket, toParse } = deps;
  const { dropId, updatedAt, retries } = receipt;
  if (Date.parse(updatedAt) > clock() - patience.stuckMs) return;
  if (retries >= patience.announcements) return findings.reported('drop-stuck', dropId);
  const reopened = await receipts.reopen(dropId);
  // It ended meanwhile.
  if (!reopened || isAtEnd(reopened)) return;
  const announcement = announcementOf(reopened, bucket, nowOf(deps));
  if (!announcement) return findings.reported('drop-stuck', dropId);
  await toParse.send([announcement]);
  findings.healed('drop-stuck', dropId);
}

/** Who ended it died before it told anybody, and its message did not come again. */
async function tellEnd(receipt: ReceiptRecord, deps: InventoryDependencies, findings: Findings): Promise<void> {
  if (Date.parse(receipt.updatedAt) > deps.clock() - deps.patience.graceMs) return;
  await publishWithEnd([], receipt, 'reprocess', deps);
  findings.healed('end-untold', receipt.dropId);
}

function referencesOf({ key, dropId, sha256, state, superseded, articleIds }: ReceiptRecord): Key[] {
  const noted = articleIds.filter((articleId) => !superseded && articleId !== articleIdOf(key, 0));
  return [
    ...noted.map((articleId) => madeKey(dropId, articleId)),
    fileDropKey(key, dropId),
    ...(sha256 === undefined ? [] : [originalDropKey(sha256, dropId)]),
    ...(state === 'stored' && !superseded ? [fileKey(key)] : []),
  ];
}

async function restoreReferences(receipt: ReceiptRecord, { table }: InventoryDependencies): Promise<boolean> {
  const { dropId: id, key, versionId, sha256, object, state, superseded, articleIds } = receipt;
  if (!object) return false;
  const drop = { id, key, versionId, ...object };
  await referToFile(table, drop);
  if (!superseded) await referToArticles(table, drop, articleIds);
  if (sha256 !== undefined) await referToOriginal(table, sha256, id);
  if (state === 'stored' && !superseded) {
    await claimFile(table, drop, holdingOf(key, articleIds));
  }
  return true;
}

/** What is noted of a drop goes with it. */
export async function checkDropItems(
  items: readonly Item[],
  deps: InventoryDependencies,
  findings: Findings,
): Promise<void> {
  const keys = [...new Set(items.map(({ pk }) => pk))].map((pk) => receiptKey(pk.slice(receiptKey('').pk.length)));
  const receipts = await itemsAt(deps, keys);
  for (const { pk, sk } of items) {
    // A receipt that is gone itself is made again by which articles there are.
    if (receipts.has(idOf({ pk, sk: receiptKey('').sk })) || sk.startsWith(madePrefix)) continue;
    await deps.table.deleteMany([{ pk, sk }]);
    findings.healed('outcome-without-drop', `${pk} ${sk}`);
  }
}

/** Every drop that a key had has a receipt, or a decision says that it is deleted. */
export async function checkFileDrops(
  items: readonly Item[],
  deps: InventoryDependencies,
  findings: Findings,
): Promise<void> {
  const drops = items.map((item) => FileDrop.parse(item));
  const known = await knownAmong(
    deps,
    drops.map(({ dropId }) => dropId),
  );
  for (const { dropId, key } of drops) {
    if (known.has(dropId)) continue;
    // Without articles it is announced when the object that it was is met under incoming/.
    if (await restoreReceipt(dropId, key, deps)) findings.healed('receipt-lost', dropId);
  }
}

/** Those of some drops that have a receipt, or a decision that says that they are deleted. */
export async function knownAmong(deps: InventoryDependencies, dropIds: readonly string[]): Promise<Set<string>> {
  const keys = dropIds.flatMap((id) => [receiptKey(id), decisionOfDropKey(id)]);
  const found = [...(await itemsAt(deps, keys)).values()];
  return new Set(
    found.flatMap((item) => {
      if (item.sk === receiptKey('').sk) return [item.pk.slice(receiptKey('').pk.length)];
      const { decision } = DecidedRecord.parse(item);
      return decision.kind === 'delete-drop' ? [decision.drop.id] : [];
    }),
  );
}

/** Articles whose warnings a receipt shows, and that it names. */
const NAMED = 100;

/** Writes the receipt of a drop from the articles that were made of it; false where there are none. */
async function restoreReceipt(dropId: string, key: string, deps: InventoryDependencies): Promise<boolean> {
  const ids = await articlesOf(deps.table, { id: dropId, key });
  const made: (Made & { articleId: string })[] = [];
  for (const articleId of ids) {
    const parsed = made.length < NAMED ? await parsedOf(articleId, dropId, deps) : undefined;
    if (parsed) made.push({ ...parsed, articleId });
  }
  const [any] = made;
  if (!any) return false;
  const deleted = await deletedAmong(deps.table, ids, any.drop);
  const ordered = made.sort((a, b) => a.ordinal - b.ordinal);
  // Every other article was noted for what it is; the first of the file only may have been.
  const first = articleIdOf(key, 0);
  const hasFirst = deleted.has(first) || made.some(({ articleId }) => articleId === first);
  await deps.receipts.restore(any.drop, {
    sha256: any.sha256,
    articleCount: ids.length - (hasFirst ? 0 : 1),
    articleIds: ordered.map(({ articleId }) => articleId),
    warnings: ordered.flatMap(({ member, warnings }) =>
      warnings.map(({ code, message }) => ({
        code,
        message: member === undefined ? message : `${member}: ${message}`,
      })),
    ),
  });
  return true;
}

async function parsedOf(
  articleId: string,
  dropId: string,
  { objects }: InventoryDependencies,
): Promise<Made | undefined> {
  const prefix = `${topology.prefixes.articles}${articleId}/parsed-`;
  const { items } = await objects.list({ prefix, limit: NAMED });
  return (await readMade(objects, items)).find(({ drop }) => drop.id === dropId);
}
