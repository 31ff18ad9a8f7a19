import { dateMatch, type Match, wordAt } from './match';
import { readTrailingYear } from './numbers';
import type { TimeToken } from './tokens';
import { SEASONS_BY_NAME } from './words';

/** "spring 1999", "the spring of 1999", "the summer": a bare "fall" or "spring" may be a verb. */
export function readSeason(tokens: readonly TimeToken[], at: number): Match | undefined {
  const article = wordAt(tokens, at) === 'the' ? 1 : 0;
  const season = SEASONS_BY_NAME.get(wordAt(tokens, at + article));
  if (season === undefined) return undefined;
  const to = at + article + 1;
  const year = readTrailingYear(tokens, to);
  if (year) return dateMatch(year.to, { season, year: year.year });
  if (wordAt(tokens, to) === 'of' && article === 1)
    return followedByYear(tokens, to) ? dateMatch(to, { season }) : undefined;
  const before = wordAt(tokens, at - 1);
  const verb = ['fall', 'spring'].includes(wordAt(tokens, at + article));
  if (
    !BEFORE_SEASON.has(before) ||
    (verb && article === 0 && before !== 'last' && before !== 'this' && before !== 'next' && before !== 'past')
  )
    return undefined;
  return isOfSomething(tokens, to) ? undefined : dateMatch(to, { season });
}

const BEFORE_SEASON: ReadonlySet<string> = new Set(
  'in by during since until through before after early late mid - of from this last next past for'.split(' '),
);

/** "the fall of Saigon", "the spring of this year": only a year may follow. */
function followedByYear(tokens: readonly TimeToken[], at: number): boolean {
  return ['this', 'last', 'next', 'that'].includes(wordAt(tokens, at + 1)) && wordAt(tokens, at + 2) === 'year';
}

function isOfSomething(tokens: readonly TimeToken[], at: number): boolean {
  return wordAt(tokens, at) === 'of' || wordAt(tokens, at) === 'in';
}
