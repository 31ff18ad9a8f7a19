import { readDate } from '../../article/dates';
import type { Statement } from '../../article/metadata';
import { looksLikeNames } from '../../article/values';
import type { Block } from './blocks';
import { labelsOf, wordsIn } from './labels';
import { evidenceOf, folded, type Shown, shownBy, textIn } from './text';
import { attributeOf, type HtmlElement } from './tree';

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
  const heading = headingOf(context, bodyStart);
  const from = heading ? heading.start : Math.max(0, bodyStart - HEAD_WITHOUT_HEADING);
  const head = blocks
    .filter((block) => {
      const start = block.pieces[0]?.start ?? 0;
      return start >= (heading?.end ?? from) && start < bodyStart;
    })
    .slice(0, MOST_HEAD_BLOCKS);
  const inHead = elements.filter(({ start }) => start >= from - 1500 && start < bodyStart + 200);
  return [
    ...(heading
      ? [{ field: 'title' as const, value: heading.text, evidence: evidenceOf('markup', heading, 'h1') }]
      : []),
    ...standfirstIn(head, context.descriptions),
    ...bylineIn(source, inHead, head),
    ...datesIn(source, inHead, head),
    ...copyrightIn(blocks, body),
  ];
}

/** The <h1> of the article: the one that says what the page calls itself elsewhere, else the first before the text. */
function headingOf({ source, elements, titles }: VisibleContext, bodyStart: number): Shown | undefined {
  const headings = elements
    .filter((element) => element.name === 'h1' && !isLinkHome(element))
    .slice(0, 50)
    .flatMap((element) => textIn(source, element) ?? []);
  const known = titles.map(folded).filter((title) => title !== '');
  const named = headings.find(({ text }) => {
    const title = folded(text);
    return title !== '' && known.some((other) => other.startsWith(title) || title.startsWith(other));
  });
  return named ?? headings.find(({ start }) => start < bodyStart);
}

/** Whether an element holds nothing but the link to the site's first page, as its name at the top of every page does. */
export function isLinkHome({ children }: HtmlElement): boolean {
  const links = children.filter((child) => child.type === 'element');
  const [link] = links;
  if (links.length !== 1 || link?.name !== 'a') return false;
  return /^(?:https?:\/\/[^/?#]{1,200})?\/?(?:index\.\w{1,5})?$/i.test(attributeOf(link, 'href').trim());
}

const STANDFIRST_WORDS = new Set(
  `standfirst subtitle subheadline subhead subheading dek deck excerpt lede strapline summary intro sapo description
  abstract tertiary`.split(/\s+/),
);

/** A sentence or two above the text that call themselves its standfirst, or that the page gives as its description. */
function standfirstIn(head: readonly Block[], descriptions: readonly string[]): Statement[] {
  const known = new Set(descriptions.map(folded).filter((text) => text.length > 30));
  const found = head.find((block) => {
    if (block.text.length < 25 || block.text.length > 700 || block.linked > block.text.length / 2) return false;
    if (known.has(folded(block.text))) return true;
    if (isAboutAuthor(block.element)) return false;
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

const BYLINE_WORDS = new Set(['byline', 'bylines', 'author', 'authors', 'writer', 'reporter', 'contributor']);

/** Names in a link to their author, in an element that calls itself a byline, or in a line that begins as one. */
function bylineIn(source: string, elements: readonly HtmlElement[], head: readonly Block[]): Statement[] {
  const links = elements.filter((element) => /(?:^|\s)author(?:\s|$)/i.test(attributeOf(element, 'rel')));
  const labelled = elements.filter((element) =>
    labelsOf(element).some((label) => wordsIn(label).some((word) => BYLINE_WORDS.has(word))),
  );
  for (const element of [...links, ...labelled].slice(0, 40)) {
    if (isOfPicture(element)) continue;
    const shown = textIn(source, element);
    if (!shown || shown.text.length > 200) continue;
    const names = namesIn(shown.text);
    if (names) return [{ field: 'bylines', value: names, evidence: evidenceOf('markup', shown) }];
  }
  for (const block of head) {
    const shown = shownBy([block]);
    const names = shown && shown.text.length < 120 && /^by:? /i.test(shown.text) ? namesIn(shown.text) : undefined;
    if (shown && names) return [{ field: 'bylines', value: names, evidence: evidenceOf('markup', shown) }];
  }
  return [];
}

function isOfPicture(element: HtmlElement): boolean {
  for (let at: HtmlElement | undefined = element; at; at = at.parent) if (at.name === 'figure') return true;
  return false;
}

const ROLE =
  /\b(?:writer|reporter|editor|correspondent|contributor|columnist|staff|journalist|producer|bureau|chief)$/i;

const MONTHS = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}';
/** Where the names end. */
const AFTER_NAMES = new RegExp(
  String.raw`\s[|·•–—-]\s|[|·•\n]|\s(?:on|for|in|at|published|updated|posted)\s|\s(?=\d|${MONTHS}\.? \d)`,
  'i',
);

/** "By Jane Roe, Staff Writer | 3 May" gives "Jane Roe". */
function namesIn(text: string): string | undefined {
  const [first] = text
    .replace(
      /^(?:(?:written|words|posted|story|reporting|report|text) )?(?:by|author|from|von|por|par|door|autore?|auteur)\b:? ?/i,
      '',
    )
    .split(AFTER_NAMES);
  const parts = (first?.trim() ?? '').split(/, ?/);
  // "A and B, C": the last name stands after "and", so C is where they work.
  const last = parts.findIndex((part) => / (?:and|&) /.test(part));
  const names = (last === -1 ? parts : parts.slice(0, last + 1)).filter(
    (name) => !ROLE.test(name) && !/\.[a-z]{2}/.test(name),
  );
  const all = names.join(', ');
  if (looksLikeNames(all)) return all;
  return names[0] !== undefined && looksLikeNames(names[0]) ? names[0] : undefined;
}

const DATE = new RegExp(
  String.raw`\b(?:\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?|\d{1,2}(?:st|nd|rd|th)? ${MONTHS}\.?,? \d{4}|${MONTHS}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})`,
  'i',
);

/** Times of <time> elements, and dates in the words between heading and text. */
function datesIn(source: string, elements: readonly HtmlElement[], head: readonly Block[]): Statement[] {
  const statements: Statement[] = [];
  for (const element of elements.filter(({ name }) => name === 'time').slice(0, 10)) {
    const time = element.attributes.get('datetime');
    const before = source.slice(Math.max(0, element.start - 100), element.start).replace(/<[^<>]*>|^[^<]*>/g, ' ');
    if (!time || !('value' in readDate(time.value))) continue;
    const field = isUpdate(before) || isUpdate(attributeOf(element, 'class')) ? 'updated' : 'published';
    const shown = { text: time.value, start: time.start, end: time.end };
    statements.push({ field, value: time.value, evidence: evidenceOf('markup', shown, 'time') });
  }
  for (const block of head) {
    const isRead = block.text.length <= 300 && block.linked <= block.text.length / 2;
    const found = isRead ? DATE.exec(block.text) : null;
    const shown = found && shownBy([block]);
    if (!found || !shown || !('value' in readDate(found[0]))) continue;
    const field = isUpdate(block.text.slice(0, found.index)) ? 'updated' : 'published';
    statements.push({ field, value: found[0], evidence: evidenceOf('markup', shown) });
  }
  return statements;
}

function isUpdate(words: string): boolean {
  return /\b(?:updated?|modified|edited|last)\b/i.test(words);
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
