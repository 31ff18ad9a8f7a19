import type { RunChange, RunDetail } from '../../shared/api/schemas';
import { getJson } from '../../shared/archive/objects';
import type { ObjectStore } from '../../shared/ports';
import { Diff } from '../../shared/runs/changes';
import { secondsOf } from '../../shared/runs/estimate';
import type { ArticleOutcome } from '../../shared/runs/outcomes';
import type { Run } from '../../shared/runs/records';
import { progressOf } from '../../shared/runs/run';
import type { Dependencies } from './dependencies';

/** What the API shows of a run. */
export function showRun(run: Run, { versions, clock }: Pick<Dependencies, 'versions' | 'clock'>): RunDetail {
  const { total, done, eta, stalled } = progressOf(run, clock());
  const { cap, counted, sent } = run;
  return {
    id: run.id,
    kind: run.kind,
    of: run.of ?? null,
    dryRun: run.dryRun,
    selector: run.selector,
    reason: run.reason ?? null,
    pace: run.pace,
    cap: { articles: cap.articles ?? null, usd: cap.usd ?? null },
    state: run.state,
    phase: run.phase,
    createdAt: run.createdAt,
    updatedAt: run.updatedAt,
    endedAt: run.endedAt ?? null,
    versions,
    counted: { ...counted, seconds: secondsOf(Math.min(counted.articles, cap.articles ?? Infinity), run.pace) },
    progress: { total, done, sent: sent.articles, usd: sent.usd, eta: eta ?? null, stalled },
    outcomes: run.done,
    changes: run.changes,
    stoppedBy: run.stoppedBy ?? null,
    problem: run.problem ?? null,
  };
}

/** What the API shows of one article of a run; differences that have expired are null, as those that were not kept. */
export async function showChange(outcome: ArticleOutcome, objects: ObjectStore): Promise<RunChange> {
  const { articleId, dropId, counts, from, to, reason, diffKey } = outcome;
  const kept = diffKey !== undefined && (await objects.head(diffKey)) !== undefined;
  return {
    articleId,
    dropId,
    outcome: outcome.outcome,
    counts,
    from: from ?? null,
    to: to ?? null,
    reason: reason ?? null,
    diff: kept ? await getJson(objects, diffKey, Diff) : null,
  };
}
