import { GFM, parser } from '@lezer/markdown';
import { type Body, CanonicalBuilder } from '../article/canonical';
import type { Statement } from '../article/metadata';
import type { Paragraph, Warning } from '../article/schema';
import type { Draft } from './draft';
import { membersByName, statementsOf } from './fields';
import { findFrontMatter, readFrontMatter } from './front-matter';
import { markup } from './head';
import { readHeader } from './header';
import { InlineWriter } from './inline';
import { layOut, writeBlocks } from './layout';
import { writeMarkup } from './markup';
import { headSays } from './paper';

/**
 * Lezer's parser, because it gives every mark's exact place, and because it is fast: micromark took 15 s and 1 GB for
 * 4 MB, and 100 s for 20 KB of nested lists. Its time still grows with the square of the marks of one paragraph, and
 * with the depth of lists and quotations: both are bounded here, and what exceeds them is read as plain text.
 */
const markdown = parser.configure(GFM);
const LONGEST = 2 * 1024 * 1024;
/** Sum of the squares of the marks in each paragraph. */
const MOST_WORK = 200_000_000;
const DEEPEST = 40;

type Node = ReturnType<typeof markdown.parse>['topNode'];

/**
 * Reads Markdown (CommonMark with GitHub's tables, strikethrough and links) with YAML front matter or a header block.
 * Marks, images, link targets and comments are left out, HTML is reduced to its text. The first heading of level 1 is the
 * title, and no part of the text, when nothing stands before it; bylines and a date right below it are taken like those
 * of a text.
 */
export function readMarkdown(source: string): Draft {
  const { said, warnings, bodyStart } = readHead(source);
  if (isTooDense(source, bodyStart)) {
    return { body: plainBody(source, bodyStart), statements: said, warnings: [...warnings, READ_AS_TEXT] };
  }
  const title = said.find(({ field }) => field === 'title')?.value;
  const reader = new MarkdownReader(source, bodyStart, title);
  const body = reader.read();
  if (body.text !== '') return { body, statements: [...said, ...reader.statements], warnings };
  // A file that is nothing but its title has that for a text.
  return { body: new MarkdownReader(source, bodyStart, undefined, true).read(), statements: said, warnings };
}

/** Front matter, or a header block as text files have. */
function readHead(source: string): { said: Statement[]; warnings: Warning[]; bodyStart: number } {
  const matter = findFrontMatter(source);
  if (!matter) {
    const header = readHeader(source);
    return { said: header.statements, warnings: [], bodyStart: header.bodyStart };
  }
  const { members, warnings } = readFrontMatter(source, matter);
  return { said: statementsOf(membersByName(members), 'front-matter'), warnings, bodyStart: matter.bodyStart };
}

const READ_AS_TEXT: Warning = {
  code: 'markdown-read-as-text',
  message: 'The file is too large, or too full of marks, to be read as Markdown: its marks stand in the text',
};

function plainBody(source: string, bodyStart: number): Body {
  const builder = new CanonicalBuilder(source);
  writeBlocks(source, layOut(source, bodyStart), builder);
  return builder.finish();
}

/** True when parsing could take long: see `markdown`. */
function isTooDense(source: string, from: number): boolean {
  if (source.length - from > LONGEST) return true;
  let marks = 0;
  let work = 0;
  for (let start = from; start < source.length; ) {
    const newline = source.indexOf('\n', start);
    const stop = newline === -1 ? source.length : newline;
    const line = source.slice(start, stop);
    if (depthOf(line) > DEEPEST) return true;
    // A blank line, an item, a heading or a row of a table begins a new paragraph.
    if (/^\s*(?:[-*+|#]|\d{1,9}[.)]|$)/.test(line)) marks = 0;
    const more = line.match(/[*_[\]`~<!]/g)?.length ?? 0;
    work += (marks + more) ** 2 - marks ** 2;
    marks += more;
    if (work > MOST_WORK) return true;
    start = stop + 1;
  }
  return false;
}

/** Lists and quotations that a line can be in, by its marks or by its indentation. */
function depthOf(line: string): number {
  const prefix = /^[\s>*+\-\d.)]*/.exec(line)?.[0] ?? '';
  const marks = prefix.match(/>|[*+-](?=\s)|\d[.)](?=\s)/g)?.length ?? 0;
  return marks === 0 ? 0 : Math.max(marks, (line.length - line.trimStart().length) / 2);
}

class MarkdownReader {
  readonly statements: Statement[] = [];
  private readonly builder: CanonicalBuilder;
  private readonly labels = new Set<string>();
  /** The title was found, and nothing but bylines and a date after it. */
  private underTitle = false;

  constructor(
    private readonly source: string,
    private readonly base: number,
    private readonly knownTitle: Statement['value'] | undefined,
    private readonly keepTitle = false,
  ) {
    this.builder = new CanonicalBuilder(source);
  }

  read(): Body {
    // The parser knows "\n" only; the length stays the same. InlineWriter looks at the source for what is a hard break.
    const text = this.source.slice(this.base).replace(/\r\n/g, ' \n').replaceAll('\r', '\n');
    const root = markdown.parse(text).topNode;
    for (const reference of root.getChildren('LinkReference')) this.addLabel(reference);
    this.writeChildren(root, 'body');
    return this.builder.finish();
  }

  private addLabel(reference: Node): void {
    const label = reference.getChild('LinkLabel');
    if (label) this.labels.add(labelOf(this.slice(label)));
  }

  private slice(node: Node): string {
    return this.source.slice(this.base + node.from, this.base + node.to);
  }

  private writeChildren(node: Node, kind: Paragraph['kind']): void {
    for (let child = node.firstChild; child; child = child.nextSibling) this.writeBlock(child, kind);
  }

  private writeBlock(node: Node, kind: Paragraph['kind']): void {
    switch (node.name) {
      case 'BulletList':
      case 'OrderedList':
        this.writeChildren(node, kind);
        break;
      case 'ListItem':
        this.writeChildren(node, 'list-item');
        break;
      case 'Blockquote':
        this.writeChildren(node, 'quote');
        break;
      case 'ATXHeading1':
      case 'SetextHeading1':
        if (!this.takeTitle(node)) this.writeInline(node, 'heading');
        break;
      case 'Paragraph':
        if (!this.takeHeadLines(node)) this.writeInline(node, kind);
        break;
      case 'Task':
        this.writeInline(node, kind);
        break;
      case 'Table':
        this.writeTable(node, kind);
        break;
      case 'FencedCode':
      case 'CodeBlock':
        this.writeCode(node);
        break;
      case 'HTMLBlock':
        writeMarkup(this.source, this.base + node.from, this.base + node.to, this.builder);
        break;
      default:
        if (/^(?:ATX|Setext)Heading/.test(node.name)) this.writeInline(node, 'heading');
    }
  }

  private writeInline(node: Node, kind: Paragraph['kind']): void {
    this.builder.open(kind);
    this.inline(this.builder).write(node);
  }

  private inline(builder: CanonicalBuilder): InlineWriter {
    return new InlineWriter(this.source, this.base, builder, (label) => this.labels.has(labelOf(label)));
  }

  /** The text of one block by itself. */
  private textOf(node: Node): Body {
    const builder = new CanonicalBuilder(this.source);
    builder.open('body');
    this.inline(builder).write(node);
    return builder.finish();
  }

  private takeTitle(node: Node): boolean {
    this.builder.open('heading');
    if (this.keepTitle || this.builder.paragraphCount > 0 || this.statements.length > 0) return false;
    const { text, sourceMap } = this.textOf(node);
    const first = sourceMap[0];
    const last = sourceMap.at(-1);
    if (text === '' || !first || !last) return false;
    this.statements.push({ field: 'title', value: text, evidence: markup(text, first[1], last[1] + last[2]) });
    this.underTitle = true;
    return this.knownTitle === undefined || String(this.knownTitle).trim() === text;
  }

  /** Takes a paragraph below the title all of whose lines are bylines or a date. */
  private takeHeadLines(node: Node): boolean {
    if (!this.underTitle || node.to - node.from > 400) return false;
    const { text, sourceMap } = this.textOf(node);
    const start = sourceMap[0]?.[1] ?? this.base + node.from;
    const end = start + this.source.slice(start, this.base + node.to).trimEnd().length;
    const found = text.split('\n').map((line) => headSays(line, start));
    if (!found.every((statement) => statement !== undefined)) {
      this.underTitle = false;
      return false;
    }
    for (const { field, value } of found.flat()) {
      const quote = String(value);
      const at = this.source.indexOf(quote, start);
      const isVerbatim = at !== -1 && at + quote.length <= end;
      const evidence = isVerbatim ? markup(quote, at, at + quote.length) : markup(quote, start, end);
      this.statements.push({ field, value, evidence });
    }
    return true;
  }

  /** A row is a paragraph, its cells with a bar between them. */
  private writeTable(table: Node, kind: Paragraph['kind']): void {
    for (let row = table.firstChild; row; row = row.nextSibling) {
      if (row.name === 'TableDelimiter') continue;
      this.builder.open(kind);
      for (const [index, cell] of row.getChildren('TableCell').entries()) {
        if (index > 0) this.builder.put(' | ');
        this.inline(this.builder).write(cell);
      }
    }
  }

  private writeCode(node: Node): void {
    this.builder.open('code');
    for (const piece of node.getChildren('CodeText')) {
      const lines = this.slice(piece).matchAll(/([^\r\n]*)(\r\n|[\r\n]|$)/g);
      for (const { index, 1: line = '', 2: lineEnd = '' } of lines) {
        const start = this.base + piece.from + index;
        this.builder.take(start, start + line.length);
        if (lineEnd !== '') this.builder.put('\n');
      }
    }
  }
}

/** "[The  Label]" and "[the label]" are the same. */
function labelOf(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase();
}
