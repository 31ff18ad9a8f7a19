import type { TimeToken } from '../times/tokens';

const ADVERB =
  /^(?:\p{L}+ly|also|then|later|once|still|never|often|again|now|just|already|ever|twice|first|since|before|earlier|long|always|even|therefore|yesterday|today|has|have|had|is|was|were|did|does|himself|herself|itself|themselves)$/u;
const DATE =
  /^(?:\d{1,2}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december)$/;
const PERIOD = /^(?:night|week|weekend|month|year|summer|autumn|winter|spring|morning|evening)$/;

/**
 * "he later", "she has often", "the paper itself", "the mission on 15 May", "Mrs Paki (Opposition)": where the words between
 * a subject and its verb begin.
 */
export function beforeAdverbs(tokens: readonly TimeToken[], from: number, to: number): number {
  let at = to;
  while (at > from + 1 && at > to - 5 && ADVERB.test(tokens[at - 1]?.word ?? '') && !isName(tokens[at - 1])) at--;
  at = beforeTime(tokens, from, at);
  return tokens[at - 1]?.text === ')' ? beforeBracket(tokens, from, at) : at;
}

/** "Emily", "Then" of a sentence that begins with it is none that stands before a verb. */
const isName = (token: TimeToken | undefined): boolean => token !== undefined && /^\p{Lu}/u.test(token.text);

/** "on Wednesday", "on 15 May", "last week". */
function beforeTime(tokens: readonly TimeToken[], from: number, to: number): number {
  let at = to;
  while (at > from + 1 && at > to - 3 && DATE.test(tokens[at - 1]?.word ?? '')) at--;
  if (at < to) return at > from + 1 && tokens[at - 1]?.word === 'on' ? at - 1 : to;
  const isPeriod = PERIOD.test(tokens[to - 1]?.word ?? '') && /^(?:last|this)$/.test(tokens[to - 2]?.word ?? '');
  return isPeriod && to - 2 > from ? to - 2 : to;
}

/** Longest "(Opp., Tai Tokerau)", tokens. */
const LONGEST_BRACKET = 10;

function beforeBracket(tokens: readonly TimeToken[], from: number, to: number): number {
  for (let at = to - 2; at > from && at > to - LONGEST_BRACKET; at--) if (tokens[at]?.text === '(') return at;
  return to;
}
