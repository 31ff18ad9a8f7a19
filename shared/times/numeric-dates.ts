import { fullYear } from '../article/century';
import { exists } from './calendar';
import { dateMatch, type Match, wordAt } from './match';
import type { TimeToken } from './tokens';

/** 2000-12-18, 12/18/2000, 18.12.2000, 7/8/07: where day and month cannot be told apart, as Americans write. */
export function readNumericDate(tokens: readonly TimeToken[], at: number): Match | undefined {
  const [a, m1, b, m2, c] = tokens.slice(at, at + 5);
  const other = readDotted(tokens, at) ?? readNineEleven(tokens, at);
  if (other || a?.kind !== 'number' || m1?.kind !== 'mark') return other;
  const glued = [m1, b, m2, c].every((token) => token !== undefined && !token.spaced);
  if (!glued || b?.kind !== 'number' || c?.kind !== 'number' || m1.text !== m2?.text || !/^[-/.]$/.test(m1.text))
    return undefined;
  if (tokens[at + 5]?.spaced === false && /^[-/\d]/.test(wordAt(tokens, at + 5))) return undefined;
  const [first, second, third] = [Number(a.text), Number(b.text), Number(c.text)];
  if (/^\d{4}$/.test(a.text)) return numeric(at + 5, first, second, third);
  if (!/^\d{1,2}$/.test(a.text) || !/^\d{1,2}$/.test(b.text)) return undefined;
  if (!/^\d{4}$|^\d{2}$/.test(c.text)) return undefined;
  const year = c.text.length === 4 ? third : fullYear(third);
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
  return exists({ year, month, day }) && year >= 1000 && year < 2200 ? dateMatch(to, { year, month, day }) : undefined;
}

/** "9/11", as the day in 2001 is called. */
function readNineEleven(tokens: readonly TimeToken[], at: number): Match | undefined {
  const [nine, slash, eleven, next] = tokens.slice(at, at + 4);
  if (nine?.text !== '9' || slash?.text !== '/' || eleven?.text !== '11' || slash.spaced || eleven.spaced)
    return undefined;
  if (next && !next.spaced && /^[/\d]/.test(next.text)) return undefined;
  return dateMatch(at + 3, { year: 2001, month: 9, day: 11 });
}
