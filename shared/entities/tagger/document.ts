import type { ParsedArticle } from '../../article/schema';
import type { EntityType } from '../../extractors/extractor';
import type { Decision } from '../evidence';
import type { Lexicon } from '../lexicon';
import { rangesIn } from '../recognise';
import { type CaseStyle, capitalRuns, caseStyles, isCapital, type Range } from '../runs';
import { isLoud, quietKey, type Token, tokenize } from '../tokens';
import { mix, type WordBook, type WordFacts } from './words';

/** What the whole article says of each of its tokens, before any of them is tagged; all lists go by token. */
export interface Sheet {
  readonly tokens: readonly Token[];
  readonly facts: readonly WordFacts[];
  readonly styles: readonly CaseStyle[];
  /** The names that the rules find. */
  readonly ruled: readonly (Range & Decision)[];
  /** What the rules say: 0 nothing, else type and whether it begins. */
  readonly rules: Uint8Array;
  /** What the gazetteer has that the token is part of: 0 nothing, else type, whether weak, whether it begins. */
  readonly gazetteer: Uint8Array;
  /** Number of the run of capitals that a token is in; -1 in none. */
  readonly runOf: Int32Array;
  readonly runs: readonly Range[];
  /** For a capital that stands elsewhere too: another place; -1 for none. */
  readonly elsewhere: Int32Array;
  /** The longest run that has this capital elsewhere; -1 for none that is longer. */
  readonly longerRun: Int32Array;
  /** Whether the word is in lower case elsewhere in the article. */
  readonly lowered: Uint8Array;
  /** The pieces of sentences that can have names in them; what is in none has none. */
  readonly pieces: readonly Piece[];
}

/** Tokens that are tagged together, and the sentence that they stand in. */
export interface Piece extends Range {
  readonly sentence: Range;
}

const TYPE_NUMBER: Record<string, number> = { PERSON: 1, ORG: 2, GPE: 3, LOC: 4 };
const numberOf = (type: EntityType): number => TYPE_NUMBER[type] ?? 0;
/** Longest piece of a sentence that is tagged at once. */
const LONGEST_SENTENCE = 200;

export function sheetOf(
  article: Pick<ParsedArticle, 'text' | 'paragraphs' | 'sentences'>,
  words: Lexicon,
  book: WordBook,
): Sheet {
  const tokens = tokenize(article);
  const styles = caseStyles(tokens, article);
  const rules = new Uint8Array(tokens.length);
  const ruled = rangesIn(article.text, tokens, styles, words);
  for (const { from, to, type } of ruled) {
    for (let at = from; at < to; at++) rules[at] = 2 * numberOf(type) + (at === from ? 1 : 0);
  }
  return {
    tokens,
    facts: tokens.map((token) => book.factsOf(token)),
    styles,
    ruled,
    rules,
    gazetteer: gazetteerMarks(tokens, words),
    ...repetitions(tokens, capitalRuns(tokens, styles, words)),
    pieces: sentencesOf(tokens, article).flatMap((sentence) => piecesOf(tokens, sentence, words)),
  };
}

function gazetteerMarks(tokens: readonly Token[], words: Lexicon): Uint8Array {
  const marks = new Uint8Array(tokens.length);
  for (let at = 0; at < tokens.length; at++) {
    const found = isCapital(tokens[at]) ? words.entityAt(tokens, at) : undefined;
    if (found === undefined) continue;
    const mark = 4 * numberOf(found.value.type) + (found.value.weak ? 2 : 0);
    for (let next = at; next < at + found.length; next++) marks[next] = mark + (next === at ? 1 : 0);
    at += found.length - 1;
  }
  return marks;
}

type Repetitions = Pick<Sheet, 'runOf' | 'runs' | 'elsewhere' | 'longerRun' | 'lowered'>;

function repetitions(tokens: readonly Token[], runs: readonly Range[]): Repetitions {
  const runOf = new Int32Array(tokens.length).fill(-1);
  for (const [number, { from, to }] of runs.entries()) runOf.fill(number, from, to);
  const small = new Set<string>();
  const places = new Map<string, { first: number; second: number; longest: number }>();
  const lengthOf = (run: number): number => (runs[run]?.to ?? 0) - (runs[run]?.from ?? 0);
  for (const [at, token] of tokens.entries()) {
    if (token.shape === 'lower') small.add(token.lower);
    if (!isCapital(token)) continue;
    const run = runOf[at] ?? -1;
    const key = isLoud(token) ? quietKey(token) : token.key;
    const place = places.get(key);
    if (place === undefined) places.set(key, { first: at, second: -1, longest: run });
    else {
      if (place.second < 0) place.second = at;
      if (lengthOf(run) > lengthOf(place.longest)) place.longest = run;
    }
  }
  const elsewhere = new Int32Array(tokens.length).fill(-1);
  const longerRun = new Int32Array(tokens.length).fill(-1);
  const lowered = new Uint8Array(tokens.length);
  for (const [at, token] of tokens.entries()) {
    const place = isCapital(token) ? places.get(isLoud(token) ? quietKey(token) : token.key) : undefined;
    if (place === undefined) continue;
    elsewhere[at] = place.first === at ? place.second : place.first;
    if (lengthOf(place.longest) > lengthOf(runOf[at] ?? -1)) longerRun[at] = place.longest;
    if (small.has(token.lower)) lowered[at] = 1;
  }
  return { runOf, runs, elsewhere, longerRun, lowered };
}

function sentencesOf(tokens: readonly Token[], { sentences }: Pick<ParsedArticle, 'sentences'>): Range[] {
  const starts = new Set(sentences.map(({ start }) => start));
  const pieces: Range[] = [];
  let from = 0;
  for (const [at, token] of tokens.entries()) {
    const ends = token.kind === 'boundary';
    if (at > from && (ends || starts.has(token.start) || at - from >= LONGEST_SENTENCE)) {
      pieces.push({ from, to: at });
      from = at;
    }
    if (ends) from = at + 1;
  }
  if (tokens.length > from) pieces.push({ from, to: tokens.length });
  return pieces;
}

/** Most words without a capital that stand inside a name: "Organization for the Prohibition of the Use …". */
const WIDEST_GAP = 4;
/** Words after the last capital that can belong to its name: "2001 Italian general election". */
const TAIL = 2;

/**
 * Stretches of a sentence from a capital or a number to the last one that is near, with the words after it. Two of three
 * words of news are in none of them, and cost nothing.
 */
function piecesOf(tokens: readonly Token[], sentence: Range, words: Lexicon): Piece[] {
  const pieces: Piece[] = [];
  let from = -1;
  let last = -1;
  for (let at = sentence.from; at < sentence.to; at++) {
    const token = tokens[at];
    if (token === undefined || !canBeName(token)) continue;
    if (from >= 0 && at - last > WIDEST_GAP + 1) {
      pieces.push({ from, to: last + 1 + TAIL, sentence });
      from = -1;
    }
    if (from < 0) from = beginning(tokens, at, sentence, words);
    last = at;
  }
  if (from >= 0) pieces.push({ from, to: Math.min(last + 1 + TAIL, sentence.to), sentence });
  return pieces;
}

const canBeName = (token: Token): boolean => isCapital(token) || /^[\d$€£¥]/.test(token.text);

/** With the particle before it: "al-Qaeda", "van Gogh". */
function beginning(tokens: readonly Token[], at: number, { from }: Range, words: Lexicon): number {
  const before = tokens[at - 1]?.kind === 'hyphen' ? at - 2 : at - 1;
  return before >= from && words.particles.has(tokens[before]?.lower ?? '') ? before : at;
}

/** A word's facts beyond the edge of a sentence. */
const EDGE: WordFacts = {
  text: 1,
  lower: 1,
  shape: 1,
  start2: 1,
  start3: 1,
  end2: 1,
  end3: 1,
  end4: 1,
  fine: 0,
  middle: 0,
  coarse: 0,
  flags: 1 << 20,
};

/** How many features a token has. */
export const FEATURES = 70;
/** Bits of a feature's number. */
export const FEATURE_BITS = 24;
const SHIFT = 32 - FEATURE_BITS;
/** Own name, for speed: see viterbi.ts. */
const both = mix;

/** Puts the numbers of the features of token `at` into `out` (FEATURES of them). `group`: whose conventions hold. */
export function featuresOf(
  sheet: Sheet,
  { sentence: { from, to } }: Piece,
  at: number,
  group: number,
  out: Uint32Array,
  start: number,
): void {
  const { facts, rules, gazetteer, runOf, runs, styles, tokens } = sheet;
  const fact = (place: number): WordFacts => (place < from || place >= to ? EDGE : (facts[place] ?? EDGE));
  const value = (list: Uint8Array, place: number): number => (place < from || place >= to ? 63 : (list[place] ?? 0));
  const [before2, before, here, after, after2] = [fact(at - 2), fact(at - 1), fact(at), fact(at + 1), fact(at + 2)];
  let next = start;
  let template = 1;
  const add = (hash: number): void => {
    out[next++] = both(hash, template++) >>> SHIFT;
  };
  const add2 = (a: number, b: number): void => add(both(a, b));
  const rule = value(rules, at);
  const known = value(gazetteer, at);
  const style = styles[at] === 'sentence' ? 0 : styles[at] === 'title' ? 1 : 2;
  const opens = tokens[at]?.opens ? 1 : 0;
  // The word, its form and its class.
  add(here.text);
  add(here.lower);
  add2(here.shape, style);
  add2(here.shape, opens);
  add(here.start2);
  add(here.start3);
  add(here.end2);
  add(here.end3);
  add(here.end4);
  add(here.middle);
  add2(here.middle, here.shape);
  add2(here.flags, here.shape);
  add(here.fine);
  // Its neighbours.
  add(before.lower);
  add(before2.lower);
  add(after.lower);
  add(after2.lower);
  add2(before.lower, here.lower);
  add2(here.lower, after.lower);
  add2(before.shape, here.shape);
  add2(here.shape, after.shape);
  add(both(both(before.shape, here.shape), after.shape));
  add(before.middle);
  add(after.middle);
  add2(before.middle, here.shape);
  add2(after.middle, here.shape);
  add2(before2.middle, before.middle);
  add2(after.middle, after2.middle);
  add2(before.coarse, here.coarse);
  add2(here.coarse, after.coarse);
  add(both(both(before.coarse, here.coarse), after.coarse));
  add2(before.flags, here.flags);
  add2(here.flags, after.flags);
  add(before.fine);
  add(after.fine);
  add(after.end3);
  add(before.end3);
  // What the rules and the gazetteer say.
  add2(rule, style);
  add2(rule, here.shape);
  add2(rule, here.middle);
  add2(rule, value(rules, at - 1));
  add2(rule, value(rules, at + 1));
  add2(rule, here.text);
  add2(rule, before.lower);
  add2(rule, after.lower);
  add2(rule, here.flags);
  add2(known, rule);
  add2(known, before.middle);
  add2(known, after.middle);
  add2(value(gazetteer, at - 1), known);
  add2(known, value(gazetteer, at + 1));
  // The run of capitals that it is in, and what stands around it.
  const run = runOf[at] ?? -1;
  const range = runs[run] ?? { from: at, to: at + 1 };
  const place = run < 0 ? 99 : Math.min(5, at - range.from) * 6 + Math.min(5, range.to - at);
  const [first, last] = [fact(range.from), fact(range.to - 1)];
  const [ahead, behind] = [fact(range.from - 1), fact(range.to)];
  add(place);
  add2(place, last.lower);
  add2(place, first.flags);
  add2(place, last.flags);
  add2(place, behind.lower);
  add2(place, ahead.lower);
  add2(ahead.coarse, behind.coarse);
  add2(behind.middle, last.flags);
  add2(place, last.fine);
  add2(place, first.middle);
  add2(ahead.fine, behind.coarse);
  // The same word elsewhere in the article.
  const other = sheet.elsewhere[at] ?? -1;
  const lowered = sheet.lowered[at] ?? 0;
  add2(other < 0 ? 0 : (facts[other - 1]?.lower ?? 1), lowered);
  add2(other < 0 ? 0 : (facts[other + 1]?.lower ?? 1), lowered);
  add2(other < 0 ? 63 : (rules[other] ?? 0), rule);
  const longer = runs[sheet.longerRun[at] ?? -1];
  add2(
    longer === undefined ? 0 : (facts[longer.to - 1]?.middle ?? 0) + 1,
    longer === undefined ? 63 : (rules[longer.from] ?? 0),
  );
  // Whose conventions hold.
  add2(group, both(rule, here.shape));
  add2(group, here.lower);
  add2(group, both(here.flags, before.flags));
  add2(group, both(known, after.coarse));
  if (next - start !== FEATURES) throw new RangeError(`${next - start} features, not ${FEATURES}`);
}
