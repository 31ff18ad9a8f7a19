import { readCalendarDate } from './calendar-dates';
import { afterHyphen, follows, isHyphen, type Match, wordAt } from './match';
import type { Mod, Quantity, TimeForm, Unit } from './model';
import { readAmount, readOrdinal } from './numbers';
import type { TimeToken } from './tokens';
import { UNITS_BY_NAME } from './words';

/** Words before a duration that say it is not exact, each with TIMEX3's `mod`. */
const HEDGES: readonly { words: readonly string[]; mod: Mod }[] = [
  { words: ['more', 'than'], mod: 'MORE_THAN' },
  { words: ['less', 'than'], mod: 'LESS_THAN' },
  { words: ['fewer', 'than'], mod: 'LESS_THAN' },
  { words: ['at', 'least'], mod: 'EQUAL_OR_MORE' },
  { words: ['at', 'most'], mod: 'EQUAL_OR_LESS' },
  { words: ['no', 'less', 'than'], mod: 'EQUAL_OR_MORE' },
  { words: ['no', 'more', 'than'], mod: 'EQUAL_OR_LESS' },
  { words: ['up', 'to'], mod: 'EQUAL_OR_LESS' },
  { words: ['nearly'], mod: 'LESS_THAN' },
  { words: ['almost'], mod: 'LESS_THAN' },
  { words: ['over'], mod: 'MORE_THAN' },
  { words: ['under'], mod: 'LESS_THAN' },
  { words: ['about'], mod: 'APPROX' },
  { words: ['around'], mod: 'APPROX' },
  { words: ['approximately'], mod: 'APPROX' },
  { words: ['roughly'], mod: 'APPROX' },
  { words: ['some'], mod: 'APPROX' },
  { words: ['barely'], mod: 'APPROX' },
  { words: ['just', 'over'], mod: 'MORE_THAN' },
  { words: ['just', 'under'], mod: 'LESS_THAN' },
  { words: ['well', 'over'], mod: 'MORE_THAN' },
  { words: ['as', 'long', 'as'], mod: 'EQUAL_OR_LESS' },
];
const HEDGE_STARTS = new Set(HEDGES.map(({ words }) => words[0]));

/** Directions of "the past eighteen months", "the next two years". */
const TOWARD: ReadonlyMap<string, -1 | 1 | 0> = new Map([
  ['past', -1],
  ['last', -1],
  ['previous', -1],
  ['preceding', -1],
  ['recent', -1],
  ['next', 1],
  ['coming', 1],
  ['following', 1],
  ['upcoming', 1],
  ['first', 0],
  ['final', 0],
  ['intervening', 0],
]);

/** Reads "eighteen months", "a two-year", "more than a week", "the past three years", "two days ago", "a week later". */
export function readDuration(tokens: readonly TimeToken[], at: number): Match | undefined {
  const hedge = readHedge(tokens, at);
  const start = hedge ? hedge.to : at;
  const found = readDirected(tokens, start) ?? readPlain(tokens, start) ?? readWithArticle(tokens, start);
  if (!found || (hedge && found.to === start)) return undefined;
  if (hedge === undefined) return found;
  // "Cut by half over four years": the preposition; "for over four years" more than that.
  if (wordAt(tokens, at) === 'over' && at > 0 && !BEFORE_MORE_THAN.test(wordAt(tokens, at - 1))) return undefined;
  // "over the years", "around the next weekend": the preposition is none of it.
  const toward = found.form.kind === 'duration' && found.form.toward !== undefined;
  return toward && hedge.mod !== 'APPROX' && wordAt(tokens, at) === 'over' ? undefined : { ...found, mod: hedge.mod };
}

const BEFORE_MORE_THAN =
  /^(?:for|after|in|within|of|is|was|been|be|are|were|took|take|takes|lasted|last|spent|spend|served|waited|by|at|and|,|just|well|little|bit|with|to)$/;

/** "the eighteen months", "these two weeks": TIMEX3 takes the article in. */
function readWithArticle(tokens: readonly TimeToken[], at: number): Match | undefined {
  if (!/^(?:the|these|those)$/.test(wordAt(tokens, at))) return undefined;
  const found = readQuantities(tokens, at + 1);
  const counted = found && !found.glued && !/^(?:a|an|some|many|several|few)$/.test(wordAt(tokens, at + 1));
  return counted ? { to: found.to, form: { kind: 'duration', quantities: found.quantities } } : undefined;
}

function readHedge(tokens: readonly TimeToken[], at: number): { to: number; mod: Mod } | undefined {
  if (!HEDGE_STARTS.has(wordAt(tokens, at))) return undefined;
  const hedge = HEDGES.find(({ words }) => follows(tokens, at, ...words));
  return hedge && { to: at + hedge.words.length, mod: hedge.mod };
}

/** "[the] past eighteen months", "the last two and a half years", "the past decade", "the first nine months". */
function readDirected(tokens: readonly TimeToken[], at: number): Match | undefined {
  const article = /^(?:the|these|those|its|their|his|her)$/.test(wordAt(tokens, at)) ? 1 : 0;
  const toward = TOWARD.get(wordAt(tokens, at + article));
  // "Could last years": the verb.
  const verb =
    article === 0 &&
    wordAt(tokens, at) === 'last' &&
    /^(?:can|could|will|would|may|might|should|must|to|not|['’]t)$/.test(wordAt(tokens, at - 1));
  if (toward === undefined || verb) return undefined;
  const start = at + article + 1;
  const found = readQuantities(tokens, start);
  const form = (quantities: readonly Quantity[]): TimeForm => ({
    kind: 'duration',
    quantities,
    ...(toward === 0 ? {} : { toward }),
  });
  if (found && !found.glued && tokens[start]?.word !== 'a') return { to: found.to, form: form(found.quantities) };
  const unit = UNITS_BY_NAME.get(wordAt(tokens, start));
  if (unit === undefined) return undefined;
  const plural = wordAt(tokens, start).endsWith('s');
  const word = wordAt(tokens, at + article);
  // "In past years", "in coming months", without an article, are no stretch of time but some day.
  if (plural && article === 0 && (word === 'past' || word === 'coming'))
    return { to: start + 1, form: { kind: 'reference', value: word === 'past' ? 'PAST_REF' : 'FUTURE_REF' } };
  if (plural) return toward === 0 ? undefined : { to: start + 1, form: form([{ amount: undefined, unit }]) };
  // "the past year" is a stretch that ends now; "the last week" names a week, which relative.ts reads.
  const over = /^(?:over|during|in|within|for|throughout)$/.test(wordAt(tokens, at - 1));
  const stretch =
    article === 1 &&
    (word === 'past' ||
      (word === 'last' && over && unit !== 'quarter') ||
      (word === 'last' && (unit === 'decade' || unit === 'century')));
  return stretch ? { to: start + 1, form: form([{ amount: 1, unit }]) } : undefined;
}

interface Found {
  to: number;
  quantities: Quantity[];
  /** Used as an adjective, "two-year". */
  glued: boolean;
}

/** "three years and two months", "1 minute 36 seconds", "18-month", "half a year". */
function readQuantities(tokens: readonly TimeToken[], at: number): Found | undefined {
  const first = readQuantity(tokens, at);
  if (!first) return undefined;
  const half = !first.glued && follows(tokens, first.to, 'and', 'a', 'half');
  if (half && first.quantity.amount !== undefined)
    return { to: first.to + 3, quantities: [{ ...first.quantity, amount: first.quantity.amount + 0.5 }], glued: false };
  const joint = wordAt(tokens, first.to) === 'and' ? first.to + 1 : first.to;
  const second = first.glued ? undefined : readQuantity(tokens, joint);
  const smaller = second && !second.glued && ORDER.indexOf(second.quantity.unit) < ORDER.indexOf(first.quantity.unit);
  const counted = second?.quantity.amount !== undefined && tokens[joint]?.word !== 'a';
  if (!second || !smaller || !counted) return { to: first.to, quantities: [first.quantity], glued: first.glued };
  return { to: second.to, quantities: [first.quantity, second.quantity], glued: false };
}

const ORDER: readonly Unit[] = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year', 'decade', 'century'];

function readQuantity(
  tokens: readonly TimeToken[],
  at: number,
): { to: number; quantity: Quantity; glued: boolean } | undefined {
  const number = readAmount(tokens, at);
  if (!number) return undefined;
  let unitAt = afterHyphen(tokens, number.to);
  const glued = unitAt !== number.to;
  // Eight trading days, two full years, ten consecutive weeks.
  if (!glued && BETWEEN.has(wordAt(tokens, unitAt))) unitAt++;
  const word = wordAt(tokens, unitAt);
  const unit = UNITS_BY_NAME.get(word);
  if (unit === undefined || unit === 'weekend') return undefined;
  const old = ageEnd(tokens, unitAt + 1, unit);
  if (old !== undefined) return { to: old, quantity: { amount: number.amount, unit }, glued: true };
  // "the 20 seconds", "a second": the number or the thing, not sixty of a minute.
  if ((word === 'second' || word === 'quarter') && (number.amount === 1 || number.amount === undefined))
    return undefined;
  if (word === 'min' || word === 'sec') return undefined;
  const plural = word.endsWith('s') || word === 'century';
  // "A months-long drought": the article is the drought's.
  if (!glued && number.amount === 1 && word.endsWith('s') && word !== 'century') return undefined;
  // "two month" is a slip or a name; "one years" too.
  if (!glued && number.amount !== 1 && !plural && !(number.amount !== undefined && number.amount < 1)) return undefined;
  // "Three quarters of a point".
  if (unit === 'quarter' && follows(tokens, unitAt + 1, 'of') && /^(?:a|an|the)$/.test(wordAt(tokens, unitAt + 2)))
    return undefined;
  // "A year or two", "five years or so": the least of it.
  const loose = wordAt(tokens, unitAt + 1) === 'or' && /^(?:two|so)$/.test(wordAt(tokens, unitAt + 2));
  return { to: unitAt + (loose ? 3 : 1), quantity: { amount: number.amount, unit }, glued };
}

/** The end of "34-year-old", "two-year-olds", "33 years old". */
function ageEnd(tokens: readonly TimeToken[], at: number, unit: Unit): number | undefined {
  if (!['day', 'week', 'month', 'year'].includes(unit)) return undefined;
  const old = afterHyphen(tokens, at);
  return /^olds?$/.test(wordAt(tokens, old)) ? old + 1 : undefined;
}

const BETWEEN: ReadonlySet<string> = new Set(
  'more full whole consecutive straight successive trading working business calendar short long additional further extra solid academic entire'.split(
    ' ',
  ),
);

/** A number of units, and what follows it: "ago", "later", "from now". */
function readPlain(tokens: readonly TimeToken[], at: number): Match | undefined {
  const found = readQuantities(tokens, at) ?? readAll(tokens, at) ?? readVague(tokens, at);
  if (!found) return undefined;
  const { to, quantities } = found;
  const quantity = quantities.length === 1 ? quantities[0] : undefined;
  if (quantity && !found.glued) {
    const shifted = readShift(tokens, to, quantity);
    if (shifted) return shifted;
  }
  // "a day" without more: often "a year" of "$5 a year", which sets.ts reads, or no time at all.
  return { to, form: { kind: 'duration', quantities } };
}

/** "all day", "all week", "all year". */
function readAll(tokens: readonly TimeToken[], at: number): Found | undefined {
  const unit = wordAt(tokens, at) === 'all' ? UNITS_BY_NAME.get(wordAt(tokens, at + 1)) : undefined;
  const long = unit && ['day', 'week', 'month', 'year'].includes(unit) && !wordAt(tokens, at + 1).endsWith('s');
  return long ? { to: at + 2, quantities: [{ amount: 1, unit }], glued: false } : undefined;
}

/** "[for] years", "decades-long": some number of units. */
function readVague(tokens: readonly TimeToken[], at: number): Found | undefined {
  const word = wordAt(tokens, at);
  const unit = UNITS_BY_NAME.get(word);
  // "The days ahead", "the months to come".
  const plural = UNITS_BY_NAME.get(wordAt(tokens, at + 1));
  if (word === 'the' && plural && wordAt(tokens, at + 1).endsWith('s')) {
    const size = wordAt(tokens, at + 2) === 'ahead' ? 3 : follows(tokens, at + 2, 'to', 'come') ? 4 : 0;
    return size === 0 ? undefined : { to: at + size, quantities: [{ amount: undefined, unit: plural }], glued: false };
  }
  if (unit === undefined || !word.endsWith('s') || word === 'seconds' || word === 'quarters' || word === 'weekends')
    return undefined;
  if (isHyphen(tokens[at + 1]) && wordAt(tokens, at + 2) === 'long')
    return { to: at + 3, quantities: [{ amount: undefined, unit }], glued: false };
  if (follows(tokens, at + 1, 'to', 'come'))
    return { to: at + 3, quantities: [{ amount: undefined, unit }], glued: false };
  const before = wordAt(tokens, at - 1);
  const after = wordAt(tokens, at + 1);
  const shifted = ['ago', 'earlier', 'later', 'before', 'after'].includes(after);
  const long = !['minute', 'hour'].includes(unit) && BEFORE_VAGUE.has(before);
  // "After years of fighting", "decades of warfare": not "the happy days of independence".
  const of =
    !['minute', 'hour', 'day'].includes(unit) &&
    after === 'of' &&
    (tokens[at - 1]?.kind !== 'word' || BEFORE_YEARS_OF.test(before));
  return before === 'for' || before === 'within' || before === 'over' || shifted || long || of
    ? { to: at + 1, quantities: [{ amount: undefined, unit }], glued: false }
    : undefined;
}

const BEFORE_YEARS_OF =
  /^(?:during|through|throughout|with|despite|from|by|following|amid|amidst|and|but|also|ended|ending|ends|end|into|in|to|on|through|suffered|endured|faces|face|faced|saw|seen|had)$/;

/** Words after which "months", without a number, are a length of time. */
const BEFORE_VAGUE: ReadonlySet<string> = new Set(
  'after take takes took taken taking spend spends spent last lasts lasted wait waited waiting require requires required need needs even perhaps maybe probably literally have has had put of'.split(
    ' ',
  ),
);

function readShift(tokens: readonly TimeToken[], to: number, quantity: Quantity): Match | undefined {
  const word = wordAt(tokens, to);
  const shift = (size: number, direction: -1 | 1, from: 'publication' | 'narrative'): Match => ({
    to: to + size,
    form: { kind: 'shift', quantity, direction, from },
  });
  // "Ten minutes later" is a length: of the hour that it would count from nothing is known.
  const told = (direction: -1 | 1) =>
    ['second', 'minute', 'hour'].includes(quantity.unit) ||
    (wordAt(tokens, to + 1) === 'than' && /^(?:usual|normal)$/.test(wordAt(tokens, to + 2)))
      ? undefined
      : shift(1, direction, 'narrative');
  switch (word) {
    case 'ago':
      return shift(1, -1, 'publication');
    case 'hence':
      return shift(1, 1, 'publication');
    case 'from':
      if (wordAt(tokens, to + 1) === 'now') return shift(2, 1, 'publication');
      if (wordAt(tokens, to + 1) === 'today')
        return { to: to + 2, form: { kind: 'shift', quantity: inDays(quantity), direction: 1, from: 'publication' } };
      return shiftFrom(tokens, to + 1, quantity);
    case 'earlier':
    case 'previously':
      return told(-1);
    case 'later':
    case 'afterward':
    case 'afterwards':
    case 'thereafter':
      return told(1);
    // "Two years before, in mud": before what was told of; with more behind it, before that.
    case 'before':
      return tokens[to + 1]?.kind === 'mark' ? told(-1) : undefined;
    default:
      return undefined;
  }
}

/** A week from a day is a day. */
function inDays(quantity: Quantity): Quantity {
  const { amount, unit } = quantity;
  return unit === 'week' && amount !== undefined ? { amount: amount * 7, unit: 'day' } : quantity;
}

/** "a week from Sunday", "two weeks from June 5". */
function shiftFrom(tokens: readonly TimeToken[], at: number, quantity: Quantity): Match | undefined {
  if (!['day', 'week', 'month', 'year'].includes(quantity.unit)) return undefined;
  const day = readCalendarDate(tokens, at);
  const exact =
    day?.form.kind === 'calendar' && (day.form.parts.weekday !== undefined || day.form.parts.day !== undefined);
  if (!exact) return undefined;
  return { to: day.to, form: { kind: 'shift', quantity: inDays(quantity), direction: 1, from: day.form } };
}

/** "the third day", "its second week": a unit counted from something that is not said. Only told apart, not resolved. */
export function isCountedUnit(tokens: readonly TimeToken[], at: number): boolean {
  const ordinal = readOrdinal(tokens, at);
  return ordinal !== undefined && UNITS_BY_NAME.has(wordAt(tokens, afterHyphen(tokens, ordinal.to)));
}
