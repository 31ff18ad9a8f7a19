import type { ParsedArticle } from '../article/schema';
import { readCalendarDate } from './calendar-dates';
import { readCompared } from './compared';
import { readMoreDays, readMoreYears } from './date-lists';
import { isCountedUnit, readDuration } from './durations';
import { HOLIDAY_STARTS } from './holidays';
import { longest, type Match, wordAt } from './match';
import type { TimeExpression } from './model';
import { readNested } from './nested';
import { readPart } from './parts';
import { REFERENCE_STARTS } from './references';
import { readRelative } from './relative';
import { readSet } from './sets';
import { readTimeAfterDay, readTimeOfDay } from './times-of-day';
import { type TimeToken, timeTokens } from './tokens';
import {
  ADVERB_UNITS,
  MONTHS,
  NUMBER_WORDS,
  ORDINALS,
  SEASONS_BY_NAME,
  UNITS_BY_NAME,
  VAGUE_NUMBERS,
  WEEKDAYS,
} from './words';

/** Readers in order: of two that read the same words the first has the better understanding of them. */
const READERS = [readPart, readNested, readCompared, readSet, readRelative, readCalendarDate, readDuration] as const;

export interface Scan {
  tokens: readonly TimeToken[];
  /** In text order, not overlapping. `token` is the index of its first token. */
  expressions: readonly (TimeExpression & { token: number; to: number })[];
}

/**
 * Finds time expressions as they are printed (what they mean is for `resolve.ts` to say): from each token on, the longest
 * that any reader sees. Each reader looks a bounded number of tokens ahead, so the time is linear in the text.
 */
export function scanTimes({
  text,
  sentences,
  paragraphs,
}: Pick<ParsedArticle, 'text' | 'sentences' | 'paragraphs'>): Scan {
  const starts = new Set([...sentences, ...paragraphs].map(({ start }) => start));
  const tokens = timeTokens(text, starts);
  const expressions: Scan['expressions'][number][] = [];
  for (let at = 0; at < tokens.length; ) {
    const found = readAt(tokens, at);
    if (!found) {
      at++;
      continue;
    }
    for (const match of [found, ...moreDays(tokens, found)]) {
      const from = match.from ?? at;
      const [first, last] = [tokens[from], tokens[match.to - 1]];
      if (first && last)
        expressions.push({
          start: first.start,
          end: last.end,
          form: match.form,
          token: from,
          to: match.to,
          ...(match.mod && { mod: match.mod }),
        });
      at = Math.max(at + 1, match.to);
    }
  }
  return { tokens, expressions: withSharedYears(tokens, expressions) };
}

/** Between two dates that share the year behind the second. */
const JOINS_DATES = /^(?:[-–—,]|and|or|to|through|until|till)$/;

/** "January-November 2000", "December 14 and 15, 1999", "from December 30 to January 2, 2000": the year is both's. */
function withSharedYears(tokens: readonly TimeToken[], found: Scan['expressions']): Scan['expressions'] {
  const shared = [...found];
  for (let at = shared.length - 2; at >= 0; at--) {
    const [first, second] = [shared[at], shared[at + 1]];
    if (first?.form.kind !== 'calendar' || second?.form.kind !== 'calendar' || second.token !== first.to + 1) continue;
    const [a, b] = [first.form.parts, second.form.parts];
    if (a.month === undefined || a.year !== undefined || b.month === undefined || b.year === undefined) continue;
    if (first.form.which !== undefined || !JOINS_DATES.test(wordAt(tokens, first.to))) continue;
    const over = a.month > b.month || (a.month === b.month && (a.day ?? 0) > (b.day ?? 31));
    const form = { ...first.form, parts: { ...a, year: over ? b.year - 1 : b.year } };
    shared[at] = { ...first, form };
  }
  return shared;
}

/** Words that an expression can begin with, beside names and numbers; and those that may stand after an article. */
const BEGIN: ReadonlySet<string> = new Set([
  ...[...MONTHS.keys(), ...WEEKDAYS.keys(), ...SEASONS_BY_NAME.keys(), ...UNITS_BY_NAME.keys(), ...ADVERB_UNITS.keys()],
  ...REFERENCE_STARTS,
  ...[...NUMBER_WORDS.keys(), ...ORDINALS.keys(), ...VAGUE_NUMBERS, ...HOLIDAY_STARTS],
  ...'this these those that last next past previous recent coming upcoming following first final same current'.split(
    ' ',
  ),
  ...'early late mid midyear earlier later year start beginning middle end close turn very more less fewer at no up nearly'.split(
    ' ',
  ),
  ...'almost over under about around approximately roughly some barely just well half dawn daybreak dusk nightfall evening lunchtime all midweek midmonth fiscal every each per fiscal fy q h noon midday midnight'.split(
    ' ',
  ),
  ...'today yesterday tomorrow tonight overnight prior another once twice same circa its their his her'.split(' '),
  ...'twenties thirties forties fifties sixties seventies eighties nineties weekends'.split(' '),
]);
const AFTER_ARTICLE: ReadonlySet<string> = new Set([
  ...BEGIN,
  ...'start beginning outset opening middle end close turn near future past present rest remainder noughties day week preceding intervening prior moment time other latest comparable corresponding equivalent hundred thousand fiscal months weeks days years hours small additional extra further'.split(
    ' ',
  ),
  ...'morning afternoon evening night couple few dozen number full whole single'.split(' '),
]);

/** Most tokens begin nothing: told by one word, or two. */
function mayBegin(tokens: readonly TimeToken[], at: number): boolean {
  const token = tokens[at];
  if (!token) return false;
  if (token.kind === 'number') return true;
  if (token.word === 'the' || token.word === 'a' || token.word === 'an') {
    const next = tokens[at + 1];
    return next !== undefined && (next.kind !== 'word' || AFTER_ARTICLE.has(next.word));
  }
  if (token.kind === 'mark') return /^['’‘]$/.test(token.text);
  return BEGIN.has(token.word) || (token.word.endsWith('days') && WEEKDAYS.has(token.word.slice(0, -1)));
}

function readAt(tokens: readonly TimeToken[], at: number): Match | undefined {
  const token = tokens[at];
  if (!token || !mayBegin(tokens, at)) return undefined;
  if (isCountedUnit(tokens, at) && wordAt(tokens, at - 1) !== 'the') {
    const date = readCalendarDate(tokens, at);
    if (!date) return undefined;
  }
  const day = longest(tokens, at, READERS);
  const timed = day && readTimeAfterDay(tokens, day);
  const part = readTimeOfDay(tokens, at, (all, from) => longest(all, from, [readRelative, readCalendarDate]));
  return [day, timed, part].reduce((best, found) => (found && (!best || found.to > best.to) ? found : best), undefined);
}

/** The further days of "February 9, 17 and 20" are read where citations stand; here only what is a range or an "and". */
function moreDays(tokens: readonly TimeToken[], found: Match): Match[] {
  const more: Match[] = [];
  let last = found;
  while (last.form.kind === 'calendar' && more.length < 10) {
    const next: Match | undefined =
      readMoreDays(tokens, last.to, last.form.parts) ?? readMoreYears(tokens, last.to, last.form.parts);
    if (!next) break;
    more.push(next);
    last = next;
  }
  return more;
}
