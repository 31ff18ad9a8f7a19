import type { Block } from './blocks';
import { findContainer } from './container';
import { withoutForeign } from './foreign';
import { isSentence } from './prose';
import { tidy } from './tidy';
import type { HtmlElement, HtmlTree } from './tree';

/**
 * Finds the blocks of a page that are the article: of all elements, the one whose blocks have the largest sum, where
 * prose counts by its length, and links, labels and lists of teasers count against it (maximum subsequence
 * segmentation, Pasternack and Roth 2009, over subtrees instead of sequences). Before, what names itself as something
 * else (navigation, comments, promotion) is left out, unless it holds much of the page's prose.
 * @param all the blocks of the page that are shown
 */
export function articleBlocks(all: readonly Block[], tree: HtmlTree): Block[] {
  const own = withoutForeign(all, tree);
  const container = findContainer(own, all, tree);
  const blocks = tidy(
    own.filter(({ element }) => isWithin(element, container)),
    tree,
  );
  // A page that is all in one link has its text there.
  return blocks.some(({ kind }) => kind !== 'caption') ? blocks : all.filter(({ text }) => isSentence(text));
}

function isWithin(element: HtmlElement, container: HtmlElement): boolean {
  for (let at: HtmlElement | undefined = element; at; at = at.parent) if (at === container) return true;
  return false;
}
