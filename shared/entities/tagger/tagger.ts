import type { ParsedArticle } from '../../article/schema';
import type { Decision } from '../evidence';
import type { Lexicon } from '../lexicon';
import { type CaseStyle, isCapital, type Range } from '../runs';
import type { Token } from '../tokens';
import { FEATURES, featuresOf, type Sheet, sheetOf } from './document';
import { begins, LABELS, type NameType, TYPES, typeOf } from './labels';
import type { Model } from './model';
import { COMMON, WordBook } from './words';

/** A name that the model found, as a range of tokens. */
export interface TaggedName extends Range {
  readonly type: NameType;
  /** By how much its first word speaks more for a name of this type than for one of another, or for none. */
  readonly lead: number;
}

/** What the model and the rules find in an article. */
export interface Tagging {
  readonly tokens: readonly Token[];
  readonly styles: readonly CaseStyle[];
  /** In text order, none overlapping another. */
  readonly tagged: readonly TaggedName[];
  readonly ruled: readonly (Range & Decision)[];
}

/** Whose conventions the model is asked for: those of our own guide. */
export const OWN_GROUP = 1;

/** How much more often an article must take a name for another type before all its mentions have that. */
const CLEARLY = 1.5;

/** Finds names by a trained model. It keeps what it knows of words from one article to the next. */
export class Tagger {
  private readonly book: WordBook;

  constructor(
    private readonly model: Model,
    private readonly words: Lexicon,
  ) {
    this.book = new WordBook(words, model.classes);
  }

  /** Linear in the length of the text. */
  tag(article: Pick<ParsedArticle, 'text' | 'paragraphs' | 'sentences'>): Tagging {
    const sheet = sheetOf(article, this.words, this.book);
    const { tokens, styles, ruled } = sheet;
    return { tokens, styles, tagged: consistent(this.namesOf(sheet), tokens), ruled };
  }

  private namesOf(sheet: Sheet): TaggedName[] {
    const names: TaggedName[] = [];
    let features = new Uint32Array(0);
    const emissions = sheet.pieces.map((piece) => {
      const count = piece.to - piece.from;
      if (features.length < count * FEATURES) features = new Uint32Array(count * FEATURES);
      for (let at = 0; at < count; at++) featuresOf(sheet, piece, piece.from + at, OWN_GROUP, features, at * FEATURES);
      return this.model.scores(features, count);
    });
    if (sheet.tokens.length <= LONGEST_SHARED) share(sheet, emissions);
    for (const [number, piece] of sheet.pieces.entries()) {
      const count = piece.to - piece.from;
      const scores = emissions[number] ?? new Float32Array(0);
      const labels = this.model.best(scores, count);
      for (let at = 0; at < count; at++) {
        const type = typeOf(labels[at] ?? 0);
        if (type === undefined || !begins(labels[at] ?? 0)) continue;
        let to = at + 1;
        while (to < count && (labels[to] ?? 0) > 0 && !begins(labels[to] ?? 0)) to++;
        names.push({
          from: piece.from + at,
          to: piece.from + to,
          type,
          lead: leadOf(scores, at * LABELS, labels[at] ?? 0),
        });
      }
    }
    return names;
  }
}

/** Most tokens of an article whose words are asked for elsewhere: a long book, and some 20 MB of scores. */
const LONGEST_SHARED = 200_000;
/** How much what speaks for a word elsewhere in the article counts, in the mean, beside what does here. */
const ELSEWHERE = 0.3;

interface Total {
  count: number;
  readonly sum: Float64Array;
}

/**
 * Adds to the scores of each capital word the mean of what they are where it stands elsewhere, for an article mostly means
 * one thing by one name. Common words ("Party", "National") are parts of many names. Linear in the tokens.
 */
function share({ tokens, facts, pieces }: Sheet, emissions: readonly Float32Array[]): void {
  const totals = new Map<string, Total>();
  const each = (see: (total: Total, scores: Float32Array, base: number) => void): void => {
    for (const [number, piece] of pieces.entries()) {
      const scores = emissions[number] ?? new Float32Array(0);
      for (let at = piece.from; at < piece.to; at++) {
        const token = tokens[at];
        if (!isCapital(token) || ((facts[at]?.flags ?? 0) & COMMON) !== 0) continue;
        const total = totals.get(token.key) ?? { count: 0, sum: new Float64Array(LABELS) };
        if (total.count === 0) totals.set(token.key, total);
        see(total, scores, (at - piece.from) * LABELS);
      }
    }
  };
  each((total, scores, base) => {
    total.count++;
    for (let label = 0; label < LABELS; label++)
      total.sum[label] = (total.sum[label] ?? 0) + (scores[base + label] ?? 0);
  });
  each(({ count, sum }, scores, base) => {
    if (count < 2) return;
    for (let label = 0; label < LABELS; label++) {
      const here = scores[base + label] ?? 0;
      scores[base + label] = here + (ELSEWHERE * ((sum[label] ?? 0) - here)) / (count - 1);
    }
  });
}

/** The score of a label less the best of others that may stand there: where a name begins, or outside. */
function leadOf(scores: Float32Array, base: number, label: number): number {
  let other = Number.NEGATIVE_INFINITY;
  for (let at = 0; at <= TYPES; at++) if (at !== label) other = Math.max(other, scores[base + at] ?? 0);
  return (scores[base + label] ?? 0) - other;
}

/** One pass over the article: a name that it clearly takes for one type at most places is that everywhere. */
function consistent(names: readonly TaggedName[], tokens: readonly Token[]): TaggedName[] {
  const keyOf = ({ from, to }: Range): string => {
    let key = '';
    for (let at = from; at < to; at++) key += ` ${tokens[at]?.key}`;
    return key;
  };
  const votes = new Map<string, Map<NameType, number>>();
  for (const name of names) {
    const types = votes.get(keyOf(name)) ?? new Map<NameType, number>();
    votes.set(keyOf(name), types.set(name.type, (types.get(name.type) ?? 0) + 1));
  }
  return names.map((name) => {
    const types = votes.get(keyOf(name));
    if (types === undefined || types.size < 2) return name;
    let [type, most] = [name.type, (types.get(name.type) ?? 0) * CLEARLY];
    for (const [other, count] of types) if (count > most) [type, most] = [other, count];
    return { ...name, type };
  });
}
