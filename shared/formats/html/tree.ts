import { QuoteType, Tokenizer } from 'htmlparser2';
import { UnreadableFileError } from '../../errors';
import { type Attribute, type HtmlElement, type HtmlNode, newElement } from './element';
import { BLOCKS, increase, OpenElements, RAW_TEXT, VOID } from './open-elements';

/**
 * The tree of an HTML page. The tokenizer is htmlparser2's: it gives every token's place in the source and is linear.
 * The tree is built here because no parser's own is bounded: parse5 and htmlparser2 search the open elements at every
 * tag, which makes deeply nested pages quadratic, and neither maps decoded text to the source as we need it.
 */

export interface HtmlTree {
  root: HtmlElement;
  /** By their `index`. */
  elements: HtmlElement[];
  /** Elements that are nested more deeply than is kept; they are empty and stand before their content. */
  flattened: number;
}

/** Elements and texts of a page; the largest that were measured have 30,000. */
const MOST_NODES = 300_000;
const MOST_ATTRIBUTES = 100;
/** What browsers allow is 512. */
const DEEPEST = 400;

/**
 * Parses a page. Time and memory are linear in its length, however it is nested.
 * @throws UnreadableFileError `html-too-many-elements`
 */
export function parseHtml(source: string): HtmlTree {
  const builder = new TreeBuilder(source);
  const tokenizer = new Tokenizer({ decodeEntities: true }, builder);
  tokenizer.write(source);
  tokenizer.end();
  return { root: builder.root, elements: builder.elements, flattened: builder.flattened };
}

class TreeBuilder {
  readonly root: HtmlElement = newElement('#document', new Map(), undefined, 0, 0);
  readonly elements: HtmlElement[] = [this.root];
  flattened = 0;
  private readonly open = new OpenElements(this.root);
  /** How many of a name are open but were not kept. */
  private readonly beyond = new Map<string, number>();
  private nodes = 0;

  private tag = { name: '', start: 0 };
  private attributes = new Map<string, Attribute>();
  private attribute = { name: '', value: '', start: -1, end: -1 };

  constructor(private readonly source: string) {}

  onopentagname(start: number, end: number): void {
    this.tag = { name: this.source.slice(start, end).toLowerCase(), start: start - 1 };
    this.attributes = new Map();
  }

  onattribname(start: number, end: number): void {
    this.attribute = { name: this.source.slice(start, end).toLowerCase(), value: '', start: -1, end: -1 };
  }

  onattribdata(start: number, end: number): void {
    if (this.attribute.start === -1) this.attribute.start = start;
    this.attribute.value += this.source.slice(start, end);
  }

  onattribentity(codepoint: number): void {
    this.attribute.value += String.fromCodePoint(codepoint);
  }

  onattribend(quote: QuoteType, after: number): void {
    const { name, value, start } = this.attribute;
    const end = quote === QuoteType.Single || quote === QuoteType.Double ? after - 1 : after;
    if (this.attributes.has(name) || this.attributes.size >= MOST_ATTRIBUTES) return;
    // A value that begins with a character reference begins before its first data.
    const place = quote === QuoteType.NoValue ? end : start === -1 ? Math.max(0, end - value.length) : start;
    this.attributes.set(name, { value, start: Math.min(place, end), end });
  }

  onopentagend(): void {
    const { name, start } = this.tag;
    this.open.endImplied(name);
    const parent = this.open.top();
    const element = this.addElement(parent, name, this.attributes, start);
    if (VOID.has(name)) return;
    if (this.open.depth >= DEEPEST) {
      this.flattened += 1;
      increase(this.beyond, name, 1);
      return;
    }
    this.open.push(element);
  }

  onselfclosingtag(): void {
    // HTML knows no self-closing tags but those of SVG and MathML, whose content is no text of an article.
    this.onopentagend();
    const last = this.open.top();
    if (last.name !== this.tag.name || last.start !== this.tag.start) return;
    if (!BLOCKS.has(last.name) && (!RAW_TEXT.has(last.name) || this.isInForeignContext())) this.open.pop();
  }

  onclosetag(start: number, end: number): void {
    const name = this.source.slice(start, end).toLowerCase();
    const beyond = this.beyond.get(name) ?? 0;
    if (beyond > 0) increase(this.beyond, name, -1);
    else if (name === 'br') this.addElement(this.open.top(), 'br', new Map(), start);
    else if (this.open.isOpen(name)) this.open.endOf(name);
  }

  ontext(start: number, end: number): void {
    const parent = this.open.top();
    const last = parent.children.at(-1);
    if (last?.type === 'text' && last.put === undefined && last.end === start) last.end = end;
    else this.add(parent, { type: 'text', start, end });
  }

  ontextentity(codepoint: number, end: number): void {
    const parent = this.open.top();
    const last = parent.children.at(-1);
    const start = Math.max(last?.type === 'text' ? last.end : 0, this.source.lastIndexOf('&', end - 1));
    this.add(parent, { type: 'text', start, end, put: String.fromCodePoint(codepoint) });
  }

  /** In SVG and MathML <title/> and <style/> end where they begin, as elements do in XML. */
  isInForeignContext(): boolean {
    const { name } = this.open.top();
    const isForeign = this.open.isOpen('svg') || this.open.isOpen('math');
    return isForeign && !BLOCKS.has(name) && name !== 'foreignobject';
  }

  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  private add(parent: HtmlElement, node: HtmlNode): void {
    this.nodes += 1;
    if (this.nodes > MOST_NODES) throw tooManyElements();
    parent.children.push(node);
  }

  private addElement(
    parent: HtmlElement,
    name: string,
    attributes: ReadonlyMap<string, Attribute>,
    start: number,
  ): HtmlElement {
    const element = newElement(name, attributes, parent, start, this.elements.length);
    this.elements.push(element);
    this.add(parent, element);
    return element;
  }
}

function tooManyElements(): UnreadableFileError {
  return new UnreadableFileError(
    'too-large',
    'html-too-many-elements',
    `The page has more than ${MOST_NODES} elements`,
    'Save the article alone, or as plain text, and drop it again.',
  );
}
