import { afterHyphen, dateMatch, type Match, wordAt } from './match';
import { monthAt } from './months';
import { readOrdinal, readTrailingYear, readYear } from './numbers';
import type { TimeToken } from './tokens';

/** Reads quarters and halves of a year, and fiscal years. */
export function readQuarterOrFiscal(tokens: readonly TimeToken[], at: number): Match | undefined {
  return readMonthQuarter(tokens, at) ?? readQuarter(tokens, at) ?? readFiscal(tokens, at);
}

/** "the March quarter": by the month that it ends with. */
function readMonthQuarter(tokens: readonly TimeToken[], at: number): Match | undefined {
  const article = wordAt(tokens, at) === 'the' ? 1 : 0;
  const found = monthAt(tokens, at + article);
  if (!found || found.month % 3 !== 0 || wordAt(tokens, found.to) !== 'quarter') return undefined;
  const year = readTrailingYear(tokens, found.to + 1);
  return dateMatch(year?.to ?? found.to + 1, { quarter: found.month / 3, ...(year && { year: year.year }) });
}

/** "the third quarter of 2005", "third-quarter", "first half of 2005", "Q3 2005". */
function readQuarter(tokens: readonly TimeToken[], at: number): Match | undefined {
  const article = /^(?:the|its|their)$/.test(wordAt(tokens, at)) ? 1 : 0;
  const short = readShortQuarter(tokens, at);
  if (short) return short;
  const printed = wordAt(tokens, at) === 'q' ? tokens[at + 1] : undefined;
  if (printed?.number !== undefined && !printed.spaced && printed.number >= 1 && printed.number <= 4) {
    const year = readTrailingYear(tokens, at + 2);
    return dateMatch(year?.to ?? at + 2, { quarter: printed.number, ...(year && { year: year.year }) });
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
  if (year) return dateMatch(year.to, { ...part, year: year.year });
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
  return dateMatch(to, part);
}

/** "2Q 2000", "1H 1999", "H1 1999": only before a year. */
function readShortQuarter(tokens: readonly TimeToken[], at: number): Match | undefined {
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (!first || !second || second.spaced) return undefined;
  const [number, letter] = first.kind === 'number' ? [first.number, second.word] : [second.number, first.word];
  const year = readTrailingYear(tokens, at + 2);
  if (number === undefined || !year || !Number.isInteger(number) || number < 1) return undefined;
  if (letter === 'q' && number <= 4) return dateMatch(year.to, { quarter: number, year: year.year });
  return letter === 'h' && number <= 2 ? dateMatch(year.to, { half: number, year: year.year }) : undefined;
}

/** "the last quarter of 1967": the value 0 stands for the last one. */
const readLastOne = (tokens: readonly TimeToken[], at: number): { to: number; value: number } | undefined =>
  /^(?:last|final)$/.test(wordAt(tokens, at)) ? { to: at + 1, value: 0 } : undefined;

/** "fiscal 1989", "fiscal year 2001", "FY2001". */
function readFiscal(tokens: readonly TimeToken[], at: number): Match | undefined {
  const word = wordAt(tokens, at);
  if (word !== 'fiscal' && word !== 'fy') return undefined;
  const next = at + (wordAt(tokens, at + 1) === 'year' ? 2 : 1);
  const year = readYear(tokens, next);
  return year === undefined ? undefined : dateMatch(next + 1, { year, fiscal: true });
}
