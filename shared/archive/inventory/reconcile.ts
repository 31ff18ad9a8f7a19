import * as z from 'zod';
import { VersionPosition } from '../../ports';
import { restoreCorrection } from '../corrections';
import { type DecidedRecord, decidedKey, isDeletion, readDecided } from '../decided';
import { type Decision, listDecisions, SubjectDecision } from '../decisions';
import { completeDeletion } from '../deletion';
import { findAnalysis } from '../objects';
import { checkArticles, DELETION_MS, listGroups, restoreFiles } from './articles';
import type { InventoryDependencies } from './dependencies';
import { type Counts, Findings } from './findings';
import { checkIncoming } from './incoming';
import { checkItems } from './items';
import { checkOriginals } from './originals';

const ItemKey = z.object({ pk: z.string(), sk: z.string() });

/** Where an inventory is; plain JSON. It goes through its phases in this order. */
export const Checkpoint = z.discriminatedUnion('phase', [
  /** `after`: key of the last decision that was applied. */
  z.object({ phase: z.literal('decisions'), rebuild: z.boolean(), after: z.string().optional() }),
  /** Rebuilding only: what each file holds. `after`: key of the last object that was looked at. */
  z.object({ phase: z.literal('files'), rebuild: z.boolean(), after: z.string().optional() }),
  z.object({ phase: z.literal('articles'), rebuild: z.boolean(), after: z.string().optional() }),
  /** Rebuilding only: articles that went back to an earlier revision do so again. `after`: key of a decision. */
  z.object({ phase: z.literal('roll-backs'), rebuild: z.boolean(), after: z.string().optional() }),
  /** The table. */
  z.object({ phase: z.literal('items'), rebuild: z.boolean(), after: ItemKey.optional() }),
  z.object({ phase: z.literal('incoming'), rebuild: z.boolean(), after: VersionPosition.optional() }),
  z.object({ phase: z.literal('originals'), rebuild: z.boolean(), after: z.string().optional() }),
]);
export type Checkpoint = z.infer<typeof Checkpoint>;

/**
 * Where an inventory begins.
 * @param rebuild makes the table anew from the bucket: nothing is too young to be made, and no newer version is missed
 */
export const beginning = (rebuild: boolean): Checkpoint => ({ phase: 'decisions', rebuild });

/** Decisions a page. */
const DECISIONS = 50;

/**
 * One step of an inventory: compares a page of the bucket or the table with the other, heals or reports what does not
 * fit, and answers where to go on and what it found. Every step may be repeated, and may run beside the pipeline. What it
 * heals by messages is whole when the queues are empty.
 */
export async function reconcile(
  deps: InventoryDependencies,
  at: Checkpoint,
): Promise<{ checkpoint: Checkpoint | undefined; counts: Counts }> {
  const findings = new Findings();
  const checkpoint = await step(at, deps, findings);
  return { checkpoint, counts: findings.counts };
}

async function step(at: Checkpoint, deps: InventoryDependencies, findings: Findings): Promise<Checkpoint | undefined> {
  const { rebuild } = at;
  switch (at.phase) {
    case 'decisions': {
      const { decisions, next } = await listDecisions(deps.objects, { after: at.after, limit: DECISIONS });
      for (const decision of decisions) await apply(decision, deps, findings);
      if (next !== undefined) return { ...at, after: next };
      return { phase: rebuild ? 'files' : 'articles', rebuild };
    }
    case 'files': {
      const { groups, next } = await listGroups(deps, at.after);
      await restoreFiles(groups, deps);
      return next === undefined ? { phase: 'articles', rebuild } : { ...at, after: next };
    }
    case 'articles': {
      const { groups, next } = await listGroups(deps, at.after);
      await checkArticles(groups, rebuild, deps, findings);
      return next === undefined ? { phase: rebuild ? 'roll-backs' : 'items', rebuild } : { ...at, after: next };
    }
    case 'roll-backs': {
      const { decisions, next } = await listDecisions(deps.objects, { after: at.after, limit: DECISIONS });
      for (const decision of decisions) if (decision.kind === 'roll-back') await rollBackAgain(decision, deps);
      return next === undefined ? { phase: 'items', rebuild } : { ...at, after: next };
    }
    case 'items': {
      const next = await checkItems(at.after, deps, findings);
      return next === undefined ? { phase: 'incoming', rebuild } : { ...at, after: next };
    }
    case 'incoming': {
      const next = await checkIncoming(at.after, rebuild, deps, findings);
      return next === undefined ? { phase: 'originals', rebuild } : { ...at, after: next };
    }
    case 'originals': {
      const next = await checkOriginals(at.after, deps, findings);
      return next === undefined ? undefined : { ...at, after: next };
    }
  }
}

/** Applies a decision that the table does not have, or has an earlier one in its place. */
async function apply(decision: Decision, deps: InventoryDependencies, findings: Findings): Promise<void> {
  if (decision.kind === 'correction') {
    if (await restoreCorrection(deps.table, decision)) findings.healed('decision-unfinished', decision.id);
    return;
  }
  const parsed = SubjectDecision.safeParse(decision);
  // Roll-backs have their own phase, when there are heads that can go back.
  if (!parsed.success) return;
  const key = decidedKey(parsed.data);
  const known = await readDecided(deps.table, key);
  if (known && known.decision.at >= decision.at) return;
  const record = { decision: parsed.data, recorded: true };
  const v = await deps.table.putIf({ ...key, ...record }, known?.v);
  // Somebody decides about the same right now; what they decide is the later.
  if (v === undefined) return;
  findings.healed('decision-unfinished', decision.id);
  const applied: DecidedRecord = { ...record, v };
  if (isDeletion(parsed.data)) await completeDeletion(deps, applied, deps.clock() + DELETION_MS);
}

/** Asked for at the time of the decision: an analysis that was made after it stays, as it did then. */
async function rollBackAgain(
  { id, at, articleId, analysisKey, from }: Extract<Decision, { kind: 'roll-back' }>,
  { objects, toStore }: InventoryDependencies,
): Promise<void> {
  const analysis = await findAnalysis(objects, analysisKey);
  if (!analysis) return;
  const dropId = analysis.drop.id;
  const rolledBack = { from, decision: id };
  await toStore.send([
    { kind: 'store', lane: 'reprocess', requestedAt: at, dropId, articleId, analysisKey, rolledBack },
  ]);
}
