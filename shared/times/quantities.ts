import { afterHyphen, follows, isHyphen, wordAt } from './match';
import type { Quantity, Unit } from './model';
import { readAmount } from './numbers';
import type { TimeToken } from './tokens';
import { UNITS_BY_NAME } from './words';

/** One or two amounts, the greater unit first, and the token after them. */
interface Found {
  to: number;
  quantities: Quantity[];
  /** Used as an adjective, "two-year". */
  glued: boolean;
}

/** "three years and two months", "1 minute 36 seconds", "18-month", "half a year". */
export function readQuantities(tokens: readonly TimeToken[], at: number): Found | undefined {
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

const BETWEEN: ReadonlySet<string> = new Set(
  'more full whole consecutive straight successive trading working business calendar short long additional further extra solid academic entire'.split(
    ' ',
  ),
);

/** The end of "34-year-old", "two-year-olds", "33 years old". */
function ageEnd(tokens: readonly TimeToken[], at: number, unit: Unit): number | undefined {
  if (!['day', 'week', 'month', 'year'].includes(unit)) return undefined;
  const old = afterHyphen(tokens, at);
  return /^olds?$/.test(wordAt(tokens, old)) ? old + 1 : undefined;
}

/** "all day", "all week", "all year". */
export function readAll(tokens: readonly TimeToken[], at: number): Found | undefined {
  const unit = wordAt(tokens, at) === 'all' ? UNITS_BY_NAME.get(wordAt(tokens, at + 1)) : undefined;
  const long = unit && ['day', 'week', 'month', 'year'].includes(unit) && !wordAt(tokens, at + 1).endsWith('s');
  return long ? { to: at + 2, quantities: [{ amount: 1, unit }], glued: false } : undefined;
}

/** "[for] years", "decades-long": some number of units. */
export function readVague(tokens: readonly TimeToken[], at: number): Found | undefined {
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
