import type { Body } from '../../article/canonical';
import type { FieldName, Statement } from '../../article/metadata';
import type { Span, Warning } from '../../article/schema';
import { bodyOfString, mapped } from '../bodies';
import type { DataValue, Member } from '../data';
import { membersByName } from '../fields';
import { findJsonProblem, readJson } from '../json-reader';
import { markupIn, readMarkup } from '../markup';
import { attributeOf, type HtmlElement } from './element';
import { folded } from './text';

/** Scripts of a page that are looked at, and how long one may be. */
const MOST_SCRIPTS = 40;
const LONGEST_SCRIPT = 2_000_000;
const MOST_OBJECTS = 400;
const DEEPEST = 5;
const MOST_ITEMS = 200;

type Members = ReadonlyMap<string, Member>;

/** An object of schema.org's vocabulary in the page, and where the JSON that it stands in begins. */
interface Thing {
  members: Members;
  types: readonly string[];
  /** Offset of its script's text in the page. */
  base: number;
}

/** What the page says of itself elsewhere, by which its own article is told from others that it lists. */
export interface Hints {
  titles: readonly string[];
  urls: readonly string[];
}

const ARTICLE = /(?:Article|Posting|Report|Review|Editorial)$/;
const PAGE = /(?:^WebPage|Page)$/;

/** What the schema.org data in the page's scripts say about its article, most trusted first. */
export function readJsonLd(
  source: string,
  scripts: readonly HtmlElement[],
  hints: Hints,
): { statements: Statement[]; warnings: Warning[]; body: Body | undefined; pageNames: string[] } {
  const things: Thing[] = [];
  let broken = 0;
  for (const script of scripts.slice(0, MOST_SCRIPTS)) {
    const [text] = script.children;
    if (text?.type !== 'text' || text.end - text.start > LONGEST_SCRIPT) continue;
    const json = repaired(source.slice(text.start, text.end));
    if (json.trim() === '') continue;
    if (findJsonProblem(json)) broken += 1;
    else collect(readJson(json), text.start, things, 0);
  }
  const byId = indexById(things);
  const articles = ownArticles(things, hints);
  const pages = things.filter(({ types }) => types.some((type) => PAGE.test(type)));
  const statements = [
    ...articles.flatMap((thing) => statementsOf(thing, byId, ARTICLE_FIELDS)),
    ...pages.slice(0, 1).flatMap((thing) => statementsOf(thing, byId, PAGE_FIELDS)),
  ];
  const warnings = broken > 0 && articles.length === 0 ? [notReadable(broken)] : [];
  const pageNames = pages.flatMap(({ members }) => textOf(members.get('name')?.value)?.value ?? []);
  return { statements, warnings, body: bodyIn(source, articles), pageNames };
}

/** The text of the article, where the data hold it. */
function bodyIn(source: string, articles: readonly Thing[]): Body | undefined {
  for (const { members, base } of articles) {
    const text = textOf(members.get('articlebody')?.value);
    if (!text) continue;
    const span = { start: base + text.span.start, end: base + text.span.end };
    const body = bodyOfString(source, { ...text, span });
    // HTML that was escaped once more.
    return markupIn(body.text) === 'blocks' ? mapped(readMarkup(body.text, true), body.sourceMap) : body;
  }
  return undefined;
}

/** What does not belong into JSON and is there all the same, made white space of the same length, so that places hold. */
function repaired(json: string): string {
  const blank = (found: string): string => ' '.repeat(found.length);
  return json
    .replace(/[\x00-\x1f\u2028\u2029]/g, ' ')
    .replace(/^\s*(?:<!--|\/\/ ?<!\[CDATA\[|<!\[CDATA\[|\/\* ?<!\[CDATA\[ ?\*\/)/, blank)
    .replace(/(?:-->|\/\/ ?\]\]>|\]\]>|\/\* ?\]\]> ?\*\/|;)\s*$/, blank);
}

function collect(value: DataValue, base: number, things: Thing[], depth: number): void {
  if (depth > DEEPEST || things.length >= MOST_OBJECTS) return;
  if (value.type === 'list') {
    for (const item of value.items(MOST_ITEMS)) collect(item, base, things, depth + 1);
    return;
  }
  if (value.type !== 'map') return;
  const members = membersByName(value.members());
  const types = listOf(members.get('@type')?.value).flatMap((type) => textOf(type)?.value ?? []);
  things.push({ members, types: types.map((type) => type.replace(/^.*[/#:]/, '')), base });
  for (const name of ['@graph', 'mainentity', 'mainentityofpage', 'author', 'publisher']) {
    const inner = members.get(name)?.value;
    if (inner) collect(inner, base, things, depth + 1);
  }
}

function indexById(things: readonly Thing[]): ReadonlyMap<string, Thing> {
  const byId = new Map<string, Thing>();
  for (const thing of things) {
    const id = textOf(thing.members.get('@id')?.value)?.value;
    // A reference has nothing but the id.
    if (id && thing.members.size > 1 && thing.members.has('name') && !byId.has(id)) byId.set(id, thing);
  }
  return byId;
}

/** The articles that are the page's own: by title or address; else the only one that there is. */
function ownArticles(things: readonly Thing[], hints: Hints): Thing[] {
  const articles = things.filter(({ types }) => types.some((type) => ARTICLE.test(type)));
  const titles = hints.titles.map(folded).filter((title) => title !== '');
  const own = articles.filter(({ members }) => {
    const title = folded(textOf(members.get('headline')?.value ?? members.get('name')?.value)?.value ?? '');
    if (title !== '' && titles.some((other) => other.startsWith(title) || title.startsWith(other))) return true;
    const addresses = ['url', 'mainentityofpage', '@id'].flatMap((name) => addressOf(members.get(name)?.value) ?? []);
    return addresses.some((address) => hints.urls.includes(plainAddress(address)));
  });
  if (own.length > 0) return own;
  const [only, ...others] = articles;
  return only && others.length === 0 ? [only] : [];
}

/** An address without what does not tell pages apart. */
export function plainAddress(address: string): string {
  return address.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/[?#].*$|\/$/g, '');
}

function addressOf(value: DataValue | undefined): string | undefined {
  if (value?.type === 'map') return textOf(membersByName(value.members()).get('@id')?.value)?.value;
  return textOf(value)?.value;
}

type Said = { value: string | string[]; quote: string; span: Span };

const ARTICLE_FIELDS: readonly [FieldName, readonly string[]][] = [
  ['title', ['headline', 'name']],
  ['bylines', ['author', 'creator']],
  ['published', ['datepublished', 'datecreated']],
  ['updated', ['datemodified']],
  ['publication', ['publisher', 'ispartof']],
  ['section', ['articlesection']],
  ['language', ['inlanguage']],
  ['url', ['url', 'mainentityofpage']],
  ['keywords', ['keywords']],
  ['copyright', ['copyrightnotice']],
];
const PAGE_FIELDS: readonly [FieldName, readonly string[]][] = [
  ['published', ['datepublished']],
  ['updated', ['datemodified']],
  ['language', ['inlanguage']],
];

function statementsOf(
  { members, base }: Thing,
  byId: ReadonlyMap<string, Thing>,
  fields: readonly [FieldName, readonly string[]][],
): Statement[] {
  return fields.flatMap(([field, names]) =>
    names.flatMap((name) => {
      const member = members.get(name);
      const said = member && said1(field, member.value, base, byId);
      if (!member || !said || said.value.length === 0) return [];
      const { value, quote, span } = said;
      return [
        { field, value, evidence: { from: 'json-ld', name: member.name, quote, span: { ...span, in: 'source' } } },
      ];
    }),
  );
}

function said1(field: FieldName, value: DataValue, base: number, byId: ReadonlyMap<string, Thing>): Said | undefined {
  const place = { start: base + value.span.start, end: base + value.span.end };
  if (field === 'bylines' || field === 'publication') {
    const named = listOf(value).filter((item) => field === 'bylines' || !isPage(item, byId));
    const names = named.flatMap((item) => nameOf(item, base, byId) ?? []);
    const [first] = names;
    if (!first) return undefined;
    const quote = names.map((name) => name.value).join('; ');
    const span = names.length === 1 ? first.span : place;
    return { value: field === 'bylines' ? names.map((name) => name.value) : first.value, quote, span };
  }
  if (field === 'keywords' && value.type === 'list') {
    const words = value.items(MOST_ITEMS).flatMap((item) => textOf(item)?.value ?? []);
    return { value: words, quote: words.join('; '), span: place };
  }
  if (field === 'url') {
    const address = addressOf(value);
    return address && /^https?:/i.test(address) ? { value: address, quote: address, span: place } : undefined;
  }
  const text = textOf(listOf(value)[0]);
  if (!text || text.value.trim() === '') return undefined;
  return {
    value: field === 'title' || field === 'section' ? withoutMarkup(text.value) : text.value,
    quote: text.value,
    span: { start: base + text.span.start, end: base + text.span.end },
  };
}

/** True for a page, or a reference to one: of a page an article may be a part as of a publication. */
function isPage(value: DataValue, byId: ReadonlyMap<string, Thing>): boolean {
  if (value.type !== 'map') return false;
  const members = membersByName(value.members());
  const other = byId.get(textOf(members.get('@id')?.value)?.value ?? '');
  const types = listOf(members.get('@type')?.value).flatMap((type) => textOf(type)?.value ?? []);
  return [...types, ...(other?.types ?? [])].some((type) => PAGE.test(type));
}

/** The name of a person or an organisation: text, an object with a name, or a reference to one. */
function nameOf(
  value: DataValue,
  base: number,
  byId: ReadonlyMap<string, Thing>,
): { value: string; span: Span } | undefined {
  if (value.type === 'text') return named(value, base);
  if (value.type !== 'map') return undefined;
  const members = membersByName(value.members());
  const name = listOf(members.get('name')?.value ?? members.get('byline')?.value)[0];
  if (name?.type === 'text') return named(name, base);
  const id = textOf(members.get('@id')?.value)?.value;
  const other = id === undefined ? undefined : byId.get(id);
  const otherName = other && textOf(other.members.get('name')?.value);
  return other && otherName ? named(otherName, other.base) : undefined;
}

function named({ value, span }: Text, base: number): { value: string; span: Span } | undefined {
  const name = withoutMarkup(value).trim();
  if (name === '' || /^https?:/i.test(name)) return undefined;
  return { value: name, span: { start: base + span.start, end: base + span.end } };
}

type Text = Extract<DataValue, { type: 'text' }>;

function textOf(value: DataValue | undefined): Text | undefined {
  return value?.type === 'text' ? value : undefined;
}

function listOf(value: DataValue | undefined): DataValue[] {
  if (!value) return [];
  return value.type === 'list' ? value.items(MOST_ITEMS) : [value];
}

function withoutMarkup(text: string): string {
  return markupIn(text) === 'none' ? text : readMarkup(text).text;
}

function notReadable(count: number): Warning {
  const what = count === 1 ? 'A script with schema.org data is' : `${count} scripts with schema.org data are`;
  return { code: 'json-ld-not-readable', message: `${what} no valid JSON and gave no metadata` };
}

/** True for a script that holds JSON-LD. */
export function isJsonLd(element: HtmlElement): boolean {
  return element.name === 'script' && /^application\/ld\+json/i.test(attributeOf(element, 'type').trim());
}
