import type { Block } from './blocks';
import { isDeclared } from './container';
import { attributeOf, type HtmlElement } from './element';
import { labelsOf } from './labels';
import { parentsOf, proseLength, sums } from './prose';
import type { HtmlTree } from './tree';

/** How far up the element that holds all the parts of an article may be. */
const MOST_LEVELS = 3;
const HOLDERS = new Set(['article', 'main', 'body', '#document']);

/**
 * The elements that an article's text is cut into, `largest` among them: advertisements and pictures stand between. They
 * call themselves the text of an article by the same name but for its numbers ("story-body-1", "story-body-2"), stand in the same element, hold prose, and no
 * title of another article is between them.
 */
export function partsOf(largest: HtmlElement, blocks: readonly Block[], tree: HtmlTree): ReadonlySet<HtmlElement> {
  const name = nameOf(largest);
  if (!isDeclared(largest)) return new Set([largest]);
  const holder = holderOf(largest);
  const prose = sums(blocks, parentsOf(tree), proseLength);
  const inPart = new Uint8Array(tree.elements.length);
  let parts: HtmlElement[] = [];
  for (const element of tree.elements.slice(holder.index + 1)) {
    const { parent, index } = element;
    // The elements of a page stand in document order: this one is the first after the holder's.
    if ((parent?.index ?? 0) < holder.index) break;
    if (element.name === 'h1') {
      if (index > largest.index) break;
      parts = [];
    }
    if (parent && inPart[parent.index] === 1) inPart[index] = 1;
    else if (element.name === largest.name && (prose[index] ?? 0) > 0 && nameOf(element) === name) {
      inPart[index] = 1;
      parts.push(element);
    }
  }
  return new Set([...parts, largest]);
}

function nameOf(element: HtmlElement): string {
  const labels = labelsOf(element).map((label) => label.replace(/\d{1,10}/g, '#'));
  return [attributeOf(element, 'itemprop'), ...new Set(labels)].join(' ').trim();
}

function holderOf(element: HtmlElement): HtmlElement {
  let holder = element.parent ?? element;
  for (let level = 1; level < MOST_LEVELS && holder.parent && !HOLDERS.has(holder.name); level++)
    holder = holder.parent;
  return holder;
}
