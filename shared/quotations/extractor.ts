import type { ParsedArticle, Span } from '../article/schema';
import type { Annotation, EntityType, ExtractionContext, Extractor } from '../extractors/extractor';
import { NARRATIVE_EXTRACTORS } from '../extractors/versions';
import { hedges } from './hedges';
import type { NamedMention } from './model';
import { directQuotations } from './quotations';
import { reportedSpeech } from './reported';
import { settingOf } from './setting';

/** Who said what, in quotation marks or reported, and the words that weaken a sentence. English only. */
export const quotationExtractor: Extractor = {
  ...NARRATIVE_EXTRACTORS.quotations,
  languages: ['en'],
  reads: ['mention'],
  extract(article: ParsedArticle, { annotations, reading }: ExtractionContext) {
    const { tokens } = reading.scan;
    const named = annotations.flatMap(namedOf);
    const setting = settingOf(article, tokens, named);
    const direct = directQuotations(setting);
    const reported = reportedSpeech(setting, direct);
    let sentence = 0;
    return [
      ...[...direct, ...reported].map(({ start, end, ...value }) => ({
        kind: 'quotation' as const,
        start,
        end,
        value,
      })),
      ...outside(direct, hedges(tokens)).map(({ start, end }) => {
        while (sentence + 1 < article.sentences.length && (article.sentences[sentence + 1]?.start ?? 0) <= start)
          sentence++;
        return { kind: 'hedge' as const, start, end, value: { sentence } };
      }),
    ];
  },
};

/** Spans that lie in no quotation: what others hedge is theirs. Both in text order. */
function outside(quoted: readonly Span[], spans: readonly Span[]): Span[] {
  let at = 0;
  return spans.filter(({ start }) => {
    while (at < quoted.length && (quoted[at]?.end ?? 0) <= start) at++;
    return start < (quoted[at]?.start ?? Number.POSITIVE_INFINITY);
  });
}

/** What can speak, or be whom a speaker speaks for; a law, an event or a sum of money cannot. */
const SPEAKING: Partial<Record<EntityType, NamedMention['type']>> = {
  PERSON: 'PERSON',
  ORG: 'ORG',
  GPE: 'GPE',
  LOC: 'LOC',
  FAC: 'LOC',
};

function namedOf(annotation: Annotation): NamedMention[] {
  if (annotation.kind !== 'mention') return [];
  const { start, end, value } = annotation;
  const type = SPEAKING[value.type];
  return type === undefined ? [] : [{ start, end, id: value.id, name: value.name, type }];
}
