import * as z from 'zod';
import { runKey, runOutcomeKey, runOutcomePrefix } from '../archive/keys';
import type { Listed, Position } from '../archive/reader';
import type { Table } from '../ports';
import { ChangeCounts, Outcome, type Unit } from './records';
import type { Settlement } from './run';

/** How one article of a run ended: one item, written once. */
export const ArticleOutcome = z.object({
  dropId: z.string(),
  articleId: z.string(),
  outcome: Outcome,
  counts: ChangeCounts,
  /** The revisions before and after, where there were any. */
  from: z.string().optional(),
  to: z.string().optional(),
  /** Key of the differences, where they are kept. */
  diffKey: z.string().optional(),
  /** Why it failed, for a person. */
  reason: z.string().optional(),
});
export type ArticleOutcome = z.infer<typeof ArticleOutcome>;

/** That a file was read again, and how many articles are to be waited for; or that it was not. */
const FileOutcome = z.object({
  dropId: z.string(),
  articles: z.int().nonnegative(),
  outcome: Outcome.optional(),
  reason: z.string().optional(),
});
type FileOutcome = z.infer<typeof FileOutcome>;

/** Outcomes of one file that a step looks at; a file of more articles than these is waited for without the others. */
const MOST_ARTICLES = 5_000;
const AT_ONCE = 16;

/** Notes how an article ended; what was noted before stands. */
export async function noteArticle(table: Table, runId: string, outcome: ArticleOutcome): Promise<void> {
  await table.putIf({ ...runOutcomeKey(runId, outcome.dropId, outcome.articleId), ...outcome }, undefined);
}

/** Notes that an article was given up. */
export function noteFailure(
  table: Table,
  runId: string,
  { dropId, articleId }: { dropId: string; articleId: string },
  reason: string,
): Promise<void> {
  return noteArticle(table, runId, { dropId, articleId, outcome: 'failed', counts: {}, reason });
}

/** Notes that a file was read again, or why not. */
export async function noteFile(table: Table, runId: string, outcome: FileOutcome): Promise<void> {
  await table.putIf({ ...runOutcomeKey(runId, outcome.dropId), ...outcome }, undefined);
}

/** What has become of units: those of which every article has ended. */
export async function readSettlements(table: Table, runId: string, units: readonly Unit[]): Promise<Settlement[]> {
  const articles = units.filter((unit) => unit.articleId !== undefined);
  const keys = articles.map(({ dropId, articleId }) => runOutcomeKey(runId, dropId, articleId));
  const found = new Map(
    (await table.getMany(keys, { consistent: true })).map((item) => [item.sk, ArticleOutcome.parse(item)]),
  );
  const settled: Settlement[] = articles.flatMap((unit) => {
    const outcome = found.get(runOutcomeKey(runId, unit.dropId, unit.articleId).sk);
    return outcome ? [{ unit, outcomes: [outcome] }] : [];
  });
  const files = units.filter((unit) => unit.articleId === undefined);
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const some = files.slice(at, at + AT_ONCE).map((unit) => readFile(table, runId, unit));
    settled.push(...(await Promise.all(some)).flatMap((settlement) => settlement ?? []));
  }
  return settled;
}

async function readFile(table: Table, runId: string, unit: Unit): Promise<Settlement | undefined> {
  const own = runOutcomeKey(runId, unit.dropId);
  const range = { pk: own.pk, from: own.sk, to: `${own.sk}~`, limit: MOST_ARTICLES + 1, consistent: true };
  const { items } = await table.query(range);
  const first = items[0];
  if (first?.sk !== own.sk) return undefined;
  const file = FileOutcome.parse(first);
  if (file.outcome) return { unit, outcomes: [{ outcome: file.outcome, counts: {} }] };
  const outcomes = items.slice(1).map((item) => ArticleOutcome.parse(item));
  return outcomes.length >= Math.min(file.articles, MOST_ARTICLES) ? { unit, outcomes } : undefined;
}

/** Of units, those that a run has dealt with already: an article may come into its selection twice. */
export async function dealtWith(
  table: Table,
  runId: string,
  units: readonly Pick<Unit, 'dropId' | 'articleId'>[],
): Promise<Set<string>> {
  const keys = units.map(({ dropId, articleId }) => runOutcomeKey(runId, dropId, articleId));
  const found = await table.getMany(keys, { consistent: true });
  return new Set(found.map(({ sk }) => sk.slice(runOutcomePrefix.length)));
}

/** Outcomes of a run's articles, in no order that means anything. */
export async function listOutcomes(
  table: Table,
  runId: string,
  { limit, after }: { limit: number; after?: Position | undefined },
): Promise<Listed<ArticleOutcome>> {
  const range = { pk: runKey(runId).pk, from: runOutcomePrefix, to: `${runOutcomePrefix}~` };
  const page = await table.query({ ...range, limit, after: after?.[0], consistent: true });
  const items = page.items.flatMap((item) => (item.sk.endsWith('#') ? [] : [ArticleOutcome.parse(item)]));
  const last = page.items.at(-1)?.sk;
  return { items, ...(page.more && last !== undefined && { next: [last] }) };
}
