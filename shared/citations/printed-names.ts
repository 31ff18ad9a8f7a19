import type { Span } from '../article/schema';
import type { TimeToken } from '../times/tokens';
import { beforeBracket } from './skips';

/** A name as it is printed: tokens `[from, to)`, without quotation marks around it. */
export interface Name {
  from: number;
  to: number;
  quoted: boolean;
}

/** Within names: "Folha de S.Paulo", "Sahara and Sahel Post". */
export const PARTICLE = /^(?:de|del|della|do|da|dos|di|la|le|el|al|of|the|for|und|et|y|v|na|i|&)$/;
/** Begin sentences and clauses, and no names. */
const NOT_FIRST =
  /^(?:The|A|An|But|And|Yet|Also|When|While|As|In|On|At|By|For|After|Before|Since|However|Meanwhile|Moreover|Then|That|This|It|He|She|They|We|Last|Earlier|According)$/;

/** Longest name, tokens. */
export const LONGEST_NAME = 7;
const MOST_JOINED = 6;

/** Where a name stands in the text. */
export function spanOf(tokens: readonly TimeToken[], { from, to }: Name): Span {
  return { start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 };
}

/** "Studio Tamani (Bamako) and local media reported": the other names. */
export function joinedBefore(tokens: readonly TimeToken[], { from }: Name): Name[] {
  const names: Name[] = [];
  for (let at = from; names.length < MOST_JOINED; ) {
    if (/^[“"]$/.test(tokens[at - 1]?.text ?? '')) at--;
    const joint = tokens[at - 1]?.text;
    if (joint !== 'and' && !(joint === ',' && names.length > 0)) break;
    const before = beforeBracket(tokens, at - 1);
    // "Bloomberg (4 June) and Reuters (5 June)": each has its day.
    if (tokens.slice(before, at - 1).some(({ kind }) => kind === 'number')) break;
    const name = nameEnding(tokens, before);
    if (!name) break;
    names.push(name);
    at = name.from;
  }
  return names;
}

/** The name whose last token stands before `to`: capital letters, digits and what joins them; or in quotation marks. */
export function nameEnding(tokens: readonly TimeToken[], to: number): Name | undefined {
  const quote = /^[”"]$/.test(tokens[to - 1]?.text ?? '');
  let end = quote ? to - 1 : to;
  if (quote && tokens[end - 1]?.text === ',') end--;
  if (quote) return quotedEnding(tokens, end);
  let from = end;
  while (from > end - LONGEST_NAME && from > 0) {
    const [token, next] = [tokens[from - 1], tokens[from]];
    if (!token) break;
    const glued = from < end && next?.spaced === false;
    const isDomain = from === end && !token.spaced && tokens[from - 2]?.text === '.';
    const isName =
      isDomain ||
      (token.kind === 'mark'
        ? glued && /^[./'’&+-]$/.test(token.text)
        : /^[\p{Lu}\d]/u.test(token.text) || glued || (from < end && PARTICLE.test(token.text)));
    if (!isName) break;
    from--;
    if (token.first) break;
  }
  // A particle or a mark begins no name, nor does what begins a sentence.
  while (from < end && !beginsName(tokens, from)) from++;
  return from === end ? genericEnding(tokens, end) : { from, to: end, quoted: false };
}

/** All that stands in quotation marks, where it begins as a name does. */
function quotedEnding(tokens: readonly TimeToken[], to: number): Name | undefined {
  for (let from = to - 1; from > to - LONGEST_NAME && from > 0; from--)
    if (/^[“"]$/.test(tokens[from - 1]?.text ?? ''))
      return beginsName(tokens, from) ? { from, to, quoted: true } : undefined;
  return undefined;
}

function beginsName(tokens: readonly TimeToken[], at: number): boolean {
  const [token, dot, domain] = tokens.slice(at, at + 3);
  if (!token) return false;
  // "uza.uz"
  if (dot?.text === '.' && !dot.spaced && domain?.spaced === false && /^[a-z]{2,6}$/.test(domain.text)) return true;
  return /^[\p{Lu}\d]/u.test(token.text) && !NOT_FIRST.test(token.text);
}

/** "local media", "Russian news agencies". */
function genericEnding(tokens: readonly TimeToken[], to: number): Name | undefined {
  return isGeneric(tokens, to) ? { from: to - 2, to, quoted: false } : undefined;
}

/** Whether what ends before `to` says only what kind of outlets it means. */
export function isGeneric(tokens: readonly TimeToken[], to: number): boolean {
  const isKind =
    /^(?:media|agencies|newspapers|papers|dailies|wires|radio|television)$/.test(tokens[to - 1]?.text ?? '') &&
    /^(?:local|state|national|independent|opposition|foreign|international|regional|news|wire|state-run)$|^\p{Lu}\p{Ll}+$/u.test(
      tokens[to - 2]?.text ?? '',
    );
  return isKind && !NOT_FIRST.test(tokens[to - 2]?.text ?? '');
}
