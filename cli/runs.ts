import { setTimeout as sleep } from 'node:timers/promises';
import { operations } from '../shared/api/operations';
import type { RunDetail } from '../shared/api/schemas';
import { ApiClient } from './api-client';
import { askList, askOne, type ListOptions, type OneOptions } from './ask';
import { EXIT } from './errors';
import { count, type Io } from './output';
import { showProgress } from './progress';
import { changeColumns, runColumns, showCount, showRollback, showRun, summaryOf } from './run-views';
import { findTarget, type TargetOptions } from './target';

export interface ReprocessOptions extends OneOptions {
  outdated?: boolean;
  failed?: boolean;
  stale?: boolean;
  publication?: string;
  entity?: string;
  from?: string;
  to?: string;
  droppedFrom?: string;
  droppedTo?: string;
  prefix?: string;
  id?: string[];
  dryRun?: boolean;
  pace?: string;
  maxArticles?: string;
  maxUsd?: string;
  reason?: string;
  wait: boolean;
}

/** Pauses between questions how far a run is, milliseconds: longer each time that it was no further. */
const SHORTEST_PAUSE = 300;
const LONGEST_PAUSE = 5000;

const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));

/** Starts a run, or counts what one would do, and follows it to its end. */
export async function reprocess(options: ReprocessOptions, io: Io): Promise<number> {
  const client = new ApiClient(await findTarget(options));
  const { publication, entity, id: ids, dryRun, reason } = options;
  const body = {
    selector: {
      ...(options.stale && { stale: true }),
      ...(options.outdated && { outdated: true }),
      ...(options.failed && { failed: true }),
      publication,
      entity,
      publishedFrom: options.from,
      publishedTo: options.to,
      droppedFrom: options.droppedFrom,
      droppedTo: options.droppedTo,
      keyPrefix: options.prefix && `incoming/${options.prefix}`,
      ids,
    },
    dryRun,
    pace: number(options.pace),
    cap: { articles: number(options.maxArticles), usd: number(options.maxUsd) },
    reason,
  };
  return follow(await client.json(operations.startRun, { body }), client, options, io);
}

/** Puts back what a run changed, and follows that. */
export async function rollBackRun(
  id: string,
  options: OneOptions & { reason?: string; wait: boolean },
  io: Io,
): Promise<number> {
  const client = new ApiClient(await findTarget(options));
  const body = { reason: options.reason };
  return follow(await client.json(operations.rollBackRun, { params: { id }, body }), client, options, io);
}

async function follow(
  started: RunDetail,
  client: ApiClient,
  options: OneOptions & { wait: boolean },
  io: Io,
): Promise<number> {
  let run = started;
  if (options.wait || run.dryRun) {
    if (!run.dryRun) io.err(`${run.id} has started; Ctrl-C leaves it at work: see \`dateline runs\`.`);
    run = await untilEnd(run, client, io);
  }
  const text = run.dryRun ? showCount : options.wait ? summaryOf : showRun;
  await io.out(options.json ? `${JSON.stringify(run, null, 2)}\n` : text(run, io.width));
  if (run.problem) io.err(run.problem);
  return run.state === 'failed' || run.outcomes.failed > 0 ? EXIT.failed : EXIT.ok;
}

async function untilEnd(started: RunDetail, client: ApiClient, io: Io): Promise<RunDetail> {
  const { id } = started;
  let run = started;
  let pause = SHORTEST_PAUSE;
  let progress: ReturnType<typeof showProgress> | undefined;
  try {
    while (run.state === 'running') {
      await sleep(pause);
      const next = await client.json(operations.getRun, { params: { id } });
      pause = next.progress.done > run.progress.done ? SHORTEST_PAUSE : Math.min(LONGEST_PAUSE, pause * 1.5);
      run = next;
      if (run.phase !== 'counting' && !run.dryRun) progress ??= showProgress(run.progress.total, io);
      progress?.update(run.progress.done, `${count(run.outcomes.changed, 'article')} changed`);
    }
  } finally {
    progress?.stop();
  }
  return run;
}

export function list(options: ListOptions, io: Io): Promise<number> {
  return askList(operations.listRuns, {}, {}, runColumns, options, io);
}

export function changes(id: string, options: ListOptions & { outcome?: string }, io: Io): Promise<number> {
  return askList(operations.listRunChanges, { id }, { outcome: options.outcome }, changeColumns, options, io);
}

const MOVES = {
  show: operations.getRun,
  pause: operations.pauseRun,
  resume: operations.resumeRun,
  cancel: operations.cancelRun,
} as const;

/** Asks for a run, or moves it. */
export function move(what: keyof typeof MOVES, id: string, options: OneOptions, io: Io): Promise<number> {
  return askOne(MOVES[what], { id }, showRun, options, io);
}

/** Puts an article back to the revision that a run replaced. */
export async function rollBackArticle(
  id: string,
  options: TargetOptions & { reason?: string; json?: boolean },
  io: Io,
): Promise<number> {
  const client = new ApiClient(await findTarget(options));
  const body = { reason: options.reason };
  const answer = await client.json(operations.rollBackArticle, { params: { id }, body });
  await io.out(options.json ? `${JSON.stringify(answer, null, 2)}\n` : showRollback(answer));
  return EXIT.ok;
}
