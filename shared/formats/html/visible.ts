import type { Statement } from '../../article/metadata';
import type { Block } from './blocks';
import { attributeOf, type HtmlElement } from './element';
import { labelsOf, wordsIn } from './labels';
import { evidenceOf, folded, type Shown, shownBy, textIn } from './text';
import { bylineIn } from './visible-byline';
import { dateIn, datesIn } from './visible-dates';

/** What stands about the article where a reader sees it: its heading, and what is between that and the text. */
export interface VisibleContext {
  source: string;
  elements: readonly HtmlElement[];
  /** All of the page. */
  blocks: readonly Block[];
  /** Of the article. */
  body: readonly Block[];
  /** Titles that the page gives in other places. */
  titles: readonly string[];
  /** Descriptions that the page gives in other places. */
  descriptions: readonly string[];
}

/** Blocks between a heading and its text; more than these are not its head. */
const MOST_HEAD_BLOCKS = 60;
/** Code units before a text without a heading that are looked at. */
const HEAD_WITHOUT_HEADING = 6000;

export function readVisible(context: VisibleContext): Statement[] {
  const { source, elements, blocks, body } = context;
  const bodyStart = body[0]?.pieces[0]?.start ?? source.length;
  const title = headingOf(context, bodyStart);
  const heading = title?.named ? title.heading : (namedBlock(context, bodyStart) ?? title?.heading);
  const from = heading ? heading.start : Math.max(0, bodyStart - HEAD_WITHOUT_HEADING);
  const head = blocks
    .filter((block) => {
      const start = block.pieces[0]?.start ?? 0;
      return start >= (heading?.end ?? from) && start < bodyStart;
    })
    .slice(0, MOST_HEAD_BLOCKS);
  const inHead = elements.filter(({ start }) => start >= from - 1500 && start < bodyStart + 200);
  return [
    ...(title
      ? [{ field: 'title' as const, value: title.heading.text, evidence: evidenceOf('markup', title.heading, 'h1') }]
      : []),
    ...standfirstIn(head, context.descriptions, heading !== undefined),
    ...bylineIn(source, inHead, head),
    ...datesIn(source, inHead, [...head, ...justAbove(blocks, from)]),
    ...copyrightIn(blocks, body),
  ];
}

/** The <h1> of the article: the one that says what the page calls itself elsewhere, else the first before the text. */
function headingOf(
  { source, elements, titles }: VisibleContext,
  bodyStart: number,
): { heading: Shown; named: boolean } | undefined {
  const headings = elements
    .filter((element) => element.name === 'h1' && !isLinkHome(element))
    .slice(0, 50)
    .flatMap((element) => textIn(source, element) ?? []);
  const known = titles.map(folded).filter((title) => title !== '');
  const named = headings.find(({ text }) => {
    const title = folded(text);
    return title !== '' && known.some((other) => other.startsWith(title) || title.startsWith(other));
  });
  const heading = named ?? headings.find(({ start }) => start < bodyStart);
  return heading && { heading, named: named !== undefined };
}

/** Lines so short right above a title, where some print the date. */
function justAbove(blocks: readonly Block[], start: number): Block[] {
  const above = blocks.filter(({ pieces }) => (pieces[0]?.start ?? 0) < start).slice(-2);
  return above.filter(({ text }) => text.length < 50);
}

/** Titles that are shorter may be of anything. */
const SHORTEST_TITLE = 12;

/** Another heading before the text that says what the page calls itself elsewhere. */
function namedBlock({ blocks, titles }: VisibleContext, bodyStart: number): Shown | undefined {
  const known = titles.map(folded);
  const found = blocks.find(({ kind, text, pieces }) => {
    if (kind !== 'heading' || (pieces[0]?.start ?? 0) >= bodyStart) return false;
    const title = folded(text);
    return title.length >= SHORTEST_TITLE && known.some((other) => other.startsWith(title));
  });
  return found && shownBy([found]);
}

/** Whether an element holds nothing but the link to the site's first page, as its name at the top of every page does. */
export function isLinkHome({ children }: HtmlElement): boolean {
  const links = children.filter((child) => child.type === 'element');
  const [link] = links;
  if (links.length !== 1 || link?.name !== 'a') return false;
  return /^(?:(?:https?:)?\/\/[^/?#]{1,200})?\/?(?:index\.\w{1,5})?$/i.test(attributeOf(link, 'href').trim());
}

const STANDFIRST_WORDS = new Set(
  `standfirst subtitle subheadline subhead subheading dek deck excerpt lede strapline summary intro sapo description
  abstract tertiary`.split(/\s+/),
);

/** A sentence or two above the text that call themselves its standfirst, or that the page gives as its description. */
function standfirstIn(head: readonly Block[], descriptions: readonly string[], isBelowTitle: boolean): Statement[] {
  const known = new Set(descriptions.map(folded).filter((text) => text.length > 30));
  const found = head.find((block) => {
    if (block.text.length < 25 || block.text.length > 700 || block.linked > block.text.length / 2) return false;
    if (known.has(folded(block.text))) return true;
    if (!isBelowTitle || isAboutAuthor(block.element)) return false;
    if (/^[Bb][Yy] \p{Lu}/u.test(block.text) || (block.text.length < 40 && dateIn(block.text))) return false;
    const labels = [block.element, block.element.parent].flatMap((element) => (element ? labelsOf(element) : []));
    return labels.some(
      (label) => wordsIn(label).some((word) => STANDFIRST_WORDS.has(word)) || /sub-?title/i.test(label),
    );
  });
  const shown = found && shownBy([found]);
  return shown ? [{ field: 'standfirst', value: shown.text, evidence: evidenceOf('markup', shown) }] : [];
}

/** Whether an element, or what holds it, is about the author. */
function isAboutAuthor(element: HtmlElement): boolean {
  const labels = [element, element.parent].flatMap((at) => (at ? labelsOf(at) : []));
  return labels.some((label) =>
    wordsIn(label).some((word) => word === 'author' || word === 'authors' || word === 'bio'),
  );
}

/** A year, or the words with which publishers reserve their rights. */
const RESERVED = /^.{0,60}\b(?:19|20)\d{2}\b|\b(?:reserved|vorbehalten|reservados|réservés|riservati)\b/i;

/** The page's own line, which reserves the rights or stands below the article; another is the credit of a picture. */
function copyrightIn(blocks: readonly Block[], body: readonly Block[]): Statement[] {
  const end = body.at(-1)?.pieces.at(-1)?.end ?? 0;
  const found = blocks.findLast(({ text, kind, pieces }) => {
    if (text.length > 300 || kind === 'caption' || !/^(?:©|\(c\) ?\d|copyright\b)/i.test(text)) return false;
    return RESERVED.test(text) || (pieces[0]?.start ?? 0) >= end;
  });
  const shown = found && shownBy([found]);
  return shown ? [{ field: 'copyright', value: shown.text, evidence: evidenceOf('markup', shown) }] : [];
}
