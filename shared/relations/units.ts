import type { ParsedArticle, Span } from '../article/schema';
import { bisect } from '../bisect';
import type { EntityType, Mention } from '../extractors/extractor';
import type { TimeToken } from '../times/tokens';

/** A name, or a token outside names. */
export interface Unit extends Span {
  /** Lower case, with straight apostrophes; empty for a name. */
  readonly word: string;
  readonly mention?: Mention;
  /** Begins with a capital. */
  readonly capital: boolean;
}

/** A sentence as patterns read it. */
export interface UnitSentence {
  readonly index: number;
  readonly units: readonly Unit[];
}

const OUTSIDE: Unit = { start: 0, end: 0, word: '', capital: false };

/** The unit at a place; one that is nothing outside the sentence. */
export const at = ({ units }: UnitSentence, place: number): Unit => units[place] ?? OUTSIDE;

export const isName = (unit: Unit, ...types: readonly EntityType[]): unit is Unit & { mention: Mention } =>
  unit.mention !== undefined && (types.length === 0 || types.includes(unit.mention.value.type));

/** The unit behind one of the sentence, by bisection. */
export function behind({ units }: UnitSentence, { end }: Unit): Unit {
  return units[bisect(units, ({ start }) => start < end)] ?? OUTSIDE;
}

/** Whether what follows, or ends the name, says that something of its is meant, not itself: "Putin's adviser". */
export const isOwner = (sentence: UnitSentence, unit: Unit): boolean => {
  if (/['’‘]s?$/.test(unit.mention?.value.name ?? '')) return true;
  const next = behind(sentence, unit);
  return next.start === unit.end && /^['’]s?$/.test(next.word);
};

/**
 * Sentences cut into names and words, headings and code left out. Of names inside names only the whole is one unit. Linear:
 * tokens, mentions and sentences are in text order.
 */
export function* unitSentences(
  { sentences, paragraphs }: Pick<ParsedArticle, 'sentences' | 'paragraphs'>,
  tokens: readonly TimeToken[],
  mentions: readonly Mention[],
): Generator<UnitSentence> {
  const names = outermost(mentions);
  let [token, name] = [0, 0];
  for (const [index, sentence] of sentences.entries()) {
    const kind = paragraphs[sentence.paragraph]?.kind;
    while (token < tokens.length && (tokens[token]?.start ?? 0) < sentence.start) token++;
    if (kind === 'heading' || kind === 'code') continue;
    const units: Unit[] = [];
    for (let next = tokens[token]; next && next.start < sentence.end; next = tokens[token]) {
      while (name < names.length && (names[name]?.end ?? 0) <= next.start) name++;
      const mention = names[name];
      if (mention && mention.start <= next.start) {
        if (units.at(-1)?.mention !== mention)
          units.push({ start: mention.start, end: mention.end, word: '', mention, capital: true });
      } else {
        units.push({ start: next.start, end: next.end, word: next.word, capital: /^\p{Lu}/u.test(next.text) });
      }
      token++;
    }
    if (units.some(({ mention }) => mention)) yield { index, units };
  }
}

function outermost(mentions: readonly Mention[]): Mention[] {
  const kept: Mention[] = [];
  for (const mention of [...mentions].sort((a, b) => a.start - b.start || b.end - a.end))
    if (mention.start >= (kept.at(-1)?.end ?? 0)) kept.push(mention);
  return kept;
}
