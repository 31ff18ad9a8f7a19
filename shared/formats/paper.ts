import { readDate } from '../article/dates';
import type { Statement } from '../article/metadata';
import { isPressName } from '../sources/press-names';
import { headStatements, looksLikeTitle, markup } from './head';
import type { Line } from './lines';

/** Papers that print their name and a day around an article, without the numbers that serials have (`masthead.ts`). */

const MOST_LINES = 3;
/** "Page 1", "p. A12": said, and nothing that there is a field for. */
const PAGE = /^(?:pages?|pp?\.?|pg\.?) ?\p{L}?\d{1,4}$/iu;
const LAST_PAGE = /[,;|] ?(?:pages?|pp?\.?|pg\.?) ?\p{L}?\d{1,4}$/iu;
/** What papers' names begin with; in other names the last word says it ("Otago Evening Post"). */
const BEGINS = /^(?:the|le|la|les|el|il|die|der|das|daily|radio|gazeta|gazette|diario|jornal|corriere) /i;

/** What may be the name of a serial: a few words, most of them with a capital letter. */
export function isNameplate(text: string): boolean {
  const words = text.split(/\s+/);
  const capital = words.filter((word) => /^[\p{Lu}\p{N}&]/u.test(word)).length;
  return (
    words.length <= 8 && capital * 2 >= words.length && (looksLikeTitle(text) || /^\p{Lu}[\p{L}/.-]+$/u.test(text))
  );
}

/** A name that newspapers have and titles have not. */
function isPaper(text: string): boolean {
  const name = text.replace(/ ?\([^()]{1,40}\)$/, '');
  if (!/\s/.test(name) || !isNameplate(name) || /\s\p{Ll}{4,}/u.test(name)) return false;
  return isPressName(name.split(/\s+/).at(-1) ?? '') || (BEGINS.test(name) && isPressName(name));
}

/** What a line at the head says, as `headStatements`, or in what paper of which day the article stood. */
export function headSays(line: string, start: number): Statement[] | undefined {
  return headStatements(line, start) ?? printedIn(line, start);
}

/** "The Niger Courier, 11 May 2009", "Lancashire Post, Tuesday, March 14, 1961, p. 4". */
function printedIn(line: string, start: number): Statement[] | undefined {
  const [, printed = '', rest = ''] = /^([^,;|]{4,60})[,;|] ?(.{6,60})$/.exec(line) ?? [];
  const name = printed.trim();
  const day = rest.replace(LAST_PAGE, '');
  if (!isPaper(name) || /^\d+$/.test(day) || !('value' in readDate(day))) return undefined;
  const at = start + line.length - rest.length;
  return [
    { field: 'publication', value: name, evidence: markup(name, start, start + name.length) },
    { field: 'published', value: day, evidence: markup(day, at, at + day.length) },
  ];
}

/**
 * What each line of a paper's head says: its name, below it the day, a page. Only where a title follows, for else the name
 * is the title.
 */
export function readPaper(source: string, lines: readonly Line[]): ReadonlyMap<number, readonly Statement[]> {
  const none = new Map<number, readonly Statement[]>();
  const [first, ...others] = lines;
  if (!first) return none;
  const said = new Map<number, readonly Statement[]>();
  const name = wordsOf(source, first);
  const whole = printedIn(name, first.start);
  if (!whole && !isPaper(name)) return none;
  const plate: Statement = { field: 'publication', value: name, evidence: markup(name, first.start, first.end) };
  said.set(first.start, whole ?? [plate]);
  let isDated = whole !== undefined;
  for (const line of others.slice(0, MOST_LINES)) {
    const words = wordsOf(source, line);
    const isDay = !isDated && words.length <= 60 && !/^\d+$/.test(words) && 'value' in readDate(words);
    if (!isDay && !PAGE.test(words)) return isDated && looksLikeTitle(words) ? said : none;
    const day: Statement = { field: 'published', value: words, evidence: markup(words, line.start, line.end) };
    said.set(line.start, isDay ? [day] : []);
    isDated ||= isDay;
  }
  return none;
}

function wordsOf(source: string, { start, end }: Line): string {
  return source.slice(start, Math.min(end, start + 200));
}
