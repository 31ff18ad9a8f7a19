import type { ParsedArticle, Span } from '../article/schema';
import { bisect } from '../bisect';

/**
 * Cuts a text into pieces of at most `maxBytes` of UTF-8 that together are the whole text: at the start of a paragraph
 * where one is in reach, else of a sentence, else after white space, else between two characters.
 */
export function chunksOf(
  { text, paragraphs, sentences }: Pick<ParsedArticle, 'text' | 'paragraphs' | 'sentences'>,
  maxBytes: number,
): Span[] {
  const chunks: Span[] = [];
  let start = 0;
  while (start < text.length) {
    const reach = furthest(text, start, maxBytes);
    const end =
      reach === text.length
        ? reach
        : (lastStart(paragraphs, start, reach) ??
          lastStart(sentences, start, reach) ??
          lastSpace(text, start, reach) ??
          reach);
    chunks.push({ start, end });
    start = end;
  }
  return chunks;
}

/** Where the longest piece from `start` ends that has at most `maxBytes`; at least one character on. */
function furthest(text: string, start: number, maxBytes: number): number {
  let bytes = 0;
  let at = start;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > maxBytes && at > start) break;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

/** The last start after `from` and not after `to`, by bisection: spans are in text order. */
function lastStart(spans: readonly Span[], from: number, to: number): number | undefined {
  const low = bisect(spans, ({ start }) => start <= to);
  const start = spans[low - 1]?.start;
  return start !== undefined && start > from ? start : undefined;
}

function lastSpace(text: string, from: number, to: number): number | undefined {
  for (let at = to; at > from; at--) if (/\s/.test(text.charAt(at - 1))) return at;
  return undefined;
}

/** Offset in UTF-16 code units of each code point, and of the end: the index counts code points. */
export function codePointStarts(text: string): number[] {
  const starts: number[] = [];
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) starts.push(at);
  starts.push(text.length);
  return starts;
}
