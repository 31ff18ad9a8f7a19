import type { Lexicon } from '../lexicon';
import type { Token } from '../tokens';

// Own name: within jest a global is looked up anew each time, and this is used a thousand times a word.
const { imul } = Math;

/** FNV-1a over UTF-16 code units. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}

/** One number from two, spread over 32 bits (the finaliser of MurmurHash3). */
export function mix(a: number, b: number): number {
  let hash = imul(a ^ imul(b, 0xcc9e2d51), 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

/** Classes of words that stand in like places, by the hash of the word in lower case; 0 where it has none. */
export interface WordClasses {
  fine(hash: number): number;
  /** The same of larger groups, by the fine class. */
  middle(fine: number): number;
  coarse(fine: number): number;
}

/** What is true of a word wherever it stands, as numbers that features are made of. */
export interface WordFacts {
  readonly text: number;
  readonly lower: number;
  readonly shape: number;
  readonly start2: number;
  readonly start3: number;
  readonly end2: number;
  readonly end3: number;
  readonly end4: number;
  readonly fine: number;
  readonly middle: number;
  readonly coarse: number;
  /** Bits: what the lexicon says of the word. */
  readonly flags: number;
}

/** The bit of `flags` that says that a word is common English; the third of those that `flagsOf` lists. */
export const COMMON = 1 << 2;

const LONGEST_SHAPE = 8;

/** "Xx" for Moscow, "X.X." for U.S., "d" for 1997: runs of one kind are one letter. */
function shapeOf(word: string): string {
  let shape = '';
  for (const character of word) {
    const kind = /\p{Lu}|\p{Lt}/u.test(character)
      ? 'X'
      : /\p{L}|\p{M}/u.test(character)
        ? 'x'
        : /\p{N}/u.test(character)
          ? 'd'
          : character;
    if (shape.at(-1) !== kind || shape.length < 2) shape += kind;
    if (shape.length >= LONGEST_SHAPE) break;
  }
  return shape;
}

/** Most words whose facts are kept; then it starts anew, so that a folder of strange texts does not fill the memory. */
const MOST_KEPT = 50_000;

/** Facts of words, kept by word. */
export class WordBook {
  private readonly kept = new Map<string, WordFacts>();

  constructor(
    private readonly words: Lexicon,
    private readonly classes: WordClasses,
  ) {}

  factsOf(token: Token): WordFacts {
    const known = this.kept.get(token.text);
    if (known !== undefined) return known;
    const facts = this.make(token);
    if (this.kept.size >= MOST_KEPT) this.kept.clear();
    this.kept.set(token.text, facts);
    return facts;
  }

  private make(token: Token): WordFacts {
    const { key, lower } = token;
    const fine = this.classes.fine(hashText(lower));
    const end = (length: number): number => hashText(lower.slice(-length));
    return {
      text: hashText(key.replace(/\d/g, '0')),
      lower: hashText(lower.replace(/\d/g, '0')),
      shape: hashText(shapeOf(key)),
      start2: hashText(key.slice(0, 2)),
      start3: hashText(key.slice(0, 3)),
      end2: end(2),
      end3: end(3),
      end4: end(4),
      fine,
      middle: this.classes.middle(fine),
      coarse: this.classes.coarse(fine),
      flags: this.flagsOf(token),
    };
  }

  private flagsOf(token: Token): number {
    const { words } = this;
    const { text } = token;
    const alone = [token];
    const facts = [
      words.isGivenName(text),
      words.isSurname(text),
      words.isCommon(text),
      words.functionWords.has(token.lower),
      words.particles.has(token.lower),
      words.orgHeads.has(text) || words.orgHeadsBeforeOf.has(text),
      words.companyEndings.has(text),
      words.placeAfter.get(text) === 'GPE',
      words.placeAfter.get(text) === 'LOC',
      words.placeBefore.has(token),
      words.titles.match(alone, 0) !== undefined,
      words.demonyms.match(alone, 0) !== undefined,
      words.acts.has(text),
      words.notNames.match(alone, 0) !== undefined,
      words.titleModifiers.has(text),
    ];
    return facts.reduce((bits, fact, at) => (fact ? bits | (1 << at) : bits), 0);
  }
}
