import type { Span } from '../article/schema';
import type { TimeToken } from '../times/tokens';
import { HEDGES } from './words';

/** Words that weaken what a sentence says: "reportedly", "appears to", "is said to". */
export function hedges(tokens: readonly TimeToken[]): Span[] {
  const found: Span[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const candidates = BY_FIRST_WORD.get(tokens[at]?.word ?? '');
    const phrase = candidates?.find((words) => words.every((word, index) => tokens[at + index]?.word === word));
    const [first, last] = phrase ? [tokens[at], tokens[at + phrase.length - 1]] : [];
    if (!phrase || !first || !last) continue;
    found.push({ start: first.start, end: last.end });
    at += phrase.length - 1;
  }
  return found;
}

const BY_FIRST_WORD = new Map<string, (readonly string[])[]>();
for (const words of HEDGES) {
  const [first = ''] = words;
  BY_FIRST_WORD.set(
    first,
    [...(BY_FIRST_WORD.get(first) ?? []), words].sort((a, b) => b.length - a.length),
  );
}
