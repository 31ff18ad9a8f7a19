import { readDate, readEitherDay } from '../article/dates';
import type { Statement } from '../article/metadata';
import { readPeriod } from '../article/period';
import type { Evidence } from '../article/schema';
import { looksLikeNames } from '../article/values';

/** Recognises what stands at the head of an article without a label. Each takes one line, white space around it gone. */

const LONGEST_TITLE = 150;
const LONGEST_HEADING = 100;

/** "By Jane Roe", "By Jane Roe and John Doe, Reuters". */
function isByline(line: string): boolean {
  if (line.length > 120) return false;
  const names = /^(?:by|BY|By):? (.+)$/.exec(line)?.[1];
  if (names === undefined || /[.!?]$/.test(names)) return false;
  // What follows the comma may be the outlet or the town.
  return looksLikeNames(names) || looksLikeNames(names.split(', ')[0] ?? '') || isCapitalNames(names);
}

/** "JANE ROE". */
function isCapitalNames(names: string): boolean {
  return /^\p{Lu}[\p{Lu}.'’-]*(?: (?:AND )?\p{Lu}[\p{Lu}.'’-]*){1,6}$/u.test(names);
}

/** "June 28, 2018 05:44 PM Age: 2 days", as content systems print it. */
const AGE = /\s{1,3}Age: \d{1,5} (?:hours?|hrs?|days?|weeks?|months?|mon|years?|yrs?)$/i;

/** A line that is a full date and nothing else, one that can mean one day only. */
function isDateLine(line: string): boolean {
  return line.length <= 60 && !/^\d+$/.test(line) && 'value' in readDate(line.replace(AGE, ''));
}

/**
 * A title, or a heading between paragraphs: short, no end of a sentence, no item of a list, no link or address, no
 * attribution of a quotation; with more letters than anything else.
 */
export function looksLikeHeading(line: string, longest = LONGEST_HEADING): boolean {
  if (line.length > longest || /[.;:,…。、；：]["”’')\]」』]*$/.test(line)) return false;
  if (/^(?:[-*•–—(]|https?:|www\.)|\S@\S/i.test(line)) return false;
  // "Room: 238"
  if (/^\p{Lu}[\p{L} ]{1,30}: /u.test(line) && /\d/.test(line)) return false;
  const letters = line.match(/\p{L}/gu)?.length ?? 0;
  return letters >= 3 && letters * 2 > line.length && /^["“‘'«¿¡]?[\p{Lu}\p{Lo}\d]/u.test(line);
}

/** "BAAR, SWITZERLAND": the town from which the article comes. */
const DATELINE = /^\p{Lu}[\p{Lu} .'’-]{1,30}, \p{Lu}[\p{L}.'’-]{1,20}(?: \p{Lu}[\p{L}.'’-]{1,20}){0,2}$/u;

/** A heading that can only be a title. A question may open the text; it makes the derived title all the same. */
export function looksLikeTitle(line: string): boolean {
  if (DATELINE.test(line) || /[?!]["”’')]*$/.test(line)) return false;
  return (
    looksLikeHeading(line, LONGEST_TITLE) &&
    /\s|\p{Lo}/u.test(line) &&
    !isByline(line) &&
    !isDateLine(line) &&
    !isCopyright(line) &&
    !readPeriod(line)
  );
}

/** Running text: long enough, with the end of a sentence in it. */
export function looksLikeProse(text: string): boolean {
  return text.length >= 80 && /[.!?。！？]["”’')\]]*(?:\s|$)/.test(text.slice(0, 5000));
}

/**
 * What a line at the head says that is a byline, a date or an address, or several of them ("By Jane Roe | 12 March
 * 2019"); undefined when it is anything else.
 */
export function headStatements(line: string, start: number): Statement[] | undefined {
  const whole = headStatement(line, start);
  if (whole) return [whole];
  if (line.length > LONGEST_TITLE) return undefined;
  const parts = [
    ...line.matchAll(/(?:^|[ \t]{1,10}[|•·–—-][ \t]{1,10})([^|•·]{3,80}?)(?=[ \t]{1,10}[|•·–—-][ \t]|$)/g),
  ];
  if (parts.length < 2) return undefined;
  const said = parts.map((part) =>
    headStatement(part[1] ?? '', start + part.index + part[0].length - (part[1] ?? '').length),
  );
  return said.every((statement) => statement !== undefined) ? said : undefined;
}

function headStatement(printed: string, start: number): Statement | undefined {
  const aged = AGE.exec(printed);
  const line = aged ? printed.slice(0, aged.index) : printed;
  const label = DAY_LABEL.exec(line)?.[0] ?? '';
  const value = line.slice(label.length);
  const evidence = markup(value, start + label.length, start + line.length);
  if (label === '') {
    const field = fieldOf(line);
    return field && { field, value, evidence };
  }
  if (!isDateLine(value) && !readEitherDay(value)) return undefined;
  return { field: /^(?:last|up|mod)/i.test(label) ? 'updated' : 'published', value, evidence };
}

/** "Published: 2 July 2013", "Posted on March 5, 2008", "Last updated 5 July 2013". */
const DAY_LABEL = /^(?:(?:first )?(?:published|posted)|(?:last )?(?:updated|modified))(?: on)?:? (?=\S)/i;

function fieldOf(line: string): 'bylines' | 'published' | 'publishedWithin' | 'url' | 'copyright' | undefined {
  if (isByline(line)) return 'bylines';
  if (isDateLine(line)) return 'published';
  if (isAddress(line)) return 'url';
  if (isCopyright(line)) return 'copyright';
  return readPeriod(line) ? 'publishedWithin' : undefined;
}

/** "Copyright 1997 The Mountain Tribune", "© 2001 Reuters. All rights reserved." */
const isCopyright = (line: string): boolean =>
  line.length <= 120 && /^(?:copyright|©|\(c\))[^\d]{0,20}\d{4}\b/i.test(line);

function isAddress(line: string): boolean {
  return /^https?:\/\/\S{4,}$/i.test(line);
}

/** What a writer is, below the name: "Staff Writer", "AP Sports Writer", "Special to The Gazette". */
export function isJob(line: string): boolean {
  if (line.length > 60 || /[.!?:;]$/.test(line)) return false;
  return (
    /^(?:special|exclusive) (?:to|for) /i.test(line) ||
    /^(?:\p{Lu}[\p{L}.&'’-]*,? ){0,6}(?:writer|reporter|correspondent|columnist|editor|contributor|bureau|staff|press)$/iu.test(
      line,
    )
  );
}

/** "=== Harbour closed ===", "*** Harbour closed ***": a title or heading in plain text; undefined for any other line. */
export function decorated(line: string): { text: string; at: number } | undefined {
  if (line.length > LONGEST_TITLE + 20) return undefined;
  const [, before = '', , text = ''] = /^(([=~*#+-])\2{1,9}[ \t]{0,3})(.{3,150}?)[ \t]{0,3}\2{2,10}$/.exec(line) ?? [];
  return text !== '' && looksLikeTitle(text) ? { text, at: before.length } : undefined;
}

export function markup(quote: string, start: number, end: number): Evidence {
  return { from: 'markup', quote, span: { start, end, in: 'source' } };
}
