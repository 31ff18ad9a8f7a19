import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { isoDay } from '../../shared/times/calendar';
import type { ResolvedTime } from '../../shared/times/model';

/**
 * Microsoft's Recognizers-Text cases of dates, periods, holidays, durations and sets, turned into TIMEX3 as far as there is one
 * right way. Theirs give the day before and the day after today as readings of "Friday": either is right. A range that they
 * have as one, "from May 5 to May 7", TIMEX3 has as two times: right when ours begin and end it. "The next three months", a range
 * of days to them, is a length to TIMEX3, P3M; "two weeks ago", a day to them, is as exact as its unit. Names of months, weekdays and
 * feasts are printed with a capital here, as news prints them; their cases are typed by hand.
 */

const FILES: Readonly<Record<string, string>> = {
  dates: 'DateParser.json',
  'dates, spans only': 'DateExtractor.json',
  periods: 'DatePeriodParser.json',
  'periods, spans only': 'DatePeriodExtractor.json',
  holidays: 'HolidayParser.json',
  durations: 'DurationParser.json',
  sets: 'SetParser.json',
  'all of them in sentences': 'DateTimeModel.json',
};

const Resolved = z
  .looseObject({ date: z.string(), startDate: z.string(), endDate: z.string() })
  .partial()
  .nullish()
  .transform((found) => found ?? {});
const Values = z.object({
  values: z.array(
    z.object({
      timex: z.string().optional(),
      value: z.string().optional(),
      start: z.string().optional(),
      end: z.string().optional(),
    }),
  ),
});
const Case = z.object({
  Input: z.string(),
  Context: z.object({ ReferenceDateTime: z.string() }).optional(),
  NotSupportedByDesign: z.string().optional(),
  Results: z.array(
    z.object({
      Text: z.string(),
      Start: z.number(),
      Type: z.string().optional(),
      TypeName: z.string().optional(),
      Resolution: Values.nullish(),
      Value: z
        .looseObject({
          Timex: z.string().optional(),
          timex: z.string().optional(),
          FutureResolution: Resolved,
          PastResolution: Resolved,
        })
        .nullish(),
    }),
  ),
});

/** A value, or the first and last day of a range, `[from, to)`. */
interface Reading {
  timex: string | undefined;
  from: string | undefined;
  to: string | undefined;
}

export interface RecognizerTime {
  start: number;
  end: number;
  readings: readonly Reading[];
}

export interface RecognizerCase {
  text: string;
  day: string;
  times: RecognizerTime[];
}

const TYPES: ReadonlySet<string> = new Set(['date', 'daterange', 'duration', 'set']);
/** What cases without a day are read on; only their spans count. */
const ANY_DAY = '2016-11-07';

/** The cases of each file of which every time is of a type that we have. */
export function readRecognizers(folder: string): { name: string; valued: boolean; cases: RecognizerCase[] }[] {
  return Object.entries(FILES).map(([name, file]) => {
    const parsed = z
      .array(Case)
      .parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8').replace(/^\ufeff/, '')));
    const cases = parsed.flatMap(({ Input, Context, Results, NotSupportedByDesign }) => {
      const typed = Results.every((each) => TYPES.has((each.TypeName ?? each.Type ?? '').replace('datetimeV2.', '')));
      if (!typed || NotSupportedByDesign !== undefined) return [];
      const text = asPrinted(Input);
      const times = Results.map((each) => ({
        start: each.Start,
        end: each.Start + each.Text.length,
        readings: readingsOf(each),
      }));
      return [{ text, day: Context?.ReferenceDateTime.slice(0, 10) ?? ANY_DAY, times }];
    });
    return { name, valued: !name.endsWith('spans only'), cases };
  });
}

function readingsOf({ Resolution, Value }: z.infer<typeof Case>['Results'][number]): Reading[] {
  const modelled = Resolution?.values.map(({ timex, value, start, end }) => ({ timex, from: value ?? start, to: end }));
  const timex = Value?.Timex ?? Value?.timex;
  const parsed = [Value?.FutureResolution, Value?.PastResolution].flatMap((found) =>
    found ? [{ timex, from: found.date ?? found.startDate, to: found.endDate }] : [],
  );
  return [...(modelled ?? []), ...parsed];
}

/** Whether the times that overlap a labelled one say one of its readings. */
export function isRight({ readings }: RecognizerTime, ours: readonly ResolvedTime[]): boolean {
  const [first, last] = [ours[0], ours.at(-1)];
  if (!first || !last) return false;
  const begin = first.interval && isoDay(first.interval.from);
  const end = last.interval && isoDay(last.interval.to);
  const lastDay = last.interval && isoDay(last.interval.from);
  return readings.some(({ timex, from, to }) => {
    if (ours.length === 1 && timex !== undefined && first.value === timexOf(timex)) return true;
    if (ours.length === 1 && first.type === 'DURATION' && timex?.endsWith(`,${first.value})`)) return true;
    const unit = to === undefined && from !== undefined && begin !== undefined && end !== undefined;
    if (unit && ours.length === 1 && first.reason.startsWith('counted') && begin <= from && from < end) return true;
    if (from === undefined || from !== begin) return false;
    if (to === undefined) return ours.length === 1 && first.interval?.to === (first.interval?.from ?? 0) + 1;
    return to === end || (ours.length > 1 && to === lastDay);
  });
}

const NAMES =
  /\b(?:january|february|april|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|christmas|easter|halloween|thanksgiving|(?:new year'?s?|father's|mother's|presidents'|saint patrick's|earth|labor)(?= (?:day|eve))|(?:black|cyber)(?= (?:friday|monday))|(?:march|may|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?=\.? \d)|(?<=\d(?:st|nd|rd|th)?(?: of)? )(?:march|may|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec))\b/g;
const asPrinted = (text: string): string => text.replace(NAMES, (name) => name.charAt(0).toUpperCase() + name.slice(1));

/** Their TIMEX as TIMEX3 writes it: a clock time has its minutes, a set of hours its day. */
const timexOf = (timex: string): string =>
  timex
    .replace(/T(\d{2})$/, 'T$1:00')
    .replace(/^T/, 'XXXX-XX-XXT')
    .replace(/^XXXX-(\d{2})-(\d{2})T/, 'XXXX-$1-$2T');

/** Prepositions and articles that their spans take in and TIMEX3's leave out, or the other way about. */
const LEADING =
  /^(?:(?:on|in|at|by|from|for|since|until|till|before|after|during|over|within|between|as of|the|this|my|of)\s+)+/i;

/** Where a span begins without leading prepositions and articles. */
export function bare(text: string, { start, end }: { start: number; end: number }): number {
  const lead = LEADING.exec(text.slice(start, end))?.[0] ?? '';
  return lead.length === end - start ? start : start + lead.length;
}
