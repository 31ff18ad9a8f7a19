import type { DayInterval } from './calendar';
import type { Mod, ResolvedTime } from './model';
import type { Tense } from './tense';
import type { Period } from './values';

/** When the article was published: `[from, to)` in days; undefined when nothing is known of it. */
export type Anchor = DayInterval | undefined;

/** What a form means, seen from one day. */
export interface Meaning {
  type: ResolvedTime['type'];
  value: string;
  mod?: Mod | undefined;
  period?: Period | undefined;
  interval?: DayInterval | undefined;
  reason: string;
}

/** What was told of before an expression. */
export interface Story {
  tense: Tense;
  /** The last time that was placed, from which "the following day" counts. */
  last: Period | undefined;
  /** Whether that was in this sentence or the one before. */
  near: boolean;
  /** The last quarter, half or month that was told of: what the figures are of. */
  figures: Period | undefined;
  /** A year that the same sentence named before. */
  year: number | undefined;
}

/** A meaning that is a period of the calendar; none where there is no period. */
export function dated(period: Period | undefined, reason: string): Meaning | undefined {
  return period && { type: 'DATE', value: period.value, period, reason };
}
