import type { ShownRelation } from '../../shared/api/schemas';
import type { ParsedArticle, Span } from '../../shared/article/schema';
import type { correctedAnnotations } from '../../shared/corrections/annotations';
import { outsideCitations } from '../../shared/digest/salience';
import type { EntityRef } from '../../shared/extractors/extractor';
import { coMentionsIn } from '../../shared/relations/co-mentions';

type Shown = ReturnType<typeof correctedAnnotations>['shown'];
type Text = Pick<ParsedArticle, 'text' | 'sentences' | 'paragraphs'>;

/** Evidence that is longer is shown in its beginning, code units. */
const LONGEST = 1_000;

/** The relations that an article states, in text order, as they are shown. */
export function relationsIn(annotations: Shown, article: Text): ShownRelation[] {
  return annotations.flatMap(({ annotation, correctedBy }) => {
    if (annotation.kind !== 'relation') return [];
    const { relation, subject, object, pattern, status, sentence } = annotation.value;
    return [
      {
        relation,
        subject: endOf(subject.entity, subject, article),
        object: endOf(object.entity, object, article),
        pattern,
        status,
        evidence: evidenceOf(article.sentences[sentence] ?? annotation, article),
        times: 1,
        ...(correctedBy && { correctedBy }),
      },
    ];
  });
}

/** Which entities it names together, as people corrected them. */
export function namedTogether(
  annotations: Shown,
  article: Text,
  wanted: { of?: string; most: number },
): ShownRelation[] {
  const mentions = outsideCitations(annotations.map(({ annotation }) => annotation));
  return coMentionsIn(article, mentions, wanted).map(({ pair: [one, other], within, evidence, times }) => ({
    relation: 'co-mention',
    subject: endOf(one.value, one, article),
    object: endOf(other.value, other, article),
    pattern: within,
    status: 'asserted',
    evidence: evidenceOf(evidence, article),
    times,
  }));
}

const endOf = (entity: EntityRef, { start, end }: Span, { text }: Text) => ({
  ...entity,
  start,
  end,
  text: text.slice(start, end),
});

const evidenceOf = ({ start, end }: Span, { text }: Text) => ({
  start,
  end,
  text: text.slice(start, Math.min(end, start + LONGEST)),
});
