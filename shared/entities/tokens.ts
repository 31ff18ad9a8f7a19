import type { ParsedArticle } from '../article/schema';

/**
 * `word`: letters and digits, with inner apostrophes ("N'Djamena") and dotted names ("Gazeta.ru"); `initials`: "J.",
 * "U.S."; `possessive`: the 's or ’s after a word; `hyphen`: one that glues two words; `boundary`: the empty end of a
 * paragraph, that no name reaches over; `punctuation`: all else.
 */
type TokenKind = 'word' | 'initials' | 'possessive' | 'hyphen' | 'boundary' | 'punctuation';

/** `capital`: Moscow, McCain; `upper`: NATO, G8; `lower`: town, iPhone; `none`: 1997, Arabic or Chinese words. */
type Shape = 'capital' | 'upper' | 'lower' | 'none';

/** `text` is the exact substring `[start, end)` of the canonical text, offsets in UTF-16 code units. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: TokenKind;
  readonly shape: Shape;
  /** The text with straight apostrophes, and the same in lower case without a final stop: what names are looked up by. */
  readonly key: string;
  readonly caseless: string;
  readonly lower: string;
  /** No white space before it. */
  readonly glued: boolean;
  /** First word of a sentence, or after a colon or an opening quotation mark: its capital says nothing. */
  readonly opens: boolean;
}

/** Words that keep their full stop. A stop that ends the sentence as well is taken for the word's. */
const ABBREVIATIONS = new Set(
  'mr mrs ms dr prof rev gen lt col maj capt sgt cpl adm brig gov sen rep hon fr st mt jr sr inc ltd corp co bros jan feb mar apr jun jul aug sep sept oct nov dec'.split(
    ' ',
  ),
);

const LONGEST_ABBREVIATION = 4;

// Each alternative ends where the next character cannot continue it: no two of them compete, so matching is linear.
const INITIALS = /\p{Lu}\.(?:\p{Lu}\.)*(?:\p{Lu}(?![\p{L}\p{M}\p{N}]))?/uy;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’ʻ‘][\p{L}\p{M}]+|\.\p{Ll}[\p{L}\p{M}\p{N}]*|&\p{Lu}+)*/uy;
const POSSESSIVE = /^['’][sS]$/;
const HYPHENS = new Set(['-', '‐', '‑']);
const SENTENCE_END = new Set(['.', '!', '?', '…']);
const OPENERS = new Set([':', ';', '“', '„', '«', '"', '‘', '•', '*', '|', '·', '–', '—']);
const CLOSERS = new Set(['"', '”', '’', "'", ')', ']', '»']);

/** The article's tokens in order. Linear in the length of the text. */
export function tokenize({
  text,
  paragraphs,
  sentences,
}: Pick<ParsedArticle, 'text' | 'paragraphs' | 'sentences'>): Token[] {
  const starts = new Set(sentences.map((sentence) => sentence.start));
  const tokens: Token[] = [];
  for (const { start, end } of paragraphs) {
    let opens = true;
    let last = start;
    for (const part of scan(text, start, end)) {
      const worded = part.kind === 'word' || part.kind === 'initials';
      opens ||= starts.has(part.start);
      tokens.push(tokenOf(part, part.start === last && last > start, opens && worded));
      if (part.kind === 'punctuation') opens = opensAfter(part.text, opens);
      else opens = false;
      last = part.end;
    }
    tokens.push(tokenOf({ text: '', start: end, end, kind: 'boundary' }, true, false));
  }
  return tokens;
}

const APOSTROPHES = /[’‘ʻ]/g;

// One literal, and no spread: a long article has hundreds of thousands of these.
function tokenOf({ text, start, end, kind }: Part, glued: boolean, opens: boolean): Token {
  const key = kind === 'word' || kind === 'possessive' ? text.replace(APOSTROPHES, "'") : text;
  const lower = key.toLowerCase();
  const caseless = lower.length > 1 && lower.endsWith('.') ? lower.slice(0, -1) : lower;
  const shape = kind === 'word' || kind === 'initials' ? shapeOf(text) : 'none';
  return { text, start, end, kind, shape, key, caseless, lower, glued, opens };
}

function opensAfter(punctuation: string, before: boolean): boolean {
  if (SENTENCE_END.has(punctuation) || OPENERS.has(punctuation)) return true;
  return CLOSERS.has(punctuation) || punctuation === '(' || punctuation === '[' ? before : false;
}

type Part = Pick<Token, 'text' | 'start' | 'end' | 'kind'>;

function* scan(text: string, from: number, to: number): Generator<Part> {
  let at = from;
  let wordEnd = -1;
  while (at < to) {
    const initials = matchEnd(INITIALS, text, at, to);
    const word = initials === undefined ? matchEnd(WORD, text, at, to) : undefined;
    if (initials !== undefined) {
      yield partOf(text, 'initials', at, initials);
      wordEnd = at = initials;
    } else if (word !== undefined) {
      for (const part of wordParts(text, at, word, to)) {
        yield part;
        at = part.end;
        wordEnd = part.kind === 'word' ? at : -1;
      }
    } else {
      const end = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
      const character = text.slice(at, end);
      const glues = HYPHENS.has(character) && wordEnd === at && /[\p{L}\p{N}]/u.test(text.charAt(end));
      if (!/\s/.test(character)) yield partOf(text, glues ? 'hyphen' : 'punctuation', at, end);
      at = end;
    }
  }
}

/** A word with what belongs to it: the 's or the bare apostrophe of a possessive, the full stop of an abbreviation. */
function wordParts(text: string, at: number, end: number, to: number): Part[] {
  const stem = end - 2;
  if (stem > at && POSSESSIVE.test(text.slice(stem, end))) {
    return [partOf(text, 'word', at, stem), partOf(text, 'possessive', stem, end)];
  }
  const next = end < to ? text.charAt(end) : '';
  const short = end - at <= LONGEST_ABBREVIATION && /^\p{Lu}/u.test(text.slice(at, end));
  if (next === '.' && short && ABBREVIATIONS.has(text.slice(at, end).toLowerCase()))
    return [partOf(text, 'word', at, end + 1)];
  const plural = /['’]/.test(next) && /s/i.test(text.charAt(end - 1)) && /\s/.test(text.charAt(end + 1));
  const word = partOf(text, 'word', at, end);
  return plural ? [word, partOf(text, 'possessive', end, end + 1)] : [word];
}

function partOf(text: string, kind: TokenKind, start: number, end: number): Part {
  return { text: text.slice(start, end), start, end, kind };
}

function matchEnd(pattern: RegExp, text: string, at: number, to: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? Math.min(pattern.lastIndex, to) : undefined;
}

/** Longest word that can be part of a name; what is longer is not a word. */
const MAX_NAME_WORD = 40;

function shapeOf(word: string): Shape {
  if (word.length > MAX_NAME_WORD || !/^\p{Lu}|^\p{Lt}/u.test(word)) return /^\p{Ll}/u.test(word) ? 'lower' : 'none';
  return word.length > 1 && !/\p{Ll}/u.test(word) ? 'upper' : 'capital';
}

/** Shortest word in capitals that is as likely a name in capitals (SEOUL) as an acronym. */
export const SHORTEST_LOUD = 4;

export const isLoud = ({ shape, text }: Token): boolean => shape === 'upper' && text.length >= SHORTEST_LOUD;

/** "Seoul" for SEOUL. */
export const quiet = (word: string): string => word.charAt(0) + word.slice(1).toLowerCase();

/** What a name is looked up by where it may be printed in capitals; nothing where there is no token. */
export const quietKey = (token: Token | undefined): string =>
  token === undefined ? '' : token.shape === 'upper' ? quiet(token.key) : token.key;
