import type { ParsedArticle } from '../article/schema';
import { type Decision, Evidence } from './evidence';
import type { Lexicon } from './lexicon';
import { type Found, readRun } from './names';
import type { RecognisedName } from './recognised-name';
import { type CaseStyle, capitalRuns, caseStyles, type Range } from './runs';
import { type Token, tokenize } from './tokens';

/**
 * Finds the names of persons, organisations and places in two passes: the first takes what the gazetteer or the name's
 * own words settle; the second decides the rest by all that the article says around it, the same way at each place.
 * What stays in doubt is left out. Linear in the length of the text.
 */
export function recognise(article: ParsedArticle, words: Lexicon): RecognisedName[] {
  const tokens = tokenize(article);
  return rangesIn(article.text, tokens, caseStyles(tokens, article), words).map(({ from, to, type, reason }) => ({
    start: tokens[from]?.start ?? 0,
    end: tokens[to - 1]?.end ?? 0,
    type,
    reason,
  }));
}

/** The same, as ranges of the article's tokens. */
export function rangesIn(
  text: string,
  tokens: readonly Token[],
  styles: readonly CaseStyle[],
  words: Lexicon,
): (Range & Decision)[] {
  const found: Found[] = [];
  let done = 0;
  for (const run of capitalRuns(tokens, styles, words)) {
    if (run.to <= done) continue;
    for (const name of readRun(tokens, run, Math.max(run.from, done), styles[run.from] ?? 'sentence', words)) {
      found.push(name);
    }
    done = Math.max(run.to, found.at(-1)?.to ?? 0);
  }
  const evidence = new Evidence(text, tokens, words);
  for (const name of found) evidence.add(name);
  return found.flatMap((name) => decided(name, evidence));
}

/** In a title-case headline, where every word is capital, only what is named elsewhere or known for sure counts. */
function decided(name: Found, evidence: Evidence): (Range & Decision)[] {
  if (name.style !== 'sentence' && (name.known === undefined || name.type === undefined)) return evidence.within(name);
  const decision = evidence.decide(name);
  return decision === undefined ? [] : [{ from: name.from, to: name.to, ...decision }];
}
