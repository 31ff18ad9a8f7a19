import { CanonicalBuilder } from '../article/canonical';
import { fullYear } from '../article/century';
import type { Statement } from '../article/metadata';
import type { Span } from '../article/schema';
import { decode } from './decode';
import type { Draft } from './draft';
import { looksLikeProse } from './head';
import { lineAt } from './lines';
import type { Reader } from './reader';
import { evidence, HEADLINE_ONLY, noWords } from './wire';

/**
 * Reads messages of ANPA 1312, the wire format of American newspapers: a line with service and number, one with
 * priority, category, keyword, day and words, then STX and the text. Its lines that begin with "^" are tags: the keyword
 * again, the headline, notes to editors and bylines at its head, and headings further down; "<" and "=" end them. ETX
 * and the time come last. Archives often keep messages without their control characters: they are told by their lines.
 */

/** The two lines that begin a message. A keyword begins with its cycle: morning, evening, both, or the agency's own. */
const HEADER =
  /^[ \t\x04\x16]{0,10}\x01?([a-z]\d{4})\x1f?[a-z-]{0,12}[ \t]{0,3}\r?\n([a-z]) ([a-z])[\x11-\x14 ]{1,4}((?:am|pm|bc|ap)-[^\r\n]{1,120}?)[ \t]{1,20}\d{1,2}-\d{1,2}[ \t]{1,3}\d{0,5}[ \t]{0,5}(?=\r?\n)/gim;
/** "AP-WF-02-20-16 0337GMT": month, day, year, hour and minute. */
const TIME = /^[\x03\s]{0,4}([a-z]{1,4}-[a-z]{1,4}-(\d{2})-(\d{2})-(\d{2}) (\d{2})(\d{2})(?:GMT|UTC))/im;
const KEYWORD = /^(?:am|pm|bc|ap)-|,\s?\d{1,4}$/i;
const NOTE = /^(?:ap (?:photo|video|graphic)|eds?\b|editors?\b|with\b|for (?:use|release)\b|\(?eds)/i;
/** What typewriters had no signs for, and the tag's end mark. */
const TYPED = /``|''|(?<= )_(?= )|[<=]\s*$/g;
const SIGNS: Readonly<Record<string, string>> = { '``': '“', "''": '”', _: '—' };

export const readAnpaFile: Reader = (source) => {
  const { text, encoding, warnings } = decode(source.bytes, source.contentType, { isTransmission: true });
  return { format: 'anpa', encoding, warnings, drafts: readAnpa(text) };
};

/** @throws UnreadableFileError `no-words` when no message has a text */
export function* readAnpa(source: string): Generator<Draft> {
  const headers = [...source.matchAll(HEADER)];
  let count = 0;
  for (const [index, header] of headers.entries()) {
    const draft = readMessage(source, header, headers[index + 1]?.index ?? source.length);
    if (!draft) continue;
    count += 1;
    yield draft;
  }
  if (count === 0) throw noWords('ANPA 1312 file');
}

interface Parts {
  /** Tags before the text, without their marks. */
  tags: Span[];
  body: CanonicalBuilder;
}

function readMessage(source: string, header: RegExpMatchArray, end: number): Draft | undefined {
  const from = (header.index ?? 0) + header[0].length;
  const time = TIME.exec(source.slice(from, end));
  const { tags, body } = readLines(source, from, time ? from + time.index : end);
  const said = (field: 'title' | 'standfirst' | 'slugline' | 'bylines', span: Span | undefined): Statement[] =>
    span ? [{ field, value: source.slice(span.start, span.end), evidence: evidence('anpa', field, source, span) }] : [];
  const wordsOf = ({ start, end: to }: Span) => source.slice(start, to);
  const [keyword] = tags.filter((tag) => KEYWORD.test(wordsOf(tag)));
  const bylines = tags.filter((tag) => /^by /i.test(wordsOf(tag)));
  const last = bylines.at(-1);
  const affiliation = last && tags[tags.indexOf(last) + 1];
  const others = tags.filter(
    (tag) => !NOTE.test(wordsOf(tag)) && tag !== keyword && tag !== affiliation && !bylines.includes(tag),
  );
  const [headline] = others;
  const summary = others.find((tag) => tag !== headline && looksLikeProse(wordsOf(tag)));
  const statements = [
    ...said('title', headline),
    ...said('standfirst', summary),
    ...bylines.flatMap((tag) => said('bylines', tag)),
    ...said('slugline', keyword),
    ...headerSays(source, header),
    ...(time ? timeSays(source, time, from) : []),
  ];
  const found = body.finish();
  if (found.text !== '') return { body: found, statements, warnings: [] };
  if (!headline) return undefined;
  const alone = new CanonicalBuilder(source);
  alone.take(headline.start, headline.end);
  return { body: alone.finish(), statements, warnings: [HEADLINE_ONLY] };
}

/** The head's tags, and paragraphs: each begins with a tab or blanks, or follows an empty line. */
function readLines(source: string, from: number, end: number): Parts {
  const body = new CanonicalBuilder(source);
  const tags: Span[] = [];
  let isHead = true;
  let isOpen = false;
  for (let at = from; at < end; ) {
    const { stop, next } = lineAt(source, at);
    const line = source.slice(at, Math.min(stop, end));
    const words = line.replace(/^[\x02\x03\s^]+/, '');
    const start = at + line.length - words.length;
    at = Math.max(next, at + 1);
    if (words.trim() === '' || /^_{2,10}\s*[<=]?\s*$/.test(words)) {
      isOpen = false;
      continue;
    }
    const isTag = /^[\x02\s]*\^/.test(line);
    if (isTag && isHead) tags.push({ start, end: start + words.replace(/[<=\s]+$/, '').length });
    else {
      isHead = false;
      if (isTag) body.open('heading');
      else if (!isOpen || /^(?:\t| {2})/.test(line)) body.open('body');
      else body.put(' ');
      write(body, words, start);
      isOpen = !isTag;
    }
  }
  return { tags, body };
}

function write(body: CanonicalBuilder, words: string, start: number): void {
  let at = 0;
  for (const found of words.trimEnd().matchAll(TYPED)) {
    body.take(start + at, start + found.index);
    body.put(SIGNS[found[0]] ?? '');
    at = found.index + found[0].length;
  }
  body.take(start + at, start + words.trimEnd().length);
}

function headerSays(source: string, header: RegExpMatchArray): Statement[] {
  const at = header.index ?? 0;
  const [line, number = '', , category = ''] = header;
  const start = at + line.indexOf(number);
  const second = at + line.indexOf('\n') + 1;
  return [
    {
      field: 'identifier',
      value: number,
      evidence: evidence('anpa', 'number', source, { start, end: start + number.length }),
    },
    {
      field: 'subjects',
      value: [{ code: category, scheme: 'ANPA 1312 category' }],
      evidence: evidence('anpa', 'category', source, { start: second + 2, end: second + 3 }),
    },
  ];
}

function timeSays(source: string, found: RegExpExecArray, from: number): Statement[] {
  const [whole, words = '', month, day, year = '', hour, minute] = found;
  // Computers came to newsrooms around 1970.
  const value = `${fullYear(Number(year), 70)}-${month}-${day}T${hour}:${minute}Z`;
  const start = from + found.index + whole.length - words.length;
  return [
    { field: 'published', value, evidence: evidence('anpa', 'time', source, { start, end: start + words.length }) },
  ];
}
