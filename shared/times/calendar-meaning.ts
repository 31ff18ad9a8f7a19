import { addMonths, civilOf, type Day, dayOf, mondayOf, weekdayOf } from './calendar';
import { dated, type Meaning, type Story } from './meaning';
import type { CalendarParts, Which } from './model';
import type { Tense } from './tense';
import { dayPeriod, openValue, type Period, periodAround, periodOfParts } from './values';

/** A date of the calendar, of which a part may not be printed: the year, or all but the weekday. */
export function calendarMeaning(
  parts: CalendarParts,
  which: Which | undefined,
  today: Day | undefined,
  story: Story,
): Meaning | undefined {
  const full = periodOfParts(parts);
  if (full) return dated(full, 'printed in full');
  if (parts.year !== undefined) return undefined;
  if (today === undefined) {
    const year = story.year;
    const near = year === undefined ? undefined : periodOfParts(parts, year);
    return near
      ? dated(near, 'in the year that the sentence names')
      : { type: 'DATE', value: openValue(parts), reason: 'its year is not printed, nor known' };
  }
  if (which === 'that') {
    const from = story.last?.from;
    const told = from === undefined ? undefined : firstSince(parts, from);
    if (told) return dated(told, 'counted from the time told of before');
    return { type: 'DATE', value: openValue(parts), reason: 'counted from a time that is not known' };
  }
  if (parts.day !== undefined && parts.month === undefined) {
    const some = dayOfSomeMonth(parts.day, parts.weekday, today, story.tense);
    const open: Meaning = { type: 'DATE', value: openValue(parts), reason: 'there was no such day' };
    return dated(some, `${reasonOf(which, story.tense)} that day of a month`) ?? open;
  }
  if (parts.weekend) return dated(weekend(today, story.tense), `${reasonOf(which, story.tense)} weekend`);
  if (parts.weekday !== undefined && parts.month === undefined)
    return dated(weekday(parts.weekday, which, today, story.tense), `${reasonOf(which, story.tense)} that weekday`);
  if (
    which === undefined &&
    story.year !== undefined &&
    story.year < civilOf(today).year &&
    parts.weekday === undefined &&
    story.tense !== 'future'
  ) {
    const told = periodOfParts(parts, story.year);
    if (told) return dated(told, 'in the year that the sentence names');
  }
  return dated(
    nearest(parts, which, today, story.tense),
    `${reasonOf(which, story.tense)} one from the day of publication`,
  );
}

/** "The 26th", "Friday the 13th": the nearest one in the direction of the tense, within a year and a half. */
function dayOfSomeMonth(day: number, weekday: number | undefined, today: Day, tense: Tense): Period | undefined {
  const step = tense === 'future' ? 1 : -1;
  const first = dayOf({ year: civilOf(today).year, month: civilOf(today).month, day: 1 });
  for (let months = 0; months < 18; months++) {
    const { year, month } = civilOf(addMonths(first, months * step));
    const period = periodOfParts({ month, day }, year);
    if (!period || (step > 0 ? period.from < today : period.from > today)) continue;
    if (weekday === undefined || weekdayOf(period.from) === weekday) return period;
  }
  return undefined;
}

/** "That Tuesday", "that December": the first one that does not begin before what was told of. */
function firstSince(parts: CalendarParts, from: Day): Period | undefined {
  if (parts.weekday !== undefined && parts.month === undefined)
    return dayPeriod(from + ((parts.weekday - weekdayOf(from) + 7) % 7));
  const { year } = civilOf(from);
  return [year, year + 1].flatMap((each) => periodOfParts(parts, each) ?? []).find((period) => period.to > from);
}

function reasonOf(which: Which | undefined, tense: Tense): string {
  if (which === 'last' || which === 'past') return 'the last';
  if (which === 'next') return 'the next';
  if (which === 'this') return 'this';
  if (tense === 'cited') return 'cited, hence the latest';
  return tense === 'future' ? 'what is ahead: the next' : 'the latest';
}

/** Days that a date may lie back before the one ahead is more likely, when no tense says so. */
const LONG_AGO = 270;
const SOON = 100;
/** The same where a past tense stands nearby: "announced a meeting on October 12". */
const VERY_LONG_AGO = 320;
const VERY_SOON = 40;

/** Days that what is cited may be dated ahead. */
const DATED_AHEAD = 7;

/** The year of a date without one. */
function nearest(parts: CalendarParts, which: Which | undefined, today: Day, tense: Tense): Period | undefined {
  const { year } = civilOf(today);
  const candidates = [year - 2, year - 1, year, year + 1, year + 2].flatMap((each) => periodOfParts(parts, each) ?? []);
  const begun = candidates.filter(({ from }) => from <= today).at(-1);
  const over = candidates.filter(({ to }) => to <= today).at(-1);
  const ahead = candidates.find(({ from }) => from > today);
  const now = candidates.find(({ from, to }) => from <= today && today < to);
  switch (which) {
    case 'last':
    case 'past':
      return over;
    case 'next':
      return ahead;
    case 'this':
      // The one of this year: a winter may have begun in the last.
      return now ?? candidates.find(({ from }) => civilOf(from).year === year) ?? begun;
    default:
      break;
  }
  // "The March 4 election will be challenged", two weeks on: what was, not what is a year away.
  const longAhead =
    parts.day !== undefined && begun && ahead && ahead.from - today > VERY_LONG_AGO && today - begun.from < VERY_SOON;
  if (tense === 'future') return now ?? (longAhead ? begun : ahead);
  // Weeklies are dated ahead; and a date next week is more likely than one a year ago.
  const dueSoon = ahead !== undefined && parts.day !== undefined && ahead.from - today <= DATED_AHEAD;
  if (tense === 'begun') return begun;
  if (tense === 'cited') return dueSoon && begun !== now ? ahead : begun;
  if (!begun || !ahead) return begun ?? ahead;
  const [since, until] = [today - begun.from, ahead.from - today];
  const unlikely = tense === 'none' ? since > LONG_AGO && until < SOON : since > VERY_LONG_AGO && until < VERY_SOON;
  return unlikely ? ahead : begun;
}

/** "Over the weekend": the one that has begun last, or the one ahead. */
function weekend(today: Day, tense: Tense): Period | undefined {
  const here = periodAround(today, 'weekend', 0);
  if (!here || here.from <= today || tense === 'future') return here;
  return periodAround(today, 'weekend', -1);
}

function weekday(day: number, which: Which | undefined, today: Day, tense: Tense): Period {
  const monday = mondayOf(today);
  const here = monday + day - 1;
  switch (which) {
    case 'last':
    case 'past':
      return dayPeriod(here < today ? here : here - 7);
    case 'next':
      return dayPeriod(here + 7);
    case 'this':
      return dayPeriod(here);
    default:
      break;
  }
  if (tense === 'future') return dayPeriod(here >= today ? here : here + 7);
  return dayPeriod(here <= today ? here : here - 7);
}
