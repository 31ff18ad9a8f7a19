import { afterHyphen, dateMatch, type Match, wordAt } from './match';
import { readOrdinal } from './numbers';
import type { TimeToken } from './tokens';

/** "the 1990s", "the '90s", "the mid-nineties", "the twentieth century". */
export function readDecade(tokens: readonly TimeToken[], at: number): Match | undefined {
  const article = wordAt(tokens, at) === 'the' ? 1 : 0;
  const start = at + article;
  const quote = /^['’‘]$/.test(tokens[start]?.text ?? '') ? 1 : 0;
  const token = tokens[start + quote];
  const suffix = tokens[start + quote + 1];
  const plural = suffix && !suffix.spaced && /^['’]?s$/.test(suffix.word);
  if (token?.number !== undefined && plural && token.number % 10 === 0) {
    // "The 1600s" are a century; "the 2000s" a decade.
    if (/^1\d00$/.test(token.text)) return dateMatch(start + quote + 2, { century: token.number / 100 + 1 });
    if (/^[12]\d{3}$/.test(token.text)) return dateMatch(start + quote + 2, { decade: token.number });
    if (/^\d{2}$/.test(token.text) && (article || quote))
      return dateMatch(start + quote + 2, { decade: 1900 + token.number });
  }
  const word = DECADE_WORDS.get(wordAt(tokens, start));
  const dated = article === 1 || ['early', 'late', 'mid', '-'].includes(wordAt(tokens, at - 1));
  if (word !== undefined && dated) return dateMatch(start + 1, { decade: word });
  const ordinal = readOrdinal(tokens, start);
  if (!ordinal) return undefined;
  const unit = afterHyphen(tokens, ordinal.to);
  return wordAt(tokens, unit) === 'century' && ordinal.value >= 1 && ordinal.value <= 22
    ? dateMatch(unit + 1, { century: ordinal.value })
    : undefined;
}

const DECADE_WORDS: ReadonlyMap<string, number> = new Map(
  ['twenties', 'thirties', 'forties', 'fifties', 'sixties', 'seventies', 'eighties', 'nineties'].map((word, index) => [
    word,
    1920 + index * 10,
  ]),
);
