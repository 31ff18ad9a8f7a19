import type { Span } from '../article/schema';

/** Longest parenthesis that is looked into, code units: a list of 500 sources fits. */
const LONGEST = 20_000;

/**
 * The innermost-free stretches in round or square brackets: `[start, end)` with the brackets. One that does not close
 * within the paragraph, or is too long, is none; of nested ones the outer counts. Linear in the text.
 */
export function parentheses(text: string, from: number, to: number): Span[] {
  const found: Span[] = [];
  let depth = 0;
  let start = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x28 || code === 0x5b) {
      if (depth === 0) start = at;
      depth++;
    } else if ((code === 0x29 || code === 0x5d) && depth > 0) {
      depth--;
      if (depth === 0 && at + 1 - start <= LONGEST) found.push({ start, end: at + 1 });
    }
  }
  return depth > 0 ? [...found, ...parenthesesAfter(text, start, to)] : found;
}

/** After an opening one that nothing closes: those that do close, counted without nesting. */
function parenthesesAfter(text: string, from: number, to: number): Span[] {
  const found: Span[] = [];
  let open: number | undefined;
  for (let at = from + 1; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x28 || code === 0x5b) open = at;
    else if ((code === 0x29 || code === 0x5d) && open !== undefined) {
      if (at + 1 - open <= LONGEST) found.push({ start: open, end: at + 1 });
      open = undefined;
    }
  }
  return found;
}

/** A piece between separators, without the white space around it. */
export interface Piece extends Span {
  text: string;
}

/** Cuts `[start, end)` at a separator, outside of quotation marks and inner brackets. */
export function split(text: string, { start, end }: Span, separator: RegExp): Piece[] {
  const pieces: Piece[] = [];
  let from = start;
  let quoted = false;
  let depth = 0;
  for (let at = start; at <= end; at++) {
    const character = text.charAt(at);
    if (character === '“' || (character === '"' && !quoted)) quoted = true;
    else if (character === '”' || character === '"') quoted = false;
    if (character === '(' || character === '[') depth++;
    if (character === ')' || character === ']') depth--;
    const cuts = at === end || (!quoted && depth === 0 && separator.test(character));
    if (!cuts) continue;
    const piece = trimmed(text, from, at);
    if (piece) pieces.push(piece);
    from = at + 1;
  }
  return pieces;
}

export function trimmed(text: string, from: number, to: number): Piece | undefined {
  let [start, end] = [from, to];
  while (start < end && /\s/.test(text.charAt(start))) start++;
  while (end > start && /\s/.test(text.charAt(end - 1))) end--;
  return start < end ? { start, end, text: text.slice(start, end) } : undefined;
}
