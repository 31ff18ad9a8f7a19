import type { ParsedArticle } from '../article/schema';

/**
 * `word`: letters and digits, with inner apostrophes ("N'Djamena") and dotted names ("Gazeta.ru"); `initials`: "J.",
 * "U.S."; `possessive`: the 's or ’s after a word; `hyphen`: one that glues two words; `punctuation`: all else.
 */
export type TokenKind = 'word' | 'initials' | 'possessive' | 'hyphen' | 'punctuation';

/** `capital`: Moscow, McCain; `upper`: NATO, G8; `lower`: town, iPhone; `none`: 1997, Arabic or Chinese words. */
export type Shape = 'capital' | 'upper' | 'lower' | 'none';

/** `text` is the exact substring `[start, end)` of the canonical text, offsets in UTF-16 code units. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: TokenKind;
  readonly shape: Shape;
  readonly lower: string;
  /** No white space before it. */
  readonly glued: boolean;
  /** First word of a sentence, or after a colon or an opening quotation mark: its capital says nothing. */
  readonly opens: boolean;
  readonly paragraph: number;
}

/** Words that keep their full stop. A stop that ends the sentence as well is taken for the word's. */
const ABBREVIATIONS = new Set(
  'mr mrs ms dr prof rev gen lt col maj capt sgt cpl adm brig gov sen rep hon fr st mt jr sr inc ltd corp co bros jan feb mar apr jun jul aug sep sept oct nov dec'.split(
    ' ',
  ),
);

// Each alternative ends where the next character cannot continue it: no two of them compete, so matching is linear.
const INITIALS = /\p{Lu}\.(?:\p{Lu}\.)*(?:\p{Lu}(?![\p{L}\p{M}\p{N}]))?/uy;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’ʻ‘][\p{L}\p{M}]+|\.\p{Ll}[\p{L}\p{M}\p{N}]*|&\p{Lu}+)*/uy;
const POSSESSIVE = /['’][sS]$/;
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
  for (const [index, paragraph] of paragraphs.entries()) {
    let opens = true;
    for (const part of scan(text, paragraph.start, paragraph.end)) {
      const worded = part.kind === 'word' || part.kind === 'initials';
      opens ||= starts.has(part.start);
      tokens.push({
        ...part,
        shape: worded ? shapeOf(part.text) : 'none',
        lower: part.text.toLowerCase().replace(/’/g, "'"),
        glued: part.start > paragraph.start && !/\s/.test(text.charAt(part.start - 1)),
        opens: opens && worded,
        paragraph: index,
      });
      opens = worded || part.kind === 'possessive' || part.kind === 'hyphen' ? false : opensAfter(part.text, opens);
    }
  }
  return tokens;
}

function opensAfter(punctuation: string, before: boolean): boolean {
  if (SENTENCE_END.has(punctuation) || OPENERS.has(punctuation)) return true;
  return CLOSERS.has(punctuation) || punctuation === '(' || punctuation === '[' ? before : false;
}

type Part = Pick<Token, 'text' | 'start' | 'end' | 'kind'>;

function* scan(text: string, from: number, to: number): Generator<Part> {
  const part = (kind: TokenKind, start: number, end: number): Part => ({
    text: text.slice(start, end),
    start,
    end,
    kind,
  });
  let at = from;
  let wordEnd = -1;
  while (at < to) {
    const initials = matchEnd(INITIALS, text, at);
    const word = initials ?? matchEnd(WORD, text, at);
    if (word === undefined || word > to) {
      const code = text.codePointAt(at) ?? 0;
      const end = at + (code > 0xffff ? 2 : 1);
      const character = text.slice(at, end);
      if (HYPHENS.has(character) && wordEnd === at && /[\p{L}\p{N}]/u.test(text.charAt(end)))
        yield part('hyphen', at, end);
      else if (!/\s/.test(character)) yield part('punctuation', at, end);
      at = end;
      continue;
    }
    const possessive = initials === undefined && POSSESSIVE.test(text.slice(Math.max(at, word - 2), word));
    if (possessive && word - 2 > at) {
      yield part('word', at, word - 2);
      yield part('possessive', word - 2, word);
    } else if (initials !== undefined) {
      yield part('initials', at, word);
    } else {
      const dotted =
        text.charAt(word) === '.' && word - at <= 4 && ABBREVIATIONS.has(text.slice(at, word).toLowerCase());
      if (dotted && word < to && text.charAt(at) !== text.charAt(at).toLowerCase()) {
        yield part('word', at, word + 1);
        at = word + 1;
        wordEnd = at;
        continue;
      }
      yield part('word', at, word);
      const apostrophe = /['’]$/.test(text.slice(word, word + 1)) && /s$/i.test(text.slice(at, word));
      // The bare apostrophe of a plural possessive ("Workers' Party") belongs to the word before it.
      if (apostrophe && /\s/.test(text.charAt(word + 1))) {
        yield part('possessive', word, word + 1);
        at = word + 1;
        continue;
      }
    }
    at = word;
    wordEnd = word;
  }
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Longest word that can be part of a name; what is longer is not a word. */
const MAX_NAME_WORD = 40;

function shapeOf(word: string): Shape {
  if (word.length > MAX_NAME_WORD || !/^\p{Lu}|^\p{Lt}/u.test(word)) return /^\p{Ll}/u.test(word) ? 'lower' : 'none';
  return word.length > 1 && !/\p{Ll}/u.test(word) ? 'upper' : 'capital';
}
