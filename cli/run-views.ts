import type { ArticleRollback, RunChange, RunDetail } from '../shared/api/schemas';
import type { Versions } from '../shared/extractors/extractor';
import type { ChangeCounts } from '../shared/runs/records';
import { facts } from './ask-views';
import { count, printable } from './output';
import { type Column, table } from './table';

/** What `dateline reprocess` and `dateline runs` print for people. Every text ends with a line break. */

export const runColumns: readonly Column<RunDetail>[] = [
  { head: 'started', cell: ({ createdAt }) => createdAt.slice(0, 19).replace('T', ' ') },
  { head: 'state', cell: (run) => stateOf(run) },
  { head: 'what', cell: (run) => whatOf(run), flexible: true },
  { head: 'done', cell: ({ progress: { done, total } }) => `${done}/${total}` },
  { head: 'changed', cell: ({ outcomes }) => String(outcomes.changed) },
  { head: 'id', cell: ({ id }) => id },
];

export const changeColumns: readonly Column<RunChange>[] = [
  { head: 'article', cell: ({ articleId }) => articleId },
  { head: 'outcome', cell: ({ outcome }) => outcome },
  { head: 'changes', cell: ({ counts, reason }) => reason ?? countsOf(counts), flexible: true },
  { head: 'differences', cell: ({ diff }) => (diff ? String(diff.changes.length + diff.omitted) : '') },
];

function stateOf({ state, dryRun, progress }: RunDetail): string {
  if (progress.stalled) return 'stalled';
  return dryRun ? `${state} (dry run)` : state;
}

/** What a run is about, in words. */
function whatOf({ kind, of, selector }: RunDetail): string {
  if (kind === 'rollback') return `roll back ${of}`;
  return Object.entries(selector)
    .map(([name, value]) => (value === true ? name : `${name} ${[value].flat().join(', ')}`))
    .join(', ');
}

/** `mention: 3 added, 1 removed`. */
function countsOf(counts: ChangeCounts): string {
  return Object.entries(counts)
    .map(([kind, { added, removed, changed }]) => {
      const said = [
        [added, 'added'],
        [removed, 'removed'],
        [changed, 'changed'],
      ] as const;
      return `${kind}: ${said.flatMap(([number, what]) => (number > 0 ? [`${number} ${what}`] : [])).join(', ')}`;
    })
    .join('; ');
}

/** What a run would do. */
export function showCount(run: RunDetail, width?: number): string {
  const { counted, versions, pace } = run;
  const { articles, toParse, usd, seconds, madeBy } = counted;
  const current = `A fresh drop is made by ${versionList(versions)}.\n`;
  if (articles === 0) return `Nothing to do: no article fits (${printable(whatOf(run))}). ${current}`;
  const sets = madeBy.length === 0 ? '' : `${table(versionColumns(versions), madeBy, width)}\n`;
  const again = `${count(articles, 'article')} would be made again, ${toParse} of them from their files`;
  return `${sets}${again}: about ${duration(seconds)} at ${pace} a second, and ${money(usd)} in AWS.\n${current}`;
}

type MadeBy = RunDetail['counted']['madeBy'][number];

const versionColumns = (current: Versions): readonly Column<MadeBy>[] => [
  { head: 'articles', cell: ({ articles }) => String(articles) },
  { head: 'made by', cell: ({ versions }) => versionList(versions), flexible: true },
  { head: 'has changed', cell: ({ versions }) => changes(versions, current).join(', ') },
];

/** A run in full. */
export function showRun(run: RunDetail, width?: number): string {
  const { counted, progress, outcomes, cap } = run;
  const caps = [cap.articles && count(cap.articles, 'article'), cap.usd && money(cap.usd)].filter(Boolean);
  return facts(
    [
      ['run', run.id],
      ['what', whatOf(run)],
      ['reason', run.reason],
      ['state', stateOf(run)],
      ['problem', run.problem],
      ['started', run.createdAt],
      ['ended', run.endedAt],
      ['pace', `${run.pace} articles a second`],
      ['cap', caps.join(', ')],
      ['stopped by', run.stoppedBy && `its cap of ${run.stoppedBy}`],
      ['counted', `${count(counted.articles, 'article')}, ${money(counted.usd)}`],
      ['done', `${progress.done} of ${progress.total}`],
      ['through at', progress.eta],
      [
        'outcomes',
        Object.entries(outcomes)
          .map(([outcome, number]) => `${number} ${outcome}`)
          .join(', '),
      ],
      ['changes', countsOf(run.changes)],
    ],
    width,
  );
}

/** One line that says how a run ended. */
export function summaryOf({ id, state, outcomes, changes, stoppedBy }: RunDetail): string {
  const { changed, unchanged, superseded, failed } = outcomes;
  const rest = [
    [unchanged, 'unchanged'],
    [superseded, 'superseded'],
    [failed, 'failed'],
  ] as const;
  const ends = [`${changed} changed`, ...rest.flatMap(([number, what]) => (number > 0 ? [`${number} ${what}`] : []))];
  const stopped = stoppedBy ? ` at its cap of ${stoppedBy}` : '';
  const facts = countsOf(changes);
  return `${id} ${state}${stopped}: ${ends.join(', ')}${facts && ` (${facts})`}.\n`;
}

export function showRollback({ articleId, from, to }: ArticleRollback): string {
  return `${articleId} goes back from ${from} to ${to}.\n`;
}

function money(usd: number): string {
  return `${usd < 0.01 && usd > 0 ? '< 0.01' : usd.toFixed(2)} USD`;
}

function duration(seconds: number): string {
  if (seconds < 120) return count(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}

function versionList(versions: Versions): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name}@${version}`)
    .join(', ');
}

/** The names whose versions differ, each with its two versions. */
function changes(old: Versions, current: Versions): string[] {
  return [...new Set([...Object.keys(old), ...Object.keys(current)])]
    .filter((name) => old[name] !== current[name])
    .map((name) => `${name} ${old[name] ?? 'none'} → ${current[name] ?? 'none'}`);
}
