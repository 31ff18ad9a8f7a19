import { readDate } from '../article/dates';
import type { ParsedArticle } from '../article/schema';
import { exists } from '../times/calendar';
import type { TimeForm } from '../times/model';
import type { Scan } from '../times/scan';

/** A day in an address or a file name: /2000/12/18/, 2000-12-18, 20001218, 2000_12_18. */
const IN_NAME = /(?:^|[^\d])((?:19|20)\d{2})([-_/.]?)(\d{2})\2(\d{2})(?!\d)/;

/** The day that a name holds, ISO; undefined when there is none, or more than one. */
export function dayInName(name: string): string | undefined {
  const found = IN_NAME.exec(name);
  if (!found) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[3]), Number(found[4])];
  if (!exists({ year, month, day })) return undefined;
  const rest = name.slice(found.index + found[0].length);
  const iso = `${found[1]}-${found[3]}-${found[4]}`;
  const again = IN_NAME.exec(rest);
  return again && `${again[1]}-${again[3]}-${again[4]}` !== iso ? undefined : iso;
}

/** The full date that ends a dateline of the header: "Port-au-Prince, 12 February 2004". */
export function dayBehind(dateline: string): string | undefined {
  const words = dateline.slice(0, 120).split(/[\s]+/);
  for (let from = Math.max(0, words.length - 4); from < words.length - 1; from++) {
    const read = readDate(words.slice(from).join(' ').replace(/\.$/, ''));
    if ('value' in read) return read.value.slice(0, 10);
  }
  return undefined;
}

/** How far into the text a dateline reaches. */
const DATELINE_REACH = 120;

/** A day at the very beginning of the text. `isDayLine`: it has a line to itself, as below a paper's name. */
export interface Dateline {
  start: number;
  end: number;
  form: TimeForm;
  isDayLine: boolean;
}

/** The day of "MOSCOW, Dec 16 (Reuters) –", "BRUSSELS, December 16 --", "Sofia, 16.v.2002."; or of a line that is "Wednesday, March 5". */
export function datelineOf(
  { text, paragraphs }: Pick<ParsedArticle, 'text' | 'paragraphs'>,
  { expressions }: Scan,
): Dateline | undefined {
  const first = paragraphs.find(({ kind }) => kind === 'body');
  if (!first) return undefined;
  const date = expressions.find(({ start }) => start >= first.start);
  if (date?.form.kind !== 'calendar' || date.start - first.start > DATELINE_REACH) return undefined;
  const { start, end, form } = date;
  const { day, month, year, weekday } = form.parts;
  if (day === undefined) return undefined;
  const before = text.slice(first.start, start);
  const after = text.slice(end, Math.min(end + 60, first.end));
  const hasLine = /(?:^|\n)[ \t]{0,9}$/.test(before) && /^[ \t]{0,9}(?:\n|$)/.test(after);
  if (hasLine && month !== undefined && (weekday !== undefined || year !== undefined))
    return { start, end, form, isDayLine: true };
  const place =
    /^\p{Lu}[\p{Lu}\p{L}.'’\- ]{1,60}(?:, \p{Lu}[\p{L}. ]{1,40})?, $/u.test(before) &&
    (/^\p{Lu}{3,}/u.test(before) || (year !== undefined && /^\p{Lu}\S{2,30}(?: \p{Lu}\S{1,30}){0,2}, $/u.test(before)));
  const dash =
    /^(?:,? ?\((?:[\p{L}/ .-]{2,40})\))? ?(?:[-–—]|--)/u.test(after) || /^ \([\p{L}/ .-]{2,40}\)/u.test(after);
  const stop = year !== undefined && /^\. \p{Lu}/u.test(after);
  return place && (dash || stop) ? { start, end, form, isDayLine: false } : undefined;
}
