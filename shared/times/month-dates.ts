import { exists } from './calendar';
import { afterHyphen, dateMatch, isDash, isHyphen, type Match, wordAt } from './match';
import { isMonthAlone, monthAt } from './months';
import { readDayNumber, readOrdinal, readTrailingYear } from './numbers';
import type { TimeToken } from './tokens';

/** Reads a month, or days that may come with one: "June 5, 2000", "the fifth of June", "on the 26th". */
export function readMonthOrDay(tokens: readonly TimeToken[], at: number): Match | undefined {
  return (
    readMonthDate(tokens, at) ??
    readDayMonth(tokens, at) ??
    readFirstDay(tokens, at) ??
    readTheDay(tokens, at) ??
    readDayOfSomeMonth(tokens, at)
  );
}

/** "June", "June 5", "June 5, 2000", "June 2000", "June of 2000", "June 5-7" (the first day; `readMoreDays` has the rest). */
export function readMonthDate(tokens: readonly TimeToken[], at: number): Match | undefined {
  const found = monthAt(tokens, at);
  if (!found) return undefined;
  const { month, to } = found;
  const article = wordAt(tokens, to) === 'the' ? to + 1 : to;
  const day = readDayNumber(tokens, article);
  if (day && !isCounted(tokens, day.to)) {
    const year = readTrailingYear(tokens, day.to);
    if (exists({ year: year?.year ?? 2000, month, day: day.value }))
      return dateMatch(year?.to ?? day.to, { ...(year && { year: year.year }), month, day: day.value });
    return undefined;
  }
  const year = readTrailingYear(tokens, to);
  if (year) return dateMatch(year.to, { year: year.year, month });
  return isMonthAlone(tokens, at, to) ? dateMatch(to, { month }) : undefined;
}

/** "May 20 people": a number that counts, not a day. */
export function isCounted(tokens: readonly TimeToken[], at: number): boolean {
  return /^(?:percent|per|million|billion|thousand|people|troops|points|years|days|months|weeks|hours|minutes)$/.test(
    wordAt(tokens, at),
  );
}

/** "5 June 2000", "5th of June", "the fifth of June" (without the article). */
export function readDayMonth(tokens: readonly TimeToken[], at: number): Match | undefined {
  const day = readDayNumber(tokens, at);
  if (!day) return undefined;
  const of = wordAt(tokens, day.to) === 'of' ? day.to + 1 : afterHyphen(tokens, day.to);
  const found = monthAt(tokens, of);
  if (!found) return undefined;
  const hyphen = afterHyphen(tokens, found.to);
  const year = readTrailingYear(tokens, hyphen);
  if (!exists({ year: year?.year ?? 2000, month: found.month, day: day.value })) return undefined;
  const parts = { month: found.month, day: day.value, ...(year && { year: year.year }) };
  return dateMatch(year?.to ?? found.to, parts);
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
    ? dateMatch(day.to, { day: day.value })
    : undefined;
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
  return dateMatch(day.to, { ...last.form.parts, day: day.value });
}
