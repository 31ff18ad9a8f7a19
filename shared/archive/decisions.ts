import * as z from 'zod';
import { nameOf } from '../pipeline/hash';
import { DropOrder } from '../pipeline/messages';
import { topology } from '../pipeline/topology';
import type { Clock, ObjectArchive, ObjectStore } from '../ports';
import { getJson } from './objects';

/**
 * What people decided, which no original says and which nothing can make again: each decision is one immutable object
 * `decisions/<instant>-<id>.json`, written before it is applied to the table, so that a rebuild of the table keeps it
 * and a crash between the two loses nothing. Applying one is repeatable, and they are applied in order of their time.
 */

/** A drop by what identifies it, without a word of its content: enough to remove what was made of it. */
export const DropFacts = z.object({
  id: z.string(),
  key: z.string(),
  versionId: z.string().optional(),
  etag: z.string(),
  order: DropOrder,
  sha256: z.string().optional(),
  /** Articles in it; absent when it was not read yet. */
  articleCount: z.int().nonnegative().optional(),
});
export type DropFacts = z.infer<typeof DropFacts>;

/** An article, and the version of its file that was the newest when it was decided. */
export const ArticleFacts = z.object({
  id: z.string(),
  dropId: z.string(),
  key: z.string(),
  sha256: z.string(),
  order: DropOrder,
});
export type ArticleFacts = z.infer<typeof ArticleFacts>;

const common = {
  id: z.string(),
  /** ISO instant, UTC. */
  at: z.iso.datetime(),
  /** Who decided it, as far as we know. */
  by: z.string(),
  reason: z.string(),
};

export const Decision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('delete-drop'), ...common, drop: DropFacts }),
  z.object({ kind: z.literal('delete-article'), ...common, article: ArticleFacts }),
  /** A legal hold: the drop may not be deleted. */
  z.object({ kind: z.literal('hold'), ...common, dropId: z.string() }),
  z.object({ kind: z.literal('release'), ...common, dropId: z.string() }),
  /** The article goes back to an earlier revision, whose analysis stands at `analysisKey`. */
  z.object({
    kind: z.literal('roll-back'),
    ...common,
    articleId: z.string(),
    revision: z.string(),
    analysisKey: z.string(),
  }),
]);
export type Decision = z.infer<typeof Decision>;

/** `Omit` over each member of a union. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A decision before it has its time and its name. */
export type Draft = Without<Decision, 'id' | 'at'>;

/** Key of a decision; keys stand in order of time. */
export const decisionKey = ({ at, id }: Pick<Decision, 'at' | 'id'>) =>
  `${topology.prefixes.decisions}${at}-${id}.json`;

/** Writes a decision; it holds from then on, whoever applies it. */
export async function decide(objects: ObjectStore, draft: Draft, clock: Clock): Promise<Decision> {
  const at = new Date(clock()).toISOString();
  const decision = Decision.parse({ ...draft, at, id: nameOf(draft, at) });
  await objects.put(decisionKey(decision), JSON.stringify(decision), 'application/json');
  return decision;
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
