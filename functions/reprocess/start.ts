import { randomUUID } from 'node:crypto';
import { claimRuns, lastHolder } from '../../shared/runs/claim';
import type { Counted, Run, Selector } from '../../shared/runs/records';
import * as machine from '../../shared/runs/run';
import { addRun, moveRun, readRun, runIdOf } from '../../shared/runs/run-store';
import { selectArticles } from '../../shared/runs/select';
import type { Dependencies } from './dependencies';

/** Articles a second, unless somebody says otherwise. */
export const DEFAULT_PACE = 20;

/**
 * Starts a run: claims, writes it, and calls for its first step. Answers the run that is under way instead, if one is;
 * a run that is only rehearsed needs no claim, for it changes nothing.
 * @param known what is known about a selection that need not be counted
 */
export async function startRun(
  request: machine.RunRequest,
  to: Dependencies,
  known?: Counted,
): Promise<{ run: Run } | { holder: string }> {
  const now = to.clock();
  const id = runIdOf(now, randomUUID());
  if (!request.dryRun) {
    const holder = await claimRuns(to.table, id, now);
    if (holder !== id) return { holder };
  }
  const run = machine.createRun(id, request, now, known);
  await addRun(to.table, run);
  await to.toRuns.send([{ kind: 'run-step', runId: id, seq: run.seq }]);
  return { run };
}

/** What the nightly sweep did. */
export type Swept = { started: string } | { revived: string } | { underWay: string } | { nothingStale: true };

/** Has everything that is stale made again, if anything is; a run that stands still is set going instead. */
export async function sweep(to: Dependencies): Promise<Swept> {
  // Here and not at the end of a run, since another may follow: an instance that opened them trusts that for a while.
  await to.lanes.settle();
  const revived = await revive(to, false);
  if (revived !== undefined) return { revived };
  const stale = await sweepOf({ stale: true }, to);
  // What the archive has learnt of calendars since: a handful of articles, where anything is.
  return 'nothingStale' in stale ? sweepOf({ outdated: true }, to) : stale;
}

async function sweepOf(selector: Selector, to: Dependencies): Promise<Swept> {
  let after: readonly string[] | undefined;
  do {
    const page = await selectArticles(to.table, selector, to.versions, { limit: 100, after });
    if (page.items.length > 0) {
      const started = await startRun(
        { kind: 'reprocess', dryRun: false, selector, reason: 'sweep', pace: DEFAULT_PACE, cap: {} },
        to,
      );
      return 'run' in started ? { started: started.run.id } : { underWay: started.holder };
    }
    after = page.next;
  } while (after);
  return { nothingStale: true };
}

/**
 * Sets the run going again that holds the claim, when its messages were lost; answers its id.
 * @param surely every queue was lost; otherwise only a run that is long overdue is taken for lost
 */
export async function revive(to: Dependencies, surely: boolean): Promise<string | undefined> {
  const now = to.clock();
  // A claim that has expired is of a run that nobody took over.
  const holder = await lastHolder(to.table);
  const found = holder === undefined ? undefined : await readRun(to.table, holder);
  const run = found && (await moveRun(to.table, found.id, (standing) => machine.revived(standing, now, surely)));
  if (!run) return undefined;
  await to.toRuns.send([{ kind: 'run-step', runId: run.id, seq: run.seq }]);
  return run.id;
}
