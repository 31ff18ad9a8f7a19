import { follows, type Match, wordAt } from './match';
import type { TimeToken } from './tokens';

/** Times that are not placed: TIMEX3's references, by the words that say them whole. */
const ADVERBS: ReadonlyMap<string, 'PAST_REF' | 'PRESENT_REF'> = new Map([
  ['currently', 'PRESENT_REF'],
  ['nowadays', 'PRESENT_REF'],
  ['presently', 'PRESENT_REF'],
  ['recently', 'PAST_REF'],
]);
const ADJECTIVES: ReadonlyMap<string, 'PAST_REF' | 'PRESENT_REF'> = new Map([
  ['current', 'PRESENT_REF'],
  ['recent', 'PAST_REF'],
]);
/** Words that no noun begins with: behind them an adjective would have nothing to stand before. */
const FUNCTION_WORD =
  /^(?:and|or|but|as|with|when|for|is|are|was|were|be|to|of|in|on|at|by|from|will|would|that|which|who|has|have|had|than|it|he|she|they|we|you|his|her|their|the|a|an|through|into|between)$/;

export const REFERENCE_STARTS: readonly string[] = [
  ...ADVERBS.keys(),
  ...ADJECTIVES.keys(),
  'now',
  'right',
  'soon',
  'present',
  'future',
];

/** "currently", "recently", "now", "recent" and "current" before what they describe, "the future", "the moment". */
export function readReference(tokens: readonly TimeToken[], at: number): Match | undefined {
  const word = wordAt(tokens, at);
  const reference = (size: number, value: 'PAST_REF' | 'PRESENT_REF' | 'FUTURE_REF'): Match => ({
    to: at + size,
    form: { kind: 'reference', value },
  });
  const adverb = ADVERBS.get(word);
  // "As recently as 2021": the year is the time.
  if (adverb) return wordAt(tokens, at - 1) === 'as' ? undefined : reference(1, adverb);
  if (word === 'more' && wordAt(tokens, at + 1) === 'recently') return reference(2, 'PAST_REF');
  if (word === 'right' && wordAt(tokens, at + 1) === 'now') return reference(2, 'PRESENT_REF');
  if (word === 'now') return isTimeOfNow(tokens, at) ? reference(1, 'PRESENT_REF') : undefined;
  if (word === 'soon') return isAhead(tokens, at) ? reference(1, 'FUTURE_REF') : undefined;
  if (word === 'these' && follows(tokens, at + 1, 'days')) return reference(2, 'PRESENT_REF');
  const before = wordAt(tokens, at - 1);
  if (word === 'present') return before === 'at' && !isNoun(tokens, at + 1) ? reference(1, 'PRESENT_REF') : undefined;
  if (word === 'future' && before === 'in' && !isNoun(tokens, at + 1)) return reference(1, 'FUTURE_REF');
  const adjective = ADJECTIVES.get(word);
  // "Their most recent model" is the last one.
  if (adjective)
    return before !== 'most' &&
      before !== 'more' &&
      isNoun(tokens, at + 1) &&
      (tokens[at]?.first || !/^\p{Lu}/u.test(tokens[at]?.text ?? ''))
      ? reference(1, adjective)
      : undefined;
  return word === 'the' ? readNounOfTime(tokens, at, reference) : undefined;
}

/** "in the future", "the near future", "at the moment", "at the time", "the other day". */
function readNounOfTime(
  tokens: readonly TimeToken[],
  at: number,
  reference: (size: number, value: 'PAST_REF' | 'PRESENT_REF' | 'FUTURE_REF') => Match,
): Match | undefined {
  const [before, next] = [wordAt(tokens, at - 1), wordAt(tokens, at + 1)];
  if (next === 'near' && wordAt(tokens, at + 2) === 'future') return reference(3, 'FUTURE_REF');
  if (next === 'other' && wordAt(tokens, at + 2) === 'day') return reference(3, 'PAST_REF');
  if (isNoun(tokens, at + 2)) return undefined;
  if (/^(?:in|for|of|into|from|at|on|about)$/.test(before)) {
    if (next === 'future') return reference(2, 'FUTURE_REF');
    if (next === 'past') return reference(2, 'PAST_REF');
    if (next === 'present') return reference(2, 'PRESENT_REF');
  }
  if (before !== 'at' || /^(?:of|that|when)$/.test(wordAt(tokens, at + 2))) return undefined;
  if (next === 'moment') return reference(2, 'PRESENT_REF');
  return next === 'time' ? reference(2, 'PAST_REF') : undefined;
}

const NOT_BEFORE_NOW = /^(?:have|has|had|having|may|might|could|would|should|must|can|will|shall)$/;
const HEARSAY =
  /^(?:reportedly|allegedly|apparently|supposedly|purportedly|seemingly|presumably|said|believed|thought)$/;

const isNoun = (tokens: readonly TimeToken[], at: number): boolean =>
  tokens[at]?.kind === 'word' && tokens[at]?.first === false && !FUNCTION_WORD.test(wordAt(tokens, at));

/**
 * "Now" is a time but where it only joins, finishes or weighs: "now that", "now and then", the last word of a title; "have
 * now agreed" (the perfect says that it is done by now), "may now be", "are now reportedly hoping" (what is possible or
 * hearsay is not placed).
 */
function isTimeOfNow(tokens: readonly TimeToken[], at: number): boolean {
  const token = tokens[at];
  const opens = token?.first || tokens[at - 1]?.kind === 'mark';
  if (!token || (!opens && token.text !== 'now')) return false;
  if (NOT_BEFORE_NOW.test(wordAt(tokens, at - 1)) || HEARSAY.test(wordAt(tokens, at + 1))) return false;
  const next = tokens[at + 1];
  if (next?.text === '-' && !next.spaced) return false;
  return !(next?.word === 'that' || (next?.word === 'and' && /^(?:then|again)$/.test(wordAt(tokens, at + 2))));
}

const AHEAD = /^(?:will|would|could|may|might|should|must|can|shall)$/;

/** "Will soon": not "soon after", "as soon as", nor what was soon over. */
function isAhead(tokens: readonly TimeToken[], at: number): boolean {
  if (/^(?:after|afterward|afterwards|as)$/.test(wordAt(tokens, at + 1))) return false;
  if (AHEAD.test(wordAt(tokens, at + 1))) return true;
  for (let before = at - 1; before >= 0 && before >= at - 4; before--) {
    const word = wordAt(tokens, before);
    if (/^(?:as|so|too|how)$/.test(word)) return false;
    if (word === 'to' || AHEAD.test(word)) return true;
  }
  return false;
}
