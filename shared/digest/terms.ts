/** A word in the form in which it is counted: lower case, the singular where that is plain. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (lower.length > 4 && /[^s]ies$/.test(lower)) return `${lower.slice(0, -3)}y`;
  return lower.length > 4 && /[^sui]s$/.test(lower) ? lower.slice(0, -1) : lower;
}
