import { exists } from './calendar';
import { readHoliday } from './holidays';
import { afterHyphen, isDash, isHyphen, type Match, wordAt } from './match';
import type { CalendarParts, TimeForm } from './model';
import { readDayNumber, readOrdinal, readShortYear, readSpokenYear, readTrailingYear, readYear } from './numbers';
import type { TimeToken } from './tokens';
import { MONTHS, MONTHS_ALSO_WORDS, SEASONS_BY_NAME, WEEKDAYS } from './words';

const date = (parts: CalendarParts): TimeForm => ({ kind: 'calendar', parts });

/** Reads a date of the calendar, as complete as it is printed. */
export function readCalendarDate(tokens: readonly TimeToken[], at: number): Match | undefined {
  return (
    readNumeric(tokens, at) ??
    readWithWeekday(tokens, at) ??
    readMonthDate(tokens, at) ??
    readDayMonth(tokens, at) ??
    readFirstDay(tokens, at) ??
    readTheDay(tokens, at) ??
    readDayOfSomeMonth(tokens, at) ??
    readMonthQuarter(tokens, at) ??
    readAbout(tokens, at) ??
    readSeason(tokens, at) ??
    readQuarter(tokens, at) ??
    readDecade(tokens, at) ??
    readFiscal(tokens, at) ??
    readNineEleven(tokens, at) ??
    readHoliday(tokens, at) ??
    readBareYear(tokens, at) ??
    readShortYearAlone(tokens, at) ??
    readYearInWords(tokens, at)
  );
}

/** A month's name; its short forms need their stop or a number after them, as words that are names do. */
function monthAt(tokens: readonly TimeToken[], at: number): { to: number; month: number } | undefined {
  const token = tokens[at];
  const month = token && MONTHS.get(token.word);
  if (!token || month === undefined || !/^\p{Lu}/u.test(token.text)) return undefined;
  const stop =
    token.text.length <= 4 &&
    !WHOLE_NAMES.has(token.word) &&
    wordAt(tokens, at + 1) === '.' &&
    tokens[at + 1]?.spaced === false;
  return { to: at + (stop ? 2 : 1), month };
}

/** Short names that are whole: a stop behind them ends the sentence. */
const WHOLE_NAMES: ReadonlySet<string> = new Set(['may', 'june', 'july']);

/** "Monday", "Monday, June 5", "Mon. 5 June 2000". */
function readWithWeekday(tokens: readonly TimeToken[], at: number): Match | undefined {
  const token = tokens[at];
  const weekday = token && WEEKDAYS.get(token.word);
  if (!token || weekday === undefined || !/^\p{Lu}/u.test(token.text)) return undefined;
  const short = token.text.length <= 5 && !token.word.endsWith('day');
  let next = at + 1;
  if (short && wordAt(tokens, next) === '.') next++;
  const comma = wordAt(tokens, next) === ',' ? next + 1 : next;
  const article = wordAt(tokens, comma) === 'the' ? comma + 1 : comma;
  const rest = readMonthDate(tokens, comma) ?? readDayMonth(tokens, article);
  if (rest?.form.kind === 'calendar' && rest.form.parts.day !== undefined)
    return { to: rest.to, form: date({ ...rest.form.parts, weekday }) };
  // "Friday the 13th".
  const nth = article > comma && comma === at + 1 ? readOrdinal(tokens, article) : undefined;
  if (nth && nth.value <= 31 && wordAt(tokens, nth.to) !== 'of' && tokens[article]?.kind === 'number')
    return { to: nth.to, form: date({ weekday, day: nth.value }) };
  // "The Sunday Times", "a Sunday paper": what appears or happens then, on whichever day it is.
  if (OF_WEEKDAY.test(wordAt(tokens, at + 1))) return undefined;
  // "On a Saturday" is any; "a Saturday news conference" was on the last one.
  const behind = tokens[at + 1];
  if (/^(?:a|any|another)$/.test(wordAt(tokens, at - 1)) && (behind?.kind !== 'word' || NOT_NOUN.test(behind.word)))
    return undefined;
  return short ? undefined : { to: at + 1, form: date({ weekday }) };
}

const NOT_NOUN = /^(?:in|at|on|and|or|but|with|when|is|was|for|as|to|before|after|since)$/;
const OF_WEEKDAY =
  /^(?:times|telegraph|mirror|express|mail|independent|herald|papers?|newspapers?|supplement|school|best)$/;

/** "June", "June 5", "June 5, 2000", "June 2000", "June of 2000", "June 5-7" (the first day; `readMoreDays` has the rest). */
function readMonthDate(tokens: readonly TimeToken[], at: number): Match | undefined {
  const found = monthAt(tokens, at);
  if (!found) return undefined;
  const { month, to } = found;
  const article = wordAt(tokens, to) === 'the' ? to + 1 : to;
  const day = readDayNumber(tokens, article);
  if (day && !isCounted(tokens, day.to)) {
    const year = readTrailingYear(tokens, day.to);
    if (exists({ year: year?.year ?? 2000, month, day: day.value }))
      return { to: year?.to ?? day.to, form: date({ ...(year && { year: year.year }), month, day: day.value }) };
    return undefined;
  }
  const year = readTrailingYear(tokens, to);
  if (year) return { to: year.to, form: date({ year: year.year, month }) };
  return isMonthAlone(tokens, at, to) ? { to, form: date({ month }) } : undefined;
}

/** "May 20 people": a number that counts, not a day. */
function isCounted(tokens: readonly TimeToken[], at: number): boolean {
  return /^(?:percent|per|million|billion|thousand|people|troops|points|years|days|months|weeks|hours|minutes)$/.test(
    wordAt(tokens, at),
  );
}

const BEFORE_MONTH: ReadonlySet<string> = new Set(
  'in since by until till of during from to through and or last next this past early late mid before after for between each every the on around about coming'.split(
    ' ',
  ),
);

/** Whether a month stands by itself: "March" and "May" only after a word that dates follow. */
function isMonthAlone(tokens: readonly TimeToken[], at: number, to: number): boolean {
  const word = wordAt(tokens, at);
  const full = word.length > 3 && word !== 'sept';
  if (!full && word !== 'may' && tokens[to - 1]?.text !== '.') return false;
  if (isPartOfName(tokens, at, to)) return false;
  if (!MONTHS_ALSO_WORDS.has(word)) return true;
  const before = isHyphen(tokens[at - 1]) ? wordAt(tokens, at - 2) : wordAt(tokens, at - 1);
  // "But March is worse": nobody is called so, nor is the verb printed so.
  const lower = (token: TimeToken | undefined) => token?.kind === 'word' && /^\p{Ll}/u.test(token.text);
  if (word === 'march' && !tokens[at]?.first && lower(tokens[at - 1]) && lower(tokens[to])) return true;
  // "A May memo", "its May meeting".
  if (word === 'may' && /^(?:a|the|its|his|their|['’]s)$/.test(before) && lower(tokens[to])) return true;
  if (!BEFORE_MONTH.has(before)) return false;
  // "to May and Johnson": a name. A month is followed by no capital letter but a weekday's or a month's.
  const next = tokens[to];
  return !(
    word === 'may' &&
    before !== 'in' &&
    before !== 'last' &&
    before !== 'past' &&
    next?.kind === 'word' &&
    /^\p{Lu}/u.test(next.text)
  );
}

/** "Judge August Summers": beside a name that is no date's. After a comma, "a daughter, April." */
function isPartOfName(tokens: readonly TimeToken[], at: number, to: number): boolean {
  const [before, next] = [tokens[at - 1], tokens[to]];
  const named = (token: TimeToken | undefined) =>
    token?.kind === 'word' && /^\p{Lu}\p{Ll}/u.test(token.text) && !MONTHS.has(token.word) && !WEEKDAYS.has(token.word);
  return named(before) && !before?.first && named(next) && !next?.first && next?.spaced === true;
}

/** "5 June 2000", "5th of June", "the fifth of June" (without the article). */
function readDayMonth(tokens: readonly TimeToken[], at: number): Match | undefined {
  const day = readDayNumber(tokens, at);
  if (!day) return undefined;
  const of = wordAt(tokens, day.to) === 'of' ? day.to + 1 : afterHyphen(tokens, day.to);
  const found = monthAt(tokens, of);
  if (!found) return undefined;
  const hyphen = afterHyphen(tokens, found.to);
  const year = readTrailingYear(tokens, hyphen);
  if (!exists({ year: year?.year ?? 2000, month: found.month, day: day.value })) return undefined;
  const parts = { month: found.month, day: day.value, ...(year && { year: year.year }) };
  return { to: year?.to ?? found.to, form: date(parts) };
}

/** "the first of June", "the 12th of July 1969". */
function readTheDay(tokens: readonly TimeToken[], at: number): Match | undefined {
  const day = wordAt(tokens, at) === 'the' ? readOrdinal(tokens, at + 1) : undefined;
  return day && wordAt(tokens, day.to) === 'of' ? readDayMonth(tokens, at + 1) : undefined;
}

/** "on the 26th", "by the 3rd": of the month that it was, or will be, then. */
function readDayOfSomeMonth(tokens: readonly TimeToken[], at: number): Match | undefined {
  const dated = wordAt(tokens, at) === 'the' && /^(?:on|by|until|till|since)$/.test(wordAt(tokens, at - 1));
  const day = dated && tokens[at + 1]?.kind === 'number' ? readOrdinal(tokens, at + 1) : undefined;
  if (!day || day.value < 1 || day.value > 31) return undefined;
  const next = tokens[day.to];
  return next === undefined || (next.kind === 'mark' && !isHyphen(next))
    ? { to: day.to, form: date({ day: day.value }) }
    : undefined;
}

/** "the March quarter": by the month that it ends with. */
function readMonthQuarter(tokens: readonly TimeToken[], at: number): Match | undefined {
  const article = wordAt(tokens, at) === 'the' ? 1 : 0;
  const found = monthAt(tokens, at + article);
  if (!found || found.month % 3 !== 0 || wordAt(tokens, found.to) !== 'quarter') return undefined;
  const year = readTrailingYear(tokens, found.to + 1);
  return { to: year?.to ?? found.to + 1, form: date({ quarter: found.month / 3, ...(year && { year: year.year }) }) };
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

/** The first day of "10-12 June 1991", "from 4 to 22 January", "between the 3rd and the 12th of May". */
function readFirstDay(tokens: readonly TimeToken[], at: number): Match | undefined {
  const day = readDayNumber(tokens, at);
  const joint = day && tokens[day.to];
  if (!day || !joint || tokens[at - 1]?.text === '$') return undefined;
  const ranges = isDash(joint) || /^(?:to|until|till|through)$/.test(joint.word);
  const pairs = joint.word === 'and' && /^(?:between|on|from|of|the)$/.test(wordAt(tokens, at - 1));
  if (!ranges && !pairs) return undefined;
  const last = readDayMonth(tokens, wordAt(tokens, day.to + 1) === 'the' ? day.to + 2 : day.to + 1);
  if (last?.form.kind !== 'calendar' || (last.form.parts.day ?? 0) <= day.value) return undefined;
  return { to: day.to, form: date({ ...last.form.parts, day: day.value }) };
}

/** 2000-12-18, 12/18/2000, 18.12.2000, 7/8/07: where day and month cannot be told apart, as Americans write. */
function readNumeric(tokens: readonly TimeToken[], at: number): Match | undefined {
  const [a, m1, b, m2, c] = tokens.slice(at, at + 5);
  const dotted = readDotted(tokens, at);
  if (dotted || a?.kind !== 'number' || m1?.kind !== 'mark') return dotted;
  const glued = [m1, b, m2, c].every((token) => token !== undefined && !token.spaced);
  if (!glued || b?.kind !== 'number' || c?.kind !== 'number' || m1.text !== m2?.text || !/^[-/.]$/.test(m1.text))
    return undefined;
  if (tokens[at + 5]?.spaced === false && /^[-/\d]/.test(wordAt(tokens, at + 5))) return undefined;
  const [first, second, third] = [a, b, c].map(({ text }) => Number(text)) as [number, number, number];
  if (/^\d{4}$/.test(a.text)) return numeric(at + 5, first, second, third);
  if (!/^\d{1,2}$/.test(a.text) || !/^\d{1,2}$/.test(b.text)) return undefined;
  if (!/^\d{4}$|^\d{2}$/.test(c.text)) return undefined;
  const year = c.text.length === 4 ? third : third < 50 ? 2000 + third : 1900 + third;
  return first > 12 || m1.text === '.' ? numeric(at + 5, year, second, first) : numeric(at + 5, year, first, second);
}

/** 18.12.2000 comes as the number 18.12, a stop, and 2000. */
function readDotted(tokens: readonly TimeToken[], at: number): Match | undefined {
  const found = /^(\d{1,2})\.(\d{1,2})$/.exec(tokens[at]?.text ?? '');
  const year = tokens[at + 2];
  if (
    !found ||
    tokens[at + 1]?.text !== '.' ||
    tokens[at + 1]?.spaced ||
    year?.spaced ||
    !/^\d{4}$/.test(year?.text ?? '')
  )
    return undefined;
  return numeric(at + 3, Number(year?.text), Number(found[2]), Number(found[1]));
}

function numeric(to: number, year: number, month: number, day: number): Match | undefined {
  return exists({ year, month, day }) && year >= 1000 && year < 2200
    ? { to, form: date({ year, month, day }) }
    : undefined;
}

/** "spring 1999", "the spring of 1999", "the summer": a bare "fall" or "spring" may be a verb. */
function readSeason(tokens: readonly TimeToken[], at: number): Match | undefined {
  const article = wordAt(tokens, at) === 'the' ? 1 : 0;
  const season = SEASONS_BY_NAME.get(wordAt(tokens, at + article));
  if (season === undefined) return undefined;
  const to = at + article + 1;
  const year = readTrailingYear(tokens, to);
  if (year) return { to: year.to, form: date({ season, year: year.year }) };
  if (wordAt(tokens, to) === 'of' && article === 1)
    return followedByYear(tokens, to) ? { to, form: date({ season }) } : undefined;
  const before = wordAt(tokens, at - 1);
  const dated = [
    'in',
    'by',
    'during',
    'since',
    'until',
    'through',
    'before',
    'after',
    'early',
    'late',
    'mid',
    '-',
    'of',
    'from',
    'this',
    'last',
    'next',
    'past',
    'for',
  ];
  const verb = ['fall', 'spring'].includes(wordAt(tokens, at + article));
  if (
    !dated.includes(before) ||
    (verb && article === 0 && before !== 'last' && before !== 'this' && before !== 'next' && before !== 'past')
  )
    return undefined;
  return isOfSomething(tokens, to) ? undefined : { to, form: date({ season }) };
}

/** "the fall of Saigon", "the spring of this year": only a year may follow. */
function followedByYear(tokens: readonly TimeToken[], at: number): boolean {
  return ['this', 'last', 'next', 'that'].includes(wordAt(tokens, at + 1)) && wordAt(tokens, at + 2) === 'year';
}

function isOfSomething(tokens: readonly TimeToken[], at: number): boolean {
  return wordAt(tokens, at) === 'of' || wordAt(tokens, at) === 'in';
}

/** "2Q 2000", "1H 1999", "H1 1999": only before a year. */
function readShortQuarter(tokens: readonly TimeToken[], at: number): Match | undefined {
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (!first || !second || second.spaced) return undefined;
  const [number, letter] = first.kind === 'number' ? [first.number, second.word] : [second.number, first.word];
  const year = readTrailingYear(tokens, at + 2);
  if (number === undefined || !year || !Number.isInteger(number) || number < 1) return undefined;
  if (letter === 'q' && number <= 4) return { to: year.to, form: date({ quarter: number, year: year.year }) };
  return letter === 'h' && number <= 2 ? { to: year.to, form: date({ half: number, year: year.year }) } : undefined;
}

/** "the third quarter of 2005", "third-quarter", "first half of 2005", "Q3 2005". */
function readQuarter(tokens: readonly TimeToken[], at: number): Match | undefined {
  const article = /^(?:the|its|their)$/.test(wordAt(tokens, at)) ? 1 : 0;
  const short = readShortQuarter(tokens, at);
  if (short) return short;
  const printed = /^q$/.test(wordAt(tokens, at)) ? tokens[at + 1] : undefined;
  if (printed?.number !== undefined && !printed.spaced && printed.number >= 1 && printed.number <= 4) {
    const year = readTrailingYear(tokens, at + 2);
    return { to: year?.to ?? at + 2, form: date({ quarter: printed.number, ...(year && { year: year.year }) }) };
  }
  const fiscalFirst = wordAt(tokens, at + article) === 'fiscal' ? article + 1 : article;
  const start = fiscalFirst > article ? afterHyphen(tokens, at + fiscalFirst) : at + fiscalFirst;
  const ordinal = readOrdinal(tokens, start) ?? readLastOne(tokens, start);
  if (!ordinal || ordinal.value > 4) return undefined;
  const unit = afterHyphen(tokens, ordinal.to);
  const word = wordAt(tokens, unit);
  const fiscal = word === 'fiscal' ? 1 : 0;
  const name = wordAt(tokens, unit + fiscal);
  if (name !== 'quarter' && !(name === 'half' && ordinal.value <= 2)) return undefined;
  const part = name === 'quarter' ? { quarter: ordinal.value || 4 } : { half: ordinal.value || 2 };
  const to = unit + fiscal + 1;
  const year = readTrailingYear(tokens, to);
  if (year) return { to: year.to, form: date({ ...part, year: year.year }) };
  if (ordinal.value === 0) return undefined;
  // "The first half" is of a match more often than of a year.
  if (
    name === 'half' &&
    !(
      wordAt(tokens, to) === 'of' &&
      /^(?:this|last|next|the)$/.test(wordAt(tokens, to + 1)) &&
      wordAt(tokens, to + 2) === 'year'
    )
  )
    return undefined;
  return { to, form: date(part) };
}

/** "the last quarter of 1967": the value 0 stands for the last one. */
const readLastOne = (tokens: readonly TimeToken[], at: number): { to: number; value: number } | undefined =>
  /^(?:last|final)$/.test(wordAt(tokens, at)) ? { to: at + 1, value: 0 } : undefined;

/** "in '99", "since '68". */
function readShortYearAlone(tokens: readonly TimeToken[], at: number): Match | undefined {
  const year = /^(?:in|since|of|until|till|by|from)$/.test(wordAt(tokens, at - 1))
    ? readShortYear(tokens, at)
    : undefined;
  return year && { to: year.to, form: date({ year: year.year }) };
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
  return dated && !counted ? { to: year.to, form: date({ year: year.year }) } : undefined;
}

/** "the 1990s", "the '90s", "the mid-nineties", "the twentieth century". */
function readDecade(tokens: readonly TimeToken[], at: number): Match | undefined {
  const article = wordAt(tokens, at) === 'the' ? 1 : 0;
  const start = at + article;
  const quote = /^['’‘]$/.test(tokens[start]?.text ?? '') ? 1 : 0;
  const token = tokens[start + quote];
  const suffix = tokens[start + quote + 1];
  const plural = suffix && !suffix.spaced && /^['’]?s$/.test(suffix.word);
  if (token?.number !== undefined && plural && token.number % 10 === 0) {
    // "The 1600s" are a century; "the 2000s" a decade.
    if (/^1\d00$/.test(token.text)) return { to: start + quote + 2, form: date({ century: token.number / 100 + 1 }) };
    if (/^[12]\d{3}$/.test(token.text)) return { to: start + quote + 2, form: date({ decade: token.number }) };
    if (/^\d{2}$/.test(token.text) && (article || quote))
      return { to: start + quote + 2, form: date({ decade: 1900 + token.number }) };
  }
  const word = DECADE_WORDS.get(wordAt(tokens, start));
  const dated = article === 1 || ['early', 'late', 'mid', '-'].includes(wordAt(tokens, at - 1));
  if (word !== undefined && dated) return { to: start + 1, form: date({ decade: word }) };
  const ordinal = readOrdinal(tokens, start);
  if (!ordinal) return undefined;
  const unit = afterHyphen(tokens, ordinal.to);
  return wordAt(tokens, unit) === 'century' && ordinal.value >= 1 && ordinal.value <= 22
    ? { to: unit + 1, form: date({ century: ordinal.value }) }
    : undefined;
}

const DECADE_WORDS: ReadonlyMap<string, number> = new Map(
  ['twenties', 'thirties', 'forties', 'fifties', 'sixties', 'seventies', 'eighties', 'nineties'].map((word, index) => [
    word,
    1920 + index * 10,
  ]),
);

/** "9/11", as the day in 2001 is called. */
function readNineEleven(tokens: readonly TimeToken[], at: number): Match | undefined {
  const [nine, slash, eleven, next] = tokens.slice(at, at + 4);
  if (nine?.text !== '9' || slash?.text !== '/' || eleven?.text !== '11' || slash.spaced || eleven.spaced)
    return undefined;
  if (next && !next.spaced && /^[/\d]/.test(next.text)) return undefined;
  return { to: at + 3, form: date({ year: 2001, month: 9, day: 11 }) };
}

/** "fiscal 1989", "fiscal year 2001", "FY2001". */
function readFiscal(tokens: readonly TimeToken[], at: number): Match | undefined {
  const word = wordAt(tokens, at);
  if (word !== 'fiscal' && word !== 'fy') return undefined;
  const next = at + (wordAt(tokens, at + 1) === 'year' ? 2 : 1);
  const year = readYear(tokens, next);
  return year === undefined ? undefined : { to: next + 1, form: date({ year, fiscal: true }) };
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
  return dated ? { to: at + 1, form: date({ year }) } : undefined;
}

/** The rest of "December 14, 15 and 16 in Oslo": ascending, with an "and", and nothing counted behind it. */
function isDayList(tokens: readonly TimeToken[], at: number, after: number): boolean {
  let last = after;
  for (let comma = at; comma < at + 12; comma += 2) {
    const joint = wordAt(tokens, comma);
    const day = readDayNumber(tokens, comma + 1);
    if ((joint !== ',' && joint !== 'and') || !day || day.value <= last || day.to !== comma + 2) return false;
    last = day.value;
    if (joint === ',') continue;
    const next = tokens[day.to];
    return comma > at && (next?.kind !== 'word' || /^(?:in|at|with|to|for|by|between|near)$/.test(next.word));
  }
  return false;
}

/** "1994-96": the second year, where it cannot be a month; "2000-01" is a season. */
export function readMoreYears(tokens: readonly TimeToken[], at: number, parts: CalendarParts): Match | undefined {
  const { year } = parts;
  const [dash, token, next] = tokens.slice(at, at + 3);
  if (year === undefined || parts.fiscal || !isDash(dash) || dash?.spaced || !token || token.spaced) return undefined;
  if (Object.keys(parts).length > 1 || !/^\d{2}$/.test(token.text) || (next && !next.spaced && isDash(next)))
    return undefined;
  const second = year - (year % 100) + Number(token.text);
  const plain = second > year && (second % 100 > 12 || second === year + 1);
  return plain ? { from: at + 1, to: at + 2, form: date({ year: second }) } : undefined;
}

/** Further days of a month that a list or range names: "February 9, 17", "December 3-4". */
export function readMoreDays(tokens: readonly TimeToken[], at: number, parts: CalendarParts): Match | undefined {
  if (parts.day === undefined || parts.month === undefined) return undefined;
  const joint = tokens[at];
  const range = isDash(joint) && joint?.kind === 'mark';
  if (
    !range &&
    !isDayList(tokens, at, parts.day) &&
    wordAt(tokens, at) !== 'and' &&
    !/^(?:to|or|through|until|till)$/.test(wordAt(tokens, at))
  )
    return undefined;
  const day = readDayNumber(tokens, at + 1);
  if (!day || day.value <= parts.day || isCounted(tokens, day.to)) return undefined;
  if (monthAt(tokens, day.to) || tokens[day.to]?.word === ':') return undefined;
  const next = tokens[day.to];
  if (!range && next?.kind === 'word' && next.spaced && /^[a-z]{3,}s$/.test(next.text)) return undefined;
  const year = readTrailingYear(tokens, day.to);
  return {
    from: at + 1,
    to: year?.to ?? day.to,
    form: date({ ...parts, ...(year && { year: year.year }), day: day.value }),
  };
}
