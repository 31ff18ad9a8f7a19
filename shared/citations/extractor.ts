import type { ParsedArticle, Sentence } from '../article/schema';
import type { ExtractionContext, Extractor } from '../extractors/extractor';
import { NARRATIVE_EXTRACTORS } from '../extractors/versions';
import { isoDay } from '../times/calendar';
import { anchorOf } from '../times/extractor';
import type { Anchor } from '../times/meaning';
import { resolveCited } from '../times/resolve';
import type { PrintedCitation, PrintedDate } from './model';

/** Cited sources with the dates of their reports, and the sentences that they support. English only. */
export const citationExtractor: Extractor = {
  ...NARRATIVE_EXTRACTORS.citations,
  languages: ['en'],
  reads: ['mention'],
  extract(article: ParsedArticle, { reading, dating }: ExtractionContext) {
    const anchor = anchorOf(dating);
    const supports = supportsOf(article, reading.citations);
    return reading.citations.map((citation, at) => ({
      kind: 'citation' as const,
      start: citation.start,
      end: citation.end,
      value: {
        form: citation.form,
        cites: citation.cites.map(({ start, end, source, date }) => ({
          start,
          end,
          source,
          ...(date && { date: placed(date, anchor) }),
        })),
        supports: supports[at] ?? { first: 0, last: 0 },
      },
    }));
  },
};

/** Issues of serials that the article refers to. English only. */
export const referenceExtractor: Extractor = {
  ...NARRATIVE_EXTRACTORS.references,
  languages: ['en'],
  reads: ['mention'],
  extract(_: ParsedArticle, { reading, dating }: ExtractionContext) {
    const anchor = anchorOf(dating);
    return reading.references.map(({ start, end, targets }) => ({
      kind: 'cross-reference' as const,
      start,
      end,
      value: {
        targets: targets.map(({ date, ...target }) => ({ ...target, ...(date && { date: placed(date, anchor) }) })),
      },
    }));
  },
};

/** Days within which the day of publication leaves one year at most in doubt. */
const YEAR = 366;

/**
 * A day without a year is the latest before the first day of publication that is left: that day is none before the newest
 * report, so what else is cited came before it, whatever the last day is.
 */
function placed(date: PrintedDate, anchor: Anchor) {
  const { form } = date;
  const short = form.kind === 'calendar' && form.parts.month !== undefined && form.parts.year === undefined;
  const first =
    short && anchor && anchor.to - anchor.from <= YEAR ? { from: anchor.from, to: anchor.from + 1 } : anchor;
  const { value, interval } = resolveCited(form, first);
  return {
    start: date.start,
    end: date.end,
    value,
    ...(interval && { from: isoDay(interval.from), to: isoDay(interval.to) }),
  };
}

/**
 * The sentences that each citation supports: in parentheses, all since the citation before it in the paragraph; in running
 * text, its own.
 */
function supportsOf(
  { sentences }: Pick<ParsedArticle, 'sentences'>,
  citations: readonly PrintedCitation[],
): { first: number; last: number }[] {
  let at = 0;
  let covered = -1;
  return citations.map((citation) => {
    while (at + 1 < sentences.length && (sentences[at + 1]?.start ?? 0) <= citation.start) at++;
    if (citation.form === 'running') return { first: at, last: at };
    let first = at;
    while (first - 1 > covered && samePlace(sentences, first - 1, at)) first--;
    covered = at;
    return { first, last: at };
  });
}

const samePlace = (sentences: readonly Sentence[], a: number, b: number): boolean =>
  sentences[a]?.paragraph === sentences[b]?.paragraph;
