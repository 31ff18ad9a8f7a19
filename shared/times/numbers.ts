import { afterHyphen, follows, isDash, wordAt } from './match';
import type { TimeToken } from './tokens';
import { NUMBER_WORDS, ORDINALS, TENS_WORDS, VAGUE_NUMBERS } from './words';

/** A number of units; `amount` is undefined for "several". */
export interface Amount {
  to: number;
  amount: number | undefined;
}

/** Reads "eighteen", "2.5", "two and a half", "a couple of", "several", "a", "half a", "two to three" (the first). */
export function readAmount(tokens: readonly TimeToken[], at: number): Amount | undefined {
  const first = readOne(tokens, at);
  if (!first || first.amount === undefined) return first;
  const half = withHalf(tokens, first);
  const joint = tokens[half.to];
  if (joint?.word === 'to' || joint?.word === 'or' || (isDash(joint) && joint?.kind === 'mark')) {
    const second = readOne(tokens, half.to + 1);
    if (second?.amount !== undefined && second.amount > half.amount && second.amount <= half.amount + 20)
      return { to: withHalf(tokens, { to: second.to, amount: second.amount }).to, amount: half.amount };
  }
  return half;
}

function withHalf(tokens: readonly TimeToken[], { to, amount = 0 }: Amount): { to: number; amount: number } {
  // "2 1/2 years".
  const [one, slash, two] = tokens.slice(to, to + 3);
  if (one?.text === '1' && slash?.text === '/' && two?.text === '2' && !slash.spaced && !two.spaced)
    return { to: to + 3, amount: amount + 0.5 };
  const next = afterHyphen(tokens, to);
  if (wordAt(tokens, next) !== 'and') return { to, amount };
  const article = afterHyphen(tokens, next + 1);
  const half = afterHyphen(tokens, article + 1);
  return wordAt(tokens, article) === 'a' && wordAt(tokens, half) === 'half'
    ? { to: half + 1, amount: amount + 0.5 }
    : { to, amount };
}

function readOne(tokens: readonly TimeToken[], at: number): Amount | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  if (token.number !== undefined) return { to: at + 1, amount: token.number };
  const { word } = token;
  if (word === 'many' && wordAt(tokens, at - 1) === 'as') return undefined;
  if (word === 'half' && /^(?:hour|century)$/.test(wordAt(tokens, afterHyphen(tokens, at + 1))))
    return { to: at + 1, amount: 0.5 };
  if (word === 'half' && (wordAt(tokens, at + 1) === 'a' || wordAt(tokens, at + 1) === 'an'))
    return { to: at + 2, amount: 0.5 };
  if (word === 'a' || word === 'an') {
    const next = wordAt(tokens, at + 1);
    if (next === 'couple') return { to: at + (wordAt(tokens, at + 2) === 'of' ? 3 : 2), amount: 2 };
    if (next === 'dozen') return { to: at + 2, amount: 12 };
    if (next === 'few' || next === 'number')
      return { to: at + (wordAt(tokens, at + 2) === 'of' ? 3 : 2), amount: undefined };
    const half = afterHyphen(tokens, at + 2);
    if (next === 'half' && /^(?:hour|century)$/.test(wordAt(tokens, half))) return { to: at + 2, amount: 0.5 };
    if (next === 'half' || next === 'quarter') return undefined;
    if (next === 'hundred') return { to: at + 2, amount: 100 };
    if (next === 'thousand') return { to: at + 2, amount: 1000 };
    if (next === 'additional' || next === 'extra' || next === 'further') return { to: at + 2, amount: 1 };
    return { to: at + (next === 'full' || next === 'whole' || next === 'single' ? 2 : 1), amount: 1 };
  }
  if (word === 'another') {
    const more = readNumberWords(tokens, at + 1) ?? readDigits(tokens, at + 1);
    return more ?? { to: at + 1, amount: 1 };
  }
  if (word === 'couple') return { to: at + (wordAt(tokens, at + 1) === 'of' ? 2 : 1), amount: 2 };
  if (VAGUE_NUMBERS.has(word)) return { to: at + 1, amount: undefined };
  return readNumberWords(tokens, at);
}

function readDigits(tokens: readonly TimeToken[], at: number): Amount | undefined {
  const number = tokens[at]?.number;
  return number === undefined ? undefined : { to: at + 1, amount: number };
}

function readNumberWords(tokens: readonly TimeToken[], at: number): Amount | undefined {
  const value = NUMBER_WORDS.get(wordAt(tokens, at));
  if (value === undefined) return undefined;
  if (TENS_WORDS.has(wordAt(tokens, at))) {
    const next = afterHyphen(tokens, at + 1);
    const unit = NUMBER_WORDS.get(wordAt(tokens, next));
    if (unit !== undefined && unit > 0 && unit < 10) return hundreds(tokens, { to: next + 1, amount: value + unit });
  }
  return hundreds(tokens, { to: at + 1, amount: value });
}

function hundreds(tokens: readonly TimeToken[], { to, amount }: { to: number; amount: number }): Amount {
  if (wordAt(tokens, to) === 'hundred') return { to: to + 1, amount: amount * 100 };
  if (wordAt(tokens, to) === 'thousand') return { to: to + 1, amount: amount * 1000 };
  return wordAt(tokens, to) === 'dozen' ? { to: to + 1, amount: amount * 12 } : { to, amount };
}

/** Reads "first", "21st", "twenty-first". */
export function readOrdinal(tokens: readonly TimeToken[], at: number): { to: number; value: number } | undefined {
  const token = tokens[at];
  if (token?.number !== undefined) {
    const suffix = tokens[at + 1];
    return suffix && !suffix.spaced && /^(?:st|nd|rd|th)$/.test(suffix.word)
      ? { to: at + 2, value: token.number }
      : undefined;
  }
  const value = ORDINALS.get(wordAt(tokens, at));
  if (value !== undefined) return { to: at + 1, value };
  const tens = NUMBER_WORDS.get(wordAt(tokens, at));
  const next = afterHyphen(tokens, at + 1);
  const unit = ORDINALS.get(wordAt(tokens, next));
  if (tens === undefined || tens < 20 || unit === undefined || unit > 9) return undefined;
  return { to: next + 1, value: tens + unit };
}

/** A day of a month: "5", "5th", "fifth"; undefined above 31. */
export function readDayNumber(tokens: readonly TimeToken[], at: number): { to: number; value: number } | undefined {
  const ordinal = readOrdinal(tokens, at);
  if (ordinal) return ordinal.value >= 1 && ordinal.value <= 31 ? ordinal : undefined;
  const token = tokens[at];
  if (token?.number === undefined || !/^\d{1,2}$/.test(token.text)) return undefined;
  return token.number >= 1 && token.number <= 31 ? { to: at + 1, value: token.number } : undefined;
}

/** A year of four digits that is not part of something else: "1,997" and "1997.5" are none. */
export function readYear(tokens: readonly TimeToken[], at: number): number | undefined {
  const token = tokens[at];
  if (token?.number === undefined || !/^[12]\d{3}$/.test(token.text)) return undefined;
  return token.number >= 1000 && token.number <= 2199 ? token.number : undefined;
}

/** "nineteen ninety-six", "nineteen oh one", "two thousand and four": as broadcasters' transcripts print what was said. */
export function readSpokenYear(tokens: readonly TimeToken[], at: number): { to: number; year: number } | undefined {
  const century = NUMBER_WORDS.get(wordAt(tokens, at));
  if (century === 2 && wordAt(tokens, at + 1) === 'thousand') {
    const and = wordAt(tokens, at + 2) === 'and' ? at + 3 : at + 2;
    const rest = NUMBER_WORDS.get(wordAt(tokens, and));
    return rest === undefined || rest > 19 ? { to: at + 2, year: 2000 } : { to: and + 1, year: 2000 + rest };
  }
  if (century === undefined || century < 15 || century > 20) return undefined;
  const next = wordAt(tokens, at + 1);
  const value = NUMBER_WORDS.get(next);
  if (next === 'hundred') return { to: at + 2, year: century * 100 };
  if (next === 'oh') {
    const one = NUMBER_WORDS.get(wordAt(tokens, at + 2));
    return one === undefined || one > 9 ? undefined : { to: at + 3, year: century * 100 + one };
  }
  if (value === undefined || value < 10) return undefined;
  const unit = afterHyphen(tokens, at + 2);
  const ones = value >= 20 ? NUMBER_WORDS.get(wordAt(tokens, unit)) : undefined;
  return ones !== undefined && ones > 0 && ones < 10
    ? { to: unit + 1, year: century * 100 + value + ones }
    : { to: at + 2, year: century * 100 + value };
}

/** "[the summer of] '68", "'04": of the last century above 29. */
export function readShortYear(tokens: readonly TimeToken[], at: number): { to: number; year: number } | undefined {
  const [quote, year, next] = tokens.slice(at, at + 3);
  if (!quote || !/^['’‘]$/.test(quote.text) || year?.spaced || !/^\d{2}$/.test(year?.text ?? '')) return undefined;
  if (next && !next.spaced && next.kind !== 'mark') return undefined;
  const value = Number(year?.text);
  return { to: at + 2, year: value > 29 ? 1900 + value : 2000 + value };
}

/** A year after a comma or "of", or right there: "June 5, 2000", "June of 2000". */
export function readTrailingYear(tokens: readonly TimeToken[], at: number): { to: number; year: number } | undefined {
  const skip = follows(tokens, at, ',') || follows(tokens, at, 'of') ? 1 : 0;
  const short = readShortYear(tokens, at + skip);
  if (short) return short;
  const year = readYear(tokens, at + skip);
  if (year === undefined) return follows(tokens, at, ',') ? undefined : readSpokenYear(tokens, at + skip);
  // "June 5, 2000 troops": a comma, then a number with something that is counted.
  const next = tokens[at + skip + 1];
  const counts =
    skip === 1 && follows(tokens, at, ',') && next?.kind === 'word' && next.spaced && /^[a-z]{3,}s$/.test(next.text);
  return counts && COUNTED.has(next.word) ? undefined : { to: at + skip + 1, year };
}

const COUNTED: ReadonlySet<string> = new Set(
  'troops people soldiers men women workers protesters demonstrators refugees members dollars euros rubles jobs tons tonnes'.split(
    ' ',
  ),
);
