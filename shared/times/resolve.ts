import { addMonths, civilOf, type Day, type DayInterval, dayOf, mondayOf, pad } from './calendar';
import type {
  CalendarParts,
  Clock,
  DayPart,
  Mod,
  Quantity,
  ResolvedTime,
  TimeExpression,
  TimeForm,
  Which,
} from './model';
import type { Scan } from './scan';
import { periodOf } from './sets';
import { type Tense, tenseAround } from './tense';
import {
  commonValue,
  dayPeriod,
  openValue,
  openValueOf,
  type Period,
  periodAround,
  periodOfParts,
  thirdOf,
  weekPeriod,
} from './values';

/** When the article was published: `[from, to)` in days; undefined when nothing is known of it. */
export type Anchor = DayInterval | undefined;

/** What a form means, seen from one day. */
interface Meaning {
  type: ResolvedTime['type'];
  value: string;
  mod?: Mod | undefined;
  period?: Period | undefined;
  interval?: DayInterval | undefined;
  reason: string;
}

/** What was told of before an expression. */
interface Story {
  tense: Tense;
  /** The last time that was placed, from which "the following day" counts. */
  last: Period | undefined;
  /** A year that the same sentence named before. */
  year: number | undefined;
}

/**
 * Gives the expressions of a scan their values. What depends on the day of publication is worked out for the first and
 * the last day that it can be, and says only what holds for both: the value has X where they differ, the interval
 * covers both. Dates without a year point the way that the tense around them does, else to the nearest one.
 */
export function resolveTimes({ tokens, expressions }: Scan, anchor: Anchor): ResolvedTime[] {
  const resolved: ResolvedTime[] = [];
  let last: Period | undefined;
  let year: { token: number; value: number } | undefined;
  for (const expression of expressions) {
    const { token, to } = expression;
    const cited = isInParentheses(tokens, token);
    const sameSentence = year !== undefined && !breaksBetween(tokens, year.token, token);
    const story: Story = cited
      ? { tense: 'cited', last, year: undefined }
      : { tense: tenseAround(tokens, token, to), last, year: sameSentence ? year?.value : undefined };
    const form = attacksOf2001(expression.form, tokens, token, to, anchor) ?? expression.form;
    const meaning = meaningAt(ahead(form, tokens, token, to, story.tense), story, anchor);
    if (!meaning) continue;
    resolved.push(toResolved(expression, meaning));
    if (meaning.period) last = meaning.period;
    const named = namedYear(expression.form);
    if (named !== undefined) year = { token, value: named };
  }
  return resolved;
}

/** A date that something was published on, from the days that what cites it can have been published on. */
export function resolveCited(form: TimeForm, anchor: Anchor): { value: string; interval: DayInterval | undefined } {
  const meaning = meaningAt(form, { tense: 'cited', last: undefined, year: undefined }, anchor);
  return { value: meaning?.value ?? 'XXXX-XX-XX', interval: meaning?.interval ?? meaning?.period };
}

/** "Will meet in two weeks": a distance from today, which "in two weeks of talks" is not. */
function ahead(form: TimeForm, tokens: Scan['tokens'], from: number, to: number, tense: Tense): TimeForm {
  if (form.kind !== 'duration' || form.toward !== undefined || tense !== 'future') return form;
  const [quantity, ...others] = form.quantities;
  const distance =
    tokens[from - 1]?.word === 'in' &&
    tokens[to]?.word !== 'of' &&
    others.length === 0 &&
    quantity?.amount !== undefined;
  return distance ? { kind: 'shift', quantity, direction: 1, from: 'publication' } : form;
}

const ATTACKS =
  /^(?:attacks?|attackers?|terrorists?|terrorism|terror|tragedy|hijackings?|hijackers?|events|strikes|suicide|bombings?)$/;

/** "The September 11 attacks", "post-September 11": of 2001, in whatever year since then that is written. */
function attacksOf2001(
  form: TimeForm,
  tokens: Scan['tokens'],
  from: number,
  to: number,
  anchor: Anchor,
): TimeForm | undefined {
  if (form.kind !== 'calendar' || form.parts.month !== 9 || form.parts.day !== 11 || form.parts.year !== undefined)
    return undefined;
  if (!anchor || anchor.from < dayOf({ year: 2001, month: 9, day: 11 })) return undefined;
  const before = tokens.slice(Math.max(0, from - 3), from).map(({ word }) => word);
  const after = /^['’]s$/.test(tokens[to]?.word ?? '') ? to + 1 : to;
  const told =
    ATTACKS.test(tokens[after]?.word ?? '') ||
    before.some((word) => ATTACKS.test(word)) ||
    /^(?:post|pre)$/.test(before.at(-2) ?? '');
  return told ? { ...form, parts: { ...form.parts, year: 2001 } } : undefined;
}

/** Tokens of a sentence that are looked back over. */
const LONGEST_SENTENCE = 150;

/** Tokens that a parenthesis with a source may hold before the date. */
const LONGEST_PARENTHESIS = 40;

/** In parentheses stands what was published before: "(Reuters, December 16)". */
function isInParentheses(tokens: Scan['tokens'], at: number): boolean {
  for (let before = at - 1; before >= 0 && before >= at - LONGEST_PARENTHESIS; before--) {
    const text = tokens[before]?.text;
    if (text === '(' || text === '[') return true;
    if (text === ')' || text === ']') return false;
  }
  return false;
}

function breaksBetween(tokens: Scan['tokens'], from: number, to: number): boolean {
  if (to - from > LONGEST_SENTENCE) return true;
  for (let at = from + 1; at <= to; at++) if (tokens[at]?.first) return true;
  return false;
}

function namedYear(form: TimeForm): number | undefined {
  if (form.kind === 'part') return namedYear(form.of);
  // "In 1999 …, in March": after a full date a month without a year is rather of the year of publication.
  return form.kind === 'calendar' && !form.parts.fiscal && form.parts.day === undefined ? form.parts.year : undefined;
}

function toResolved({ start, end, mod }: TimeExpression, meaning: Meaning): ResolvedTime {
  const { type, value, period, reason } = meaning;
  const interval = meaning.interval ?? period;
  const said = mod ?? meaning.mod;
  return {
    start,
    end,
    type,
    value,
    ...(said && { mod: said }),
    ...(interval && { interval: { from: interval.from, to: interval.to } }),
    reason,
  };
}

function meaningAt(form: TimeForm, story: Story, anchor: Anchor): Meaning | undefined {
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
    case 'shift':
      return shiftMeaning(
        form.quantity,
        form.direction,
        form.from === 'publication' ? today : (story.last?.from ?? today),
        form.from !== 'publication',
      );
    case 'duration':
      return durationMeaning(form.quantities, form.toward, today);
    case 'span':
      return nestedMeaning(form.first, form.last, today, story);
    case 'week':
      return weekMeaning(form.of, form.number, today, story);
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

function dated(period: Period | undefined, reason: string): Meaning | undefined {
  return period && { type: 'DATE', value: period.value, period, reason };
}

function calendarMeaning(
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
  if (parts.weekend) return dated(weekend(today, story.tense), `${reasonOf(which, story.tense)} weekend`);
  if (parts.weekday !== undefined && parts.month === undefined)
    return dated(weekday(parts.weekday, which, today, story.tense), `${reasonOf(which, story.tense)} that weekday`);
  if (
    which === undefined &&
    story.year !== undefined &&
    story.year !== civilOf(today).year &&
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
  if (tense === 'future') return now ?? ahead;
  // Weeklies are dated ahead; and a date next week is more likely than one a year ago.
  const dueSoon = ahead !== undefined && parts.day !== undefined && ahead.from - today <= DATED_AHEAD;
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

function anaphorMeaning(unit: Parameters<typeof periodAround>[1], offset: number, { last }: Story): Meaning {
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

/** The unit that a distance is told in says how exact it is. */
function shiftMeaning(
  { amount, unit }: Quantity,
  direction: -1 | 1,
  from: Day | undefined,
  narrated: boolean,
): Meaning | undefined {
  const ref = direction < 0 ? 'PAST_REF' : 'FUTURE_REF';
  const reason = narrated ? 'counted from the time told of before' : 'counted from the day of publication';
  if (amount === undefined) return { type: 'DATE', value: ref, reason: 'some time away' };
  if (from === undefined) return { type: 'DATE', value: openValueOf(unit), reason };
  const count = direction * amount;
  switch (unit) {
    case 'second':
    case 'minute':
    case 'hour':
      if (unit === 'hour' && amount >= 24 && amount % 24 === 0) return dated(dayPeriod(from + count / 24), reason);
      return { type: 'TIME', value: `${dayPeriod(from).value}TXX`, period: dayPeriod(from), reason };
    case 'day':
      return dated(dayPeriod(from + Math.round(count)), reason);
    case 'week':
      return dated(periodAround(from + Math.round(count * 7), 'week', 0), reason);
    case 'fortnight':
      return dated(periodAround(from + Math.round(count * 14), 'week', 0), reason);
    case 'month':
      return dated(periodAround(addMonths(from, Math.round(count)), 'month', 0), reason);
    case 'quarter':
      return dated(periodAround(addMonths(from, Math.round(count * 3)), 'quarter', 0), reason);
    case 'year':
      return Number.isInteger(amount)
        ? dated(periodAround(addMonths(from, count * 12), 'year', 0), reason)
        : dated(periodAround(addMonths(from, Math.round(count * 12)), 'month', 0), reason);
    case 'decade':
      return dated(periodAround(addMonths(from, Math.round(count * 120)), 'year', 0), reason);
    case 'century':
      return dated(periodAround(addMonths(from, Math.round(count * 1200)), 'year', 0), reason);
    default:
      return undefined;
  }
}

function durationMeaning(quantities: readonly Quantity[], toward: -1 | 1 | undefined, today: Day | undefined): Meaning {
  const periods = quantities.map(({ amount, unit }) => periodOf(amount, unit).slice(1));
  const dates = periods.filter((period) => !period.startsWith('T')).join('');
  const times = periods.filter((period) => period.startsWith('T')).map((period) => period.slice(1));
  const value = `P${dates}${times.length > 0 ? `T${times.join('')}` : ''}`;
  const days = toward !== undefined && today !== undefined ? stretch(quantities, toward, today) : undefined;
  const reason = days ? 'a stretch that touches the day of publication' : 'a length of time';
  return { type: 'DURATION', value, ...(days && { interval: days }), reason };
}

function stretch(quantities: readonly Quantity[], toward: -1 | 1, today: Day): DayInterval | undefined {
  let end: Day = today;
  for (const { amount, unit } of quantities) {
    if (amount === undefined) return undefined;
    const size = toward * amount;
    if (unit === 'day') end += Math.round(size);
    else if (unit === 'week' || unit === 'fortnight') end += Math.round(size * (unit === 'week' ? 7 : 14));
    else {
      const months = MONTHS_OF[unit];
      if (months === undefined) return undefined;
      end = addMonths(end, Math.round(size * months));
    }
  }
  return toward < 0 ? { from: end, to: today + 1 } : { from: today, to: end + 1 };
}

const MONTHS_OF: Readonly<Partial<Record<Quantity['unit'], number>>> = {
  month: 1,
  quarter: 3,
  half: 6,
  year: 12,
  decade: 120,
  century: 1200,
};

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
  today: Day | undefined,
  story: Story,
): Meaning | undefined {
  const whole = meaningOf(of, today, story);
  if (!whole?.period) return whole && { ...whole, value: openValueOf('week') };
  const { from, to } = whole.period;
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
  const told = story.last && story.last.to - story.last.from === 1 ? story.last.from : undefined;
  const day = on ? meaningOf(on, today, story) : undefined;
  const from = on ? day?.period?.from : (told ?? today);
  const date = from === undefined ? (on && day ? day.value : 'XXXX-XX-XX') : dayPeriod(from).value;
  const suffix = clock ? clockValue(clock) : (part ?? 'XX');
  const reason = day?.reason ?? (told !== undefined ? 'on the day told of before' : 'on the day of publication');
  return { type: 'TIME', value: `${date}T${suffix}`, ...(from !== undefined && { period: dayPeriod(from) }), reason };
}

function clockValue({ hour, minute, offset }: Clock): string {
  const zone =
    offset === undefined
      ? ''
      : offset === 0
        ? 'Z'
        : `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;
  return `${pad(hour)}${minute === undefined ? ':00' : `:${pad(minute)}`}${zone}`;
}
