import generated from './rules.generated.json';
import type { Word } from './terms';

const PREFIX = 'medtop:';

/** What a term speaks of: topics and weights; of nothing, where it is none. */
export interface Term {
  words: string;
  speaksOf: readonly { id: string; weight: number }[];
}

const LONGEST = Math.max(...Object.keys(generated.terms).map((words) => words.split(' ').length));
const TERMS: ReadonlyMap<string, Term> = new Map(
  Object.entries(generated.terms).map(([words, speaksOf]) => [
    words,
    {
      words,
      speaksOf: speaksOf.map(([at = 0, weight = 0]) => ({ id: `${PREFIX}${generated.topics[at]}`, weight })),
    },
  ]),
);
const FIRST_WORDS = new Set([...TERMS.keys()].map((words) => words.split(' ')[0]));

/** The terms in a text, the longest at each place, from left to right. Linear. */
export function* termsIn(words: readonly Word[]): Generator<{ term: Term; start: number; end: number }> {
  for (let at = 0; at < words.length; ) {
    const found = FIRST_WORDS.has(words[at]?.word) ? longestAt(words, at) : undefined;
    const [first, last] = [words[at], words[at + (found?.length ?? 1) - 1]];
    if (found && first && last) yield { term: found.term, start: first.start, end: last.end };
    at += found?.length ?? 1;
  }
}

function longestAt(words: readonly Word[], from: number): { term: Term; length: number } | undefined {
  let found: { term: Term; length: number } | undefined;
  let run = '';
  for (let length = 1; length <= LONGEST; length++) {
    const next = words[from + length - 1];
    if (!next || (length > 1 && next.breaks)) break;
    run = length === 1 ? next.word : `${run} ${next.word}`;
    const term = TERMS.get(run);
    if (term) found = { term, length };
  }
  return found;
}
