import type { Evidence } from '../../article/schema';
import { markupIn, readMarkup } from '../markup';
import { type Block, blocksOf } from './blocks';
import type { HtmlElement } from './element';

/** The text that an element shows, with its place in the source. */
export interface Shown {
  text: string;
  start: number;
  end: number;
}

export function shownBy(blocks: readonly Block[]): Shown | undefined {
  const first = blocks[0]?.pieces[0];
  const last = blocks.at(-1)?.pieces.at(-1);
  if (!first || !last) return undefined;
  return { text: blocks.map(({ text }) => text.replaceAll('\n', ' ')).join(' '), start: first.start, end: last.end };
}

/** What is said in a page's head is shorter; more than this is not read of one element. */
const LONGEST = 3000;

/** What an element shows, or the beginning of it; undefined when that is nothing. */
export function textIn(source: string, element: HtmlElement): Shown | undefined {
  return shownBy(blocksOf(source, element, ({ name }) => name === 'noscript', LONGEST));
}

export function evidenceOf(from: Evidence['from'], shown: Shown, name?: string): Evidence {
  const { text, start, end } = shown;
  return { from, ...(name === undefined ? {} : { name }), quote: text, span: { start, end, in: 'source' } };
}

/** A title without case, punctuation, entities and spaces, to compare with. */
export function folded(title: string): string {
  const text = markupIn(title) === 'none' ? title : readMarkup(title).text;
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
