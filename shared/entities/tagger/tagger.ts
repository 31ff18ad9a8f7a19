import type { ParsedArticle } from '../../article/schema';
import type { Decision } from '../evidence';
import type { Lexicon } from '../lexicon';
import type { CaseStyle, Range } from '../runs';
import type { Token } from '../tokens';
import { FEATURES, featuresOf, type Sheet, sheetOf } from './document';
import { begins, LABELS, type NameType, TYPES, typeOf } from './labels';
import type { Model } from './model';
import { WordBook } from './words';

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
    for (const piece of sheet.pieces) {
      const count = piece.to - piece.from;
      if (features.length < count * FEATURES) features = new Uint32Array(count * FEATURES);
      for (let at = 0; at < count; at++) featuresOf(sheet, piece, piece.from + at, OWN_GROUP, features, at * FEATURES);
      const scores = this.model.scores(features, count);
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
