import { follows, wordAt } from './match';
import type { TimeToken } from './tokens';

/** Minutes east of UTC of the zones that are one thing everywhere. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ['utc', 0],
  ['gmt', 0],
  ['bst', 60],
  ['est', -300],
  ['edt', -240],
  ['cst', -360],
  ['cdt', -300],
  ['mst', -420],
  ['mdt', -360],
  ['pst', -480],
  ['pdt', -420],
  ['cet', 60],
  ['cest', 120],
  ['msk', 180],
]);
/** Zones whose distance from UTC depends on the day. */
const OPEN_ZONES: ReadonlySet<string> = new Set(['ET', 'CT', 'MT', 'PT']);

/** "GMT", "UTC+3", "(EST)", "ET": minutes east of UTC, where the name alone tells them. */
export function readZone(tokens: readonly TimeToken[], at: number): { to: number; offset?: number } | undefined {
  if (OPEN_ZONES.has(tokens[at]?.text ?? '')) return { to: at + 1 };
  const open = wordAt(tokens, at) === '(' ? 1 : 0;
  // "G.M.T.", as papers printed it.
  if (/^G$/.test(tokens[at]?.text ?? '') && follows(tokens, at + 1, '.', 'm', '.', 't', '.'))
    return { to: at + 6, offset: 0 };
  const zone = ZONES.get(wordAt(tokens, at + open));
  if (zone === undefined || !/^\p{Lu}{2,4}$/u.test(tokens[at + open]?.text ?? '')) return undefined;
  let to = at + open + 1;
  let offset = zone;
  const sign = wordAt(tokens, to);
  const hours = tokens[to + 1]?.number;
  if ((sign === '+' || sign === '-') && hours !== undefined && hours <= 14) {
    offset += (sign === '-' ? -60 : 60) * hours;
    to += 2;
  }
  if (open === 0) return { to, offset };
  return wordAt(tokens, to) === ')' ? { to: to + 1, offset } : undefined;
}

/** "local time", "Moscow time": of which only the words are read. */
export function readNamedZone(tokens: readonly TimeToken[], at: number): { to: number; offset?: number } | undefined {
  const named = wordAt(tokens, at) === 'local' || /^\p{Lu}\p{Ll}+$/u.test(tokens[at]?.text ?? '');
  return named && wordAt(tokens, at + 1) === 'time' ? { to: at + 2 } : undefined;
}
