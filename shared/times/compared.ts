import { isHyphen, type Match, wordAt } from './match';
import type { TimeForm, Unit } from './model';
import { readAmount, readTrailingYear, readYear } from './numbers';
import { readDirectedUnit } from './relative';
import type { TimeToken } from './tokens';

/** What figures are compared by: the period itself, or a stretch that was told of before. */
const COMPARED: ReadonlyMap<string, Unit | undefined> = new Map([
  ['quarter', 'quarter'],
  ['month', 'month'],
  ['period', undefined],
]);
const SAME: ReadonlySet<string> = new Set(['same', 'corresponding', 'comparable', 'equivalent']);

const compared = (unit: Unit | undefined, year: number | undefined): TimeForm => ({ kind: 'compared', unit, year });

/**
 * The same stretch of another year, as reports of figures have it: "the year-earlier quarter", "year-ago", "the same period
 * last year", "the corresponding month of 1988", "the 1988 period"; and "the latest quarter", the one told of.
 */
export function readCompared(tokens: readonly TimeToken[], at: number): Match | undefined {
  const article = wordAt(tokens, at) === 'the' ? 1 : 0;
  const same = SAME.has(wordAt(tokens, at + article)) ? 1 : 0;
  const start = at + article + same;
  const before = readYearBefore(tokens, start);
  if (before !== undefined) {
    // "The year-earlier nine months" are a length, as those that they are compared with.
    const months = readAmount(tokens, before);
    if (months?.amount !== undefined && wordAt(tokens, months.to) === 'months')
      return { to: months.to + 1, form: { kind: 'duration', quantities: [{ amount: months.amount, unit: 'month' }] } };
    const unit = COMPARED.has(wordAt(tokens, before)) ? 1 : 0;
    return { to: before + unit, form: compared(COMPARED.get(wordAt(tokens, before)), undefined) };
  }
  if (article === 0) return undefined;
  const word = wordAt(tokens, start);
  if (same === 1) {
    if (!COMPARED.has(word)) return undefined;
    const unit = COMPARED.get(word);
    return readOtherYear(tokens, start + 1, unit);
  }
  if (word === 'latest' && COMPARED.has(wordAt(tokens, start + 1)))
    return {
      to: start + 2,
      form: { kind: 'anaphor', unit: COMPARED.get(wordAt(tokens, start + 1)) ?? 'quarter', offset: 0 },
    };
  const year = readYear(tokens, start);
  const unit = wordAt(tokens, start + 1);
  return year !== undefined && (unit === 'period' || unit === 'quarter')
    ? { to: start + 2, form: compared(COMPARED.get(unit), year) }
    : undefined;
}

/** "year-earlier", "year-ago". */
function readYearBefore(tokens: readonly TimeToken[], at: number): number | undefined {
  if (wordAt(tokens, at) !== 'year' || !isHyphen(tokens[at + 1]) || tokens[at + 1]?.spaced) return undefined;
  return /^(?:earlier|ago)$/.test(wordAt(tokens, at + 2)) ? at + 3 : undefined;
}

/** "[the same period] last year", "of last year", "a year ago", "in 1988". */
function readOtherYear(tokens: readonly TimeToken[], at: number, unit: Unit | undefined): Match | undefined {
  const of = /^(?:of|in)$/.test(wordAt(tokens, at)) ? at + 1 : at;
  const last = readDirectedUnit(tokens, of);
  if (last?.form.kind === 'relative' && last.form.unit === 'year' && last.form.offset === 0)
    return { to: last.to, form: { kind: 'compared', unit, year: undefined, offset: 0 } };
  if (last?.form.kind === 'relative' && last.form.unit === 'year' && last.form.offset === -1)
    return { to: last.to, form: compared(unit, undefined) };
  if (
    wordAt(tokens, of) === 'a' &&
    wordAt(tokens, of + 1) === 'year' &&
    /^(?:ago|earlier|before)$/.test(wordAt(tokens, of + 2))
  )
    return { to: of + 3, form: compared(unit, undefined) };
  const year = of > at ? readTrailingYear(tokens, of) : undefined;
  return year && { to: year.to, form: compared(unit, year.year) };
}
