import type { FieldName, Statement } from '../article/metadata';
import type { Warning } from '../article/schema';
import { UnreadableFileError } from '../errors';
import { bodyOfString, joinBodies } from './bodies';
import type { DataValue, Members, Text } from './data';
import type { Draft } from './draft';
import { membersByName, statementsOf } from './fields';
import { type JsonProblem, readJson } from './json-reader';
import { markupIn, readMarkup } from './markup';
import { isNinjs, readNinjs } from './ninjs';
import { FROM_DESCRIPTION } from './wire';

/** Members that hold an article's text, most trusted first; compared as in fields.ts. */
const TEXT_NAMES = [
  'text',
  'body',
  'content',
  'articlebody',
  'bodytext',
  'contenttext',
  'fulltext',
  'maintext',
  'article',
];
const HTML_NAMES = ['bodyhtml', 'bodyxhtml', 'contenthtml', 'html'];
/** Members of a part of a text, where parts are objects: WordPress's rendered content, blocks of editors. */
const PART_NAMES = ['rendered', 'text', 'content', 'value', 'html'];
/** Members that hold a list of articles. */
const LIST_NAMES = ['articles', 'items', 'entries', 'posts', 'results', 'stories'];
/** Members that the answers of news services and searches wrap articles in, one in the other. */
const ENVELOPES = new Set([
  ...[...LIST_NAMES, 'article', 'story', 'item', 'entry', 'doc', 'docs', 'documents', 'records', 'news', 'list'],
  ...['data', 'response', 'result', 'payload', 'hits', 'feed', 'channel'],
]);
const DEEPEST_ENVELOPE = 3;
/** What a document that holds articles says of all of them; a date only when it is the issue of a serial. */
const INHERITED: readonly FieldName[] = ['publication', 'volume', 'issue', 'language'];

const MOST_ARTICLES = 20_000;
const MOST_PARTS = 100_000;

/** What a JSON value holds. */
export interface JsonArticles {
  /** `ninjs` when its first article is an IPTC ninjs item. */
  format: 'json' | 'ninjs';
  drafts: Draft[];
}

/**
 * Reads JSON: an object that is an article, a list of such, or an object with a list of such. An article is an IPTC
 * ninjs item, or an object whose text is a string or a list of strings; HTML in it is reduced to its text, with a
 * warning. Elements that are no article are skipped with a warning.
 * @param source text without a JSON problem (`findJsonProblem`)
 * @param from where the value begins in `source`
 * @throws UnreadableFileError `json-not-an-article` when there is no article at all, `too-many-articles`
 */
export function readJsonArticles(source: string, from = 0): JsonArticles {
  const { elements, shared } = findElements(readJson(source, from));
  if (elements.length > MOST_ARTICLES) throw tooManyArticles();
  const drafts: Draft[] = [];
  const skipped: number[] = [];
  let format: JsonArticles['format'] = 'json';
  elements.forEach((element, index) => {
    const members = membersOf(element);
    const isItem = members !== undefined && isNinjs(members);
    const found =
      members === undefined ? [] : isItem ? readNinjs(source, members) : readArticle(source, members, shared);
    if (isItem && drafts.length === 0) format = 'ninjs';
    if (found.length === 0) skipped.push(index + 1);
    for (const draft of found) drafts.push(draft);
  });
  const [first] = drafts;
  if (!first) throw notAnArticle(elements);
  if (skipped.length > 0) first.warnings.push(skippedElements(skipped, elements.length));
  return { format, drafts };
}

function findElements(root: DataValue): { elements: DataValue[]; shared: Statement[] } {
  if (root.type === 'list') return { elements: root.items(MOST_ARTICLES + 1), shared: [] };
  if (root.type !== 'map') return { elements: [root], shared: [] };
  const members = membersByName(root.members());
  const wrapped = membersOf(members.get('article')?.value);
  if ((textIn(members) && !(wrapped && isArticle(wrapped))) || isNinjs(members))
    return { elements: [root], shared: [] };
  for (const name of LIST_NAMES) {
    const list = members.get(name)?.value;
    if (list?.type !== 'list') continue;
    const shared = statementsOf(members, 'json', INHERITED);
    const isIssue = shared.some(({ field }) => field === 'volume' || field === 'issue');
    if (isIssue) shared.push(...statementsOf(members, 'json', ['published']));
    return { elements: list.items(MOST_ARTICLES + 1), shared };
  }
  return { elements: findWithin(members, 1) ?? [root], shared: [] };
}

/** Articles with a title within the members that have names of envelopes. */
function findWithin(members: Members, depth: number): DataValue[] | undefined {
  for (const [name, { value }] of members) {
    if (!ENVELOPES.has(name)) continue;
    if (value.type === 'list') {
      const items = value.items(MOST_ARTICLES + 1).map(unwrapped);
      if (items.some((item) => isArticle(membersOf(item)))) return items;
    }
    const inner = membersOf(value);
    if (!inner) continue;
    if (isArticle(inner)) return [value];
    const found = depth < DEEPEST_ENVELOPE ? findWithin(inner, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** A hit of a search holds what it found. */
function unwrapped(item: DataValue): DataValue {
  const inner = membersOf(item)?.get('source')?.value;
  return inner && isArticle(membersOf(inner)) ? inner : item;
}

/** The members of an object, with those of the object that some services keep the article's own in. */
function membersOf(value: DataValue | undefined): Members | undefined {
  if (value?.type !== 'map') return undefined;
  const members = membersByName(value.members());
  const fields = INNER.map((name) => members.get(name)?.value).find((inner) => inner?.type === 'map');
  if (fields?.type !== 'map' || textIn(members)) return members;
  return new Map([...members, ...membersByName(fields.members())]);
}

/** Content APIs and JSON:API. */
const INNER = ['fields', 'attributes'];

function isArticle(members: Members | undefined): boolean {
  if (!members) return false;
  const isTitled = ['title', 'headline', 'webtitle'].some((name) => members.has(name));
  return isNinjs(members) || (isTitled && textIn(members) !== undefined);
}

/** What an item says of an article whose text it does not give: only where it says whose and of what day that is. */
function descriptionOf(members: Members): Part[] | undefined {
  const has = (...names: string[]) => names.some((name) => members.get(name)?.value.type === 'text');
  const description = members.get('description')?.value;
  const isOfArticle = has('title') && has('url', 'link') && has('publishedat', 'published', 'datepublished', 'pubdate');
  return isOfArticle && description?.type === 'text' && description.value.trim() !== '' ? [description] : undefined;
}

function readArticle(source: string, members: Members, shared: readonly Statement[]): Draft[] {
  const text = textIn(members);
  const parts = text ?? descriptionOf(members);
  if (!parts) return [];
  const body = joinBodies(parts.map((part) => bodyOfString(source, part, part.isHtml)));
  if (body.text === '') return [];
  const statements = statementsOf(members, 'json').map(withoutMarkup);
  const warnings = [
    ...(text ? [] : [FROM_DESCRIPTION]),
    ...(parts.some(({ value }) => markupIn(value) !== 'none') ? [HTML] : []),
  ];
  return [{ body, statements: [...statements, ...shared], warnings }];
}

const HTML: Warning = {
  code: 'html-in-json',
  message: 'The text holds HTML: its tags were left out and its character references decoded',
};

/** `isHtml`: the name that it stands under says so. */
type Part = Text & { isHtml?: boolean };

/** The parts of the first member that holds a text, plain text before HTML. */
function textIn(members: Members): Part[] | undefined {
  for (const name of [...TEXT_NAMES, ...HTML_NAMES]) {
    const value = members.get(name)?.value;
    const parts = value ? partsOf(value) : [];
    if (!parts.some((part) => part.value.trim() !== '')) continue;
    return HTML_NAMES.includes(name) ? parts.map((part) => ({ ...part, isHtml: true })) : parts;
  }
  return undefined;
}

function partsOf(value: DataValue): Part[] {
  if (value.type === 'list') return value.items(MOST_PARTS).flatMap((item) => partOf(item) ?? []);
  const part = partOf(value);
  return part ? [part] : [];
}

function partOf(value: DataValue): Part | undefined {
  if (value.type === 'text') return value;
  if (value.type !== 'map') return undefined;
  const members = membersByName(value.members());
  for (const name of PART_NAMES) {
    const part = members.get(name)?.value;
    if (part?.type === 'text') return { ...part, isHtml: name === 'rendered' || name === 'html' };
  }
  return undefined;
}

/** A title that is HTML is read as such; the evidence quotes it as it stands. */
function withoutMarkup(statement: Statement): Statement {
  const { field, value } = statement;
  if ((field !== 'title' && field !== 'standfirst') || typeof value !== 'string' || markupIn(value) === 'none')
    return statement;
  return { ...statement, value: readMarkup(value).text };
}

function skippedElements(skipped: readonly number[], count: number): Warning {
  const which = skipped.slice(0, 10).join(', ') + (skipped.length > 10 ? ', …' : '');
  const message = `${skipped.length} of the ${count} elements of the file have no text and were skipped: ${which}`;
  return { code: 'elements-skipped', message };
}

/** JSON that does not parse. */
export function invalidJson({ line, column, what }: JsonProblem): UnreadableFileError {
  return new UnreadableFileError(
    'damaged',
    'invalid-json',
    `The file is not valid JSON: line ${line}, column ${column}: ${what}`,
    'Repair the JSON and drop the file again.',
  );
}

function notAnArticle(elements: readonly DataValue[]): UnreadableFileError {
  const [first] = elements;
  const names = first?.type === 'map' ? first.members().map((member) => member.name) : [];
  const listed = names.slice(0, 12).map((name) => name.slice(0, 40));
  const shown = names.length > listed.length ? [...listed, '…'] : listed;
  const found = first?.type === 'map' ? `it has ${shown.join(', ') || 'no members'}` : 'it is no object';
  return new UnreadableFileError(
    'unsupported',
    'json-not-an-article',
    `The JSON holds no article: a text was looked for in text, body, content, articleBody, body_text or body_html; ${
      elements.length === 0 ? 'the list is empty' : found
    }`,
    'Give each article a member "text" (and "title", "published", "publication"), or a list of such in "articles".',
  );
}

function tooManyArticles(): UnreadableFileError {
  const message = `The file holds more than ${MOST_ARTICLES} articles`;
  return new UnreadableFileError('too-large', 'too-many-articles', message, 'Split it into smaller files.');
}
