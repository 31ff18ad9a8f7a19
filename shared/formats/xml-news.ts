import type { Body } from '../article/canonical';
import type { FieldName, Statement } from '../article/metadata';
import type { Warning } from '../article/schema';
import { UnreadableFileError } from '../errors';
import { joinBodies, withoutTitle } from './bodies';
import type { DataValue, Member } from './data';
import type { Draft } from './draft';
import { membersByName, statementsOf } from './fields';
import { looksLikeProse } from './head';
import { bodyOfMarkup, bodyOfWords } from './xml/body';
import { lineOf, textOf } from './xml/text';
import { readXml, type XmlElement } from './xml/tree';

/**
 * Reads news in XML whose vocabulary is of no format that we know: what publishing systems and archives make up. An
 * element is an article where its names leave no doubt: one headline and one body with prose below it. What only has a
 * "title" needs a byline or a date as well, since chapters and products have titles too.
 */

/** Most telling first. Compared in lower case without "-", "_" and ".". */
const HEADLINES = ['headline', 'hedline', 'hl1', 'head1', 'mainhead', 'articletitle', 'articleheadline', 'storytitle'];
const TITLE = 'title';
const BODIES =
  /^(?:body|bodytext|bodycopy|bodycontent|textbody|maintext|fulltext|articlebody|articletext|storybody|storytext|content|text|copy)$/;
const PARAGRAPH = /^(?:p|para|paragraph|par)$/;
/** What stands beside an article and is not of it. */
const ASIDE =
  /^(?:media|images?|photos?|pictures?|graphics?|captions?|related|relatedlinks?|links|sidebar|advert|comments?)$/;
const SIGNING: readonly FieldName[] = ['bylines', 'published'];
const INHERITED: readonly FieldName[] = ['publication', 'volume', 'issue', 'published', 'language', 'copyright'];
/** Beyond this depth below an article no element says something of it. */
const DEEPEST_FIELD = 4;
const MOST_FIELDS = 500;
const MOST_ATTRIBUTES = 50;
const LONGEST_FIELD = 3000;
/** No format of news has its articles deeper; so each word is looked at a bounded number of times. */
const DEEPEST_ARTICLE = 16;
/** So much of an element is looked at to tell whether it is prose. */
const LOOKED_AT = 20_000;
const MOST_NAMED = 12;

/** @throws UnreadableFileError `xml-not-supported` when no article can be told in it, and as `readXml` */
export function* readUnknownXml(source: string): Generator<Draft> {
  const root = readXml(source);
  const found: Found[] = [];
  const open = search(source, root, { around: [], depth: 0 }, found);
  if (found.length === 0) throw notSupported(root, open);
  for (const one of found) yield draftOf(source, one, root);
}

interface Found {
  element: XmlElement;
  /** What the elements around it say of all that is in them, the innermost first. */
  around: readonly Statement[];
  headline: XmlElement;
  bodies: readonly XmlElement[];
}

/** Headlines and bodies of an element that no article in it has taken. */
interface Open {
  headlines: XmlElement[];
  bodies: XmlElement[];
}

interface Place {
  around: readonly Statement[];
  depth: number;
}

/** Articles from the innermost on: each takes the headline and the body that it alone has. */
function search(source: string, element: XmlElement, { around, depth }: Place, found: Found[]): Open {
  const name = normal(element.name);
  const open: Open = { headlines: [], bodies: [] };
  if (HEADLINES.includes(name) || name === TITLE)
    return lineOf(source, element) === '' ? open : { ...open, headlines: [element] };
  if (ASIDE.test(name) || depth > DEEPEST_ARTICLE) return open;
  const inside: Place = { around: [...sharedBy(source, element), ...around], depth: depth + 1 };
  const before = found.length;
  for (const child of element.children) {
    const { headlines, bodies } = search(source, child, inside, found);
    for (const headline of headlines) open.headlines.push(headline);
    for (const body of bodies) open.bodies.push(body);
  }
  const paragraphs = element.children.filter((child) => PARAGRAPH.test(normal(child.name)));
  if (open.bodies.length === 0 && found.length === before) {
    if (BODIES.test(name) && isProse(source, element)) open.bodies = [element];
    else if (paragraphs.length > 0 && isProse(source, element)) open.bodies = paragraphs;
  }
  const headline = onlyHeadline(open.headlines);
  const isOne = open.bodies.length > 0 && new Set(open.bodies.map((body) => normal(body.name))).size === 1;
  const isSingle =
    open.bodies.length === 1 || (isOne && open.bodies.every((body) => PARAGRAPH.test(normal(body.name))));
  if (!headline || !isSingle) return open;
  const article: Found = { element, around, headline, bodies: open.bodies };
  if (normal(headline.name) === TITLE && !isSigned(source, article)) return open;
  found.push(article);
  return { headlines: [], bodies: [] };
}

/** The one headline of the most telling name; undefined where two have it: then it is not certain whose the text is. */
function onlyHeadline(headlines: readonly XmlElement[]): XmlElement | undefined {
  for (const name of [...HEADLINES, TITLE]) {
    const named = headlines.filter((headline) => normal(headline.name) === name);
    if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  }
  return undefined;
}

function isProse(source: string, { inner, children }: XmlElement): boolean {
  const beginning = { start: inner.start, end: Math.min(inner.end, inner.start + LOOKED_AT) };
  const words = textOf(source, { inner: beginning }).value.trim();
  const isMarked = children.some((child) => PARAGRAPH.test(normal(child.name)));
  return looksLikeProse(words) || (isMarked && /[.!?。][”"’']?(?:\s|$)/.test(words));
}

function isSigned(source: string, found: Found): boolean {
  return said(source, found).some(({ field }) => SIGNING.includes(field));
}

function draftOf(source: string, found: Found, root: XmlElement): Draft {
  const { headline, bodies } = found;
  const title = lineOf(source, headline);
  const body = withoutTitle(joinBodies(bodies.map((element) => bodyOf(source, element))), title);
  const span = { ...headline.inner, in: 'source' as const };
  const statements: Statement[] = [
    { field: 'title', value: title, evidence: { from: 'xml', name: headline.name, quote: title, span } },
    ...said(source, found).filter(({ field }) => field !== 'title'),
  ];
  return { body, statements, warnings: [unknownVocabulary(root, unusedOf(source, found, statements))] };
}

function bodyOf(source: string, element: XmlElement): Body {
  if (element.children.length === 0 && !PARAGRAPH.test(normal(element.name))) return bodyOfWords(source, element);
  // Of the names of paragraphs, <p> alone is one of HTML.
  const paragraphs = element.children.filter((child) => /^(?:para|paragraph|par)$/.test(normal(child.name)));
  return joinBodies((paragraphs.length > 0 ? paragraphs : [element]).map((part) => bodyOfMarkup(source, part)));
}

/** What the elements and attributes of an article say of it, and those of the elements around it. */
function said(source: string, found: Found): Statement[] {
  return [...statementsOf(membersByName(fieldsOf(source, found)), 'xml'), ...found.around];
}

/** The attributes of an article's element, and the elements beside its text. */
function fieldsOf(source: string, { element, headline, bodies }: Found): Member[] {
  const taken = new Set([headline, ...bodies]);
  const fields = new Map<string, DataValue[]>();
  const collect = (at: XmlElement, level: number) => {
    if (level > DEEPEST_FIELD || ASIDE.test(normal(at.name)) || BODIES.test(normal(at.name))) return;
    for (const child of at.children) {
      if (taken.has(child)) continue;
      put(fields, source, child);
      collect(child, level + 1);
    }
  };
  collect(element, 0);
  return [...attributesOf(source, element), ...membersOf(fields)];
}

/** What an element says of the articles in it: by its attributes, and by elements without others in them. */
function sharedBy(source: string, element: XmlElement): Statement[] {
  const fields = new Map<string, DataValue[]>();
  for (const child of element.children) if (child.children.length === 0) put(fields, source, child);
  const members = [...attributesOf(source, element), ...membersOf(fields)];
  return statementsOf(membersByName(members), 'xml', INHERITED);
}

function put(fields: Map<string, DataValue[]>, source: string, element: XmlElement): void {
  const values = fields.get(element.name) ?? [];
  const { start, end } = element.inner;
  if (fields.size >= MOST_FIELDS || values.length >= MOST_FIELDS || end - start > LONGEST_FIELD) return;
  values.push({ type: 'text', value: lineOf(source, element), span: element.inner });
  fields.set(element.name, values);
}

function membersOf(fields: ReadonlyMap<string, DataValue[]>): Member[] {
  return [...fields].map(([name, values]) => {
    const [first] = values;
    if (first && values.length === 1) return { name, value: first };
    const span = first?.span ?? { start: 0, end: 0 };
    return { name, value: { type: 'list', span, items: (limit) => values.slice(0, limit) } };
  });
}

function attributesOf(source: string, { attributes, span, inner }: XmlElement): Member[] {
  return Object.entries(attributes)
    .slice(0, MOST_ATTRIBUTES)
    .map(([name, value]) => {
      const at = source.slice(span.start, inner.start).indexOf(value);
      const start = span.start + Math.max(at, 0);
      return {
        name,
        value: { type: 'text', value, span: { start, end: at === -1 ? inner.start : start + value.length } },
      };
    });
}

/** Names of elements with words beside the text that say nothing that we understand. */
function unusedOf(source: string, found: Found, statements: readonly Statement[]): string[] {
  const used = new Set(statements.map(({ evidence }) => evidence.name));
  const unused = fieldsOf(source, found)
    .filter(({ name, value }) => !used.has(name) && !(value.type === 'text' && value.value === ''))
    .map(({ name }) => name);
  return [...new Set(unused)];
}

function unknownVocabulary(root: XmlElement, unused: readonly string[]): Warning {
  const rest = unused.length > 0 ? `; not understood: ${listed(unused)}` : '';
  const message = `The XML (<${root.name}>) is of no format that we know: read by the names of its elements${rest}`;
  return { code: 'xml-vocabulary-unknown', message };
}

function notSupported(root: XmlElement, { headlines, bodies }: Open): UnreadableFileError {
  const names = new Set<string>();
  const collect = (element: XmlElement) => {
    names.add(element.name);
    for (const child of element.children) if (names.size < 2 * MOST_NAMED) collect(child);
  };
  collect(root);
  const why =
    headlines.filter(({ name }) => normal(name) !== TITLE).length > 1 && bodies.length > 0
      ? `it is not certain which of its ${headlines.length} headlines is of which text`
      : 'in no element of it are a headline and a body, or a title, a body and a byline or date';
  return new UnreadableFileError(
    'unsupported',
    'xml-not-supported',
    `Of XML, NITF, NewsML, NewsML-G2, RSS, Atom and what is named plainly are read; the file begins with <${root.name}>, and ${why} (its elements: ${listed([...names])})`,
    'Drop the articles in one of these formats, or as HTML or plain text.',
  );
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).map((name) => name.slice(0, 40));
  return shown.join(', ') + (names.length > shown.length ? ', …' : '');
}

function normal(name: string): string {
  return name.toLowerCase().replace(/[-_.]/g, '');
}
