import type { ParsedArticle, Span } from '../article/schema';
import { lastStarting } from '../bisect';
import type { ExtractionContext, Extractor } from '../extractors/extractor';
import { NARRATIVE_EXTRACTORS } from '../extractors/versions';
import type { Days } from '../offices/offices';
import { isoDay } from '../times/calendar';
import { anchorOf } from '../times/extractor';
import type { Anchor } from '../times/meaning';
import { resolveTimes } from '../times/resolve';
import type { Scan } from '../times/scan';
import { rolesIn, type SpokenOf } from './roles';
import { viewOf } from './view';

/** Who holds which office, as of the article's days: printed, or inferred where only a title is. English only. */
export const roleExtractor: Extractor = {
  ...NARRATIVE_EXTRACTORS.roles,
  languages: ['en'],
  reads: ['mention'],
  extract(article: ParsedArticle, context: ExtractionContext) {
    const { annotations, reading, dating } = context;
    const view = viewOf(article, reading.scan.tokens, annotations);
    return rolesIn(view, dating, daysSpokenOf(article, context)).map(({ start, end, reason, value }) => ({
      kind: 'role' as const,
      start,
      end,
      reason,
      value,
    }));
  },
};

/** The days that a paragraph or a sentence speaks of, worked out where it matters. */
function daysSpokenOf({ paragraphs, sentences }: ParsedArticle, { reading, dating }: ExtractionContext): SpokenOf {
  const spans = { paragraph: paragraphs, sentence: sentences };
  const known = { paragraph: new Map<number, readonly Days[]>(), sentence: new Map<number, readonly Days[]>() };
  return (within, offset) => {
    const at = lastStarting(spans[within], offset);
    const days = known[within].get(at) ?? daysIn(spans[within][at], reading.scan, anchorOf(dating));
    known[within].set(at, days);
    return days;
  };
}

function daysIn(paragraph: Span | undefined, { tokens, expressions }: Scan, anchor: Anchor): readonly Days[] {
  const { start, end } = paragraph ?? { start: 0, end: 0 };
  const first = lastStarting(expressions, start);
  const those: Scan['expressions'][number][] = [];
  for (let at = first; at < expressions.length; at++) {
    const expression = expressions[at];
    if (!expression || expression.start >= end) break;
    if (expression.start >= start) those.push(expression);
  }
  return resolveTimes({ tokens, expressions: those }, anchor).flatMap(({ type, interval }) =>
    interval && (type === 'DATE' || type === 'TIME')
      ? [{ from: isoDay(interval.from), to: isoDay(interval.to - 1) }]
      : [],
  );
}
