import * as z from 'zod';
import type { DropOrder } from '../pipeline/messages';
import { compareDrops } from '../pipeline/order';
import type { Clock, Key, ObjectStore, Table } from '../ports';
import { type Draft, decisionOf, putDecision, SubjectDecision } from './decisions';
import { decisionOfArticleKey, decisionOfDropKey, OPEN_DELETIONS, openDeletionKey } from './keys';

/**
 * The last decision about a drop or an article, as the table knows it. Two people may decide at once, one to delete and
 * one to hold: this one conditionally written item says who was first. The decision then becomes an object of the bucket
 * before anything is done about it; who finds one that did not get so far (`recorded`) goes on from there.
 */
export const DecidedRecord = z.object({
  v: z.int().positive(),
  decision: SubjectDecision,
  /** Whether the bucket has it. */
  recorded: z.boolean(),
  /** Deletions only: when nothing was left. Absent again when somebody met a straggler. ISO instant, UTC. */
  completedAt: z.iso.datetime().optional(),
});
export type DecidedRecord = z.infer<typeof DecidedRecord>;

export type Deletion = Extract<SubjectDecision, { kind: 'delete-drop' | 'delete-article' }>;

/** The key of the item that holds the last decision of this kind about its subject. */
export function decidedKey(decision: SubjectDecision): Key {
  switch (decision.kind) {
    case 'delete-drop':
      return decisionOfDropKey(decision.drop.id);
    case 'delete-article':
      return decisionOfArticleKey(decision.article.id);
    default:
      return decisionOfDropKey(decision.dropId);
  }
}

export async function readDecided(table: Table, key: Key): Promise<DecidedRecord | undefined> {
  const item = await table.get(key);
  return item && DecidedRecord.parse(item);
}

/**
 * Decides: puts the decision in the place of the one that it was made in view of, then into the bucket. Undefined when
 * somebody else decided in the meantime.
 */
export async function settle(
  to: { table: Table; objects: ObjectStore; clock: Clock },
  draft: Draft<SubjectDecision>,
  inViewOf: DecidedRecord | undefined,
): Promise<DecidedRecord | undefined> {
  // Decisions about one subject are applied in order of their time again when the table is rebuilt.
  const after = inViewOf ? Date.parse(inViewOf.decision.at) + 1 : 0;
  const decision = SubjectDecision.parse(decisionOf(draft, Math.max(to.clock(), after)));
  const record = { decision, recorded: false };
  if (isDeletion(decision)) await openDeletion(to.table, decision);
  const v = await to.table.putIf({ ...decidedKey(decision), ...record }, inViewOf?.v);
  return v === undefined ? undefined : recordDecision(to, { ...record, v });
}

/** Puts a decision into the bucket, if it is not known to be there. */
export async function recordDecision(
  { table, objects }: { table: Table; objects: ObjectStore },
  record: DecidedRecord,
): Promise<DecidedRecord | undefined> {
  const { decision } = record;
  if (record.recorded) return record;
  await putDecision(objects, decision);
  const { v: _, ...next } = { ...record, recorded: true };
  const v = await table.putIf({ ...decidedKey(decision), ...next }, record.v);
  return v === undefined ? readDecided(table, decidedKey(decision)) : { ...next, v };
}

/** Notes how far a deletion is. False when somebody else changed the record in between. */
export async function noteCompletion(
  table: Table,
  record: DecidedRecord & { decision: Deletion },
  completedAt: string | undefined,
): Promise<boolean> {
  const { v, completedAt: _, ...rest } = record;
  const { decision } = record;
  if (completedAt === undefined) await openDeletion(table, decision);
  const noted = (await table.putIf({ ...decidedKey(decision), ...rest, completedAt }, v)) !== undefined;
  if (noted && completedAt !== undefined) await table.deleteMany([openDeletionKey(decidedKey(decision))]);
  return noted;
}

/** Puts a deletion on the list of those that are not through, which the inventory looks at often. */
async function openDeletion(table: Table, deletion: Deletion): Promise<void> {
  await table.putMany([{ ...openDeletionKey(decidedKey(deletion)), decision: deletion.id }]);
}

/** Deletions that are not through, some of them; those on the list that are through are taken off it. */
export async function openDeletions(table: Table, limit: number): Promise<DecidedRecord[]> {
  const { items } = await table.query({ pk: OPEN_DELETIONS, limit, consistent: true });
  const records: DecidedRecord[] = [];
  for (const item of items) {
    const record = await readDecided(table, { pk: item.sk, sk: decisionOfDropKey('').sk });
    if (record && isDeletion(record.decision) && record.completedAt === undefined) records.push(record);
    else await table.deleteMany([{ pk: item.pk, sk: item.sk }]);
  }
  return records;
}

/** What a stage's message is about. */
export interface Subject {
  dropId: string;
  /** Undefined where the message does not say it and what says it is gone. */
  order: DropOrder | undefined;
  articleId?: string | undefined;
}

/**
 * Does a stage's work for a message unless that is a straggler of something deleted: its drop was, or its article was
 * and this is no newer version of the file. It looks before, and after the last write too: whatever was written
 * meanwhile is removed, because a deletion that was through is looked at once more.
 * @param undo what the stage can take away itself at once
 */
export async function unlessDeleted<T>(
  table: Table,
  subject: Subject,
  work: () => Promise<T>,
  undo: (deletion: Deletion) => Promise<void> = async () => {},
): Promise<T | 'deleted'> {
  const before = await deletionOf(table, subject);
  const outcome = before ? 'deleted' : await work();
  const found = before ?? (await deletionOf(table, subject));
  if (!found) return outcome;
  await undo(found.decision);
  await reopenDeletion(table, found);
  return 'deleted';
}

/** Which articles of a drop are deleted, strongly consistent. */
export async function deletedAmong(
  table: Table,
  articleIds: readonly string[],
  drop: { id: string; order: DropOrder },
): Promise<Set<string>> {
  const found = await table.getMany(articleIds.map(decisionOfArticleKey), { consistent: true });
  const decisions = found.map((item) => DecidedRecord.parse(item).decision);
  return new Set(
    decisions.flatMap((decision) =>
      decision.kind === 'delete-article' && isDeletedBy(decision, { dropId: drop.id, order: drop.order })
        ? [decision.article.id]
        : [],
    ),
  );
}

async function deletionOf(
  table: Table,
  { dropId, order, articleId }: Subject,
): Promise<(DecidedRecord & { decision: Deletion }) | undefined> {
  const keys = [decisionOfDropKey(dropId), ...(articleId === undefined ? [] : [decisionOfArticleKey(articleId)])];
  for (const item of await table.getMany(keys, { consistent: true })) {
    const record = DecidedRecord.parse(item);
    const { decision } = record;
    if (isDeletion(decision) && isDeletedBy(decision, { dropId, order })) return { ...record, decision };
  }
  return undefined;
}

/** Whether a decision deletes what a message is about. */
export function isDeletedBy(decision: SubjectDecision, { dropId, order }: Pick<Subject, 'dropId' | 'order'>): boolean {
  switch (decision.kind) {
    case 'delete-drop':
      return decision.drop.id === dropId;
    case 'delete-article':
      return order === undefined || compareDrops({ dropId, order }, decision.article) <= 0;
    default:
      return false;
  }
}

/** Has a deletion looked at once more, because something may have been written since. */
async function reopenDeletion(table: Table, record: DecidedRecord): Promise<void> {
  for (let seen: DecidedRecord | undefined = record; seen; ) {
    const { decision, completedAt } = seen;
    if (completedAt === undefined || !isDeletion(decision)) return;
    if (await noteCompletion(table, { ...seen, decision }, undefined)) return;
    seen = await readDecided(table, decidedKey(decision));
  }
}

export function isDeletion(decision: SubjectDecision): decision is Deletion {
  return decision.kind === 'delete-drop' || decision.kind === 'delete-article';
}
