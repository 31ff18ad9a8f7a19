import type { CalendarParts, Mod, TimeForm } from './model';
import type { TimeToken } from './tokens';

/** What a reader found from some token on: the token after its last, and what it says. */
export interface Match {
  to: number;
  form: TimeForm;
  mod?: Mod | undefined;
  /** Tokens before the first that belong to it. */
  from?: number;
}

/** Looks for an expression that begins at a token; every reader looks a bounded number of tokens ahead. */
export type Reader = (tokens: readonly TimeToken[], at: number) => Match | undefined;

/** A date of the calendar that ends before a token, as complete as it is printed. */
export const dateMatch = (to: number, parts: CalendarParts): Match => ({ to, form: { kind: 'calendar', parts } });

export const wordAt = (tokens: readonly TimeToken[], at: number): string => tokens[at]?.word ?? '';

/** Whether the words stand there, one token each. */
export function follows(tokens: readonly TimeToken[], at: number, ...words: readonly string[]): boolean {
  return words.every((word, index) => tokens[at + index]?.word === word);
}

/** The token after a hyphen or dash that glues: "mid-1990s", "two-year"; else the same token. */
export function afterHyphen(tokens: readonly TimeToken[], at: number): number {
  return isHyphen(tokens[at]) && tokens[at]?.spaced === false && tokens[at + 1]?.spaced === false ? at + 1 : at;
}

export const isHyphen = (token: TimeToken | undefined): boolean => token?.text === '-' || token?.text === '‐';
export const isDash = (token: TimeToken | undefined): boolean =>
  isHyphen(token) || token?.text === '–' || token?.text === '—';

/** The longest of what several readers find; the first of equals. */
export function longest(tokens: readonly TimeToken[], at: number, readers: readonly Reader[]): Match | undefined {
  let best: Match | undefined;
  for (const read of readers) {
    const found = read(tokens, at);
    if (found && (!best || found.to > best.to)) best = found;
  }
  return best;
}
