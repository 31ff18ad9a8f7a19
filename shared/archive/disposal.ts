import { sha256 as hashOf } from '../pipeline/hash';
import { DecidedRecord, type Deletion, isDeletion, readDecided, settle } from './decided';
import type { DropFacts } from './decisions';
import { completeDeletion, type DeletionDependencies, readDeletion } from './deletion';
import { decisionOfArticleKey, decisionOfDropKey, headKey } from './keys';
import { findAnalysis } from './objects';
import type { Receipts } from './receipts';
import { HeadRecord, type ReceiptRecord } from './records';
import { dropsOfFile } from './references';

export interface DisposalDependencies extends DeletionDependencies {
  receipts: Receipts;
}

/** Who asks, and why. */
export interface Request {
  id: string;
  by: string;
  reason: string;
}

/** What became of a request about a drop or an article. */
export type Disposal =
  | { outcome: 'unknown' }
  /** A legal hold stands against it. */
  | { outcome: 'held'; record: DecidedRecord }
  /** It is deleted; `completedAt` of the record says whether nothing is left. */
  | { outcome: 'deleted'; record: DecidedRecord & { decision: Deletion } }
  | { outcome: 'released' };

/** Deletes a drop, or goes on with it until `deadline` (milliseconds since the epoch). Repeatable. */
export async function deleteDrop(to: DisposalDependencies, request: Request, deadline: number): Promise<Disposal> {
  const { id, by, reason } = request;
  for (;;) {
    const record = await readDecided(to.table, decisionOfDropKey(id));
    if (record?.decision.kind === 'hold') return { outcome: 'held', record };
    if (record && isDeletion(record.decision)) return finish(to, record, record.decision, deadline);
    const receipt = await to.receipts.find(id);
    if (!receipt) return { outcome: 'unknown' };
    await settle(to, { kind: 'delete-drop', by, reason, drop: await factsOf(receipt, to) }, record);
  }
}

/**
 * Deletes an article in every version of its file so far; the original stays, because it may hold others. A version that
 * is dropped later brings it back.
 */
export async function deleteArticle(to: DisposalDependencies, request: Request, deadline: number): Promise<Disposal> {
  const { id, by, reason } = request;
  for (;;) {
    const item = await to.table.get(headKey(id));
    if (!item) return { outcome: 'unknown' };
    const { dropId, key, sha256, order, current } = HeadRecord.parse(item);
    const record = await readDecided(to.table, decisionOfArticleKey(id));
    if (record && isDeletion(record.decision) && !current) return finish(to, record, record.decision, deadline);
    const held = await holdAmong(to, key, dropId);
    if (held) return { outcome: 'held', record: held };
    const analysis = current && (await findAnalysis(to.objects, current.analysisKey));
    const article = { id, dropId, key, sha256, order, ordinal: analysis?.ordinal };
    await settle(to, { kind: 'delete-article', by, reason, article }, record);
    // A newer version may have come in between: then the next turn sees it, and decides about that one too.
    const settled = await readDecided(to.table, decisionOfArticleKey(id));
    if (settled && isDeletion(settled.decision)) return finish(to, settled, settled.decision, deadline);
  }
}

/** Puts a drop under legal hold: it is not deleted before it is released. Repeatable. */
export async function holdDrop(to: DisposalDependencies, { id, by, reason }: Request): Promise<Disposal> {
  for (;;) {
    const record = await readDecided(to.table, decisionOfDropKey(id));
    if (record && isDeletion(record.decision))
      return { outcome: 'deleted', record: { ...record, decision: record.decision } };
    if (record?.decision.kind === 'hold' && record.recorded) return { outcome: 'held', record };
    if (!(await to.receipts.find(id))) return { outcome: 'unknown' };
    const settled = await settle(to, { kind: 'hold', by, reason, dropId: id }, record);
    if (settled) return { outcome: 'held', record: settled };
  }
}

/** Ends a legal hold. Repeatable. */
export async function releaseDrop(to: DisposalDependencies, { id, by, reason }: Request): Promise<Disposal> {
  for (;;) {
    const record = await readDecided(to.table, decisionOfDropKey(id));
    if (record && isDeletion(record.decision))
      return { outcome: 'deleted', record: { ...record, decision: record.decision } };
    if (!record && !(await to.receipts.find(id))) return { outcome: 'unknown' };
    if (!record || (record.decision.kind === 'release' && record.recorded)) return { outcome: 'released' };
    if (await settle(to, { kind: 'release', by, reason, dropId: id }, record)) return { outcome: 'released' };
  }
}

async function finish(
  to: DisposalDependencies,
  record: DecidedRecord,
  decision: Deletion,
  deadline: number,
): Promise<Disposal> {
  if (record.completedAt === undefined) await completeDeletion(to, record, deadline);
  const now = await readDeletion(to.table, decision);
  return { outcome: 'deleted', record: { ...(now ?? record), decision } };
}

/** A file that is larger was not kept as an original; that is the most that a stage may be configured to read. */
const LARGEST_ORIGINAL = 64 * 1024 * 1024;

/**
 * A drop by what identifies it. One that was overtaken before it was read made no articles. The name of its original is
 * known also while it is only being read: it follows from the bytes.
 */
async function factsOf(receipt: ReceiptRecord, { objects }: DisposalDependencies): Promise<DropFacts> {
  const { dropId: id, key, versionId, bytes, object, superseded, receivedAt } = receipt;
  const { etag, order } = object ?? { etag: '', order: { modifiedAt: receivedAt } };
  const articleIds = superseded ? [] : receipt.articleIds;
  let { sha256 } = receipt;
  if (sha256 === undefined && bytes <= LARGEST_ORIGINAL && (await objects.head(key, versionId))?.etag === etag) {
    const original = await objects.get(key, versionId);
    sha256 = original && hashOf(original);
  }
  return { id, key, versionId, etag, order, sha256, articleIds };
}

/** A legal hold on any drop of a file. */
async function holdAmong(
  { table }: DisposalDependencies,
  key: string,
  dropId: string,
): Promise<DecidedRecord | undefined> {
  const drops = await dropsOfFile(table, key);
  const ids = new Set([dropId, ...drops.map((drop) => drop.dropId)]);
  const found = await table.getMany([...ids].map(decisionOfDropKey), { consistent: true });
  return found.map((item) => DecidedRecord.parse(item)).find(({ decision }) => decision.kind === 'hold');
}
