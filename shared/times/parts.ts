import { readCalendarDate } from './calendar-dates';
import { readDayPart } from './day-parts';
import { follows, isHyphen, type Match, wordAt } from './match';
import type { Mod, TimeForm, Unit } from './model';
import { readNested } from './nested';
import { readRelative, readUnitOfNow, relative } from './relative';
import { readTimeAfterDay } from './times-of-day';
import type { TimeToken } from './tokens';

/** Parts of a period: the words before it, and what they say. */
const PART_NOUNS: ReadonlyMap<string, Mod> = new Map([
  ['start', 'START'],
  ['beginning', 'START'],
  ['outset', 'START'],
  ['opening', 'START'],
  ['middle', 'MID'],
  ['end', 'END'],
  ['close', 'END'],
  ['rest', 'END'],
  ['remainder', 'END'],
  ['turn', 'START'],
]);
const PART_ADJECTIVES: ReadonlyMap<string, Mod> = new Map([
  ['early', 'START'],
  ['mid', 'MID'],
  ['late', 'END'],
]);

/** "the start of next year", "early December", "mid-2011", "the mid-1990s", "earlier this month", "later this week". */
export function readPart(tokens: readonly TimeToken[], at: number): Match | undefined {
  const word = wordAt(tokens, at);
  if (word === 'earlier' || word === 'later') {
    const day = readRelative(tokens, at + 1) ?? readCalendarDate(tokens, at + 1);
    if (day && day.from === undefined && isDay(day.form))
      return { to: day.to, form: { kind: 'part', of: day.form, mod: word === 'earlier' ? 'START' : 'END' } };
    const part = wordAt(tokens, at + 1) === 'this' ? readDayPart(tokens, at + 1, () => undefined) : undefined;
    if (part) return { ...part, mod: word === 'earlier' ? 'START' : 'END' };
    if (
      wordAt(tokens, at + 1) !== 'this' &&
      !(wordAt(tokens, at + 1) === 'in' && /^(?:the|this)$/.test(wordAt(tokens, at + 2)))
    )
      return undefined;
    const start = wordAt(tokens, at + 1) === 'in' ? at + 2 : at + 1;
    const period = readPeriod(tokens, start) ?? readUnitOfNow(tokens, start);
    return (
      period && { to: period.to, form: { kind: 'part', of: period.form, mod: word === 'earlier' ? 'START' : 'END' } }
    );
  }
  const article = word === 'the' ? 1 : 0;
  const very = wordAt(tokens, at + article) === 'very' ? 1 : 0;
  const start = at + article + very;
  const noun = PART_NOUNS.get(wordAt(tokens, start));
  if (noun && wordAt(tokens, start + 1) === 'of') {
    const period = readPeriod(tokens, start + 2) ?? readUnitOfNow(tokens, start + 2);
    return period && { to: period.to, form: { kind: 'part', of: period.form, mod: noun } };
  }
  const middle = readMidYear(tokens, at);
  if (middle) return middle;
  if (follows(tokens, at, 'year', 'end'))
    return { to: at + 2, form: { kind: 'part', of: relative('year', 0), mod: 'END' } };
  if (isYearEnd(tokens, at)) return { to: at + 3, form: { kind: 'part', of: relative('year', 0), mod: 'END' } };
  const adjective = PART_ADJECTIVES.get(wordAt(tokens, start));
  if (adjective === undefined) return undefined;
  const joint = isHyphen(tokens[start + 1]) && tokens[start + 2]?.spaced === false ? start + 2 : start + 1;
  const of = /^(?:in|on)$/.test(wordAt(tokens, joint)) ? joint + 1 : joint;
  const period = readPeriod(tokens, of);
  // "Late Monday", "early yesterday": a day has no middle that anybody names so.
  const takesPart = period && period.form.kind !== 'duration' && (!isDay(period.form) || adjective !== 'MID');
  if (!takesPart) {
    // "Early this morning", "late Thursday night": the part is of the part of the day.
    const part = readDayPart(tokens, of, () => undefined);
    return part && tokens[of]?.kind === 'word' && part.form.kind === 'time' && part.form.part
      ? { ...part, mod: adjective }
      : undefined;
  }
  const timed = readTimeAfterDay(tokens, period);
  if (timed?.form.kind === 'time' && timed.form.part) return { ...timed, mod: adjective };
  return { to: period.to, form: { kind: 'part', of: period.form, mod: adjective } };
}

const MID_UNITS: ReadonlyMap<string, Unit> = new Map([
  ['week', 'week'],
  ['month', 'month'],
  ['year', 'year'],
]);

/** "mid-year", "midyear", "mid-week". */
function readMidYear(tokens: readonly TimeToken[], at: number): Match | undefined {
  const word = wordAt(tokens, at);
  const glued = word === 'mid' && isHyphen(tokens[at + 1]) ? wordAt(tokens, at + 2) : undefined;
  const unit = MID_UNITS.get(glued ?? (word.startsWith('mid') ? word.slice(3) : ''));
  return unit && { to: at + (glued === undefined ? 1 : 3), form: { kind: 'part', of: relative(unit, 0), mod: 'MID' } };
}

/** "year-end", "year's end". */
function isYearEnd(tokens: readonly TimeToken[], at: number): boolean {
  const joint = isHyphen(tokens[at + 1]) || wordAt(tokens, at + 1) === "'s" || wordAt(tokens, at + 1) === '’s';
  return wordAt(tokens, at) === 'year' && joint && wordAt(tokens, at + 2) === 'end';
}

const isDay = (form: TimeForm): boolean =>
  (form.kind === 'calendar' &&
    (form.parts.day !== undefined || (form.parts.weekday !== undefined && form.parts.month === undefined))) ||
  (form.kind === 'relative' && form.unit === 'day');

/** A period that can have a beginning and an end. */
function readPeriod(tokens: readonly TimeToken[], at: number): Match | undefined {
  const article = wordAt(tokens, at) === 'the' ? 1 : 0;
  const found =
    readRelative(tokens, at) ??
    readNested(tokens, at) ??
    readCalendarDate(tokens, at) ??
    (article ? readCalendarDate(tokens, at + 1) : undefined);
  return found && found.from === undefined && found.form.kind !== 'reference' ? found : undefined;
}
