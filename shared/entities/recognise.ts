import type { ParsedArticle } from '../article/schema';
import type { EntityType } from '../extractors/extractor';
import { type Clue, cluesAround } from './context';
import type { Lexicon } from './lexicon';
import { type Found, readRun } from './names';
import { capitalRuns, caseStyles, isCapital, type Range } from './runs';
import { nameWords } from './structure';
import { type Token, tokenize } from './tokens';

/** A name in the text, `[start, end)` in UTF-16 code units: of what type, and why. Not yet which entity. */
export interface RecognisedName {
  readonly start: number;
  readonly end: number;
  readonly type: EntityType;
  readonly reason: string;
  /** 0 to 1, where the recogniser has one. */
  readonly confidence?: number;
}

/** Evidence that a name needs before it gets a type, and how far the best type must be ahead of the next. */
const ENOUGH = 2.2;
const AHEAD = 0.8;
const ENOUGH_FOR_PLAIN_WORD = 3.5;
const MAX_ACRONYM = 7;

/**
 * Finds the names of persons, organisations and places in two passes: the first takes what the gazetteer or the name's
 * own words settle; the second decides the rest by all that the article says around it, the same way at each place.
 * What stays in doubt is left out. Linear in the length of the text.
 */
export function recognise(article: ParsedArticle, words: Lexicon): RecognisedName[] {
  const tokens = tokenize(article);
  const styles = caseStyles(tokens, article);
  const found: Found[] = [];
  let done = 0;
  for (const run of capitalRuns(tokens, styles, words)) {
    if (run.to <= done) continue;
    found.push(...readRun(tokens, run, Math.max(run.from, done), styles[run.from] ?? 'sentence', words));
    done = Math.max(run.to, found.at(-1)?.to ?? 0);
  }
  const decide = decider(tokens, found, words);
  return found.flatMap((name) => {
    const decision = decide(name);
    const [first, last] = [tokens[name.from], tokens[name.to - 1]];
    if (decision === undefined || first === undefined || last === undefined) return [];
    return [{ start: first.start, end: last.end, type: decision.type, reason: decision.reason }];
  });
}

interface Decision {
  readonly type: EntityType;
  readonly reason: string;
}

const textOf = (tokens: readonly Token[], { from, to }: Range): string =>
  tokens
    .slice(from, to)
    .map((token) => (token.glued ? '' : ' ') + token.text)
    .join('')
    .trim();

/** What the whole article says of each name. */
function decider(
  tokens: readonly Token[],
  found: readonly Found[],
  words: Lexicon,
): (name: Found) => Decision | undefined {
  const settled = new Map<string, Decision>();
  const nameParts = new Map<string, string>();
  const evidence = new Map<string, Map<string, Clue>>();
  for (const name of found) {
    const text = textOf(tokens, name);
    if (name.type !== undefined && name.style === 'sentence') {
      if (!settled.has(text)) settled.set(text, { type: name.type, reason: name.reason ?? '' });
      if (name.type === 'PERSON') for (const part of partsOf(tokens, name, words)) nameParts.set(part, text);
    } else if (name.type === undefined) {
      const clues = evidence.get(text) ?? new Map<string, Clue>();
      for (const clue of cluesAround(tokens, name, words)) clues.set(`${clue.type} ${clue.reason}`, clue);
      evidence.set(text, clues);
    }
  }
  const judged = new Map<string, Decision | undefined>();
  for (const [text, clues] of evidence) {
    judged.set(text, judge(text, [...clues.values()], words));
  }
  return (name) => {
    const text = textOf(tokens, name);
    if (name.style === 'title' && !(name.known && name.type)) return settled.get(text);
    if (name.type !== undefined) return { type: name.type, reason: name.reason ?? '' };
    const [first] = nameWords(tokens, name);
    const single = name.to === name.from + 1;
    const plainOpener = single && first?.opens === true && words.isCommon(first.text);
    const elsewhere = settled.get(text);
    if (elsewhere !== undefined)
      return { type: elsewhere.type, reason: `${elsewhere.reason}, elsewhere in the article` };
    const whole = nameParts.get(text);
    if (whole !== undefined && !plainOpener) return { type: 'PERSON', reason: `part of the name ${whole}` };
    if (single && first !== undefined && isAcronym(first, words) && !isAmount(tokens, name))
      return { type: 'ORG', reason: 'an acronym' };
    if (plainOpener && !name.known) return undefined;
    return judged.get(text);
  };
}

/** The words by which an article calls a person again: the surname, and a given name that is nothing else. */
function partsOf(tokens: readonly Token[], name: Range, words: Lexicon): string[] {
  const parts = nameWords(tokens, name);
  const last = parts.at(-1);
  if (parts.length < 2 || last === undefined) return [];
  const given = parts.slice(0, -1).filter((part) => words.isGivenName(part.text) && !words.isCommon(part.text));
  return [last.text, ...given.map((part) => part.text)];
}

function isAcronym(token: Token, words: Lexicon): boolean {
  return (
    isCapital(token) &&
    token.shape === 'upper' &&
    token.text.length <= MAX_ACRONYM &&
    /^\p{L}+$/u.test(token.text) &&
    !words.otherAcronyms.has(token.text)
  );
}

/** "30 CUP", "MNT 4,030": a currency or a unit. */
function isAmount(tokens: readonly Token[], { from, to }: Range): boolean {
  return /^\d/.test(tokens[from - 1]?.text ?? '') || /^\d/.test(tokens[to]?.text ?? '');
}

/** The type that has enough evidence and is clearly ahead, with its strongest reason. */
function judge(text: string, clues: readonly Clue[], words: Lexicon): Decision | undefined {
  const totals = new Map<EntityType, number>();
  for (const { type, weight } of clues) totals.set(type, (totals.get(type) ?? 0) + weight);
  const place = (totals.get('GPE') ?? 0) + (totals.get('LOC') ?? 0);
  const placeType = (totals.get('LOC') ?? 0) > (totals.get('GPE') ?? 0) ? 'LOC' : 'GPE';
  const candidates: { type: EntityType; weight: number }[] = [
    { type: 'PERSON', weight: totals.get('PERSON') ?? 0 },
    { type: 'ORG', weight: totals.get('ORG') ?? 0 },
    { type: placeType, weight: place },
  ];
  const [best, next] = candidates.sort((a, b) => b.weight - a.weight);
  if (best === undefined || next === undefined) return undefined;
  const enough = words.isCommon(text) ? ENOUGH_FOR_PLAIN_WORD : ENOUGH;
  if (best.weight < enough || best.weight - Math.max(0, next.weight) < AHEAD) return undefined;
  const reasons = clues
    .filter((clue) => clue.type === best.type && clue.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return { type: best.type, reason: reasons[0]?.reason ?? '' };
}
