import { unlessDeleted } from '../../shared/archive/decided';
import { retractDeleted } from '../../shared/archive/deletion';
import { findAnalysis, present, revisionAt } from '../../shared/archive/objects';
import { entriesOf } from '../../shared/archive/plan';
import type { Receipts } from '../../shared/archive/receipts';
import type { Analysis } from '../../shared/archive/records';
import { discardRevision, type Outcome, retractArticle, storeAnalysis } from '../../shared/archive/writer';
import { publishWithEnd } from '../../shared/events/ends';
import { type DatelineEvent, eventId } from '../../shared/events/events';
import type { RetractRequest, StoreInput, StoreRequest } from '../../shared/pipeline/messages';
import type { Clock, EventPublisher, ObjectStore, Table } from '../../shared/ports';
import { analysisBefore, noteRetracted, noteStored, revisionBefore } from './run-outcome';

export interface StoreDependencies {
  objects: ObjectStore;
  table: Table;
  receipts: Receipts;
  events: EventPublisher;
  indexShards: number;
  clock: Clock;
}

/** Makes an analysis the one that readers see, or takes an article away. Every step may be repeated. */
export function storeArticle(input: StoreInput, to: StoreDependencies): Promise<Outcome | 'retracted' | 'deleted'> {
  return input.kind === 'retract' ? retract(input, to) : store(input, to);
}

async function store(request: StoreRequest, to: StoreDependencies): Promise<Outcome | 'deleted'> {
  const { table } = to;
  const { dropId, articleId, ordinal, lane, run, analysisKey, repair } = request;
  const analysis = await findAnalysis(to.objects, analysisKey);
  const before = run && analysis && (await analysisBefore(analysis, run.id, to));
  const source = { ...request, runId: run?.id };
  const outcome = await unlessDeleted(
    table,
    { dropId, articleId, order: analysis?.drop.order },
    async () => {
      const stored = await storeAnalysis(table, present(analysis, analysisKey), source, to.indexShards, { repair });
      if (run) await noteStored(run, request, stored, { before, after: analysis }, to);
      return stored;
    },
    async (deletion) => {
      await retractDeleted(table, articleId, deletion);
      await discardRevision(table, articleId, revisionAt(analysisKey));
    },
  );
  if (run && outcome === 'deleted') await noteStored(run, request, outcome, { before, after: analysis }, to);
  const article = { id: articleId, ordinal: analysis?.ordinal ?? ordinal };
  const superseded = outcome === 'superseded' || outcome === 'deleted';
  const entries = outcome === 'stored' && analysis ? entriesOf(analysis) : 0;
  const receipt = await to.receipts.articleEnded(dropId, article, { superseded, entries });
  const stored = outcome === 'stored' && analysis ? [storedEvent(request, analysis, to.clock)] : [];
  await publishWithEnd(stored, receipt, lane, to);
  return outcome;
}

function storedEvent(request: StoreRequest, { revision, drop }: Analysis, clock: Clock): DatelineEvent {
  const { articleId, dropId, lane, requestedAt, run } = request;
  const id = eventId('article.stored', articleId, revision, requestedAt);
  const at = new Date(clock()).toISOString();
  return {
    name: 'article.stored',
    detail: { version: 1, id, at, lane, articleId, dropId, key: drop.key, revision, runId: run?.id },
  };
}

async function retract(request: RetractRequest, to: StoreDependencies): Promise<'retracted' | 'superseded'> {
  const { articleId, dropId, ordinal, key, lane, run } = request;
  const before = run && (await revisionBefore(request, to.table));
  const outcome = await retractArticle(to.table, request);
  if (run && before !== undefined && outcome === 'retracted') await noteRetracted(run.id, request, before, to.table);
  const receipt = await to.receipts.articleEnded(dropId, { id: articleId, ordinal }, { retracted: true });
  if (outcome === 'superseded') {
    await publishWithEnd([], receipt, lane, to);
    return outcome;
  }
  const id = eventId('article.retracted', articleId, dropId);
  const at = new Date(to.clock()).toISOString();
  const retracted: DatelineEvent = {
    name: 'article.retracted',
    detail: { version: 1, id, at, lane, articleId, dropId, key },
  };
  await publishWithEnd([retracted], receipt, lane, to);
  return outcome;
}
