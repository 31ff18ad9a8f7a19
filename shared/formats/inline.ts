import type { parser } from '@lezer/markdown';
import type { CanonicalBuilder } from '../article/canonical';
import { decodeReference } from './markup';

type Node = ReturnType<typeof parser.parse>['topNode'];

/** Nodes of Lezer's tree that are marks, or whose content is not printed. */
const LEFT_OUT = new Set([
  ...['EmphasisMark', 'CodeMark', 'HeaderMark', 'QuoteMark', 'StrikethroughMark', 'TaskMarker', 'TableDelimiter'],
  ...['Image', 'Comment', 'ProcessingInstruction'],
]);

/**
 * Writes the text of one paragraph, heading or cell: what its marks leave. A line end is a space, or stays a line end
 * where it is a hard break; links keep their text.
 */
export class InlineWriter {
  /** What to put before the next text: the line ended. */
  private pending: '' | ' ' | '\n' = '';

  /**
   * @param base where the parsed text begins in `source`
   * @param isDefined whether a link reference "[label]" is defined in the document; others are text in brackets
   */
  constructor(
    private readonly source: string,
    private readonly base: number,
    private readonly builder: CanonicalBuilder,
    private readonly isDefined: (label: string) => boolean,
  ) {}

  write(node: Node): void {
    this.between(node, node.from, node.to);
  }

  private between(node: Node, from: number, to: number): void {
    let at = from;
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.to <= from) continue;
      if (child.from >= to) break;
      this.text(at, child.from);
      this.child(child);
      at = child.to;
    }
    this.text(at, to);
  }

  private child(node: Node): void {
    switch (node.name) {
      case 'Link':
        this.link(node);
        break;
      case 'Autolink':
        this.text(node.from + 1, node.to - 1);
        break;
      case 'URL':
        this.text(node.from, node.to);
        break;
      case 'Escape':
        this.text(node.from + 1, node.to);
        break;
      case 'Entity':
        this.entity(node);
        break;
      case 'HardBreak':
        // A single space before "\r\n" looked like two to the parser.
        if (/^(?: {2}|\\)/.test(this.slice(node.from, node.to))) this.pending = '\n';
        else this.pending ||= ' ';
        break;
      case 'HTMLTag':
        if (/^<br\b/i.test(this.slice(node.from, node.to))) this.pending = '\n';
        break;
      default:
        if (!LEFT_OUT.has(node.name)) this.write(node);
    }
  }

  /** The text in brackets; with the brackets where nothing says that it is a link. */
  private link(node: Node): void {
    const [open, close] = node.getChildren('LinkMark');
    if (!open || !close) {
      this.text(node.from, node.to);
    } else if (this.isLink(node, close)) {
      this.between(node, open.to, close.from);
    } else {
      this.text(open.from, open.to);
      this.between(node, open.to, close.from);
      this.text(close.from, node.to);
    }
  }

  /** "[text](url)", or "[text][label]", "[label][]", "[label]" with a label that is defined. */
  private isLink(node: Node, close: Node): boolean {
    if (this.slice(close.to, close.to + 1) === '(' && close.to < node.to) return true;
    const label = node.getChild('LinkLabel');
    const name = label && label.to - label.from > 2 ? label : { from: node.from, to: close.to };
    return this.isDefined(this.slice(name.from, name.to));
  }

  private entity(node: Node): void {
    const token = this.slice(node.from, node.to);
    const decoded = decodeReference(token.slice(1, -1));
    if (decoded === undefined) this.text(node.from, node.to);
    else {
      this.flush();
      this.builder.put(decoded);
    }
  }

  /** Takes `[from, to)`, with white space around line ends made one. */
  private text(from: number, to: number): void {
    for (const { index, 1: line = '', 2: lineEnd = '' } of this.slice(from, to).matchAll(/([^\r\n]*)([\r\n]*)/g)) {
      const words = this.pending === '' ? line : line.trimStart();
      const kept = lineEnd === '' ? words : words.trimEnd();
      if (kept !== '') {
        this.flush();
        const start = this.base + from + index + line.length - words.length;
        this.builder.take(start, start + kept.length);
      }
      if (lineEnd !== '') this.pending ||= ' ';
    }
  }

  private flush(): void {
    this.builder.put(this.pending);
    this.pending = '';
  }

  private slice(from: number, to: number): string {
    return this.source.slice(this.base + from, this.base + to);
  }
}
