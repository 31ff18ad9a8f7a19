import { readCalendarDate } from './calendar-dates';
import { type Match, wordAt } from './match';
import type { Unit } from './model';
import { readAmount, readOrdinal } from './numbers';
import type { TimeToken } from './tokens';
import { ADVERB_UNITS, DAY_PARTS, MONTHS, NUMBER_WORDS, SEASONS_BY_NAME, UNITS_BY_NAME, WEEKDAYS } from './words';

const LETTERS: Readonly<Record<Unit, string>> = {
  second: 'TXS',
  minute: 'TXM',
  hour: 'TXH',
  day: 'XD',
  week: 'XW',
  weekend: 'XWE',
  fortnight: '2W',
  month: 'XM',
  quarter: 'XQ',
  half: 'XH',
  year: 'XY',
  decade: 'XDE',
  century: 'XCE',
};

/** TIMEX3's period: P18M, PT2.5H, PXY; fortnights as weeks, quarters as in TimeML (P1Q). */
export function periodOf(amount: number | undefined, unit: Unit): string {
  if (unit === 'decade' || unit === 'century') {
    // TIMEX3 counts long times in years; an unknown number of decades stays one.
    const size = unit === 'decade' ? 10 : 100;
    if (amount !== undefined) return periodOf(amount * size, 'year');
  }
  if (unit === 'hour' && amount === 0.5) return periodOf(30, 'minute');
  if (unit === 'fortnight') return periodOf(amount === undefined ? undefined : amount * 2, 'week');
  return `P${LETTERS[unit].replace('X', amount === undefined ? 'X' : String(amount))}`;
}

/** Reads what comes again: "every Monday", "each year", "annual", "twice a week", "Mondays", "$5 million a year". */
export function readSet(tokens: readonly TimeToken[], at: number): Match | undefined {
  const times = readTimes(tokens, at);
  const again = times && readSet(tokens, times);
  if (again) return again;
  const word = wordAt(tokens, at);
  const set = (to: number, value: string): Match => ({ to, form: { kind: 'set', value } });
  const adverb = ADVERB_UNITS.get(word);
  if (adverb !== undefined && !isNewspaper(tokens, at)) return set(at + 1, adverb);
  if (word === 'every' || word === 'each') {
    const other = wordAt(tokens, at + 1) === 'other' ? 1 : 0;
    const start = at + 1 + other;
    const day = WEEKDAYS.get(wordAt(tokens, start));
    const dayPart = DAY_PARTS.get(wordAt(tokens, start + 1));
    if (day !== undefined && dayPart) return set(start + 2, `XXXX-WXX-${day}T${dayPart}`);
    if (day !== undefined) return set(start + 1, `XXXX-WXX-${day}`);
    const month = MONTHS.get(wordAt(tokens, start));
    if (month !== undefined && /^\p{Lu}/u.test(tokens[start]?.text ?? ''))
      return everyMonth(tokens, start) ?? set(start + 1, `XXXX-${String(month).padStart(2, '0')}`);
    const part = DAY_PARTS.get(wordAt(tokens, start));
    if (part !== undefined) return set(start + 1, `XXXX-XX-XXT${part}`);
    const season = SEASONS_BY_NAME.get(wordAt(tokens, start));
    if (season !== undefined) return set(start + 1, `XXXX-${season}`);
    const unit = UNITS_BY_NAME.get(wordAt(tokens, start));
    if (unit !== undefined && !wordAt(tokens, start).endsWith('s')) return set(start + 1, periodOf(1 + other, unit));
    const ordinal = readOrdinal(tokens, start);
    const amount = ordinal ? { to: ordinal.to, amount: ordinal.value } : readAmount(tokens, start);
    const many = amount && UNITS_BY_NAME.get(wordAt(tokens, amount.to));
    return amount && many !== undefined ? set(amount.to + 1, periodOf(amount.amount, many)) : undefined;
  }
  if (word === 'a' || word === 'an' || word === 'per') {
    const unit = UNITS_BY_NAME.get(wordAt(tokens, at + 1));
    if (unit === undefined || wordAt(tokens, at + 1).endsWith('s') || unit === 'second') return undefined;
    if (
      word !== 'per' &&
      !/^(?:once|twice|times)$/.test(wordAt(tokens, at - 1)) &&
      (!isRate(tokens, at) ||
        /^['’]s$/.test(wordAt(tokens, at + 2)) ||
        /^(?:ago|earlier|later|before|after|from|and|or|to)$/.test(wordAt(tokens, at + 2)))
    )
      return undefined;
    return set(at + 2, periodOf(1, unit));
  }
  const day = WEEKDAYS.get(word.replace(/s$/, ''));
  if (day !== undefined && word.endsWith('days') && /^\p{Lu}/u.test(tokens[at]?.text ?? ''))
    return set(at + 1, `XXXX-WXX-${day}`);
  if (day !== undefined && /^(?:nights|evenings|mornings|afternoons)$/.test(wordAt(tokens, at + 1)))
    return set(at + 2, `XXXX-WXX-${day}T${DAY_PARTS.get(wordAt(tokens, at + 1).slice(0, -1))}`);
  if (word === 'weekends') return set(at + 1, 'XXXX-WXX-WE');
  return undefined;
}

function everyMonth(tokens: readonly TimeToken[], at: number): Match | undefined {
  const date = readCalendarDate(tokens, at);
  if (date?.form.kind !== 'calendar' || date.form.parts.year !== undefined) return undefined;
  const { month, day } = date.form.parts;
  if (month === undefined || day === undefined) return undefined;
  const value = `XXXX-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return { to: date.to, form: { kind: 'set', value } };
}

/** "twice", "three times", "once": how often, before "a week". */
function readTimes(tokens: readonly TimeToken[], at: number): number | undefined {
  const word = wordAt(tokens, at);
  if (word === 'once' || word === 'twice') return at + 1;
  const amount = readAmount(tokens, at);
  return amount && wordAt(tokens, amount.to) === 'times' ? amount.to + 1 : undefined;
}

/** Something is counted before "a year": "twice", "three times", "$5 million", "40 percent". */
function isRate(tokens: readonly TimeToken[], at: number): boolean {
  const before = tokens[at - 1];
  if (!before) return false;
  if (
    /^(?:once|twice|times|percent|million|billion|thousand|trillion|dollars|euros|rubles|barrels|tons|tonnes|%)$/.test(
      before.word,
    )
  )
    return true;
  if (before.text === '.' && tokens[at - 3]?.kind === 'number' && !before.spaced) return true;
  // "Six pounds a week": a plural with its number.
  const counted = tokens[at - 2];
  if (/^[a-z]{3,}s$/.test(before.text) && counted && (counted.kind === 'number' || NUMBER_WORDS.has(counted.word)))
    return true;
  // "One a month".
  if (NUMBER_WORDS.has(before.word)) return true;
  return (
    before.kind === 'number' &&
    !(before.number !== undefined && before.number > 1000 && before.number < 2200 && /^\d{4}$/.test(before.text))
  );
}

/** "The Daily Telegraph", "Monthly Review". */
function isNewspaper(tokens: readonly TimeToken[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (!token || !/^\p{Lu}/u.test(token.text)) return false;
  return !token.first || (next?.kind === 'word' && /^\p{Lu}/u.test(next.text));
}
