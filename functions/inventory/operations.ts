import { operations } from '../../shared/api/operations';
import type { DecisionReport, InventoryReport } from '../../shared/api/schemas';
import { type Disposal, deleteArticle, deleteDrop, holdDrop, releaseDrop } from '../../shared/archive/disposal';
import type { InventoryDependencies } from '../../shared/archive/inventory/dependencies';
import { type InventoryRecord, readInventory, takeInventory } from '../../shared/archive/inventory/state';
import { deletedBecause, showDecision } from '../../shared/archive/show-decision';
import { compileGazetteers } from '../../shared/gazetteers/store';
import { type Answer, type Callables, callable, type Input } from '../../shared/http/callable';
import { ProblemError } from '../../shared/http/problems';

/** API Gateway waits 30 s for an answer; what is not done by then is left to the next call. */
const CALL_MS = 15_000;

async function getInventory(_: Input<'getInventory'>, to: InventoryDependencies): Promise<Answer<'getInventory'>> {
  return { body: showInventory(await readInventory(to)) };
}

async function startInventory(
  { body: { rebuild, goOn } }: Input<'takeInventory'>,
  to: InventoryDependencies,
): Promise<Answer<'takeInventory'>> {
  // Of a table that is made anew, before its articles are.
  await compileGazetteers(to);
  const start = goOn ? 'go-on' : rebuild ? 'rebuild' : 'now';
  return { body: showInventory(await takeInventory(to, start, to.clock() + CALL_MS)) };
}

function showInventory(record: InventoryRecord | undefined): InventoryReport {
  const { running, last } = record ?? {};
  return {
    running: running
      ? {
          startedAt: running.startedAt,
          rebuild: running.checkpoint.rebuild,
          phase: running.checkpoint.phase,
          counts: running.counts,
        }
      : null,
    last: last ?? null,
  };
}

async function removeDrop(
  { params: { id }, body }: Input<'deleteDrop'>,
  to: InventoryDependencies,
): Promise<Answer<'deleteDrop'>> {
  return { body: deleted(id, await deleteDrop(to, { id, ...body }, to.clock() + CALL_MS)) };
}

async function removeArticle(
  { params: { id }, body }: Input<'deleteArticle'>,
  to: InventoryDependencies,
): Promise<Answer<'deleteArticle'>> {
  return { body: deleted(id, await deleteArticle(to, { id, ...body }, to.clock() + CALL_MS)) };
}

/** What a request to delete came to. */
function deleted(id: string, disposal: Disposal): DecisionReport {
  switch (disposal.outcome) {
    case 'deleted':
      return showDecision(id, disposal.record);
    case 'held': {
      const { at, by, reason } = disposal.record.decision;
      throw new ProblemError('legal-hold', `Held since ${at.slice(0, 10)} by ${by}: ${reason}`);
    }
    default:
      throw new ProblemError('not-found', 'Nothing has this id.');
  }
}

async function hold(
  { params: { id }, body }: Input<'holdDrop'>,
  to: InventoryDependencies,
): Promise<Answer<'holdDrop'>> {
  return { body: held(id, await holdDrop(to, { id, ...body })) };
}

async function release(
  { params: { id }, body }: Input<'releaseDrop'>,
  to: InventoryDependencies,
): Promise<Answer<'releaseDrop'>> {
  return { body: held(id, await releaseDrop(to, { id, ...body })) };
}

/** What a request to hold or to release came to. */
function held(id: string, disposal: Disposal): DecisionReport {
  switch (disposal.outcome) {
    case 'held':
      return showDecision(id, disposal.record);
    case 'released':
      return { id, state: 'released', at: null, by: null, reason: null };
    case 'deleted':
      throw new ProblemError('drop-deleted', deletedBecause(disposal.record));
    default:
      throw new ProblemError('not-found', 'No drop has this id.');
  }
}

/** The operations that the inventory function answers: it alone may remove anything for good. */
export const inventoryOperations: Callables<InventoryDependencies> = {
  getInventory: callable(operations.getInventory, getInventory),
  takeInventory: callable(operations.takeInventory, startInventory),
  deleteDrop: callable(operations.deleteDrop, removeDrop),
  deleteArticle: callable(operations.deleteArticle, removeArticle),
  holdDrop: callable(operations.holdDrop, hold),
  releaseDrop: callable(operations.releaseDrop, release),
};
