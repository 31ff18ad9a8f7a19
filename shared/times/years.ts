import { dateMatch, isDash, isHyphen, type Match, wordAt } from './match';
import { readShortYear, readSpokenYear, readYear } from './numbers';
import type { TimeToken } from './tokens';

/** Reads a year by itself: "in 1999", "around 1400", "since '68", "the year two thousand". */
export function readYearAlone(tokens: readonly TimeToken[], at: number): Match | undefined {
  return (
    readAbout(tokens, at) ?? readBareYear(tokens, at) ?? readShortYearAlone(tokens, at) ?? readYearInWords(tokens, at)
  );
}

/** "[until] about 2025", "[in] around 1400". */
function readAbout(tokens: readonly TimeToken[], at: number): Match | undefined {
  if (
    !/^(?:about|around|circa)$/.test(wordAt(tokens, at)) ||
    !/^(?:in|by|since|until|from|to)$/.test(wordAt(tokens, at - 1))
  )
    return undefined;
  const year = readBareYear(tokens, at + 1);
  return year && { ...year, mod: 'APPROX' };
}

/** A year by itself, where what stands around it does not count, price or number something. */
function readBareYear(tokens: readonly TimeToken[], at: number): Match | undefined {
  const year = readYear(tokens, at);
  if (year === undefined || year < 1400 || year > 2100) return undefined;
  const [before, next] = [tokens[at - 1], tokens[at + 1]];
  if (before && !tokens[at]?.spaced && (NOT_BEFORE_YEAR.test(before.text) || before.kind !== 'mark')) return undefined;
  if (
    isHyphen(before) &&
    tokens[at]?.spaced === false &&
    tokens[at - 2]?.kind === 'word' &&
    wordAt(tokens, at - 2) !== 'mid' &&
    before?.spaced === false
  )
    return undefined;
  if (next && !next.spaced && (/^[%$€£/]$/.test(next.text) || next.kind === 'word')) return undefined;
  const range = isDash(next) && next?.spaced === false && !tokens[at + 2]?.spaced;
  if (next?.kind === 'word' && next.spaced) {
    if (
      /^(?:percent|per|million|billion|troops|people|soldiers|men|hours|miles|meters|metres|kilometers|km|tons|dollars|rubles|euros|GMT|UTC)$/i.test(
        next.text,
      )
    )
      return undefined;
    // "about 2000 deputies": counted, unless a word that only dates follow stands before.
    const paired =
      before?.word === 'and' && wordAt(tokens, at - 3) === 'between' && readYear(tokens, at - 2) !== undefined;
    const opens = before?.word === 'by' && before.first;
    const counts =
      !paired && !opens && /^[a-z]{3,}s$/.test(next.text) && !['was', 'has', 'is', 'as', 'this'].includes(next.word);
    if (counts && !/^(?:in|since|the|of|during|until|from)$/.test(before?.word ?? '')) return undefined;
  }
  // "A 1979 coup", "its 2005 report", "the country's 1997 constitution": what is of that year.
  const described =
    DESCRIBED.test(before?.word ?? '') && next?.kind === 'word' && next.spaced && !MEASURED.test(next.word);
  const dated =
    before === undefined ||
    described ||
    BEFORE_YEAR.has(before.word) ||
    tokens[at]?.first ||
    next === undefined ||
    next.kind === 'mark' ||
    range;
  return dated ? dateMatch(at + 1, { year }) : undefined;
}

const BEFORE_YEAR: ReadonlySet<string> = new Set(
  'in since by until till of during from to through and or between before after for early late mid year years the circa around about summer winter spring autumn fall back than throughout ended began started closed finished out another with ( , – — -'.split(
    ' ',
  ),
);
/** Marks that a year is part of a price, a percentage, a number or an address. */
const NOT_BEFORE_YEAR = /^[$€£¥#№%/]$/;

const DESCRIBED = /^(?:a|an|its|his|her|their|our|my|this|that|['’]s)$/;
/** What is counted or measured in the singular behind a number: "a 1500 metre race". */
const MEASURED =
  /^(?:met(?:er|re)|mile|foot|feet|square|kilomet(?:er|re)|kilogram|kg|pound|ton|tonne|acre|hectare|word|page|seat|strong|watt|volt|horsepower|cc|euro|dollar|ruble|rouble|yen|year|percent|per|point|man|member|room|bed|people)$/;

/** "in '99", "since '68". */
function readShortYearAlone(tokens: readonly TimeToken[], at: number): Match | undefined {
  const year = /^(?:in|since|of|until|till|by|from)$/.test(wordAt(tokens, at - 1))
    ? readShortYear(tokens, at)
    : undefined;
  return year && dateMatch(year.to, { year: year.year });
}

/** "in nineteen ninety-six", "the year two thousand". */
function readYearInWords(tokens: readonly TimeToken[], at: number): Match | undefined {
  const named = wordAt(tokens, at) === 'the' && wordAt(tokens, at + 1) === 'year';
  const year = readSpokenYear(tokens, named ? at + 2 : at);
  if (!year) return undefined;
  const next = tokens[year.to];
  const counted =
    next?.kind === 'word' &&
    next.spaced &&
    /^[a-z]{3,}s$/.test(next.text) &&
    !/^(?:was|has|is|as|this)$/.test(next.word);
  const dated =
    named || /^(?:in|since|by|until|till|before|after|during|of|from|to|and|late|early)$/.test(wordAt(tokens, at - 1));
  return dated && !counted ? dateMatch(year.to, { year: year.year }) : undefined;
}
