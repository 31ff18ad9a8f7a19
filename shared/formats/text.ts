import { type Body, CanonicalBuilder } from '../article/canonical';
import type { Statement } from '../article/metadata';
import { shiftDraft } from './bodies';
import type { Draft } from './draft';
import { headStatements, isJob, looksLikeHeading, looksLikeProse, looksLikeTitle, markup } from './head';
import { beginsWithLabel, readHeader } from './header';
import { type Block, layOut, writeBlocks } from './layout';
import type { Line } from './lines';
import { readMasthead } from './masthead';

/** Lines that may stand between a title and the text: bylines and a date. */
const MOST_HEAD_LINES = 5;

/** Reads plain text: a header block, a title with byline and date where they are plain, and the paragraphs. */
export function readText(source: string): Draft {
  const header = readHeader(source);
  const hasTitle = header.statements.some(({ field }) => field === 'title');
  const blocks = layOut(source, header.bodyStart);
  const head = readHead(source, blocks, hasTitle);
  const body = [...(head.rest ? [head.rest] : []), ...blocks.slice(head.blocks)];
  return { body: bodyOf(source, body), statements: [...header.statements, ...head.statements], warnings: [] };
}

/** Text of which everything is the article: nothing at its head is taken for a title. */
export function bodyOfPlain(source: string): Body {
  return bodyOf(source, layOut(source));
}

function bodyOf(source: string, blocks: Block[]): Body {
  markHeadings(source, blocks);
  const builder = new CanonicalBuilder(source);
  writeBlocks(source, blocks, builder);
  return builder.finish();
}

/**
 * A title in a block of its own, with prose to follow; bylines and a date in the same block or in the next ones.
 * Anything that could be text is left in the text.
 */
function readHead(
  source: string,
  blocks: readonly Block[],
  hasTitle: boolean,
): { statements: Statement[]; blocks: number; rest?: Block } {
  const none = { statements: [], blocks: 0 };
  const statements: Statement[] = [];
  const masthead = readMasthead(
    source,
    blocks.slice(0, 3).flatMap(({ lines }) => lines.slice(0, MOST_HEAD_LINES)),
  );
  let count = 0;
  let rest: Block | undefined;
  let mayTitle = !hasTitle;
  for (const block of blocks.slice(0, MOST_HEAD_LINES)) {
    const labelled = statements.length > 0 ? labelledIn(source, block) : [];
    if (labelled.length > 0) {
      statements.push(...labelled);
      count += 1;
      continue;
    }
    const found: Statement[] = [];
    let read = 0;
    for (const line of block.lines.slice(0, MOST_HEAD_LINES)) {
      const words = source.slice(line.start, Math.min(line.end, line.start + 200));
      const plate = masthead.get(line.start);
      const isWriters = found.at(-1)?.field === 'bylines' && isJob(words) ? [] : undefined;
      const said =
        plate ?? isWriters ?? headStatements(words, line.start) ?? (mayTitle ? titleOf(words, line) : undefined);
      if (!said) break;
      found.push(...[said].flat());
      // A title comes first, or right behind the masthead.
      if (!plate && masthead.size === 0 && found.at(-1)?.field !== 'url') mayTitle = false;
      if (found.some(({ field }) => field === 'title')) mayTitle = false;
      read++;
    }
    const isHead = found.some(({ field }) => field === 'title') && found.some(({ field }) => field !== 'title');
    const isMasthead = read > 0 && block.lines.slice(0, read).every((line) => masthead.has(line.start));
    if (read < block.lines.length && !isHead && !isMasthead) break;
    statements.push(...found);
    count += 1;
    // Below a title and a date, or a masthead, what else stands there is text.
    if (read < block.lines.length) rest = { ...block, lines: block.lines.slice(read) };
    if (rest) break;
  }
  const after = [...(rest ? [rest] : []), ...blocks.slice(count, count + 2)];
  if (count === 0 || after.length === 0) return none;
  const followedByProse = after.some((block) => looksLikeProse(wordsOf(source, block)));
  return followedByProse ? { statements, blocks: count, ...(rest && { rest }) } : none;
}

/** What a block says that is nothing but labelled lines ("Published: 12 March 2019"), below a title. */
function labelledIn(source: string, { lines }: Block): Statement[] {
  const [start = 0, end = 0] = [lines[0]?.start, lines.at(-1)?.end];
  if (lines.length > MOST_HEAD_LINES || !beginsWithLabel(source.slice(start, start + 60))) return [];
  const words = source.slice(start, end);
  const { statements, bodyStart } = readHeader(words);
  if (bodyStart < words.length || statements.some(({ field }) => field === 'title')) return [];
  return shiftDraft({ body: new CanonicalBuilder('').finish(), statements, warnings: [] }, start).statements;
}

function titleOf(words: string, line: Line): Statement | undefined {
  if (line.end - line.start > words.length || beginsWithLabel(words) || !looksLikeTitle(words)) return undefined;
  return { field: 'title', value: words, evidence: markup(words, line.start, line.end) };
}

function wordsOf(source: string, block: Block): string {
  return source.slice(block.lines[0]?.start, block.lines.at(-1)?.end);
}

/** A short line of its own without the end of a sentence, with prose right after it, is a heading. */
function markHeadings(source: string, blocks: readonly Block[]): void {
  blocks.forEach((block, index) => {
    const [line, ...others] = block.lines;
    const next = blocks[index + 1];
    if (block.kind !== 'body' || !line || others.length > 0 || !next || line.end - line.start > 150) return;
    if (looksLikeHeading(source.slice(line.start, line.end)) && looksLikeProse(wordsOf(source, next)))
      block.kind = 'heading';
  });
}
