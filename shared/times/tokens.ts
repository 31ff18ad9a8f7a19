import type { Span } from '../article/schema';

/** A word, a number or one punctuation mark. */
export interface TimeToken extends Span {
  readonly text: string;
  /** Lower case, with straight apostrophes. */
  readonly word: string;
  readonly kind: 'word' | 'number' | 'mark';
  /** White space, or the beginning of the text, before it. */
  readonly spaced: boolean;
  /** Starts a sentence. */
  readonly first: boolean;
  /** For numbers: their value, commas of thousands left out. */
  readonly number?: number;
}

const TOKEN =
  /\d{1,3}(?:,\d{3}){1,3}(?!\d)|\d+(?:\.\d{1,2}(?!\d))?|\p{L}[\p{L}\p{M}]*(?=['’]s(?!\p{L}))|['’]s(?!\p{L})|o['’]clock(?!\p{L})|\p{L}[\p{L}\p{M}]*|\S/gu;

/** Cuts a text into tokens; linear in its length. `starts` are the offsets at which sentences begin. */
export function timeTokens(text: string, starts: ReadonlySet<number>): TimeToken[] {
  const tokens: TimeToken[] = [];
  let last = -1;
  for (const { 0: found, index } of text.matchAll(TOKEN)) {
    const kind = /^\d/.test(found) ? 'number' : /^\p{L}/u.test(found) ? 'word' : 'mark';
    tokens.push({
      text: found,
      word: found.toLowerCase().replace('’', "'"),
      kind,
      start: index,
      end: index + found.length,
      spaced: index !== last,
      first: starts.has(index),
      ...(kind === 'number' ? { number: Number(found.replaceAll(',', '')) } : {}),
    });
    last = index + found.length;
  }
  return tokens;
}
