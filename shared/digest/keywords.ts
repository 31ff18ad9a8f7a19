import type { Span } from '../article/schema';
import type { Extractor, Mention } from '../extractors/extractor';
import { DIGEST_EXTRACTORS } from '../extractors/versions';
import type { TimeToken } from '../times/tokens';
import frequencies from './frequencies.generated.json';
import { printedTitle } from './salience';
import { fold } from './terms';

/** Keywords of one article. */
const MOST = 8;
/** A word that stands in more of the texts of other news than this share says nothing by itself. */
const COMMON = 0.06;
const SHORTEST = 4;
/** Verbs and adverbs, by their endings: what an article is about is named by nouns. */
const NO_NOUN = /(?:ed|ly|ning|ving)$/;
const NO_TERMS = new Set(
  `said says told according reported spokesman spokeswoman monday tuesday wednesday thursday friday saturday sunday january
  february march april june july august september october november december hundred thousand million billion percent another
  several others whose themselves himself herself itself being having does doing done going gone made make makes making take
  takes taken taking came come comes coming gave give gives given giving held hold kept keep went year years month months week
  weeks
  yesterday today tomorrow`.split(/\s+/),
);

const DOCUMENTS: ReadonlyMap<string, number> = new Map(Object.entries(frequencies.words));

interface Term {
  words: number;
  printed: Span;
  count: number;
  score: number;
  rarity: number;
}

/**
 * Words and pairs of words that the article uses more than other news do: how often, times the logarithm of the share of the
 * texts of our corpus that have it (tf-idf, Spärck Jones 1972), more for those in the title. Names are no keywords: entities
 * have their salience. English; linear in the text.
 */
export const keywordExtractor: Extractor = {
  ...DIGEST_EXTRACTORS.keywords,
  languages: ['en'],
  reads: ['mention'],
  extract(article, { annotations, reading }) {
    const { tokens } = reading.scan;
    const names = annotations.filter((annotation): annotation is Mention => annotation.kind === 'mention');
    const inTitle = new Set((printedTitle(article).match(/\p{L}[\p{L}\p{M}]*/gu) ?? []).map(fold));
    return best(termsIn(tokens, names, inTitle)).map(([term, { printed, count, score, rarity }]) => ({
      kind: 'keyword' as const,
      ...printed,
      value: { term, count, score },
      reason: `${count === 1 ? 'once' : `${count} times`}${isInTitle(term, inTitle) ? ', in the title' : ''}; in ${share(rarity)} of other news`,
    }));
  },
};

function termsIn(tokens: readonly TimeToken[], names: readonly Mention[], inTitle: ReadonlySet<string>) {
  const terms = new Map<string, Term>();
  let name = 0;
  let covered = 0;
  let before: { word: string; start: number; end: number } | undefined;
  for (const token of tokens) {
    for (; name < names.length && (names[name]?.start ?? 0) <= token.start; name++)
      covered = Math.max(covered, names[name]?.end ?? 0);
    const word = token.start >= covered && isTerm(token) ? fold(token.word) : undefined;
    if (word !== undefined) {
      add(terms, word, 1, token);
      if (before && before.end + 1 === token.start)
        add(terms, `${before.word} ${word}`, 2, { start: before.start, end: token.end });
    }
    before = word === undefined ? undefined : { word, start: token.start, end: token.end };
  }
  for (const [term, found] of terms) {
    const words = term.split(' ');
    const share = Math.max(...words.map((word) => (DOCUMENTS.get(word) ?? 0) / frequencies.texts));
    const lowest = Math.min(...words.map((word) => (DOCUMENTS.get(word) ?? 0) / frequencies.texts));
    found.rarity = words.length === 1 ? share : lowest;
    const weight = -Math.log((found.rarity * frequencies.texts + 1) / (frequencies.texts + 1));
    const title = isInTitle(term, inTitle) ? 2 : 1;
    const counts = found.count >= 2 || (title === 2 && words.length === 1);
    const isPlain = words.length === 1 ? share <= COMMON : share <= 3 * COMMON;
    found.score =
      counts && isPlain ? Math.round(found.count * weight * title * (words.length === 2 ? 1.3 : 1) * 100) / 100 : 0;
  }
  return terms;
}

function isTerm({ kind, text, word, first, end, start }: TimeToken): boolean {
  if (kind !== 'word' || end - start < SHORTEST || NO_TERMS.has(word) || NO_NOUN.test(word)) return false;
  return text === word || first;
}

const isInTitle = (term: string, inTitle: ReadonlySet<string>) => term.split(' ').every((word) => inTitle.has(word));

const share = (of: number): string => (of === 0 ? 'less than 1 %' : `${Math.max(1, Math.round(of * 100))} %`);

function add(terms: Map<string, Term>, term: string, words: number, { start, end }: Span): void {
  const seen = terms.get(term);
  if (seen) seen.count++;
  else terms.set(term, { words, printed: { start, end }, count: 1, score: 0, rarity: 0 });
}

/** The best, in order; a word that mostly stands in a pair that was taken is left out. */
function best(terms: ReadonlyMap<string, Term>): [string, Term][] {
  const inOrder = [...terms]
    .filter(([, { score }]) => score > 0)
    .sort(([, a], [, b]) => b.score - a.score || a.printed.start - b.printed.start)
    .slice(0, 5 * MOST);
  const taken: [string, Term][] = [];
  for (const [term, found] of inOrder) {
    if (taken.length === MOST) break;
    const rival = taken.some(([other, { count }]) => shareWord(term, other) && 2 * count >= found.count);
    if (!rival) taken.push([term, found]);
  }
  return taken;
}

function shareWord(a: string, b: string): boolean {
  const words = new Set(a.split(' '));
  return b.split(' ').some((word) => words.has(word));
}
