import type { TimeToken } from '../times/tokens';
import type { Speaker } from './model';
import { apposedName, byName, type Mentions, speakerIn } from './speakers';
import { ASIDES, LABEL_VERBS, PRONOUNS, SPEECH_VERBS } from './words';

/** Who said it, and the tokens `[from, to)` that say so. */
export interface Attribution {
  speaker: Speaker | undefined;
  from: number;
  to: number;
}

/** Tokens of "Foreign Minister" before a name. */
const LONGEST_TITLE = 3;
/** Tokens between a quotation and its verb. */
const REACH = 30;

/**
 * After the quotation: "…,” said X", "…,” X, who …, said", "…,” a senior official was quoted as saying"; where a comma or a
 * question broke it off (`goesOn`) also "…,” he sighed", whatever the verb.
 */
export function cueAfter(
  tokens: readonly TimeToken[],
  at: number,
  mentions: Mentions,
  goesOn: boolean,
): Attribution | undefined {
  const start = tokens[at]?.text === ',' ? at + 1 : at;
  if (!tokens[start] || (tokens[start]?.first && !goesOn)) return undefined;
  if (/^(?:and|but|while|or|yet|although)$/.test(tokens[start]?.word ?? '')) return undefined;
  if (isAccording(tokens, start + 1)) return accordingTo(tokens, start + 1, start + REACH, mentions);
  if (isSpeech(tokens, start)) return afterVerb(tokens, start, mentions);
  const subject = goesOn ? subjectAt(tokens, start, mentions) : undefined;
  if (subject) return subject;
  for (let verb = start; verb < start + REACH; verb++) {
    const token = tokens[verb];
    if (!token || (token.first && verb > start) || /^[“"«‘]$/.test(token.text)) return undefined;
    // Another clause, with a speaker of its own.
    if (!goesOn && tokens[verb - 1]?.text === ',' && /^(?:and|but|while|whereas|though|although)$/.test(token.word))
      return undefined;
    const quoted = quotesSomebody(tokens, start, verb, mentions);
    if (quoted) return quoted;
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

/** "said X", "said its author, X", "said X of the ministry (Reuters, May 1)". */
function afterVerb(tokens: readonly TimeToken[], verb: number, mentions: Mentions): Attribution | undefined {
  const from = verb + 1;
  const end = phraseEnd(tokens, from);
  const first = firstBreak(tokens, from, end);
  const second = tokens[first]?.text === ',' ? firstBreak(tokens, first + 1, end) : first;
  const apposed = second > first ? apposedName(tokens, from, first, second, mentions) : undefined;
  const speaker =
    (apposed && byName(apposed)) ?? speakerIn(tokens, from, first, mentions) ?? speakerIn(tokens, from, end, mentions);
  return speaker && { speaker, from: verb, to: tokenAfter(tokens, from, speaker.end) };
}

/** "he sighed", "Plyushch joked", "an aide to the president explained": a subject and its verb. */
function subjectAt(tokens: readonly TimeToken[], start: number, mentions: Mentions): Attribution | undefined {
  const first = tokens[start];
  if (!first) return undefined;
  for (let verb = start + 1; verb < start + 10; verb++) {
    const token = tokens[verb];
    if (!token || token.first || token.kind === 'mark') return undefined;
    const isVerb = /^\p{Ll}+ed$/u.test(token.text) || (SPEECH_VERBS.has(token.word) && token.text === token.word);
    if (!isVerb || mentions.covers(verb)) continue;
    if (token.word === 'quoted') return undefined;
    const isPronoun = PRONOUNS.has(first.word) && verb <= start + 3;
    const speaker: Speaker | undefined = isPronoun
      ? { start: first.start, end: first.end, kind: 'pronoun' }
      : speakerIn(tokens, start, verb, mentions);
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
    if (isAccording(tokens, verb)) return accordingTo(tokens, verb, at, mentions);
    if (token.word === 'words' && /^['’]s?$/.test(tokens[verb - 1]?.word ?? '')) return inWordsOf(low, verb, mentions);
    if (isAside(tokens, verb)) return asideOf(tokens, low, verb, mentions);
    if (token.word === 'saying' && tokens[verb - 1]?.word === 'as') return quotedAs(tokens, low, verb, mentions);
    if (!isSpeech(tokens, verb) && !(LABEL_VERBS.has(token.word) && labels(tokens, verb, at))) continue;
    const speaker = speakerIn(tokens, low, auxiliary(tokens, verb), mentions);
    return speaker && { speaker, from: tokenAt(tokens, low, speaker.start), to: verb + 1 };
  }
  return undefined;
}

/** "Didenko shrugged: “", "A diplomat was less sure: “": with a colon the subject of the sentence speaks, whatever it does. */
export function subjectBefore(
  tokens: readonly TimeToken[],
  sentence: number,
  at: number,
  mentions: Mentions,
): Attribution | undefined {
  const low = Math.max(sentence, at - REACH);
  // "Ivanov: “": as in an interview.
  const name = mentions.within(low, at).at(-1);
  if (
    name?.mention.type === 'PERSON' &&
    name.to === at - 1 &&
    tokens[at - 1]?.text === ':' &&
    name.token - sentence <= LONGEST_TITLE
  )
    return { speaker: byName(name.mention), from: name.token, to: at };
  for (let to = low + 1; to < at; to++) {
    const token = tokens[to];
    const isVerb =
      token?.kind === 'word' &&
      (/^(?:was|were|is|had|went|took|put|gave|saw|did|came|made)$|^\p{Ll}{2,}ed$/u.test(token.text) ||
        SPEECH_VERBS.has(token.text));
    if (!isVerb || mentions.covers(to)) continue;
    const speaker = speakerIn(tokens, low, to, mentions);
    if (!speaker || (speaker.kind === 'entity' && !speaker.id.startsWith('person:'))) return undefined;
    return { speaker, from: tokenAt(tokens, low, speaker.start), to: at };
  }
  return undefined;
}

/** "according to", "in the words of": tokens up to the last word of it. */
function isAccording(tokens: readonly TimeToken[], last: number): boolean {
  const [before, word] = [tokens[last - 1]?.word, tokens[last]?.word];
  return (word === 'to' && before === 'according') || (word === 'of' && before === 'words');
}

/** "According to Anatoly Chubais, head of the company, the reform is": the phrase up to its comma. */
function accordingTo(
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
function inWordsOf(low: number, words: number, mentions: Mentions): Attribution | undefined {
  const found = mentions.within(low, words - 1).find(({ to }) => to === words - 1);
  return found && { speaker: byName(found.mention), from: found.token, to: words + 1 };
}

/** ", saying", ", adding that": a clause without a subject, of whoever the sentence is about. */
function isAside(tokens: readonly TimeToken[], at: number): boolean {
  return (
    ASIDES.has(tokens[at]?.word ?? '') &&
    tokens[at]?.text === tokens[at]?.word &&
    (tokens[at - 1]?.text === ',' || (tokens[at - 1]?.word === 'and' && tokens[at - 2]?.text === ','))
  );
}

/** Who spoke before in the sentence, after the verb ("said Baluyevsky, adding") or before it; else its first subject. */
function asideOf(
  tokens: readonly TimeToken[],
  low: number,
  aside: number,
  mentions: Mentions,
): Attribution | undefined {
  for (let verb = aside - 1; verb >= low; verb--) {
    const token = tokens[verb];
    if (token?.kind !== 'word' || mentions.covers(verb)) continue;
    const speech = isSpeech(tokens, verb);
    if (speech && isClosing(tokens[verb - 1])) {
      const said = afterVerb(tokens, verb, mentions);
      return said && { ...said, from: aside, to: aside + 1 };
    }
    if (!speech) continue;
    const speaker = speakerIn(tokens, low, auxiliary(tokens, verb), mentions);
    if (speaker) return { speaker, from: aside, to: aside + 1 };
  }
  const subject = subjectBefore(tokens, low, aside, mentions);
  return subject && { speaker: subject.speaker, from: aside, to: aside + 1 };
}

const isClosing = (token: TimeToken | undefined): boolean => /^[”"»’,]$/.test(token?.text ?? '');

/** "quoted X as saying", "X was quoted as saying". */
function quotedAs(
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

/** "Interfax quoted X as saying", after what he said. */
function quotesSomebody(
  tokens: readonly TimeToken[],
  from: number,
  verb: number,
  mentions: Mentions,
): Attribution | undefined {
  if (!/^(?:quoted|quotes|cited|cites)$/.test(tokens[verb]?.word ?? '')) return undefined;
  for (let saying = verb + 2; saying < verb + REACH && tokens[saying] && !tokens[saying]?.first; saying++)
    if (tokens[saying]?.word === 'saying' && tokens[saying - 1]?.word === 'as')
      return quotedAs(tokens, from, saying, mentions);
  return undefined;
}

/** "called the raid “a crime”", "described it as “unacceptable”": the quotation names what stands between. */
function labels(tokens: readonly TimeToken[], verb: number, at: number): boolean {
  return at - verb < 15 && !tokens.slice(verb, at).some(({ text }) => text === ',' || text === ';');
}

function isSpeech(tokens: readonly TimeToken[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== 'word' || !SPEECH_VERBS.has(token.word) || /^\p{Lu}/u.test(token.text)) return false;
  if (token.word === 'went') return tokens[at + 1]?.word === 'on' && /^[.,:“"]$|^to$/.test(tokens[at + 2]?.text ?? '.');
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
    !/^[“"«.;([]$/.test(tokens[to]?.text ?? '')
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
