import type { Body } from '../../article/canonical';
import { readDate } from '../../article/dates';
import type { FieldName, Statement } from '../../article/metadata';
import { looksLikeNames } from '../../article/values';
import { shiftDraft } from '../bodies';
import { isJob, markup } from '../head';
import { lineAt } from '../lines';
import { bodyOfPlain } from '../text';

/** What archives of newspapers print around an article has its meaning by lines; these are those with something in them. */
export interface PrintedLine {
  /** `[start, end)` of the source without the white space around it. */
  start: number;
  end: number;
  /** Where the line begins, white space included. */
  from: number;
  /** A blank line, or nothing, stands before it. */
  apart: boolean;
}

/** So much of a line is looked at to tell what it is. */
const LOOKED_AT = 400;
/** What has more lines is no export that anybody could save. */
const MOST_LINES = 1_000_000;

/** The lines of a source that are not blank; undefined when there are too many. */
export function printedLines(source: string): PrintedLine[] | undefined {
  const lines: PrintedLine[] = [];
  let apart = true;
  for (let at = 0; at < source.length; ) {
    const { stop, next } = lineAt(source, at);
    const raw = source.slice(at, stop);
    const start = at + raw.length - raw.trimStart().length;
    const end = at + raw.trimEnd().length;
    if (start < end) lines.push({ start, end, from: at, apart });
    apart = start >= end;
    if (lines.length > MOST_LINES) return undefined;
    at = next > at ? next : source.length;
  }
  return lines;
}

/** The words of a line, or their beginning. */
export function wordsOf(source: string, line: PrintedLine | undefined): string {
  return line ? source.slice(line.start, Math.min(line.end, line.start + LOOKED_AT)) : '';
}

/** A value behind its label: `lines[first]` to `lines[to - 1]`; `[start, end)` of the source is the value. */
export interface Labelled {
  /** In lower case. */
  label: string;
  /** As printed. */
  printed: string;
  start: number;
  end: number;
  to: number;
}

/**
 * The labelled value that begins with `lines[at]` and goes on to a blank line or the next label.
 * @param label matches a line's beginning up to its value; its first group is the label
 */
export function labelledAt(
  source: string,
  lines: readonly PrintedLine[],
  at: number,
  label: RegExp,
): Labelled | undefined {
  const line = lines[at];
  const found = label.exec(wordsOf(source, line));
  if (!line || !found) return undefined;
  const printed = found[1] ?? '';
  let end = line.end;
  let to = at + 1;
  for (let next = lines[to]; next && !next.apart && !label.test(wordsOf(source, next)); next = lines[++to])
    end = next.end;
  return { label: printed.toLowerCase(), printed, start: Math.min(line.start + found[0].length, end), end, to };
}

/** What a labelled value says of a field; nothing when it is empty. */
export function labelStatement(source: string, field: FieldName, { printed, start, end }: Labelled): Statement[] {
  const quote = source.slice(start, end).trim();
  const from = start + source.slice(start, end).length - source.slice(start, end).trimStart().length;
  const value = quote === '' ? undefined : printedValue(field, quote);
  if (value === undefined) return [];
  const span = { start: from, end: from + quote.length, in: 'source' as const };
  return [{ field, value, evidence: { from: 'header', name: printed, quote, span } }];
}

/** What lines without a label say of a field by their place. */
export function placeStatement(source: string, field: FieldName, first: PrintedLine, last = first): Statement[] {
  const quote = source.slice(first.start, last.end);
  const value = printedValue(field, quote);
  return value === undefined ? [] : [{ field, value, evidence: markup(quote, first.start, last.end) }];
}

function printedValue(field: FieldName, quote: string): string | string[] | undefined {
  const line = quote.replace(/\s+/g, ' ');
  switch (field) {
    case 'published':
      return dayIn(line);
    case 'bylines':
      return namesIn(line);
    case 'section':
      // "NEWS; Pg. 5", "Home Pages, Pg. 1"
      return line.replace(/[;,]? ?(?:pgs?|pages?|p)\. ?[\p{L}\d].*$/iu, '') || undefined;
    case 'language':
      return line.split(';')[0];
    case 'identifier':
      return line.replace(/^Document /, '');
    case 'keywords':
      // "ELECTIONS (90%); POLLS (78%)"
      return line.split(';').map((word) => word.replace(/ ?\(\d{1,3}%\)/, '').trim());
    default:
      return line;
  }
}

/** "March 14, 2003, Friday", "March 14, 2003 Friday 10:30 AM GMT", "Friday 14 March 2003, Late Edition". */
const DAY =
  /^(?:\p{L}{6,9},? )?(\p{L}{3,9}\.? \d{1,2}, ?\d{4}|\d{1,2} \p{L}{3,9}\.?,? \d{4})(?:,? (?:mon|tues|wednes|thurs|fri|satur|sun)day)?(?:,? \d{1,2}:\d{2}(?::\d{2})? ?(?:[ap]m)?(?: [a-z]{2,4})?)?(?:[,;]? [^.]{0,60}edition[^.]{0,40})?$/iu;

/** The day that a line is about; undefined when the line is anything else. */
export function dayIn(line: string): string | undefined {
  const day = line.length > 120 ? undefined : DAY.exec(line.replace(/\s+/g, ' '))?.[1];
  return day !== undefined && 'value' in readDate(day) ? day : undefined;
}

/** The names of a byline without what their bearers do: "Jane Roe and John Doe, Chief reporter", "JANE ROE; Special to …". */
function namesIn(byline: string): string {
  const names = byline.replace(/^by:? /i, '');
  const parts = names.split(/[;,] ?/);
  const isName = (part: string) =>
    (looksLikeNames(part) || /^\p{Lu}[\p{Lu}.'’-]*(?: (?:AND )?\p{Lu}[\p{Lu}.'’-]*){1,6}$/u.test(part)) && !isJob(part);
  const count = parts.findIndex((part) => !isName(part));
  return count <= 0 ? names : parts.slice(0, count).join(', ');
}

/** The labelled values of a stretch of lines, the first of each label. */
export function labelsIn(source: string, lines: readonly PrintedLine[], label: RegExp): Labelled[] {
  const labels = new Map<string, Labelled>();
  for (let at = 0; at < lines.length; ) {
    const said = labelledAt(source, lines, at, label);
    if (said && !labels.has(said.label)) labels.set(said.label, said);
    at = said?.to ?? at + 1;
  }
  return [...labels.values()];
}

/** The text between two places of the source. */
export function bodyBetween(source: string, from: number, to: number): Body {
  return shiftDraft({ body: bodyOfPlain(source.slice(from, to)), statements: [], warnings: [] }, from).body;
}
