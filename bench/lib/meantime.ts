import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One TIMEX3 of the corpus: its words `[start, end)` in `text`. */
export interface GoldTime {
  start: number;
  end: number;
  type: string;
  value: string;
  /** Not read of MEANTIME. */
  mod?: string | undefined;
}

/** A name of the corpus, and the entity that it means, across articles. */
interface GoldName {
  start: number;
  end: number;
  entity: string;
}

export interface MeantimeArticle {
  name: string;
  text: string;
  /** Ends of the corpus' sentences. */
  sentences: { start: number; end: number }[];
  /** Day of publication, as the document's creation time says. */
  created: string;
  times: GoldTime[];
  /** Names of persons, organisations and places. */
  names: GoldName[];
}

/** The corpus is labelled in the title and the five sentences after it. */
const LABELLED = 6;

const TOKEN = /<token number="\d+" sentence="(\d+)" t_id="(\d+)">([^<]*)<\/token>/g;
const TIMEX = /<TIMEX3 ([^>]*?)(\/>|>([\s\S]*?)<\/TIMEX3>)/g;

/** Reads NewsReader's MEANTIME articles (CAT XML): tokens are joined by spaces, sentences by line breaks. */
export function readMeantime(folder: string): MeantimeArticle[] {
  return ['corpus_airbus', 'corpus_apple'].flatMap((corpus) =>
    readdirSync(path.join(folder, corpus))
      .filter((name) => name.endsWith('.xml'))
      .sort()
      .map((name) => readArticle(name, readFileSync(path.join(folder, corpus, name), 'utf8'))),
  );
}

function readArticle(name: string, xml: string): MeantimeArticle {
  const places = new Map<string, { start: number; end: number }>();
  const sentences: { start: number; end: number }[] = [];
  let text = '';
  let sentence = '';
  for (const [, number = '', id = '', raw = ''] of xml.matchAll(TOKEN)) {
    const token = decode(raw);
    if (number === sentence) text += spaceBefore(text, token);
    else {
      if (text !== '') text += '\n\n';
      sentences.push({ start: text.length, end: text.length });
    }
    sentence = number;
    places.set(id, { start: text.length, end: text.length + token.length });
    text += token;
    const open = sentences.at(-1);
    if (open) open.end = text.length;
  }
  let created = '';
  const times: GoldTime[] = [];
  for (const [, attributes = '', , body = ''] of xml.matchAll(TIMEX)) {
    const read = (key: string) => new RegExp(`${key}="([^"]*)"`).exec(attributes)?.[1] ?? '';
    if (read('functionInDocument') === 'CREATION_TIME') created = read('value').slice(0, 10);
    const spans = [...body.matchAll(/token_anchor t_id="(\d+)"/g)].flatMap(([, id = '']) => places.get(id) ?? []);
    if (spans.length === 0) continue;
    const start = Math.min(...spans.map((span) => span.start));
    const end = Math.max(...spans.map((span) => span.end));
    times.push({ start, end, type: read('type'), value: read('value') });
  }
  return {
    name,
    text: text.slice(0, sentences[LABELLED - 1]?.end),
    sentences: sentences.slice(0, LABELLED),
    created,
    times,
    names: readNames(xml, places),
  };
}

/** Proper names of PER, ORG and LOC with their instance. */
function readNames(xml: string, places: ReadonlyMap<string, { start: number; end: number }>): GoldName[] {
  const entities = new Map<string, string>();
  for (const [, attributes = ''] of xml.matchAll(/<ENTITY (\b[^>]*)\/>/g)) {
    const [, id] = / m_id="(\d+)"/.exec(attributes) ?? [];
    const [, instance] = /instance_id="((?:PER|ORG|LOC)[^"]*)"/.exec(attributes) ?? [];
    if (id && instance) entities.set(id, instance);
  }
  const meant = new Map<string, string>();
  for (const [, body = ''] of xml.matchAll(/<REFERS_TO [^>]*>([\s\S]*?)<\/REFERS_TO>/g)) {
    const entity = entities.get(/<target m_id="(\d+)"/.exec(body)?.[1] ?? '');
    for (const [, id = ''] of body.matchAll(/<source m_id="(\d+)"/g)) if (entity) meant.set(id, entity);
  }
  return [...xml.matchAll(/<ENTITY_MENTION ([^>]*)>([\s\S]*?)<\/ENTITY_MENTION>/g)].flatMap(
    ([, head = '', body = '']) => {
      const entity = meant.get(/m_id="(\d+)"/.exec(head)?.[1] ?? '');
      const spans = [...body.matchAll(/token_anchor t_id="(\d+)"/g)].flatMap(([, id = '']) => places.get(id) ?? []);
      if (!head.includes('syntactic_type="NAM"') || !entity || spans.length === 0) return [];
      return [
        {
          start: Math.min(...spans.map((span) => span.start)),
          end: Math.max(...spans.map((span) => span.end)),
          entity,
        },
      ];
    },
  );
}

/** Marks are glued as print has them, so that the text is what an article is. */
function spaceBefore(text: string, token: string): string {
  if (/^(?:[.,;:!?)%]|'s|’s|n't)$/.test(token) || /[($]$/.test(text)) return '';
  return ' ';
}

function decode(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
