import type { TimeToken } from '../times/tokens';

const ADVERB =
  /^(?:\p{L}+ly|also|then|later|once|still|never|often|again|now|just|already|ever|twice|first|since|before|earlier|long|always|even|therefore|has|have|had|is|was|were|did|does|himself|herself|itself|themselves)$/u;

/** "he later", "she has often", "the paper itself": where the words between a subject and its verb begin. */
export function beforeAdverbs(tokens: readonly TimeToken[], from: number, to: number): number {
  let at = to;
  while (at > from + 1 && at > to - 5 && ADVERB.test(tokens[at - 1]?.word ?? '') && !isName(tokens[at - 1])) at--;
  return at;
}

/** "Emily", "Then" of a sentence that begins with it is none that stands before a verb. */
const isName = (token: TimeToken | undefined): boolean => token !== undefined && /^\p{Lu}/u.test(token.text);
