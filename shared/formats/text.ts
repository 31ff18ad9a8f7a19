import { type Body, CanonicalBuilder } from '../article/canonical';
import { fullYear } from '../article/century';
import type { Statement } from '../article/metadata';
import { shiftDraft, shiftStatements } from './bodies';
import type { Draft } from './draft';
import { decorated, isJob, looksLikeHeading, looksLikeProse, looksLikeTitle, markup } from './head';
import { beginsWithLabel, readHeader } from './header';
import { type Block, layOut, writeBlocks } from './layout';
import type { Line } from './lines';
import { readMasthead } from './masthead';
import { headSays } from './paper';
import { readRelease } from './release';

/** Lines that may stand between a title and the text: bylines and a date. */
const MOST_HEAD_LINES = 5;

/** Reads plain text: a header block, a title with byline and date where they are plain, and the paragraphs. */
export function readText(source: string): Draft {
  const release = readRelease(source);
  if (!release) return readPlain(source, false);
  const isTitled = release.statements.some(({ field }) => field === 'title');
  const text = shiftDraft(readPlain(source.slice(release.from, release.to), isTitled), release.from);
  return { ...text, statements: [...release.statements, ...text.statements], warnings: release.warnings };
}

function readPlain(source: string, isTitled: boolean): Draft {
  const header = readHeader(source);
  const hasTitle = isTitled || header.statements.some(({ field }) => field === 'title');
  const blocks = layOut(source, header.bodyStart);
  const head = readHead(source, blocks, hasTitle);
  const body = [...(head.rest ? [head.rest] : []), ...blocks.slice(head.blocks)];
  const statements = [...header.statements, ...head.statements, ...monitoredFrom(source, blocks.at(-1))];
  return { body: bodyOf(source, body), statements, warnings: [] };
}

/** "Source: Vecherniy Osh, Osh, in Russian 18 Aug 09, pp 1, 3", as monitoring services end what they translate. */
const MONITORED =
  /^Source: ([^,\n]{2,80}),(?: [^,\n]{2,40},)? in [A-Z][a-z]{2,20}(?: \d{4} gmt)?,? (\d{1,2} [A-Z][a-z]{2,8} )(\d{2}|\d{4})\b/;

/** Of what medium and day a translated report is; the line stays in the text. */
function monitoredFrom(source: string, last: Block | undefined): Statement[] {
  const start = last?.lines[0]?.start ?? source.length;
  const found = MONITORED.exec(source.slice(start, start + 300));
  if (!found) return [];
  const [, name = '', day = '', year = ''] = found;
  const at = start + found[0].length - day.length - year.length;
  const value = day + (year.length === 2 ? fullYear(Number(year)) : year);
  return [
    { field: 'publication', value: name, evidence: markup(name, start + 8, start + 8 + name.length) },
    { field: 'published', value, evidence: markup(day + year, at, at + day.length + year.length) },
  ];
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
      const said = plate ?? isWriters ?? headSays(words, line.start) ?? (mayTitle ? titleOf(words, line) : undefined);
      if (!said) break;
      found.push(...[said].flat());
      // A title comes first, or right behind the masthead.
      if (!plate && masthead.size === 0 && found.at(-1)?.field !== 'url') mayTitle = false;
      if (found.some(({ field }) => field === 'title')) mayTitle = false;
      read++;
    }
    const isTitle = found.some(({ field }) => field === 'title');
    const isHead =
      isTitle && (found.some(({ field }) => field !== 'title') || isPlainly(source, block.lines[read - 1]));
    const isMasthead = read > 0 && block.lines.slice(0, read).every((line) => masthead.has(line.start));
    if (read < block.lines.length && !isHead && !isMasthead) break;
    statements.push(...found);
    count += 1;
    // Below a title and a date, or a masthead, what else stands there is text.
    if (read < block.lines.length) rest = { ...block, lines: block.lines.slice(read) };
    if (rest) break;
  }
  // Below the head of a paper are second titles, and the town that the report comes from.
  const after = [...(rest ? [rest] : []), ...blocks.slice(count, count + (masthead.size > 0 ? 4 : 2))];
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
  return shiftStatements(statements, start);
}

/** "LEVEE BOARD FIRES ITS CONTRACTOR", "=== Levees ===": no text goes on from such a line. */
function isPlainly(source: string, line: Line | undefined): boolean {
  const words = line ? source.slice(line.start, line.end) : '';
  if (decorated(words)) return true;
  return /\p{Lu}{2}.*\s.*\p{Lu}{2}/u.test(words) && !/\p{Ll}/u.test(words);
}

function titleOf(words: string, line: Line): Statement | undefined {
  const inner = decorated(words);
  if (inner) {
    const start = line.start + inner.at;
    return { field: 'title', value: inner.text, evidence: markup(inner.text, start, start + inner.text.length) };
  }
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
    const inner = decorated(source.slice(line.start, line.end));
    if (inner) {
      const start = line.start + inner.at;
      block.lines = [{ ...line, start, end: start + inner.text.length }];
    }
    if ((inner || looksLikeHeading(source.slice(line.start, line.end))) && looksLikeProse(wordsOf(source, next)))
      block.kind = 'heading';
  });
}
