import { type Body, PARAGRAPH_SEPARATOR } from '../article/canonical';
import type { FieldName, Statement } from '../article/metadata';
import type { Warning } from '../article/schema';
import { addRun, composeRuns } from '../article/source-map';
import { UnreadableFileError } from '../errors';
import type { DataValue, Member } from './data';
import type { Draft } from './draft';
import { membersByName, statementsOf } from './fields';
import { type JsonProblem, readJson, stringRuns } from './json-reader';
import { markupIn, readMarkup } from './markup';

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
/** What a document that holds articles says of all of them; a date only when it is the issue of a serial. */
const INHERITED: readonly FieldName[] = ['publication', 'volume', 'issue', 'language'];

const MOST_ARTICLES = 20_000;
const MOST_PARTS = 100_000;

type Members = ReadonlyMap<string, Member>;

/**
 * Reads JSON: an object that is an article, a list of such, or an object with a list of such. The text is a string or
 * a list of strings; HTML in it is reduced to its text, with a warning. Elements that are no article are skipped with
 * a warning.
 * @param source text without a JSON problem (`findJsonProblem`)
 * @throws UnreadableFileError `json-not-an-article` when there is no article at all, `too-many-articles`
 */
export function readJsonArticles(source: string): Draft[] {
  const { elements, shared } = findElements(readJson(source));
  if (elements.length > MOST_ARTICLES) throw tooManyArticles();
  const drafts: Draft[] = [];
  const skipped: number[] = [];
  elements.forEach((element, index) => {
    const draft = element.type === 'map' ? readArticle(source, membersByName(element.members()), shared) : undefined;
    if (draft) drafts.push(draft);
    else skipped.push(index + 1);
  });
  const [first] = drafts;
  if (!first) throw notAnArticle(elements);
  if (skipped.length > 0) first.warnings.push(skippedElements(skipped, elements.length));
  return drafts;
}

function findElements(root: DataValue): { elements: DataValue[]; shared: Statement[] } {
  if (root.type === 'list') return { elements: root.items(MOST_ARTICLES + 1), shared: [] };
  if (root.type !== 'map') return { elements: [root], shared: [] };
  const members = membersByName(root.members());
  if (textIn(members)) return { elements: [root], shared: [] };
  for (const name of LIST_NAMES) {
    const list = members.get(name)?.value;
    if (list?.type !== 'list') continue;
    const shared = statementsOf(members, 'json', INHERITED);
    const isIssue = shared.some(({ field }) => field === 'volume' || field === 'issue');
    if (isIssue) shared.push(...statementsOf(members, 'json', ['published']));
    return { elements: list.items(MOST_ARTICLES + 1), shared };
  }
  return { elements: [root], shared: [] };
}

function readArticle(source: string, members: Members, shared: readonly Statement[]): Draft | undefined {
  const parts = textIn(members);
  if (!parts) return undefined;
  const bodies = parts.map((part) => {
    const body = readMarkup(part.value, part.isHtml);
    return { ...body, sourceMap: composeRuns(body.sourceMap, stringRuns(source, part.span)) };
  });
  const body = joinBodies(bodies);
  if (body.text === '') return undefined;
  const statements = statementsOf(members, 'json').map(withoutMarkup);
  return {
    body,
    statements: [...statements, ...shared],
    warnings: parts.some(({ value }) => markupIn(value) !== 'none') ? [HTML] : [],
  };
}

const HTML: Warning = {
  code: 'html-in-json',
  message: 'The text holds HTML: its tags were left out and its character references decoded',
};

/** `isHtml`: the name that it stands under says so. */
type Text = Extract<DataValue, { type: 'text' }> & { isHtml?: boolean };

/** The parts of the first member that holds a text, plain text before HTML. */
function textIn(members: Members): Text[] | undefined {
  for (const name of [...TEXT_NAMES, ...HTML_NAMES]) {
    const value = members.get(name)?.value;
    const parts = value ? partsOf(value) : [];
    if (!parts.some((part) => part.value.trim() !== '')) continue;
    return HTML_NAMES.includes(name) ? parts.map((part) => ({ ...part, isHtml: true })) : parts;
  }
  return undefined;
}

function partsOf(value: DataValue): Text[] {
  if (value.type === 'list') return value.items(MOST_PARTS).flatMap((item) => partOf(item) ?? []);
  const part = partOf(value);
  return part ? [part] : [];
}

function partOf(value: DataValue): Text | undefined {
  if (value.type === 'text') return value;
  if (value.type !== 'map') return undefined;
  const members = membersByName(value.members());
  for (const name of PART_NAMES) {
    const part = members.get(name)?.value;
    if (part?.type === 'text') return { ...part, isHtml: name === 'rendered' || name === 'html' };
  }
  return undefined;
}

function joinBodies(bodies: readonly Body[]): Body {
  const [only] = bodies;
  if (only && bodies.length === 1) return only;
  const texts: string[] = [];
  const joined: Body = { text: '', paragraphs: [], sourceMap: [], controlCharacters: 0 };
  let length = 0;
  for (const body of bodies) {
    joined.controlCharacters += body.controlCharacters;
    if (body.text === '') continue;
    if (length > 0) length += PARAGRAPH_SEPARATOR.length;
    for (const { start, end, kind } of body.paragraphs) {
      joined.paragraphs.push({ start: start + length, end: end + length, kind });
    }
    for (const [textStart, sourceStart, count] of body.sourceMap) {
      addRun(joined.sourceMap, textStart + length, sourceStart, count);
    }
    texts.push(body.text);
    length += body.text.length;
  }
  return { ...joined, text: texts.join(PARAGRAPH_SEPARATOR) };
}

/** A title that is HTML is read as such; the evidence quotes it as it stands. */
function withoutMarkup(statement: Statement): Statement {
  const { field, value } = statement;
  if (field !== 'title' || typeof value !== 'string' || markupIn(value) === 'none') return statement;
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
