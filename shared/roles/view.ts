import type { ParsedArticle } from '../article/schema';
import type { Annotation, EntityRef, Mention } from '../extractors/extractor';
import type { TimeToken } from '../times/tokens';

/** A name in the article, by the tokens `[from, to)` that it takes. */
export interface NamedSpan {
  readonly from: number;
  readonly to: number;
  readonly entity: EntityRef;
}

/** An article as roles are read in it: its tokens, and which names begin and end at them. */
export interface View {
  readonly text: string;
  readonly tokens: readonly TimeToken[];
  /** Number of the sentence that each token stands in. */
  readonly sentenceOf: Int32Array;
  readonly startingAt: ReadonlyMap<number, NamedSpan>;
  readonly endingAt: ReadonlyMap<number, NamedSpan>;
}

const isMention = (annotation: Annotation): annotation is Mention => annotation.kind === 'mention';

/**
 * Names whose edges fall inside a token are left out: nothing can be said of what stands beside them.
 * @param annotations in text order; of two mentions that overlap the later counts where both begin or end
 */
export function viewOf(
  { text }: Pick<ParsedArticle, 'text'>,
  tokens: readonly TimeToken[],
  annotations: readonly Annotation[],
): View {
  const startingAt = new Map<number, NamedSpan>();
  const endingAt = new Map<number, NamedSpan>();
  let at = 0;
  for (const { start, end, value } of annotations.filter(isMention)) {
    while ((tokens[at]?.start ?? start) < start) at++;
    // Mentions may begin at one place, and overlap.
    while (at > 0 && (tokens[at]?.start ?? 0) > start) at--;
    let to = at;
    while ((tokens[to]?.end ?? end) < end) to++;
    if (tokens[at]?.start !== start || tokens[to]?.end !== end) continue;
    const named = { from: at, to: to + 1, entity: value };
    startingAt.set(at, named);
    endingAt.set(to + 1, named);
  }
  const sentenceOf = new Int32Array(tokens.length);
  let sentence = 0;
  tokens.forEach(({ first }, index) => {
    if (first) sentence++;
    sentenceOf[index] = sentence;
  });
  return { text, tokens, sentenceOf, startingAt, endingAt };
}

/** The lower-case word at a token; '' beyond the text. */
export const wordAt = ({ tokens }: View, at: number): string => tokens[at]?.word ?? '';

/** Whether two tokens stand in one sentence. */
export const isTogether = ({ sentenceOf }: View, one: number, other: number): boolean =>
  sentenceOf[one] !== undefined && sentenceOf[one] === sentenceOf[other];

/** Whether the word at a token begins with a capital letter. */
export const isCapital = ({ tokens }: View, at: number): boolean => /^\p{Lu}/u.test(tokens[at]?.text ?? '');

/** The words of tokens `[from, to)` on one line. */
export function printed({ text, tokens }: View, from: number, to: number): string {
  return text.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0).replace(/\s+/g, ' ');
}
