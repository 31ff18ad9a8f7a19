import type { Block } from './blocks';
import { attributeOf, type HtmlElement } from './element';
import { labelsOf } from './labels';
import { parentsOf, proseLength, sums } from './prose';
import type { HtmlTree } from './tree';

/** Prose that stands alone between headings or links, as the text of a teaser does, counts so much less. */
const ALONE = 0.35;
/** A part that has so much of a container's value is the container. */
const MOST = 0.9;

/** Prose with no other prose before or after it. */
function teasersIn(blocks: readonly Block[]): ReadonlySet<Block> {
  const isProse = blocks.map((block) => proseLength(block) > 0);
  return new Set(blocks.filter((_, at) => isProse[at] && !isProse[at - 1] && !isProse[at + 1]));
}

export function findContainer(blocks: readonly Block[], all: readonly Block[], tree: HtmlTree): HtmlElement {
  const teasers = teasersIn(all);
  const counted = [...blocks, ...all.filter(isLinkedHeading)];
  const values = sums(counted, parentsOf(tree), (block) => worthOf(block) * (teasers.has(block) ? ALONE : 1));
  let best = tree.root;
  let bestValue = 0;
  for (const element of tree.elements) {
    const value = (values[element.index] ?? 0) * (isDeclared(element) ? 1.2 : 1);
    if (value >= bestValue && value > 0) {
      best = element;
      bestValue = value;
    }
  }
  if (bestValue <= 0) return tree.root;
  for (let at = best.index + 1; at < tree.elements.length; at++) {
    const element = tree.elements[at];
    if (element?.parent === best && (values[at] ?? 0) >= (values[best.index] ?? 0) * MOST) best = element;
  }
  return BLOCK_OF_ONE.has(best.name) ? (best.parent ?? best) : best;
}

/** What holds one paragraph, or a list, is no article, whatever else the page has. */
const BLOCK_OF_ONE = new Set(['p', 'li', 'blockquote', 'pre', 'span', 'h1', 'h2', 'h3', 'h4', 'td', 'ul', 'ol', 'dl']);

/** The headline of another article, which counts against what holds it wherever it stands. */
function isLinkedHeading({ kind, text, linked }: Block): boolean {
  return kind === 'heading' && linked > text.length / 2;
}

/** Elements of texts; what is short in others is mostly a label. */
const NEUTRAL = new Set(['p', 'tr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

function worthOf(block: Block): number {
  const prose = proseLength(block);
  if (prose > 0) return prose;
  if (block.linked < block.text.length / 2 && NEUTRAL.has(block.element.name)) return 0;
  return -Math.min(60, 3 + block.linked);
}

/** True when an element calls itself the text of an article. */
export function isDeclared(element: HtmlElement): boolean {
  if (/\barticleBody\b/i.test(attributeOf(element, 'itemprop'))) return true;
  return labelsOf(element).some((label) =>
    /(?:article|story|post|entry|news)[-_]{0,2}(?:body|content|text)(?:[-_]{0,2}\d{1,3})?$/i.test(label),
  );
}
