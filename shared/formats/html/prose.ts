import type { Block } from './blocks';
import type { HtmlTree } from './tree';

export const SENTENCE_END = /[.!?…。！？]["”’»')\]]*(?:\s|$)|[。！？]/;

/** A paragraph more of which is links is a list of them. */
export const MOST_LINKED = 0.6;

/** Code units of running text; 0 for what is no sentence, or more links than words. */
export function proseLength({ text, linked, kind }: Block): number {
  if (kind === 'heading' || kind === 'caption') return 0;
  const own = text.length - linked;
  if (linked > text.length * MOST_LINKED) return 0;
  return isSentence(text) ? own : 0;
}

/** Long enough for a sentence, with the end of one, or much longer. */
export function isSentence(text: string): boolean {
  if (text.length < 40 || !/\p{L}{2}/u.test(text)) return false;
  return SENTENCE_END.test(text) || text.length > 200;
}

/** The index of each element's parent; -1 for the root's. */
export function parentsOf(tree: HtmlTree): number[] {
  return tree.elements.map(({ parent }) => parent?.index ?? -1);
}

/** Adds up the blocks of each element, with those of the elements in it. Linear. */
export function sums(
  blocks: readonly Block[],
  parents: readonly number[],
  value: (block: Block) => number,
): Float64Array {
  const sum = new Float64Array(parents.length);
  for (const block of blocks) sum[block.element.index] = (sum[block.element.index] ?? 0) + value(block);
  for (let at = parents.length - 1; at > 0; at--) {
    const parent = parents[at] ?? 0;
    sum[parent] = (sum[parent] ?? 0) + (sum[at] ?? 0);
  }
  return sum;
}
