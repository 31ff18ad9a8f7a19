import type { Body } from '../article/canonical';
import type { FieldName, Statement } from '../article/metadata';
import { looksLikeNames } from '../article/values';
import type { Draft } from './draft';
import { markupIn } from './markup';
import { withFullYear } from './rfc822';
import { chooseBody, noWords } from './wire';
import { bodyOfMarkup, bodyOfText } from './xml/body';
import { Says } from './xml/statements';
import { find, lineOf, textOf } from './xml/text';
import { eachElement, type XmlElement } from './xml/tree';

/**
 * Reads RSS 0.9x to 2.0, RSS 1.0 (RDF) and Atom: each item or entry is an article, given as it is parsed. Its text is
 * its full content (`content:encoded`, Atom's `content`), else its description or summary, else its title; a warning
 * says when it is not the full content. What the channel says is of all of them.
 * @throws UnreadableFileError for broken XML, and `no-words` when there is no article; both after those before
 */
export function* readFeed(source: string): Generator<Draft> {
  const seen = new Set<string>();
  let count = 0;
  for (const { element, ancestors } of eachElement(source, ENTRIES)) {
    const channel = channelOf(element, ancestors);
    const draft = channel && readEntry(source, element, channel);
    if (!draft) continue;
    count += 1;
    const part = partOf(draft);
    const isNew = part !== undefined && !seen.has(part);
    if (isNew) seen.add(part);
    yield isNew ? { ...draft, part } : draft;
  }
  if (count === 0) throw noWords('feed');
}

const ENTRIES: ReadonlySet<string> = new Set(['item', 'entry']);

/** The element that speaks for all entries (of an Atom entry alone: itself); undefined where an element only has the name of an entry. */
function channelOf(entry: XmlElement, ancestors: readonly XmlElement[]): XmlElement | undefined {
  const parent = ancestors.at(-1);
  if (parent === undefined && entry.name === 'entry') return entry;
  if (parent?.name === 'RDF') return find(parent, 'channel') ?? parent;
  return parent?.name === 'channel' || parent?.name === 'feed' || parent?.name === 'rss' ? parent : undefined;
}

/** The name that the feed gives an entry for all time. */
function partOf({ statements }: Draft): string | undefined {
  const said =
    statements.find(({ field }) => field === 'identifier') ?? statements.find(({ field }) => field === 'url');
  return typeof said?.value === 'string' ? said.value : undefined;
}

function readEntry(source: string, entry: XmlElement, channel: XmlElement): Draft | undefined {
  if (isNoArticle(source, entry)) return undefined;
  const contents = entry.children.filter(
    ({ name, prefix }) => (name === 'encoded' && prefix !== 'excerpt') || (name === 'content' && prefix !== 'media'),
  );
  const summaries = entry.children.filter(
    ({ name, prefix }) =>
      prefix === 'excerpt' || ((name === 'description' || name === 'summary') && !/^(?:media|itunes)$/.test(prefix)),
  );
  // Podcasts and pictures: what they say where nothing else does.
  const others = entry.children.filter(
    ({ name, prefix }) => /^(?:media|itunes)$/.test(prefix) && (name === 'summary' || name === 'description'),
  );
  const bodies = entry.children.filter(({ name }) => name === 'body');
  const title =
    entry.children.find(({ name, prefix }) => name === 'title' && !/^(?:media|itunes)$/.test(prefix)) ??
    entry.children.find(({ name }) => name === 'title');
  const found = chooseBody(
    () => firstText(source, [...contents, ...bodies]),
    () => firstText(source, [...summaries, ...others]),
    () => title && bodyIn(source, title),
  );
  if (!found) return undefined;
  const standfirst = found.warnings.length === 0 ? standfirsts(source, summaries, found.body) : [];
  const says = new Says(source, 'feed');
  return {
    body: found.body,
    statements: [
      ...titleOf(source, says, title),
      ...standfirst,
      ...entrySays(source, says, entry),
      ...channelSays(source, says, entry, channel),
    ],
    warnings: found.warnings,
  };
}

/** What WordPress exports beside articles: menus, pictures, old revisions. */
function isNoArticle(source: string, entry: XmlElement): boolean {
  const type = entry.children.find(({ name, prefix }) => prefix === 'wp' && name === 'post_type');
  return type !== undefined && /^(?:attachment|nav_menu_item|revision|custom_css|wp_\w+)$/.test(lineOf(source, type));
}

function firstText(source: string, elements: readonly XmlElement[]): Body | undefined {
  for (const element of elements) {
    const body = bodyIn(source, element);
    if (body.text !== '') return body;
  }
  return undefined;
}

/** Atom says what its content is; elsewhere it is markup when elements stand in it, else text that may hold HTML. */
function bodyIn(source: string, element: XmlElement): Body {
  const type = element.attributes['type'] ?? '';
  const isHtml = element.name === 'encoded' || /html/.test(type);
  const decoded = fromBase64(source, element);
  if (decoded !== undefined) return bodyOfText({ value: decoded, runs: [] }, isHtml);
  if (element.children.length > 0 || /xhtml|\bxml/.test(type)) return bodyOfMarkup(source, element);
  return bodyOfText(textOf(source, element), isHtml);
}

/** What Atom 0.3 (`mode`) and its kin (`encoding`) let stand as base64; undefined where nothing is, or it is not. */
function fromBase64(source: string, element: XmlElement): string | undefined {
  const { mode = '', encoding = '' } = element.attributes;
  if (mode !== 'base64' && encoding !== 'base64') return undefined;
  const words = textOf(source, element).value.replace(/\s+/g, '');
  if (words === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(words)) return undefined;
  const bytes = Buffer.from(words, 'base64');
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? bytes.toString('latin1') : text;
}

/** A summary, unless the text begins with it. */
function standfirsts(source: string, summaries: readonly XmlElement[], body: Body): Statement[] {
  return summaries.flatMap((summary) => {
    const { text } = bodyIn(source, summary);
    const beginning = folded(text).slice(0, 60);
    if (beginning === '' || folded(body.text.slice(0, 10_000)).includes(beginning)) return [];
    return new Says(source, 'feed').value('standfirst', text, summary.inner, summary.name, lineOf(source, summary));
  });
}

function folded(text: string): string {
  return text.toLowerCase().replace(/[\s\p{P}]+/gu, '');
}

/** A title may hold HTML, escaped, or be encoded; the evidence quotes it as it stands. */
function titleOf(source: string, says: Says, title: XmlElement | undefined): Statement[] {
  return title ? says.value('title', plainLine(source, title), title.inner, 'title', lineOf(source, title)) : [];
}

function plainLine(source: string, element: XmlElement): string {
  const line = lineOf(source, element);
  const isPlain = element.children.length === 0 && element.attributes['mode'] !== 'base64' && markupIn(line) === 'none';
  return isPlain ? line : bodyIn(source, element).text.replace(/\s+/g, ' ');
}

function entrySays(source: string, says: Says, entry: XmlElement): Statement[] {
  const all = (...names: string[]) => entry.children.filter(({ name }) => names.includes(name));
  const words = (field: FieldName, ...names: string[]) =>
    names.flatMap((name) => all(name).flatMap((element) => says.words(field, element)));
  const isPermanent = (guid: XmlElement) => guid.attributes['isPermaLink'] !== 'false';
  return [
    ...all('source')
      .filter(({ prefix }) => prefix !== 'dc')
      .flatMap((element) => says.words('publication', find(element, 'title') ?? element, 'source')),
    ...authors(source, says, all('creator', 'author')),
    ...[
      ...words('published', 'published', 'pubDate', 'issued', 'date'),
      ...words('updated', 'updated', 'modified'),
    ].map(withCentury),
    ...words('url', 'origLink'),
    ...links(says, all('link')),
    ...all('guid')
      .filter(isPermanent)
      .flatMap((guid) => (/^https?:/.test(lineOf(source, guid)) ? says.words('url', guid) : [])),
    ...words('identifier', 'guid', 'id', 'identifier'),
    ...says.attribute('identifier', entry, 'rdf:about'),
    ...words('language', 'language'),
    ...says.attribute('language', entry, 'xml:lang'),
    ...categories(source, says, all('category', 'subject')),
    ...words('copyright', 'rights', 'copyright'),
  ];
}

function withCentury(statement: Statement): Statement {
  const { field, value } = statement;
  const isDate = (field === 'published' || field === 'updated') && typeof value === 'string';
  return isDate ? { ...statement, value: withFullYear(value) } : statement;
}

/** What the channel says of every entry; Atom's author of a feed is that of entries without one. */
function channelSays(source: string, says: Says, entry: XmlElement, channel: XmlElement): Statement[] {
  const first = (name: string) => channel.children.find((child) => child.name === name && child.prefix !== 'itunes');
  const hasAuthor = entry.children.some(({ name }) => name === 'author' || name === 'creator');
  const author = channel.name === 'feed' && !hasAuthor ? first('author') : undefined;
  const name = first('title');
  const publication = name && plainLine(source, name);
  return [
    ...(name && publication
      ? says.value('publication', publication, name.inner, `${channel.name}/title`, lineOf(source, name))
      : []),
    ...(author ? authors(source, says, [author]) : []),
    ...says.words('language', first('language'), `${channel.name}/language`),
    ...says.attribute('language', channel, 'xml:lang'),
    ...says.words('copyright', first('copyright') ?? first('rights'), `${channel.name}/copyright`),
  ];
}

/** "jane@example.org (Jane Roe)", "Jane Roe (mailto:jane@example.org)", "Jane Roe", <author><name>: one statement of all names; an address is no name. */
function authors(source: string, says: Says, elements: readonly XmlElement[]): Statement[] {
  const [first] = elements;
  const names = elements.flatMap((element) => {
    const line = lineOf(source, find(element, 'name') ?? element);
    const name =
      /^\S+@\S+ \(([^()]{1,200})\)$/.exec(line)?.[1] ??
      line.replace(/ ?[(<](?:mailto:)?[^\s()<>]{1,200}@[^\s()<>]{1,200}[)>]$/, '');
    return name === '' || /^\S+@\S+$/.test(name) ? [] : [name];
  });
  if (!first) return [];
  const [only] = names;
  const isList = only !== undefined && names.length === 1 && looksLikeNames(only);
  return says.value('bylines', isList ? only : names, first.inner, first.name);
}

function links(says: Says, elements: readonly XmlElement[]): Statement[] {
  const isPage = ({ attributes }: XmlElement) => /^(?:|alternate)$/.test(attributes['rel'] ?? '');
  return elements
    .filter(isPage)
    .flatMap((link) => (link.attributes['href'] ? says.attribute('url', link, 'href') : says.words('url', link)));
}

function categories(source: string, says: Says, elements: readonly XmlElement[]): Statement[] {
  const [first] = elements;
  const names = elements.flatMap(
    (element) => element.attributes['label'] || element.attributes['term'] || lineOf(source, element) || [],
  );
  return first ? says.value('keywords', names, first.span, first.name) : [];
}
