import type { Body } from './canonical';
import type { Field, Sentence } from './schema';

/** A derived title has at most this many code units, the ellipsis included. */
const LONGEST = 100;
/** A cut at the end of a clause is preferred to one between words when this much is left. */
const SHORTEST_CLAUSE = 60;
/** So much must be left by a cut between words; else (Chinese, a very long word) it is cut anywhere. */
const SHORTEST = 40;

/**
 * A title for an article that prints none: its first sentence, cut at the end of a clause or a word, with "…" where it
 * was cut. The evidence says `derived` and quotes the words that it was made of.
 */
export function deriveTitle(body: Body, sentences: readonly Sentence[]): Field<string> {
  const first = sentences.find((sentence) => body.paragraphs[sentence.paragraph]?.kind !== 'code') ?? sentences[0];
  const { start, end } = first ?? { start: 0, end: body.text.length };
  const whole = end - start <= LONGEST;
  const length = whole ? end - start : cut(body.text.slice(start, start + LONGEST));
  const quote = body.text.slice(start, start + length);
  const words = quote.replace(/\s+/g, ' ');
  const value = whole ? words.replace(/(?<!\.|\.\p{L})\.$/u, '') : `${words.replace(/[\s,;:–—-]+$/, '')}…`;
  return { value, evidence: { from: 'derived', quote, span: { start, end: start + length, in: 'text' } } };
}

/** Where to cut the beginning of a sentence that is too long. */
function cut(room: string): number {
  const clause = lastEnd(room, /[,;:](?=\s)|\s(?=[–—-]\s)/g);
  if (clause >= SHORTEST_CLAUSE) return clause;
  const word = room.search(/\s\S*$/);
  if (word >= SHORTEST) return word;
  const end = LONGEST - 1;
  return /[\ud800-\udbff]/.test(room.charAt(end - 1)) ? end - 1 : end;
}

function lastEnd(text: string, pattern: RegExp): number {
  let end = -1;
  for (const found of text.matchAll(pattern)) end = found.index;
  return end;
}
