import { headKey } from '../../shared/archive/keys';
import { findAnalysis } from '../../shared/archive/objects';
import { type Analysis, HeadRecord } from '../../shared/archive/records';
import type { Outcome } from '../../shared/archive/writer';
import { nameOf } from '../../shared/pipeline/hash';
import type { RetractRequest, StoreRequest } from '../../shared/pipeline/messages';
import { topology } from '../../shared/pipeline/topology';
import type { ObjectStore, Table } from '../../shared/ports';
import { changesBetween, countChanges, diffOf } from '../../shared/runs/changes';
import { type ArticleOutcome, noteArticle } from '../../shared/runs/outcomes';

interface Dependencies {
  objects: ObjectStore;
  table: Table;
}
type AskingRun = NonNullable<StoreRequest['run']>;

async function readHead(table: Table, articleId: string): Promise<HeadRecord | undefined> {
  const item = await table.get(headKey(articleId));
  return item && HeadRecord.parse(item);
}

/** What readers saw before a run's analysis is stored: found also in a later attempt, after the head has moved. */
export async function analysisBefore(
  after: Analysis,
  runId: string,
  { objects, table }: Dependencies,
): Promise<Analysis | undefined> {
  const head = await readHead(table, after.articleId);
  const retried = head?.runId === runId && head.current?.revision === after.revision;
  const key = retried ? head.previous?.analysisKey : head?.current?.analysisKey;
  return key === undefined ? undefined : findAnalysis(objects, key);
}

/** The revision that a retraction is going to take away; most of them take away what is not there any more. */
export async function revisionBefore({ articleId }: RetractRequest, table: Table): Promise<string | undefined> {
  return (await readHead(table, articleId))?.current?.revision;
}

export async function noteRetracted(runId: string, { dropId, articleId }: RetractRequest, from: string, table: Table) {
  const counts = { article: { added: 0, removed: 1, changed: 0 } };
  await noteArticle(table, runId, { dropId, articleId, outcome: 'changed', counts, from });
}

/** Notes what a run changed in an article, and keeps the differences themselves of a sample. Repeatable. */
export async function noteStored(
  run: AskingRun,
  { dropId, articleId }: StoreRequest,
  outcome: Outcome | 'deleted',
  { before, after }: { before: Analysis | undefined; after: Analysis | undefined },
  to: Dependencies,
): Promise<void> {
  const of = { dropId, articleId };
  const known: ArticleOutcome =
    outcome === 'stored' && after
      ? { ...of, to: after.revision, ...(await changeOf(run, articleId, { before, after }, to)) }
      : { ...of, outcome: 'superseded', counts: {} };
  await noteArticle(to.table, run.id, known);
}

async function changeOf(
  run: AskingRun,
  articleId: string,
  { before, after }: { before: Analysis | undefined; after: Analysis },
  { objects }: Dependencies,
): Promise<Pick<ArticleOutcome, 'outcome' | 'counts' | 'from' | 'diffKey'>> {
  if (!before) return { outcome: 'changed', counts: { article: { added: 1, removed: 0, changed: 0 } } };
  const from = before.revision;
  const changes = changesBetween(before, after);
  if (changes.length === 0) return { outcome: 'unchanged', counts: {}, from };
  const counts = countChanges(changes);
  if (!isSampled(run, articleId)) return { outcome: 'changed', counts, from };
  const diffKey = `${topology.prefixes.runs}${articleId}/${run.id}.json`;
  await objects.put(diffKey, JSON.stringify(diffOf(before, after, changes)), 'application/json');
  return { outcome: 'changed', counts, from, diffKey };
}

/** The same articles whoever asks, spread evenly. */
function isSampled({ id, sample }: AskingRun, articleId: string): boolean {
  return Number.parseInt(nameOf(id, articleId).slice(0, 8), 16) / 2 ** 32 < sample;
}
