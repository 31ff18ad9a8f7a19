import type { ParsedArticle } from '../article/schema';
import type { ExtractionContext, Extractor } from '../extractors/extractor';
import { NARRATIVE_EXTRACTORS } from '../extractors/versions';
import type { Days } from '../offices/offices';
import { isoDay } from '../times/calendar';
import { anchorOf } from '../times/extractor';
import { resolveTimes } from '../times/resolve';
import { rolesIn } from './roles';
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

/** The days that the paragraph at an offset speaks of; worked out when the first title stands alone. */
function daysSpokenOf(
  { paragraphs }: ParsedArticle,
  { reading, dating }: ExtractionContext,
): (offset: number) => readonly Days[] {
  let times: ReturnType<typeof resolveTimes> | undefined;
  return (offset) => {
    times ??= resolveTimes(reading.scan, anchorOf(dating));
    const paragraph = paragraphs[lastBefore(paragraphs, offset)];
    const found: Days[] = [];
    for (let at = Math.max(0, lastBefore(times, paragraph?.start ?? 0)); at < times.length; at++) {
      const time = times[at];
      if (!time || time.start >= (paragraph?.end ?? 0)) break;
      const { type, interval } = time;
      if (time.start < (paragraph?.start ?? 0) || !interval || (type !== 'DATE' && type !== 'TIME')) continue;
      found.push({ from: isoDay(interval.from), to: isoDay(interval.to - 1) });
    }
    return found;
  };
}

/** Index of the last span that starts at or before an offset, by bisection; 0 where none does. */
function lastBefore(spans: readonly { readonly start: number }[], offset: number): number {
  let [low, high] = [0, spans.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((spans[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
