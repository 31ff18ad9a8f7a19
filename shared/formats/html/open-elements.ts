import type { HtmlElement } from './element';

export const VOID = new Set(
  'area base basefont br col command embed frame hr img input keygen link meta param source track wbr'.split(' '),
);
/** Elements whose content is text up to their end tag, whether or not their own tag ends in "/>". */
export const RAW_TEXT = new Set('script style textarea title iframe xmp noembed noframes plaintext'.split(' '));
/** Elements that end an open paragraph, and that the end of an inline element does not end. */
export const BLOCKS = new Set(
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

/** The elements that are open while a page is parsed, the root first: which a tag ends, and which it does not reach. */
export class OpenElements {
  private readonly stack: HtmlElement[];
  /** How many of a name are open: tags that end none are seen without a search. */
  private readonly counts = new Map<string, number>();

  constructor(private readonly root: HtmlElement) {
    this.stack = [root];
  }

  get depth(): number {
    return this.stack.length;
  }

  top(): HtmlElement {
    return this.stack.at(-1) ?? this.root;
  }

  isOpen(name: string): boolean {
    return (this.counts.get(name) ?? 0) > 0;
  }

  push(element: HtmlElement): void {
    this.stack.push(element);
    increase(this.counts, element.name, 1);
  }

  pop(): void {
    const element = this.stack.pop();
    if (element) increase(this.counts, element.name, -1);
  }

  /** Ends what the opening tag of a name ends. */
  endImplied(name: string): void {
    if (BLOCKS.has(name) && this.isOpen('p')) this.endWithin(P.ends, P.until);
    const rule = ENDS_BY_TAG.get(name);
    if (rule && [...rule.ends].some((end) => this.isOpen(end))) this.endWithin(rule.ends, rule.until);
    if (name === 'a' && this.top().name === 'a') this.pop();
    // What stands after an unclosed head is the body.
    if (name === 'body' && this.top().name === 'head') this.pop();
  }

  private endWithin(ends: ReadonlySet<string>, until: ReadonlySet<string>): void {
    for (let at = this.stack.length - 1; at > 0; at--) {
      const name = this.stack[at]?.name ?? '';
      if (until.has(name)) return;
      if (!ends.has(name)) continue;
      while (this.stack.length > at) this.pop();
      return;
    }
  }

  /** Ends the innermost element of a name, as far as its end tag reaches. */
  endOf(name: string): void {
    const isBlock = BLOCKS.has(name);
    for (let at = this.stack.length - 1; at > 0; at--) {
      const open = this.stack[at]?.name ?? '';
      if (open === name) {
        while (this.stack.length > at) this.pop();
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
      const open = this.stack[at]?.name ?? '';
      if (SCOPES.has(open)) return;
      if (open !== name) continue;
      this.stack.splice(at, 1);
      increase(this.counts, name, -1);
      return;
    }
  }
}

/** Adds to the count of a name. */
export function increase(counts: Map<string, number>, name: string, by: number): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}
