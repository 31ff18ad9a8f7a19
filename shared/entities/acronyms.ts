/**
 * Whether `acronym` can stand for `long`, after Schwartz and Hearst, "A simple algorithm for identifying abbreviation
 * definitions in biomedical text" (PSB 2003): from the right, each of its letters is found in the long form, the first
 * at the start of a word. We ask as well that every capital of the acronym starts a word or stands after a hyphen, for
 * names of organisations are made that way; small words (of, for, and) may be skipped or not.
 */
export function isAcronymOf(acronym: string, long: string): boolean {
  const letters = [...acronym.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()];
  const initials = long
    .normalize('NFC')
    .split(/[\s\-‐‑/]+/)
    .map((word) => [...word.replace(/^[^\p{L}\p{N}]+/u, '')][0]?.toLowerCase() ?? '')
    .filter((initial) => initial !== '');
  if (letters.length < 2 || initials.length < 2 || letters[0] !== initials[0]) return false;
  let at = initials.length - 1;
  for (const letter of letters.reverse()) {
    while (at >= 0 && initials[at] !== letter) at--;
    if (at < 0) return false;
    at--;
  }
  return true;
}
