import { fullYear } from '../article/century';
import { exists } from '../times/calendar';
import { readCalendarDate } from '../times/calendar-dates';
import type { CalendarParts } from '../times/model';
import { readRelative } from '../times/relative';
import { type TimeToken, timeTokens } from '../times/tokens';
import type { PrintedDate } from './model';
import type { Piece } from './parentheses';

const NO_STARTS: ReadonlySet<number> = new Set();
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];
/** 16.v.02, as RFE/RL dates its items. */
const ROMAN_DATE = /^(\d{1,2})\.(i{1,3}|iv|vi{0,3}|ix|xi{0,2})\.(\d{4}|\d{2})$/i;
/** Days of a range are listed one by one; a longer range is not what a citation prints. */
const LONGEST_RANGE = 31;

/** The tokens of a piece with offsets in the whole text. */
function tokensOf(piece: Piece): TimeToken[] {
  return timeTokens(piece.text, NO_STARTS).map((token) => ({
    ...token,
    start: token.start + piece.start,
    end: token.end + piece.start,
  }));
}

const dateAt = (tokens: readonly TimeToken[], from: number, to: number, parts: CalendarParts): PrintedDate => ({
  start: tokens[from]?.start ?? 0,
  end: tokens[to - 1]?.end ?? 0,
  form: { kind: 'calendar', parts },
});

/**
 * Reads a piece that is nothing but dates: "December 16", "December 3-4", "16 and 18 December 2000", "17" and "18-20" after
 * a date that names its month (`before`), "16.v.02", "Thursday", "yesterday". Undefined for anything else.
 */
export function readDates(printed: Piece, before: PrintedDate | undefined): PrintedDate[] | undefined {
  const lead = LEAD.exec(printed.text)?.[0].length ?? 0;
  const end = printed.end - (NOTE.exec(printed.text)?.[0].length ?? 0);
  if (printed.start + lead >= end) return undefined;
  const piece = { start: printed.start + lead, end, text: printed.text.slice(lead, end - printed.start) };
  const short = readRoman(piece) ?? readDotted(piece) ?? readShortYear(piece);
  if (short) return [short];
  const pair = readPair(piece);
  if (pair) return pair;
  const tokens = tokensOf(piece);
  return readDateList(tokens, 0, tokens.length, before);
}

/** What stands before a date and says of what it is: "both", "in its issue of", "accessed", "1500 gmt". */
const LEAD =
  /^(?:(?:both|all|each|dated|of|on|accessed|retrieved|posted|updated|published|broadcast|aired|in Russian|in English|in its (?:issue|edition) of|(?:issue|edition) of|\d{4} ?(?:gmt|GMT|utc|UTC|hrs)(?: on)?) ){1,3}/;
/** What stands behind it: "[online edition]", "(in Russian)", ': “A Happy Family”'. */
const NOTE = /\s{0,2}(?:[[(][^\])[(]{1,80}[\])]|: ?[“"][^“”"]{1,200}[”"])$/;

/** "2.6.2019", "19.6.": with stops the day comes first. */
function readDotted({ text, start, end }: Piece): PrintedDate | undefined {
  const [, day, month, year = ''] = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|)$/.exec(text) ?? [];
  const parts = { month: Number(month), day: Number(day), ...(year !== '' && { year: Number(year) }) };
  return exists({ year: 2000, ...parts }) ? { start, end, form: { kind: 'calendar', parts } } : undefined;
}

/** "15.6. and 16.6.2001", "15./16.6.2001", "2023-02-25/26": two days, of which one may lend the other its month and year. */
function readPair(piece: Piece): PrintedDate[] | undefined {
  const [, first = '', joint = '', second = ''] = PAIR.exec(piece.text) ?? [];
  if (first === '') return undefined;
  const end = piece.start + first.length;
  const at = (text: string, start: number): Piece => ({ start, end: start + text.length, text });
  const last = at(second, end + joint.length);
  if (first.includes('-')) {
    const [date] = readDates(at(first, piece.start), undefined) ?? [];
    const next = date && onDay(date, Number(second), last);
    return next && [date, next];
  }
  const date = readDotted(last);
  const isDay = /^\d{1,2}\.?$/.test(first);
  const before = isDay
    ? date && onDay(date, Number.parseInt(first, 10), at(first, piece.start))
    : readDotted(at(first, piece.start));
  const year = date?.form.kind === 'calendar' ? date.form.parts.year : undefined;
  return date && before && [year === undefined ? before : withYear(before, year), date];
}

const PAIR = /^(\d{1,2}\.(?:\d{1,2}\.)?|\d{4}-\d{2}-\d{2})( ?(?:\/|-|–|and|&) ?)(\d{1,2}\.\d{1,2}\.(?:\d{4})?|\d{2})$/;

/** Another day of the same month. */
function onDay(date: PrintedDate, day: number, { start, end }: Piece): PrintedDate | undefined {
  if (date.form.kind !== 'calendar') return undefined;
  const parts = { ...date.form.parts, day };
  return exists({ year: 2000, month: 1, ...parts }) ? { start, end, form: { kind: 'calendar', parts } } : undefined;
}

/** "12 Mar 07": a year of two figures is one only behind a day and a month. */
function readShortYear({ text, start, end }: Piece): PrintedDate | undefined {
  const year = /^\d{1,2} \p{Lu}\p{Ll}{2,8}\.? [’']?(\d{2})$/u.exec(text)?.[1];
  if (year === undefined) return undefined;
  const day = text.slice(0, text.length - 2).replace(/[’' ]{1,2}$/, '');
  const [date, ...others] = readDates({ start, end: start + day.length, text: day }, undefined) ?? [];
  return date && others.length === 0 ? { ...withYear(date, fullYear(Number(year))), end } : undefined;
}

function readRoman({ text, start, end }: Piece): PrintedDate | undefined {
  const found = ROMAN_DATE.exec(text);
  if (!found) return undefined;
  const [, day, roman = '', printed = ''] = found;
  const short = Number(printed);
  const year = printed.length === 4 ? short : fullYear(short);
  const parts = { year, month: ROMAN.indexOf(roman.toLowerCase()) + 1, day: Number(day) };
  return exists(parts) ? { start, end, form: { kind: 'calendar', parts } } : undefined;
}

function readDateList(
  tokens: readonly TimeToken[],
  from: number,
  to: number,
  before: PrintedDate | undefined,
): PrintedDate[] | undefined {
  const ahead = daysAhead(tokens, from, to);
  const dates: PrintedDate[] = [...ahead.dates];
  let at = ahead.to;
  let last = dates.at(-1) ?? before;
  while (at < to) {
    const found = readOne(tokens, at, last);
    if (!found || found.to > to) return undefined;
    const { date } = found;
    if (at > from && isRange(tokens[at - 1]) && last) dates.push(...between(last, date));
    dates.push(date);
    last = date;
    at = found.to;
    if (at < to && /^(?:and|&|to|through|[-–—/,])$/.test(tokens[at]?.word ?? '')) at++;
    else if (at < to) return undefined;
  }
  return dates.length > 0 ? dates : undefined;
}

/** "14 and 15 August", "14–16 August 2001": days before the one that names their month. */
function daysAhead(tokens: readonly TimeToken[], from: number, to: number): { dates: PrintedDate[]; to: number } {
  const none = { dates: [], to: from };
  const days: number[] = [];
  let at = from;
  while (at + 2 < to && isDayNumber(tokens[at]) && /^(?:and|&|to|[-–—,])$/.test(tokens[at + 1]?.word ?? '')) {
    days.push(at);
    at += 2;
  }
  const found = days.length > 0 && isDayNumber(tokens[at]) ? readCalendarDate(tokens, at) : undefined;
  if (found?.form.kind !== 'calendar' || found.form.parts.month === undefined) return none;
  const { month, year } = found.form.parts;
  const dates: PrintedDate[] = [];
  for (const day of days) {
    const parts = { month, day: tokens[day]?.number ?? 0, ...(year !== undefined && { year }) };
    if (!exists({ ...parts, year: year ?? 2000 })) return none;
    dates.push(dateAt(tokens, day, day + 1, parts));
  }
  return { dates, to: at };
}

const isDayNumber = (token: TimeToken | undefined): boolean => token !== undefined && /^\d{1,2}$/.test(token.text);

const isRange = (token: TimeToken | undefined): boolean => /^(?:to|through|[-–—])$/.test(token?.word ?? '');

function readOne(
  tokens: readonly TimeToken[],
  at: number,
  last: PrintedDate | undefined,
): { date: PrintedDate; to: number } | undefined {
  const found = readCalendarDate(tokens, at);
  if (found?.form.kind === 'calendar' && isDated(found.form.parts))
    return { date: dateAt(tokens, at, found.to, found.form.parts), to: found.to };
  const relative = readRelative(tokens, at);
  if (relative && (relative.form.kind === 'relative' || relative.form.kind === 'calendar'))
    return {
      date: { start: tokens[at]?.start ?? 0, end: tokens[relative.to - 1]?.end ?? 0, form: relative.form },
      to: relative.to,
    };
  const numbers = readDayAndMonth(tokens, at);
  if (numbers) return { date: dateAt(tokens, at, at + 3, numbers), to: at + 3 };
  const token = tokens[at];
  const month = last?.form.kind === 'calendar' ? last.form.parts : undefined;
  if (month?.month === undefined || token?.number === undefined || !/^\d{1,2}$/.test(token.text)) return undefined;
  const suffix = /^(?:st|nd|rd|th)$/.test(tokens[at + 1]?.word ?? '') && tokens[at + 1]?.spaced === false ? 1 : 0;
  const { year, month: of } = month;
  const parts = { month: of, day: token.number, ...(year !== undefined && { year }) };
  if (!exists({ year: year ?? 2000, month: of, day: token.number })) return undefined;
  return { date: dateAt(tokens, at, at + 1 + suffix, parts), to: at + 1 + suffix };
}

/** "29/12", "12/29": where one of the two can be no month. "3/4" may be of March or April, and is not read. */
export function readDayAndMonth(tokens: readonly TimeToken[], at: number): { month: number; day: number } | undefined {
  const [first, slash, second, next] = tokens.slice(at, at + 4);
  if (slash?.text !== '/' || slash.spaced || second?.spaced || !isDayNumber(first) || !isDayNumber(second))
    return undefined;
  if (next?.text === '/' && !next.spaced) return undefined;
  const [a, b] = [first?.number ?? 0, second?.number ?? 0];
  if (a <= 12 === b <= 12 && a !== b) return undefined;
  const parts = b <= 12 ? { month: b, day: a } : { month: a, day: b };
  return exists({ year: 2000, ...parts }) ? parts : undefined;
}

/** A day or a month: a bare year, a decade or a season dates no report. */
function isDated(parts: CalendarParts): boolean {
  return parts.month !== undefined || parts.weekday !== undefined;
}

const DAY_MS = 86_400_000;

/** The days inside a range, so that each of them is found: "December 3-5" is the third, the fourth and the fifth. */
function between(first: PrintedDate, end: PrintedDate): PrintedDate[] {
  if (first.form.kind !== 'calendar' || end.form.kind !== 'calendar') return [];
  const [a, b] = [first.form.parts, end.form.parts];
  if (a.month === undefined || b.month === undefined || a.day === undefined || b.day === undefined) return [];
  // In a year of its own where none is printed: leap days do not matter inside a range of days.
  const over = a.month > b.month && a.year === undefined ? 1 : 0;
  const last = b.year ?? (a.year === undefined ? 2001 + over : a.year + (a.month > b.month ? 1 : 0));
  const [from, to] = [Date.UTC(a.year ?? last - over, a.month - 1, a.day), Date.UTC(last, b.month - 1, b.day)];
  const days = Math.round((to - from) / DAY_MS);
  if (days < 1 || days > LONGEST_RANGE) return [];
  return Array.from({ length: days - 1 }, (_, index) => {
    const day = new Date(from + (index + 1) * DAY_MS);
    const year = a.year !== undefined || b.year !== undefined ? { year: day.getUTCFullYear() } : {};
    const parts = { ...a, ...year, month: day.getUTCMonth() + 1, day: day.getUTCDate() };
    return { start: end.start, end: end.end, form: { kind: 'calendar' as const, parts } };
  });
}

/** "3, 4 May": pieces that are days of the month that a later one names, joined with it. */
export function joinDays(text: string, pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at];
    if (!piece) continue;
    // "December 30, 2000-January 2, 2001".
    const before = joined.at(-1);
    if (before && YEAR_INTO_RANGE.test(piece.text)) {
      joined[joined.length - 1] = { start: before.start, end: piece.end, text: text.slice(before.start, piece.end) };
      continue;
    }
    let last = at;
    const begins = isDay(piece.text) && !/\d/.test(joined.at(-1)?.text ?? '');
    while (begins && isDay(pieces[last]?.text ?? '') && last < at + LONGEST_RANGE) last++;
    const end = pieces[last];
    if (last > at && end && /^\d{1,2}(?: (?:and|&) \d{1,2})? \p{Lu}\p{Ll}/u.test(end.text)) {
      joined.push({ start: piece.start, end: end.end, text: text.slice(piece.start, end.end) });
      at = last;
    } else joined.push(piece);
  }
  return joined;
}

const YEAR_INTO_RANGE = /^\d{4} ?[-–—] ?\p{Lu}\p{Ll}{2,8}\.? \d{1,2}$/u;

const isDay = (text: string): boolean => /^\d{1,2}$/.test(text);

/** A year by itself, which belongs to the dates before it: "December 16, 2000". */
export function readYearPiece({ text }: Piece): number | undefined {
  return /^(?:1[89]|20|21)\d{2}$/.test(text) ? Number(text) : undefined;
}

export function withYear(date: PrintedDate, year: number): PrintedDate {
  if (date.form.kind !== 'calendar' || date.form.parts.year !== undefined || date.form.parts.month === undefined)
    return date;
  return { ...date, form: { kind: 'calendar', parts: { ...date.form.parts, year } } };
}

/** "the December 14 Monitor", "yesterday's Monitor": dates before the name; undefined when they are not. */
export function splitDatesAndName(piece: Piece): { name: Piece; dates: PrintedDate[] } | undefined {
  const lead = /^the /i.exec(piece.text)?.[0].length ?? 0;
  for (const { index } of [...piece.text.matchAll(/\S+/g)].slice(1, 6).reverse()) {
    const printed = piece.text
      .slice(lead, index)
      .trimEnd()
      .replace(/['’]s$/, '');
    if (index <= lead || printed === '') continue;
    const start = piece.start + lead;
    const dates = readDates({ start, end: start + printed.length, text: printed }, undefined);
    if (dates) return { name: { start: piece.start + index, end: piece.end, text: piece.text.slice(index) }, dates };
  }
  return undefined;
}

/** Where a piece that begins with a name turns into dates: "RFE/RL 16.v.02", "AP December 4"; undefined when it does not. */
export function splitNameAndDates(piece: Piece): { name: Piece; dates: PrintedDate[] } | undefined {
  const words = [...piece.text.matchAll(/\S+/g)];
  for (const { index } of words.slice(1, 8)) {
    const rest = { start: piece.start + index, end: piece.end, text: piece.text.slice(index) };
    const dates = readDates(rest, undefined);
    if (!dates) continue;
    const name = piece.text
      .slice(0, index)
      .trimEnd()
      .replace(/\s+(?:on|of|for)$/i, '');
    return name === ''
      ? undefined
      : { name: { start: piece.start, end: piece.start + name.length, text: name }, dates };
  }
  return undefined;
}
