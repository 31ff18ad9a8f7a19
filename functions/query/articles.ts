import type { ArticleDetail, ArticleSummary, Sourcing } from '../../shared/api/schemas';
import type { Analysis, ShownHead } from '../../shared/archive/records';
import { correctedAnnotations } from '../../shared/corrections/annotations';
import { isHidden, type Overlay } from '../../shared/corrections/overlay';
import type { Annotation } from '../../shared/extractors/extractor';
import { type Answer, type Input, pageOf } from '../../shared/http/callable';
import { nameOf } from '../../shared/pipeline/hash';
import { declaredTopics } from '../../shared/topics/declared';
import type { Dependencies } from './dependencies';
import { digestOf, toEntities } from './digest';
import { shownArticle } from './shown';
import { namedTogether, relationsIn } from './shown-relations';

/** Pairs that are named together which an article shows. */
const CO_MENTIONS = 20;

export async function listArticles(
  input: Input<'listArticles'>,
  { archive }: Dependencies,
): Promise<Answer<'listArticles'>> {
  const { cursor: _, ...filter } = input.query;
  const overlay = filter.entity === undefined ? undefined : await archive.corrections();
  const isEmpty = overlay !== undefined && filter.entity !== undefined && isHidden(overlay, filter.entity);
  return pageOf(
    'listArticles',
    input,
    async (after) => (isEmpty ? { items: [] } : archive.articles({ ...filter, after }, overlay)),
    ({ head }) => toSummary(head),
  );
}

export async function getArticle({ params }: Input<'getArticle'>, deps: Dependencies): Promise<Answer<'getArticle'>> {
  const [{ head, analysis }, overlay] = await Promise.all([shownArticle(params.id, deps), deps.archive.corrections()]);
  const body = toDetail(head, analysis, overlay);
  const { corrections } = body;
  const { revision } = head.current;
  return { body, version: corrections.length === 0 ? revision : `${revision}-${nameOf(corrections)}` };
}

export async function getArticleText(
  { params }: Input<'getArticleText'>,
  deps: Dependencies,
): Promise<Answer<'getArticleText'>> {
  const { head, analysis } = await shownArticle(params.id, deps);
  return { body: analysis.article.text, version: head.current.revision };
}

export async function getSourceMap(
  { params }: Input<'getSourceMap'>,
  deps: Dependencies,
): Promise<Answer<'getSourceMap'>> {
  const { head, analysis } = await shownArticle(params.id, deps);
  const { article, drop, sha256, member, encoding } = analysis;
  const runs = article.sourceMap.map(([text, source, length]) => ({ text, source, length }));
  const { key, versionId } = drop;
  const body = { key, versionId: versionId ?? null, sha256, member: member ?? null, encoding, runs };
  return { body, version: head.current.revision };
}

/** What lists show of an article. */
export function toSummary({ articleId, dropId, key, order, current }: ShownHead): ArticleSummary {
  return {
    id: articleId,
    title: current.title,
    titleDerived: current.titleDerived,
    publication: current.publication ?? null,
    volume: current.volume ?? null,
    issue: current.issue ?? null,
    published: current.published ?? null,
    publishedBetween: current.publishedBetween ?? null,
    listedAt: current.listedAt,
    droppedAt: order.modifiedAt,
    language: current.language ?? null,
    paragraphCount: current.paragraphCount,
    wordCount: current.wordCount,
    key,
    dropId,
    revision: current.revision,
  };
}

/** An article with its annotations, each with the words `[start, end)` of the canonical text that it came from. */
function toDetail(head: ShownHead, analysis: Analysis, overlay: Overlay): ArticleDetail {
  const { text, metadata, paragraphs, sentences, pages, warnings, repairs, suspicions } = analysis.article;
  const { shown, corrections } = correctedAnnotations(overlay, head.articleId, analysis.annotations);
  const wordsOf = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  return {
    ...toSummary(head),
    metadata,
    paragraphs: paragraphs.map((paragraph) => ({ ...paragraph, text: wordsOf(paragraph) })),
    sentences,
    dating: analysis.dating ?? null,
    pages: pages?.map(([start, page]) => ({ start, page })) ?? null,
    annotations: shown.map(({ annotation, ...rest }) => ({ ...annotation, ...rest, text: wordsOf(annotation) })),
    corrections,
    entities: toEntities(shown, text),
    ...digestOf(analysis.annotations, wordsOf),
    declaredTopics: declaredTopics(metadata),
    relations: [
      ...relationsIn(shown, analysis.article),
      ...namedTogether(shown, analysis.article, { most: CO_MENTIONS }),
    ],
    skipped: analysis.skipped ?? [],
    sourcing: sourcingOf(analysis.annotations),
    repairs: (repairs ?? []).map((repair) => ({ ...repair, text: wordsOf(repair) })),
    suspicions: (suspicions ?? []).map((suspicion) => ({ ...suspicion, text: wordsOf(suspicion) })),
    warnings,
    source: {
      format: analysis.format,
      encoding: analysis.encoding,
      bytes: analysis.drop.bytes,
      sha256: analysis.sha256,
      member: analysis.member ?? null,
      ordinal: analysis.ordinal,
    },
    versions: analysis.versions,
  };
}

/** How many sources an article cites, and from which countries. */
function sourcingOf(annotations: readonly Annotation[]): Sourcing {
  const cites = annotations.flatMap((annotation) => (annotation.kind === 'citation' ? annotation.value.cites : []));
  const sources = new Set(cites.map(({ source }) => source.id)).size;
  const byCountry = new Map<string | null, number>();
  for (const { source } of cites)
    byCountry.set(source.country ?? null, (byCountry.get(source.country ?? null) ?? 0) + 1);
  const countries = [...byCountry].map(([country, count]) => ({
    country,
    share: Math.round((count / cites.length) * 1000) / 1000,
  }));
  return { sources, singleSource: sources === 1, countries: countries.sort((a, b) => b.share - a.share) };
}
