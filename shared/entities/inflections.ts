/** Regular English endings, and what a word must look like without them. */
const ENDINGS: readonly [ending: string, stem: RegExp, adds: string][] = [
  ['s', /[^s]$/, ''],
  ['es', /(?:[sxzo]|[cs]h)$/, ''],
  ['ies', /[^aeiou]$/, 'y'],
  ['d', /e$/, ''],
  ['ed', /[^e]$/, ''],
  ['ing', /[^e]$/, ''],
  ['ing', /[^aeiou]$/, 'e'],
  ['ly', /./, ''],
];
const SHORTEST_STEM = 3;

/** The words (lower case) that `word` may be a regular form of: "parties" of party, "voted" of vote. */
export function stemsOf(word: string): string[] {
  return ENDINGS.flatMap(([ending, stem, adds]) => {
    const base = word.slice(0, -ending.length);
    return word.endsWith(ending) && base.length >= SHORTEST_STEM && stem.test(base) ? [base + adds] : [];
  });
}
