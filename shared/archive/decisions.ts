import * as z from 'zod';
import { CorrectionRecord } from '../corrections/model';
import { nameOf } from '../pipeline/hash';
import { DropOrder } from '../pipeline/messages';
import { topology } from '../pipeline/topology';
import type { ObjectArchive, ObjectStore } from '../ports';
import { getJson } from './objects';

/**
 * What people decided, which no original says and which nothing can make again: each decision is one immutable object
 * `decisions/<instant>-<id>.json`, written before anything is done about it, so that a rebuild of the table keeps it.
 * Applying one is repeatable, and they are applied in order of their time.
 */

/** A drop by what identifies it, without a word of its content: enough to remove what was made of it. */
export const DropFacts = z.object({
  id: z.string(),
  key: z.string(),
  versionId: z.string().optional(),
  etag: z.string(),
  order: DropOrder,
  sha256: z.string().optional(),
  /** The first of its articles, as its receipt named them; none where it was not read yet, or overtaken. */
  articleIds: z.array(z.string()),
});
export type DropFacts = z.infer<typeof DropFacts>;

/** An article, and the version of its file that was the newest when it was decided. */
const ArticleFacts = z.object({
  id: z.string(),
  dropId: z.string(),
  key: z.string(),
  sha256: z.string(),
  order: DropOrder,
  /** Its position (from 0) among the articles of the file, where it showed one. */
  ordinal: z.int().nonnegative().optional(),
});

const common = {
  id: z.string(),
  /** ISO instant, UTC. */
  at: z.iso.datetime(),
  /** Who decided it, as far as we know. */
  by: z.string(),
  reason: z.string(),
};

/** What is decided about one drop or article, where the last decision is the one that holds. */
export const SubjectDecision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('delete-drop'), ...common, drop: DropFacts }),
  z.object({ kind: z.literal('delete-article'), ...common, article: ArticleFacts }),
  /** A legal hold: the drop may not be deleted. */
  z.object({ kind: z.literal('hold'), ...common, dropId: z.string() }),
  z.object({ kind: z.literal('release'), ...common, dropId: z.string() }),
]);
export type SubjectDecision = z.infer<typeof SubjectDecision>;

/** A correction of entities; `seq` is its number in the log of all (`corrections.ts`). */
export const CorrectionDecision = z.object({
  kind: z.literal('correction'),
  ...common,
  seq: z.int().positive(),
  correction: CorrectionRecord.shape.correction,
  entities: CorrectionRecord.shape.entities,
});
export type CorrectionDecision = z.infer<typeof CorrectionDecision>;

export const Decision = z.discriminatedUnion('kind', [
  ...SubjectDecision.options,
  CorrectionDecision,
  /** The article goes back to an earlier revision, whose analysis stands at `analysisKey`. */
  z.object({
    kind: z.literal('roll-back'),
    ...common,
    articleId: z.string(),
    revision: z.string(),
    analysisKey: z.string(),
    /** Signature of the versions that made what it goes back from: for those it is not stale (`RolledBack`). */
    from: z.string(),
  }),
]);
export type Decision = z.infer<typeof Decision>;

/** `Omit` over each member of a union. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A decision before it has its time and its name. */
export type Draft<D = Decision> = Without<D, 'id' | 'at'>;

/** Key of a decision; keys stand in order of time. */
export const decisionKey = ({ at, id }: Pick<Decision, 'at' | 'id'>) =>
  `${topology.prefixes.decisions}${at}-${id}.json`;

/** A draft with its time, milliseconds since the epoch, and the name that follows from both. */
export function decisionOf<D extends Draft>(draft: D, now: number): D & { id: string; at: string } {
  const at = new Date(now).toISOString();
  return { ...draft, at, id: nameOf(draft, at) };
}

/** Writes a decision to the bucket; it holds from then on, whoever applies it. Repeatable. */
export async function putDecision(objects: ObjectStore, decision: Decision): Promise<void> {
  await objects.put(decisionKey(decision), JSON.stringify(decision), 'application/json');
}

/** A page of decisions, oldest first; `after` is the key that the page before ended with. */
export async function listDecisions(
  objects: ObjectArchive,
  page: { after?: string | undefined; limit: number },
): Promise<{ decisions: Decision[]; next?: string | undefined }> {
  const { items, more } = await objects.list({ prefix: topology.prefixes.decisions, ...page });
  const decisions = await Promise.all(items.map(({ key }) => getJson(objects, key, Decision)));
  return { decisions, next: more ? items.at(-1)?.key : undefined };
}
