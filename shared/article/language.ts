import type { Statement } from './metadata';
import type { Metadata, Paragraph, Span } from './schema';

/** The commonest English words that few other languages share. In English prose about every third word is one. */
const ENGLISH = new Set(
  'the of and to that is was for with on by at from which has have had were be not this said will would it its are as he his their they'.split(
    ' ',
  ),
);
/** Others that tell a paragraph of an English article from one in another language. */
const ENGLISH_TOO = new Set(
  'an or but who we our your you more one about into than been when them there what if up out over after also she her him could should while other some any these those how why only years year new between before during against under because where'.split(
    ' ',
  ),
);
/**
 * In an English article a paragraph with this share of both and two different ones is English: so are 9 of 10 English
 * sentences, and 8 of 15,762 in 20 other languages. Else a caption would load the detector for nearly every article.
 */
const LIKELY_SHARE = 0.2;
const LIKELY_WORDS = 2;
/**
 * With this share and so many different ones a text is English: none of 26,299 sentences and triples of sentences in 20
 * other languages is so (bench/language.ts).
 */
const CERTAIN_SHARE = 0.25;
const CERTAIN_WORDS = 5;

/** Malay, which the detector also calls what is Indonesian: then neither is said. */
const MISTAKEN = new Set(['ms']);

/** Code units of an article, and of a paragraph, that its language is told from. */
const SAMPLE = 3_000;
/** Letters below which a text is too short: names and numbers are of no language. */
const FEWEST_LETTERS = 50;
/** The same for scripts whose characters stand for syllables or words. */
const FEWEST_SYLLABLES = 15;
/** What is kept of the words as evidence. */
const QUOTE = 100;

type Detect = (text: string) => string | undefined;
let loading: Promise<Detect> | undefined;

/**
 * The language of a text, ISO 639-1, or undefined when it is too short or reads like several. Most of what is dropped is
 * English and told by its commonest words; only for the rest is the detector of 60 languages loaded, which takes longer
 * than reading an article.
 */
export async function detectLanguage(text: string): Promise<string | undefined> {
  const sample = text.slice(0, SAMPLE);
  const syllables = count(sample, /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu);
  if (syllables < FEWEST_SYLLABLES && count(sample, /\p{L}/gu) < FEWEST_LETTERS) return undefined;
  if (isPlainlyEnglish(sample)) return 'en';
  loading ??= loadDetector();
  return (await loading)(sample);
}

/** What an article's text says of its language, to be put after everything that the file says. */
export async function statementOfLanguage(
  text: string,
  paragraphs: readonly Paragraph[],
): Promise<Statement | undefined> {
  const prose = paragraphs.filter(({ kind }) => kind === 'body' || kind === 'quote' || kind === 'list-item');
  const [first] = prose;
  if (!first) return undefined;
  const language = await detectLanguage(sampleOf(text, prose));
  if (language === undefined) return undefined;
  const span = { start: first.start, end: Math.min(first.end, first.start + QUOTE), in: 'text' as const };
  const quote = text.slice(span.start, span.end).toWellFormed();
  return { field: 'language', value: language, evidence: { from: 'detected', quote, span } };
}

/** The paragraphs, each with its language where that is plain and not the article's. */
export async function withLanguages(
  text: string,
  paragraphs: readonly Paragraph[],
  { language }: Pick<Metadata, 'language'>,
): Promise<Paragraph[]> {
  const own = language && new Set([language.value, ...(language.lost ?? []).map(({ value }) => value)].map(primaryOf));
  if (!own) return [...paragraphs];
  const marked: Paragraph[] = [];
  for (const paragraph of paragraphs) {
    const words = wordsOf(text, paragraph);
    const isOwn = paragraph.kind === 'code' || (own.has('en') && isLikelyEnglish(words));
    const found = isOwn ? undefined : await detectLanguage(words);
    marked.push(found === undefined || own.has(found) ? paragraph : { ...paragraph, language: found });
  }
  return marked;
}

/** The language that extractors should read an article in: undefined when nothing says it, or two are said of it. */
export function languageToRead({ language }: Pick<Metadata, 'language'>): string | undefined {
  if (!language || language.value === 'und') return undefined;
  return primaryOf(language.value);
}

/** What the text is in, where the file says another language than that. */
export function contradictedLanguage({ language }: Pick<Metadata, 'language'>): string | undefined {
  const detected = language?.lost?.find(({ evidence }) => evidence.from === 'detected')?.value;
  return language && detected !== undefined && primaryOf(language.value) !== detected ? detected : undefined;
}

/** "en" of "en-GB". */
export const primaryOf = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

function isPlainlyEnglish(text: string): boolean {
  const { different, share } = sharedWith(text, (word) => ENGLISH.has(word));
  return different >= CERTAIN_WORDS && share >= CERTAIN_SHARE;
}

function isLikelyEnglish(text: string): boolean {
  const { different, share } = sharedWith(text, (word) => ENGLISH.has(word) || ENGLISH_TOO.has(word));
  return different >= LIKELY_WORDS && share >= LIKELY_SHARE;
}

/** How many different words of a text are among some, and their share of all its words. */
function sharedWith(text: string, among: (word: string) => boolean): { different: number; share: number } {
  let total = 0;
  let found = 0;
  const different = new Set<string>();
  for (const [word] of text.matchAll(/\p{L}+/gu)) {
    total += 1;
    const lower = word.toLowerCase();
    if (!among(lower)) continue;
    found += 1;
    different.add(lower);
  }
  return { different: different.size, share: total === 0 ? 0 : found / total };
}

async function loadDetector(): Promise<Detect> {
  const { eld } = await import('eld/extrasmall');
  return (text) => {
    const found = eld.detect(text);
    return found.isReliable() && !MISTAKEN.has(found.language) ? found.language : undefined;
  };
}

function sampleOf(text: string, paragraphs: readonly Paragraph[]): string {
  let sample = '';
  for (const paragraph of paragraphs) {
    if (sample.length >= SAMPLE) break;
    sample += `${wordsOf(text, paragraph)}\n`;
  }
  return sample;
}

const wordsOf = (text: string, { start, end }: Span): string => text.slice(start, Math.min(end, start + SAMPLE));

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
