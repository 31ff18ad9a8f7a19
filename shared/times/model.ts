import type { Span } from '../article/schema';
import type { DayInterval } from './calendar';

/** TIMEX3's types (TimeML 1.2.1). */
type TimexType = 'DATE' | 'TIME' | 'DURATION' | 'SET';

/** TIMEX3's `mod`, those that news uses. */
export const MODS = [
  'START',
  'MID',
  'END',
  'APPROX',
  'BEFORE',
  'AFTER',
  'ON_OR_BEFORE',
  'ON_OR_AFTER',
  'LESS_THAN',
  'MORE_THAN',
  'EQUAL_OR_LESS',
  'EQUAL_OR_MORE',
] as const;
export type Mod = (typeof MODS)[number];

const UNITS = [
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'weekend',
  'fortnight',
  'month',
  'quarter',
  'half',
  'year',
  'decade',
  'century',
] as const;
export type Unit = (typeof UNITS)[number];

const SEASONS = ['SP', 'SU', 'FA', 'WI'] as const;
export type Season = (typeof SEASONS)[number];

/** TIMEX3's parts of a day. */
export type DayPart = 'MO' | 'MI' | 'AF' | 'EV' | 'NI' | 'DT';

/** A number of units: "eighteen months"; `amount` undefined for "several years". */
export interface Quantity {
  amount: number | undefined;
  unit: Unit;
}

/** What can be said of a calendar date as it is printed: the parts that are missing are to be inferred. */
export interface CalendarParts {
  year?: number;
  /** 1 to 12. */
  month?: number;
  day?: number;
  /** 1 (Monday) to 7. */
  weekday?: number;
  season?: Season;
  quarter?: number;
  half?: number;
  /** First year of a decade: 1990. `short` when printed without its century ("the 90s"). */
  decade?: number;
  /** 20 for the twentieth century. */
  century?: number;
  /** A fiscal year, which need not be the calendar's. */
  fiscal?: boolean;
  holiday?: string;
  weekend?: boolean;
}

export interface Clock {
  hour: number;
  minute?: number;
  second?: number;
  /** Minutes east of UTC, where the zone is printed. */
  offset?: number;
}

/**
 * What an expression says, before it is known when it was said. `span` is a part of a whole ("the autumn of this year"),
 * `week` the week around a day or the n-th of a month (-1: the last), or with `weekday` the n-th of these. `which` is the direction that the words give: "last",
 * "this", "next" and the like.
 */
export type TimeForm =
  | { kind: 'calendar'; parts: CalendarParts; which?: Which }
  | { kind: 'relative'; unit: Unit; offset: number }
  | { kind: 'shift'; quantity: Quantity; direction: -1 | 1; from: 'publication' | 'narrative' | TimeForm }
  | { kind: 'anaphor'; unit: Unit; offset: number }
  | { kind: 'duration'; quantities: readonly Quantity[]; toward?: -1 | 1 }
  | { kind: 'span'; first: TimeForm; last: TimeForm }
  | { kind: 'week'; of: TimeForm; number: number | undefined; weekday?: number }
  /** The same stretch as one told of before, in the year before or one that is printed. */
  | { kind: 'compared'; unit: Unit | undefined; year: number | undefined; offset?: 0 }
  | { kind: 'set'; value: string }
  | { kind: 'reference'; value: 'PAST_REF' | 'PRESENT_REF' | 'FUTURE_REF' }
  | { kind: 'part'; of: TimeForm; mod: Mod }
  | { kind: 'time'; on: TimeForm | undefined; clock?: Clock; part?: DayPart };

export type Which = 'last' | 'this' | 'next' | 'past' | 'that';

/** A time expression as it is printed. */
export interface TimeExpression extends Span {
  form: TimeForm;
  mod?: Mod;
}

/** A time expression with its value: TIMEX3's, and the days that it covers as far as they are known. */
export interface ResolvedTime extends Span {
  type: TimexType;
  value: string;
  mod?: Mod;
  /** `[from, to)`, days; absent for durations without a place in time, sets and vague references. */
  interval?: DayInterval;
  /** How the value was found, in words for a person. */
  reason: string;
}
