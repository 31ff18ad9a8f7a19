import { looksLikeHeading } from '../head';
import type { Block } from './blocks';
import type { Line, Page } from './pdf-page';

/** A line this much larger than the text is a heading; this much, the title. */
const HEADING_SIZE = 1.12;
const TITLE_SIZE = 1.25;
const LONGEST_HEADING = 250;
const MOST_HEADING_LINES = 5;
/** In sizes of the font: the least indentation of a first line, and the most. */
const INDENT = 0.8;
const DEEPEST_INDENT = 6;
/** A distance of lines this much greater than the usual one ends a paragraph. */
const LEADING = 1.35;
const BULLET = /^(?:[•‣◦▪●·–—*-]|\(?\d{1,3}[.)])\s+\S/;
const SENTENCE_END = /[.!?:…。！？]["”’')\]]*$/;

/** What is usual in a column. */
interface Measure {
  left: number;
  right: number;
  leading: number;
}

interface Draft {
  lines: Line[];
  size: number;
  font: string;
}

/** The paragraphs of a document's pages; words that were hyphenated at the end of a line are joined. */
export function paragraphsOf(pages: readonly Page[]): Block[] {
  const lines = pages.flatMap((page) => page.lines);
  const measures = measuresOf(lines);
  const drafts: Draft[] = [];
  for (const [index, line] of lines.entries()) {
    const draft = drafts.at(-1);
    const before = lines[index - 1];
    if (draft && before && continues(draft, before, line, measures)) draft.lines.push(line);
    else drafts.push({ lines: [line], size: line.size, font: line.font });
  }
  const usual = usualOf(lines);
  const hyphens = new Hyphens(lines);
  const blocks = drafts.map((draft) => blockOf(draft, hyphens));
  markHeadings(blocks, drafts, usual, pages[0]);
  return blocks;
}

function measuresOf(lines: readonly Line[]): Map<number, Measure> {
  const byColumn = new Map<number, Line[]>();
  for (const line of lines) {
    const column = byColumn.get(line.column);
    if (column) column.push(line);
    else byColumn.set(line.column, [line]);
  }
  const measures = new Map<number, Measure>();
  for (const [column, own] of byColumn) {
    const gaps = own.slice(1).map((line, index) => line.y - (own[index]?.y ?? 0));
    const usual = gaps.filter((gap, index) => gap > 0 && gap < 2.5 * (own[index]?.size ?? 0));
    measures.set(column, {
      left: median(own.map(({ x }) => x)),
      right: quantile(
        own.map(({ right }) => right),
        0.9,
      ),
      leading: quantile(usual, 0.4) || 1.2 * (own[0]?.size ?? 0),
    });
  }
  return measures;
}

function continues(draft: Draft, before: Line, line: Line, measures: ReadonlyMap<number, Measure>): boolean {
  const measure = measures.get(line.column);
  if (!measure || Math.abs(line.size - before.size) > 0.08 * before.size || BULLET.test(line.text)) return false;
  const isFirst = draft.lines.length === 1;
  const startsIndented =
    line.x - measure.left > INDENT * line.size && line.x - measure.left < DEEPEST_INDENT * line.size;
  if (line.column !== before.column) {
    const was = measures.get(before.column);
    const isFull = was && before.right > was.right - 0.15 * (was.right - was.left);
    const ended = SENTENCE_END.test(before.text);
    return (
      !startsIndented && (/[-\u00ad]$/.test(before.text) || /^\p{Ll}/u.test(line.text) || (isFull === true && !ended))
    );
  }
  const distance = line.y - before.y;
  if (distance > LEADING * measure.leading || distance <= 0) return false;
  if (line.font !== before.font && draft.font !== line.font && SENTENCE_END.test(before.text)) return false;
  const hangs = BULLET.test(draft.lines[0]?.text ?? '');
  if (startsIndented && !hangs && before.x - measure.left <= INDENT * line.size) return false;
  if (startsIndented && !hangs && isFirst && before.x > line.x + INDENT * line.size) return false;
  const isShort = before.right < measure.right - 0.2 * (measure.right - measure.left);
  return !(isShort && SENTENCE_END.test(before.text));
}

function blockOf({ lines }: Draft, hyphens: Hyphens): Block {
  let text = '';
  const pages: { at: number; page: number }[] = [];
  for (const [index, line] of lines.entries()) {
    const own = line.text.replace(/\s+/g, ' ').trim();
    const before = lines[index - 1];
    if (before) text = hyphens.join(text, own);
    const start = before ? text.length - own.length : 0;
    if (!before) text = own;
    if (!before || before.page !== line.page) pages.push({ at: start, page: line.page });
  }
  return { kind: BULLET.test(text) && !/^[–—]/.test(text) ? 'list-item' : 'body', text, pages };
}

function markHeadings(blocks: Block[], drafts: readonly Draft[], usual: Usual, firstPage: Page | undefined): void {
  let title: { block: Block; size: number } | undefined;
  for (const [index, block] of blocks.entries()) {
    const draft = drafts[index];
    if (!draft || block.text.length > LONGEST_HEADING || draft.lines.length > MOST_HEADING_LINES) continue;
    if ((block.text.match(/\p{L}/gu)?.length ?? 0) < 2) continue;
    const larger = draft.size / usual.size;
    const next = blocks[index + 1];
    const other = draft.font !== usual.font && larger > 0.95 && draft.lines.length === 1;
    if (larger >= HEADING_SIZE) block.kind = 'heading';
    else if (other && next && next.text.length > 80 && looksLikeHeading(block.text)) block.kind = 'heading';
    const line = draft.lines[0];
    const isAbove = line !== undefined && line.page === firstPage?.number && line.y < 0.7 * firstPage.height;
    if (isAbove && larger >= TITLE_SIZE && (!title || draft.size > title.size * 1.02))
      title = { block, size: draft.size };
  }
  if (title) title.block.kind = 'title';
}

interface Usual {
  size: number;
  font: string;
}

/** Size and font of most of the text. */
function usualOf(lines: readonly Line[]): Usual {
  return {
    size: Number(most(lines.map(({ size, text }) => [size.toFixed(1), text.length]))) || 1,
    font: most(lines.map(({ font, text }) => [font, text.length])),
  };
}

function most(counted: readonly (readonly [string, number])[]): string {
  const counts = new Map<string, number>();
  for (const [key, count] of counted) counts.set(key, (counts.get(key) ?? 0) + count);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/**
 * Joins what was hyphenated at the end of a line. A hyphen stays when the document writes the word with it elsewhere
 * and not without, or when what follows does not go on in lower case.
 */
class Hyphens {
  private readonly words = new Set<string>();

  constructor(lines: readonly Line[]) {
    for (const { text } of lines) {
      for (const [word] of text.matchAll(/[\p{L}\p{M}]{1,60}(?:-[\p{L}\p{M}]{1,60}){0,3}(?=[^\p{L}\p{M}-])/gu)) {
        this.words.add(word.toLowerCase());
      }
    }
  }

  join(before: string, after: string): string {
    if (before.endsWith('\u00ad')) return before.slice(0, -1) + after;
    const first = /(?:^|[^\p{L}\p{M}-])([\p{L}\p{M}-]{1,60})[-\u2010]$/u.exec(before.slice(-80))?.[1];
    const second = /^[\p{L}\p{M}]{1,60}/u.exec(after)?.[0];
    if (first === undefined || second === undefined || !/^\p{Ll}/u.test(second)) {
      // "1999-" and the like, or a dash.
      return /\S[-\u2010]$/.test(before) && /\p{L}[-\u2010]$/u.test(before) ? before + after : `${before} ${after}`;
    }
    const plain = `${first}${second}`.toLowerCase();
    const hyphenated = `${first}-${second}`.toLowerCase();
    const keeps = this.words.has(hyphenated) && !this.words.has(plain);
    return keeps ? before + after : before.slice(0, -1) + after;
  }
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
