import type { TimeToken } from '../times/tokens';
import { accordingTo, afterVerb, quotedAs } from './attributions';
import { byName, type Mentions } from './mentions';
import type { Speaker } from './model';
import { speakerIn } from './speakers';
import { type Attribution, auxiliary, isAccording, isSpeech, REACH } from './verbs';
import { PRONOUNS, SPEECH_VERBS, TITLES } from './words';

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
  // Another clause, or one that says more of what was quoted.
  if (/^(?:and|but|while|or|yet|although|which)$/.test(tokens[start]?.word ?? '')) return undefined;
  if (tokens[start]?.word === 'came') return cameFrom(tokens, start, mentions);
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

/** "…,” came Darren's reply", "…,” came the answer": his whose answer it is, if that is said. */
function cameFrom(tokens: readonly TimeToken[], came: number, mentions: Mentions): Attribution {
  const owner = mentions.at(came + 1);
  const end = tokens.findIndex((token, at) => at > came && token.start >= (owner?.end ?? 0));
  const isOwner = owner !== undefined && /^['’]s$/.test(tokens[end]?.word ?? '');
  return { speaker: isOwner ? byName(owner) : undefined, from: came, to: came + 1 };
}

/** "he sighed", "Plyushch joked", "an aide to the president explained": a subject and its verb. */
function subjectAt(tokens: readonly TimeToken[], start: number, mentions: Mentions): Attribution | undefined {
  const first = tokens[start];
  if (!first) return undefined;
  for (let verb = start + 1; verb < start + 10; verb++) {
    const token = tokens[verb];
    if (token?.text === '.' && TITLES.test(tokens[verb - 1]?.word ?? '')) continue;
    if (!token || (token.first && !mentions.covers(verb)) || token.kind === 'mark') return undefined;
    // "“…,” Stubb protests.": a name and one word.
    const isAll =
      mentions.at(start)?.end === tokens[verb - 1]?.end &&
      /^\p{Ll}/u.test(token.text) &&
      /^[.,:]$/.test(tokens[verb + 1]?.text ?? '.');
    const isVerb =
      isAll ||
      /^\p{Ll}+ed$/u.test(token.text) ||
      (SPEECH_VERBS.has(token.word) && token.text === token.word) ||
      (/^(?:back|in|on|out|up)$/.test(tokens[verb + 1]?.word ?? '') && /^[.,:]$/.test(tokens[verb + 2]?.text ?? '.'));
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
