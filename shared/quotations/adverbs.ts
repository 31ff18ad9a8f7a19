import type { TimeToken } from '../times/tokens';

/** "he later", "she has often": the words between a subject and its verb. */
export function beforeAdverbs(tokens: readonly TimeToken[], from: number, to: number): number {
  let at = to;
  while (
    at > from + 1 &&
    at > to - 4 &&
    /^(?:\p{L}+ly|also|then|later|once|still|never|often|had|has|have|was|is|himself|herself)$/u.test(
      tokens[at - 1]?.word ?? '',
    )
  )
    at--;
  return at;
}
