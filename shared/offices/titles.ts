/**
 * A title as titles are compared: lower case, hyphens as spaces, the spellings of one side of the Atlantic, the short form of
 * the commonest ones. "Secretary-General" and "secretary general", "Defence Minister" and "defense minister", "premier" and
 * "prime minister" are one each.
 */
export function titleKey(title: string): string {
  const plain = title
    .toLowerCase()
    .replace(/[-‐‑]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\bdefence\b/g, 'defense')
    .replace(/\badvisor\b/g, 'adviser')
    .replace(/\blabour\b/g, 'labor')
    .replace(/\bpremier\b/g, 'prime minister')
    .replace(/^((?:\p{L}+ ){0,3})minister (?:of|for) (?:the )?(\p{L}[\p{L} ,]{0,80}?)(?: affairs)?$/u, '$1$2 minister');
  return SAME.get(plain) ?? plain;
}

const SAME = new Map([
  ['pm', 'prime minister'],
  ['ceo', 'chief executive'],
  ['chief executive officer', 'chief executive'],
  ['secretary of defense', 'defense secretary'],
  ['secretary of the treasury', 'treasury secretary'],
  ['secretary of commerce', 'commerce secretary'],
  ['secretary of energy', 'energy secretary'],
  ['saceur', 'supreme allied commander europe'],
  ['foreign affairs minister', 'foreign minister'],
  ['external affairs minister', 'foreign minister'],
  ['external minister', 'foreign minister'],
  ['internal minister', 'interior minister'],
  ['interior affairs minister', 'interior minister'],
  ['internal affairs minister', 'interior minister'],
]);
