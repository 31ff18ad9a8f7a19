import type { Paragraph } from '../../article/schema';
import { attributeOf, type HtmlElement, type HtmlNode } from './element';

/** A stretch of a block's text: from the source, or `put` in place of what stands there. */
interface Piece {
  start: number;
  end: number;
  put?: string;
}

/** Text that a browser shows as one paragraph. White space is one space, or one line end for <br>. */
export interface Block {
  kind: Paragraph['kind'];
  /** The innermost element that makes the block. */
  element: HtmlElement;
  pieces: Piece[];
  text: string;
  /** Code units of the text that are links. */
  linked: number;
}

const KINDS: Readonly<Record<string, Paragraph['kind']>> = {
  ...{ h1: 'heading', h2: 'heading', h3: 'heading', h4: 'heading', h5: 'heading', h6: 'heading' },
  ...{ li: 'list-item', blockquote: 'quote', pre: 'code', figcaption: 'caption', caption: 'caption' },
};
const BLOCK_ELEMENTS = new Set(
  `address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
  form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody tfoot thead tr ul
  #document`.split(/\s+/),
);
/** Elements whose content is no text. */
const NO_TEXT = new Set(
  `script style template iframe svg math object embed canvas audio video head title select textarea button
  datalist map frameset noframes`.split(/\s+/),
);

/** A node on the way through the tree; an element comes twice. */
interface State {
  node: HtmlNode;
  leaving: boolean;
}

/**
 * The blocks of a page in document order. Linear; no recursion.
 * @param skip leaves out an element with all that it holds
 * @param longest code units of the source's text after which to stop
 */
export function blocksOf(
  source: string,
  root: HtmlElement,
  skip: (element: HtmlElement) => boolean,
  longest = Number.POSITIVE_INFINITY,
): Block[] {
  const blocks: Block[] = [];
  const kinds: Paragraph['kind'][] = [];
  let writer = new BlockWriter(source, root, 'body');
  let links = 0;
  let left = longest;
  const begin = (element: HtmlElement): void => {
    const block = writer.finish();
    if (block) blocks.push(block);
    writer = new BlockWriter(source, element, kinds.at(-1) ?? 'body');
  };

  const pending: State[] = [{ node: root, leaving: false }];
  for (let state = pending.pop(); state; state = pending.pop()) {
    const { node, leaving } = state;
    if (node.type === 'text') {
      writer.text(node.start, Math.min(node.end, node.start + left), node.put, links > 0);
      left -= node.end - node.start;
      if (left <= 0) break;
      continue;
    }
    const { name } = node;
    const isCell = name === 'td' || name === 'th';
    const isBlock = BLOCK_ELEMENTS.has(name) || (isCell && holdsBlocks(node));
    const kind = KINDS[name];
    const isLink = name === 'a' && node.attributes.has('href');
    if (leaving) {
      if (isLink) links -= 1;
      if (kind !== undefined) kinds.pop();
      if (isBlock) begin(node.parent ?? root);
      continue;
    }
    if (NO_TEXT.has(name) || skip(node) || (name === 'span' && isLinkMenu(source, node))) continue;
    if (name === 'br') {
      if (writer.lineEnd()) begin(writer.element);
      continue;
    }
    if (isLink) links += 1;
    // A paragraph in a quotation is a quotation, a paragraph of an item an item.
    if (kind !== undefined) kinds.push(kind);
    if (isBlock) begin(node);
    else if (isCell) writer.space();
    pending.push({ node, leaving: true });
    for (let at = node.children.length - 1; at >= 0; at--) {
      const child = node.children[at];
      if (child) pending.push({ node: child, leaving: false });
    }
  }
  begin(root);
  return blocks;
}

/** A cell of a table that lays out the page, not one of a row of values. */
function holdsBlocks(cell: HtmlElement): boolean {
  return cell.children.some(
    (child) => child.type === 'element' && (child.name === 'br' || BLOCK_ELEMENTS.has(child.name)),
  );
}

/** Nodes of a menu that are looked at; a larger one is taken for text. */
const MOST_MENU_NODES = 100;

/** Three links or more within a line, with few words between: what opens when one points at a name, not the text. */
function isLinkMenu(source: string, element: HtmlElement): boolean {
  // The name itself stands before its menu, in the same element.
  if (element.children.filter((child) => child.type === 'element' && child.name === 'a').length === 1) return false;
  const pending: { node: HtmlNode; isLink: boolean }[] = [{ node: element, isLink: false }];
  let [nodes, links, linked, other] = [0, 0, 0, 0];
  for (let next = pending.pop(); next; next = pending.pop()) {
    nodes += 1;
    if (nodes > MOST_MENU_NODES) return false;
    const { node, isLink } = next;
    if (node.type === 'text') {
      const length = source.slice(node.start, Math.min(node.end, node.start + 1000)).trim().length;
      if (isLink) linked += length;
      else other += length;
      continue;
    }
    if (node.name === 'a') links += 1;
    for (const child of node.children.slice(0, MOST_MENU_NODES)) {
      pending.push({ node: child, isLink: isLink || node.name === 'a' });
    }
  }
  return links >= 3 && other < linked / 2;
}

/** White space that is not one space already. */
const SPACE = /\s{2,}|[^\S ]/g;

class BlockWriter {
  private readonly pieces: Piece[] = [];
  private readonly parts: string[] = [];
  private linked = 0;
  private pending: '' | ' ' | '\n' = '';
  private readonly keepSpace: boolean;

  constructor(
    private readonly source: string,
    readonly element: HtmlElement,
    private readonly kind: Paragraph['kind'],
  ) {
    this.keepSpace = kind === 'code';
  }

  text(start: number, end: number, put: string | undefined, isLink: boolean): void {
    if (put !== undefined) {
      if (/^\s$/.test(put) && !this.keepSpace) this.space();
      else this.piece({ start, end, put }, put, isLink);
      return;
    }
    const text = this.source.slice(start, end);
    if (this.keepSpace) {
      this.piece({ start, end }, text, isLink);
      return;
    }
    let at = 0;
    for (const found of text.matchAll(SPACE)) {
      this.words(start + at, text.slice(at, found.index), isLink);
      this.space();
      at = found.index + found[0].length;
    }
    this.words(start + at, text.slice(at), isLink);
  }

  /** Text whose white space is single spaces; those at its ends may meet others. */
  private words(start: number, text: string, isLink: boolean): void {
    if (text === '') return;
    if (text.startsWith(' ')) this.space();
    const words = text.trim();
    const from = start + (text.startsWith(' ') ? 1 : 0);
    if (words !== '') this.piece({ start: from, end: from + words.length }, words, isLink);
    if (words !== '' && text.endsWith(' ')) this.space();
  }

  space(): void {
    if (this.pending === '') this.pending = ' ';
  }

  /** True when it is the second in a row, which is how some write the end of a paragraph. */
  lineEnd(): boolean {
    if (this.pending === '\n') return true;
    this.pending = '\n';
    return false;
  }

  finish(): Block | undefined {
    const text = this.parts.join('');
    if (!/[^\s\p{Cf}]/u.test(text)) return undefined;
    return { kind: this.kind, element: this.element, pieces: this.pieces, text, linked: this.linked };
  }

  private piece(piece: Piece, text: string, isLink: boolean): void {
    if (this.pending !== '' && this.parts.length > 0) {
      this.pieces.push({ start: piece.start, end: piece.start, put: this.pending });
      this.parts.push(this.pending);
    }
    this.pending = '';
    this.pieces.push(piece);
    this.parts.push(text);
    if (isLink) this.linked += text.length;
  }
}

/** True when the page itself says that an element is not shown to those whose browsers run scripts. */
export function isHidden(element: HtmlElement): boolean {
  return element.name === 'noscript' || isHiddenFromAll(element);
}

/** True when the page itself says that an element is not shown. */
export function isHiddenFromAll(element: HtmlElement): boolean {
  if (element.attributes.has('hidden')) return true;
  return /display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden/i.test(
    attributeOf(element, 'style').slice(0, 500),
  );
}
