import type { Span } from '../article/schema';
import type { Lexicon } from './lexicon';
import { titleLength } from './structure';
import { tokenize } from './tokens';

/**
 * A name's span as our annotations have it: without "the" before it and 's after it, and a person's without titles.
 * For recognisers other than our own, which see to that themselves.
 */
export function trimName(text: string, { start, end }: Span, person: boolean, words: Lexicon): Span {
  const name = text.slice(start, end);
  const paragraphs = [{ start: 0, end: name.length, kind: 'body' as const }];
  const tokens = tokenize({ text: name, paragraphs, sentences: [] }).slice(0, -1);
  let to = tokens.length;
  while (to > 0 && tokens[to - 1]?.kind === 'possessive') to--;
  let from = tokens[0]?.lower === 'the' && tokens.length > 1 && !words.find(name) ? 1 : 0;
  if (person && to - from > 1) from += titleLength(tokens, from, to - 1, words);
  return { start: start + (tokens[from]?.start ?? 0), end: start + (tokens[to - 1]?.end ?? name.length) };
}
