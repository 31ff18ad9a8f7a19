import type { CanonicalBuilder } from '../article/canonical';
import type { Paragraph } from '../article/schema';
import { beginsSentence, endsSentence, groupLines, isFull, type Line, lengthOf, longestOf } from './lines';

/**
 * Finds the paragraphs of plain text. A blank line always ends one; whether a single line end does, or was only made to
 * wrap a paragraph, is told by the lines themselves: a line was wrapped where the next word would not have fitted.
 */

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

const BULLET = /^[-*•‣◦▪●·–—]\s+\S/;
/** In running text a wrapped line may begin with one of these. */
const DASH = /^[–—]/;
const NUMBER = /^\(?(\d{1,3})[.)]\s+\S/;
const WIDE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/** The paragraphs of `text` from `from` on, in order. Headings and titles are not told apart here. */
export function layOut(text: string, from = 0): Block[] {
  const groups = groupLines(text, from);
  const wrapping = findWrapping(text, groups);
  return groups.flatMap((lines) => splitGroup(text, lines, wrapping));
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

/** What the lines of the whole text that another follows tell of the way it was wrapped. */
interface Wrapping {
  /** Nearly their greatest length. */
  width: number;
  /** Most of them stop within a sentence: they were wrapped, and are no paragraphs. */
  withinSentences: boolean;
  /** They stop within a sentence only where the next word did not fit. */
  exact: boolean;
}

function findWrapping(text: string, groups: readonly Line[][]): Wrapping {
  const lengths: number[] = [];
  let within = 0;
  let early = 0;
  for (const lines of groups) {
    const longest = longestOf(lines);
    if (lines.length < 2 || longest > LONGEST_WRAPPED) continue;
    for (const [index, line] of lines.slice(0, -1).entries()) {
      lengths.push(lengthOf(line));
      if (endsSentence(text, line)) continue;
      within += 1;
      if (!isFull(text, line, lines[index + 1], longest, 1)) early += 1;
    }
  }
  lengths.sort((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
  return { width, withinSentences: within * 2 > lengths.length, exact: early * 20 <= within };
}

/** Lines that a mail or a forum quotes. */
const QUOTED = /^(?:> ?){1,10}/;

/** Quoted lines are quotations, without their marks; a mark alone parts them as a blank line does. */
function splitGroup(text: string, lines: Line[], wrapping: Wrapping): Block[] {
  const isQuoted = (line: Line) => text.charAt(line.start) === '>' && lengthOf(line) <= LONGEST_WRAPPED;
  if (!lines.some(isQuoted)) return splitLines(text, lines, wrapping);
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const from = at;
    const first = lines[from];
    const quoted = first !== undefined && isQuoted(first);
    const part: Line[] = [];
    for (let line = lines[at]; line && isQuoted(line) === quoted; line = lines[++at]) {
      const mark = quoted ? (QUOTED.exec(text.slice(line.start, line.start + 30))?.[0].length ?? 0) : 0;
      const start = Math.min(line.start + mark, line.end);
      if (start === line.end) {
        at += 1;
        break;
      }
      part.push({ ...line, start });
    }
    const found = part.length > 0 ? splitLines(text, part, wrapping) : [];
    blocks.push(...found.map((block): Block => (quoted ? { ...block, kind: 'quote' } : block)));
  }
  return blocks;
}

function splitLines(text: string, lines: Line[], wrapping: Wrapping): Block[] {
  const parts = listItems(text, lines) ?? [{ kind: 'body' as const, lines }];
  return parts.flatMap(({ kind, lines }) =>
    kind === 'body' ? splitProse(text, lines, wrapping) : [{ kind, lines, join: ' ' }],
  );
}

function splitProse(text: string, lines: Line[], wrapping: Wrapping): Block[] {
  if (lines.length === 1) return [body(lines)];
  const longest = longestOf(lines);
  const indented = splitAtIndents(lines, longest);
  if (indented) return indented.flatMap((part) => splitProse(text, part, wrapping));
  const width = lines.length > 3 ? longest : Math.max(longest, wrapping.width);
  if (longest > LONGEST_WRAPPED || areParagraphs(text, lines, width, wrapping))
    return lines.map((line) => body([line]));

  if (isTable(text, lines)) return [{ kind: 'body', lines, join: '\n' }];
  if (isWrapped(text, lines, width)) {
    const exact = wrapping.exact && lines.length > 3;
    return splitAtShortLines(
      text,
      lines,
      width,
      exact ? { share: 1, anywhere: true } : { share: 0.7, anywhere: false },
    );
  }
  const lengths = lines.map(lengthOf).sort((a, b) => a - b);
  if ((lengths[lengths.length >> 1] ?? 0) < SHORTEST_PROSE) return [{ kind: 'body', lines, join: '\n' }];
  // Wrapped paragraphs among lines that are none, or paragraphs of one line each.
  if (wrapping.withinSentences) return splitAtShortLines(text, lines, width, { share: 0.8, anywhere: true });
  return lines.map((line) => body([line]));
}

function body(lines: Line[]): Block {
  return { kind: 'body', lines, join: ' ' };
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
  return line.indent > previous.indent || !endsSentence(text, previous) || !beginsSentence(text, line);
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
  return heads.map((head, index) => {
    const previous = lines[index - 1];
    if (previous && DASH.test(head) && !endsSentence(text, previous)) return false;
    return BULLET.test(head) || (numbered && (ascending[index] ?? false));
  });
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

/** Nine lines in ten end with a sentence, as paragraphs do and wrapped lines do one time in ten. */
function areParagraphs(text: string, lines: readonly Line[], width: number, wrapping: Wrapping): boolean {
  if (lines.filter((line) => endsSentence(text, line)).length * 10 < lines.length * 9) return false;
  // In a wrapped text two or three lines may do so by chance, when they are as long as the others.
  return !(wrapping.withinSentences && lines.every((line, index) => isFull(text, line, lines[index + 1], width, 0.8)));
}

/** True when most lines have a wide gap between their words: columns. */
function isTable(text: string, lines: readonly Line[]): boolean {
  const gaps = lines.filter((line) => /\S(?: {4}|\t)/.test(text.slice(line.start, line.end)));
  return gaps.length * 2 > lines.length;
}

/**
 * True when three lines in four end where the next word would not have fitted, or nearly. Lines that end a sentence tell
 * little: they may end a paragraph.
 */
function isWrapped(text: string, lines: readonly Line[], width: number): boolean {
  const isTelling = (line: Line, index: number) => index < lines.length - 1 && !endsSentence(text, line);
  const telling = lines.filter(isTelling).length;
  const full = lines.filter(
    (line, index) => isTelling(line, index) && isFull(text, line, lines[index + 1], width, 0.8),
  ).length;
  if (full * 4 < telling * 3) return false;
  if (width >= SHORTEST_PROSE) return true;
  // Verse: short lines, each beginning with a capital.
  const capitals = lines.filter((line) => /^["“‘']?[\p{Lu}\d]/u.test(text.slice(line.start, line.start + 2))).length;
  if (capitals * 5 >= lines.length * 4) return false;
  const [first] = lines;
  const columns = first && WIDE.test(text.charAt(first.start)) ? 2 * width : width;
  return columns >= NARROWEST_WRAPPED || (lines.length >= 5 && full * 10 >= telling * 9);
}

/**
 * A wrapped line that ends before the margin ends its paragraph. In exactly wrapped text, any room for the next word
 * tells; in ragged text only much room after the end of a sentence does.
 * @param rule how much of the width a line fills unless it ends a paragraph, and whether it can end one anywhere or only
 *   after a sentence
 */
function splitAtShortLines(
  text: string,
  lines: readonly Line[],
  width: number,
  rule: { share: number; anywhere: boolean },
): Block[] {
  const parts: Line[][] = [];
  let part: Line[] = [];
  lines.forEach((line, index) => {
    part.push(line);
    const next = lines[index + 1];
    const isEarly = !isFull(text, line, next, width, rule.share) && (rule.anywhere || endsSentence(text, line));
    if (next && isEarly && beginsSentence(text, next)) {
      parts.push(part);
      part = [];
    }
  });
  parts.push(part);
  return parts.map(body);
}

/** Chinese and Japanese lines join without a space. */
function isWide(text: string, before: Line, after: Line): boolean {
  return WIDE.test(text.charAt(before.end - 1)) && WIDE.test(text.charAt(after.start));
}
