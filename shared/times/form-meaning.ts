import { civilOf, type Day, dayOf, mondayOf, pad, weekdayOf } from './calendar';
import { calendarMeaning } from './calendar-meaning';
import { durationMeaning, shiftMeaning } from './distance-meaning';
import { type Anchor, dated, type Meaning, type Story } from './meaning';
import type { Clock, DayPart, Mod, TimeForm, Unit } from './model';
import {
  commonValue,
  dayPeriod,
  openValue,
  openValueOf,
  periodAround,
  periodOfParts,
  thirdOf,
  weekPeriod,
} from './values';

/** What a form means, as far as it means the same on every day that the article can have been published on. */
export function meaningAt(form: TimeForm, story: Story, anchor: Anchor): Meaning | undefined {
  if (!anchor) return meaningOf(form, undefined, story);
  const first = meaningOf(form, anchor.from, story);
  if (anchor.to - anchor.from <= 1 || !first) return first;
  const last = meaningOf(form, anchor.to - 1, story);
  return last && merged(first, last);
}

/** What two meanings of one form, seen from two days, have in common. */
function merged(a: Meaning, b: Meaning): Meaning {
  const [x, y] = [a.interval ?? a.period, b.interval ?? b.period];
  const interval = x && y && { from: Math.min(x.from, y.from), to: Math.max(x.to, y.to) };
  if (a.value === b.value) return { ...a, ...(interval && { interval }) };
  const { period: _, ...rest } = a;
  return {
    ...rest,
    value: commonValue(a.value, b.value),
    ...(interval && { interval }),
    reason: `${a.reason}; the day of publication is not certain`,
  };
}

function meaningOf(form: TimeForm, today: Day | undefined, story: Story): Meaning | undefined {
  switch (form.kind) {
    case 'calendar':
      return calendarMeaning(form.parts, form.which, today, story);
    case 'relative':
      return today === undefined
        ? { type: 'DATE', value: openValueOf(form.unit), reason: 'relative to a day of publication that is not known' }
        : dated(periodAround(today, form.unit, form.offset), 'relative to the day of publication');
    case 'anaphor':
      return anaphorMeaning(form.unit, form.offset, story);
    case 'compared':
      return comparedMeaning(form, today, story);
    case 'shift':
      return shiftMeaning(
        form.quantity,
        form.direction,
        originOf(form.from, form.direction, today, story),
        form.from !== 'publication',
      );
    case 'duration':
      return durationMeaning(form.quantities, form.toward, today);
    case 'span':
      return nestedMeaning(form.first, form.last, today, story);
    case 'week':
      return weekMeaning(form.of, form.number, form.weekday, today, story);
    case 'set':
      return { type: 'SET', value: form.value, reason: 'comes again' };
    case 'reference':
      return { type: 'DATE', value: form.value, reason: 'a time that is not placed' };
    case 'part':
      return partMeaning(form.of, form.mod, today, story);
    case 'time':
      return timeMeaning(form.on, form.clock, form.part, today, story);
  }
}

function anaphorMeaning(unit: Unit, offset: number, { last, figures }: Story): Meaning | undefined {
  if (unit === 'quarter' && figures?.unit === 'quarter')
    return dated(periodAround(figures.from, unit, offset), 'the quarter told of before');
  // "That day" after "in 1998" is no day of which anything is known.
  const fine = last && (unit !== 'day' || last.to - last.from <= 1) && (unit !== 'week' || last.to - last.from <= 7);
  const period = fine ? periodAround(last.from, unit, offset) : undefined;
  return (
    dated(period, 'counted from the time told of before') ?? {
      type: 'DATE',
      value: openValueOf(unit),
      reason: 'counted from a time that is not known',
    }
  );
}

/** The day that a distance is counted from. What is told far before is not what "a day earlier" comes after. */
function originOf(
  from: 'publication' | 'narrative' | TimeForm,
  direction: -1 | 1,
  today: Day | undefined,
  story: Story,
): Day | undefined {
  if (from === 'publication') return today;
  if (from !== 'narrative') return meaningOf(from, today, story)?.period?.from;
  return story.last && (direction > 0 || story.near) ? story.last.from : today;
}

/** "the year-earlier quarter", "the same month last year", "the 1988 period": by what the figures before it were of. */
function comparedMeaning(
  { unit, year, offset }: Extract<TimeForm, { kind: 'compared' }>,
  today: Day | undefined,
  { figures }: Story,
): Meaning | undefined {
  const told = figures && (unit === undefined || figures.unit === unit) ? figures : undefined;
  const day = told?.from ?? today;
  const base = offset === 0 ? today : day;
  const other = year ?? (base === undefined ? undefined : civilOf(base).year + (offset ?? -1));
  if (day === undefined || other === undefined) return undefined;
  const reason = 'the same stretch of another year';
  if (told) return dated(periodAround(dayOf({ year: other, month: civilOf(day).month, day: 1 }), told.unit, 0), reason);
  const whole = periodAround(dayOf({ year: other, month: 1, day: 1 }), 'year', 0);
  if (unit === undefined) return dated(whole, reason);
  return (
    whole && { type: 'DATE', value: `${whole.value}-${unit === 'quarter' ? 'QX' : 'XX'}`, interval: whole, reason }
  );
}

/** "the autumn of this year", "the 15th of last month", "Monday of last week". */
function nestedMeaning(inner: TimeForm, outer: TimeForm, today: Day | undefined, story: Story): Meaning | undefined {
  const period = meaningOf(outer, today, story)?.period;
  if (inner.kind !== 'calendar') return undefined;
  const { parts } = inner;
  if (!period)
    return { type: 'DATE', value: openValue(parts), reason: 'relative to a day of publication that is not known' };
  const { year, month } = civilOf(period.from);
  if (period.unit === 'week')
    return dated(
      parts.weekday === undefined ? undefined : dayPeriod(period.from + parts.weekday - 1),
      'relative to the day of publication',
    );
  const within = period.unit === 'month' ? periodOfParts({ ...parts, month }, year) : periodOfParts(parts, year);
  return dated(within, 'relative to the day of publication');
}

/** The week around a day; or the n-th of a month, counted from the one that its first day lies in. */
function weekMeaning(
  of: TimeForm,
  number: number | undefined,
  weekday: number | undefined,
  today: Day | undefined,
  story: Story,
): Meaning | undefined {
  const whole = meaningOf(of, today, story);
  if (!whole?.period) return whole && { ...whole, value: openValueOf(weekday === undefined ? 'week' : 'day') };
  const { from, to, unit } = whole.period;
  if (weekday !== undefined && number !== undefined) {
    const day =
      number < 0
        ? to - 1 - ((weekdayOf(to - 1) - weekday + 7) % 7)
        : from + ((weekday - weekdayOf(from) + 7) % 7) + (number - 1) * 7;
    return day < to ? dated(dayPeriod(day), whole.reason) : undefined;
  }
  // The first week of a year is the one that most of lies in it (ISO 8601): that with its fourth day.
  if (unit === 'year' && number !== undefined)
    return dated(weekPeriod(number < 0 ? mondayOf(to - 4) : mondayOf(from + 3) + (number - 1) * 7), whole.reason);
  const monday =
    number === undefined ? mondayOf(from) : number < 0 ? mondayOf(to - 1) : mondayOf(from) + (number - 1) * 7;
  return dated(weekPeriod(monday), whole.reason);
}

function partMeaning(of: TimeForm, mod: Mod, today: Day | undefined, story: Story): Meaning | undefined {
  const whole = meaningOf(of, today, story);
  if (!whole?.period || (mod !== 'START' && mod !== 'MID' && mod !== 'END')) return whole && { ...whole, mod };
  const { period } = whole;
  // "Earlier this month" is before today, "later this month" after it.
  const current = of.kind === 'relative' && of.offset === 0 && today !== undefined && period.to - period.from > 1;
  const third = thirdOf(period, mod);
  const interval =
    current && mod === 'START' && today > period.from
      ? { from: period.from, to: Math.max(today, period.from + 1) }
      : current && mod === 'END' && today < period.to - 1
        ? { from: today, to: period.to }
        : third;
  return { ...whole, mod, interval };
}

function timeMeaning(
  on: TimeForm | undefined,
  clock: Clock | undefined,
  part: DayPart | undefined,
  today: Day | undefined,
  story: Story,
): Meaning | undefined {
  const last = story.near && story.last && story.last.to - story.last.from === 1 ? story.last.from : undefined;
  // What is ahead is not on a day that is over.
  const told = story.tense === 'future' && last !== undefined && today !== undefined && last < today ? undefined : last;
  const day = on ? meaningOf(on, today, story) : undefined;
  const from = on ? day?.period?.from : (told ?? today);
  const date = from === undefined ? (on && day ? day.value : 'XXXX-XX-XX') : dayPeriod(from).value;
  const suffix = clock ? clockValue(clock) : (part ?? 'XX');
  const reason = day?.reason ?? (told !== undefined ? 'on the day told of before' : 'on the day of publication');
  return { type: 'TIME', value: `${date}T${suffix}`, ...(from !== undefined && { period: dayPeriod(from) }), reason };
}

function clockValue({ hour, minute, second, offset }: Clock): string {
  const zone =
    offset === undefined
      ? ''
      : offset === 0
        ? 'Z'
        : `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;
  const seconds = second === undefined ? '' : `:${pad(second)}`;
  return `${pad(hour)}:${pad(minute ?? 0)}${seconds}${zone}`;
}
