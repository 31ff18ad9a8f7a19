import { dateMatch, isDash, type Match, wordAt } from './match';
import type { CalendarParts } from './model';
import { isCounted } from './month-dates';
import { monthAt } from './months';
import { readDayNumber, readTrailingYear } from './numbers';
import type { TimeToken } from './tokens';

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
    ...dateMatch(year?.to ?? day.to, { ...parts, ...(year && { year: year.year }), day: day.value }),
  };
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
  return plain ? { from: at + 1, ...dateMatch(at + 2, { year: second }) } : undefined;
}
