import { observedIssues } from '../../shared/archive/calendars';
import { unlessDeleted } from '../../shared/archive/decided';
import { headKey } from '../../shared/archive/keys';
import { findAnalysis, findParsed, present, putAnalysis } from '../../shared/archive/objects';
import type { Receipts } from '../../shared/archive/receipts';
import { type Analysis, HeadRecord, type ParsedObject } from '../../shared/archive/records';
import { referToArticles } from '../../shared/archive/references';
import type { ParsedArticle } from '../../shared/article/schema';
import type { Dating, ObservedIssue } from '../../shared/dating/dating';
import { analyse } from '../../shared/extractors/annotate';
import type { Extractor, Versions } from '../../shared/extractors/extractor';
import { versionsOf } from '../../shared/extractors/registry';
import type { Gazetteer } from '../../shared/gazetteers/model';
import { gazetteerVersion } from '../../shared/gazetteers/store';
import { nameOf, stableJson } from '../../shared/pipeline/hash';
import type { EnrichRequest, StoreRequest } from '../../shared/pipeline/messages';
import type { Lane } from '../../shared/pipeline/topology';
import type { ObjectStore, Queue, Table } from '../../shared/ports';
import { noteArticle } from '../../shared/runs/outcomes';

export interface EnrichDependencies {
  objects: ObjectStore;
  table: Table;
  receipts: Receipts;
  extractors: readonly Extractor[];
  /** The users' gazetteers that count now. */
  gazetteer?(): Promise<Gazetteer | undefined>;
  toStore(lane: Lane): Queue<StoreRequest>;
}

/** Annotates a parsed article and hands its analysis on. Every step may be repeated. */
export async function enrichArticle(request: EnrichRequest, to: EnrichDependencies): Promise<'enriched' | 'deleted'> {
  const { dropId, articleId, ordinal, parsedKey, run } = request;
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
  if (outcome === 'deleted') {
    await to.receipts.articleEnded(dropId, { id: articleId, ordinal }, { superseded: true });
    if (run) await noteArticle(to.table, run.id, { dropId, articleId, outcome: 'superseded', counts: {} });
  }
  return outcome;
}

async function enrichParsed(request: EnrichRequest, parsed: ParsedObject, to: EnrichDependencies): Promise<'enriched'> {
  const gazetteer = await to.gazetteer?.();
  const own = gazetteerVersion(gazetteer?.hash);
  const standing = request.lane === 'reprocess' ? await standingAnalysis(parsed, to) : undefined;
  const known = standing?.versions['gazetteers'] === own.gazetteers ? standing : undefined;
  const facts = {
    droppedAt: parsed.drop.order.modifiedAt,
    fileName: parsed.drop.key.slice(parsed.drop.key.lastIndexOf('/') + 1),
    observed: await observedFor(parsed.article, to.table),
  };
  const { annotations, dating, skipped } = await analyse(parsed.article, to.extractors, facts, { known, gazetteer });
  const versions = { ...parsed.versions, ...versionsOf(to.extractors), ...own };
  const revision = revisionOf(parsed, request.parsedKey, versions, dating);
  const analysis: Analysis = {
    ...parsed,
    revision,
    parsedKey: request.parsedKey,
    versions,
    annotations,
    dating,
    ...(skipped.length > 0 && { skipped }),
  };
  const analysisKey = await putAnalysis(to.objects, analysis);
  const { lane, requestedAt, run, dropId, articleId } = request;
  const { ordinal } = parsed;
  await to.toStore(lane).send([{ kind: 'store', lane, requestedAt, run, dropId, articleId, ordinal, analysisKey }]);
  await to.receipts.articleEnriched(dropId);
  return 'enriched';
}

/**
 * The analysis that readers see, when it is of the very same article: what its extractors found need not be looked for
 * again. It is the cache of extractors' outputs by content, extractor and version; another would cost more writes than
 * it saves work.
 */
async function standingAnalysis(parsed: ParsedObject, to: EnrichDependencies): Promise<Analysis | undefined> {
  const item = await to.table.get(headKey(parsed.articleId));
  const current = item && HeadRecord.parse(item).current;
  if (!current) return undefined;
  const analysis = await findAnalysis(to.objects, current.analysisKey);
  return analysis && stableJson(analysis.article) === stableJson(parsed.article) ? analysis : undefined;
}

/** Dated issues of the article's serial, which bound its day where it states none. */
async function observedFor({ metadata }: ParsedArticle, table: Table): Promise<ObservedIssue[]> {
  const { publication, volume, issue, published } = metadata;
  if (!publication || published || typeof volume?.value !== 'number' || typeof issue?.value !== 'number') return [];
  return observedIssues(table, { publication: publication.value, volume: volume.value });
}

/**
 * A revision is named by what it was made from: the dropped version, what the parser made of it, the versions, and the
 * days that were inferred, which depend on what the archive knew.
 */
function revisionOf(parsed: ParsedObject, parsedKey: string, versions: Versions, dating: Dating | undefined): string {
  const inferred = dating && !dating.exact ? [dating] : [];
  return `r-${nameOf(parsed.drop.id, parsedKey, Object.entries(versions).sort(), ...inferred)}`;
}
