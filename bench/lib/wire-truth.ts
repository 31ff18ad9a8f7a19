import * as z from 'zod';

/** What an example of a wire format says, taken from it apart from our readers: by JSON.parse, and by element names. */
export interface Fact {
  field:
    | 'headline'
    | 'body'
    | 'byline'
    | 'located'
    | 'subject'
    | 'version-created'
    | 'copyright'
    | 'urgency'
    | 'slugline'
    | 'dateline';
  value: string;
  /** Where it stands when it is not the item itself that says it. */
  within?: string;
}

const Json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(Json), z.record(z.string(), Json)]),
);
type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Facts of a ninjs file: one item or a list of them. */
export function ninjsFacts(text: string): Fact[] {
  const root = Json.parse(JSON.parse(text));
  return (Array.isArray(root) ? root : [root]).flatMap((item) => itemFacts(item));
}

function itemFacts(item: Json, within?: string): Fact[] {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return [];
  const facts: Fact[] = [];
  const add = (field: Fact['field'], value: Json | undefined) => {
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' && text.trim() !== '') facts.push({ field, value: text, ...(within && { within }) });
  };
  const bodies: string[] = [];
  for (const [name, value] of Object.entries(item)) {
    const key = name.toLowerCase();
    if (key === 'headline' || key.startsWith('headline_')) add('headline', value);
    if (key === 'headlines') for (const one of partsOf(value, 'value')) add('headline', one);
    if (key.startsWith('body_') && typeof value === 'string') bodies.push(value);
    if (key === 'bodies') bodies.push(...partsOf(value, 'value'));
    if (key === 'byline' || key === 'by') add('byline', value);
    if (key === 'located' || key === 'urgency' || key === 'slugline') add(key, value);
    if (key === 'versioncreated') add('version-created', value);
    if (key === 'copyrightnotice') add('copyright', value);
    if (key === 'subject' || key === 'subjects') {
      for (const part of ['name', 'code', 'uri']) for (const one of partsOf(value, part)) add('subject', one);
    }
    if (key === 'associations' && value !== null && typeof value === 'object') {
      for (const inner of Object.values(value)) facts.push(...itemFacts(inner, 'an associated item'));
    }
  }
  // The same text in several forms is one fact.
  if (bodies.length > 0) facts.push({ field: 'body', value: bodies.join('\u0000'), ...(within && { within }) });
  return facts;
}

function partsOf(list: Json, name: string): string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item) => {
    const part = item !== null && typeof item === 'object' && !Array.isArray(item) ? item[name] : undefined;
    return typeof part === 'string' ? [part] : [];
  });
}

/** Elements that hold the facts, by format; bodies are what stands between a start and an end. */
const ELEMENTS: readonly [Fact['field'], RegExp][] = [
  ['headline', /<(?:headline|hl1|HeadLine)\b[^>]*>([\s\S]*?)<\/(?:headline|hl1|HeadLine)>/g],
  ['byline', /<(?:byline|by|ByLine)\b[^>]*>([\s\S]*?)<\/(?:byline|by|ByLine)>/g],
  ['dateline', /<(?:dateline|DateLine)\b[^>]*>([\s\S]*?)<\/(?:dateline|DateLine)>/g],
  ['located', /<located\b[^>]*>(?:(?!<\/located>)[\s\S])*?<name>([\s\S]*?)<\/name>/g],
  ['located', /<located\b[^>]*\bqcode="(?:city):([^"]*)"/g],
  ['subject', /<subject\b[^>]*\b(?:qcode)="([^"]*)"/g],
  ['subject', /<subject\b[^>]*>\s*<name[^>]*>([\s\S]*?)<\/name>/g],
  ['subject', /<Property FormalName="BW\w*Keywords" Value="([^"]*)"/g],
  ['version-created', /<(?:versionCreated|ThisRevisionCreated)>([\s\S]*?)<\/(?:versionCreated|ThisRevisionCreated)>/g],
  ['copyright', /<(?:copyrightNotice|CopyrightLine)\b[^>]*>([\s\S]*?)<\/(?:copyrightNotice|CopyrightLine)>/g],
  ['slugline', /<(?:slugline|SlugLine)\b[^>]*>([\s\S]*?)<\/(?:slugline|SlugLine)>/g],
  ['urgency', /<urgency>([\s\S]*?)<\/urgency>/g],
  ['body', /<body\.content>([\s\S]*?)<\/body\.content>/g],
  ['body', /<Role FormalName="Body"\/>[\s\S]*?<DataContent>([\s\S]*?)<\/DataContent>/g],
];

export function xmlFacts(source: string): Fact[] {
  const text = source.replace(/<!--[\s\S]*?-->/g, '');
  return ELEMENTS.flatMap(([field, pattern]) =>
    [...text.matchAll(pattern)].flatMap(([, value = '']) => (wordsOf(value) === '' ? [] : [{ field, value }])),
  );
}

/** Letters and digits only, markup and references gone: what two forms of one text share. */
export function wordsOf(text: string): string {
  return text
    .replace(/<(?:head|style|script)\b[\s\S]*?<\/(?:head|style|script)>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(?:amp|lt|gt|quot|apos|nbsp);/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
}
