import type { FieldName, Statement } from '../../article/metadata';
import { type Attribute, attributeOf, type HtmlElement } from './element';

/**
 * The names under which <meta> elements say what we know, most trusted first: Open Graph, Dublin Core, PRISM, Highwire
 * Press, Parse.ly, Sailthru, Cxense, and what is common without a standard.
 */
const NAMES: readonly [FieldName, string][] = [
  ['title', 'og:title twitter:title title parsely-title sailthru.title headline dc.title dcterms.title citation_title'],
  ['publication', 'og:site_name prism.publicationname dc.publisher citation_journal_title publisher application-name'],
  ['section', 'article:section og:section parsely-section prism.section section'],
  [
    'bylines',
    `author article:author article:author_name parsely-author sailthru.author og:author byl cxenseparse:author
    dc.creator dcterms.creator citation_author creator`,
  ],
  [
    'published',
    `article:published_time og:article:published_time og:published_time datepublished parsely-pub-date sailthru.date
    date.available dc.date.issued dcterms.issued prism.publicationdate citation_publication_date dc.date dcterms.date
    cxenseparse:recs:publishtime cxenseparse:publishtime publish-date publish_date publishdate pubdate
    publication_date publication-date published_at published displaydate originalpublicationdate date.created date`,
  ],
  [
    'updated',
    `article:modified_time og:article:modified_time datemodified og:updated_time dcterms.modified dc.date.modified
    date.modified date.updated last-modified lastmod modified`,
  ],
  ['language', 'inlanguage content-language dc.language dcterms.language language og:locale'],
  ['url', 'og:url parsely-link'],
  ['keywords', 'news_keywords keywords article:tag parsely-tags'],
  ['copyright', 'copyright dc.rights dcterms.rights rights'],
];
const FIELD_OF = new Map(
  NAMES.flatMap(([field, names]) => names.split(/\s+/).map((name, rank) => [name, { field, rank }] as const)),
);
/** Fields of which a page may have several elements that belong together. */
const SEVERAL: ReadonlySet<FieldName> = new Set(['bylines', 'keywords']);
/** Names by which authors are given as in a library's catalogue: "Roe, Jane". */
const CATALOGUE = /^(?:dc\.|dcterms\.|citation_)/;

/** What the <meta> elements say, and <link rel=canonical> and <html lang>: most trusted first. */
export function readMetaTags(metas: readonly HtmlElement[], html: HtmlElement | undefined): Statement[] {
  const found = new Map<string, { field: FieldName; rank: number; name: string; contents: Attribute[] }>();
  for (const meta of metas) {
    const content = meta.attributes.get(meta.name === 'link' ? 'href' : 'content');
    if (!content || content.value.trim() === '') continue;
    const name = meta.name === 'link' ? 'canonical' : nameOf(meta);
    const known = name === 'canonical' ? { field: 'url' as const, rank: -1 } : FIELD_OF.get(name.toLowerCase());
    if (!known || !isPlausible(known.field, content.value)) continue;
    const said = found.get(name) ?? { ...known, name, contents: [] };
    if (said.contents.length === 0 || SEVERAL.has(known.field)) said.contents.push(content);
    found.set(name, said);
  }
  const statements = [...found.values()].sort((a, b) => a.rank - b.rank).map(statementOf);
  const language = html?.attributes.get('lang') ?? html?.attributes.get('xml:lang');
  if (language && language.value.trim() !== '') {
    statements.unshift(statementOf({ field: 'language', name: 'html lang', contents: [language] }));
  }
  return statements;
}

function nameOf(meta: HtmlElement): string {
  const names = ['property', 'name', 'itemprop', 'http-equiv'].map((attribute) => attributeOf(meta, attribute).trim());
  return names.find((name) => FIELD_OF.has(name.toLowerCase())) ?? '';
}

/** Addresses and the names of accounts are no names of persons. */
function isPlausible(field: FieldName, content: string): boolean {
  if (field !== 'bylines') return true;
  return !/https?:|^@|@[\w-]{1,80}\.|^[a-z0-9_.-]{1,80}$/.test(content.trim());
}

function statementOf(said: { field: FieldName; name: string; contents: readonly Attribute[] }): Statement {
  const { field, name, contents } = said;
  const [first] = contents;
  const values = contents.map(({ value }) => value.trim());
  const quote = values.join('; ');
  const names = CATALOGUE.test(name.toLowerCase()) ? values.map(inOrder) : values;
  return {
    field,
    value: SEVERAL.has(field) && values.length > 1 ? names : (names[0] ?? ''),
    evidence: {
      from: 'meta-tag',
      name,
      quote,
      ...(first && contents.length === 1
        ? { span: { start: first.start, end: first.end, in: 'source' as const } }
        : {}),
    },
  };
}

/** "Roe, Jane" is Jane Roe. */
function inOrder(name: string): string {
  const parts = /^([^,]{1,60}), ([^,]{1,60})$/.exec(name);
  return parts ? `${parts[2]} ${parts[1]}` : name;
}
