import { readDecade } from './decades';
import { readHoliday } from './holidays';
import type { Match } from './match';
import { readMonthOrDay } from './month-dates';
import { readNumericDate } from './numeric-dates';
import { readQuarterOrFiscal } from './quarters';
import { readSeason } from './seasons';
import type { TimeToken } from './tokens';
import { readWithWeekday } from './weekdays';
import { readYearAlone } from './years';

/** Reads a date of the calendar, as complete as it is printed. */
export function readCalendarDate(tokens: readonly TimeToken[], at: number): Match | undefined {
  return (
    readNumericDate(tokens, at) ??
    readWithWeekday(tokens, at) ??
    readMonthOrDay(tokens, at) ??
    readQuarterOrFiscal(tokens, at) ??
    readSeason(tokens, at) ??
    readDecade(tokens, at) ??
    readHoliday(tokens, at) ??
    readYearAlone(tokens, at)
  );
}
