import { readCalendarDate } from './calendar-dates';
import { type Match, wordAt } from './match';
import type { Quantity } from './model';
import type { TimeToken } from './tokens';

/** Reads what makes a distance of a number of units that ends before a token: "[two days] ago", "[a week] later", "[a week] from Sunday". */
export function readShift(tokens: readonly TimeToken[], to: number, quantity: Quantity): Match | undefined {
  const word = wordAt(tokens, to);
  const shift = (size: number, direction: -1 | 1, from: 'publication' | 'narrative'): Match => ({
    to: to + size,
    form: { kind: 'shift', quantity, direction, from },
  });
  // "Ten minutes later" is a length: of the hour that it would count from nothing is known.
  const told = (direction: -1 | 1) =>
    ['second', 'minute', 'hour'].includes(quantity.unit) ||
    (wordAt(tokens, to + 1) === 'than' && /^(?:usual|normal)$/.test(wordAt(tokens, to + 2)))
      ? undefined
      : shift(1, direction, 'narrative');
  switch (word) {
    case 'ago':
      return shift(1, -1, 'publication');
    case 'hence':
      return shift(1, 1, 'publication');
    case 'from':
      if (wordAt(tokens, to + 1) === 'now') return shift(2, 1, 'publication');
      if (wordAt(tokens, to + 1) === 'today')
        return { to: to + 2, form: { kind: 'shift', quantity: inDays(quantity), direction: 1, from: 'publication' } };
      return shiftFrom(tokens, to + 1, quantity);
    case 'earlier':
    case 'previously':
      return told(-1);
    case 'later':
    case 'afterward':
    case 'afterwards':
    case 'thereafter':
      return told(1);
    // "Two years before, in mud": before what was told of; with more behind it, before that.
    case 'before':
      return tokens[to + 1]?.kind === 'mark' ? told(-1) : undefined;
    default:
      return undefined;
  }
}

/** A week from a day is a day. */
function inDays(quantity: Quantity): Quantity {
  const { amount, unit } = quantity;
  return unit === 'week' && amount !== undefined ? { amount: amount * 7, unit: 'day' } : quantity;
}

/** "a week from Sunday", "two weeks from June 5". */
function shiftFrom(tokens: readonly TimeToken[], at: number, quantity: Quantity): Match | undefined {
  if (!['day', 'week', 'month', 'year'].includes(quantity.unit)) return undefined;
  const day = readCalendarDate(tokens, at);
  const exact =
    day?.form.kind === 'calendar' && (day.form.parts.weekday !== undefined || day.form.parts.day !== undefined);
  if (!exact) return undefined;
  return { to: day.to, form: { kind: 'shift', quantity: inDays(quantity), direction: 1, from: day.form } };
}
