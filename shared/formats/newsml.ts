import type { Body } from '../article/canonical';
import type { Statement } from '../article/metadata';
import type { Subject, Warning } from '../article/schema';
import { joinBodies, withoutTitle } from './bodies';
import type { Draft } from './draft';
import { readNitfElement } from './nitf';
import { chooseBody, notUsable, noWords } from './wire';
import { bodyOfMarkup, bodyOfWords } from './xml/body';
import { Says, subjectOf } from './xml/statements';
import { find, findAll, lineOf } from './xml/text';
import { eachElement, type XmlElement } from './xml/tree';

/**
 * Reads IPTC NewsML 1.x. Its news components nest: a component with a headline is a story, and each language of an item
 * is one of its own; of a story's contents the one that is its body is its text, in the form that tells paragraphs best.
 * @throws UnreadableFileError for broken XML, and `no-words` when there is no article
 */
export function* readNewsml(source: string): Generator<Draft> {
  let count = 0;
  for (const { element, ancestors } of eachElement(source, new Set(['NewsItem']))) {
    const envelope = ancestors[0] && find(ancestors[0], 'NewsEnvelope');
    for (const path of storiesOf(element)) {
      const draft = readStory(source, element, path, envelope);
      if (!draft) continue;
      count += 1;
      yield draft;
    }
  }
  if (count === 0) throw noWords('NewsML');
}

/** Roles of components that belong to a story and are not its text. */
const NOT_BODY =
  /^(?:style ?sheet|head ?line|contact|logo|caption|photo|picture|image|graphic|video|audio|thumb|multimedia)/i;

/**
 * The components from an item to each of its stories; the item's own component when none has a headline. A component
 * with a headline is one story, unless two or more within it have one: then it is a package of them.
 */
function storiesOf(item: XmlElement): XmlElement[][] {
  const visit = (component: XmlElement, above: readonly XmlElement[]): XmlElement[][] => {
    if (NOT_BODY.test(roleOf(component))) return [];
    const path = [...above, component];
    const within = findAll(component, 'NewsComponent').flatMap((inner) => visit(inner, path));
    const isStory = find(component, 'NewsLines', 'HeadLine') !== undefined && within.length < 2;
    return isStory ? [path] : within;
  };
  const components = findAll(item, 'NewsComponent');
  const stories = components.flatMap((component) => visit(component, []));
  const [only] = components;
  return stories.length > 0 || !only ? stories : [[only]];
}

function roleOf(component: XmlElement): string {
  return find(component, 'Role')?.attributes['FormalName'] ?? '';
}

function readStory(
  source: string,
  item: XmlElement,
  path: readonly XmlElement[],
  envelope: XmlElement | undefined,
): Draft | undefined {
  const story = path.at(-1);
  const headline = story && find(story, 'NewsLines', 'HeadLine');
  const contents = story ? contentsOf(story) : [];
  const nitf = contents.flatMap((content) => readNitfIn(source, content));
  const marked = nitf.find(({ warnings }) => warnings.length === 0);
  const captions = story ? contentsOf(story, /^(?:caption|summary|abstract)/i) : [];
  const title = headline && lineOf(source, headline);
  const found = chooseBody(
    () => marked?.body ?? withoutTitle(bestOf(contents.map((content) => bodyOf(source, content))), title),
    () => bestOf(captions.map((content) => bodyOf(source, content))),
    () => headline && bodyOfWords(source, headline),
  );
  if (!found) return undefined;
  const said = [...path].reverse().flatMap((component) => componentSays(source, component));
  const statements = [...said, ...itemSays(source, item, envelope), ...(marked?.statements ?? [])];
  return { body: found.body, statements, warnings: [...found.warnings, ...statusOf(item)] };
}

/** The data of a story's contents whose role can be its body, or is `role`; those named a body first. */
function contentsOf(story: XmlElement, role?: RegExp): XmlElement[] {
  const found: { data: XmlElement; rank: number }[] = [];
  const visit = (component: XmlElement, inherited: string) => {
    const own = roleOf(component) || inherited;
    if (role ? role.test(own) : !NOT_BODY.test(own)) {
      for (const data of findAll(component, 'ContentItem', 'DataContent')) {
        found.push({ data, rank: /^(?:body|main)/i.test(own) ? 0 : 1 });
      }
    }
    for (const inner of findAll(component, 'NewsComponent')) visit(inner, own);
  };
  visit(story, '');
  const first = Math.min(...found.map(({ rank }) => rank));
  return found.filter(({ rank }) => rank === first).map(({ data }) => data);
}

function readNitfIn(source: string, data: XmlElement): Draft[] {
  const nitf = find(data, 'nitf');
  const draft = nitf && readNitfElement(source, nitf);
  return draft ? [draft] : [];
}

/** XHTML that stands in the item, or words: text, or HTML that is escaped. */
function bodyOf(source: string, data: XmlElement): Body | undefined {
  const html = find(data, 'html');
  if (html) return bodyOfMarkup(source, find(html, 'body') ?? html);
  return data.children.length > 0 ? bodyOfMarkup(source, data) : bodyOfWords(source, data);
}

/** The same text in several forms: the one with most paragraphs. */
function bestOf(bodies: readonly (Body | undefined)[]): Body {
  let best: Body = joinBodies([]);
  for (const body of bodies) if (body && body.paragraphs.length > best.paragraphs.length) best = body;
  return best;
}

/** What a component says; one that lies deeper is more trusted. */
function componentSays(source: string, component: XmlElement): Statement[] {
  const says = new Says(source, 'newsml');
  const line = (name: string) => findAll(component, 'NewsLines', name);
  const party = (name: string) => find(component, 'AdministrativeMetadata', name, 'Party');
  const locations = findAll(component, 'DescriptiveMetadata', 'Location', 'Property');
  return [
    ...line('HeadLine').flatMap((element) => says.words('title', element)),
    ...line('SubHeadLine').flatMap((element) => says.words('standfirst', element)),
    ...line('ByLine').flatMap((element) => says.words('bylines', element)),
    ...line('DateLine').flatMap((element) => says.words('dateline', element)),
    ...line('CopyrightLine').flatMap((element) => says.words('copyright', element)),
    ...line('SlugLine').flatMap((element) => says.words('slugline', element)),
    ...line('KeywordLine').flatMap((element) => says.words('keywords', element)),
    ...says.attribute('bylines', party('Creator'), 'FormalName'),
    ...says.attribute('publication', party('Provider') ?? party('Source'), 'FormalName'),
    ...says.attribute('language', find(component, 'DescriptiveMetadata', 'Language'), 'FormalName'),
    ...located(says, locations),
    ...says.subjects(subjects(component)),
  ];
}

function itemSays(source: string, item: XmlElement, envelope: XmlElement | undefined): Statement[] {
  const says = new Says(source, 'newsml');
  const first = find(item, 'NewsManagement', 'FirstCreated');
  const revision = find(item, 'NewsManagement', 'ThisRevisionCreated');
  const wasUpdated = first && revision && lineOf(source, first) !== lineOf(source, revision);
  return [
    ...says.attribute('publication', envelope && find(envelope, 'SentFrom', 'Party'), 'FormalName'),
    ...says.words('published', first),
    ...says.words('published', revision),
    ...(wasUpdated ? says.words('updated', revision) : []),
    ...says.words('versionCreated', revision),
    ...says.attribute('urgency', find(item, 'NewsManagement', 'Urgency'), 'FormalName'),
    ...says.words('identifier', find(item, 'Identification', 'NewsIdentifier', 'PublicIdentifier')),
    ...says.words('slugline', find(item, 'Identification', 'NameLabel')),
  ];
}

/** City, then region, then country, whatever their order. */
function located(says: Says, properties: readonly XmlElement[]): Statement[] {
  const rank = ({ attributes }: XmlElement) =>
    ['city', 'area', 'state', 'province', 'country'].findIndex((kind) =>
      (attributes['FormalName'] ?? '').toLowerCase().includes(kind),
    );
  const parts = properties.filter((property) => rank(property) >= 0).sort((a, b) => rank(a) - rank(b));
  const [first] = parts;
  const value = parts.flatMap(({ attributes }) => attributes['Value'] || []).join(', ');
  return first ? says.value('located', value, first.span, 'Location') : [];
}

/** Codes of subjects and genre, and what vendors list as keywords in properties. */
function subjects(component: XmlElement): { subject: Subject; element: XmlElement }[] {
  const found: { subject: Subject; element: XmlElement }[] = [];
  const add = (element: XmlElement, parts: { name?: string | undefined; code?: string | undefined; type?: string }) => {
    const subject = subjectOf({
      name: parts.name,
      type: parts.type,
      code: parts.code,
      scheme: element.attributes['Scheme'],
    });
    if (subject) found.push({ subject, element });
  };
  for (const code of findAll(component, 'DescriptiveMetadata', 'SubjectCode')) {
    for (const part of code.children) add(part, { code: part.attributes['FormalName'] });
  }
  for (const genre of findAll(component, 'DescriptiveMetadata', 'Genre')) {
    add(genre, { name: genre.attributes['FormalName'], type: 'genre' });
  }
  for (const property of findAll(component, 'Metadata', 'Property')) {
    const { FormalName = '', Value } = property.attributes;
    if (/keyword/i.test(FormalName)) add(property, { name: Value, type: FormalName });
  }
  return found;
}

function statusOf(item: XmlElement): Warning[] {
  const status = find(item, 'NewsManagement', 'Status')?.attributes['FormalName'] ?? 'Usable';
  return /usable$/i.test(status) ? [] : [notUsable(status)];
}
