/** The elements and texts of an HTML page. */

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

export function newElement(
  name: string,
  attributes: ReadonlyMap<string, Attribute>,
  parent: HtmlElement | undefined,
  start: number,
  index: number,
): HtmlElement {
  return { type: 'element', name, attributes, parent, children: [], start, index };
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
