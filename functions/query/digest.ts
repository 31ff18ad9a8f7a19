import type { ArticleDetail, ArticleEntity } from '../../shared/api/schemas';
import type { correctedAnnotations } from '../../shared/corrections/annotations';
import { salienceScores } from '../../shared/digest/salience';
import type { Annotation, SalienceParts } from '../../shared/extractors/extractor';

type Shown = ReturnType<typeof correctedAnnotations>['shown'];

/** The entities that an article mentions, in the order of their first mention, each with its mentions in text order. */
export function toEntities(annotations: Shown, text: string): ArticleEntity[] {
  const byId = new Map<string, ArticleEntity>();
  const mentions = annotations
    .flatMap(({ annotation, correctedBy }) =>
      annotation.kind === 'mention' ? [{ ...annotation, correctedBy: correctedBy ?? [] }] : [],
    )
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const salience = salienceById(annotations);
  for (const { start, end, paragraph, value, correctedBy } of mentions) {
    const entity: ArticleEntity = byId.get(value.id) ?? {
      ...value,
      salience: salience.get(value.id) ?? null,
      mentions: [],
    };
    entity.mentions.push({ start, end, text: text.slice(start, end), paragraph });
    if (correctedBy.length > 0) entity.correctedBy = [...new Set([...(entity.correctedBy ?? []), ...correctedBy])];
    byId.set(value.id, entity);
  }
  return [...byId.values()];
}

/** The salience of each entity as it is shown: what is known of those that were merged is added up and scored anew. */
function salienceById(annotations: Shown) {
  const parts = new Map<string, SalienceParts>();
  for (const { annotation } of annotations) {
    if (annotation.kind !== 'salience') continue;
    const { entity, parts: found } = annotation.value;
    const seen = parts.get(entity.id);
    parts.set(entity.id, seen ? sum(seen, found) : found);
  }
  const scores = salienceScores([...parts.values()]);
  return new Map([...parts].map(([id, each], at) => [id, { score: scores[at] ?? 0, parts: each }] as const));
}

const sum = (a: SalienceParts, b: SalienceParts): SalienceParts => ({
  title: a.title || b.title,
  lead: a.lead || b.lead,
  mentions: a.mentions + b.mentions,
  subjects: a.subjects + b.subjects,
});

/** What an article is about, as it is shown beside its annotations. */
export function digestOf(
  annotations: readonly Annotation[],
  wordsOf: (span: { start: number; end: number }) => string,
): Pick<ArticleDetail, 'summary' | 'keywords' | 'topics'> {
  const keywords = annotations.flatMap((annotation) => {
    if (annotation.kind !== 'keyword') return [];
    const { start, end, value, reason } = annotation;
    return [{ ...value, start, end, reason: reason ?? '' }];
  });
  return {
    summary: annotations.flatMap((annotation) => {
      if (annotation.kind !== 'summary') return [];
      const { start, end, reason } = annotation;
      return [{ start, end, text: wordsOf(annotation), reason: reason ?? '' }];
    }),
    topics: annotations
      .flatMap((annotation) => {
        if (annotation.kind !== 'topic') return [];
        const words = annotation.value.words.map((span) => ({ ...span, text: wordsOf(span) }));
        return [{ ...annotation.value, words, reason: annotation.reason ?? '' }];
      })
      .sort((a, b) => Math.sign(a.broader.length) - Math.sign(b.broader.length) || b.score - a.score),
    keywords: keywords.sort((a, b) => b.score - a.score),
  };
}
