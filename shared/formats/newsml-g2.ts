import type { Body } from '../article/canonical';
import type { Statement } from '../article/metadata';
import type { Subject, Warning } from '../article/schema';
import { joinBodies, withoutTitle } from './bodies';
import type { Draft } from './draft';
import { readNitfElement } from './nitf';
import { chooseBody, notUsable, noWords } from './wire';
import { bodyOfMarkup, bodyOfWords } from './xml/body';
import { Says, subjectOf } from './xml/statements';
import { descendants, find, findAll, lineOf } from './xml/text';
import { eachElement, readXml, type XmlElement } from './xml/tree';

/**
 * Reads IPTC NewsML-G2: news items, alone or in a news message, each an article. Their content is NITF or XHTML within
 * the item, or text (`inlineData`). A package is read as an article of the titles and descriptions that it lists when
 * nothing else is in the file. Parts of an item (`contentSet`, `contentMeta`) that stand alone are read as one.
 * @throws UnreadableFileError for broken XML, and `no-words` when there is no article
 */
export function* readNewsmlG2(source: string): Generator<Draft> {
  let count = 0;
  let packaged: Draft | undefined;
  const seen = new Set<string>();
  for (const { element, ancestors } of eachElement(source, ITEMS)) {
    if (element.name === 'packageItem') packaged ??= readPackage(source, element);
    const draft = element.name === 'newsItem' ? readItem(source, element) : undefined;
    if (!draft) continue;
    count += 1;
    // In a message an item is known by its guid, alone by its file.
    const part = ancestors.length > 0 ? element.attributes['guid'] : undefined;
    const isNew = part !== undefined && !seen.has(part);
    if (isNew) seen.add(part);
    yield isNew ? { ...draft, part } : draft;
  }
  const alone = count > 0 ? undefined : (packaged ?? readPart(source));
  if (alone) yield alone;
  else if (count === 0) throw noWords('NewsML-G2');
}

const ITEMS: ReadonlySet<string> = new Set(['newsItem', 'packageItem']);

function readPart(source: string): Draft | undefined {
  const part = readXml(source);
  if (!/^(?:contentSet|contentMeta)$/.test(part.name)) return undefined;
  return readItem(source, { ...part, attributes: {}, children: [part] });
}

function readItem(source: string, item: XmlElement): Draft | undefined {
  const meta = find(item, 'contentMeta');
  const headline = (meta && find(meta, 'headline')) ?? find(item, 'itemMeta', 'title');
  const descriptions = meta ? findAll(meta, 'description') : [];
  const content = find(item, 'contentSet');
  const nitf = content && find(content, 'inlineXML', 'nitf');
  const marked = nitf && readNitfElement(source, nitf);
  const hasText = marked !== undefined && marked.warnings.length === 0;
  const found = chooseBody(
    () =>
      hasText ? marked.body : content && withoutTitle(bodyIn(source, content), headline && lineOf(source, headline)),
    () => joinBodies(descriptions.slice(0, 1).map((element) => bodyOfWords(source, element))),
    () => (headline ? bodyOfWords(source, headline) : marked?.body),
  );
  if (!found) return undefined;
  const standfirst = found.warnings.length === 0 ? descriptions : [];
  return {
    body: found.body,
    statements: statementsOf(source, item, standfirst, marked?.statements ?? []),
    warnings: [...found.warnings, ...statusOf(item)],
  };
}

/** The content that tells paragraphs best: XHTML, text or HTML, events; of several of one kind the first. */
function bodyIn(source: string, content: XmlElement): Body {
  const html = find(content, 'inlineXML', 'html');
  const bodies = [
    () => html && bodyOfMarkup(source, find(html, 'body') ?? html),
    ...findAll(content, 'inlineData').map((data) => () => {
      const type = data.attributes['contenttype'] ?? '';
      const isText = type === '' || /^text\/|xml/i.test(type);
      return isText && !data.attributes['encoding'] ? bodyOfWords(source, data, /html/i.test(type)) : undefined;
    }),
    () => joinBodies(findAll(content, 'inlineXML', 'events', 'event').map((event) => bodyOfEvent(source, event))),
    ...findAll(content, 'inlineXML').map((inline) => () => bodyOfMarkup(source, inline)),
  ];
  for (const read of bodies) {
    const body = read();
    if (body && body.text !== '') return body;
  }
  return joinBodies([]);
}

/** An event's name and what it is. */
function bodyOfEvent(source: string, event: XmlElement): Body {
  const names = findAll(event, 'name').slice(0, 1);
  const definitions = findAll(event, 'definition').map((element) => bodyOfMarkup(source, element));
  return joinBodies([...names.map((element) => headingOf(source, element)), ...definitions]);
}

function readPackage(source: string, item: XmlElement): Draft | undefined {
  const groups = find(item, 'groupSet');
  const refs = groups ? [...descendants(groups, 'itemRef')] : [];
  const listed = refs.flatMap((ref) => [
    ...findAll(ref, 'title')
      .slice(0, 1)
      .map((element) => headingOf(source, element)),
    ...findAll(ref, 'description').map((element) => bodyOfWords(source, element)),
  ]);
  const body = joinBodies(listed);
  if (body.text === '') return readItem(source, item);
  const message = `The file is a package: its text lists the ${refs.length} items that it refers to, which are not in the file`;
  const warnings: Warning[] = [{ code: 'package', message }, ...statusOf(item)];
  return { body, statements: statementsOf(source, item, findAll(item, 'contentMeta', 'description'), []), warnings };
}

function headingOf(source: string, element: XmlElement): Body {
  const body = bodyOfWords(source, element);
  return { ...body, paragraphs: body.paragraphs.map((paragraph) => ({ ...paragraph, kind: 'heading' })) };
}

function statementsOf(
  source: string,
  item: XmlElement,
  standfirst: readonly XmlElement[],
  nitf: readonly Statement[],
): Statement[] {
  const says = new Says(source, 'newsml-g2');
  const inItem = (...path: string[]) => find(item, 'itemMeta', ...path);
  const inContent = (...path: string[]) => find(item, 'contentMeta', ...path);
  const versionCreated = inItem('versionCreated');
  const first = inItem('firstCreated');
  const wasUpdated = first && versionCreated && lineOf(source, first) !== lineOf(source, versionCreated);
  const of = (field: Statement['field']) => nitf.filter((statement) => statement.field === field);
  const own: Statement[] = [
    ...says.words('title', inContent('headline')),
    ...of('title'),
    ...says.words('title', inItem('title')),
    ...standfirst.flatMap((element) => says.words('standfirst', element)),
    ...named(says, 'publication', inItem('provider')),
    ...says.words('bylines', inContent('by')),
    ...of('bylines'),
    ...findAll(item, 'contentMeta', 'creator').flatMap((element) => named(says, 'bylines', element)),
    ...says.words('published', first),
    ...says.words('published', versionCreated),
    ...says.words('published', inContent('contentCreated')),
    ...(wasUpdated ? says.words('updated', versionCreated) : []),
    ...says.words('versionCreated', versionCreated),
    ...says.words('embargoed', inItem('embargoed')),
    ...says.attribute('language', inContent('language'), 'tag'),
    ...says.attribute('language', item, 'xml:lang'),
    ...located(source, says, inContent('located')),
    ...says.words('dateline', inContent('dateline')),
    ...says.words('slugline', inContent('slugline')),
    ...says.words('urgency', inContent('urgency')),
    ...says.words('copyright', find(item, 'rightsInfo', 'copyrightNotice')),
    ...named(says, 'copyright', find(item, 'rightsInfo', 'copyrightHolder')),
    ...says.attribute('identifier', item, 'guid'),
    ...keywords(source, says, findAll(item, 'contentMeta', 'keyword')),
    ...says.subjects(subjects(source, item)),
  ];
  return [...own, ...nitf.filter(({ field }) => field !== 'title' && field !== 'bylines')];
}

/** A party's name; without, what its code says where the code is a name ("nprov:REUTERS"), as printed. */
function named(says: Says, field: 'publication' | 'bylines' | 'copyright', party: XmlElement | undefined): Statement[] {
  const name = party && find(party, 'name');
  if (name) return says.words(field, name, party.name);
  const literal = says.attribute(field, party, 'literal');
  return literal.length > 0 ? literal : fromCode(says, field, party);
}

/** A code that is a word is taken for the name that it stands for: "nprov:REUTERS", "city:Moscow". */
function fromCode(says: Says, field: Statement['field'], element: XmlElement | undefined): Statement[] {
  const code = nameInCode(element);
  const [said] = says.attribute(field, element, 'qcode');
  return code && said ? [{ ...said, value: code }] : [];
}

function nameInCode(element: XmlElement | undefined): string | undefined {
  return /^[\w-]{1,40}:(\p{Lu}[\p{L} .'-]{2,60})$/u.exec(element?.attributes['qcode'] ?? '')?.[1];
}

/** A place and the wider ones that it lies in: "Berlin, Germany". */
function located(source: string, says: Says, place: XmlElement | undefined): Statement[] {
  if (!place) return [];
  const parts = [place, ...findAll(place, 'broader')].flatMap((part) => {
    const name = find(part, 'name');
    return (name ? lineOf(source, name) : (nameInCode(part) ?? part.attributes['literal'])) || [];
  });
  const value = parts.filter((part, index) => parts.indexOf(part) === index).join(', ');
  const code = find(place, 'name') ? undefined : place.attributes['qcode'];
  return says.value('located', value, place.span, 'located', code ?? value);
}

function keywords(source: string, says: Says, elements: readonly XmlElement[]): Statement[] {
  const [first] = elements;
  const words = elements.map((element) => lineOf(source, element)).filter(Boolean);
  return first ? says.value('keywords', words, first.inner, 'keyword') : [];
}

function subjects(source: string, item: XmlElement) {
  const found: { subject: Subject; element: XmlElement }[] = [];
  const elements = [...findAll(item, 'contentMeta', 'subject'), ...findAll(item, 'contentMeta', 'genre')];
  for (const element of elements) {
    const { qcode, uri, literal, type } = element.attributes;
    const name = find(element, 'name');
    const subject = subjectOf({
      name: name && lineOf(source, name),
      type: type ?? (element.name === 'genre' ? 'genre' : undefined),
      code: qcode ?? uri ?? literal,
      scheme: undefined,
    });
    if (subject) found.push({ subject, element });
  }
  return found;
}

function statusOf(item: XmlElement): Warning[] {
  const status = find(item, 'itemMeta', 'pubStatus')?.attributes['qcode'] ?? 'stat:usable';
  return /(?:^|:)usable$/i.test(status) ? [] : [notUsable(status)];
}
