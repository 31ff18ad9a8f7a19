import type { ParsedArticle, Span } from '../article/schema';
import { bisect } from '../bisect';
import { amountsIn } from './amounts';
import type { Decision } from './evidence';
import type { Lexicon } from './lexicon';
import { isSeat, seatType } from './metonyms';
import { isBuilt, peoplesIn, saysItsType } from './other-names';
import type { RecognisedName } from './recognised-name';
import { isCapital, type Range } from './runs';
import { titleLength } from './structure';
import type { NameType } from './tagger/labels';
import type { TaggedName, Tagger } from './tagger/tagger';
import type { Token } from './tokens';

/** Types for which the tagger's word alone is good enough; what it says of others needs a word of its own (`saysItsType`). */
const TAGGED: ReadonlySet<NameType> = new Set(['PERSON', 'ORG', 'GPE', 'LOC', 'FAC']);

/**
 * How far ahead a building must be that has no word of its own that says so: above this two of three such are right on
 * held-out texts, below it two of five, but most of the others are places, too.
 */
const LEAD_OF_BUILDING = 25;

/**
 * The names of an article by the rules and the trained tagger together: what the rules find stands unless the tagger, to
 * which it is one feature of many, sees a longer name there or one of another type; the tagger decides the rest, but for most names
 * in headlines, whose capitals say little, and for words that the lexicon has as no names. Amounts, peoples, laws and events come in where no such name is.
 */
export function recogniseAll(article: ParsedArticle, words: Lexicon, tagger: Tagger): RecognisedName[] {
  const { tokens, styles, tagged, ruled } = tagger.tag(article);
  const peoples = peoplesIn(tokens, words).map((range) => ({ ...range, type: 'NORP' as const, reason: 'a people' }));
  const peopleAt = overlaps(peoples);
  const isPeople = (name: Range): boolean =>
    peopleAt(name).some(({ from, to }) => from === name.from && to === name.to);
  const ruledAt = overlaps(ruled);
  const credible = tagged
    .flatMap((name) => personsOf(tokens, name, words))
    .map((name) => wholeLaw(tokens, name, words))
    .filter(({ to }, at, all) => (all[at + 1]?.from ?? to) >= to)
    .filter(
      (name) =>
        (styles[name.from] === 'sentence' || isSureInHeadline(tokens, name, words)) &&
        !isNoName(tokens, name, words) &&
        !spansDateline(tokens, name) &&
        !isCompound(tokens, name, words) &&
        !isPeople(name) &&
        !isCoordination(tokens, ruledAt(name)),
    );
  const taggedAt = overlaps(credible);
  const known = ruled.filter(
    (rule) => !(lengthOf(rule) > 1 && isPeople(rule)) && taggedAt(rule).every((name) => yields(name, rule)),
  );
  const knownAt = overlaps(known);
  const rest = credible.flatMap((name) => {
    if (name.type === 'OTHER' || knownAt(name).length > 0) return [];
    const isUnsure = name.type === 'FAC' && name.lead < LEAD_OF_BUILDING && !isBuilt(tokens, name);
    const type = isUnsure ? 'LOC' : name.type;
    return [{ from: name.from, to: name.to, type, reason: 'by the trained tagger' }];
  });
  const sure = [...known, ...rest.filter(({ type }) => TAGGED.has(type))];
  const others = [...peoples, ...rest.filter((name) => saysItsType(tokens, name, name.type))];
  const toNames = (names: readonly (Range & Decision)[]): RecognisedName[] =>
    names.map((name) => nameOf(name, tokens, article.text, words)).filter((name) => !cutsWord(article.text, name));
  return [toNames(sure), amountsIn(article), toNames(others)].reduce(together);
}

const UNSEEN = /^[\u00ad\u200b-\u200d\u2060\ufeff]$/;
const LETTER = /^[\p{L}\p{M}\p{N}]$/u;

/** "Mos", then a character of no width, then "cow": to who reads it that is one word, and no town of the Meuse. */
function cutsWord(text: string, { start, end }: Span): boolean {
  return (
    (UNSEEN.test(text.charAt(end)) && LETTER.test(text.charAt(end - 1)) && LETTER.test(text.charAt(end + 1))) ||
    (UNSEEN.test(text.charAt(start - 1)) && LETTER.test(text.charAt(start - 2)) && LETTER.test(text.charAt(start)))
  );
}

/**
 * Whether the tagger's name leaves the rules' name standing: it is shorter, or the same, or a town (or
 * its club, or its namesake, of which linking knows more). */
function yields(name: TaggedName, rule: Range & Decision): boolean {
  const longer = lengthOf(name) - lengthOf(rule);
  if (longer !== 0) return longer < 0;
  if (name.type === rule.type || name.type === 'OTHER') return true;
  const isTown = rule.type === 'GPE' && rule.reason.startsWith('in the gazetteer');
  return isTown && (name.type === 'ORG' || name.type === 'PERSON');
}

/** What is in both lists, but for what of the second overlaps something of the first or an earlier one of its own. */
function together(first: readonly RecognisedName[], second: readonly RecognisedName[]): RecognisedName[] {
  const at = overlaps(
    first.map(({ start, end }) => ({ from: start, to: end })).sort((a, b) => a.from - b.from || a.to - b.to),
  );
  let done = 0;
  const free = [...second]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      if (start < done || at({ from: start, to: end }).length > 0) return false;
      done = end;
      return true;
    });
  return [...first, ...free];
}

function nameOf(name: Range & Decision, tokens: readonly Token[], text: string, words: Lexicon): RecognisedName {
  const start = tokens[name.from]?.start ?? 0;
  const end = tokens[name.to - 1]?.end ?? start;
  const place = name.type === 'GPE' || name.type === 'LOC' ? words.find(text.slice(start, end))?.type : undefined;
  const built = name.type === 'LOC' && isBuilt(tokens, name) ? 'FAC' : name.type;
  const type = place === 'GPE' || place === 'LOC' ? place : built;
  if (type !== 'PERSON' && isSeat(text.slice(start, end)))
    return { start, end, type: seatType(text, start, end), reason: 'a seat of government' };
  return { start, end, type, reason: name.reason };
}

/** Where all words have capitals, persons and towns are still told from the rest; bodies are not, unless they are known. */
function isSureInHeadline(tokens: readonly Token[], { from, to, type }: TaggedName, words: Lexicon): boolean {
  const small = tokens.slice(from, to).some(({ shape }) => shape === 'lower');
  if (type === 'PERSON' || (type === 'GPE' && !small)) return true;
  const known = words.entityAt(tokens, from, to);
  return known?.length === to - from && known.value.type === type;
}

/** "GDP", "Ramadan", "First Lady"; but a man may be called Bishop. */
function isNoName(tokens: readonly Token[], { from, to, type }: TaggedName, words: Lexicon): boolean {
  const length = to - from;
  if (length === 1 && words.otherAcronyms.has(tokens[from]?.text ?? '')) return true;
  if (words.notNames.match(tokens, from, to)?.length === length) return true;
  return (type !== 'PERSON' || length > 1) && words.titles.match(tokens, from, to)?.length === length;
}

/** "KINSHASA - Congo": a dateline and the first word after it. */
function spansDateline(tokens: readonly Token[], { from, to }: Range): boolean {
  const dash = tokens.slice(from + 1, to - 1).findIndex(({ text }) => /^[-–—]{1,2}$/.test(text));
  const city = tokens.slice(from, from + 1 + dash);
  return (
    dash >= 0 && tokens[from]?.opens === true && city.every(({ shape, text }) => shape === 'upper' && text.length > 3)
  );
}

/** "Russia-NATO", "Russian-Ukrainian": two names, whatever stands after them. */
function isCompound(tokens: readonly Token[], { from, to }: Range, words: Lexicon): boolean {
  const partAt = (at: number): number =>
    words.entityAt(tokens, at, to)?.length ?? words.demonyms.match(tokens, at, to)?.length ?? 0;
  const hyphen = from + partAt(from);
  if (hyphen === from || tokens[hyphen]?.kind !== 'hyphen') return false;
  return partAt(hyphen + 1) === to - hyphen - 1;
}

/** "Moyo praised Kagame" is two persons, for no name has a verb in it; "Joan of Arc" and "Charles de Gaulle" are one each. */
function personsOf(tokens: readonly Token[], name: TaggedName, words: Lexicon): TaggedName[] {
  if (name.type !== 'PERSON') return [name];
  const parts: TaggedName[] = [];
  let from = name.from;
  for (let at = name.from; at <= name.to; at++) {
    const token = tokens[at];
    const ends = at === name.to || (token?.kind === 'word' && token.shape === 'lower' && !isSmall(token.lower, words));
    if (!ends) continue;
    if (at > from && isCapital(tokens[from])) parts.push(untitled(tokens, { ...name, from, to: at }, words));
    from = at + 1;
  }
  return parts.length > 0 ? parts : [name];
}

/** "Lt. Gen. Rosa Delgado": titles are no part of the name. */
function untitled(tokens: readonly Token[], name: TaggedName, words: Lexicon): TaggedName {
  const from = name.from + titleLength(tokens, name.from, name.to - 1, words);
  return isCapital(tokens[from]) ? { ...name, from } : name;
}

/** "Russia-NATO Founding Act": a law's name takes in the party before a hyphen. */
function wholeLaw(tokens: readonly Token[], name: TaggedName, words: Lexicon): TaggedName {
  const hyphen = name.from - 1;
  if (name.type !== 'LAW' || tokens[hyphen]?.kind !== 'hyphen' || !saysItsType(tokens, name, 'LAW')) return name;
  return words.entityAt(tokens, hyphen - 1, hyphen) === undefined ? name : { ...name, from: hyphen - 1 };
}

const isSmall = (word: string, words: Lexicon): boolean => words.particles.has(word) || words.functionWords.has(word);

/** "Kenya Football Federation and Larsen Shipping Ltd": two names by the rules, with a word between them. */
function isCoordination(tokens: readonly Token[], names: readonly (Range & Decision)[]): boolean {
  return names.some(({ to, type }, at) => {
    const next = names[at + 1];
    const and = next?.from === to + 1 && tokens[to]?.lower === 'and';
    return and && type === next.type && (type === 'ORG' || type === 'PERSON');
  });
}

const lengthOf = ({ from, to }: Range): number => to - from;

/** The ranges of a list (in order, none overlapping another) that overlap a range, by bisection. */
function overlaps<T extends Range>(list: readonly T[]): (range: Range) => T[] {
  return ({ from, to }) => {
    let low = bisect(list, (range) => range.to <= from);
    const found: T[] = [];
    for (let item = list[low]; item !== undefined && item.from < to; item = list[++low]) found.push(item);
    return found;
  };
}
