import type { FieldName, Statement } from '../article/metadata';
import { END_MARK, shiftDraft, shiftStatements } from './bodies';
import type { Draft } from './draft';
import { decorated, headStatements, looksLikeProse, markup } from './head';
import { beginsWithLabel, readHeader } from './header';
import { groupLines, lineAt } from './lines';
import { readMasthead } from './masthead';
import { readText } from './text';

/**
 * Splits a text file of several articles: one that repeats its header block ("Publication: …") for each, or one whose
 * parts between separator lines each have a title or a header of their own and prose. Everything else is one article.
 */
export function readDigest(source: string): Draft[] | undefined {
  return atHeaders(source) ?? atSeparators(source) ?? atTitles(source);
}

/** Nobody writes more; what repeats a line more often is a table or a log. */
const MOST_PARTS = 20_000;
/**
 * Two parts with titles may be an article and a box ("About the author"); three are a digest. Two are one as well when
 * each has a header, a byline or a date of its own.
 */
const FEWEST_TITLED = 3;
const FEWEST_SIGNED = 2;
const RULE = /^(?:-{3,200}|={3,200}|_{5,200}|#{5,200}|\*{5,200}|~{5,200})$/;
const MARK = /^(?:\* ?\* ?\*|# ?# ?#|\+ ?\+ ?\+|~ ?~ ?~|• ?• ?•)$/;

interface Part {
  start: number;
  end: number;
}

/** Lines that begin a header block with the labels that the first one has. */
function atHeaders(source: string): Draft[] | undefined {
  const starts: number[] = [];
  let first: readonly string[] | undefined;
  let isFree = true;
  for (let at = 0; at < source.length; ) {
    const { stop, next } = lineAt(source, at);
    const line = source.slice(at, Math.min(stop, at + 120)).trim();
    // Within a header, or within a paragraph, no article begins.
    if (isFree && beginsWithLabel(line)) {
      const labels = labelsAt(source, at);
      if (labels.length >= 2 && (first === undefined || sameAs(first, labels))) {
        first ??= labels;
        starts.push(at);
      }
    }
    isFree = line === '' || RULE.test(line) || MARK.test(line);
    at = next > at ? next : source.length;
    if (starts.length > MOST_PARTS) return undefined;
  }
  if (starts.length < 2) return undefined;
  const drafts = partsAt(source, starts).flatMap((part) => draftOf(source, part));
  return drafts.length < 2 ? undefined : drafts;
}

/** Titles between marks ("=== Harbour closed ==="), each with a byline or a day below it: else they are headings of one text. */
function atTitles(source: string): Draft[] | undefined {
  const starts: number[] = [];
  for (let at = 0; at < source.length && starts.length <= MOST_PARTS; ) {
    const { stop, next } = lineAt(source, at);
    if (stop - at <= LONGEST_TITLE_LINE && decorated(source.slice(at, stop).trim())) starts.push(at);
    at = next > at ? next : source.length;
  }
  if (starts.length < FEWEST_SIGNED || starts.length > MOST_PARTS) return undefined;
  const drafts = partsAt(source, starts).flatMap((part) => draftOf(source, part));
  return drafts.length >= FEWEST_SIGNED && drafts.every(isArticle) && drafts.every(isSigned) ? drafts : undefined;
}
const LONGEST_TITLE_LINE = 200;

/** Labels of the header block that begins there, as its statements name them. */
function labelsAt(source: string, at: number): string[] {
  const { statements } = readHeader(source.slice(at, at + 4000));
  return statements.map(({ evidence }) => (evidence.name ?? '').toLowerCase());
}

/** The same first label, and half of the others. */
function sameAs(first: readonly string[], labels: readonly string[]): boolean {
  const shared = labels.filter((label) => first.includes(label)).length;
  return first[0] === labels[0] && shared * 2 >= Math.max(first.length, labels.length);
}

/** What stands before the first header is an article only when it is prose. */
function partsAt(source: string, starts: readonly number[]): Part[] {
  const parts = starts.map((start, index) => ({ start, end: starts[index + 1] ?? source.length }));
  const before = { start: 0, end: starts[0] ?? 0 };
  return looksLikeProse(source.slice(before.start, before.end).trim()) ? [before, ...parts] : parts;
}

function atSeparators(source: string): Draft[] | undefined {
  for (const pattern of [RULE, MARK]) {
    const parts = partsBetween(source, pattern);
    if (parts.length < FEWEST_SIGNED || parts.length > MOST_PARTS) continue;
    const drafts = parts.flatMap((part) => draftOf(source, part));
    // A masthead may come first: the name of the digest, its date.
    const [masthead] = drafts;
    const isMasthead = masthead !== undefined && !isArticle(masthead) && !looksLikeProse(masthead.body.text);
    const parted = isMasthead ? drafts.slice(1) : drafts;
    const footer = parted.at(-1);
    const isFooter = parted.length > FEWEST_TITLED && footer !== undefined && isColophon(footer);
    const articles = isFooter ? parted.slice(0, -1) : parted;
    const fewest = articles.every(isSigned) ? FEWEST_SIGNED : FEWEST_TITLED;
    if (articles.length >= fewest && articles.every(isArticle)) {
      const [apart] = parts;
      const said = isMasthead && apart ? mastheadOf(source, apart) : ofSerial(masthead?.statements ?? []);
      return withFooter(withMasthead(articles, said), isFooter ? footer : undefined);
    }
  }
  return undefined;
}

/** What a digest says of itself at its end: a few words without a title. */
function isColophon({ statements, body }: Draft): boolean {
  return statements.length === 0 && body.paragraphs.length === 1 && body.text.length <= LONGEST_COLOPHON;
}
const LONGEST_COLOPHON = 250;

function withFooter(articles: Draft[], footer: Draft | undefined): Draft[] {
  const [first, ...others] = articles;
  if (!footer || !first) return articles;
  const message = `The end of the digest belongs to none of its articles and was left out: “${footer.body.text}”`;
  return [{ ...first, warnings: [...first.warnings, { code: 'footer-left-out', message }] }, ...others];
}

const OF_SERIAL: readonly FieldName[] = ['publication', 'volume', 'issue', 'published', 'publishedWithin'];

function ofSerial(statements: readonly Statement[]): Statement[] {
  const said = statements.filter(({ field }) => OF_SERIAL.includes(field));
  const isPlate = said.some(({ field, evidence }) => field === 'publication' && evidence.from === 'markup');
  return isPlate ? said : [];
}

/** What a part says that is nothing but a masthead. */
function mastheadOf(source: string, { start, end }: Part): Statement[] {
  const words = source.slice(start, end);
  const lines = groupLines(words, 0).flat().slice(0, 5);
  const plates = readMasthead(words, lines);
  const statements = lines.flatMap(
    ({ start: at, end: to }) => plates.get(at) ?? headStatements(words.slice(at, Math.min(to, at + 200)), at) ?? [],
  );
  return ofSerial(shiftStatements(statements, start));
}

/** What the masthead says, whether it stands apart or above the first article, is of all articles. */
function withMasthead(articles: Draft[], said: readonly Statement[]): Draft[] {
  return articles.map((draft) => {
    const isOwn = draft.statements.some(({ field, evidence }) => field === 'publication' && evidence.from === 'markup');
    return isOwn ? draft : { ...draft, statements: [...draft.statements, ...said] };
  });
}

/** The stretches between the lines of a pattern, but for end marks. */
function partsBetween(source: string, pattern: RegExp): Part[] {
  const parts: Part[] = [];
  let start = 0;
  const end = (at: number, next: number) => {
    if (source.slice(start, at).trim() !== '') parts.push({ start, end: at });
    start = next;
  };
  for (let at = 0; at < source.length && parts.length <= MOST_PARTS; ) {
    const { stop, next } = lineAt(source, at);
    const line = stop - at <= 210 ? source.slice(at, stop).trim() : '';
    if (pattern.test(line)) end(at, next);
    at = next > at ? next : source.length;
  }
  end(source.length, source.length);
  return parts.filter((part) => !END_MARK.test(source.slice(part.start, part.end).trim()));
}

function draftOf(source: string, { start, end }: Part): Draft[] {
  const words = source.slice(start, end);
  const link = LAST_LINK.exec(words.slice(-LONGEST_LINK));
  const text = link ? words.slice(0, words.length - link[0].length) : words;
  const draft = shiftDraft(readText(text), start);
  if (draft.body.text === '') return [];
  const url = link?.[1];
  if (url === undefined) return [draft];
  const at = start + text.length + (link?.[0].indexOf(url) ?? 0);
  const address: Statement = { field: 'url', value: url, evidence: markup(url, at, at + url.length) };
  return [{ ...draft, statements: [...draft.statements, address] }];
}

/** "Read more: http://…", "<http://…>" as the last line of an item: where it comes from. */
const LAST_LINK =
  /\r?\n[ \t]{0,20}(?:(?:read|full|more|link|source)[\w ]{0,20}: {0,5})?<?(https?:\/\/[^\s<>]{4,500})>?\s{0,200}$/i;
const LONGEST_LINK = 800;

function isArticle({ statements, body }: Draft): boolean {
  return statements.some(({ field }) => field === 'title' || field === 'publication') && looksLikeProse(body.text);
}

function isSigned({ statements }: Draft): boolean {
  return statements.some(
    ({ field, evidence }) => evidence.from === 'header' || field === 'bylines' || field === 'published',
  );
}
