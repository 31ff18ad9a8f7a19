import type { TimeToken } from '../times/tokens';
import { beforeAdverbs } from './adverbs';
import type { Mentions } from './mentions';
import type { Speaker } from './model';
import { speakerIn } from './speakers';
import { auxiliary } from './verbs';
import { SPEECH_VERBS } from './words';

/** Verbs that a subject may have first: "had", "took", "travelled". */
const FIRST_VERB =
  /^(?:was|were|is|are|had|has|have|went|took|put|gave|saw|did|came|made|left|held|met|sent|told|rose|stood|sat|ran|runs|says?)$|^\p{Ll}{2,}ed$/u;

/** The subject of a verb: of the verb that it goes on from, in "Berg met Levy and said", else what stands before it. */
export function subjectOf(
  tokens: readonly TimeToken[],
  low: number,
  verb: number,
  mentions: Mentions,
): Speaker | undefined {
  const end = auxiliary(tokens, verb);
  return coordinated(tokens, low, end, mentions) ?? speakerIn(tokens, low, end, mentions);
}

/**
 * "A minister travelled to Asmara, and said": the subject of the sentence's first verb, where nothing stands between "and"
 * and the verb, and no other clause with a subject of its own before it.
 */
export function coordinated(
  tokens: readonly TimeToken[],
  low: number,
  end: number,
  mentions: Mentions,
): Speaker | undefined {
  const conjunction = beforeAdverbs(tokens, low, end) - 1;
  if (!/^(?:and|but)$/.test(tokens[conjunction]?.word ?? '')) return undefined;
  for (let verb = low + 1; verb < conjunction; verb++) {
    const token = tokens[verb];
    if (token?.kind !== 'word' || mentions.covers(verb)) continue;
    if (!FIRST_VERB.test(token.text) && !SPEECH_VERBS.has(token.text)) continue;
    if (hasSubject(tokens, verb + 1, conjunction, mentions)) return undefined;
    return speakerIn(tokens, low, auxiliary(tokens, verb), mentions);
  }
  return undefined;
}

/** Whether a clause in tokens `[from, to)` says who does something: "that Levy had lied", "while she slept". */
function hasSubject(tokens: readonly TimeToken[], from: number, to: number, mentions: Mentions): boolean {
  for (let at = from; at < to; at++) {
    if (!/^(?:that|who|which|while|when|because|as|whether|if|how)$/.test(tokens[at]?.word ?? '')) continue;
    if (mentions.within(at, to).some(({ mention }) => mention.type === 'PERSON')) return true;
    if (tokens.slice(at, to).some(({ word }) => /^(?:he|she|they|who)$/.test(word))) return true;
  }
  return false;
}
