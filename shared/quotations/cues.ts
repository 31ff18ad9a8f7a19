import type { TimeToken } from '../times/tokens';
import type { Speaker } from './model';
import { type Mentions, speakerIn } from './speakers';
import { LABEL_VERBS, SPEECH_VERBS } from './words';

/** Who said it, and the tokens `[from, to)` that say so. */
export interface Attribution {
  speaker: Speaker | undefined;
  from: number;
  to: number;
}

/** Tokens between a quotation and its verb. */
const REACH = 30;

/** After the quotation: "…,” said X", "…,” X, who …, said", "…,” a senior official was quoted as saying". */
export function cueAfter(tokens: readonly TimeToken[], at: number, mentions: Mentions): Attribution | undefined {
  const start = tokens[at]?.text === ',' ? at + 1 : at;
  if (!tokens[start] || tokens[start]?.first) return undefined;
  if (isSpeech(tokens, start)) {
    const end = phraseEnd(tokens, start + 1);
    const speaker =
      speakerIn(tokens, start + 1, firstBreak(tokens, start + 1, end), mentions) ??
      speakerIn(tokens, start + 1, end, mentions);
    return speaker && { speaker, from: start, to: tokenAfter(tokens, start + 1, speaker.end) };
  }
  for (let verb = start; verb < start + REACH; verb++) {
    const token = tokens[verb];
    if (!token || token.first || /^[“"«]$/.test(token.text)) return undefined;
    if (!isSpeech(tokens, verb)) continue;
    if (token.word === 'quoted' && tokens[verb + 1]?.word === 'as') {
      const speaker = speakerIn(tokens, start, auxiliary(tokens, verb), mentions);
      return speaker && { speaker, from: start, to: verb + 3 };
    }
    const speaker = speakerIn(tokens, start, verb, mentions);
    return speaker && { speaker, from: start, to: verb + 1 };
  }
  return undefined;
}

/** "was quoted": the verb's own words are none of the speaker's name. */
function auxiliary(tokens: readonly TimeToken[], verb: number): number {
  let at = verb;
  while (/^(?:was|were|is|are|has|have|been|being|also)$/.test(tokens[at - 1]?.word ?? '')) at--;
  return at;
}

/** Before the quotation: "X said, “", "X told reporters on Monday: “", "according to X, “", "quoted X as saying: “". */
export function cueBefore(
  tokens: readonly TimeToken[],
  sentence: number,
  at: number,
  mentions: Mentions,
): Attribution | undefined {
  const low = Math.max(sentence, at - REACH);
  for (let verb = at - 1; verb >= low; verb--) {
    const token = tokens[verb];
    if (!token || /^[”"»]$/.test(token.text)) return undefined;
    if (token.word === 'to' && tokens[verb - 1]?.word === 'according') {
      const speaker = speakerIn(tokens, verb + 1, at, mentions);
      return speaker && { speaker, from: verb - 1, to: at };
    }
    if (token.word === 'saying' && tokens[verb - 1]?.word === 'as') return quotedAs(tokens, low, verb, mentions);
    if (!isSpeech(tokens, verb) && !(LABEL_VERBS.has(token.word) && labels(tokens, verb, at))) continue;
    const speaker = speakerIn(tokens, low, auxiliary(tokens, verb), mentions);
    return speaker && { speaker, from: tokenAt(tokens, low, speaker.start), to: verb + 1 };
  }
  return undefined;
}

/** "quoted X as saying", "X was quoted as saying". */
function quotedAs(
  tokens: readonly TimeToken[],
  low: number,
  saying: number,
  mentions: Mentions,
): Attribution | undefined {
  for (let verb = saying - 2; verb >= low; verb--) {
    if (!/^(?:quoted|quotes|cited|cites)$/.test(tokens[verb]?.word ?? '')) continue;
    const after = verb + 1 < saying - 1 ? speakerIn(tokens, verb + 1, saying - 1, mentions) : undefined;
    const speaker = after ?? speakerIn(tokens, low, auxiliary(tokens, verb), mentions);
    return speaker && { speaker, from: after ? verb : tokenAt(tokens, low, speaker.start), to: saying + 1 };
  }
  return undefined;
}

/** "called the raid “a crime”", "described it as “unacceptable”": the quotation names what stands between. */
function labels(tokens: readonly TimeToken[], verb: number, at: number): boolean {
  return at - verb < 15 && !tokens.slice(verb, at).some(({ text }) => text === ',' || text === ';');
}

function isSpeech(tokens: readonly TimeToken[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== 'word' || !SPEECH_VERBS.has(token.word) || /^\p{Lu}/u.test(token.text)) return false;
  if (token.word === 'pointed') return tokens[at + 1]?.word === 'out';
  if (token.word === 'quoted') return tokens[at + 1]?.word === 'as' || tokens[at + 1]?.word === 'saying';
  if (token.word === 'saying')
    return tokens[at - 1]?.word === 'as' ? false : /^(?:,|by)$/.test(tokens[at - 1]?.text ?? '');
  // "The charged atmosphere", "the said town": an adjective.
  return !/^(?:the|a|an|of|its|their|his|her|so)$/.test(tokens[at - 1]?.word ?? '');
}

function phraseEnd(tokens: readonly TimeToken[], from: number): number {
  let to = from;
  while (
    to < from + REACH &&
    tokens[to] &&
    (!tokens[to]?.first || to === from) &&
    !/^[“"«.;]$/.test(tokens[to]?.text ?? '')
  )
    to++;
  return to;
}

function firstBreak(tokens: readonly TimeToken[], from: number, to: number): number {
  for (let at = from; at < to; at++)
    if (tokens[at]?.text === ',' || /^(?:in|on|at|during|after|as|when|who)$/.test(tokens[at]?.word ?? '')) return at;
  return to;
}

function tokenAt(tokens: readonly TimeToken[], from: number, offset: number): number {
  let at = from;
  while ((tokens[at]?.start ?? offset) < offset) at++;
  return at;
}

const tokenAfter = (tokens: readonly TimeToken[], from: number, offset: number): number =>
  tokenAt(tokens, from, offset);
