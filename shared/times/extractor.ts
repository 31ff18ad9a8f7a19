import type { ParsedArticle } from '../article/schema';
import type { Dating } from '../dating/dating';
import type { ExtractionContext, Extractor, TimeValue } from '../extractors/extractor';
import { NARRATIVE_EXTRACTORS } from '../extractors/versions';
import { isoDay, parseIsoDay } from './calendar';
import type { Anchor } from './meaning';
import type { ResolvedTime } from './model';
import { resolveTimes } from './resolve';

/** Time expressions with their values, anchored on the days that the article can have been published. English only. */
export const timeExtractor: Extractor = {
  ...NARRATIVE_EXTRACTORS.times,
  languages: ['en'],
  reads: [],
  extract(_: ParsedArticle, { reading, dating }: ExtractionContext) {
    return resolveTimes(reading.scan, anchorOf(dating)).map((time) => ({
      kind: 'time' as const,
      start: time.start,
      end: time.end,
      value: timeValueOf(time),
      reason: time.reason,
    }));
  },
};

/** The days of publication as `[from, to)`. */
export function anchorOf(dating: Dating | undefined): Anchor {
  const from = dating && parseIsoDay(dating.earliest);
  const latest = dating && parseIsoDay(dating.latest);
  return from === undefined || latest === undefined ? undefined : { from, to: latest + 1 };
}

function timeValueOf({ type, value, mod, interval }: ResolvedTime): TimeValue {
  return {
    type,
    value,
    ...(mod && { mod }),
    ...(interval && { from: isoDay(interval.from), to: isoDay(interval.to) }),
  };
}
