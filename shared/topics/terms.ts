import { fold } from '../digest/terms';
import type { TimeToken } from '../times/tokens';

/** The words of a term as they are compared: folded, without hyphens, apostrophes and possessives. */
export function wordsOfTerm(term: string): string[] {
  const words = term.replace(/['’]s(?!\p{L})/gu, ' ').match(/[\p{L}\p{M}]+|\d+/gu) ?? [];
  return words.map(fold);
}

/** A word of a text as it is compared. `breaks`: something stands before it that no term runs over. */
export interface Word {
  word: string;
  start: number;
  end: number;
  breaks: boolean;
}

/** Words of tokens, compared as those of terms are. */
export function wordsOfTokens(tokens: readonly TimeToken[]): Word[] {
  const words: Word[] = [];
  let breaks = true;
  for (const { kind, text, word, start, end, first } of tokens) {
    if (first) breaks = true;
    if (kind === 'mark') {
      if (!/^['’‘-]$/.test(text)) breaks = true;
    } else if (!/^['’]/.test(word)) {
      words.push({ word: fold(word), start, end, breaks });
      breaks = false;
    }
  }
  return words;
}
