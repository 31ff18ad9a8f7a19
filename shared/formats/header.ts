import { type FieldName, isUnderstood, type Statement } from '../article/metadata';
import { readPeriod } from '../article/period';
import { looksLikeNames } from '../article/values';
import { lineAt } from './lines';

/**
 * The header block of a text file: labelled values at its head, one a line, or a serial's on one line
 * ("Publication: Monitor Volume: 6 Issue: 238"). The labels are these and no others.
 */
const LABELS: Readonly<Record<string, FieldName>> = {
  publication: 'publication',
  source: 'publication',
  newspaper: 'publication',
  network: 'publication',
  volume: 'volume',
  issue: 'issue',
  title: 'title',
  headline: 'title',
  date: 'published',
  dateline: 'dateline',
  published: 'published',
  'publication date': 'published',
  'date published': 'published',
  'air date': 'published',
  'broadcast date': 'published',
  updated: 'updated',
  by: 'bylines',
  byline: 'bylines',
  author: 'bylines',
  authors: 'bylines',
  reporter: 'bylines',
  writer: 'bylines',
  section: 'section',
  language: 'language',
  url: 'url',
  link: 'url',
  keywords: 'keywords',
  tags: 'keywords',
  // A mail that was copied from its window or printed.
  subject: 'title',
  sent: 'published',
  from: 'bylines',
};
/** Of such a mail as well, and nothing that we keep. */
const NO_FIELD = new Set(['to', 'cc', 'bcc', 'reply-to']);

const LABEL = new RegExp(
  String.raw`^\s*(${[...Object.keys(LABELS), ...NO_FIELD].sort((a, b) => b.length - a.length).join('|')})[ \t]*:`,
  'i',
);
/** Labels that may follow another on the line of a serial. */
const INNER_LABEL = /\s(volume|issue|publication date|date|published)[ \t]*:/i;
const SERIAL_NUMBER =
  /^(?:(?:[Vv]ol|[Nn]o|[Nn]r)\.? ?)?#?(?:\d{1,5}(?:[-–/]\d{1,5}){0,2}[a-z]?|[IVXLCDM]{1,9})(?=\s|$)/;
/** No value is longer; what is, is text. */
const LONGEST: Readonly<Partial<Record<FieldName, number>>> = {
  ...{ publication: 120, title: 300, published: 60, updated: 60, bylines: 150, section: 80, language: 40 },
  ...{ url: 2000, keywords: 1000 },
};

export interface Header {
  statements: Statement[];
  /** Where the text begins. */
  bodyStart: number;
}

interface Entry {
  field: FieldName;
  label: string;
  start: number;
  end: number;
}

interface HeaderLine {
  entries: Entry[];
  /** Where text begins that is glued to the header's last value on its line. */
  gluedText?: number;
}

/**
 * Reads the header block. A line that begins with a label but whose value cannot be one ("Issue: who pays?") is text,
 * and a single labelled line that gives no title counts only when a blank line follows it and its value is understood.
 */
export function readHeader(source: string): Header {
  const none: Header = { statements: [], bodyStart: 0 };
  const entries: Entry[] = [];
  let bodyStart = 0;
  let at = skipBlank(source, 0);
  while (at < source.length) {
    const block = readBlock(source, at);
    if (block.entries.length === 0) break;
    const first = entries.length === 0;
    // Later blocks are text unless every line of theirs is labelled, with labels that were not there before.
    if (!first && (!block.closed || repeats(entries, block.entries))) break;
    if (first && !isConvincing(source, block)) return none;
    entries.push(...block.entries);
    bodyStart = block.end;
    if (!block.closed) break;
    at = skipBlank(source, block.end);
  }
  return { statements: entries.map((entry) => statementOf(source, entry)), bodyStart };
}

/** True for a line that begins with a label of a header, whether or not a value follows. */
export function beginsWithLabel(line: string): boolean {
  return LABEL.test(line);
}

/** Labelled lines that follow each other. `closed`: a blank line, or the end of the file, follows the last. */
interface HeaderBlock {
  entries: Entry[];
  end: number;
  closed: boolean;
}

function readBlock(source: string, from: number): HeaderBlock {
  const block = readLines(source, from, false);
  if (block.closed) return block;
  // With labels that we do not know between them, only a block that is nothing but labels is one.
  const whole = readLines(source, from, true);
  return whole.closed && whole.entries.length > FEWEST_AMONG_OTHERS ? whole : block;
}

/** Labels with values of any name: "SHOW: World This Evening". */
const ANY_LABEL =
  /^\s{0,20}\p{Lu}[\p{L}-]{1,20}(?: [\p{L}-]{1,20}){0,2}[ \t]{0,3}:[ \t]{1,10}(?=\S)[^\n]{0,80}[^.!?\s]\s{0,20}$/u;
/** So many labels of ours, and one more, tell that the others are labels as well. */
const FEWEST_AMONG_OTHERS = 2;

function readLines(source: string, from: number, mayOthers: boolean): HeaderBlock {
  const block: HeaderBlock = { entries: [], end: from, closed: false };
  for (let at = from; at < source.length; ) {
    const { stop, next } = lineAt(source, at);
    if (source.slice(at, stop).trim() === '') return { ...block, closed: true };
    const isOther = mayOthers && stop - at <= 150 && ANY_LABEL.test(source.slice(at, stop));
    const line = readLine(source, at, stop) ?? (isOther ? { entries: [] } : undefined);
    if (!line) return block;
    block.entries.push(...line.entries);
    block.end = line.gluedText ?? next;
    if (line.gluedText !== undefined) return block;
    at = next;
  }
  return { ...block, closed: true };
}

function isConvincing(source: string, block: HeaderBlock): boolean {
  const understood = block.entries.filter((entry) => {
    const { field, value } = statementOf(source, entry);
    return isUnderstood(field, value);
  });
  const isTitle = block.entries[0]?.field === 'title';
  return understood.length > 0 && (block.entries.length > 1 || block.closed || isTitle);
}

function repeats(before: readonly Entry[], entries: readonly Entry[]): boolean {
  return entries.some(({ field }) => before.some((entry) => entry.field === field));
}

function readLine(source: string, from: number, stop: number): HeaderLine | undefined {
  const found = LABEL.exec(source.slice(from, Math.min(stop, from + 60)));
  const label = found?.[1];
  if (label !== undefined && NO_FIELD.has(label.toLowerCase())) return { entries: [] };
  const field = label && LABELS[label.toLowerCase()];
  if (!found || !field) return undefined;
  const start = from + found[0].length;
  return isSerial(field) && !/^source$/i.test(label)
    ? readSerialLine(source, { field, label }, start, stop)
    : oneEntry(source, { field, label, start, end: stop });
}

function oneEntry(source: string, raw: Entry): HeaderLine | undefined {
  const entry = trim(source, raw);
  // "Source: Radio Hargeysa, in Somali, 1500 gmt" cites.
  if (/^source$/i.test(raw.label) && /[,;\d]/.test(source.slice(entry.start, entry.end))) return { entries: [] };
  // An empty value is no statement, but the line belongs to the header.
  if (entry.start === entry.end) return { entries: [] };
  return fits(source, entry) ? { entries: [entry] } : undefined;
}

function isSerial(field: FieldName): boolean {
  return field === 'publication' || field === 'volume' || field === 'issue';
}

/** "Publication: Fortnight in Review Volume: 6 Issue: 3", also where the text follows on the same line. */
function readSerialLine(
  source: string,
  head: Pick<Entry, 'field' | 'label'>,
  from: number,
  stop: number,
): HeaderLine | undefined {
  const entries: Entry[] = [];
  let { field, label } = head;
  let start = from;
  for (;;) {
    const rest = source.slice(start, Math.min(stop, start + 400));
    const inner = INNER_LABEL.exec(rest);
    const end = inner ? start + inner.index : stop;
    const entry = trim(source, { field, label, start, end });
    const number =
      field === 'publication'
        ? undefined
        : SERIAL_NUMBER.exec(source.slice(entry.start, Math.min(entry.end, entry.start + 40)));
    if (number && entry.start + number[0].length < entry.end) {
      // Words after the number: text that lost its line end, if this is surely a header.
      if (inner || !entries.some((before) => before.field === 'publication')) return undefined;
      const valueEnd = entry.start + number[0].length;
      return { entries: [...entries, { ...entry, end: valueEnd }], gluedText: valueEnd };
    }
    if (entry.start < entry.end) {
      if (!fits(source, entry)) return undefined;
      entries.push(entry);
    }
    if (!inner) return { entries };
    label = inner[1] ?? '';
    field = LABELS[label.toLowerCase()] ?? field;
    start = start + inner.index + inner[0].length;
  }
}

function fits(source: string, { field, label, start, end }: Entry): boolean {
  const length = end - start;
  if (length <= 0 || length > (LONGEST[field] ?? 40)) return false;
  const value = source.slice(start, end);
  switch (field) {
    case 'volume':
    case 'issue':
      return SERIAL_NUMBER.exec(value)?.[0] === value;
    case 'published':
    case 'updated':
      return /\d/.test(value);
    case 'url':
      return isUnderstood(field, value);
    case 'bylines':
      return label.toLowerCase() !== 'from' || looksLikeNames(withoutAddress(value));
    case 'publication':
    case 'section':
    case 'language':
      return !/[.!?][”"’']?$/.test(value);
    default:
      return true;
  }
}

function trim(source: string, entry: Entry): Entry {
  const raw = source.slice(entry.start, entry.end);
  const start = entry.start + raw.length - raw.trimStart().length;
  return { ...entry, start, end: Math.max(start, entry.start + raw.trimEnd().length) };
}

function statementOf(source: string, { field: named, label, start, end }: Entry): Statement {
  const quote = source.slice(start, end);
  const value = named === 'bylines' ? withoutAddress(quote) : quote;
  // "Date: June 2000" is of no one day.
  const field = named === 'published' && readPeriod(quote) ? 'publishedWithin' : named;
  return { field, value, evidence: { from: 'header', name: label, quote, span: { start, end, in: 'source' } } };
}

/** Whom a mail is from has an address behind the name. */
function withoutAddress(names: string): string {
  return names.replace(/\s{0,5}[<[][^<>[\]\s]{1,200}@[^<>[\]\s]{1,200}[>\]]$/, '');
}

function skipBlank(source: string, from: number): number {
  let at = from;
  while (at < source.length) {
    const { stop, next } = lineAt(source, at);
    if (source.slice(at, stop).trim() !== '') return at;
    at = next;
  }
  return at;
}
