import type { DayPart, Season, Unit } from './model';

const MONTH_NAMES = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const MONTH_SHORT = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
export const MONTHS: ReadonlyMap<string, number> = new Map([
  ...MONTH_NAMES.map((name, at) => [name, at + 1] as const),
  ...MONTH_SHORT.map((name, at) => [name, at + 1] as const),
  ['sept', 9],
]);

const WEEKDAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
export const WEEKDAYS: ReadonlyMap<string, number> = new Map([
  ...WEEKDAY_NAMES.map((name, at) => [name, at + 1] as const),
  ...([
    ['mon', 1],
    ['tue', 2],
    ['tues', 2],
    ['wed', 3],
    ['thu', 4],
    ['thur', 4],
    ['thurs', 4],
    ['fri', 5],
  ] as const),
]);

/** "March" and "May" are also words, "sun" and "sat" mostly are: those need more than themselves. */
export const MONTHS_ALSO_WORDS: ReadonlySet<string> = new Set(['march', 'may', 'mar', 'jan', 'dec']);

export const SEASONS_BY_NAME: ReadonlyMap<string, Season> = new Map([
  ['spring', 'SP'],
  ['springtime', 'SP'],
  ['summer', 'SU'],
  ['summertime', 'SU'],
  ['autumn', 'FA'],
  ['fall', 'FA'],
  ['winter', 'WI'],
  ['wintertime', 'WI'],
]);

export const UNITS_BY_NAME: ReadonlyMap<string, Unit> = new Map(
  (
    [
      ['second', ['second', 'seconds', 'sec', 'secs']],
      ['minute', ['minute', 'minutes', 'min', 'mins']],
      ['hour', ['hour', 'hours', 'hr', 'hrs']],
      ['day', ['day', 'days']],
      ['week', ['week', 'weeks']],
      ['weekend', ['weekend', 'weekends']],
      ['fortnight', ['fortnight', 'fortnights']],
      ['month', ['month', 'months']],
      ['quarter', ['quarter', 'quarters']],
      ['year', ['year', 'years', 'yr', 'yrs']],
      ['decade', ['decade', 'decades']],
      ['century', ['century', 'centuries']],
    ] as const
  ).flatMap(([unit, names]) => names.map((name) => [name, unit] as const)),
);

export const DAY_PARTS: ReadonlyMap<string, DayPart> = new Map([
  ['morning', 'MO'],
  ['afternoon', 'AF'],
  ['evening', 'EV'],
  ['night', 'NI'],
  ['lunchtime', 'MI'],
]);

export const ADVERB_UNITS: ReadonlyMap<string, string> = new Map([
  ['hourly', 'PT1H'],
  ['daily', 'P1D'],
  ['weekly', 'P1W'],
  ['nightly', 'P1D'],
  ['biweekly', 'P2W'],
  ['fortnightly', 'P2W'],
  ['monthly', 'P1M'],
  ['bimonthly', 'P2M'],
  ['quarterly', 'P3M'],
  ['semiannual', 'P6M'],
  ['semiannually', 'P6M'],
  ['annual', 'P1Y'],
  ['annually', 'P1Y'],
  ['yearly', 'P1Y'],
  ['biennial', 'P2Y'],
]);

const SMALL = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ...SMALL.map((name, value) => [name, value] as const),
  ...TENS.map((name, at) => [name, (at + 2) * 10] as const),
]);
export const TENS_WORDS: ReadonlySet<string> = new Set(TENS);

const ORDINAL_NAMES = [
  ...['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'],
  ...['eleventh', 'twelfth', 'thirteenth', 'fourteenth', 'fifteenth', 'sixteenth', 'seventeenth', 'eighteenth'],
  ...['nineteenth', 'twentieth'],
];
export const ORDINALS: ReadonlyMap<string, number> = new Map([
  ...ORDINAL_NAMES.map((name, at) => [name, at + 1] as const),
  ['thirtieth', 30],
]);

/** Words for an unknown number of units: TIMEX3 writes X. */
export const VAGUE_NUMBERS: ReadonlySet<string> = new Set(['several', 'few', 'many', 'some', 'numerous', 'recent']);
