import { unlessDeleted } from '../../shared/archive/decided';
import { findParsed, present, putAnalysis } from '../../shared/archive/objects';
import type { Receipts } from '../../shared/archive/receipts';
import type { Analysis, ParsedObject } from '../../shared/archive/records';
import { referToArticles } from '../../shared/archive/references';
import { annotate } from '../../shared/extractors/annotate';
import type { Extractor, Versions } from '../../shared/extractors/extractor';
import { versionsOf } from '../../shared/extractors/registry';
import { nameOf } from '../../shared/pipeline/hash';
import type { EnrichRequest, StoreRequest } from '../../shared/pipeline/messages';
import type { Lane } from '../../shared/pipeline/topology';
import type { ObjectStore, Queue, Table } from '../../shared/ports';

export interface EnrichDependencies {
  objects: ObjectStore;
  table: Table;
  receipts: Receipts;
  extractors: readonly Extractor[];
  toStore(lane: Lane): Queue<StoreRequest>;
}

/** Annotates a parsed article and hands its analysis on. Every step may be repeated. */
export async function enrichArticle(request: EnrichRequest, to: EnrichDependencies): Promise<'enriched' | 'deleted'> {
  const { dropId, articleId, ordinal, parsedKey } = request;
  const parsed = await findParsed(to.objects, parsedKey);
  const subject = { dropId, articleId, order: parsed?.drop.order };
  const outcome = await unlessDeleted(
    to.table,
    subject,
    () => enrichParsed(request, present(parsed, parsedKey), to),
    async () => {
      if (parsed) await referToArticles(to.table, parsed.drop, [articleId]);
    },
  );
  if (outcome === 'deleted') await to.receipts.articleEnded(dropId, { id: articleId, ordinal }, { superseded: true });
  return outcome;
}

async function enrichParsed(request: EnrichRequest, parsed: ParsedObject, to: EnrichDependencies): Promise<'enriched'> {
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
