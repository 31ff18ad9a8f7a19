import { getAnalysis } from '../../shared/archive/objects';
import type { Receipts } from '../../shared/archive/receipts';
import { type Outcome, retractArticle, storeAnalysis } from '../../shared/archive/writer';
import type { StoreInput } from '../../shared/pipeline/messages';
import type { ObjectStore, Table } from '../../shared/ports';

export interface StoreDependencies {
  objects: ObjectStore;
  table: Table;
  receipts: Receipts;
  indexShards: number;
}

/** Makes an analysis the one that readers see, or takes an article away. Every step may be repeated. */
export async function storeArticle(input: StoreInput, to: StoreDependencies): Promise<Outcome | 'retracted'> {
  if (input.kind === 'retract') {
    await retractArticle(to.table, input);
    return 'retracted';
  }
  const analysis = await getAnalysis(to.objects, input.analysisKey);
  const outcome = await storeAnalysis(to.table, analysis, input, to.indexShards);
  const article = { id: input.articleId, ordinal: analysis.ordinal };
  await to.receipts.articleEnded(input.dropId, article, { superseded: outcome === 'superseded' });
  return outcome;
}
