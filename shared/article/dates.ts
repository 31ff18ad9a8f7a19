/**
 * Reads the date that an article is printed with. Only what can mean one thing is read; a reading is never more
 * precise than the words: a time without a zone gives a day.
 */

/**
 * A day `2000-12-18` or a UTC instant `2000-12-18T09:30:00Z`, which `local` gives by the clock of the zone that is
 * written with it, unless that is UTC: `2000-12-18T10:30:00+01:00`; or why the words are not one.
 */
export type DateReading = { value: string; local?: string } | { refused: string };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** RFC 5322 §4.3: the named zones of mail, hours from UTC, and Europe's. Other letters name no zone for certain. */
const ZONES: Readonly<Record<string, number>> = {
  ...{ Z: 0, UT: 0, UTC: 0, GMT: 0 },
  ...{ WET: 0, WEST: 1, CET: 1, CEST: 2, EET: 2, EEST: 3 },
  ...{ EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 },
};
/** Outside these years a date is a placeholder (0001-01-01) or a slip. */
const FIRST_YEAR = 1600;
const LAST_YEAR = 2199;

const WEEKDAY = String.raw`(?:(?<weekday>sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day)?\.?,? )?`;
const MONTH = String.raw`(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`;
const DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?`;
const CLOCK = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?`;
const ZONE = String.raw`(?<zone>(?:GMT|UTC)?[+-]\d{2}(?::?\d{2})?|[A-Z]{1,5})`;
const TIME = String.raw`(?:(?:,| at|, at| [|–-])? ${CLOCK}(?: ?(?<half>[ap])\.?m\.?)?(?: ?${ZONE})?(?: \([^()]*\))?)?`;

const FORMS = [
  new RegExp(
    String.raw`^(?<year>\d{4})-(?<number>\d{1,2})-(?<day>\d{1,2})(?:(?: ?T| ) ?${CLOCK}(?: ?${ZONE})?)?$`,
    'i',
  ),
  /^(?<year>\d{4})(?<number>\d{2})(?<day>\d{2})$/,
  /^(?<year>\d{4})(?<number>\d{2})(?<day>\d{2})T(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?(?<zone>Z|[+-]\d{4})?$/i,
  new RegExp(String.raw`^(?<year>\d{4})(?<mark>[/.])(?<number>\d{1,2})\k<mark>(?<day>\d{1,2})${TIME}$`, 'i'),
  new RegExp(String.raw`^${WEEKDAY}(?:the )?${DAY}[ -](?:of )?${MONTH}(?:, ?| |-)(?<year>\d{4})${TIME}$`, 'i'),
  new RegExp(String.raw`^${WEEKDAY}${MONTH} ${DAY}(?:, ?| )(?<year>\d{4})${TIME}$`, 'i'),
  // As C's asctime and Java's Date print it: "Fri Nov 13 05:30:56 CET 2015".
  new RegExp(String.raw`^${WEEKDAY}${MONTH} ${DAY} ${CLOCK}(?: ${ZONE})? (?<year>\d{4})$`, 'i'),
];
const TWO_NUMBERS = new RegExp(
  String.raw`^${WEEKDAY}(?<first>\d{1,2})(?<mark>[/.-])(?<other>\d{1,2})\k<mark>(?<year>\d{4})${TIME}$`,
  'i',
);

type Groups = Partial<Record<string, string>>;

/** Reads a printed date, an ISO 8601 or RFC 5322 date, or seconds or milliseconds since the epoch. */
export function readDate(raw: string | number): DateReading {
  const text = String(raw).trim().replace(/\s+/g, ' ');
  if (/^\d+(?:\.\d+)?$/.test(text) && !/^\d{8}$/.test(text)) return fromEpoch(Number(text));
  if (text.length > 80) return { refused: 'it is not a date' };
  for (const form of FORMS) {
    const groups = form.exec(text)?.groups;
    if (groups) return fromGroups(groups, monthOf(groups), Number(groups['day']));
  }
  const groups = TWO_NUMBERS.exec(text)?.groups;
  if (groups) return fromTwoNumbers(groups);
  return { refused: 'it is not a date that can be read' };
}

/** Day and month as two numbers: only read where their order cannot be mistaken, or a weekday tells it. */
function fromTwoNumbers(groups: Groups): DateReading {
  const { first, other, readings } = bothOrders(groups);
  const [one, two] = readings;
  if (one && 'value' in one && two && 'value' in two && one.value !== two.value)
    return { refused: `it can be the ${first}. of month ${other} or the ${other}. of month ${first}` };
  return readings.find((reading) => 'value' in reading) ?? { refused: 'there is no such day' };
}

/** The day first, and the month first. */
function bothOrders(groups: Groups): { first: number; other: number; readings: DateReading[] } {
  const [first, other] = [Number(groups['first']), Number(groups['other'])];
  return { first, other, readings: [fromGroups(groups, other, first), fromGroups(groups, first, other)] };
}

/** The two days that "3/6/2002" can mean, the earlier first; undefined where it can mean one, or none. */
export function readEitherDay(raw: string): { earlier: string; later: string } | undefined {
  const groups = TWO_NUMBERS.exec(raw.trim().replace(/\s+/g, ' ').slice(0, 80))?.groups;
  const days = groups
    ? bothOrders(groups).readings.flatMap((each) => ('value' in each ? each.value.slice(0, 10) : []))
    : [];
  const [earlier, later] = days.sort();
  return earlier !== undefined && later !== undefined && earlier !== later ? { earlier, later } : undefined;
}

function monthOf(groups: Groups): number {
  if (groups['number'] !== undefined) return Number(groups['number']);
  return MONTHS.indexOf((groups['month'] ?? '').slice(0, 3).toLowerCase()) + 1;
}

function fromGroups(groups: Groups, month: number, day: number): DateReading {
  const year = Number(groups['year']);
  const midnight = new Date(Date.UTC(year, month - 1, day));
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return { refused: 'there is no such day' };
  if (year < FIRST_YEAR || year > LAST_YEAR) return { refused: `the year ${year} is a placeholder or a slip` };
  const weekday = groups['weekday']?.slice(0, 3).toLowerCase();
  if (weekday && WEEKDAYS[midnight.getUTCDay()] !== weekday) return { refused: 'that day is another day of the week' };

  if (groups['hour'] === undefined) return { value: dayOf(midnight) };
  const time = timeOf(groups);
  if (time === undefined) return { refused: 'there is no such time' };
  const offset = offsetOf(groups['zone']);
  return offset === undefined
    ? { value: dayOf(midnight) }
    : {
        value: instantOf(midnight.getTime() + time - offset * 60_000),
        ...(offset === 0 ? {} : { local: localTime(midnight.getTime() + time, offset) }),
      };
}

/** Milliseconds since midnight. */
function timeOf(groups: Groups): number | undefined {
  let hour = Number(groups['hour']);
  const minute = Number(groups['minute']);
  const second = Number(groups['second'] ?? 0);
  if (groups['half']) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (groups['half'].toLowerCase() === 'p' ? 12 : 0);
  }
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const milliseconds = Math.trunc(Number(`0.${groups['fraction'] ?? 0}`) * 1000);
  return ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
}

/** Minutes east of UTC; undefined when no zone is named, or one that is not known for certain. */
function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  const numeric = /([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (!numeric) {
    const hours = ZONES[zone.toUpperCase()];
    return hours === undefined ? undefined : hours * 60;
  }
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
  return minutes > 14 * 60 ? undefined : numeric[1] === '-' ? -minutes : minutes;
}

function fromEpoch(number: number): DateReading {
  // 1e8 s is 1973, 1e11 ms is too: what is smaller counts something else.
  const milliseconds = number >= 1e11 ? number : number * 1000;
  if (number < 1e8 || milliseconds > Date.UTC(LAST_YEAR, 11, 31)) return { refused: 'it is no time since the epoch' };
  return { value: instantOf(milliseconds) };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** `clock`: what the clock shows, as if it were UTC; `offset` in minutes east. */
function localTime(clock: number, offset: number): string {
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60].map((n) =>
    `${n}`.padStart(2, '0'),
  );
  return instantOf(clock).replace('Z', `${offset < 0 ? '-' : '+'}${hours}:${minutes}`);
}

function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}
