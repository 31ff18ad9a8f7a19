import { follows, wordAt } from './match';
import type { Mod } from './model';
import type { TimeToken } from './tokens';

/** Words before a duration that say it is not exact, each with TIMEX3's `mod`. */
const HEDGES: readonly { words: readonly string[]; mod: Mod }[] = [
  { words: ['more', 'than'], mod: 'MORE_THAN' },
  { words: ['less', 'than'], mod: 'LESS_THAN' },
  { words: ['fewer', 'than'], mod: 'LESS_THAN' },
  { words: ['at', 'least'], mod: 'EQUAL_OR_MORE' },
  { words: ['at', 'most'], mod: 'EQUAL_OR_LESS' },
  { words: ['no', 'less', 'than'], mod: 'EQUAL_OR_MORE' },
  { words: ['no', 'more', 'than'], mod: 'EQUAL_OR_LESS' },
  { words: ['up', 'to'], mod: 'EQUAL_OR_LESS' },
  { words: ['nearly'], mod: 'LESS_THAN' },
  { words: ['almost'], mod: 'LESS_THAN' },
  { words: ['over'], mod: 'MORE_THAN' },
  { words: ['under'], mod: 'LESS_THAN' },
  { words: ['about'], mod: 'APPROX' },
  { words: ['around'], mod: 'APPROX' },
  { words: ['approximately'], mod: 'APPROX' },
  { words: ['roughly'], mod: 'APPROX' },
  { words: ['some'], mod: 'APPROX' },
  { words: ['barely'], mod: 'APPROX' },
  { words: ['just', 'over'], mod: 'MORE_THAN' },
  { words: ['just', 'under'], mod: 'LESS_THAN' },
  { words: ['well', 'over'], mod: 'MORE_THAN' },
  { words: ['as', 'long', 'as'], mod: 'EQUAL_OR_LESS' },
];
const HEDGE_STARTS = new Set(HEDGES.map(({ words }) => words[0]));

/** Reads the words before a duration that say it is not exact: "more than", "nearly", "as long as". */
export function readHedge(tokens: readonly TimeToken[], at: number): { to: number; mod: Mod } | undefined {
  if (!HEDGE_STARTS.has(wordAt(tokens, at))) return undefined;
  const hedge = HEDGES.find(({ words }) => follows(tokens, at, ...words));
  return hedge && { to: at + hedge.words.length, mod: hedge.mod };
}
