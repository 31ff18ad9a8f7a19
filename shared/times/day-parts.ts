import { follows, type Match, type Reader, wordAt } from './match';
import type { DayPart, TimeForm } from './model';
import { relative } from './relative';
import type { TimeToken } from './tokens';
import { DAY_PARTS } from './words';

/** Reads a part of a day: "this morning", "the next night", "by nightfall", "the morning of June 5", as `readDay` reads the day. */
export function readDayPart(tokens: readonly TimeToken[], at: number, readDay: Reader): Match | undefined {
  return (
    readOvernight(tokens, at) ??
    readBorderOfDay(tokens, at) ??
    readEarlyHours(tokens, at, readDay) ??
    readPartOfNearDay(tokens, at) ??
    readPartOfToldDay(tokens, at) ??
    readPartOfNamedDay(tokens, at, readDay)
  );
}

/** "overnight", as an adverb: of the night that ends on the day of publication; `resolve.ts` knows one ahead by its tense. */
function readOvernight(tokens: readonly TimeToken[], at: number): Match | undefined {
  const next = tokens[at + 1];
  const adjective =
    next?.kind === 'word' &&
    /^(?:rates?|loans?|lending|stays?|success|sensation|delivery|bag|funds|deposits)$/.test(next.word);
  if (wordAt(tokens, at) !== 'overnight' || adjective) return undefined;
  return { to: at + 1, form: { kind: 'time', on: relative('day', -1), part: 'NI' } };
}

const BORDERS: ReadonlyMap<string, DayPart> = new Map([
  ['dawn', 'MO'],
  ['daybreak', 'MO'],
  ['dusk', 'EV'],
  ['nightfall', 'EV'],
  ['evening', 'EV'],
  ['lunchtime', 'MI'],
]);

/** "at dawn", "by nightfall", "by evening". */
function readBorderOfDay(tokens: readonly TimeToken[], at: number): Match | undefined {
  const named = wordAt(tokens, at) === 'the' ? DAY_PARTS.get(wordAt(tokens, at + 1)) : undefined;
  if (named && /^(?:by|until|through|during)$/.test(wordAt(tokens, at - 1)) && wordAt(tokens, at + 2) !== 'of')
    return { to: at + 2, form: { kind: 'time', on: undefined, part: named } };
  const part = BORDERS.get(wordAt(tokens, at));
  const before = part === 'EV' && wordAt(tokens, at) === 'evening' ? /^by$/ : /^(?:at|by|before|after|until|since)$/;
  return part && before.test(wordAt(tokens, at - 1))
    ? { to: at + 1, form: { kind: 'time', on: undefined, part } }
    : undefined;
}

/** "the early hours of Sunday", "the small hours of June 5". */
function readEarlyHours(tokens: readonly TimeToken[], at: number, readDay: Reader): Match | undefined {
  if (
    wordAt(tokens, at) !== 'the' ||
    !/^(?:early|small)$/.test(wordAt(tokens, at + 1)) ||
    !follows(tokens, at + 2, 'hours', 'of')
  )
    return undefined;
  const day = readDay(tokens, at + 4);
  if (!day || !isOneDay(day.form)) return undefined;
  // "The early hours of Sunday morning".
  const to = wordAt(tokens, day.to) === 'morning' ? day.to + 1 : day.to;
  return { to, form: { kind: 'time', on: day.form, part: 'MO' }, mod: 'START' };
}

/** "this morning", "last night", "last evening". */
function readPartOfNearDay(tokens: readonly TimeToken[], at: number): Match | undefined {
  const word = wordAt(tokens, at);
  const part = DAY_PARTS.get(wordAt(tokens, at + 1));
  return part && (word === 'this' || (word === 'last' && (part === 'NI' || part === 'EV')))
    ? { to: at + 2, form: { kind: 'time', on: relative('day', word === 'last' ? -1 : 0), part } }
    : undefined;
}

const TOLD_DAYS: ReadonlyMap<string, number> = new Map([
  ['same', 0],
  ['next', 1],
  ['following', 1],
  ['previous', -1],
]);

/** "that morning", "the next morning", "the previous night": of the day told of before. */
function readPartOfToldDay(tokens: readonly TimeToken[], at: number): Match | undefined {
  const that = wordAt(tokens, at) === 'that';
  const offset = that ? 0 : wordAt(tokens, at) === 'the' ? TOLD_DAYS.get(wordAt(tokens, at + 1)) : undefined;
  const to = that ? at + 2 : at + 3;
  const part = DAY_PARTS.get(wordAt(tokens, to - 1));
  return part && offset !== undefined
    ? { to, form: { kind: 'time', on: { kind: 'anaphor', unit: 'day', offset }, part } }
    : undefined;
}

/** "the morning of June 5", "the night of the next day". */
function readPartOfNamedDay(tokens: readonly TimeToken[], at: number, readDay: Reader): Match | undefined {
  const part = wordAt(tokens, at) === 'the' ? DAY_PARTS.get(wordAt(tokens, at + 1)) : undefined;
  const day = part && /^(?:of|on)$/.test(wordAt(tokens, at + 2)) ? readDay(tokens, at + 3) : undefined;
  return day && { to: day.to, form: { kind: 'time', on: day.form, part } };
}

/** Whether it is one day, of which a part or an hour can be named. */
export function isOneDay(form: TimeForm): boolean {
  if (form.kind === 'relative' || form.kind === 'anaphor') return form.unit === 'day';
  return (
    form.kind === 'calendar' &&
    (form.parts.day !== undefined || form.parts.weekday !== undefined || form.parts.holiday !== undefined)
  );
}
