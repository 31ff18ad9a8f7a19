import type { CanonicalBuilder } from '../article/canonical';
import type { Paragraph } from '../article/schema';
import { UnreadableFileError } from '../errors';

/**
 * Finds the paragraphs of plain text. A blank line always ends one; whether a single line end does, or was only made to
 * wrap a paragraph, is told by the lines themselves: a line was wrapped where the next word would not have fitted.
 */

/** A line without the white space around it: `[start, end)` of the text. */
export interface Line {
  start: number;
  end: number;
  /** Columns before it, four for a tab. */
  indent: number;
}

export interface Block {
  kind: Paragraph['kind'];
  lines: Line[];
  /** What its line ends mean: only wrapping, or lines of their own within a paragraph (verse, an address). */
  join: ' ' | '\n';
}

/** A line this long was not wrapped: it is a paragraph. */
const LONGEST_WRAPPED = 160;
/** Narrower columns are rare: lines shorter than this are verse, a list, an address. */
const NARROWEST_WRAPPED = 40;
const SHORTEST_PROSE = 60;

/** What has more lines than this in 32 MB is no article, and its lines would not fit into a function's memory. */
const MOST_LINES = 1_000_000;

const LINE_END = /\r\n|[\n\v\f\r\x85\u2028\u2029]/g;
const BULLET = /^(?:[-*•‣◦▪●·]|[–—](?=\s))\s+\S/;
const NUMBER = /^\(?(\d{1,3})[.)]\s+\S/;
/** "* * *", "-----", "####": a line that only separates. */
const SEPARATOR = /^(?:[-=_*~#+•·–—](?:[ \t]?[-=_*~#+•·–—]){2,200})$/;
const ENDS_SENTENCE = /[.!?…。！？:][”"’'»)\]]*$/;
const WIDE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/** The paragraphs of `text` from `from` on, in order. Headings and titles are not told apart here. */
export function layOut(text: string, from = 0): Block[] {
  const groups = groupLines(text, from);
  const width = commonWidth(groups);
  return groups.flatMap((lines) => splitGroup(text, lines, width));
}

/**
 * Writes blocks to a canonical text, whose input is the text that they were found in.
 * @param take writes a line; the builder's own `take` unless the lines hold something to leave out
 */
export function writeBlocks(
  text: string,
  blocks: readonly Block[],
  builder: CanonicalBuilder,
  take: (start: number, end: number) => void = (start, end) => builder.take(start, end),
): void {
  for (const { kind, lines, join } of blocks) {
    builder.open(kind);
    lines.forEach((line, index) => {
      const before = lines[index - 1];
      if (before) builder.put(join === ' ' && isWide(text, before, line) ? '' : join);
      take(line.start, line.end);
    });
  }
}

/**
 * Runs of lines without a blank line or a separator between them.
 * @throws UnreadableFileError `too-many-lines`
 */
function groupLines(text: string, from: number): Line[][] {
  const groups: Line[][] = [];
  let group: Line[] = [];
  let count = 0;
  const endGroup = () => {
    if (group.length > 0) groups.push(group);
    group = [];
  };
  for (let start = from; start <= text.length; ) {
    LINE_END.lastIndex = start;
    const lineEnd = LINE_END.exec(text);
    const stop = lineEnd ? lineEnd.index : text.length;
    const line = trimLine(text, start, stop);
    if (!line || isSeparator(text, line)) endGroup();
    else group.push(line);
    count += 1;
    if (count > MOST_LINES) throw tooManyLines();
    if (!lineEnd) break;
    start = stop + lineEnd[0].length;
  }
  endGroup();
  return groups;
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

/** The width that the text was wrapped to, as far as its lines show: nearly the longest line that another follows. */
function commonWidth(groups: readonly Line[][]): number {
  const lengths = groups
    .flatMap((lines) => lines.slice(0, -1).map(lengthOf))
    .filter((length) => length <= LONGEST_WRAPPED)
    .sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length * 0.9)] ?? 0;
}

function splitGroup(text: string, lines: Line[], commonWidth: number): Block[] {
  const items = listItems(text, lines);
  if (items)
    return items.flatMap(({ kind, lines }) =>
      kind === 'body' ? splitProse(text, lines, commonWidth) : [asBlock(kind, lines)],
    );
  return splitProse(text, lines, commonWidth);
}

function splitProse(text: string, lines: Line[], commonWidth: number): Block[] {
  if (lines.length === 1) return [asBlock('body', lines)];
  const longest = lines.reduce((most, line) => Math.max(most, lengthOf(line)), 0);
  const indented = splitAtIndents(lines, longest);
  if (indented) return indented.flatMap((part) => splitProse(text, part, commonWidth));
  if (longest > LONGEST_WRAPPED || endSentences(text, lines)) return lines.map((line) => asBlock('body', [line]));

  if (isTable(text, lines)) return [{ kind: 'body', lines, join: '\n' }];
  const width = lines.length > 3 ? longest : Math.max(longest, commonWidth);
  if (isWrapped(text, lines, width)) return splitAtShortLines(text, lines, width);
  const lengths = lines.map(lengthOf).sort((a, b) => a - b);
  if ((lengths[lengths.length >> 1] ?? 0) >= SHORTEST_PROSE) return lines.map((line) => asBlock('body', [line]));
  return [{ kind: 'body', lines, join: '\n' }];
}

function asBlock(kind: Paragraph['kind'], lines: Line[]): Block {
  return { kind, lines, join: ' ' };
}

function lengthOf(line: Line): number {
  return line.indent + line.end - line.start;
}

/** "-", "•" or ascending numbers at the beginning of lines; a line that was wrapped continues the item before. */
function listItems(text: string, lines: Line[]): { kind: Paragraph['kind']; lines: Line[] }[] | undefined {
  const isItem = markers(text, lines);
  const count = isItem.filter(Boolean).length;
  const [first, second] = lines;
  if (count === 0 || !first) return undefined;
  if (count === 1 && !(isItem[0] && (!second || second.indent > first.indent))) return undefined;
  const parts: { kind: Paragraph['kind']; lines: Line[] }[] = [];
  lines.forEach((line, index) => {
    const part = parts.at(-1);
    const previous = lines[index - 1];
    if (isItem[index]) parts.push({ kind: 'list-item', lines: [line] });
    else if (part && previous && (part.kind === 'body' || continues(text, previous, line))) part.lines.push(line);
    else parts.push({ kind: 'body', lines: [line] });
  });
  return parts;
}

function continues(text: string, previous: Line, line: Line): boolean {
  if (lengthOf(line) > LONGEST_WRAPPED) return false;
  return line.indent > previous.indent || !endSentences(text, [previous]) || !beginsSentence(text, line);
}

function markers(text: string, lines: readonly Line[]): boolean[] {
  const heads = lines.map((line) => text.slice(line.start, Math.min(line.end, line.start + 12)));
  const numbers = heads.map((head) => Number(NUMBER.exec(head)?.[1] ?? Number.NaN));
  const first = numbers.find((number) => !Number.isNaN(number));
  let next = first;
  const ascending = numbers.map((number) => {
    if (number !== next) return false;
    next = number + 1;
    return true;
  });
  const numbered = ascending.filter(Boolean).length > 1;
  return heads.map((head, index) => BULLET.test(head) || (numbered && (ascending[index] ?? false)));
}

/** Paragraphs that are told only by the indentation of their first lines, as in wire copy. */
function splitAtIndents(lines: Line[], longest: number): Line[][] | undefined {
  if (longest < SHORTEST_PROSE || lines.length < 3) return undefined;
  const base = lines.reduce((least, line) => Math.min(least, line.indent), Number.POSITIVE_INFINITY);
  const starts = (line: Line) => line.indent >= base + 2 && line.indent <= base + 12;
  const count = lines.slice(1).filter(starts).length;
  if (count === 0 || count * 2 > lines.length) return undefined;
  const parts: Line[][] = [];
  for (const line of lines) {
    const part = parts.at(-1);
    // Without its indentation a first line tells nothing more, and does not split again.
    if (!part || starts(line)) parts.push([{ ...line, indent: base }]);
    else part.push(line);
  }
  return parts;
}

/** Nine lines in ten end with a sentence: then each is a paragraph; wrapped lines do so once in ten. */
function endSentences(text: string, lines: readonly Line[]): boolean {
  const ending = lines.filter((line) => ENDS_SENTENCE.test(text.slice(Math.max(line.start, line.end - 6), line.end)));
  return ending.length * 10 >= lines.length * 9;
}

/** True when most lines have a wide gap between their words: columns. */
function isTable(text: string, lines: readonly Line[]): boolean {
  const gaps = lines.filter((line) => /\S(?: {4}|\t)/.test(text.slice(line.start, line.end)));
  return gaps.length * 2 > lines.length;
}

/** True when three lines in four end where the next word would not have fitted, or nearly. */
function isWrapped(text: string, lines: readonly Line[], width: number): boolean {
  const inner = lines.slice(0, -1);
  const full = inner.filter((line, index) => isFull(text, line, lines[index + 1], width, 0.8)).length;
  if (full * 4 < inner.length * 3) return false;
  if (width >= SHORTEST_PROSE) return true;
  // Verse: short lines, each beginning with a capital.
  const capitals = lines.filter((line) => /^["“‘']?[\p{Lu}\d]/u.test(text.slice(line.start, line.start + 2))).length;
  if (capitals * 5 >= lines.length * 4) return false;
  const [first] = lines;
  const columns = first && WIDE.test(text.charAt(first.start)) ? 2 * width : width;
  return columns >= NARROWEST_WRAPPED || (lines.length >= 5 && full * 10 >= inner.length * 9);
}

function isFull(text: string, line: Line, next: Line | undefined, width: number, share: number): boolean {
  if (!next) return true;
  const word = /^\S{1,40}/.exec(text.slice(next.start, next.start + 40))?.[0] ?? '';
  return lengthOf(line) + 1 + word.length > width * share;
}

/** A wrapped line that ends a sentence far from the margin ends its paragraph too. */
function splitAtShortLines(text: string, lines: readonly Line[], width: number): Block[] {
  const parts: Line[][] = [];
  let part: Line[] = [];
  lines.forEach((line, index) => {
    part.push(line);
    const next = lines[index + 1];
    if (next && !isFull(text, line, next, width, 0.7) && endSentences(text, [line]) && beginsSentence(text, next)) {
      parts.push(part);
      part = [];
    }
  });
  parts.push(part);
  return parts.map((found) => asBlock('body', found));
}

function beginsSentence(text: string, line: Line): boolean {
  return /^["“‘'«([]?[\p{Lu}\p{Lo}\d]/u.test(text.slice(line.start, line.start + 3));
}

/** Chinese and Japanese lines join without a space. */
function isWide(text: string, before: Line, after: Line): boolean {
  return WIDE.test(text.charAt(before.end - 1)) && WIDE.test(text.charAt(after.start));
}
