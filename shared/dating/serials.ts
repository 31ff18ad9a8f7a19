import { type Day, dayOf, weekdayOf } from '../times/calendar';

/**
 * What is known of how a serial numbers its issues. Facts of publishing, each as its own volumes print them; a serial that
 * is not here has no calendar until the archive has seen dated issues of it.
 */
export interface Serial {
  names: readonly string[];
  /** The year that volume 0 would be of: volume n is year `yearBefore + n`. */
  yearBefore: number;
  /** Issues come on working days only, at most one a day: the n-th cannot come before the n-th working day. */
  pace: 'working-day' | 'fortnight' | 'week' | undefined;
}

const SERIALS: readonly Serial[] = [
  { names: ['monitor', 'the monitor', 'jamestown monitor'], yearBefore: 1994, pace: 'working-day' },
  { names: ['fortnight in review', 'the fortnight in review'], yearBefore: 1994, pace: 'fortnight' },
  { names: ['prism'], yearBefore: 1994, pace: undefined },
  { names: ['eurasia daily monitor', 'edm'], yearBefore: 2003, pace: 'working-day' },
  { names: ['terrorism monitor'], yearBefore: 2002, pace: undefined },
  { names: ['china brief'], yearBefore: 2000, pace: undefined },
  { names: ['chechnya weekly', 'north caucasus weekly', 'north caucasus analysis'], yearBefore: 1999, pace: undefined },
];

export function serialOf(publication: string): Serial | undefined {
  const name = publication.trim().toLowerCase();
  return SERIALS.find(({ names }) => names.includes(name));
}

/** Days between issues. */
const DAYS_BETWEEN = { fortnight: 14, week: 7 } as const;

/** About when the n-th issue of a volume comes out: to choose between years, not to bound the day. */
export function expectedDay({ pace, yearBefore }: Serial, volume: number, issue: number): Day | undefined {
  const year = yearBefore + volume;
  if (pace === undefined || issue < 1 || issue > 262) return undefined;
  return pace === 'working-day' ? nthWorkingDay(year, issue) : firstOf(year) + (issue - 1) * DAYS_BETWEEN[pace];
}

export const isWorkingDay = (day: Day): boolean => weekdayOf(day) <= 5;

/** The day `count` working days after (or, negative, before) a day. */
export function addWorkingDays(day: Day, count: number): Day {
  const step = Math.sign(count);
  let [at, left] = [day, Math.abs(count)];
  // Whole weeks at once, so that a number printed wrong costs nothing.
  at += step * Math.floor(left / 5) * 7;
  left %= 5;
  while (left > 0) {
    at += step;
    if (isWorkingDay(at)) left--;
  }
  return at;
}

/** The n-th working day of a year, from 1. */
export function nthWorkingDay(year: number, n: number): Day {
  let first = dayOf({ year, month: 1, day: 1 });
  while (!isWorkingDay(first)) first++;
  return addWorkingDays(first, n - 1);
}

export const firstOf = (year: number): Day => dayOf({ year, month: 1, day: 1 });
