import { UnreadableFileError } from '../errors';

/** A line without the white space around it: `[start, end)` of the text. */
export interface Line {
  start: number;
  end: number;
  /** Columns before it, four for a tab. */
  indent: number;
}

/** What has more lines than this in 32 MB is no article, and its lines would not fit into a function's memory. */
const MOST_LINES = 1_000_000;

const LINE_END = /\r\n|[\n\v\f\r\x85\u2028\u2029]/g;

/** "* * *", "-----", "####": a line that only separates. */
const SEPARATOR = /^(?:[-=_*~#+•·–—](?:[ \t]?[-=_*~#+•·–—]){2,200})$/;

const ENDS_SENTENCE = /[.!?…。！？:][”"’'»)\]]*$/;

/**
 * Runs of lines without a blank line or a separator between them.
 * @throws UnreadableFileError `too-many-lines`
 */
export function groupLines(text: string, from: number): Line[][] {
  const groups: Line[][] = [];
  let group: Line[] = [];
  let count = 0;
  const endGroup = () => {
    if (group.length > 0) groups.push(group);
    group = [];
  };
  for (let start = from; start <= text.length; ) {
    const { stop, next } = lineAt(text, start);
    const line = trimLine(text, start, stop);
    if (!line || isSeparator(text, line)) endGroup();
    else group.push(line);
    count += 1;
    if (count > MOST_LINES) throw tooManyLines();
    if (stop === text.length) break;
    start = next;
  }
  endGroup();
  return groups;
}

/** Where the line that begins at `start` stops, and where the next one begins: at the text's end when there is none. */
export function lineAt(text: string, start: number): { stop: number; next: number } {
  LINE_END.lastIndex = start;
  const end = LINE_END.exec(text);
  return end ? { stop: end.index, next: end.index + end[0].length } : { stop: text.length, next: text.length };
}

function tooManyLines(): UnreadableFileError {
  const message = `The file has more than ${MOST_LINES} lines`;
  return new UnreadableFileError('too-large', 'too-many-lines', message, 'Split it into files of one article each.');
}

function trimLine(text: string, start: number, stop: number): Line | undefined {
  const raw = text.slice(start, stop);
  const first = start + raw.length - raw.trimStart().length;
  const end = start + raw.trimEnd().length;
  const tabs = raw.startsWith('\t') ? raw.slice(0, first - start).split('\t').length - 1 : 0;
  return first < end ? { start: first, end, indent: first - start + 3 * tabs } : undefined;
}

function isSeparator(text: string, { start, end }: Line): boolean {
  return end - start <= 400 && SEPARATOR.test(text.slice(start, end));
}

/** Columns of the longest line. */
export function longestOf(lines: readonly Line[]): number {
  return lines.reduce((most, line) => Math.max(most, lengthOf(line)), 0);
}

/** Columns of a line with its indentation. */
export function lengthOf(line: Line): number {
  return line.indent + line.end - line.start;
}

/** True for a full stop, a question or exclamation mark, or a colon at the line's end, quotes and brackets aside. */
export function endsSentence(text: string, { start, end }: Line): boolean {
  return ENDS_SENTENCE.test(text.slice(Math.max(start, end - 6), end));
}

/**
 * True where the first word of the next line would not have fitted, or when there is none.
 * @param share of `width` that a line has to reach; less than 1 for text whose right edge is ragged
 */
export function isFull(text: string, line: Line, next: Line | undefined, width: number, share: number): boolean {
  if (!next) return true;
  const word = /^\S{1,40}/.exec(text.slice(next.start, next.start + 40))?.[0] ?? '';
  return lengthOf(line) + 1 + word.length > width * share;
}

/** True when the line begins with a capital, a digit or a letter without case. */
export function beginsSentence(text: string, line: Line): boolean {
  return /^["“‘'«([]?[\p{Lu}\p{Lo}\d]/u.test(text.slice(line.start, line.start + 3));
}
