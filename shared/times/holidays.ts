import { type Civil, type Day, dayOf, weekdayOf } from './calendar';
import { dateMatch, type Match, wordAt } from './match';
import { readTrailingYear } from './numbers';
import type { TimeToken } from './tokens';

type Rule = (year: number) => Day;

const fixed =
  (month: number, day: number): Rule =>
  (year) =>
    dayOf({ year, month, day });

/** The n-th weekday of a month; -1 is the last. */
const nth =
  (month: number, weekday: number, n: number): Rule =>
  (year) => {
    if (n < 0) {
      const last = dayOf({ year: month === 12 ? year + 1 : year, month: (month % 12) + 1, day: 1 }) - 1;
      return last - ((weekdayOf(last) - weekday + 7) % 7);
    }
    const first = dayOf({ year, month, day: 1 });
    return first + ((weekday - weekdayOf(first) + 7) % 7) + (n - 1) * 7;
  };

/** Western Easter by the anonymous Gregorian computus (Nature, 1876; Meeus, Astronomical Algorithms, 1991). */
function easter(year: number): Civil {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return { year, month, day: ((h + l - 7 * m + 114) % 31) + 1 };
}
/** Easter of the Julian calendar (Meeus, Astronomical Algorithms, 1991), as a day of the Gregorian one. */
function orthodoxEaster(year: number): Day {
  const d = (19 * (year % 19) + 15) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const month = Math.floor((d + e + 114) / 31);
  const behind = Math.floor(year / 100) - Math.floor(year / 400) - 2;
  return dayOf({ year, month, day: ((d + e + 114) % 31) + 1 }) + behind;
}
const fromEaster =
  (days: number): Rule =>
  (year) =>
    dayOf(easter(year)) + days;

/** Holidays of one day a year, by the words of their names. */
const HOLIDAYS: ReadonlyMap<string, Rule> = new Map([
  ["new year's day", fixed(1, 1)],
  ["new year's eve", fixed(12, 31)],
  ["new year's", fixed(1, 1)],
  ['orthodox christmas', fixed(1, 7)],
  ['orthodox easter', orthodoxEaster],
  ['martin luther king day', nth(1, 1, 3)],
  ['mlk day', nth(1, 1, 3)],
  ["valentine's day", fixed(2, 14)],
  ["presidents' day", nth(2, 1, 3)],
  ["president's day", nth(2, 1, 3)],
  ["international women's day", fixed(3, 8)],
  ["women's day", fixed(3, 8)],
  ["saint patrick's day", fixed(3, 17)],
  ["st patrick's day", fixed(3, 17)],
  ["april fools' day", fixed(4, 1)],
  ['earth day', fixed(4, 22)],
  ['anzac day', fixed(4, 25)],
  ['may day', fixed(5, 1)],
  ['labour day', fixed(5, 1)],
  ['victory day', fixed(5, 9)],
  ["mother's day", nth(5, 7, 2)],
  ['memorial day', nth(5, 1, -1)],
  ["father's day", nth(6, 7, 3)],
  ['juneteenth', fixed(6, 19)],
  ['canada day', fixed(7, 1)],
  ['independence day', fixed(7, 4)],
  ['bastille day', fixed(7, 14)],
  ['labor day', nth(9, 1, 1)],
  ['columbus day', nth(10, 1, 2)],
  ['halloween', fixed(10, 31)],
  ["all saints' day", fixed(11, 1)],
  ['election day', (year) => nth(11, 1, 1)(year) + 1],
  ['armistice day', fixed(11, 11)],
  ['remembrance day', fixed(11, 11)],
  ["veterans' day", fixed(11, 11)],
  ['veterans day', fixed(11, 11)],
  ['thanksgiving day', nth(11, 4, 4)],
  ['thanksgiving', nth(11, 4, 4)],
  ['black friday', (year) => nth(11, 4, 4)(year) + 1],
  ['cyber monday', (year) => nth(11, 4, 4)(year) + 4],
  ['christmas eve', fixed(12, 24)],
  ['christmas day', fixed(12, 25)],
  ['christmas', fixed(12, 25)],
  ['boxing day', fixed(12, 26)],
  ['ash wednesday', fromEaster(-46)],
  ['palm sunday', fromEaster(-7)],
  ['maundy thursday', fromEaster(-3)],
  ['good friday', fromEaster(-2)],
  ['easter sunday', fromEaster(0)],
  ['easter monday', fromEaster(1)],
  ['easter', fromEaster(0)],
  ['ascension day', fromEaster(39)],
  ['pentecost', fromEaster(49)],
]);
const LONGEST_NAME = 4;
/** Words that the name of a holiday can begin with. */
export const HOLIDAY_STARTS: ReadonlySet<string> = new Set(
  [...HOLIDAYS.keys()].flatMap((name) => /^[a-z]+/.exec(name)?.[0] ?? []),
);

/** "Easter Sunday 2018", "New Year's Eve". Independence days other than the American one need their country: left out. */
export function readHoliday(tokens: readonly TimeToken[], at: number): Match | undefined {
  const token = tokens[at];
  if (!token || !HOLIDAY_STARTS.has(token.word) || !/^\p{Lu}/u.test(token.text)) return undefined;
  for (let count = LONGEST_NAME; count > 0; count--) {
    const words = tokens.slice(at, at + count).map(({ word }) => word);
    const holiday = words.join(' ').replace(/ '(s?)/g, "'$1");
    if (words.length < count || !HOLIDAYS.has(holiday)) continue;
    // "Easter Island", "Christmas Trading": part of a longer name.
    const next = tokens[at + count];
    if (next?.kind === 'word' && next.spaced && /^\p{Lu}/u.test(next.text)) return undefined;
    if (
      holiday === 'independence day' &&
      !/^(?:on|by|u\.s|american|this|last|next|,|the)$/.test(wordAt(tokens, at - 1))
    )
      return undefined;
    const year = readTrailingYear(tokens, wordAt(tokens, at + count) === 'in' ? at + count + 1 : at + count);
    return dateMatch(year?.to ?? at + count, { holiday, ...(year && { year: year.year }) });
  }
  return undefined;
}

/** The day that a holiday falls on. */
export function holidayIn(holiday: string, year: number): Day | undefined {
  return HOLIDAYS.get(holiday)?.(year);
}
