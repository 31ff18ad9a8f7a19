import type { TimeToken } from '../times/tokens';
import { byName, type Mentions } from './mentions';
import { apposedName } from './named';
import { speakerIn } from './speakers';
import { type Attribution, auxiliary, isAbbreviated, REACH, tokenAt } from './verbs';

/** "said X", "said its author, X", "said X of the ministry (Reuters, May 1)". */
export function afterVerb(tokens: readonly TimeToken[], verb: number, mentions: Mentions): Attribution | undefined {
  const from = verb + 1;
  const end = phraseEnd(tokens, from, mentions);
  const first = firstBreak(tokens, from, end);
  const second = tokens[first]?.text === ',' ? firstBreak(tokens, first + 1, end) : first;
  const apposed = second > first ? apposedName(tokens, from, first, second, mentions) : undefined;
  const speaker =
    (apposed && byName(apposed)) ?? speakerIn(tokens, from, first, mentions) ?? speakerIn(tokens, from, end, mentions);
  return speaker && { speaker, from: verb, to: tokenAt(tokens, from, speaker.end) };
}

/** "According to Anatoly Chubais, head of the company, the reform is": the phrase up to its comma. */
export function accordingTo(
  tokens: readonly TimeToken[],
  last: number,
  at: number,
  mentions: Mentions,
): Attribution | undefined {
  let end = last + 1;
  while (end < at && !/^[,.;:“"‘]$/.test(tokens[end]?.text ?? '') && !(tokens[end]?.first && end > last + 1)) end++;
  let next = end + 1;
  while (tokens[end]?.text === ',' && next < Math.min(at, end + 8) && !/^[,.;:“"‘(]$/.test(tokens[next]?.text ?? ''))
    next++;
  const apposed = tokens[end]?.text === ',' ? apposedName(tokens, last + 1, end, next, mentions) : undefined;
  const speaker = (apposed && byName(apposed)) ?? speakerIn(tokens, last + 1, end, mentions);
  return speaker && { speaker, from: last - 1, to: end };
}

/** "in Ivanov's words": the name that owns them. */
export function inWordsOf(low: number, words: number, mentions: Mentions): Attribution | undefined {
  const found = mentions.within(low, words - 1).find(({ to }) => to === words - 1);
  return found && { speaker: byName(found.mention), from: found.token, to: words + 1 };
}

/** "quoted X as saying", "X was quoted as saying", "quoted X as calling it". */
export function quotedAs(
  tokens: readonly TimeToken[],
  low: number,
  saying: number,
  mentions: Mentions,
): Attribution | undefined {
  for (let verb = saying - 2; verb >= low; verb--) {
    if (!/^(?:quoted|quotes|cited|cites)$/.test(tokens[verb]?.word ?? '')) continue;
    // "Was quoted by Interfax as saying": by whom it is said to be said.
    const by = /^(?:by|in)$/.test(tokens[verb + 1]?.word ?? '');
    const after = !by && verb + 1 < saying - 1 ? speakerIn(tokens, verb + 1, saying - 1, mentions) : undefined;
    const speaker = after ?? speakerIn(tokens, low, auxiliary(tokens, verb), mentions);
    return speaker && { speaker, from: after ? verb : tokenAt(tokens, low, speaker.start), to: saying + 1 };
  }
  return undefined;
}

function phraseEnd(tokens: readonly TimeToken[], from: number, mentions: Mentions): number {
  let to = from;
  while (
    to < from + REACH &&
    tokens[to] &&
    (!tokens[to]?.first || to === from || mentions.covers(to)) &&
    (!/^[“"«.;([]$/.test(tokens[to]?.text ?? '') || isAbbreviated(tokens, to) || mentions.covers(to))
  )
    to++;
  return to;
}

function firstBreak(tokens: readonly TimeToken[], from: number, to: number): number {
  for (let at = from; at < to; at++)
    if (tokens[at]?.text === ',' || /^(?:in|on|at|during|after|as|when|who)$/.test(tokens[at]?.word ?? '')) return at;
  return to;
}
