import { readDate } from './dates';

/**
 * Reads the days that an issue is printed with where that is not one: "June 2000", "9-15 September 2013", "Week of December
 * 28, 2000 - January 3, 2001". ISO 8601, both ends inclusive: `2013-09-09/2013-09-15`.
 */

const NAME = String.raw`(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`;
const DASH = ' ?(?:-|–|—|to|and|through) ?';
const LEAD = /^(?:(?:for )?(?:the )?week (?:of|ending|from)|from|covering|period:?) /i;
const MONTHS = new RegExp(String.raw`^(${NAME})(?:${DASH}(${NAME}))?,? (\d{4})$`, 'i');
const DAYS_AHEAD = new RegExp(
  String.raw`^(\d{1,2})(?: (${NAME}))?(?: (\d{4}))?${DASH}(\d{1,2}) (${NAME}),? (\d{4})$`,
  'i',
);
const DAYS_BEHIND = new RegExp(
  String.raw`^(${NAME}) (\d{1,2})(?:, (\d{4}))?${DASH}(?:(${NAME}) )?(\d{1,2}),? (\d{4})$`,
  'i',
);
/** The season and a month more, as issues come late; a winter lies in two years, and it is not said in which. */
const SEASON = /^(spring|summer|autumn|fall) (\d{4})$/i;
const SEASONS = ['spring', 'summer', 'autumn'];
const DAY_MS = 86_400_000;
/** A longer one dates no issue. */
const LONGEST_DAYS = 130;

export function readPeriod(raw: string): string | undefined {
  const text = raw.trim().replace(/\s+/g, ' ');
  if (text.length > 60) return undefined;
  const lead = LEAD.exec(text)?.[0] ?? '';
  const words = text.slice(lead.length);
  const week = /week/i.test(lead) ? dayOf(words) : undefined;
  if (week !== undefined)
    return /ending/i.test(lead) ? between(week - 6 * DAY_MS, week) : between(week, week + 6 * DAY_MS);
  const season = SEASON.exec(words);
  if (season) {
    const from = SEASONS.indexOf((season[1] ?? '').toLowerCase().replace('fall', 'autumn')) * 3 + 2;
    return between(Date.UTC(Number(season[2]), from, 1), Date.UTC(Number(season[2]), from + 4, 0));
  }
  const months = MONTHS.exec(words);
  if (months) {
    const [, first = '', second = first, year = ''] = months;
    const from = dayOf(`1 ${first} ${year}`);
    const last = dayOf(`1 ${second} ${year}`);
    if (from === undefined || last === undefined || from > last) return undefined;
    const end = new Date(last);
    return between(from, Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0));
  }
  const ahead = DAYS_AHEAD.exec(words);
  if (ahead) {
    const [, from = '', month, year, to = '', last = '', lastYear = ''] = ahead;
    return between(dayOf(`${from} ${month ?? last} ${year ?? lastYear}`), dayOf(`${to} ${last} ${lastYear}`));
  }
  const behind = DAYS_BEHIND.exec(words);
  if (!behind) return undefined;
  const [, month = '', from = '', year, last, to = '', lastYear = ''] = behind;
  return between(dayOf(`${from} ${month} ${year ?? lastYear}`), dayOf(`${to} ${last ?? month} ${lastYear}`));
}

function dayOf(words: string): number | undefined {
  const read = readDate(words.replaceAll('.', ''));
  return 'value' in read && read.value.length === 10 ? Date.parse(`${read.value}T00:00:00Z`) : undefined;
}

function between(from: number | undefined, to: number | undefined): string | undefined {
  if (from === undefined || to === undefined || from >= to || to - from > LONGEST_DAYS * DAY_MS) return undefined;
  return [from, to].map((day) => new Date(day).toISOString().slice(0, 10)).join('/');
}
