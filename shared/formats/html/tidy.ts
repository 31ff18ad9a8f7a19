import type { Block } from './blocks';
import { attributeOf, type HtmlElement } from './element';
import { labelsOf, wordsIn } from './labels';
import { MOST_LINKED, parentsOf, proseLength, SENTENCE_END, sums } from './prose';
import type { HtmlTree } from './tree';

/** The blocks of an article's element without what stands in it and is no part of the text; captions are named. */
export function tidy(blocks: readonly Block[], tree: HtmlTree): Block[] {
  const parents = parentsOf(tree);
  const lists = linkLists(blocks, tree, parents);
  const lengths = sums(blocks, parents, ({ text }) => text.length);
  const images = imagesOf(tree, parents);
  const kept = blocks
    .filter((block) => !lists.has(block.element) && !isLinks(block))
    .map((block) => (isCaption(block, lengths, images) ? { ...block, kind: 'caption' as const } : block));
  return withoutIdleHeadings(withoutEnds(withoutPromotion(kept), lengths));
}

function isLinks(block: Block): boolean {
  if (block.kind === 'list-item') return block.linked > block.text.length * 0.9 && !SENTENCE_END.test(block.text);
  return block.linked > block.text.length * MOST_LINKED && proseLength(block) === 0;
}

/** Elements of lists most of whose text is links. */
function linkLists(blocks: readonly Block[], tree: HtmlTree, parents: readonly number[]): Set<HtmlElement> {
  const lengths = sums(blocks, parents, ({ text }) => text.length);
  const linked = sums(blocks, parents, (block) => block.linked);
  const found = new Set<HtmlElement>();
  for (const element of tree.elements) {
    const isList = element.name === 'ul' || element.name === 'ol' || element.name === 'dl';
    const listed = isList && (linked[element.index] ?? 0) > (lengths[element.index] ?? 0) * 0.6;
    if (listed || (element.parent && found.has(element.parent))) found.add(element);
  }
  return found;
}

const LONGEST_CAPTION = 600;
const CAPTION_WORDS = new Set(
  'caption captions photo photos image images img picture figure gallery credit thumbnail thumb'.split(' '),
);
const CAPTION_TEXT =
  /^(?:©|\(?:c\)|photo(?:graph)?(?: by|:)|image(?: credit|:)|picture:|credit:)|\((?:image|photo|picture|getty|ap photo|reuters)[^()]{0,100}\)$|(?:getty images|\/ ?(?:ap|afp|reuters|getty))\)?$/i;

/** Text that belongs to a picture: it, or what holds it, calls itself so, or it shares its element with the picture. */
function isCaption(block: Block, lengths: Float64Array, images: Float64Array): boolean {
  if (block.kind === 'caption') return true;
  if (block.kind === 'heading') return false;
  if (block.text.length < 400 && CAPTION_TEXT.test(block.text)) return true;
  if (block.text.length < 250 && (images[block.element.index] ?? 0) > 0) {
    if ((lengths[block.element.index] ?? 0) === block.text.length) return true;
  }
  let element: HtmlElement | undefined = block.element;
  for (let up = 0; up < 3 && element; up++, element = element.parent) {
    if ((lengths[element.index] ?? 0) > LONGEST_CAPTION) return false;
    if (element.name === 'figure') return true;
    if (labelsOf(element).some((label) => wordsIn(label).some((word) => CAPTION_WORDS.has(word)))) return true;
  }
  return false;
}

/** How many pictures each element holds; icons and emoji are none. */
function imagesOf(tree: HtmlTree, parents: readonly number[]): Float64Array {
  const images = new Float64Array(tree.elements.length);
  for (const element of tree.elements) {
    if (element.name !== 'img' && element.name !== 'picture' && element.name !== 'video') continue;
    // Within a line it is an icon, or hidden until one points at it.
    if (element.parent?.name === 'span') continue;
    const width = Number(attributeOf(element, 'width') || 1000);
    if (!(width <= 48) && !/emoji|icon|smil/i.test(attributeOf(element, 'class'))) images[element.index] = 1;
  }
  for (let at = images.length - 1; at > 0; at--) {
    const parent = parents[at] ?? 0;
    images[parent] = (images[parent] ?? 0) + (images[at] ?? 0);
  }
  return images;
}

/** What begins a list of other articles. */
const MORE =
  /^(?:more (?:from|on|great|news|stories|about|in|like|coverage)|related|read (?:more|next|also)|also (?:read|on|see)|see also|recommended|you (?:may|might)|trending|popular|most (?:read|popular|viewed)|latest (?:news|stories)|don.t miss|top stories|around the web|up next|what to read)\b/i;
/** What asks the reader to do something. */
const ASKS =
  /^(?:subscribe|sign up|click here|read more|read also|also read|share this|advertisement|sponsored|download our|related|support our|continue reading|story continues|more[: ]|watch[: ]|listen[: ]|see also|like us)\b/i;

/** What a publication says of itself to its readers, in whole sentences. */
const OFFERS =
  /\b(?:sign(?:ing)? up (?:for|to) (?:our|the)|subscrib(?:e|ing) to (?:our|the|us)|follow (?:us|me|him|her|them) on|be reached at [^ ]{1,60}@|earn (?:a |an )?(?:affiliate |small )?commission|download (?:our|the) [^.]{0,30}\bapp|join our (?:whatsapp|telegram|newsletter|community)|support (?:our|independent) journalism|(?:visit|bookmark) our (?:homepage|website)|(?:for|get) (?:only|just) [^ ]{1,10} a month)\b/i;

/** Without lists of other articles with their headings, and without what asks the reader to do something. */
function withoutPromotion(blocks: readonly Block[]): Block[] {
  let inMore = false;
  return blocks.filter((block) => {
    const short = block.text.length < 120 && block.kind !== 'caption';
    if (
      short &&
      MORE.test(block.text) &&
      (block.kind === 'heading' || block.linked > 0 || !SENTENCE_END.test(block.text))
    ) {
      inMore = true;
      return false;
    }
    if (inMore && block.kind !== 'list-item' && (block.linked === 0 || proseLength(block) > 120)) inMore = false;
    if (inMore) return false;
    if (block.text.length < 350 && !/["“„«]/.test(block.text) && OFFERS.test(block.text)) return false;
    return !(block.text.length < 160 && block.kind !== 'caption' && block.linked > 0 && ASKS.test(block.text));
  });
}

/** Without what stands before the first prose and after the last: titles, dates, bylines, tags. */
function withoutEnds(blocks: Block[], lengths: Float64Array): Block[] {
  const isProse = (block: Block): boolean => block.kind !== 'caption' && proseLength(block) > 0;
  const first = blocks.findIndex(isProse);
  const last = blocks.findLastIndex(isProse);
  if (first === -1) return blocks;
  const parents = new Set(blocks.filter(isProse).map(({ element }) => element.parent));
  // Text that line ends part into paragraphs holds its headings.
  const texts = new Set(blocks.filter(isProse).map(({ element }) => element));
  const holders = new Set(blocks.filter(isProse).map((block) => holderOf(block, lengths)));
  return blocks.filter((block, at) => {
    if (block.kind === 'caption' || (at >= first && at <= last)) return true;
    if (block.element.name === 'h1') return false;
    if (block.element.name === 'tr' || block.kind === 'quote') return true;
    if (block.kind === 'list-item') return holders.has(listOf(block.element)?.parent);
    if (block.element.name !== 'p' && block.kind !== 'heading') return false;
    // A line before the text is mostly a date or a label, one after it a note by those who wrote it.
    if (at > last) return holders.has(holderOf(block, lengths));
    const { parent } = block.element;
    return parents.has(parent) || (block.kind === 'heading' && parent !== undefined && texts.has(parent));
  });
}

/** What holds a block together with others: elements that are wrapped about it alone do not count. */
function holderOf(block: Block, lengths: Float64Array): HtmlElement | undefined {
  let holder = block.element.parent;
  while (holder && lengths[holder.index] === block.text.length) holder = holder.parent;
  return holder;
}

function listOf(item: HtmlElement): HtmlElement | undefined {
  let element: HtmlElement | undefined = item;
  while (element && element.name !== 'ul' && element.name !== 'ol') element = element.parent;
  return element;
}

/** Without headings that no text follows. */
function withoutIdleHeadings(blocks: Block[]): Block[] {
  let text = false;
  const kept: Block[] = [];
  for (const block of blocks.toReversed()) {
    if (block.kind === 'heading' && !text) continue;
    if (block.kind !== 'caption') text = block.kind !== 'heading' || text;
    kept.push(block);
  }
  return kept.reverse();
}
