import { operations } from '../../shared/api/operations';
import { headKey } from '../../shared/archive/keys';
import { HeadRecord } from '../../shared/archive/records';
import { type Answer, type Callables, callable, type Input, pageOf } from '../../shared/http/callable';
import { ProblemError } from '../../shared/http/problems';
import { claimRuns, releaseRuns } from '../../shared/runs/claim';
import { USD_OF_ROLL_BACK } from '../../shared/runs/estimate';
import { listOutcomes } from '../../shared/runs/outcomes';
import type { Run, RunRecord } from '../../shared/runs/records';
import * as machine from '../../shared/runs/run';
import { listRuns, moveRun, readRun } from '../../shared/runs/run-store';
import type { Dependencies } from './dependencies';
import { rollBackOf } from './dispatch';
import { end } from './run-step';
import { showChange, showRun } from './show-run';
import { DEFAULT_PACE, startRun } from './start';

async function start({ body }: Input<'startRun'>, to: Dependencies): Promise<Answer<'startRun'>> {
  const { selector, dryRun, pace, cap, reason } = body;
  // Nothing said must not mean everything there is.
  const about = Object.keys(selector).length === 0 ? { stale: true as const } : selector;
  return startOrRefuse({ kind: 'reprocess', dryRun, selector: about, pace, cap, reason }, to);
}

async function startOrRefuse(...[request, to, known]: Parameters<typeof startRun>): Promise<{ body: Shown }> {
  const started = await startRun(request, to, known);
  if ('holder' in started) throw underWay(started.holder);
  return { body: showRun(started.run, to) };
}
type Shown = ReturnType<typeof showRun>;

const underWay = (holder: string) =>
  new ProblemError('run-under-way', `${holder} is under way: wait for it, or pause or cancel it.`);

async function list(input: Input<'listRuns'>, to: Dependencies): Promise<Answer<'listRuns'>> {
  const { limit } = input.query;
  return pageOf(
    'listRuns',
    input,
    (after) => listRuns(to.table, { limit, after }),
    (run) => showRun(run, to),
  );
}

async function existing(id: string, { table }: Dependencies): Promise<RunRecord> {
  const run = await readRun(table, id);
  if (!run) throw new ProblemError('not-found', 'No run has this id.');
  return run;
}

async function get({ params }: Input<'getRun'>, to: Dependencies): Promise<Answer<'getRun'>> {
  return { body: showRun(await existing(params.id, to), to) };
}

async function listChanges(input: Input<'listRunChanges'>, to: Dependencies): Promise<Answer<'listRunChanges'>> {
  const { limit, outcome } = input.query;
  const { id } = await existing(input.params.id, to);
  const { body } = await pageOf(
    'listRunChanges',
    input,
    (after) => listOutcomes(to.table, id, { limit, after }),
    (item) => item,
  );
  const items = body.items.filter((item) => outcome === undefined || item.outcome === outcome);
  return { body: { ...body, items: await Promise.all(items.map((item) => showChange(item, to.objects))) } };
}

/** Moves a run that a person wants moved; a 409 says why it cannot be. */
async function move(id: string, what: string, next: (run: Run) => Run | undefined, to: Dependencies) {
  const { state } = await existing(id, to);
  const run = await moveRun(to.table, id, next);
  if (!run) throw new ProblemError('run-state', `${id} is ${state}: it cannot be ${what}.`);
  return run;
}

async function pause({ params }: Input<'pauseRun'>, to: Dependencies): Promise<Answer<'pauseRun'>> {
  return { body: showRun(await move(params.id, 'paused', (run) => machine.paused(run, to.clock()), to), to) };
}

async function cancel({ params }: Input<'cancelRun'>, to: Dependencies): Promise<Answer<'cancelRun'>> {
  const run = await move(params.id, 'cancelled', (found) => machine.cancelled(found, to.clock()), to);
  // Otherwise its last step does.
  if (!machine.isAlive(run)) await end(run, to);
  return { body: showRun(run, to) };
}

async function resume({ params }: Input<'resumeRun'>, to: Dependencies): Promise<Answer<'resumeRun'>> {
  const { id, dryRun } = await existing(params.id, to);
  const holder = dryRun ? id : await claimRuns(to.table, id, to.clock());
  if (holder !== id) throw underWay(holder);
  try {
    const run = await move(id, 'resumed', (found) => machine.resumed(found, to.clock()), to);
    await to.toRuns.send([{ kind: 'run-step', runId: id, seq: run.seq }]);
    return { body: showRun(run, to) };
  } catch (error) {
    // One that is at work keeps its claim; one that has ended must not hold up others.
    if (!machine.isAlive(await existing(id, to))) await releaseRuns(to.table, id);
    throw error;
  }
}

async function rollBack({ params, body }: Input<'rollBackRun'>, to: Dependencies): Promise<Answer<'rollBackRun'>> {
  const run = await existing(params.id, to);
  if (machine.isAlive(run)) throw new ProblemError('run-state', `${run.id} is still at work: cancel it first.`);
  const articles = run.done.changed;
  if (articles === 0) throw new ProblemError('nothing-to-roll-back', `${run.id} changed no article.`);
  const known = { articles, toParse: 0, usd: articles * USD_OF_ROLL_BACK, madeBy: [] };
  const reason = body.reason ?? `roll back ${run.id}`;
  return startOrRefuse(
    { kind: 'rollback', of: run.id, dryRun: false, selector: {}, reason, pace: DEFAULT_PACE, cap: {} },
    to,
    known,
  );
}

async function rollBackArticle(
  { params, body }: Input<'rollBackArticle'>,
  to: Dependencies,
): Promise<Answer<'rollBackArticle'>> {
  const item = await to.table.get(headKey(params.id));
  if (!item) throw new ProblemError('not-found', 'No article has this id.');
  const head = HeadRecord.parse(item);
  const asked = { at: new Date(to.clock()).toISOString(), reason: body.reason ?? 'roll back' };
  const request = await rollBackOf(head, asked, to);
  if (!request?.rolledBack || !head.current || !head.previous) {
    const advice = 'To go back to an earlier version of its file, drop that one again.';
    throw new ProblemError('nothing-to-roll-back', `No run has replaced a revision of ${params.id}. ${advice}`);
  }
  await to.toStore.send([request]);
  const { revision: from } = head.current;
  const { decision } = request.rolledBack;
  return { body: { articleId: head.articleId, from, to: head.previous.revision, decision } };
}

/** The operations that the reprocess function answers. */
export const reprocessOperations: Callables<Dependencies> = {
  startRun: callable(operations.startRun, start),
  listRuns: callable(operations.listRuns, list),
  getRun: callable(operations.getRun, get),
  listRunChanges: callable(operations.listRunChanges, listChanges),
  pauseRun: callable(operations.pauseRun, pause),
  resumeRun: callable(operations.resumeRun, resume),
  cancelRun: callable(operations.cancelRun, cancel),
  rollBackRun: callable(operations.rollBackRun, rollBack),
  rollBackArticle: callable(operations.rollBackArticle, rollBackArticle),
};
