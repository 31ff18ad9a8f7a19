import { eventId } from '../../shared/events/events';
import type { RunStep } from '../../shared/pipeline/messages';
import { claimRuns, releaseRuns } from '../../shared/runs/claim';
import { noteFailure, readSettlements } from '../../shared/runs/outcomes';
import type { Outcome, Run, Unit } from '../../shared/runs/records';
import * as machine from '../../shared/runs/run';
import { moveRun, readRun } from '../../shared/runs/run-store';
import type { Dependencies } from './dependencies';
import { dispatch } from './dispatch';
import { countPage, nextOf } from './selection';

/** Articles a page of the selection. */
const PAGE = 100;
/** A step looks through its selection for so long; the rest is the next one's. */
const BUDGET_MS = 4_000;

/** What a step did, for the metrics. */
export type StepOutcome = 'straggler' | 'overtaken' | 'stepped' | 'ended';

/** One step of a run: takes in what has become of what it sent, sends more, and calls for the next step. */
export async function runStep({ runId, seq }: RunStep, to: Dependencies): Promise<StepOutcome> {
  const run = await readRun(to.table, runId);
  const now = to.clock();
  if (!run) return 'straggler';
  if (!machine.accepts(run, seq, now)) {
    // The step that ended it may have died before it told anybody.
    if (!machine.isAlive(run) && seq === run.seq - 1) await end(run, to);
    return 'straggler';
  }
  if (!run.dryRun && run.state === 'running') {
    const holder = await claimRuns(to.table, runId, now);
    if (holder !== runId) {
      await moveRun(to.table, runId, (found) => machine.paused(found, now, `Run ${holder} took its place.`));
      return 'overtaken';
    }
  }
  const step = new Step(run, to);
  await takeIn(step, to);
  if (step.run.phase === 'counting') await count(step, to);
  if (step.run.state === 'running') await send(step, to);
  await sendOff(step, to);

  let waitSeconds: number | undefined;
  const written = await step.save((found) => {
    const next = machine.stepped(found, to.clock());
    waitSeconds = next.waitSeconds;
    return next.run;
  });
  if (!written) return 'overtaken';
  if (waitSeconds === undefined) {
    await end(written, to);
    return 'ended';
  }
  await to.toRuns.send([{ kind: 'run-step', runId, seq: written.seq }], { delaySeconds: waitSeconds });
  return 'stepped';
}

/** The moves of a step, made again on the run as it is when they are saved: it may have been paused meanwhile. */
class Step {
  #moves: ((run: Run) => Run)[] = [];
  readonly #seq: number;

  constructor(
    public run: Run,
    private readonly to: Dependencies,
  ) {
    this.#seq = run.seq;
  }

  move(move: (run: Run) => Run): void {
    this.#moves.push(move);
    this.run = move(this.run);
  }

  /** Answers the run as it was written; undefined when another step of the same number has ended before. */
  async save(last: (run: Run) => Run = (run) => run): Promise<Run | undefined> {
    const written = await moveRun(this.to.table, this.run.id, (found) =>
      found.seq === this.#seq ? last(this.#moves.reduce<Run>((run, move) => move(run), found)) : undefined,
    );
    this.#moves = [];
    if (written) this.run = written;
    return written;
  }
}

async function takeIn(step: Step, to: Dependencies): Promise<void> {
  const { id } = step.run;
  const settlements = await readSettlements(to.table, id, step.run.outstanding);
  step.move((run) => machine.settled(run, settlements));
  const { lost } = machine.overdue(step.run, to.clock());
  for (const { dropId, articleId } of lost) {
    if (articleId !== undefined)
      await noteFailure(to.table, id, { dropId, articleId }, 'No stage said what became of it.');
  }
  step.move((run) => machine.settled(run, ended(lost, 'failed')));
}

async function count(step: Step, to: Dependencies): Promise<void> {
  const until = to.clock() + BUDGET_MS;
  while (step.run.phase === 'counting' && to.clock() < until) {
    const from = step.run.position;
    const { page, next } = await countPage(step.run, to);
    step.move((run) => machine.counted(run, page, { from, next }));
  }
}

/** Notes what is to be sent next, as much as may be. */
async function send(step: Step, to: Dependencies): Promise<void> {
  const until = to.clock() + BUDGET_MS;
  let left = machine.allowance(step.run, to.clock());
  while (left > 0 && step.run.phase === 'sending' && to.clock() < until) {
    const from = step.run.position;
    const { items: page, next } = await nextOf(step.run, Math.min(left, PAGE), to);
    const at = to.clock();
    step.move((run) => machine.sending(run, page, { from, next }, at));
    left -= page.reduce((sum, { articles }) => sum + articles, 0);
  }
}

/** Sends what is noted as unsent, once that is saved: a crash in between sends twice rather than never. */
async function sendOff(step: Step, to: Dependencies): Promise<void> {
  const { unsent } = machine.overdue(step.run, to.clock());
  if (unsent.length === 0 || !(await step.save())) return;
  const gone = await dispatch(step.run, unsent, to);
  const at = to.clock();
  step.move((run) => machine.settled(machine.sent(run, unsent, at), ended(gone, 'superseded')));
}

const ended = (units: readonly Unit[], outcome: Outcome) =>
  units.map((unit) => ({ unit, outcomes: [{ outcome, counts: {} }] }));

/** After the last attempt at a step: the run says so, and another may start. */
export async function giveUp({ runId }: RunStep, problem: string, to: Dependencies): Promise<void> {
  const run = await moveRun(to.table, runId, (found) => machine.failed(found, problem, to.clock()));
  if (run) await end(run, to);
}

/** What follows the last step of a run: others may start, and who wants to know is told. A pause is no end. */
export async function end(run: Run, { table, events }: Pick<Dependencies, 'table' | 'events'>): Promise<void> {
  const { id, state, done, endedAt: at } = run;
  await releaseRuns(table, id);
  if (run.dryRun || at === undefined || state === 'running' || state === 'paused') return;
  const detail = { version: 1, id: eventId('run.finished', id, at), at, lane: 'reprocess', runId: id, state } as const;
  await events.publish([{ name: 'run.finished', detail: { ...detail, articles: done } }]);
}
