import { analyse } from 'chardet';
import type { Decoded } from './decode';

/**
 * Which legacy encoding bytes are in that nobody names: the detector's candidates (letter triples and common characters
 * of languages, after ICU), each taken only where what it reads looks like words of one script. What is left is better
 * refused: a name in the wrong letters is another name.
 */
export interface Guess {
  text: string;
  encoding: Decoded['encoding'];
}

/** Bytes that it is told from. */
const SAMPLE = 65_536;
/** Letters outside ASCII that it takes. */
const FEWEST_LETTERS = 6;
/** Of the words that they stand in, so many may look wrong. */
const MOST_STRANGE = 0.04;
/** Least confidence of the detector, in percent: of letters that stand for words or syllables, and of others. */
const SURE = { multibyte: 60, other: 20 } as const;
/** What is read as Windows-1252 without a guess is so unless another is likelier by so much. */
const AHEAD = 10;

/** The detector's candidates by the names of the Encoding Standard, which reads Latin-1 as Windows-1252. */
const NAMES: Readonly<Record<string, { encoding: Decoded['encoding']; multibyte?: true }>> = {
  Shift_JIS: { encoding: 'shift_jis', multibyte: true },
  'EUC-JP': { encoding: 'euc-jp', multibyte: true },
  'EUC-KR': { encoding: 'euc-kr', multibyte: true },
  Big5: { encoding: 'big5', multibyte: true },
  GB18030: { encoding: 'gb18030', multibyte: true },
  'ISO-8859-1': { encoding: 'windows-1252' },
  'ISO-8859-2': { encoding: 'iso-8859-2' },
  'ISO-8859-5': { encoding: 'iso-8859-5' },
  'ISO-8859-6': { encoding: 'iso-8859-6' },
  'ISO-8859-7': { encoding: 'iso-8859-7' },
  'ISO-8859-8': { encoding: 'iso-8859-8' },
  'ISO-8859-9': { encoding: 'windows-1254' },
  'KOI8-R': { encoding: 'koi8-u' },
  'windows-1250': { encoding: 'windows-1250' },
  'windows-1251': { encoding: 'windows-1251' },
  'windows-1252': { encoding: 'windows-1252' },
  'windows-1253': { encoding: 'windows-1253' },
  'windows-1254': { encoding: 'windows-1254' },
  'windows-1255': { encoding: 'windows-1255' },
  'windows-1256': { encoding: 'windows-1256' },
  'windows-1257': { encoding: 'windows-1257' },
  'windows-1258': { encoding: 'windows-1258' },
  'windows-874': { encoding: 'windows-874' },
};
/** The encodings of Cyrillic, which its commonest letters tell even of a few words; the common ones first. */
const CYRILLIC = ['windows-1251', 'koi8-u', 'iso-8859-5', 'ibm866', 'x-mac-cyrillic'] as const;
/** They make two thirds of a text; of letters by chance, a third. */
const COMMON_CYRILLIC = /[оеаиінтсрвл]/g;

/** @returns undefined when it is Windows-1252, or nothing is sure enough */
export function guessEncoding(bytes: Uint8Array): Guess | undefined {
  const sample = withoutTags(bytes.subarray(0, SAMPLE));
  for (const encoding of [...cyrillicOf(sample), ...detected(sample)]) {
    const text = read(bytes, encoding);
    if (text !== undefined) return { text, encoding };
  }
  return undefined;
}

function cyrillicOf(sample: Uint8Array): Guess['encoding'][] {
  return CYRILLIC.filter((encoding) => {
    const text = read(sample, encoding);
    return isPlausible(text) && isCyrillic(text ?? '');
  });
}

function detected(sample: Uint8Array): Guess['encoding'][] {
  const matches = analyse(sample).flatMap(({ name, confidence }) => {
    const found = NAMES[name];
    return found ? [{ ...found, confidence }] : [];
  });
  const western = matches.findIndex(({ encoding }) => encoding === 'windows-1252');
  const ahead = western === -1 ? matches : matches.slice(0, western);
  const least = (matches[western]?.confidence ?? 0) + AHEAD;
  return ahead
    .filter(({ confidence, multibyte }) => confidence >= (multibyte ? SURE.multibyte : Math.max(SURE.other, least)))
    .map(({ encoding }) => encoding)
    .filter((encoding) => isPlausible(read(sample, encoding)));
}

/** Markup is English to a detector. */
export function withoutTags(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return Buffer.from(text.replace(/<[^<>]{1,2000}>/g, ' '), 'latin1');
}

function read(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isPlausible(text: string | undefined): boolean {
  if (text === undefined || /[\x80-\x9f]/.test(text)) return false;
  const { words, strange, letters } = countWords(text);
  return letters >= FEWEST_LETTERS && strange <= words * MOST_STRANGE;
}

/**
 * Words with letters outside ASCII, how many of them look like none (they mix scripts, have capitals or signs within),
 * and those letters.
 */
export function countWords(text: string): { words: number; strange: number; letters: number } {
  let [words, strange, letters] = [0, 0, 0];
  for (const [word] of text.matchAll(WORD)) {
    const own = word.match(OTHER_LETTER)?.length ?? 0;
    // A letter of DOS reads as a quotation mark within its word.
    if (own === 0 && !SIGN_WITHIN.test(word)) continue;
    words += 1;
    letters += own;
    if (!looksLikeWord(word)) strange += 1;
  }
  return { words, strange, letters };
}

/** What is neither white space nor ASCII's signs and digits, but for the apostrophe. */
const WORD = /[^\s\x00-\x26\x28-\x40\x5b-\x60\x7b-\x7f]+/g;
const OTHER_LETTER = /(?![\x00-\x7f])\p{L}/gu;
const SIGN_WITHIN = /[a-z](?![\x00-\x7f’‘·–—…\xa0\xad])[^\p{L}\p{M}][a-z]/iu;
const SYLLABLES = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
const ALPHABETS = ['Latin', 'Cyrillic', 'Greek', 'Hebrew', 'Arabic', 'Thai'].map(
  (script) => new RegExp(`\\p{sc=${script}}`, 'u'),
);

function looksLikeWord(word: string): boolean {
  if (SYLLABLES.test(word)) return !/[a-z]\p{sc=Han}|\p{sc=Han}[a-z]/u.test(word);
  if (/\p{Ll}\p{Lu}/u.test(word) || /\p{L}[^\p{L}\p{M}'’.,·–—-]{1,3}\p{L}/u.test(word)) return false;
  return ALPHABETS.filter((script) => script.test(word)).length <= 1;
}

/** More small Cyrillic letters than others (read as another encoding they are capitals), and the common ones common. */
function isCyrillic(text: string): boolean {
  const letters = text.match(/[а-яёђѓєѕіїјљњћќўџґ]/g)?.length ?? 0;
  const others = text.match(/[a-zа-я]/gi)?.length ?? 0;
  return letters * 2 > others && (text.match(COMMON_CYRILLIC)?.length ?? 0) * 2 > letters;
}
