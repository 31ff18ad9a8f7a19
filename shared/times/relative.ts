import { readCalendarDate } from './calendar-dates';
import { dateMatch, follows, isHyphen, type Match, wordAt } from './match';
import type { TimeForm, Unit, Which } from './model';
import { readReference } from './references';
import type { TimeToken } from './tokens';
import { UNITS_BY_NAME } from './words';

export const relative = (unit: Unit, offset: number): TimeForm => ({ kind: 'relative', unit, offset });

/** Reads what is said relative to the day of publication, or to a day that was told of. */
export function readRelative(tokens: readonly TimeToken[], at: number): Match | undefined {
  return (
    readDayWord(tokens, at) ??
    readDirectedUnit(tokens, at) ??
    readDirectedName(tokens, at) ??
    readAnaphor(tokens, at) ??
    readWithin(tokens, at) ??
    readReference(tokens, at)
  );
}

function readDayWord(tokens: readonly TimeToken[], at: number): Match | undefined {
  const article = wordAt(tokens, at) === 'the' ? 1 : 0;
  if (follows(tokens, at + article, 'day', 'before', 'yesterday'))
    return { to: at + article + 3, form: relative('day', -2) };
  if (follows(tokens, at + article, 'day', 'after', 'tomorrow'))
    return { to: at + article + 3, form: relative('day', 2) };
  switch (wordAt(tokens, at)) {
    case 'today':
      return { to: at + 1, form: relative('day', 0) };
    case 'yesterday':
      return { to: at + 1, form: relative('day', -1) };
    case 'tomorrow':
      return { to: at + 1, form: relative('day', 1) };
    case 'the':
      return follows(tokens, at, 'the', 'weekend') &&
        /^(?:over|during|at|on|of|through|for)$/.test(wordAt(tokens, at - 1))
        ? dateMatch(at + 2, { weekend: true })
        : undefined;
    case 'tonight':
      return { to: at + 1, form: { kind: 'time', on: relative('day', 0), part: 'NI' } };
    default:
      return undefined;
  }
}

const DIRECTIONS: ReadonlyMap<string, number> = new Map([
  ['last', -1],
  ['this', 0],
  ['current', 0],
  ['next', 1],
  ['coming', 1],
  ['upcoming', 1],
]);

/** "last week", "this year", "the current quarter", "the coming month", "this past week", "the week before last". */
export function readDirectedUnit(tokens: readonly TimeToken[], at: number): Match | undefined {
  const article = /^(?:the|this)$/.test(wordAt(tokens, at)) ? 1 : 0;
  const named = UNITS_BY_NAME.get(wordAt(tokens, at + 1));
  if (article === 1 && named && named !== 'second' && named !== 'minute') {
    if (follows(tokens, at + 2, 'before', 'last')) return { to: at + 4, form: relative(named, -2) };
    if (follows(tokens, at + 2, 'after', 'next')) return { to: at + 4, form: relative(named, 2) };
  }
  const past = follows(tokens, at, 'this', 'past') || follows(tokens, at, 'this', 'last');
  const coming = follows(tokens, at, 'this', 'coming') || follows(tokens, at, 'this', 'next');
  const direction = past
    ? -1
    : coming
      ? 1
      : DIRECTIONS.get(wordAt(tokens, at + (wordAt(tokens, at) === 'the' ? 1 : 0)));
  if (direction === undefined) return undefined;
  const size = past || coming ? 2 : wordAt(tokens, at) === 'the' ? 2 : 1;
  const fiscal = /^(?:fiscal|calendar|financial|academic)$/.test(wordAt(tokens, at + size)) ? 1 : 0;
  const unit = UNITS_BY_NAME.get(wordAt(tokens, at + size + fiscal));
  if (
    unit === undefined ||
    wordAt(tokens, at + size + fiscal).endsWith('s') ||
    ['second', 'minute', 'hour', 'fortnight'].includes(unit)
  )
    return undefined;
  // "the last day", "the last hour": the final one of something.
  if (unit === 'day' && (direction !== 0 || wordAt(tokens, at) === 'the')) return undefined;
  if (unit === 'day') return { to: at + size + 1, form: relative('day', 0) };
  // "the last year of the plan", "over the last week": the final one of something; a stretch, which durations.ts reads.
  if (direction === -1 && wordAt(tokens, at) === 'last' && wordAt(tokens, at - 1) === 'the') return undefined;
  if (wordAt(tokens, at) === 'the' && wordAt(tokens, at + 1) === 'last') {
    const of = wordAt(tokens, at + size + fiscal + 1) === 'of';
    if (unit !== 'quarter' && (of || /^(?:over|during|in|within|for|throughout)$/.test(wordAt(tokens, at - 1))))
      return undefined;
  }
  return { to: at + size + fiscal + 1, form: relative(unit, direction) };
}

/** "last Monday", "this past May", "next Christmas", "last summer", "last June 5". */
function readDirectedName(tokens: readonly TimeToken[], start: number): Match | undefined {
  const article = wordAt(tokens, start) === 'the' && /^(?:previous|preceding)$/.test(wordAt(tokens, start + 1)) ? 1 : 0;
  const at = start + article;
  const first = wordAt(tokens, at);
  const pair = first === 'this' ? wordAt(tokens, at + 1) : '';
  const which: Which | undefined =
    pair === 'past' || pair === 'last'
      ? 'past'
      : pair === 'coming' || pair === 'next'
        ? 'next'
        : first === 'last' || first === 'this' || first === 'next' || first === 'that'
          ? first
          : first === 'past' || first === 'previous' || first === 'preceding'
            ? 'past'
            : first === 'coming' || first === 'upcoming'
              ? 'next'
              : undefined;
  if (which === undefined) return undefined;
  const size = ['past', 'last', 'coming', 'next'].includes(pair) ? 2 : 1;
  const found = readCalendarDate(tokens, at + size);
  if (found?.form.kind !== 'calendar' || found.from !== undefined) return undefined;
  const { parts } = found.form;
  const under = parts.year === undefined && parts.decade === undefined && parts.century === undefined;
  const useful =
    parts.month !== undefined ||
    parts.weekday !== undefined ||
    parts.season !== undefined ||
    parts.holiday !== undefined;
  return under && useful ? { to: found.to, form: { ...found.form, which } } : undefined;
}

/** "that day", "the same week", "the following year", "the previous month", "the next day", "a day earlier". */
export function readAnaphor(tokens: readonly TimeToken[], at: number): Match | undefined {
  const first = wordAt(tokens, at);
  if (first === 'that') {
    const same = wordAt(tokens, at + 1) === 'same' ? 1 : 0;
    const unit = anaphorUnit(tokens, at + 1 + same);
    return unit ? { to: at + 2 + same, form: { kind: 'anaphor', unit, offset: 0 } } : undefined;
  }
  if (first !== 'the') return undefined;
  const word = wordAt(tokens, at + 1);
  const offset = ANAPHORS.get(word);
  const unit = anaphorUnit(tokens, at + 2);
  if (offset !== undefined && unit && !(word === 'next' && unit !== 'day' && unit !== 'week'))
    return { to: at + 3, form: { kind: 'anaphor', unit, offset } };
  const plain = anaphorUnit(tokens, at + 1);
  if (plain === 'quarter' && isWithin(tokens, at, at + 2))
    return { to: at + 2, form: { kind: 'anaphor', unit: 'quarter', offset: 0 } };
  if (plain && follows(tokens, at + 2, 'before') && !isName(tokens, at + 3))
    return { to: at + 3, form: { kind: 'anaphor', unit: plain, offset: -1 } };
  if (plain && (follows(tokens, at + 2, 'after') || follows(tokens, at + 2, 'later')) && !isName(tokens, at + 3))
    return { to: at + 3, form: { kind: 'anaphor', unit: plain, offset: 1 } };
  return undefined;
}

/** "in the quarter", "for the year": the one that the figures, or the day, are of. */
function isWithin(tokens: readonly TimeToken[], at: number, after: number): boolean {
  if (!/^(?:in|for|during|throughout|within)$/.test(wordAt(tokens, at - 1))) return false;
  const next = tokens[after];
  if (isHyphen(next) && next?.spaced === false) return false;
  return (
    next?.kind !== 'word' ||
    !next.spaced ||
    /^(?:and|but|was|were|ended|ending|by|from|to|with|at|on|as|because|while|the|a)$/.test(next.word)
  );
}

const ANAPHORS: ReadonlyMap<string, number> = new Map([
  ['same', 0],
  ['following', 1],
  ['next', 1],
  ['previous', -1],
  ['preceding', -1],
  ['prior', -1],
]);

function anaphorUnit(tokens: readonly TimeToken[], at: number): Unit | undefined {
  const unit = UNITS_BY_NAME.get(wordAt(tokens, at));
  return unit &&
    ['day', 'week', 'weekend', 'month', 'year', 'quarter', 'decade'].includes(unit) &&
    !wordAt(tokens, at).endsWith('s')
    ? unit
    : undefined;
}

/** "the day before the vote": what it is before stands there, so that it is no anaphor. */
function isName(tokens: readonly TimeToken[], at: number): boolean {
  const token = tokens[at];
  return token?.kind === 'word' && !/^(?:and|but|when|that|as|in|at|with|was|were|had)$/.test(token.word);
}

/** "for the year", "in the week": with nothing that would say another one. */
function readWithin(tokens: readonly TimeToken[], at: number): Match | undefined {
  const found = readUnitOfNow(tokens, at);
  const long = found?.form.kind === 'relative' && /^(?:week|month|year)$/.test(found.form.unit);
  return found && long && isWithin(tokens, at, found.to) ? found : undefined;
}

/** "the year" in "the end of the year": the one of publication. */
export function readUnitOfNow(tokens: readonly TimeToken[], at: number): Match | undefined {
  if (wordAt(tokens, at) !== 'the') return undefined;
  const adjective = /^(?:fiscal|financial|calendar|academic|full|whole)$/.test(wordAt(tokens, at + 1)) ? 1 : 0;
  const unit = UNITS_BY_NAME.get(wordAt(tokens, at + 1 + adjective));
  return unit &&
    ['week', 'month', 'quarter', 'year', 'decade', 'century', 'day'].includes(unit) &&
    !wordAt(tokens, at + 1 + adjective).endsWith('s')
    ? { to: at + 2 + adjective, form: relative(unit, 0) }
    : undefined;
}
