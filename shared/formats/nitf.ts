import type { Body } from '../article/canonical';
import type { Statement } from '../article/metadata';
import { joinBodies, withoutRepeatedLead, withoutTitle } from './bodies';
import type { Draft } from './draft';
import { chooseBody, noWords } from './wire';
import { bodyOfMarkup } from './xml/body';
import { Says, subjectOf } from './xml/statements';
import { descendants, find, findAll, lineOf } from './xml/text';
import { readXml, type XmlElement } from './xml/tree';

/**
 * Reads an IPTC NITF document, the XML in which agencies and archives of newspapers mark up articles.
 * @throws UnreadableFileError for broken XML, and `no-words` when nothing is in it
 */
export function readNitf(source: string): Draft[] {
  const draft = readNitfElement(source, readXml(source));
  if (!draft) throw noWords('NITF');
  return [draft];
}

/** The article of a <nitf> element, alone or within another format's item; undefined when it has no words. */
export function readNitfElement(source: string, nitf: XmlElement): Draft | undefined {
  const head = find(nitf, 'body', 'body.head');
  const headline = find(nitf, 'body', 'body.head', 'hedline', 'hl1') ?? find(nitf, 'head', 'title');
  const abstract = head && find(head, 'abstract');
  const text = withoutRepeatedLead(withoutTitle(textOf(source, nitf), headline && lineOf(source, headline)));
  const found = chooseBody(
    () => text,
    () => abstract && bodyOfMarkup(source, abstract),
    () => headline && bodyOfMarkup(source, headline),
  );
  if (!found) return undefined;
  return { ...found, statements: statementsOf(source, nitf, text.text === '' ? undefined : abstract) };
}

/** The content, and what follows it (a tagline); a body that is not divided is all content but its head. */
function textOf(source: string, nitf: XmlElement): Body {
  const parts = findAll(nitf, 'body', '*').filter(({ name }) => name !== 'body.head');
  return joinBodies(parts.map((part) => bodyOfMarkup(source, /^body\./.test(part.name) ? part : { inner: part.span })));
}

function statementsOf(source: string, nitf: XmlElement, abstract: XmlElement | undefined): Statement[] {
  const says = new Says(source, 'nitf');
  const document = find(nitf, 'head', 'docdata');
  const publication = find(nitf, 'head', 'pubdata');
  const head = find(nitf, 'body', 'body.head');
  const inDocument = (name: string) => document && find(document, name);
  const inHead = (...path: string[]) => head && find(head, ...path);
  const slug = findAll(nitf, 'head', 'meta').find(({ attributes }) =>
    /^slug(?:line)?$/i.test(attributes['name'] ?? ''),
  );
  return [
    ...says.words('title', inHead('hedline', 'hl1')),
    ...says.words('title', find(nitf, 'head', 'title')),
    ...says.words('standfirst', abstract),
    ...secondLines(source, head).flatMap((element) => says.words('standfirst', element)),
    ...bylines(source, says, head),
    ...says.words('dateline', inHead('dateline')),
    ...located(source, says, inHead('dateline', 'location')),
    ...says.attribute('located', inDocument('evloc'), 'city', 'county-dist', 'state-prov'),
    ...says.attribute('publication', publication, 'name'),
    ...says.words('publication', inHead('distributor')),
    ...says.attribute('publication', document && find(document, 'del-list', 'from-src'), 'src-name'),
    ...says.attribute('volume', publication, 'volume'),
    ...says.attribute('issue', publication, 'issue', 'number'),
    ...says.attribute('section', publication, 'position.section'),
    ...says.attribute('published', publication, 'date.publication'),
    ...says.attribute('published', inDocument('date.issue'), 'norm'),
    ...says.attribute('published', inHead('dateline', 'story.date'), 'norm'),
    ...says.attribute('embargoed', inDocument('date.release'), 'norm'),
    ...says.attribute('identifier', inDocument('doc-id'), 'id-string'),
    ...says.attribute('urgency', inDocument('urgency'), 'ed-urg'),
    ...says.words('copyright', inHead('rights')),
    ...copyright(says, inDocument('doc.copyright')),
    ...says.attribute('slugline', slug, 'content'),
    ...says.attribute('slugline', inDocument('du-key'), 'key'),
    ...says.attribute('language', nitf, 'xml:lang', 'lang'),
    ...keywords(says, document),
    ...says.subjects(subjects(source, nitf)),
  ];
}

/** Lines below the headline, unless they say it again. */
function secondLines(source: string, head: XmlElement | undefined): XmlElement[] {
  if (!head) return [];
  const first = find(head, 'hedline', 'hl1');
  const headline = first && lineOf(source, first);
  return findAll(head, 'hedline', 'hl2').filter((element) => lineOf(source, element) !== headline);
}

/** The persons of a byline; without, its words but for what they do ("Staff Reporter"), unless that is all. */
function bylines(source: string, says: Says, head: XmlElement | undefined): Statement[] {
  return (head ? findAll(head, 'byline') : []).flatMap((byline) => {
    const line = lineOf(source, byline);
    const persons = findAll(byline, 'person')
      .map((person) => lineOf(source, person))
      .filter(Boolean);
    if (persons.length > 0) return says.value('bylines', persons, byline.inner, 'byline', line);
    const jobs = findAll(byline, 'byttl').map((job) => lineOf(source, job));
    const name = jobs.reduce((rest, job) => rest.replace(job, ''), line).replace(/[\s,;–-]+$/, '');
    return says.value('bylines', name === '' ? line : name, byline.inner, 'byline', line);
  });
}

/** "Lisbon, Portugal": the parts of a location, or its words. */
function located(source: string, says: Says, location: XmlElement | undefined): Statement[] {
  if (!location) return [];
  const parts = location.children.map((part) => lineOf(source, part)).filter(Boolean);
  const words = lineOf(source, location);
  const isList = parts.length > 1 && parts.join('').length === words.replace(/[\s,]/g, '').length;
  return says.value('located', isList ? parts.join(', ') : words, location.inner, 'location', words);
}

/** Year and holder, as the attributes give them. */
function copyright(says: Says, element: XmlElement | undefined): Statement[] {
  const { year = '', holder = '' } = element?.attributes ?? {};
  const value = [year.trim(), holder.trim()].filter(Boolean).join(' ');
  return element && holder.trim() !== '' ? says.value('copyright', value, element.span, 'doc.copyright') : [];
}

function keywords(says: Says, document: XmlElement | undefined): Statement[] {
  const elements = document ? findAll(document, 'key-list', 'keyword') : [];
  const words = elements.flatMap(({ attributes }) => attributes['key']?.trim() || []);
  const [first] = elements;
  return first ? says.value('keywords', words, first.span, 'keyword@key') : [];
}

function subjects(source: string, nitf: XmlElement) {
  const found = [];
  for (const element of descendants(nitf, 'tobject.subject')) {
    const part = (name: string) => element.attributes[`tobject.subject.${name}`]?.trim();
    const name = part('detail') || part('matter') || part('type');
    const subject = subjectOf({ name, type: undefined, code: part('refnum'), scheme: part('ipr') });
    if (subject) found.push({ subject, element });
  }
  for (const list of descendants(nitf, 'identified-content')) {
    for (const element of list.children) {
      const { type, value, idsrc } = element.attributes;
      const isClass = element.name === 'classifier';
      const name = lineOf(source, element) || (isClass ? value : undefined);
      const code = name === value ? undefined : value;
      const subject = subjectOf({ name, type: isClass ? type : element.name, code, scheme: idsrc });
      if (subject) found.push({ subject, element });
    }
  }
  return found;
}
