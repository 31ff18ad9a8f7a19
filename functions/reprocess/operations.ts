import { operations } from '../../shared/api/operations';
import { versionsIndex } from '../../shared/archive/keys';
import { newestEntries } from '../../shared/archive/list-articles';
import { staleVersions } from '../../shared/archive/stale';
import { type Answer, type Callables, callable, type Input } from '../../shared/http/callable';
import { readCursor, writeCursor } from '../../shared/http/cursor';
import { type ReprocessDependencies, reprocessStale } from './reprocess-stale';

/** API Gateway waits 30 s for an answer; what is not queued by then is left to the next call. */
const CALL_MS = 15_000;
/** Stale articles of one set of versions that a plan counts. */
const COUNTED = 1_000;

const SCOPE = { operation: 'startReprocess', params: {}, filters: {} };

async function getReprocessPlan(
  _: Input<'getReprocessPlan'>,
  { table, versions }: ReprocessDependencies,
): Promise<Answer<'getReprocessPlan'>> {
  const sets = await staleVersions(table, versions);
  const counted = sets.map(async (set) => {
    const { items, next } = await newestEntries(table, versionsIndex(set.signature), COUNTED);
    return { versions: set.versions, articleCount: { value: items.length, atLeast: next !== undefined } };
  });
  const stale = (await Promise.all(counted)).filter(({ articleCount }) => articleCount.value > 0);
  return { body: { versions, stale } };
}

async function startReprocess(
  { body }: Input<'startReprocess'>,
  to: ReprocessDependencies,
): Promise<Answer<'startReprocess'>> {
  const { next, ...counts } = await reprocessStale(readCursor(body.cursor, SCOPE), to.clock() + CALL_MS, to);
  return { body: { ...counts, next: next ? writeCursor(next, SCOPE) : null } };
}

/** The operations that the reprocess function answers. */
export const reprocessOperations: Callables<ReprocessDependencies> = {
  getReprocessPlan: callable(operations.getReprocessPlan, getReprocessPlan),
  startReprocess: callable(operations.startReprocess, startReprocess),
};
