import { getAnalysis } from '../../shared/archive/objects';
import type { Receipts } from '../../shared/archive/receipts';
import { type Outcome, retractArticle, storeAnalysis } from '../../shared/archive/writer';
import { publishWithEnd } from '../../shared/events/ends';
import { type DatelineEvent, eventId } from '../../shared/events/events';
import type { RetractRequest, StoreInput, StoreRequest } from '../../shared/pipeline/messages';
import type { Clock, EventPublisher, ObjectStore, Table } from '../../shared/ports';

export interface StoreDependencies {
  objects: ObjectStore;
  table: Table;
  receipts: Receipts;
  events: EventPublisher;
  indexShards: number;
  clock: Clock;
}

/** Makes an analysis the one that readers see, or takes an article away. Every step may be repeated. */
export function storeArticle(input: StoreInput, to: StoreDependencies): Promise<Outcome | 'retracted'> {
  return input.kind === 'retract' ? retract(input, to) : store(input, to);
}

async function store(request: StoreRequest, to: StoreDependencies): Promise<Outcome> {
  const { dropId, articleId, lane, requestedAt, analysisKey } = request;
  const analysis = await getAnalysis(to.objects, analysisKey);
  const outcome = await storeAnalysis(to.table, analysis, request, to.indexShards);
  const receipt = await to.receipts.articleEnded(
    dropId,
    { id: articleId, ordinal: analysis.ordinal },
    { superseded: outcome === 'superseded' },
  );
  const { revision, drop } = analysis;
  const stored: DatelineEvent = {
    name: 'article.stored',
    detail: {
      version: 1,
      id: eventId('article.stored', articleId, revision, requestedAt),
      at: new Date(to.clock()).toISOString(),
      lane,
      articleId,
      dropId,
      key: drop.key,
      revision,
    },
  };
  await publishWithEnd(outcome === 'stored' ? [stored] : [], receipt, lane, to);
  return outcome;
}

async function retract(request: RetractRequest, to: StoreDependencies): Promise<'retracted' | 'superseded'> {
  const { articleId, dropId, key, lane } = request;
  const outcome = await retractArticle(to.table, request);
  if (outcome === 'superseded') return outcome;
  const id = eventId('article.retracted', articleId, dropId);
  const at = new Date(to.clock()).toISOString();
  await to.events.publish([
    { name: 'article.retracted', detail: { version: 1, id, at, lane, articleId, dropId, key } },
  ]);
  return outcome;
}
