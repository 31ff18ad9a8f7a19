import { readDate } from '../article/dates';
import type { FieldName, Statement } from '../article/metadata';
import { readPeriod } from '../article/period';
import { markup } from './head';
import type { Line } from './lines';
import { isNameplate, readPaper } from './paper';

/**
 * The masthead of a serial without labels: its name, the number of the issue, its day, in one line ("RFE/RL NEWSLINE Vol. 6,
 * No. 91, Part II, 16 May 2002") or in a few ("The Altiplano Letter / Vol. 12, No. 45 / November 12, 2019").
 */

/** A name, a line that says more of it, and two that number and date the issue. */
const MOST_LINES = 4;
const LONGEST_LINE = 120;
/** Between the parts of a line. */
const BETWEEN = /\s{0,3}[|·•]\s{0,3}|\s{1,3}(?:--|[-–—/])\s{1,3}|,\s{1,3}|\s{1,3}\(|\)$/g;
const VOLUME = /^vol(?:ume|\.)?:? ?#?(\d{1,4}|[IVXLC]{1,7})$/i;
const ISSUE = /^(?:no|nr|number|issue|num|iss|№|#)[.:]? ?(?:no\.? ?)?#?(\d{1,5}(?:[-–/]\d{1,4})?)$/i;
/** "Part II", "Special edition": said, and nothing that there is a field for. */
const OTHER =
  /^(?:\d{4}|\d{1,3},\d{3}|part (?:[ivx]{1,4}|\d{1,2})|(?:special|weekend|evening|morning) (?:issue|edition)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/i;
/** Where a number begins behind a name that no comma parts from it. */
const NUMBER_AHEAD = /\s(?=(?:vol(?:ume|\.)|no\.|nr\.|number|issue|№|#):?\s?#?\d)/gi;
/** What no headline ends in, and serials are called: by its name alone, with a day, one is known. */
const PERIODICAL =
  /(?:^|\s)(?:newsletter|newsline|bulletin|digest|circular|notebook|letter|brief|briefing|monitor|daily|weekly|fortnight|monthly|quarterly)$/i;
/** Before the number or the day of an issue: what kind of serial it is, or the town that it comes from. */
const KIND =
  /^\p{Lu}[\p{L} -]{0,60}(?:bulletin|newsletter|note|letter|digest|brief|briefing|report|review|daily|weekly|monthly|quarterly)$/iu;
const TOWN = /^(?!(?:by|updated|posted|published)\b)\p{Lu}[\p{L}.'’-]{1,20}(?:[ /]\p{Lu}[\p{L}.'’-]{1,20}){0,3}$/iu;

interface Part {
  start: number;
  end: number;
  text: string;
}

interface ReadLine {
  name: Part | undefined;
  /** What stands behind the name, or before the numbers, and says more of it. */
  more: Part | undefined;
  statements: Statement[];
  /** Has the number of a volume or an issue, or a period that only serials print. */
  isOfSerial: boolean;
}

/**
 * What each line of a masthead says, by the line's start; empty where the text does not begin with one.
 * @param lines the first lines of the text
 */
export function readMasthead(source: string, lines: readonly Line[]): ReadonlyMap<number, readonly Statement[]> {
  const serial = readSerial(source, lines);
  return serial.size > 0 ? serial : readPaper(source, lines);
}

function readSerial(source: string, lines: readonly Line[]): ReadonlyMap<number, readonly Statement[]> {
  const none = new Map<number, readonly Statement[]>();
  const [first, ...others] = lines.slice(0, MOST_LINES);
  const head = first && readLine(source, first, true);
  if (!first || !head?.name) return none;
  const name: Statement = { field: 'publication', value: head.name.text, evidence: evidenceOf(head.name) };
  const isPeriodical = PERIODICAL.test(head.name.text);
  if (head.statements.length > 0) {
    if (head.isOfSerial || isPeriodical) return none.set(first.start, [name, ...head.statements]);
    const title = titleBefore(source, first, head);
    return title ? none.set(first.start, [title, ...head.statements]) : none;
  }
  // A line between the name and the number says whose serial it is.
  for (const [index, line] of others.slice(0, 2).entries()) {
    const read = readLine(source, line, false);
    if (!read) {
      if (index > 0 || !isNameplate(source.slice(line.start, line.end))) return none;
      continue;
    }
    if (read.isOfSerial || isPeriodical) {
      const between = others.slice(0, index).map((each): [number, Statement[]] => [each.start, []]);
      return new Map([[first.start, [name]], ...between, [line.start, read.statements]]);
    }
    // Below a title: "Nairobi, 4 January 2008".
    return read.more && index === 0 ? none.set(line.start, read.statements) : none;
  }
  return none;
}

/** "Open Channels | Sudan | 12 May 2023": what may be a serial's name or a title, and a day; not "The Hague, 12 May 2023". */
function titleBefore(source: string, line: Line, { name, more }: ReadLine): Statement | undefined {
  const last = more ?? name;
  if (!name || !last || /^\s{0,3},/.test(source.slice(last.start + last.text.length, line.end))) return undefined;
  const value = source.slice(name.start, last.start + last.text.length);
  return { field: 'title', value, evidence: markup(value, name.start, name.start + value.length) };
}

/** A line that is nothing but the name (where one may stand), numbers and days; undefined for any other. */
function readLine(source: string, line: Line, mayName: boolean): ReadLine | undefined {
  if (line.end - line.start > LONGEST_LINE) return undefined;
  const parts = partsOf(source, line, mayName);
  const read: ReadLine = { name: undefined, more: undefined, statements: [], isOfSerial: false };
  for (let at = 0; at < parts.length; ) {
    const dated = dateAt(source, parts, at);
    if (dated) {
      read.statements.push(dated.statement);
      read.isOfSerial ||= dated.statement.field === 'publishedWithin' && /^week\b/i.test(dated.quote);
      at = dated.to;
      continue;
    }
    const part = parts[at];
    if (!part) return undefined;
    const number = numberOf(part);
    if (number) {
      read.statements.push(number);
      read.isOfSerial = true;
    } else if (mayName && at === 0 && isNameplate(part.text)) read.name = part;
    else if (at === (mayName ? 1 : 0) && (TOWN.test(part.text) || KIND.test(part.text))) read.more = part;
    else if (!OTHER.test(part.text)) return undefined;
    at++;
  }
  const says = read.statements.length > 0;
  return says || (read.name && !read.more) ? read : undefined;
}

function partsOf(source: string, line: Line, mayName: boolean): Part[] {
  const text = source.slice(line.start, line.end);
  const cuts = [...text.matchAll(BETWEEN)].map(({ 0: { length }, index }) => ({ from: index, to: index + length }));
  for (const { 0: found, index } of text.matchAll(NUMBER_AHEAD))
    if (mayName || index > 0) cuts.push({ from: index, to: index + found.length });
  cuts.sort((a, b) => a.from - b.from);
  const parts: Part[] = [];
  let from = 0;
  for (const cut of [...cuts, { from: text.length, to: text.length }]) {
    const piece = text.slice(from, cut.from);
    if (piece.trim() !== '') parts.push({ start: line.start + from, end: line.start + cut.from, text: piece.trim() });
    from = Math.max(from, cut.to);
  }
  return parts;
}

/** A day or a period, which may have commas of its own: "Friday, November 12, 2019". */
function dateAt(source: string, parts: readonly Part[], at: number) {
  for (let to = Math.min(parts.length, at + 3); to > at; to--) {
    const [first, last] = [parts[at], parts[to - 1]];
    if (!first || !last) continue;
    const whole = { start: first.start, end: last.end, text: source.slice(first.start, last.end).trim() };
    if (/^\d+$/.test(whole.text)) continue;
    const field: FieldName | undefined =
      'value' in readDate(whole.text) ? 'published' : readPeriod(whole.text) ? 'publishedWithin' : undefined;
    if (field) return { statement: { field, value: whole.text, evidence: evidenceOf(whole) }, quote: whole.text, to };
  }
  return undefined;
}

function numberOf(part: Part): Statement | undefined {
  const volume = VOLUME.exec(part.text)?.[1];
  if (volume !== undefined) return { field: 'volume', value: volume, evidence: evidenceOf(part) };
  const issue = ISSUE.exec(part.text)?.[1];
  return issue === undefined ? undefined : { field: 'issue', value: issue, evidence: evidenceOf(part) };
}

const evidenceOf = ({ start, text }: Part) => markup(text, start, start + text.length);
