import { QuoteType, Tokenizer } from 'htmlparser2';
import { UnreadableFileError } from '../../errors';

/**
 * The tree of an HTML page. The tokenizer is htmlparser2's: it gives every token's place in the source and is linear.
 * The tree is built here because no parser's own is bounded: parse5 and htmlparser2 search the open elements at every
 * tag, which makes deeply nested pages quadratic, and neither maps decoded text to the source as we need it.
 */

/** `start` and `end` are the place of the value in the source. */
export interface Attribute {
  value: string;
  start: number;
  end: number;
}

export interface HtmlElement {
  type: 'element';
  /** In lower case. */
  name: string;
  attributes: ReadonlyMap<string, Attribute>;
  parent: HtmlElement | undefined;
  children: HtmlNode[];
  /** Of its opening tag's "<". */
  start: number;
  /** Its place among the page's elements in document order: a parent's is smaller than its children's. */
  index: number;
}

/** `[start, end)` of the source; `put` is what a character reference that stands there means. */
interface HtmlText {
  type: 'text';
  start: number;
  end: number;
  put?: string;
}

export type HtmlNode = HtmlElement | HtmlText;

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

const VOID = new Set(
  'area base basefont br col command embed frame hr img input keygen link meta param source track wbr'.split(' '),
);
/** Elements whose content is text up to their end tag, whether or not their own tag ends in "/>". */
const RAW_TEXT = new Set('script style textarea title iframe xmp noembed noframes plaintext'.split(' '));
/** Elements that end an open paragraph, and that the end of an inline element does not end. */
const BLOCKS = new Set(
  `address article aside blockquote body center details dialog dd dir div dl dt fieldset figcaption figure footer form
  h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr
  ul`.split(/\s+/),
);
/** An end tag does not reach beyond these to what stands outside. */
const SCOPES = new Set(['td', 'th', 'caption', 'table', 'object', 'template', 'html']);
const TABLE_PARTS = new Set(['td', 'th', 'tr', 'tbody', 'thead', 'tfoot', 'table', 'caption', 'html', 'template']);

/** What an opening tag ends when it is open, as far as none of `until` lies between. */
const IMPLIED_ENDS: readonly { tags: string; ends: string; until: string }[] = [
  { tags: 'li', ends: 'li', until: 'ul ol menu' },
  { tags: 'dt dd', ends: 'dt dd', until: 'dl' },
  { tags: 'td th', ends: 'td th', until: 'table' },
  { tags: 'tr', ends: 'tr', until: 'table' },
  { tags: 'tbody thead tfoot', ends: 'tbody thead tfoot', until: 'table' },
  { tags: 'option', ends: 'option', until: 'select datalist' },
];
const ENDS_BY_TAG = new Map(
  IMPLIED_ENDS.flatMap(({ tags, ends, until }) =>
    tags.split(' ').map((tag) => [tag, { ends: new Set(ends.split(' ')), until: new Set(until.split(' ')) }] as const),
  ),
);
const P = { ends: new Set(['p']), until: SCOPES };

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
  private readonly open: HtmlElement[] = [this.root];
  /** How many of a name are open, and how many are open but were not kept. */
  private readonly opened = new Map<string, number>();
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
    this.endImplied(name);
    const parent = this.top();
    const element = this.addElement(parent, name, this.attributes, start);
    if (VOID.has(name)) return;
    if (this.open.length >= DEEPEST) {
      this.flattened += 1;
      increase(this.beyond, name, 1);
      return;
    }
    this.open.push(element);
    increase(this.opened, name, 1);
  }

  onselfclosingtag(): void {
    // HTML knows no self-closing tags but those of SVG and MathML, whose content is no text of an article.
    this.onopentagend();
    const last = this.top();
    if (last.name !== this.tag.name || last.start !== this.tag.start) return;
    if (!BLOCKS.has(last.name) && (!RAW_TEXT.has(last.name) || this.isInForeignContext())) this.pop();
  }

  onclosetag(start: number, end: number): void {
    const name = this.source.slice(start, end).toLowerCase();
    const beyond = this.beyond.get(name) ?? 0;
    if (beyond > 0) increase(this.beyond, name, -1);
    else if (name === 'br') this.addElement(this.top(), 'br', new Map(), start);
    else if ((this.opened.get(name) ?? 0) > 0) this.endOf(name);
  }

  ontext(start: number, end: number): void {
    const parent = this.top();
    const last = parent.children.at(-1);
    if (last?.type === 'text' && last.put === undefined && last.end === start) last.end = end;
    else this.add(parent, { type: 'text', start, end });
  }

  ontextentity(codepoint: number, end: number): void {
    const parent = this.top();
    const last = parent.children.at(-1);
    const start = Math.max(last?.type === 'text' ? last.end : 0, this.source.lastIndexOf('&', end - 1));
    this.add(parent, { type: 'text', start, end, put: String.fromCodePoint(codepoint) });
  }

  /** In SVG and MathML <title/> and <style/> end where they begin, as elements do in XML. */
  isInForeignContext(): boolean {
    const { name } = this.top();
    const foreign = (this.opened.get('svg') ?? 0) + (this.opened.get('math') ?? 0);
    return foreign > 0 && !BLOCKS.has(name) && name !== 'foreignobject';
  }

  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  private top(): HtmlElement {
    return this.open.at(-1) ?? this.root;
  }

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

  private pop(): void {
    const element = this.open.pop();
    if (element) increase(this.opened, element.name, -1);
  }

  private endImplied(name: string): void {
    if (BLOCKS.has(name) && (this.opened.get('p') ?? 0) > 0) this.endWithin(P.ends, P.until);
    const rule = ENDS_BY_TAG.get(name);
    if (rule && [...rule.ends].some((end) => (this.opened.get(end) ?? 0) > 0)) this.endWithin(rule.ends, rule.until);
    if (name === 'a' && this.top().name === 'a') this.pop();
    // What stands after an unclosed head is the body.
    if (name === 'body' && this.top().name === 'head') this.pop();
  }

  private endWithin(ends: ReadonlySet<string>, until: ReadonlySet<string>): void {
    for (let at = this.open.length - 1; at > 0; at--) {
      const name = this.open[at]?.name ?? '';
      if (until.has(name)) return;
      if (!ends.has(name)) continue;
      while (this.open.length > at) this.pop();
      return;
    }
  }

  private endOf(name: string): void {
    const isBlock = BLOCKS.has(name);
    for (let at = this.open.length - 1; at > 0; at--) {
      const open = this.open[at]?.name ?? '';
      if (open === name) {
        while (this.open.length > at) this.pop();
        return;
      }
      if (SCOPES.has(open) && !TABLE_PARTS.has(name)) return;
      if (!isBlock && BLOCKS.has(open)) {
        this.forget(name, at);
        return;
      }
    }
  }

  /** An inline element ends within a block that it holds: the block goes on without it. */
  private forget(name: string, from: number): void {
    for (let at = from; at > 0; at--) {
      const open = this.open[at]?.name ?? '';
      if (SCOPES.has(open)) return;
      if (open !== name) continue;
      this.open.splice(at, 1);
      increase(this.opened, name, -1);
      return;
    }
  }
}

function newElement(
  name: string,
  attributes: ReadonlyMap<string, Attribute>,
  parent: HtmlElement | undefined,
  start: number,
  index: number,
): HtmlElement {
  return { type: 'element', name, attributes, parent, children: [], start, index };
}

function increase(counts: Map<string, number>, name: string, by: number): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}

function tooManyElements(): UnreadableFileError {
  return new UnreadableFileError(
    'too-large',
    'html-too-many-elements',
    `The page has more than ${MOST_NODES} elements`,
    'Save the article alone, or as plain text, and drop it again.',
  );
}

/** The value of an attribute, or ''. */
export function attributeOf(element: HtmlElement, name: string): string {
  return element.attributes.get(name)?.value ?? '';
}

/** Every element below `from` in document order, without recursion. `skip` leaves out an element with all that it holds. */
export function* elementsOf(
  from: HtmlElement,
  skip: (element: HtmlElement) => boolean = () => false,
): Generator<HtmlElement> {
  const pending: HtmlNode[] = [...from.children].reverse();
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'text' || skip(node)) continue;
    yield node;
    for (let at = node.children.length - 1; at >= 0; at--) {
      const child = node.children[at];
      if (child) pending.push(child);
    }
  }
}
