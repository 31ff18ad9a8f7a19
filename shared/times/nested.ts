import { readCalendarDate } from './calendar-dates';
import { afterHyphen, follows, type Match, wordAt } from './match';
import type { CalendarParts } from './model';
import { readOrdinal } from './numbers';
import { readAnaphor, readDirectedUnit, readUnitOfNow } from './relative';
import type { TimeToken } from './tokens';
import { WEEKDAYS } from './words';

/** A part of a year that is named by another expression: "the autumn of this year", "February of this year", "the third quarter of last year". */
export function readNested(tokens: readonly TimeToken[], at: number): Match | undefined {
  const possessed = readPossessed(tokens, at) ?? readWeekOf(tokens, at) ?? readNthWeekday(tokens, at);
  if (possessed) return possessed;
  const part = readCalendarDate(tokens, at);
  if (part?.form.kind !== 'calendar' || part.form.parts.year !== undefined) return readDayOfMonth(tokens, at);
  const { parts } = part.form;
  if (parts.weekday !== undefined && parts.month === undefined) return readWeekdayOfWeek(tokens, part);
  const of = /^(?:of|in)$/.test(wordAt(tokens, part.to)) ? part.to + 1 : part.to;
  const year =
    readDirectedUnit(tokens, of) ??
    (wordAt(tokens, of - 1) === 'of' ? readUnitOfNow(tokens, of) : undefined) ??
    readAnaphor(tokens, of);
  if (!year || !('unit' in year.form) || year.form.unit !== 'year') return undefined;
  if (year.form.kind !== 'relative' && year.form.kind !== 'anaphor') return undefined;
  return { to: year.to, form: { kind: 'span', first: { kind: 'calendar', parts }, last: year.form } };
}

/** "Monday of last week", "Friday of this week". */
function readWeekdayOfWeek(tokens: readonly TimeToken[], day: Match): Match | undefined {
  const of = wordAt(tokens, day.to) === 'of' ? day.to + 1 : day.to;
  const week = readDirectedUnit(tokens, of);
  return week?.form.kind === 'relative' && week.form.unit === 'week'
    ? { to: week.to, form: { kind: 'span', first: day.form, last: week.form } }
    : undefined;
}

/** "the 15th of this month". */
function readDayOfMonth(tokens: readonly TimeToken[], at: number): Match | undefined {
  const article = wordAt(tokens, at) === 'the' ? 1 : 0;
  const day = readOrdinal(tokens, at + article);
  if (!day || day.value > 31 || wordAt(tokens, afterHyphen(tokens, day.to)) !== 'of') return undefined;
  const month = readDirectedUnit(tokens, day.to + 1);
  return month?.form.kind === 'relative' && month.form.unit === 'month'
    ? { to: month.to, form: { kind: 'span', first: { kind: 'calendar', parts: { day: day.value } }, last: month.form } }
    : undefined;
}

/** "next year's first quarter", "last year's summer": the whole before the part. */
function readPossessed(tokens: readonly TimeToken[], at: number): Match | undefined {
  const year = readDirectedUnit(tokens, at);
  if (year?.form.kind !== 'relative' || year.form.unit !== 'year' || !/^['’]s$/.test(wordAt(tokens, year.to)))
    return undefined;
  const part = readCalendarDate(tokens, year.to + 1);
  if (part?.form.kind !== 'calendar') return undefined;
  const { quarter, half, year: printed } = part.form.parts;
  const inner = printed === undefined && (quarter !== undefined || half !== undefined);
  return inner ? { to: part.to, form: { kind: 'span', first: part.form, last: year.form } } : undefined;
}

const isYear = ({ year, ...rest }: CalendarParts): boolean => year !== undefined && Object.keys(rest).length === 0;

/** "the first Monday of May", "the last Sunday in March 1998", "the second Friday of next month". */
function readNthWeekday(tokens: readonly TimeToken[], at: number): Match | undefined {
  const article = wordAt(tokens, at) === 'the' ? 1 : 0;
  const number =
    wordAt(tokens, at + article) === 'last' ? { to: at + article + 1, value: -1 } : readOrdinal(tokens, at + article);
  const weekday = number && number.value <= 5 ? WEEKDAYS.get(wordAt(tokens, number.to)) : undefined;
  if (!number || weekday === undefined || !/^(?:of|in)$/.test(wordAt(tokens, number.to + 1))) return undefined;
  const of = readDirectedUnit(tokens, number.to + 2) ?? readCalendarDate(tokens, number.to + 2);
  const month =
    of?.form.kind === 'relative'
      ? of.form.unit === 'month'
      : of?.form.kind === 'calendar' && of.form.parts.month !== undefined && of.form.parts.day === undefined;
  return of && month ? { to: of.to, form: { kind: 'week', of: of.form, number: number.value, weekday } } : undefined;
}

/** "the week of April 10", "the first week of July 1999", "the last week of this month". */
function readWeekOf(tokens: readonly TimeToken[], at: number): Match | undefined {
  const article = wordAt(tokens, at) === 'the' ? 1 : 0;
  if (
    article === 1 &&
    wordAt(tokens, at + 1) === 'week' &&
    /^(?:of|beginning|starting|ending|ended)$/.test(wordAt(tokens, at + 2))
  ) {
    const day = readCalendarDate(tokens, at + 3);
    const one = day?.form.kind === 'calendar' && day.form.parts.day !== undefined;
    return one ? { to: day.to, form: { kind: 'week', of: day.form, number: undefined } } : undefined;
  }
  const ordinal =
    wordAt(tokens, at + article) === 'last' ? { to: at + article + 1, value: -1 } : readOrdinal(tokens, at + article);
  if (
    !ordinal ||
    ordinal.value > 5 ||
    !follows(tokens, ordinal.to, 'week') ||
    !/^(?:of|in)$/.test(wordAt(tokens, ordinal.to + 1))
  )
    return undefined;
  const of = readDirectedUnit(tokens, ordinal.to + 2) ?? readCalendarDate(tokens, ordinal.to + 2);
  const month =
    of?.form.kind === 'relative'
      ? of.form.unit === 'month'
      : of?.form.kind === 'calendar' &&
        of.form.parts.day === undefined &&
        (of.form.parts.month !== undefined || isYear(of.form.parts));
  return of && month ? { to: of.to, form: { kind: 'week', of: of.form, number: ordinal.value } } : undefined;
}
