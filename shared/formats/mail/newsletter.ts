import type { Body } from '../../article/canonical';
import type { Statement } from '../../article/metadata';
import type { Span } from '../../article/schema';
import { takeParagraphs } from '../bodies';
import type { Draft } from '../draft';
import { looksLikeHeading, looksLikeProse } from '../head';
import { readMarkup } from '../markup';
import { firstAfter, type MarkedSpans, spansIn } from './spans';

/**
 * Reads the HTML of a mail. A newsletter holds many items: titles that are links, or that have one in their text ("Read
 * more"), each with prose. Two of them make it one; then every item is an article, and the introduction is one when it
 * is prose. Any other mail is one article. What is hidden, and what is about the mail itself, is no text.
 */

/** About the mail itself, in short paragraphs. */
const FURNITURE =
  /\b(?:unsubscribe|view (?:this (?:e-?mail|newsletter)|it)? ?(?:online|in (?:your|a) (?:web )?browser)|(?:manage|update|change) (?:your )?(?:e-?mail )?(?:preferences|settings|subscription)|you (?:are receiving|received|get) this (?:e-?mail|newsletter|message)|was this (?:e-?mail|newsletter) forwarded|forward(?:ed)? (?:to|this)|sign up here|privacy policy|add us to your address book|abbestellen|im browser (?:ansehen|öffnen)|se désabonner|désinscri\w{1,10}|darse de baja)\b/i;
const LONGEST_FURNITURE = 300;
const READ_MORE =
  /^(?:(?:read|continue) (?:more|on|reading)\b.{0,40}|(?:(?:read|view|see) )?(?:the )?(?:full|whole) (?:story|article)|more|learn more|weiterlesen|mehr(?: lesen)?|lire (?:la suite|plus)|leer más|seguir leyendo)[ .…»›→>]*$/i;
const LONGEST_TITLE = 150;
const FEWEST_ITEMS = 2;

interface Block {
  index: number;
  text: string;
  /** Where its words stand in the HTML. */
  source: Span;
  isTitle: boolean;
  href: string | undefined;
}

interface Item {
  title: Block;
  blocks: Block[];
  href: string | undefined;
}

/** @returns drafts whose bodies map to `html`; the items' titles and addresses are their only statements */
export function readMailHtml(html: string): Draft[] {
  const marked = spansIn(html);
  const body = readMarkup(html, true, true);
  const blocks = blocksOf(body, marked).filter(({ source }) => !isWithin(source, marked.hidden));
  const items = itemsOf(blocks, marked);
  const linked = items.filter(({ href }) => href !== undefined);
  const pages = new Set(linked.map(({ href }) => href)).size;
  // An article may have a few headings with links among others.
  if (pages < FEWEST_ITEMS || linked.length * 2 < items.length) {
    const shown = withoutFurniture(blocks);
    const whole = keep(body, shown.length > 0 ? shown : blocks);
    return whole.text === '' ? [] : [{ body: whole, statements: [], warnings: [] }];
  }
  const before = withoutFurniture(blocks.filter(({ index }) => index < (items[0]?.title.index ?? 0)));
  const isIntroduction = before.some(({ text }) => looksLikeProse(text));
  const introduction: Draft[] = isIntroduction ? [{ body: keep(body, before), statements: [], warnings: [] }] : [];
  return [...introduction, ...items.map((item) => draftOf(body, item))];
}

function blocksOf(body: Body, marked: MarkedSpans): Block[] {
  const linkSpans = marked.links.map(({ span }) => span);
  let run = 0;
  return body.paragraphs.map(({ start, end, kind }, index) => {
    const text = body.text.slice(start, end);
    const source: Span = { start: 0, end: 0 };
    // Runs ascend, and so do paragraphs.
    for (let at = body.sourceMap[run]; at && at[0] < end; at = body.sourceMap[++run]) {
      const from = at[1] + Math.max(0, start - at[0]);
      const to = at[1] + Math.min(at[2], end - at[0]);
      if (from < to) {
        if (source.end === 0) source.start = from;
        source.end = to;
      }
      if (at[0] + at[2] >= end) break;
    }
    const link = marked.links[covering(linkSpans, source)];
    const isBold = link !== undefined || covering(marked.strong, source) >= 0;
    const isShort = text.length <= LONGEST_TITLE && !text.includes('\n') && !READ_MORE.test(text);
    const isTitle = isShort && (kind === 'heading' || (isBold && looksLikeHeading(text, LONGEST_TITLE)));
    return { index, text, source, isTitle, href: link?.href };
  });
}

/** Titles with the prose that follows each, up to the next title or the mail's furniture. */
function itemsOf(blocks: readonly Block[], marked: MarkedSpans): Item[] {
  const items: Item[] = [];
  const linkSpans = marked.links.map(({ span }) => span);
  let item: Item | undefined;
  for (const block of blocks) {
    if (isFurniture(block)) item = undefined;
    else if (block.isTitle) {
      item = { title: block, blocks: [], href: block.href };
      items.push(item);
    } else if (item) item.blocks.push(block);
  }
  return items.flatMap(({ title, blocks: own, href }) => {
    const text = own.filter(({ text: words, href: link }) => !(link !== undefined && READ_MORE.test(words)));
    if (!text.some(({ text: words }) => looksLikeProse(words))) return [];
    const last = own.at(-1)?.source.end ?? title.source.end;
    const readMore = marked.links
      .slice(firstAfter(linkSpans, title.source.start), firstAfter(linkSpans, last) + 1)
      .find(({ span, text: words }) => span.start < last && READ_MORE.test(words));
    return [{ title, blocks: text, href: href ?? readMore?.href }];
  });
}

function draftOf(body: Body, { title, blocks, href }: Item): Draft {
  const span = { ...title.source, in: 'source' as const };
  const statements: Statement[] = [
    { field: 'title', value: title.text, evidence: { from: 'markup', quote: title.text, span } },
    ...(href
      ? [{ field: 'url' as const, value: href, evidence: { from: 'markup' as const, name: 'a@href', quote: href } }]
      : []),
  ];
  return { body: keep(body, blocks), statements, warnings: [] };
}

function keep(body: Body, blocks: readonly Block[]): Body {
  return takeParagraphs(
    body,
    blocks.map(({ index }) => index),
  );
}

function withoutFurniture(blocks: readonly Block[]): Block[] {
  return blocks.filter((block) => !isFurniture(block));
}

function isFurniture({ text }: Block): boolean {
  return text.length <= LONGEST_FURNITURE && FURNITURE.test(text);
}

/** The stretch that covers the words, or nearly: an arrow or a number may stand beside a link; -1 when none does. */
function covering(spans: readonly Span[], { start, end }: Span): number {
  const index = firstAfter(spans, (start + end) / 2);
  const span = spans[index];
  const overlap = span ? Math.min(span.end, end) - Math.max(span.start, start) : 0;
  return end > start && overlap >= (end - start) * 0.8 ? index : -1;
}

function isWithin({ start, end }: Span, spans: readonly Span[]): boolean {
  const span = spans[firstAfter(spans, start)];
  return span !== undefined && span.start <= start && end <= span.end;
}
