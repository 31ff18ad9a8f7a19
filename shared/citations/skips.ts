import type { TimeToken } from '../times/tokens';

/** Steps from a token over what may stand between a name, its verb and its day. Each gives the token to go on from. */

/** Whom a paper has: its envoy, its website. */
const OF_PAPER =
  /^(?:envoy|envoys|correspondent|correspondents|reporter|reporters|stringer|bureau|website|site|service|columnist|editor)$/;

/** How far back is looked for what a report begins with, tokens. */
export const REACH = 10;

/** Before words of `over`, within the sentence. */
export function back(tokens: readonly TimeToken[], at: number, over: ReadonlySet<string>): number {
  let to = at;
  while (to > at - REACH && !tokens[to]?.first && over.has(tokens[to - 1]?.word ?? '')) to--;
  return to;
}

/** Before ", citing the interior ministry,". */
export function beforeInsert(tokens: readonly TimeToken[], at: number): number {
  if (tokens[at - 1]?.text !== ',') return at;
  for (let from = at - 2; from > at - 2 * REACH && from > 0; from--) {
    if (tokens[from]?.first) return at;
    if (tokens[from]?.text !== ',') continue;
    return /^(?:citing|quoting|in|a|an|the|its|referring|which)$/.test(tokens[from + 1]?.word ?? '') ? from : at;
  }
  return at;
}

/** Before "’s Moscow correspondent". */
export function beforeCorrespondent(tokens: readonly TimeToken[], at: number): number {
  if (!OF_PAPER.test(tokens[at - 1]?.word ?? '') || !/^\p{Ll}/u.test(tokens[at - 1]?.text ?? '')) return at;
  for (let from = at - 1; from > at - 5; from--) if (/^['’]s?$/.test(tokens[from]?.word ?? '')) return from;
  // "a correspondent of Hawlati" and "the Tuesday weekly" have the name elsewhere.
  return at;
}

/** Before "(Bamako)". */
export function beforeBracket(tokens: readonly TimeToken[], at: number): number {
  if (tokens[at - 1]?.text !== ')' && tokens[at - 1]?.text !== ']') return at;
  for (let from = at - 2; from > at - 2 * REACH && from > 0; from--)
    if (tokens[from]?.text === '(' || tokens[from]?.text === '[') return from;
  return at;
}

/** Before ", in Somali, 1500 gmt". */
export function beforeDetails(tokens: readonly TimeToken[], at: number): number {
  let to = at;
  for (let step = 0; step < 3; step++) {
    const [a, b, c] = [tokens[to - 3], tokens[to - 2], tokens[to - 1]];
    const isDetail =
      a?.text === ',' && b && c && (b.word === 'in' || (/^\d{4}$/.test(b.text) && /^(?:gmt|utc)$/.test(c.word)));
    if (!isDetail) return to;
    to -= 3;
  }
  return to;
}

/** Behind a closing quotation mark and "has", "also". */
export function forward(tokens: readonly TimeToken[], at: number): number {
  let to = at;
  while (to < at + 3 && /^(?:[”"]|has|had|also)$/.test(tokens[to]?.word ?? '')) to++;
  return to;
}
