import type { TimeToken } from '../times/tokens';
import { accordingTo, afterVerb, inWordsOf, quotedAs } from './attributions';
import { subjectOf } from './coordination';
import { byName, type Mentions } from './mentions';
import { speakerIn } from './speakers';
import { type Attribution, auxiliary, isAccording, isSpeech, REACH, tokenAt } from './verbs';
import { ASIDES, LABEL_VERBS, SPEECH_VERBS } from './words';

/** Before the quotation: "X said, “", "X told reporters on Monday: “", "according to X, “", "quoted X as saying: “". */
export function cueBefore(
  tokens: readonly TimeToken[],
  sentence: number,
  at: number,
  mentions: Mentions,
): Attribution | undefined {
  let low = Math.max(sentence, at - REACH);
  // What stands before another quotation is of that one.
  for (let mark = low; mark < at; mark++) if (/^[”"»]$/.test(tokens[mark]?.text ?? '')) low = mark + 1;
  if (tokens[low]?.text === ',') low++;
  for (let verb = at - 1; verb >= low; verb--) {
    const token = tokens[verb];
    if (!token) return undefined;
    if (isAccording(tokens, verb)) return accordingTo(tokens, verb, at, mentions);
    if (token.word === 'words' && /^['’]s?$/.test(tokens[verb - 1]?.word ?? '')) return inWordsOf(low, verb, mentions);
    if (isAside(tokens, verb)) return asideOf(tokens, low, verb, mentions);
    if (/^\p{Ll}+ing$/u.test(token.text) && tokens[verb - 1]?.word === 'as')
      return quotedAs(tokens, low, verb, mentions);
    if (!isSpeech(tokens, verb) && !(LABEL_VERBS.has(token.word) && labels(tokens, verb, at))) continue;
    if ((LABEL_VERBS.has(token.word) || HEARING.test(token.word)) && isPassive(tokens, verb))
      return labelledBy(tokens, verb, at, mentions);
    // "“…,” says Ivanov, “…”".
    if (verb === low && isClosing(tokens[low - 1] ?? tokens[low])) return afterVerb(tokens, verb, mentions);
    const speaker = subjectOf(tokens, low, verb, mentions);
    return speaker && { speaker, from: tokenAt(tokens, low, speaker.start), to: verb + 1 };
  }
  return undefined;
}

/** What one who is told, hears: "was told to go “at once”". */
const HEARING = /^(?:told|asked|warned|ordered|advised|assured)$/;

/** "was called", "has been accused of". */
function isPassive(tokens: readonly TimeToken[], verb: number): boolean {
  const aux = auxiliary(tokens, verb);
  return tokens.slice(aux, verb).some(({ word }) => /^(?:was|were|is|are|been|being)$/.test(word));
}

/** Tokens between "accused of “…”" and "by". */
const LONGEST_LABEL = 40;

/** "was accused of “theft” by Ivanov", "was called by Ivanov “a thief”": Ivanov; else nobody knows who. */
function labelledBy(
  tokens: readonly TimeToken[],
  verb: number,
  at: number,
  mentions: Mentions,
): Attribution | undefined {
  for (let by = verb + 1; by < at + LONGEST_LABEL; by++) {
    const token = tokens[by];
    if (!token || (token.first && by > at + 1)) break;
    if (token.word !== 'by' || (by > at && !/^[”"»’']$/.test(tokens[by - 1]?.text ?? ''))) continue;
    let end = by + 1;
    while (
      end < by + 8 &&
      tokens[end]?.kind === 'word' &&
      !/^(?:who|which|that|on|in|after|when)$/.test(tokens[end]?.word ?? '')
    )
      end++;
    const speaker = speakerIn(tokens, by + 1, end, mentions);
    return speaker && { speaker, from: verb, to: verb + 1 };
  }
  return undefined;
}

/** Tokens of "Foreign Minister" before a name. */
const LONGEST_TITLE = 3;

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
      (/^(?:was|were|is|had|went|took|put|gave|saw|did|came|made|reads?|ran|runs|has|says)$|^\p{Ll}{2,}ed$/u.test(
        token.text,
      ) ||
        SPEECH_VERBS.has(token.text));
    if (!isVerb || mentions.covers(to)) continue;
    const speaker = speakerIn(tokens, low, to, mentions);
    if (!speaker || (speaker.kind === 'entity' && !speaker.id.startsWith('person:'))) return undefined;
    return { speaker, from: tokenAt(tokens, low, speaker.start), to: at };
  }
  return undefined;
}

/** ", saying", ", adding that": a clause without a subject, of whoever the sentence is about. */
export function isAside(tokens: readonly TimeToken[], at: number): boolean {
  return (
    ASIDES.has(tokens[at]?.word ?? '') &&
    tokens[at]?.text === tokens[at]?.word &&
    (tokens[at - 1]?.text === ',' || (tokens[at - 1]?.word === 'and' && tokens[at - 2]?.text === ','))
  );
}

/** Who spoke before in the sentence, after the verb ("said Baluyevsky, adding") or before it; else its first subject. */
export function asideOf(
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

/** "called the raid “a crime”", "described it as “unacceptable”": the quotation names what stands between. */
function labels(tokens: readonly TimeToken[], verb: number, at: number): boolean {
  // "So-called" is no verb, and what is found is said by nobody, unless a report finds “no evidence”.
  if (tokens[verb - 1]?.text === '-') return false;
  if (/^finds?$|^found$/.test(tokens[verb]?.word ?? '') && at - verb > 1 && tokens[verb + 1]?.word !== 'that')
    return false;
  // "Spoke of “a few bandits”" are his words; "spoke of a “battalion”" only names it.
  if (/^sp(?:oke|eaks|eaking)$/.test(tokens[verb]?.word ?? '') && tokens[at - 1]?.word !== 'of') return false;
  return at - verb < 15 && !tokens.slice(verb, at).some(({ text }) => text === ',' || text === ';');
}
