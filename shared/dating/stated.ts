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

/** The date of a dateline: "MOSCOW, Dec 16 (Reuters) –", "BRUSSELS, December 16 --", at the very beginning of the text. */
export function datelineOf(
  { text, paragraphs }: Pick<ParsedArticle, 'text' | 'paragraphs'>,
  { expressions }: Scan,
): { start: number; end: number; form: TimeForm } | undefined {
  const first = paragraphs.find(({ kind }) => kind === 'body');
  if (!first) return undefined;
  const date = expressions.find(({ start }) => start >= first.start);
  if (date?.form.kind !== 'calendar' || date.start - first.start > DATELINE_REACH || date.form.parts.day === undefined)
    return undefined;
  const before = text.slice(first.start, date.start);
  const after = text.slice(date.end, date.end + 60);
  const place =
    /^\p{Lu}[\p{Lu}\p{L}.'’\- ]{1,60}(?:, \p{Lu}[\p{L}. ]{1,40})?, $/u.test(before) && /^\p{Lu}{3,}/u.test(before);
  const dash =
    /^(?:,? ?\((?:[\p{L}/ .-]{2,40})\))? ?(?:[-–—]|--)/u.test(after) || /^ \([\p{L}/ .-]{2,40}\)/u.test(after);
  return place && dash ? { start: date.start, end: date.end, form: date.form } : undefined;
}
