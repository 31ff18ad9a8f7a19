import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

/**
 * Short passages with ambiguous names, as docs/corpus-guide.md describes them: a line `amb-001 half: dev`, lines of text in
 * which a name is marked `[words|TYPE|which entity]`, and a blank line between passages.
 */

const Header = z
  .string()
  .regex(/^amb-\d{3} half: (?:dev|test)$/, 'a passage begins with "amb-001 half: dev"')
  .transform((line) => ({ id: line.slice(0, 7), half: z.enum(['dev', 'test']).parse(line.slice(14)) }));

const Mark = z
  .strictObject({
    words: z.string().regex(/^\S(?:.*\S)?$/, 'the words have no space at the edge'),
    type: z.enum(['PERSON', 'ORG', 'GPE', 'LOC', 'NONE']),
    label: z
      .string()
      .regex(/^(?:[?-]|\p{Lu}.*)$/u, 'a label is a name, "?" for an open one or "-" for what is no name'),
  })
  .refine(({ type, label }) => (type === 'NONE') === (label === '-'), 'NONE is labelled "-", and nothing else is');

/** A marked name; offsets in UTF-16 code units of the bare text. */
export interface AmbiguousMention extends z.infer<typeof Mark> {
  readonly start: number;
  readonly end: number;
}

export interface Passage extends z.infer<typeof Header> {
  /** The bare text; each line is a paragraph. */
  readonly text: string;
  readonly mentions: readonly AmbiguousMention[];
}

/** A passage does not decide which entity is meant: the extractor had better say so. */
export const OPEN = '?';

/** Parses a value, or says where it is wrong. */
function checked<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`${where}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** Reads passages. Throws Error, naming the passage, where they are not in the format. */
export function parsePassages(source: string): Passage[] {
  return source
    .trim()
    .split(/\n{2,}/)
    .map((block) => {
      const [first = '', ...lines] = block.split('\n');
      const header = checked(Header, first, first.slice(0, 40));
      const marked = lines.join('\n');
      const mentions: AmbiguousMention[] = [];
      let text = '';
      let at = 0;
      for (const { index, 0: all, 1: words, 2: type, 3: label } of marked.matchAll(
        /\[([^[\]|]*)\|([^[\]|]*)\|([^[\]|]*)\]/g,
      )) {
        text += marked.slice(at, index);
        const mark = checked(Mark, { words, type, label }, `${header.id} ${all}`);
        mentions.push({ ...mark, start: text.length, end: text.length + mark.words.length });
        text += mark.words;
        at = index + all.length;
      }
      text += marked.slice(at);
      if (/[[\]|]/.test(text)) throw new Error(`${header.id}: a mark that is not [words|TYPE|label]`);
      if (mentions.length === 0) throw new Error(`${header.id}: no mark`);
      return { ...header, text, mentions };
    });
}

const FOLDER = path.join(__dirname, '..', '..', 'corpus', 'ambiguous');

/** One half of the passages. The test half is measured, and nobody works on it. */
export const readPassages = (half: 'dev' | 'test'): Passage[] =>
  parsePassages(readFileSync(path.join(FOLDER, `${half}.passages`), 'utf8'));

/** Wikidata ids by label, for the labels of which we are certain. Throws Error on another form, or a label or id twice. */
export function readWikidata(): Map<string, string> {
  const ids = new Map<string, string>();
  for (const line of readFileSync(path.join(FOLDER, 'wikidata.ids'), 'utf8').trim().split('\n')) {
    const [, label, id] = /^(\S.*) = (Q\d+)$/.exec(line) ?? [];
    if (label === undefined || id === undefined) throw new Error(`wikidata.ids: "${line}" is not "label = Q1"`);
    if (ids.has(label) || [...ids.values()].includes(id)) throw new Error(`wikidata.ids: "${line}" stands twice`);
    ids.set(label, id);
  }
  return ids;
}
