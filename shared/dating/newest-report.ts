import type { PrintedCitation, PrintedDate, PrintedReference } from '../citations/model';
import { civilOf, type Day } from '../times/calendar';
import { periodOfParts } from '../times/values';

/** The newest report that an article cites, on the days that it can be of. */
export interface NewestReport {
  day: Day;
  date: PrintedDate;
}

/** The days of publication that are left, and about when an issue of its number comes out. */
interface Left {
  from: Day | undefined;
  to: Day | undefined;
  expected: Day | undefined;
}

/** A year without a day of doubt. */
const YEAR = 366;
/** Reports of one article that lie further apart than this are rather of two years, if that brings them this close. */
const FAR_APART = 183;
const CLOSE = 92;
/** A weekly's issue may be cited by the days that it covers: it came out on the first of them as well as on the last. */
const ISSUE_DAYS = 5;

/**
 * Places the newest of the reports that are cited. A day without a year is of the only year, or the latest, that is left;
 * of the one before where the reports lie around a New Year ("December 27, 29, January 2"), or where the issue's number
 * says that it came out long before (the third of a year cites December). References only count where nothing is cited:
 * they go further back. Undefined where more than a year is left: a year of doubt is no bound.
 */
export function newestReport(
  citations: readonly PrintedCitation[],
  references: readonly PrintedReference[],
  left: Left,
): NewestReport | undefined {
  const cited = citations.flatMap(datesOf);
  const referred = references.flatMap(({ targets }) => targets.flatMap(({ date }) => (date ? [date] : [])));
  const full = [...cited, ...referred].flatMap((date) => placed(date, undefined));
  const short = newestWithoutYear(cited, left) ?? (cited.length > 0 ? undefined : newestWithoutYear(referred, left));
  return [...full, ...(short ? [short] : [])].reduce<NewestReport | undefined>(
    (newest, each) => (newest && newest.day >= each.day ? newest : each),
    undefined,
  );
}

/** The dates of a citation; of five days and more on end only the first. */
function datesOf({ cites }: PrintedCitation): PrintedDate[] {
  const dates = cites.flatMap(({ date }) => (date ? [date] : []));
  const kept: PrintedDate[] = [];
  for (let at = 0; at < dates.length; ) {
    let to = at + 1;
    while (to < dates.length && follows(dates[to], dates[to - 1])) to++;
    kept.push(...dates.slice(at, to - at >= ISSUE_DAYS ? at + 1 : to));
    at = to;
  }
  return kept;
}

function follows(date: PrintedDate | undefined, before: PrintedDate | undefined): boolean {
  const [day, previous] = [date, before].map((each) => (each ? placed(each, 2001)[0]?.day : undefined));
  return day !== undefined && previous !== undefined && day - previous === 1;
}

/** A date in its own year, or in one that is given; empty where it is no day, or has no year and none is given. */
function placed(date: PrintedDate, year: number | undefined): NewestReport[] {
  if (date.form.kind !== 'calendar') return [];
  const { parts } = date.form;
  if (parts.day === undefined || parts.month === undefined) return [];
  if (parts.year === undefined && year === undefined) return [];
  const day = (parts.year === undefined ? periodOfParts(parts, year) : periodOfParts(parts))?.from;
  return day === undefined ? [] : [{ day, date }];
}

function newestWithoutYear(dates: readonly PrintedDate[], { from, to, expected }: Left): NewestReport | undefined {
  if (from === undefined || to === undefined || to - from > YEAR) return undefined;
  const { year } = civilOf(to);
  const reports = dates
    .filter(({ form }) => form.kind === 'calendar' && form.parts.year === undefined)
    .flatMap((date) => [...placed(date, year), ...placed(date, year - 1)].find(({ day }) => day <= to) ?? [])
    .sort((a, b) => a.day - b.day);
  const newest = reports.at(-1);
  if (!newest) return undefined;
  const early = beforeNewYear(reports);
  if (early) return early;
  const [before] = placed(newest.date, civilOf(newest.day).year - 1);
  const isNearer =
    expected !== undefined && before && Math.abs(before.day - expected) < Math.abs(newest.day - expected);
  return isNearer ? before : newest;
}

/** The newest of those of the new year, where the others are of the end of the old one. */
function beforeNewYear(reports: readonly NewestReport[]): NewestReport | undefined {
  const [first, last] = [reports[0], reports.at(-1)];
  if (!first || !last || last.day - first.day <= FAR_APART) return undefined;
  let widest: { gap: number; at: number } | undefined;
  for (let at = 1; at < reports.length; at++) {
    const gap = (reports[at]?.day ?? 0) - (reports[at - 1]?.day ?? 0);
    if (!widest || gap > widest.gap) widest = { gap, at };
  }
  const [newest, oldest] = widest ? [reports[widest.at - 1], reports[widest.at]] : [];
  if (!newest || !oldest) return undefined;
  const [moved] = placed(oldest.date, civilOf(oldest.day).year - 1);
  return moved && newest.day - moved.day <= CLOSE && newest.day >= moved.day ? newest : undefined;
}
