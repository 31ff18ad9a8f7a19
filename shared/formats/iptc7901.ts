import { fullYear } from '../article/century';
import type { Statement } from '../article/metadata';
import type { Span, Warning } from '../article/schema';
import { shiftDraft } from './bodies';
import { decode } from './decode';
import type { Draft } from './draft';
import { looksLikeHeading } from './head';
import { lineAt } from './lines';
import type { Reader } from './reader';
import { readText } from './text';
import { evidence, HEADLINE_ONLY, noWords } from './wire';

/**
 * Reads messages of IPTC Recommendation 7901, the text format of agencies' wires: SOH and a header line (source and
 * number, priority, category, words), keywords, STX and the text, ETX and the time, EOT. A file may hold several.
 * After the recommendation's revision 5 as agencies use it: the first line of the text is the headline when it can be.
 * A message that an archive keeps without these characters is read by its lines.
 */

const [SOH, STX, ETX] = ['\x01', '\x02', '\x03'];
const HEADER =
  /^([a-z]{1,10})(\d{1,6})[ \t]{1,3}(\d)[ \t]{1,3}([a-z]{1,6})[ \t]{1,3}(\d{1,6})\b[ \t]*([^\r\n]{0,200})/i;
/** Day, hour and minute, month, year: "121130 may 04", "121130 GMT May 2004". */
const TIME =
  /(?:^|\s)(\d{2})(\d{2})(\d{2})[ \t]{0,3}(gmt|utc|z)?[ \t]{1,3}([a-zäéû]{3,9})\.?[ \t]{1,3}(\d{4}|\d{2})(?=\s|$)/i;
/** The same in a line of its own. */
const BARE_TIME = /\n[ \t]{0,5}\d{6}[ \t]{0,3}(?:gmt|utc|z)?[ \t]{1,3}[a-zäéû]{3,9}\.?[ \t]{1,3}(?:\d{4}|\d{2})\s*$/i;
const LONGEST_TAIL = 200;
/** Months as agencies abbreviate them in English, German, French, Spanish and Italian. */
const MONTHS = [
  ...['jan|gen|ene', 'feb|fév|fev', 'mar|mär|mrz', 'apr|avr|abr', 'may|mai|mag', 'jun|juin|giu', 'jul|juil|lug'],
  ...['aug|aoû|aou|ago', 'sep|set', 'oct|okt|ott', 'nov', 'dec|dez|déc|dic'],
].map((names) => new RegExp(`^(?:${names})`, 'i'));

export const readIptc7901File: Reader = (source) => {
  const { text, encoding, warnings } = decode(source.bytes, source.contentType, { isTransmission: true });
  return { format: 'iptc7901', encoding, warnings, drafts: readIptc7901(text) };
};

/** @throws UnreadableFileError `no-words` when no message has a text */
export function* readIptc7901(source: string): Generator<Draft> {
  if (!source.includes(SOH)) {
    const draft = readBare(source);
    if (!draft) throw noWords('IPTC 7901 file');
    yield draft;
    return;
  }
  let count = 0;
  for (let start = source.indexOf(SOH); start !== -1; ) {
    const next = source.indexOf(SOH, start + 1);
    const draft = readMessage(source, { start: start + 1, end: next === -1 ? source.length : next });
    start = next;
    if (!draft) continue;
    count += 1;
    yield draft;
  }
  if (count === 0) throw noWords('IPTC 7901 file');
}

/** Where the parts of a message are in the source. */
interface Parts {
  header: Span;
  text: Span;
  /** The time and what else follows the text. */
  end: Span;
}

function readMessage(source: string, { start, end }: Span): Draft | undefined {
  const stx = source.indexOf(STX, start);
  if (stx === -1 || stx >= end) return undefined;
  const mark = source.indexOf(ETX, stx);
  const etx = mark === -1 || mark >= end ? undefined : mark;
  const text = { start: stx + 1, end: etx ?? end };
  return readParts(
    source,
    {
      header: { start, end: stx },
      text,
      end: { start: etx === undefined ? end : etx + 1, end },
    },
    etx === undefined ? [NOT_ENDED] : [],
  );
}

/** Without control characters: a header line, keywords that end with a slash, the text, and the time in a line of its own. */
function readBare(source: string): Draft | undefined {
  let { next: start } = lineAt(source, 0);
  for (let at = start; at < source.length; ) {
    const { stop, next } = lineAt(source, at);
    const line = source.slice(at, Math.min(stop, at + 200)).trim();
    if (line !== '' && !line.endsWith('/')) break;
    if (line !== '') start = next;
    at = Math.max(next, at + 1);
  }
  const tail = Math.max(start, source.length - LONGEST_TAIL);
  const time = BARE_TIME.exec(source.slice(tail));
  const end = time ? tail + time.index : source.length;
  const parts = { header: { start: 0, end: start }, text: { start, end }, end: { start: end, end: source.length } };
  return readParts(source, parts, []);
}

function readParts(source: string, { header, text, end }: Parts, warnings: Warning[]): Draft | undefined {
  const { headline, textStart } = headlineAt(source, text.start, text.end);
  const draft = shiftDraft(readText(source.slice(textStart, text.end)), textStart);
  const statements = [
    ...(headline ? [said('title', 'headline', source, headline)] : []),
    ...draft.statements.map(withoutMark),
    ...headerSays(source, header),
    ...timeSays(source, end.start, end.end),
  ];
  if (draft.body.text !== '') return { ...draft, statements, warnings };
  if (!headline) return undefined;
  const alone = shiftDraft(readText(source.slice(headline.start, headline.end)), headline.start);
  return { body: alone.body, statements, warnings: [...warnings, HEADLINE_ONLY] };
}

/** "=" says that a byline ends there. */
function withoutMark(statement: Statement): Statement {
  const { field, value } = statement;
  return field === 'bylines' && typeof value === 'string'
    ? { ...statement, value: value.replace(/\s{0,5}=$/, '') }
    : statement;
}

/** The line that follows STX, when it can be a headline. */
function headlineAt(message: string, from: number, end: number): { headline?: Span; textStart: number } {
  const start = from + message.slice(from, end).search(/\S|$/);
  const { stop, next } = lineAt(message, start);
  const line = message.slice(start, Math.min(stop, end)).trimEnd();
  // "=" says that the keywords or the headline end here.
  const words = line.replace(/[\s=]+$/, '');
  if (!looksLikeHeading(words, 200)) return { textStart: from };
  return { headline: { start, end: start + words.length }, textStart: Math.min(next, end) };
}

function headerSays(source: string, { start, end }: Span): Statement[] {
  const header = source.slice(start, end);
  const skipped = header.length - header.trimStart().length;
  const found = HEADER.exec(header.trimStart());
  if (!found) return [];
  const [line, origin = '', number = '', priority = '', category = ''] = found;
  const at = start + skipped;
  const place = (value: string, from: number): Span => {
    const index = line.indexOf(value, from);
    return { start: at + index, end: at + index + value.length };
  };
  const afterNumber = origin.length + number.length;
  const keywords = keywordsIn(source, at + line.length, end);
  const section = place(category, line.indexOf(priority, afterNumber) + 1);
  return [
    said('identifier', 'source and number', source, { start: at, end: at + afterNumber }),
    said('urgency', 'priority', source, place(priority, afterNumber)),
    {
      field: 'subjects',
      value: [{ code: category, scheme: 'IPTC 7901 category' }],
      evidence: evidence('iptc7901', 'category', source, section),
    },
    ...(keywords ? [said('slugline', 'keywords', source, keywords)] : []),
  ];
}

/** The lines between header and text, an agency's slash at their end apart. */
function keywordsIn(source: string, from: number, to: number): Span | undefined {
  const raw = source.slice(from, to);
  const start = from + raw.search(/[^\s/]|$/);
  const end = from + raw.replace(/[\s/]+$/, '').length;
  return start < end && end - start <= 200 ? { start, end } : undefined;
}

function timeSays(source: string, from: number, to: number): Statement[] {
  const after = source.slice(from, Math.min(to, from + 1000));
  const found = TIME.exec(after);
  if (!found) return [];
  const [whole, day, hour, minute, zone, month = '', year = ''] = found;
  const number = MONTHS.findIndex((names) => names.test(month)) + 1;
  if (number === 0) return [];
  // The recommendation is of 1979: two digits are of the years around it and after.
  const full = year.length === 4 ? year : fullYear(Number(year), 70);
  const date = `${full}-${String(number).padStart(2, '0')}-${day}`;
  const value = zone ? `${date}T${hour}:${minute}Z` : date;
  const start = from + found.index + whole.length - whole.trimStart().length;
  const end = from + found.index + whole.length;
  return [{ field: 'published', value, evidence: evidence('iptc7901', 'time', source, { start, end }) }];
}

function said(field: Exclude<Statement['field'], 'subjects'>, name: string, source: string, span: Span): Statement {
  return { field, value: source.slice(span.start, span.end), evidence: evidence('iptc7901', name, source, span) };
}

const NOT_ENDED: Warning = {
  code: 'message-not-ended',
  message: 'The message has no end mark (ETX): the end of its text may be missing',
};
