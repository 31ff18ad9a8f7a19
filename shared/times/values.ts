import {
  addMonths,
  civilOf,
  type Day,
  type DayInterval,
  dayOf,
  daysInMonth,
  isoDay,
  isoWeekOf,
  mondayOf,
  pad,
} from './calendar';
import { holidayIn } from './holidays';
import type { CalendarParts, Season, Unit } from './model';

/** A stretch of days with its TIMEX3 value. */
export interface Period extends DayInterval {
  value: string;
  /** How fine it is; what a later "that day" or "the following week" can be counted from. */
  unit: Unit;
}

/** The period of a unit that a day lies in, `offset` periods on. */
export function periodAround(day: Day, unit: Unit, offset: number): Period | undefined {
  const { year, month } = civilOf(day);
  switch (unit) {
    case 'day':
      return dayPeriod(day + offset);
    case 'week':
      return weekPeriod(mondayOf(day) + offset * 7);
    case 'weekend':
      return weekendPeriod(mondayOf(day) + offset * 7);
    case 'month':
      return monthPeriod(addMonths(dayOf({ year, month, day: 1 }), offset));
    case 'quarter':
      return quarterPeriod(year, Math.floor((month - 1) / 3) + offset);
    case 'half':
      return halfPeriod(year, Math.floor((month - 1) / 6) + offset);
    case 'year':
      return yearPeriod(year + offset);
    case 'decade':
      return decadePeriod(Math.floor(year / 10) * 10 + offset * 10);
    case 'century':
      return centuryPeriod(Math.floor(year / 100) + 1 + offset);
    default:
      return undefined;
  }
}

export const dayPeriod = (day: Day): Period => ({ from: day, to: day + 1, value: isoDay(day), unit: 'day' });

export function weekPeriod(monday: Day): Period {
  const { year, week } = isoWeekOf(monday);
  return { from: monday, to: monday + 7, value: `${pad(year, 4)}-W${pad(week)}`, unit: 'week' };
}

function weekendPeriod(monday: Day): Period {
  const { year, week } = isoWeekOf(monday);
  return { from: monday + 5, to: monday + 7, value: `${pad(year, 4)}-W${pad(week)}-WE`, unit: 'weekend' };
}

function monthPeriod(first: Day): Period {
  const { year, month } = civilOf(first);
  return { from: first, to: first + daysInMonth(year, month), value: `${pad(year, 4)}-${pad(month)}`, unit: 'month' };
}

/** `index` counts quarters from the first of `year`, from 0, and may run out of it. */
function quarterPeriod(year: number, index: number): Period {
  const from = addMonths(dayOf({ year, month: 1, day: 1 }), index * 3);
  const at = civilOf(from);
  return { from, to: addMonths(from, 3), value: `${pad(at.year, 4)}-Q${(at.month - 1) / 3 + 1}`, unit: 'quarter' };
}

function halfPeriod(year: number, index: number): Period {
  const from = addMonths(dayOf({ year, month: 1, day: 1 }), index * 6);
  const at = civilOf(from);
  return { from, to: addMonths(from, 6), value: `${pad(at.year, 4)}-H${at.month === 1 ? 1 : 2}`, unit: 'half' };
}

function yearPeriod(year: number): Period {
  return { ...years(year, 1), value: pad(year, 4), unit: 'year' };
}

function decadePeriod(first: number): Period {
  return { ...years(first, 10), value: String(Math.floor(first / 10)), unit: 'decade' };
}

function centuryPeriod(century: number): Period {
  return { ...years((century - 1) * 100, 100), value: String(century - 1), unit: 'century' };
}

const years = (first: number, count: number): DayInterval => ({
  from: dayOf({ year: first, month: 1, day: 1 }),
  to: dayOf({ year: first + count, month: 1, day: 1 }),
});

/** Meteorological seasons of the northern hemisphere; a winter is named by the year of its December (TimeML: 1999-WI). */
const SEASON_STARTS: Readonly<Record<Season, number>> = { SP: 3, SU: 6, FA: 9, WI: 12 };

function seasonPeriod(season: Season, year: number): Period {
  const from = dayOf({ year, month: SEASON_STARTS[season], day: 1 });
  return { from, to: addMonths(from, 3), value: `${pad(year, 4)}-${season}`, unit: 'quarter' };
}

/** The period of parts that name their year; undefined when they name none, or a day that does not exist. */
export function periodOfParts(parts: CalendarParts, year: number | undefined = parts.year): Period | undefined {
  if (parts.decade !== undefined) return decadePeriod(parts.decade);
  if (parts.century !== undefined) return centuryPeriod(parts.century);
  if (year === undefined) return undefined;
  if (parts.holiday !== undefined) {
    const day = holidayIn(parts.holiday, year);
    return day === undefined ? undefined : dayPeriod(day);
  }
  if (parts.season !== undefined) return seasonPeriod(parts.season, year);
  if (parts.quarter !== undefined) return quarterPeriod(year, parts.quarter - 1);
  if (parts.half !== undefined) return halfPeriod(year, parts.half - 1);
  if (parts.month === undefined) return parts.fiscal ? { ...yearPeriod(year), value: `FY${year}` } : yearPeriod(year);
  if (parts.day === undefined) return monthPeriod(dayOf({ year, month: parts.month, day: 1 }));
  return parts.day <= daysInMonth(year, parts.month)
    ? dayPeriod(dayOf({ year, month: parts.month, day: parts.day }))
    : undefined;
}

/** The value of parts whose year is not known, with X for what is not. */
export function openValue(parts: CalendarParts): string {
  if (parts.season !== undefined) return `XXXX-${parts.season}`;
  if (parts.quarter !== undefined) return `XXXX-Q${parts.quarter}`;
  if (parts.half !== undefined) return `XXXX-H${parts.half}`;
  if (parts.weekday !== undefined && parts.month === undefined) return `XXXX-WXX-${parts.weekday}`;
  if (parts.month !== undefined)
    return `XXXX-${pad(parts.month)}${parts.day === undefined ? '' : `-${pad(parts.day)}`}`;
  return parts.day !== undefined ? `XXXX-XX-${pad(parts.day)}` : 'XXXX-XX-XX';
}

/** The value of a period whose place is not known. */
export function openValueOf(unit: Unit): string {
  if (unit === 'week') return 'XXXX-WXX';
  if (unit === 'weekend') return 'XXXX-WXX-WE';
  if (unit === 'month') return 'XXXX-XX';
  if (unit === 'quarter') return 'XXXX-QX';
  if (unit === 'year') return 'XXXX';
  if (unit === 'decade') return 'XXX';
  return unit === 'century' ? 'XX' : 'XXXX-XX-XX';
}

/** What two values of the same form have in common, X for the rest: 2000-12-XX for two days of one December. */
export function commonValue(a: string, b: string): string {
  if (a === b) return a;
  if (a.length !== b.length) return 'XXXX-XX-XX';
  const parts = a.split('-');
  const others = b.split('-');
  let open = false;
  return parts
    .map((part, at) => {
      open ||= part !== others[at];
      return open ? part.replace(/\d/g, 'X') : part;
    })
    .join('-');
}

/** A third of a period: TIMEX3's START, MID and END are no more exact than that. */
export function thirdOf({ from, to }: DayInterval, which: 'START' | 'MID' | 'END'): DayInterval {
  const third = Math.max(1, Math.round((to - from) / 3));
  if (which === 'START') return { from, to: Math.min(to, from + third) };
  if (which === 'END') return { from: Math.max(from, to - third), to };
  return to - from <= 2 * third ? { from, to } : { from: from + third, to: to - third };
}
