import type { Block } from './blocks';
import { findContainer } from './container';
import type { HtmlElement } from './element';
import { withoutForeign } from './foreign';
import { partsOf } from './parts';
import { isSentence, SENTENCE_END } from './prose';
import { tidy } from './tidy';
import type { HtmlTree } from './tree';

/**
 * Finds the blocks of a page that are the article: of all elements, the one whose blocks have the largest sum, where
 * prose counts by its length, and links, labels and lists of teasers count against it (maximum subsequence
 * segmentation, Pasternack and Roth 2009, over subtrees instead of sequences). Before, what names itself as something
 * else (navigation, comments, promotion) is left out, unless it holds much of the page's prose.
 * @param all the blocks of the page that are shown
 */
export function articleBlocks(all: readonly Block[], tree: HtmlTree): Block[] {
  const own = withoutForeign(all, tree);
  const parts = partsOf(findContainer(own, all, tree), own, tree);
  const inside = own.filter(({ element }) => isWithin(element, parts));
  const blocks = tidy(withoutRepeated(inside, all), tree);
  // A page that is all in one link has its text there.
  return blocks.some(({ kind }) => kind !== 'caption') ? blocks : all.filter(({ text }) => isSentence(text));
}

function isWithin(element: HtmlElement, containers: ReadonlySet<HtmlElement>): boolean {
  for (let at: HtmlElement | undefined = element; at; at = at.parent) if (containers.has(at)) return true;
  return false;
}

/** A label that stands in so many places is the page's. */
const MANY = 3;

/** Without labels that the page repeats in the article and elsewhere ("Advertisement"), in whatever language. */
function withoutRepeated(inside: readonly Block[], all: readonly Block[]): Block[] {
  const isLabel = ({ kind, text }: Block): boolean => kind === 'body' && text.length < 80 && !SENTENCE_END.test(text);
  const counts = countTexts(all.filter(isLabel));
  const countsInside = countTexts(inside.filter(isLabel));
  return inside.filter((block) => {
    const count = isLabel(block) ? (counts.get(block.text) ?? 0) : 0;
    return count < MANY || count === countsInside.get(block.text);
  });
}

function countTexts(blocks: readonly Block[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of blocks) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
