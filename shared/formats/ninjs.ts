import type { Body } from '../article/canonical';
import { type FieldName, printItem, type Statement } from '../article/metadata';
import type { Subject, Warning } from '../article/schema';
import { bodyOfString, mapped, withoutTitle } from './bodies';
import type { DataValue, Member, Members, Text } from './data';
import type { Draft } from './draft';
import { membersByName } from './fields';
import { stringRuns } from './json-reader';
import { readMarkup } from './markup';
import { chooseBody, notUsable } from './wire';

/**
 * Reads IPTC ninjs, versions 1.x (`headline`, `body_xhtml`), 2.x (`headlines`, `bodies`) and 3.x (the same in camel
 * case, `versionCreated`). An item without a body has its description for a text (a picture's caption), else its
 * headline (an alert); a warning says so. Items within it (`associations`) that are texts are articles of their own.
 */

/** Members that only a ninjs item has beside its `uri`, by normal name. */
const TELLING = [
  ...['versioncreated', 'pubstatus', 'representationtype', 'headlines', 'bodies', 'descriptions', 'renditions'],
  ...['associations', 'copyrightnotice', 'usageterms', 'altids', 'trustindicator', 'descriptiontext', 'eventdetails'],
];
/** Members that say what the item is about: 1.x in the singular. */
const ABOUT: Readonly<Record<string, string | undefined>> = {
  ...{ subject: undefined, subjects: undefined, person: 'person', people: 'person' },
  ...{ organisation: 'organisation', organisations: 'organisation', place: 'place', places: 'place' },
  ...{ event: 'event', events: 'event', object: 'object', objects: 'object', genre: 'genre', genres: 'genre' },
};
/** Members with one text, and what they say; in order of trust. A `title` is the short name of an item. */
const SAID: readonly (readonly [string, FieldName])[] = [
  ...([['title', 'title']] as const),
  ...([
    ['by', 'bylines'],
    ['byline', 'bylines'],
    ['located', 'located'],
    ['slugline', 'slugline'],
  ] as const),
  ...([
    ['urgency', 'urgency'],
    ['language', 'language'],
    ['uri', 'identifier'],
    ['embargoed', 'embargoed'],
  ] as const),
  ...([
    ['copyrightnotice', 'copyright'],
    ['copyrightholder', 'publication'],
    ['infosource', 'publication'],
  ] as const),
  ...([
    ['infosources', 'publication'],
    ['firstcreated', 'published'],
    ['versioncreated', 'published'],
  ] as const),
  ...([
    ['contentcreated', 'published'],
    ['versioncreated', 'versionCreated'],
  ] as const),
];
/** Roles of descriptions that do not describe the item. */
const NO_DESCRIPTION = /credit|writer|author|byline|source|instruction|note/i;
const MOST_ITEMS = 200;

/** True for an object that is a ninjs item: it has a `uri`, and says or shows that it is one. */
export function isNinjs(members: Members): boolean {
  if (members.get('uri')?.value.type !== 'text') return false;
  const standard = (members.get('standard') ?? members.get('$standard'))?.value;
  if (standard?.type === 'map' && /ninjs/i.test(textOf(membersByName(standard.members()).get('name'))?.value ?? ''))
    return true;
  return TELLING.some((name) => members.has(name)) || [...members.keys()].some((name) => /^body(?:x?html)$/.test(name));
}

/** The articles of a ninjs item: itself, then the texts within it. None when it has no words at all. */
export function readNinjs(source: string, members: Members): Draft[] {
  const within = textsWithin(members).flatMap((item) => readItem(source, item) ?? []);
  const item = readItem(source, members);
  return item ? [item, ...within] : within;
}

function readItem(source: string, members: Members): Draft | undefined {
  const headlines = textsAs(members, 'headline', 'headlines');
  const descriptions = textsAs(members, 'description', 'descriptions').filter(({ role }) => !NO_DESCRIPTION.test(role));
  const title = headlines[0]?.text.value;
  const found = chooseBody(
    () => bodyIn(source, textsAs(members, 'body', 'bodies'), title),
    () => bodyIn(source, descriptions, title),
    () => bodyIn(source, headlines.slice(0, 1)) ?? bodyIn(source, textsAs(members, 'title', 'titles')),
  );
  if (!found) return undefined;
  const standfirst = found.warnings.length === 0 ? descriptions.filter(({ role }) => role !== 'caption') : [];
  const statements = [
    ...headlines.map(({ text, name }) => said('title', text, name)),
    ...standfirst.map(({ text, name }) => said('standfirst', text, name)),
    ...SAID.flatMap(([name, field]) => statementOf(field, members.get(name))),
    ...updated(members),
    ...subjects(members),
  ];
  return { body: found.body, statements, warnings: [...found.warnings, ...statusOf(members)] };
}

/** One of several texts in which an item gives the same thing, e.g. as plain text and as HTML. */
interface Variant {
  text: Text;
  /** The member's name as written. */
  name: string;
  role: string;
  isHtml: boolean;
  isXml: boolean;
}

/** `headline_main` (1.x), `headline`, or the elements of `headlines` (2.x, 3.x); the main one first. */
function textsAs(members: Members, singular: string, plural: string): Variant[] {
  const variants: Variant[] = [];
  for (const [key, { name, value }] of members) {
    if (value.type === 'text' && key.startsWith(singular) && key !== plural) {
      variants.push(variant(value, name, /^[^_]{1,40}_([\w-]{1,40})$/.exec(name)?.[1] ?? '', ''));
    } else if (key === plural && value.type === 'list') {
      for (const item of value.items(MOST_ITEMS)) {
        const parts = item.type === 'map' ? membersByName(item.members()) : undefined;
        const text = parts?.get('value')?.value ?? item;
        const [role, type] = [textOf(parts?.get('role')), textOf(parts?.get('contenttype'))];
        if (text.type === 'text') variants.push(variant(text, name, role?.value ?? '', type?.value ?? ''));
      }
    }
  }
  const rank = ({ role }: Variant) => (role === 'main' || role === '' ? 0 : 1);
  return variants.filter(({ text }) => text.value.trim() !== '').sort((a, b) => rank(a) - rank(b));
}

function variant(text: Text, name: string, role: string, contentType: string): Variant {
  const isXml = /nitf|\bxml$/i.test(contentType) || /nitf/i.test(role);
  return { text, name, role, isXml, isHtml: !isXml && /html/i.test(`${role} ${contentType}`) };
}

/** The text of the variant that tells paragraphs best: HTML, then plain text; other XML is read when nothing else is. */
function bodyIn(source: string, variants: readonly Variant[], title?: string): Body | undefined {
  const rank = ({ isHtml, isXml }: Variant) => (isHtml ? 0 : isXml ? 2 : 1);
  for (const { text, isHtml, isXml } of [...variants].sort((a, b) => rank(a) - rank(b))) {
    const body = withoutTitle(isXml ? bodyOfNitf(source, text) : bodyOfString(source, text, isHtml), title);
    if (body.text !== '') return body;
  }
  return undefined;
}

/** The content of a NITF document in a string; of other XML all of it. */
function bodyOfNitf(source: string, { value, span }: Text): Body {
  const open = /<body\.content\b[^<>]{0,200}>/.exec(value);
  const start = open ? open.index + open[0].length : 0;
  const close = value.indexOf('</body.content>', start);
  const end = close === -1 ? value.length : close;
  const body = mapped(readMarkup(value.slice(start, end), true), [[0, start, end - start]]);
  return mapped(body, stringRuns(source, span));
}

function statementOf(field: FieldName, member: Member | undefined): Statement[] {
  const text = textOf(member);
  return member && text && text.value.trim() !== '' ? [said(field, text, member.name)] : [];
}

function said(field: FieldName, { value, span }: Pick<Text, 'value' | 'span'>, name: string): Statement {
  return { field, value, evidence: { from: 'ninjs', name, quote: value, span: { ...span, in: 'source' } } };
}

/** A text or number; of a list its first element, of an object its name. */
function textOf(member: Pick<Member, 'value'> | undefined): Pick<Text, 'value' | 'span'> | undefined {
  const value = member?.value;
  if (value?.type === 'text' || value?.type === 'number') return value;
  if (value?.type === 'map') return textOf(membersByName(value.members()).get('name'));
  const [first] = value?.type === 'list' ? value.items(1) : [];
  return first && textOf({ value: first });
}

/** A later version than the first one was made when it was updated. */
function updated(members: Members): Statement[] {
  const first = textOf(members.get('firstcreated'));
  const version = members.get('versioncreated');
  return first && first.value !== textOf(version)?.value ? statementOf('updated', version) : [];
}

function subjects(members: Members): Statement[] {
  const found: Subject[] = [];
  const used: Member[] = [];
  for (const [key, type] of Object.entries(ABOUT)) {
    const member = members.get(key);
    const items =
      member?.value.type === 'list' ? member.value.items(MOST_ITEMS).flatMap((item) => subject(item, type)) : [];
    if (!member || items.length === 0) continue;
    found.push(...items);
    used.push(member);
  }
  const [only] = used;
  if (!only) return [];
  const span = used.length === 1 ? { span: { ...only.value.span, in: 'source' as const } } : {};
  const name = used.map((member) => member.name).join(', ');
  const quote = found.map(printItem).join('; ');
  return [{ field: 'subjects', value: found, evidence: { from: 'ninjs', name, quote, ...span } }];
}

/** 1.x names a `code` in a `scheme`; 2.x and 3.x a `uri`, or a `literal` of the sender. */
function subject(item: DataValue, type: string | undefined): Subject[] {
  const members = item.type === 'map' ? membersByName(item.members()) : undefined;
  const [name, scheme, uri] = ['name', 'scheme', 'uri'].map((part) => textOf(members?.get(part))?.value.trim());
  const code = textOf(members?.get('code'))?.value ?? uri ?? textOf(members?.get('literal'))?.value;
  if (!name && !code) return [];
  return [{ ...(name && { name }), ...(type && { type }), ...(code && { code }), ...(scheme && { scheme }) }];
}

/** Items within this one that are texts with a body, not pictures with a caption. */
function textsWithin(members: Members): Members[] {
  const value = members.get('associations')?.value;
  const items = value?.type === 'map' ? value.members().map((member) => member.value) : [];
  if (value?.type === 'list') items.push(...value.items(MOST_ITEMS));
  return items.slice(0, MOST_ITEMS).flatMap((item) => {
    const parts = item.type === 'map' ? membersByName(item.members()) : undefined;
    return parts && textsAs(parts, 'body', 'bodies').length > 0 ? [parts] : [];
  });
}

function statusOf(members: Members): Warning[] {
  const status = textOf(members.get('pubstatus'))?.value ?? 'usable';
  return /^(?:stat:)?usable$/i.test(status) ? [] : [notUsable(status)];
}
