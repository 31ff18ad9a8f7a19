import type { FieldName, Statement } from '../../article/metadata';
import { attributeOf, elementsOf, type HtmlElement } from './element';
import { evidenceOf, type Shown, textIn } from './text';

const FIELDS: Readonly<Partial<Record<string, FieldName>>> = {
  headline: 'title',
  author: 'bylines',
  datePublished: 'published',
  dateModified: 'updated',
  articleSection: 'section',
  inLanguage: 'language',
};
const ARTICLE = /(?:Article|Posting|Report|Review|Editorial)$/;
/** Properties of a page that are looked at. */
const MOST = 60;

/** What elements with an `itemprop` say about the article that they stand in; those of other things in it do not count. */
export function readMicrodata(source: string, elements: readonly HtmlElement[]): Statement[] {
  const authors: Shown[] = [];
  const statements: Statement[] = [];
  let looked = 0;
  for (const element of elements) {
    const property = element.attributes.get('itemprop')?.value;
    if (!property || looked >= MOST) continue;
    looked += 1;
    const name = property.split(/\s+/).find((word) => FIELDS[word] !== undefined);
    const field = name === undefined ? undefined : FIELDS[name];
    if (!field || !isOfArticle(element)) continue;
    const shown = saidBy(source, element);
    if (!shown || shown.text.trim() === '') continue;
    if (field === 'bylines') authors.push(shown);
    else statements.push({ field, value: shown.text, evidence: evidenceOf('microdata', shown, property) });
  }
  const [first] = authors;
  if (!first) return statements;
  const names = authors.map(({ text }) => text).filter((text) => !/https?:|^[a-z0-9_.-]{1,80}$/.test(text));
  if (names.length === 0) return statements;
  const evidence = { ...evidenceOf('microdata', first, 'author'), quote: names.join('; ') };
  statements.push({ field: 'bylines', value: names.length === 1 ? (names[0] ?? '') : names, evidence });
  return statements;
}

/** Whether the item that a property belongs to is an article, and so is what holds that, if anything. */
function isOfArticle(element: HtmlElement): boolean {
  for (let at = element.parent; at; at = at.parent) {
    if (at.attributes.has('itemscope')) return ARTICLE.test(attributeOf(at, 'itemtype').trim());
  }
  return false;
}

function saidBy(source: string, element: HtmlElement): Shown | undefined {
  for (const name of ['content', 'datetime']) {
    const attribute = element.attributes.get(name);
    if (attribute && attribute.value.trim() !== '') {
      return { text: attribute.value, start: attribute.start, end: attribute.end };
    }
  }
  if (element.attributes.has('itemscope')) {
    for (const inner of elementsOf(element)) {
      if (/(?:^|\s)name(?:\s|$)/.test(attributeOf(inner, 'itemprop'))) return saidBy(source, inner);
    }
  }
  return textIn(source, element);
}
