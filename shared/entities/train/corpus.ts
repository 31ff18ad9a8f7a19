import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { splitSentences } from '../../article/sentences';
import { EntityType } from '../../extractors/extractor';

/**
 * Our own labelled texts, as docs/corpus-guide.md describes them: `key: value` lines, a blank line, and paragraphs in
 * which each name is marked `[words|TYPE]`, a name inside a name once more.
 */

/** A name; offsets in UTF-16 code units of the bare text. `inside`: it is part of a longer name. */
interface LabelledSpan {
  readonly start: number;
  readonly end: number;
  readonly type: EntityType;
  readonly inside: boolean;
}

const words = z.string().min(1);
const Header = z.strictObject({
  id: z.string().regex(/^[\w-]*\d$/, 'an id is letters and hyphens, and ends in a number'),
  style: words,
  region: words,
  period: z.string().regex(/^\d{4}s?$/, 'a period is a year or a decade: 1987, 1990s'),
  'written-by': words,
  'labelled-by': words,
});

export interface CorpusText {
  readonly header: z.infer<typeof Header>;
  /** The bare text, without marks. */
  readonly text: string;
  /** In order of start; a name comes before the names inside it. */
  readonly spans: readonly LabelledSpan[];
}

/** Where a file is not in the format, and what is wrong there. */
export class CorpusFormatError extends Error {
  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line}: ${problem}`);
    this.name = 'CorpusFormatError';
  }
}

/** A text of the sealed test tenth: never looked at or trained on in development. */
export const isSealed = ({ header }: CorpusText): boolean => header.id.endsWith('7');

/** Reads one file. Throws CorpusFormatError. */
export function parseCorpusText(source: string, file: string): CorpusText {
  const blank = source.indexOf('\n\n');
  if (blank < 0) throw new CorpusFormatError(file, 1, 'no blank line between header and text');
  const fields: Record<string, string> = {};
  for (const [at, line] of source.slice(0, blank).split('\n').entries()) {
    const colon = line.indexOf(': ');
    if (colon < 0) throw new CorpusFormatError(file, at + 1, `"${line}" is not "key: value"`);
    fields[line.slice(0, colon)] = line.slice(colon + 2).trim();
  }
  const header = Header.safeParse(fields);
  if (!header.success) throw new CorpusFormatError(file, 1, z.prettifyError(header.error));
  const lead = /^\n*/.exec(source.slice(blank))?.[0].length ?? 0;
  return { header: header.data, ...readMarks(source.trimEnd(), blank + lead, file) };
}

interface Open {
  readonly start: number;
  readonly at: number;
  readonly order: number;
}

/** The text without its marks from `from` on, and the names that they mark. */
function readMarks(source: string, from: number, file: string): Pick<CorpusText, 'text' | 'spans'> {
  const fail = (at: number, problem: string): never => {
    throw new CorpusFormatError(file, source.slice(0, at).split('\n').length, problem);
  };
  const spans: (LabelledSpan & { order: number })[] = [];
  const open: Open[] = [];
  let text = '';
  let order = 0;
  for (let at = from; at < source.length; at++) {
    const character = source.charAt(at);
    if (character === '\\' && /[[\]|\\]/.test(source.charAt(at + 1))) {
      text += source.charAt(++at);
    } else if (character === '[') {
      if (open.length === 2) fail(at, 'a name inside a name inside a name; a literal bracket is written \\[');
      open.push({ start: text.length, at, order: order++ });
    } else if (open.length > 0 && character === '\n' && source.charAt(at + 1) === '\n') {
      fail(open.at(-1)?.at ?? at, 'a name that does not end in its paragraph');
    } else if (open.length > 0 && character === ']') {
      fail(at, 'a name without a type; a literal bracket is written \\[');
    } else if (open.length > 0 && character === '|') {
      const close = source.indexOf(']', at);
      const type = EntityType.safeParse(source.slice(at + 1, close));
      const { start, order: opened } = open.pop() ?? { start: 0, order: 0 };
      if (!type.success) return fail(at, `"${source.slice(at + 1, close).slice(0, 20)}" is not a type`);
      const problem = problemOf(text.slice(start), type.data);
      if (problem !== undefined) fail(at, `${problem}: "${text.slice(start)}"`);
      spans.push({ start, end: text.length, type: type.data, inside: open.length > 0, order: opened });
      at = close;
    } else text += character;
  }
  const left = open.at(-1);
  if (left !== undefined) fail(left.at, 'a name that does not end');
  const inOrder = spans.sort((a, b) => a.order - b.order);
  return { text, spans: inOrder.map(({ start, end, type, inside }) => ({ start, end, type, inside })) };
}

/** What the guide does not allow in a name, as far as one can tell from its words. */
function problemOf(name: string, type: EntityType): string | undefined {
  if (name.trim() === '') return 'an empty name';
  if (name.trim() !== name) return 'white space at the edge of a name';
  if (/^the\s/.test(name)) return '"the" belongs outside';
  if (/['’]s$/.test(name)) return "the possessive 's belongs outside";
  if (type === 'PERSON' && /^(?:Mr|Mrs|Ms|President|Prime Minister)\b\.?\s/.test(name))
    return 'a title belongs outside';
  return undefined;
}

/** A file of the corpus with its text. `second`: labelled again, independently of the first. */
export interface CorpusFile {
  /** Relative to the corpus folder, with slashes. */
  readonly file: string;
  readonly second: boolean;
  readonly content: CorpusText;
}

/** All texts (`<nn>-<slug>.txt`) under a folder, in order of their paths; none where it does not exist. Throws CorpusFormatError. */
export function readCorpus(folder: string): CorpusFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^\d+-.+\.txt$/.test(entry.name))
    .map((entry: Dirent) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .map((file) => ({
      file,
      second: file.endsWith('.second.txt'),
      content: parseCorpusText(readFileSync(path.join(folder, file), 'utf8'), file),
    }));
}

export const countWords = (text: string): number =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

const DATE_WORDS =
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b\.?/g;
/** Words that a masked sentence must have left to say that two are one pattern; "LONDON, May 3 (Reuters) –" is none. */
const MIN_PATTERN_WORDS = 4;

/** The sentences of a text with names, numbers and dates masked: what a template would leave. */
export function sentencePatterns({ text, spans }: CorpusText): string[] {
  const paragraphs = [...text.matchAll(/[^\n]+(?:\n[^\n]+)*/g)].map(({ index, 0: part }) => ({
    start: index,
    end: index + part.length,
    kind: 'body' as const,
  }));
  const outer = spans.filter(({ inside }) => !inside);
  return splitSentences(text, paragraphs).flatMap(({ start, end }) => {
    let masked = '';
    let at = start;
    for (const span of outer) {
      if (span.start < at || span.end > end) continue;
      masked += `${text.slice(at, span.start)}@`;
      at = span.end;
    }
    masked += text.slice(at, end);
    const pattern = masked
      .replace(DATE_WORDS, '@')
      .replace(/\d[\d.,:]*/g, '#')
      .replace(/\s+/g, ' ')
      .toLowerCase();
    return countWords(pattern) < MIN_PATTERN_WORDS ? [] : [pattern];
  });
}

/** Agreement of two labellings of one text: names of one place and type, against all that either has. */
export interface Agreement {
  readonly both: number;
  readonly first: number;
  readonly second: number;
}

export function agreement(first: CorpusText, second: CorpusText, type?: EntityType): Agreement {
  const keys = ({ spans }: CorpusText): Set<string> =>
    new Set(
      spans.filter((span) => type === undefined || span.type === type).map((s) => `${s.start} ${s.end} ${s.type}`),
    );
  const [a, b] = [keys(first), keys(second)];
  return { both: [...a].filter((key) => b.has(key)).length, first: a.size, second: b.size };
}
