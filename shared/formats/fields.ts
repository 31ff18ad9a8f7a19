import { type FieldName, isUnderstood, type Statement } from '../article/metadata';
import type { Evidence, Span } from '../article/schema';
import type { DataValue, Member } from './data';

/**
 * The names under which JSON documents and front matter give what we know, most trusted first: our own, schema.org,
 * ninjs, JSON Feed, WordPress, NewsAPI, and what scrapers write (newspaper, news-please, trafilatura). Compared without
 * case, "_", "-" and spaces: `date_published` is `datePublished`.
 */
const FIELD_NAMES: Readonly<Record<FieldName, readonly string[]>> = {
  title: ['title', 'headline', 'webtitle'],
  standfirst: ['standfirst', 'subtitle', 'subheadline', 'subhead', 'deck', 'dek'],
  publication: [
    'publication',
    'publicationname',
    'pubname',
    'newspaper',
    'sitename',
    'source',
    'sourcename',
    'publisher',
  ],
  volume: ['volume', 'volumenumber'],
  issue: ['issue', 'issuenumber'],
  section: ['section', 'sectionname', 'articlesection', 'category'],
  bylines: ['byline', 'bylines', 'author', 'authors', 'creator', 'by'],
  publishedWithin: [],
  published: [
    ...['published', 'publishedat', 'datepublished', 'publishedon', 'publicationdate', 'publisheddate', 'publishdate'],
    ...['pubdate', 'issuedate', 'datepublish', 'publishtime', 'date', 'webpublicationdate', 'versioncreated'],
  ],
  updated: ['updated', 'updatedat', 'dateupdated', 'modified', 'modifiedat', 'datemodified', 'lastmodified', 'lastmod'],
  language: ['language', 'lang', 'inlanguage'],
  url: ['url', 'weburl', 'link', 'canonicalurl', 'canonical', 'permalink'],
  keywords: ['keywords', 'tags'],
  dateline: ['dateline'],
  located: ['located', 'contentlocation', 'locationcreated'],
  subjects: ['subjects', 'subject'],
  slugline: ['slugline'],
  urgency: ['urgency'],
  copyright: ['copyright', 'copyrightnotice', 'rights'],
  identifier: ['identifier', 'guid'],
  versionCreated: [],
  embargoed: ['embargoed', 'embargo'],
};

/** So many items of a list are looked at. */
const MOST_ITEMS = 200;

/** Members that name an object: an author, a publisher, a tag; and `rendered`, WordPress's text. */
const NAMING = ['name', 'rendered', 'title', 'value', 'label', 'literal', 'url', '@id', '@value'];

function normalName(name: string): string {
  return name.toLowerCase().replace(/[_\s-]+/g, '');
}

/** The members by normal name; of several with one name, the last, as JSON.parse has it. */
export function membersByName(members: readonly Member[]): Map<string, Member> {
  return new Map(members.map((member) => [normalName(member.name), member]));
}

/**
 * What a document's members say about the article, most trusted first. A publication, section or keyword that is given
 * by an address, and an empty value, say nothing; what else cannot be read stays, so that a warning comes of it.
 */
export function statementsOf(
  members: ReadonlyMap<string, Member>,
  from: Evidence['from'],
  fields: readonly FieldName[] = FIELDS,
): Statement[] {
  return fields.flatMap((field) =>
    FIELD_NAMES[field].flatMap((name) => {
      const member = members.get(name);
      const statement = member && statementOf(field, member, from);
      return statement ? [statement] : [];
    }),
  );
}

const FIELDS: readonly FieldName[] = [
  ...(['title', 'standfirst', 'publication', 'volume', 'issue', 'section', 'bylines'] as const),
  ...(['published', 'updated', 'language', 'url', 'keywords', 'copyright', 'dateline', 'located'] as const),
  ...(['subjects', 'slugline', 'urgency', 'identifier', 'embargoed'] as const),
];
/** Fields whose unreadable values are reported; others are only taken where they fit. */
const REPORTED: readonly FieldName[] = ['published', 'updated', 'volume', 'issue', 'language', 'url'];
const MAY_BE_NUMBERS: readonly FieldName[] = ['title', 'volume', 'issue', 'published', 'updated', 'urgency'];

function statementOf(field: FieldName, member: Member, from: Evidence['from']): Statement | undefined {
  const raw = rawOf(field, member.value);
  if (!raw || raw.value.length === 0) return undefined;
  const { value, span } = raw;
  if (!REPORTED.includes(field) && !isUnderstood(field, value)) return undefined;
  const quote = typeof value === 'object' ? value.join('; ') : value;
  return { field, value, evidence: { from, name: member.name, quote, span: { ...span, in: 'source' } } };
}

function rawOf(field: FieldName, value: DataValue): { value: string | string[]; span: Span } | undefined {
  const { span } = value;
  switch (value.type) {
    case 'text':
      return { value: value.value, span };
    case 'number':
      // The author 1 or the tags 12 and 44 are keys of some database.
      return MAY_BE_NUMBERS.includes(field) ? { value: value.value, span } : undefined;
    case 'list': {
      const items = value.items(MOST_ITEMS);
      const [only] = items;
      if (only && items.length === 1) return rawOf(field, only);
      return { value: items.flatMap((item) => textOf(item)?.value ?? []), span };
    }
    default:
      return textOf(value);
  }
}

/** A text, or the text of the member that names an object. */
function textOf(value: DataValue): Extract<DataValue, { type: 'text' }> | undefined {
  if (value.type === 'text') return value;
  if (value.type !== 'map') return undefined;
  const members = membersByName(value.members());
  for (const name of NAMING) {
    const named = members.get(name)?.value;
    if (named?.type === 'text') return named;
  }
  return undefined;
}
