import { addMonths, type Day, type DayInterval } from './calendar';
import { dated, type Meaning } from './meaning';
import type { Quantity } from './model';
import { periodOf } from './sets';
import { dayPeriod, openValueOf, periodAround } from './values';

/** The unit that a distance is told in says how exact it is. */
export function shiftMeaning(
  { amount, unit }: Quantity,
  direction: -1 | 1,
  from: Day | undefined,
  narrated: boolean,
): Meaning | undefined {
  const ref = direction < 0 ? 'PAST_REF' : 'FUTURE_REF';
  const reason = narrated ? 'counted from the time told of before' : 'counted from the day of publication';
  if (amount === undefined) return { type: 'DATE', value: ref, reason: 'some time away' };
  if (from === undefined) return { type: 'DATE', value: openValueOf(unit), reason };
  const count = direction * amount;
  switch (unit) {
    case 'second':
    case 'minute':
    case 'hour':
      if (unit === 'hour' && amount >= 24 && amount % 24 === 0) return dated(dayPeriod(from + count / 24), reason);
      return { type: 'TIME', value: `${dayPeriod(from).value}TXX`, period: dayPeriod(from), reason };
    case 'day':
      return dated(dayPeriod(from + Math.round(count)), reason);
    case 'week':
      return dated(periodAround(from + Math.round(count * 7), 'week', 0), reason);
    case 'fortnight':
      return dated(periodAround(from + Math.round(count * 14), 'week', 0), reason);
    case 'month':
      return dated(periodAround(addMonths(from, Math.round(count)), 'month', 0), reason);
    case 'quarter':
      return dated(periodAround(addMonths(from, Math.round(count * 3)), 'quarter', 0), reason);
    case 'year':
      return Number.isInteger(amount)
        ? dated(periodAround(addMonths(from, count * 12), 'year', 0), reason)
        : dated(periodAround(addMonths(from, Math.round(count * 12)), 'month', 0), reason);
    case 'decade':
      return dated(periodAround(addMonths(from, Math.round(count * 120)), 'year', 0), reason);
    case 'century':
      return dated(periodAround(addMonths(from, Math.round(count * 1200)), 'year', 0), reason);
    default:
      return undefined;
  }
}

/** A length of time, with the days that it covers where it ends or begins today. */
export function durationMeaning(
  quantities: readonly Quantity[],
  toward: -1 | 1 | undefined,
  today: Day | undefined,
): Meaning {
  const periods = quantities.map(({ amount, unit }) => periodOf(amount, unit).slice(1));
  const dates = periods.filter((period) => !period.startsWith('T')).join('');
  const times = periods.filter((period) => period.startsWith('T')).map((period) => period.slice(1));
  const value = `P${dates}${times.length > 0 ? `T${times.join('')}` : ''}`;
  const days = toward !== undefined && today !== undefined ? stretch(quantities, toward, today) : undefined;
  const reason = days ? 'a stretch that touches the day of publication' : 'a length of time';
  return { type: 'DURATION', value, ...(days && { interval: days }), reason };
}

function stretch(quantities: readonly Quantity[], toward: -1 | 1, today: Day): DayInterval | undefined {
  let end: Day = today;
  for (const { amount, unit } of quantities) {
    if (amount === undefined) return undefined;
    const size = toward * amount;
    if (unit === 'day') end += Math.round(size);
    else if (unit === 'week' || unit === 'fortnight') end += Math.round(size * (unit === 'week' ? 7 : 14));
    else {
      const months = MONTHS_OF[unit];
      if (months === undefined) return undefined;
      end = addMonths(end, Math.round(size * months));
    }
  }
  return toward < 0 ? { from: end, to: today + 1 } : { from: today, to: end + 1 };
}

const MONTHS_OF: Readonly<Partial<Record<Quantity['unit'], number>>> = {
  month: 1,
  quarter: 3,
  half: 6,
  year: 12,
  decade: 120,
  century: 1200,
};
