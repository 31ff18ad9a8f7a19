import type { TimeToken } from '../times/tokens';
import { beforeAdverbs } from './adverbs';
import type { Mentions } from './mentions';
import type { NamedMention, Speaker } from './model';
import { isAbbreviated } from './verbs';
import { SPEECH_VERBS } from './words';

/** "Aliev's deputy, Valekh Aleskerov, said", "the army's spokesman, Colonel Markovski, said": the name between commas. */
export function nameInApposition(
  tokens: readonly TimeToken[],
  from: number,
  to: number,
  mentions: Mentions,
): NamedMention | undefined {
  if (tokens[to - 1]?.text !== ',') return undefined;
  let comma = to - 2;
  while (comma > from && comma > to - 10 && tokens[comma]?.text !== ',') comma--;
  return tokens[comma]?.text === ',' ? apposedName(tokens, from, comma, to - 1, mentions) : undefined;
}

/**
 * The name that stands by itself in tokens `(comma, to)` and says who the phrase `[from, comma)` is; none where that ends in
 * a name of its own: "Ivanov, Petrov, said" is none, "a friend of Putin, Timchenko, said" is one.
 */
export function apposedName(
  tokens: readonly TimeToken[],
  from: number,
  comma: number,
  to: number,
  mentions: Mentions,
): NamedMention | undefined {
  if (comma <= from) return undefined;
  const found = mentions.within(comma + 1, to).find(({ mention, to: end }) => mention.type === 'PERSON' && end === to);
  if (!found || !isTitle(tokens, comma + 1, found.token)) return undefined;
  const before = mentions.within(Math.max(from, comma - 6), comma).at(-1);
  const isName = before?.mention.type === 'PERSON' && before.to === comma;
  const isWhose = isName && /^(?:of|for|to|with|by|from|under)$/.test(tokens[before.token - 1]?.word ?? '');
  return isName && !isWhose ? undefined : found.mention;
}

/** Words before a name that only say what he is: "Colonel", "Justice Minister", "a certain". */
function isTitle(tokens: readonly TimeToken[], from: number, to: number): boolean {
  if (to - from > 4) return false;
  for (let at = from; at < to; at++) {
    const word = tokens[at]?.word ?? '';
    if (isAbbreviated(tokens, at)) continue;
    if (
      (tokens[at]?.kind !== 'word' && tokens[at]?.text !== '-') ||
      /^(?:of|for|by|with|who|and|or|in|at|whose|which|among|including|such|like|led|headed|them|'s)$/.test(word) ||
      SPEECH_VERBS.has(word)
    )
      return false;
  }
  return true;
}

/**
 * The tokens of the subject of a verb at `to`: without the adverbs and the appositions behind it ("Whitlock, 71, of Otley,
 * said") and without what stands before it ("After meeting Ivanov, Robertson", "said that Robertson").
 */
export function subjectRange(
  tokens: readonly TimeToken[],
  from: number,
  to: number,
  mentions: Mentions,
): { from: number; to: number } {
  let end = beforeAdverbs(tokens, from, to);
  // "Górnicki, who later claimed".
  const isRelative = end - from > 2 && /^(?:who|which)$/.test(tokens[end - 1]?.word ?? '');
  if (isRelative) end -= tokens[end - 2]?.text === ',' ? 2 : 1;
  if (tokens[end - 1]?.text === ',') {
    const open = commaBefore(tokens, from, end - 1);
    if (open > from) end = open;
    for (let comma = commaBefore(tokens, from, end); comma > from; comma = commaBefore(tokens, from, end)) {
      if (!saysMore(tokens, comma, mentions)) break;
      end = comma;
    }
  }
  let start = from;
  for (let at = from; at < end - 1; at++) {
    const isRelative = tokens[at]?.word === 'where' && at > from && tokens[at - 1]?.kind === 'word';
    if (/^(?:[,;:]|that|when|where|because|while|whether)$/.test(tokens[at]?.word ?? '') && !isRelative) start = at + 1;
  }
  // "Villagers who had been moved out complained": the subject stands before its relative clause.
  for (let at = start + 1; at < end - 1; at++)
    if (/^(?:who|which|where)$/.test(tokens[at]?.word ?? '') && tokens[at - 1]?.kind === 'word')
      return { from: start, to: at };
  return start < end ? { from: start, to: end } : { from, to: end };
}

function commaBefore(tokens: readonly TimeToken[], from: number, end: number): number {
  let at = end - 1;
  while (at > from && tokens[at]?.text !== ',') at--;
  return at;
}

/** ", 71", ", of Otley", ", who", ", the minister" after a name: it says more of whom the words before it name. */
function saysMore(tokens: readonly TimeToken[], comma: number, mentions: Mentions): boolean {
  const first = tokens[comma + 1];
  if (!first || (!mentions.covers(comma - 1) && tokens[comma - 1]?.kind !== 'number')) return false;
  return (
    first.kind === 'number' ||
    /^(?:of|from|for|at|now|then|who|which|whose|where|an?|the|aged|formerly|speaking)$/.test(first.word)
  );
}

/** Words in capitals that nothing knows for a name: "said Endo". */
export function unknownName(tokens: readonly TimeToken[], from: number, to: number): Speaker | undefined {
  let end = beforeAdverbs(tokens, from, to);
  while (end > from && tokens[end - 1]?.kind === 'mark') end--;
  let start = end;
  while (
    start > from &&
    start > end - 4 &&
    /^\p{Lu}\p{Ll}/u.test(tokens[start - 1]?.text ?? '') &&
    !tokens[start - 1]?.first
  )
    start--;
  const [first, last] = [tokens[start], tokens[end - 1]];
  if (start === end || !first || !last || NOT_NAMES.test(first.word)) return undefined;
  return { start: first.start, end: last.end, kind: 'described' };
}

const NOT_NAMES =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|i)$/;
