import type { ParsedArticle } from '../article/schema';
import type { EntityType } from '../extractors/extractor';
import type { Decision } from './evidence';
import type { Lexicon } from './lexicon';
import type { RecognisedName } from './recognised-name';
import type { Range } from './runs';
import type { NameType } from './tagger/labels';
import type { Tagger } from './tagger/tagger';
import type { Token } from './tokens';

/** What the model's types are to us. A name of another type is no entity of ours, and nothing in it is one. */
const ENTITY: Partial<Record<NameType, EntityType>> = {
  PERSON: 'PERSON',
  ORG: 'ORG',
  GPE: 'GPE',
  LOC: 'LOC',
  FAC: 'LOC',
};

/**
 * The names of an article by the rules and the trained tagger together: what the rules know (the gazetteer, a title, a
 * common noun of the name's own) stands unless the tagger sees a longer name there; the tagger decides the rest, but for
 * headlines, whose capitals say nothing, and for words that the lexicon has as no names.
 */
export function recogniseAll(article: ParsedArticle, words: Lexicon, tagger: Tagger): RecognisedName[] {
  const { tokens, styles, tagged, ruled } = tagger.tag(article);
  const credible = tagged.filter(
    (name) => styles[name.from] === 'sentence' && !isNoName(tokens, name, words) && !isCompound(tokens, name, words),
  );
  const taggedAt = overlaps(credible);
  const known = ruled.filter((rule) => taggedAt(rule).every((name) => lengthOf(name) <= lengthOf(rule)));
  const knownAt = overlaps(known);
  const rest = credible.flatMap((name) => {
    const type = ENTITY[name.type];
    return type === undefined || knownAt(name).length > 0 ? [] : [{ ...name, type, reason: 'by the trained tagger' }];
  });
  return [...known, ...rest].map((name) => nameOf(name, tokens, article.text, words));
}

function nameOf(name: Range & Decision, tokens: readonly Token[], text: string, words: Lexicon): RecognisedName {
  const start = tokens[name.from]?.start ?? 0;
  const end = tokens[name.to - 1]?.end ?? start;
  const place = name.type === 'GPE' || name.type === 'LOC' ? words.find(text.slice(start, end))?.type : undefined;
  const type = place === 'GPE' || place === 'LOC' ? place : name.type;
  return { start, end, type, reason: name.reason };
}

/** "GDP", "Ramadan". */
function isNoName(tokens: readonly Token[], { from, to }: Range, words: Lexicon): boolean {
  const acronym = to === from + 1 && words.otherAcronyms.has(tokens[from]?.text ?? '');
  return acronym || words.notNames.match(tokens, from, to)?.length === to - from;
}

/** "Russia-NATO": two names, whatever stands after them. */
function isCompound(tokens: readonly Token[], { from, to }: Range, words: Lexicon): boolean {
  const first = words.entities.match(tokens, from, to);
  const hyphen = from + (first?.length ?? 0);
  if (first === undefined || tokens[hyphen]?.kind !== 'hyphen') return false;
  return words.entities.match(tokens, hyphen + 1, to)?.length === to - hyphen - 1;
}

const lengthOf = ({ from, to }: Range): number => to - from;

/** The ranges of a list (in order, none overlapping another) that overlap a range, by bisection. */
function overlaps<T extends Range>(list: readonly T[]): (range: Range) => T[] {
  return ({ from, to }) => {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[middle]?.to ?? 0) <= from) low = middle + 1;
      else high = middle;
    }
    const found: T[] = [];
    for (let item = list[low]; item !== undefined && item.from < to; item = list[++low]) found.push(item);
    return found;
  };
}
