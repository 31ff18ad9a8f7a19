import { CanonicalBuilder } from '../../article/canonical';
import type { Statement } from '../../article/metadata';
import type { Evidence, Paragraph, Warning } from '../../article/schema';
import type { Run } from '../../article/source-map';
import type { Draft } from '../draft';
import { readExported } from '../exports';
import { looksLikeProse, looksLikeTitle } from '../head';
import { beginsWithLabel, readHeader } from '../header';
import { headSays } from '../paper';

/** A paragraph of a document, as its reader found it. */
export interface Block {
  kind: Paragraph['kind'] | 'title' | 'subtitle';
  /** Lines of its own (an address, verse) end with `\n`. */
  text: string;
  /** Where pages begin in it: offsets in `text`. A block that begins where another page is has one at 0. */
  pages?: readonly { at: number; page: number }[];
}

/** A title stands among so many first blocks; bylines and a date may stand below it. */
const HEAD_BLOCKS = 8;

/**
 * The articles of a document: those of an archive's export where it is one, else one.
 * @param properties what the document says about itself, trusted less than what is printed in it
 */
export async function draftsOf(
  blocks: readonly Block[],
  properties: readonly Statement[],
  warnings: readonly Warning[],
): Promise<Draft[]> {
  const source = blocks.map(({ text }) => text).join('\n\n');
  const exported = await readExported(source);
  if (!exported) return [draftOf(blocks, properties, warnings)];
  const breaks = breaksOf(blocks);
  return exported.map(({ body, statements }, index) => {
    const pages = pagesOf(body.sourceMap, breaks);
    return {
      body: { ...body, sourceMap: [] },
      ...(pages.length > 0 && { pages }),
      statements: statements.map(withoutPlace),
      warnings: index === 0 ? [...warnings] : [],
    };
  });
}

/**
 * The draft of a document: what its head says, its title and what its properties say become statements, the rest text.
 * The text maps to pages where there are any, and to nothing else: no user has the text that a document is decoded to.
 * @param properties what the document says about itself, trusted less than what is printed in it
 */
function draftOf(blocks: readonly Block[], properties: readonly Statement[], warnings: readonly Warning[]): Draft {
  const header = headerOf(blocks);
  const head = headOf(
    header.rest,
    header.statements.some(({ field }) => field === 'title'),
  );
  const body = write(head.rest);
  // A document that is nothing but its title has that for a text.
  const whole = body.text === '' ? write(header.rest) : body;
  return {
    body: whole,
    ...(whole.pages.length > 0 && { pages: whole.pages }),
    statements: [...header.statements, ...head.statements, ...properties],
    warnings: [...warnings],
  };
}

/** Labelled values at the very beginning ("Publication: Monitor Volume: 6 Issue: 238"). */
function headerOf(blocks: readonly Block[]): { statements: Statement[]; rest: readonly Block[] } {
  if (!blocks[0] || !beginsWithLabel(blocks[0].text)) return { statements: [], rest: blocks };
  const first = blocks.slice(0, HEAD_BLOCKS);
  const { statements, bodyStart } = readHeader(first.map(({ text }) => text).join('\n\n'));
  let at = 0;
  let used = 0;
  for (const { text } of first) {
    if (at + text.length > bodyStart) break;
    at += text.length + 2;
    used += 1;
  }
  // A block that is header and text both stays whole, in the text.
  return { statements: statements.map(withoutPlace), rest: blocks.slice(used) };
}

function headOf(blocks: readonly Block[], hasTitle: boolean): { statements: Statement[]; rest: readonly Block[] } {
  const statements: Statement[] = [];
  const rest = [...blocks];
  const at = hasTitle ? -1 : titleAt(rest);
  const [title] = at === -1 ? [] : rest.splice(at, 1);
  if (title) statements.push({ field: 'title', value: oneLine(title.text), evidence: printed(title) });
  if (!title && !hasTitle) return { statements, rest };
  const next = Math.max(at, 0);
  for (let looked = 0; looked < HEAD_BLOCKS; looked++) {
    const block = rest[next];
    if (!block) break;
    if (block.kind === 'subtitle' && looked === 0 && rest.length > 1) {
      statements.push({ field: 'standfirst', value: oneLine(block.text), evidence: printed(block) });
    } else {
      const said = block.text.split('\n').map((line) => headSays(line.trim(), 0));
      if (!said.every((statement) => statement !== undefined)) break;
      statements.push(
        ...said.flat().map((statement) => ({ ...statement, evidence: printed(block, String(statement.value)) })),
      );
    }
    rest.splice(next, 1);
  }
  return { statements, rest: rest.map((block) => (block.kind === 'title' ? { ...block, kind: 'heading' } : block)) };
}

/** Where the title stands: what is marked as one, a first heading, or a line that can be nothing else; -1 when nowhere. */
function titleAt(blocks: readonly Block[]): number {
  const marked = blocks.slice(0, HEAD_BLOCKS).findIndex(({ kind }) => kind === 'title');
  if (marked !== -1) return marked;
  const [first, ...others] = blocks;
  if (!first) return -1;
  if (first.kind === 'heading') return 0;
  const isTitle = first.kind === 'body' && !first.text.includes('\n') && looksLikeTitle(first.text);
  return isTitle && others.slice(0, 4).some(({ text }) => looksLikeProse(text)) ? 0 : -1;
}

function printed({ text, pages }: Block, quote = text): Evidence {
  const page = pages?.[0]?.page;
  return { from: 'markup', quote, ...(page !== undefined && { page }) };
}

/** Offsets count in the text that it was decoded to, which nobody has. */
function withoutPlace({ field, value, evidence }: Statement): Statement {
  const { span: _, ...rest } = evidence;
  return { field, value, evidence: rest };
}

function write(blocks: readonly Block[]) {
  const source = blocks.map(({ text }) => text).join('\n\n');
  const builder = new CanonicalBuilder(source);
  let start = 0;
  for (const { kind, text } of blocks) {
    builder.open(kind === 'title' || kind === 'subtitle' ? 'heading' : kind);
    builder.take(start, start + text.length);
    start += text.length + 2;
  }
  const body = builder.finish();
  return { ...body, sourceMap: [], pages: pagesOf(body.sourceMap, breaksOf(blocks)) };
}

/** Where pages begin in the blocks' joined text. */
function breaksOf(blocks: readonly Block[]): { at: number; page: number }[] {
  const breaks: { at: number; page: number }[] = [];
  let start = 0;
  for (const { text, pages = [] } of blocks) {
    for (const { at, page } of pages) breaks.push({ at: start + at, page });
    start += text.length + 2;
  }
  return breaks;
}

/** `[textStart, page]`: where each page begins in the canonical text. */
function pagesOf(runs: readonly Run[], breaks: readonly { at: number; page: number }[]): [number, number][] {
  const pages: [number, number][] = [];
  let next = 0;
  for (const { at, page } of breaks) {
    let run = runs[next];
    while (run && run[1] + run[2] <= at) run = runs[++next];
    if (!run) break;
    const start = run[0] + Math.max(0, at - run[1]);
    const last = pages.at(-1);
    if (last && last[1] === page) continue;
    if (last && last[0] === start) last[1] = page;
    else pages.push([start, page]);
  }
  // What stands before the first break is on its page.
  if (pages[0]) pages[0][0] = 0;
  return pages;
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
