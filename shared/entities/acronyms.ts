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

const SMALL = new Set(['of', 'for', 'and', 'the', 'in', 'on', 'to', 'de', 'du', 'des', 'la', 'y', 'und']);

/**
 * Whether `long` is how an acronym begins, with the end left out: "Organization for Security and Cooperation (OSCE)". At
 * least three words, each for one letter, and one letter more.
 */
export function isBeginningOf(acronym: string, long: string): boolean {
  const letters = acronym.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
  const words = long.split(/[\s\-‐‑/]+/).filter((word) => !SMALL.has(word.toLowerCase()));
  const initials = words.map((word) => [...word][0]?.toLowerCase() ?? '').join('');
  return words.length >= 3 && initials.length === letters.length - 1 && letters.startsWith(initials);
}

/** Most words of an expansion, and most code units that they take. */
const MOST_WORDS = 8;
const MOST_UNITS = 100;

/** The words before an acronym in brackets that explain it, whatever they name: "Andhra Pradesh (AP)". */
export function expansionBefore(text: string, start: number, acronym: string): string | undefined {
  const before = text.slice(Math.max(0, start - MOST_UNITS), start).replace(/\s+/g, ' ');
  if (!before.endsWith(' (') || !/^\p{Lu}[\p{Lu}.]+$/u.test(acronym)) return undefined;
  const words = before.slice(0, -2).split(' ');
  for (let length = 2; length <= Math.min(MOST_WORDS, words.length); length++) {
    const long = words.slice(-length).join(' ');
    if (/^\p{Lu}/u.test(long) && (isAcronymOf(acronym, long) || isBeginningOf(acronym, long))) return long;
  }
  return undefined;
}
