/**
 * Days of the proleptic Gregorian calendar, as whole days since 1970-01-01 UTC. Algorithms after H. Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms" (2013); weeks after ISO 8601.
 */

/** Whole days since 1970-01-01. */
export type Day = number;

export interface Civil {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
}

/** Half open, in days: `[from, to)`. */
export interface DayInterval {
  from: Day;
  to: Day;
}

export function dayOf({ year, month, day }: Civil): Day {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function civilOf(value: Day): Civil {
  const z = value + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

export function daysInMonth(year: number, month: number): number {
  return dayOf(addMonthsTo({ year, month, day: 1 }, 1)) - dayOf({ year, month, day: 1 });
}

/** February 30 and the like do not exist. */
export function exists({ year, month, day }: Civil): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** 1 (Monday) to 7 (Sunday). */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

export const mondayOf = (day: Day): Day => day - (weekdayOf(day) - 1);

/** The ISO week that a day lies in, with the year that the week belongs to. */
export function isoWeekOf(day: Day): { year: number; week: number } {
  const thursday = mondayOf(day) + 3;
  const { year } = civilOf(thursday);
  const week = Math.floor((thursday - dayOf({ year, month: 1, day: 1 })) / 7) + 1;
  return { year, week };
}

function addMonthsTo({ year, month, day }: Civil, count: number): Civil {
  const months = year * 12 + (month - 1) + count;
  return { year: Math.floor(months / 12), month: (((months % 12) + 12) % 12) + 1, day };
}

/** The same day so many months on; the last of the month where that month is shorter. */
export function addMonths(day: Day, count: number): Day {
  const moved = addMonthsTo(civilOf(day), count);
  return dayOf({ ...moved, day: Math.min(moved.day, daysInMonth(moved.year, moved.month)) });
}

/** `2000-12-18`; years before 1000 keep four digits. */
export function isoDay(day: Day): string {
  const { year, month, day: date } = civilOf(day);
  return `${pad(year, 4)}-${pad(month)}-${pad(date)}`;
}

/** Reads `2000-12-18`, or the day of an instant that begins so. Undefined for a day that does not exist. */
export function parseIsoDay(text: string): Day | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (!found) return undefined;
  const civil = { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) };
  return exists(civil) ? dayOf(civil) : undefined;
}

export function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
