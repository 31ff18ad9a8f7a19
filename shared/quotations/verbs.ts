import type { TimeToken } from '../times/tokens';
import type { Speaker } from './model';
import { SPEECH_VERBS, TITLES } from './words';

/** Who said it, and the tokens `[from, to)` that say so. */
export interface Attribution {
  speaker: Speaker | undefined;
  from: number;
  to: number;
}

const PUTS = /^puts?$/;
const WISHES = /^(?:hope[sd]?|fear(?:s|ed)?|fe(?:lt|els?)|wonder(?:s|ed)?|thinks?|thought|beg[au]n|continued?)$/;

/** Tokens between a quotation and its verb. */
export const REACH = 30;

export function isSpeech(tokens: readonly TimeToken[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== 'word' || !SPEECH_VERBS.has(token.word) || /^\p{Lu}/u.test(token.text)) return false;
  if (token.word === 'went') return tokens[at + 1]?.word === 'on' && /^[.,:“"]$|^to$/.test(tokens[at + 2]?.text ?? '.');
  // "As she once put it, “…": not what is put somewhere.
  if (PUTS.test(token.word)) return tokens[at + 1]?.word === 'it' && /^[,.:;”"]$/.test(tokens[at + 2]?.text ?? '.');
  if (token.word === 'pointed') return tokens[at + 1]?.word === 'out';
  if (token.word === 'quoted') return tokens[at + 1]?.word === 'as' || tokens[at + 1]?.word === 'saying';
  if (token.word === 'telling') return /^(?:heard|overheard|caught|recorded|quoted)$/.test(tokens[at - 1]?.word ?? '');
  if (token.word === 'saying')
    return tokens[at - 1]?.word === 'as'
      ? false
      : /^(?:,|by|heard|overheard|caught|recorded)$/.test(tokens[at - 1]?.text ?? '');
  // "Hoped to win", "felt like": what somebody wants, not what he says.
  if (WISHES.test(token.word) && /^(?:to|like|for)$/.test(tokens[at + 1]?.word ?? '')) return false;
  // "Are said to be": by nobody.
  if (
    token.word === 'said' &&
    tokens[at + 1]?.word === 'to' &&
    /^(?:is|are|was|were)$/.test(tokens[at - 1]?.word ?? '')
  )
    return false;
  // "The charged atmosphere", "the said town": an adjective.
  return !/^(?:the|a|an|of|its|their|his|her|so)$/.test(tokens[at - 1]?.word ?? '');
}

/** "was quoted": the verb's own words are none of the speaker's name. */
export function auxiliary(tokens: readonly TimeToken[], verb: number): number {
  let at = verb;
  while (
    /^(?:was|were|is|are|has|have|been|being|also|heard|overheard|caught|recorded)$/.test(tokens[at - 1]?.word ?? '')
  )
    at--;
  return at;
}

/** "according to", "in the words of": tokens up to the last word of it. */
export function isAccording(tokens: readonly TimeToken[], last: number): boolean {
  const [before, word] = [tokens[last - 1]?.word, tokens[last]?.word];
  return (word === 'to' && before === 'according') || (word === 'of' && before === 'words');
}

/** The full stop of "Dr.". */
export const isAbbreviated = (tokens: readonly TimeToken[], at: number): boolean =>
  tokens[at]?.text === '.' && TITLES.test(tokens[at - 1]?.word ?? '');

export function tokenAt(tokens: readonly TimeToken[], from: number, offset: number): number {
  let at = from;
  while ((tokens[at]?.start ?? offset) < offset) at++;
  return at;
}
