import { getParsed, putAnalysis } from '../../shared/archive/objects';
import type { Receipts } from '../../shared/archive/receipts';
import type { Analysis, ParsedObject } from '../../shared/archive/records';
import { annotate } from '../../shared/extractors/annotate';
import type { Extractor, Versions } from '../../shared/extractors/extractor';
import { versionsOf } from '../../shared/extractors/registry';
import { nameOf } from '../../shared/pipeline/hash';
import type { EnrichRequest, StoreRequest } from '../../shared/pipeline/messages';
import type { Lane } from '../../shared/pipeline/topology';
import type { ObjectStore, Queue } from '../../shared/ports';

export interface EnrichDependencies {
  objects: ObjectStore;
  receipts: Receipts;
  extractors: readonly Extractor[];
  toStore(lane: Lane): Queue<StoreRequest>;
}

/** Annotates a parsed article and hands its analysis on. Every step may be repeated. */
export async function enrichArticle(request: EnrichRequest, to: EnrichDependencies): Promise<'enriched'> {
  const parsed = await getParsed(to.objects, request.parsedKey);
  const annotations = await annotate(parsed.article, to.extractors);
  const versions = { ...parsed.versions, ...versionsOf(to.extractors) };
  const revision = revisionOf(parsed, request.parsedKey, versions);
  const analysis: Analysis = {
    ...parsed,
    revision,
    parsedKey: request.parsedKey,
    versions,
    annotations: [...annotations],
  };
  const analysisKey = await putAnalysis(to.objects, analysis);
  const { lane, requestedAt, dropId, articleId } = request;
  await to
    .toStore(lane)
    .send([{ kind: 'store', lane, requestedAt, dropId, articleId, ordinal: parsed.ordinal, analysisKey }]);
  await to.receipts.articleEnriched(dropId);
  return 'enriched';
}

/** A revision is named by what it was made from: the dropped version, what the parser made of it, and the versions. */
function revisionOf(parsed: ParsedObject, parsedKey: string, versions: Versions): string {
  return `r-${nameOf(parsed.drop.id, parsedKey, Object.entries(versions).sort())}`;
}
