import type { ChangeCounts, Counted, Outcome, Run, Selector, Unit } from './records';

/**
 * A run as a state machine of plain data: every function answers the run that follows, or undefined where nothing may
 * follow. A run goes on by a message to itself, numbered `seq`; `docs/architecture.md` has the whole picture.
 */

/** Articles that may be on their way at once: what a pause or a cancellation leaves to be finished. */
export const WINDOW = 200;
/** Seconds between two steps that send. */
const STEP_SECONDS = 5;
/** Seconds before the first look at what was sent, and the longest between two looks. */
const FIRST_LOOK = 1;
const LAST_LOOK = 60;
/** A step's message is taken for lost so long after it was due, and then any older one may stand in for it. */
const GRACE_MS = 60_000;
/** What has no outcome after so long is sent again, once: four attempts at three stages, with their waits. */
const RESEND_MS = 75 * 60_000;
/** A run whose step is overdue by so much waits for somebody (see the runbook). */
const STALLED_MS = 15 * 60_000;
/** So that a turn's worth of articles is not one less by a binary fraction. */
const ROUNDING = 1e-9;
/** Articles whose differences are kept for review, about. */
const SAMPLED = 50;
const MADE_BY = 20;

export interface RunRequest {
  kind: Run['kind'];
  of?: string | undefined;
  dryRun: boolean;
  selector: Selector;
  reason?: string | undefined;
  pace: number;
  cap: Run['cap'];
}

const iso = (now: number) => new Date(now).toISOString();

/** @param known what is known about a selection that need not be counted */
export function createRun(id: string, request: RunRequest, now: number, known?: Counted): Run {
  const at = iso(now);
  return {
    ...request,
    id,
    sample: sampleOf(known?.articles ?? 0),
    state: 'running',
    phase: known ? 'sending' : 'counting',
    createdAt: at,
    askedAt: at,
    updatedAt: at,
    seq: 0,
    dueAt: at,
    quiet: 0,
    counted: known ?? { articles: 0, toParse: 0, usd: 0, madeBy: [] },
    sent: { articles: 0, usd: 0 },
    outstanding: [],
    done: { changed: 0, unchanged: 0, superseded: 0, failed: 0 },
    changes: {},
  };
}

const sampleOf = (articles: number) => Math.min(1, SAMPLED / Math.max(1, articles));

/** Whether it has another step: it works, or waits for what it sent before it was stopped. */
export const isAlive = (run: Run) => run.state === 'running' || run.outstanding.length > 0;

/**
 * Whether a step's message is to be obeyed: it is the one that is due, or an older one while that one is overdue. So a
 * message that comes twice never makes a run go at twice its pace, and one that was never sent does not end it.
 */
export function accepts(run: Run, seq: number, now: number): boolean {
  if (!isAlive(run)) return false;
  return seq === run.seq || (seq < run.seq && now > Date.parse(run.dueAt) + GRACE_MS);
}

/** A part of the selection, from one place in it to the next: undefined at its beginning and at its end. */
export interface Stretch {
  from: readonly string[] | undefined;
  next: readonly string[] | undefined;
}

/** Whether a run is where a stretch begins: another step of the same number may have been over it before. */
const isAt = ({ position = [] }: Run, { from = [] }: Stretch) =>
  position.length === from.length && position.every((part, at) => part === from[at]);

/** Notes a page of the selection that was counted. */
export function counted(run: Run, page: Counted, stretch: Stretch): Run {
  if (run.phase !== 'counting' || !isAt(run, stretch)) return run;
  const { articles, toParse, usd, madeBy } = run.counted;
  const sum: Counted = {
    articles: articles + page.articles,
    toParse: toParse + page.toParse,
    usd: usd + page.usd,
    madeBy: addSets(madeBy, page.madeBy),
  };
  if (stretch.next) return { ...run, counted: sum, position: [...stretch.next], quiet: 0 };
  const sample = sampleOf(sum.articles);
  const phase = run.dryRun ? 'waiting' : 'sending';
  return capped({ ...run, counted: sum, position: undefined, sample, phase, quiet: 0 });
}

/** How many articles the next step may send: by pace, by what is on its way, by the caps. */
export function allowance(run: Run, now: number): number {
  if (run.state !== 'running' || run.phase !== 'sending') return 0;
  const turn = Math.max(STEP_SECONDS, 1 / run.pace);
  const since = run.sent.lastAt === undefined ? turn : (now - Date.parse(run.sent.lastAt)) / 1000;
  // What a late step missed is made up for, but not by more than one step's worth.
  const byPace = Math.max(0, Math.min(since, turn * 2)) * run.pace + ROUNDING;
  const { byArticles, byUsd } = leftByCap(run);
  return Math.max(0, Math.floor(Math.min(byPace, WINDOW - run.outstanding.length, byArticles, byUsd)));
}

/** Articles that the caps still allow; what one costs is the mean of those that were counted. */
function leftByCap({ cap, sent: { articles, usd }, counted }: Run): { byArticles: number; byUsd: number } {
  const usdAnArticle = counted.usd / Math.max(1, counted.articles);
  return {
    byArticles: cap.articles === undefined ? Number.POSITIVE_INFINITY : cap.articles - articles,
    byUsd: cap.usd === undefined || usdAnArticle === 0 ? Number.POSITIVE_INFINITY : (cap.usd - usd) / usdAnArticle,
  };
}

/** Ends the sending when a cap is reached. */
function capped(run: Run): Run {
  if (run.phase !== 'sending' || run.counted.articles === 0) return run;
  const { byArticles, byUsd } = leftByCap(run);
  if (byArticles >= 1 && byUsd >= 1) return run;
  return { ...run, phase: 'waiting', stoppedBy: byArticles < 1 ? 'articles' : 'usd' };
}

/** Something to be sent: a unit, how many articles of the selection it stands for, and what they cost. */
export interface Sending {
  unit: Pick<Unit, 'dropId' | 'articleId'>;
  articles: number;
  usd: number;
}

/**
 * Notes what is going to be sent, before it is: should the step die, the next one sends what is noted as unsent. A
 * stretch in which there is nothing to send moves the run too.
 */
export function sending(run: Run, page: readonly Sending[], stretch: Stretch, now: number): Run {
  if (run.phase !== 'sending' || !isAt(run, stretch)) return run;
  const units = page.map(({ unit }): Unit => ({ ...unit, sentAt: iso(now), sends: 0, unsent: true }));
  return capped({
    ...run,
    outstanding: [...run.outstanding, ...units],
    sent: {
      articles: page.reduce((sum, { articles }) => sum + articles, run.sent.articles),
      usd: page.reduce((sum, { usd }) => sum + usd, run.sent.usd),
      lastAt: page.length > 0 ? iso(now) : run.sent.lastAt,
    },
    position: stretch.next && [...stretch.next],
    phase: stretch.next ? run.phase : 'waiting',
    quiet: page.length > 0 ? 0 : run.quiet,
  });
}

export const nameOfUnit = ({ dropId, articleId = '' }: Pick<Unit, 'dropId' | 'articleId'>) => `${dropId}#${articleId}`;

/** What became of a unit: one outcome for each of its articles. */
export interface Settlement {
  unit: Pick<Unit, 'dropId' | 'articleId'>;
  outcomes: readonly { outcome: Outcome; counts: ChangeCounts }[];
}

/** Notes outcomes. What was settled before, or is not waited for, changes nothing. */
export function settled(run: Run, settlements: readonly Settlement[]): Run {
  const waiting = new Map(run.outstanding.map((unit) => [nameOfUnit(unit), unit]));
  const done = { ...run.done };
  let changes = run.changes;
  let news = false;
  for (const { unit, outcomes } of settlements) {
    if (!waiting.delete(nameOfUnit(unit))) continue;
    news = true;
    for (const { outcome, counts } of outcomes) {
      done[outcome]++;
      changes = addCounts(changes, counts);
    }
  }
  return news ? { ...run, done, changes, outstanding: [...waiting.values()], quiet: 0 } : run;
}

/** What is to be sent (again): unsent, or without an outcome for long; and what was so twice: its outcome never comes. */
export function overdue(run: Run, now: number): { unsent: Unit[]; lost: Unit[] } {
  const late = (unit: Unit) => !unit.unsent && now - Date.parse(unit.sentAt) > RESEND_MS;
  return {
    unsent: run.outstanding.filter((unit) => unit.unsent || (late(unit) && unit.sends === 1)),
    lost: run.outstanding.filter((unit) => late(unit) && unit.sends > 1),
  };
}

/** Notes that units were sent. */
export function sent(run: Run, units: readonly Pick<Unit, 'dropId' | 'articleId'>[], now: number): Run {
  const names = new Set(units.map(nameOfUnit));
  const outstanding = run.outstanding.map((unit): Unit => {
    if (!names.has(nameOfUnit(unit))) return unit;
    const { unsent: _, ...rest } = unit;
    return { ...rest, sentAt: iso(now), sends: unit.sends + 1 };
  });
  return { ...run, outstanding };
}

/** Ends a step: numbers the next one and says when it comes, or, without `waitSeconds`, that none does. */
export function stepped(run: Run, now: number): { run: Run; waitSeconds?: number } {
  const at = iso(now);
  const next = { ...run, seq: run.seq + 1, quiet: run.quiet + 1, updatedAt: at };
  if (run.outstanding.length === 0 && (run.state !== 'running' || run.phase === 'waiting')) {
    return { run: run.state === 'running' ? { ...next, state: 'finished', endedAt: at } : next };
  }
  const waitSeconds = waitOf(run);
  return { run: { ...next, dueAt: iso(now + waitSeconds * 1000) }, waitSeconds };
}

function waitOf({ state, phase, quiet, pace, outstanding }: Run): number {
  if (state === 'running' && phase === 'counting') return 0;
  if (state === 'running' && phase === 'sending')
    return outstanding.length > 0 ? STEP_SECONDS : Math.ceil(Math.max(STEP_SECONDS, 1 / pace));
  return Math.min(LAST_LOOK, FIRST_LOOK * 2 ** Math.min(quiet, 10));
}

/** Undefined when there is nothing to pause. What is on its way is finished. */
export function paused(run: Run, now: number, problem?: string): Run | undefined {
  if (run.state !== 'running') return undefined;
  return { ...run, state: 'paused', updatedAt: iso(now), problem };
}

/** Undefined when it is not paused and has not failed. The step that comes next is the caller's to call for. */
export function resumed(run: Run, now: number): Run | undefined {
  if (run.state !== 'paused' && run.state !== 'failed') return undefined;
  const at = iso(now);
  const next: Run = { ...run, state: 'running', askedAt: at, updatedAt: at, dueAt: at, seq: run.seq + 1, quiet: 0 };
  return { ...next, problem: undefined, endedAt: undefined };
}

/**
 * Has a run go on whose messages were lost: what it waits for is sent again. Undefined when it has no next step, or as
 * long as that may still come; `surely` when all queues were lost.
 */
export function revived(run: Run, now: number, surely: boolean): Run | undefined {
  if (!isAlive(run) || (!surely && now <= Date.parse(run.dueAt) + STALLED_MS)) return undefined;
  const outstanding = run.outstanding.map((unit) => ({ ...unit, unsent: true as const }));
  return { ...run, outstanding, seq: run.seq + 1, dueAt: iso(now), updatedAt: iso(now), quiet: 0 };
}

/** Undefined when it has ended already. What is on its way is finished; what was done stays. */
export function cancelled(run: Run, now: number): Run | undefined {
  if (run.state !== 'running' && run.state !== 'paused' && run.state !== 'failed') return undefined;
  return { ...run, state: 'cancelled', updatedAt: iso(now), endedAt: iso(now) };
}

/** After the last attempt at a step. It can be resumed. */
export function failed(run: Run, problem: string, now: number): Run | undefined {
  if (run.state !== 'running') return undefined;
  return { ...run, state: 'failed', updatedAt: iso(now), endedAt: iso(now), problem };
}

/** How far a run is. */
export interface Progress {
  /** Articles: of the selection, or of as much of it as the cap allows. */
  total: number;
  done: number;
  /** When it will be through at the rate it had so far; undefined while there is nothing to tell it from. */
  eta: string | undefined;
  /** Its next step is long overdue. */
  stalled: boolean;
}

export function progressOf(run: Run, now: number): Progress {
  const { changed, unchanged, superseded, failed: lost } = run.done;
  const done = changed + unchanged + superseded + lost;
  const total = Math.max(done, Math.min(run.counted.articles, run.cap.articles ?? Number.POSITIVE_INFINITY));
  const running = run.state === 'running';
  const elapsed = now - Date.parse(run.createdAt);
  const known = running && run.phase !== 'counting' && done > 0 && elapsed > 0;
  return {
    total,
    done,
    eta: known ? iso(now + (elapsed / done) * (total - done)) : undefined,
    stalled: running && now > Date.parse(run.dueAt) + STALLED_MS,
  };
}

function addCounts(a: ChangeCounts, b: ChangeCounts): ChangeCounts {
  const sum = { ...a };
  for (const [kind, { added, removed, changed }] of Object.entries(b)) {
    const before = sum[kind] ?? { added: 0, removed: 0, changed: 0 };
    sum[kind] = {
      added: before.added + added,
      removed: before.removed + removed,
      changed: before.changed + changed,
    };
  }
  return sum;
}

function addSets(a: Counted['madeBy'], b: Counted['madeBy']): Counted['madeBy'] {
  const name = (versions: Counted['madeBy'][number]['versions']) => JSON.stringify(Object.entries(versions).sort());
  const sets = new Map(a.map((set) => [name(set.versions), set]));
  for (const { versions, articles } of b) {
    const before = sets.get(name(versions));
    if (before || sets.size < MADE_BY)
      sets.set(name(versions), { versions, articles: articles + (before?.articles ?? 0) });
  }
  return [...sets.values()];
}
