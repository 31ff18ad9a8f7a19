import {
  AFTER_CLOCK,
  ALWAYS_GO_ON,
  CLOCK,
  END_BEFORE_STARTERS,
  GO_ON_BEFORE_NUMBERS,
  STARTERS,
  STATES,
} from './abbreviations';
import type { Paragraph, Sentence, Span } from './schema';

/**
 * Sentence boundaries by rules, after the usual ones for news copy (Grefenstette & Tapanainen 1994; Mikheev 2002): a
 * full stop, question or exclamation mark, with the quotes and brackets that close after it, ends the sentence when
 * what follows can begin one and what precedes is no abbreviation. A source in parentheses after the full stop,
 * ". (AP, December 4)", belongs to the sentence before it. Headings and code are one sentence each.
 *
 * Each decision looks at a bounded stretch on both sides, so the time is linear in the text's length.
 */

/** An end mark or several, then what closes with it; footnote marks such as [12] stay with the sentence. */
const END = /[.!?…。！？؟۔।॥]+["'”’»›)\]}」』*_]*(?:\s[”»](?=\s))?(?: ?\[\d{1,3}\]){0,9}/g;
const WIDE_END = /[。！？]/;
/** How far back a word before a full stop is looked for, and how far ahead the words after it. */
const LOOK_BACK = 32;
const LOOK_AHEAD = 64;
const LONGEST_SOURCE = 250;

const SPACE = /\s/;
const OPENING = /^["'“‘«‹„‚([{「『–—*_-]+\s?/;
const IN_WORD = /[\p{L}\p{M}\p{N}.'’]/u;
const FIRST_WORD = /^[\p{L}\p{M}\p{N}.’']+/u;
const SPEECH =
  /^(?:\p{Lu}[\p{L}\p{M}.’'-]*\s){1,3}(?:said|says|asked|asks|added|adds|replied|wrote|writes|told|wondered|declared|exclaimed|shouted|insisted|continued|explained|concluded|warned|noted)\b/u;

/** The sentences of a canonical text, in order; together they cover everything in the paragraphs but white space. */
export function splitSentences(text: string, paragraphs: readonly Paragraph[]): Sentence[] {
  return paragraphs.flatMap(({ start, end, kind }, paragraph) => {
    if (kind === 'heading' || kind === 'code') return [{ start, end, paragraph }];
    return splitParagraph(text.slice(start, end)).map((span) => ({
      start: start + span.start,
      end: start + span.end,
      paragraph,
    }));
  });
}

function splitParagraph(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  const close = closingParentheses(text);
  END.lastIndex = 0;
  for (let found = END.exec(text); found; found = END.exec(text)) {
    let end = found.index + found[0].length;
    let next = skipSpace(text, end);
    if (next === text.length) break;
    if (next === end && !WIDE_END.test(found[0])) continue;
    const source = sourceAfter(text, next, close);
    if (source !== undefined) {
      end = source;
      next = skipSpace(text, end);
      if (next === text.length) break;
    }
    if (!endsSentence(text, start, found, next)) continue;
    spans.push({ start, end });
    start = next;
    END.lastIndex = end;
  }
  spans.push({ start, end: text.length });
  return spans;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && SPACE.test(text.charAt(at))) at += 1;
  return at;
}

/** Where the next closing parenthesis is at or after a position, the text's end for none; positions must not go back. */
function closingParentheses(text: string): (from: number) => number {
  let at = -1;
  return (from) => {
    if (at < from) at = text.indexOf(')', from);
    if (at === -1) at = text.length;
    return at;
  };
}

/**
 * The end of "(AP, Itar-Tass, December 4)" at `at`, with a full stop after it; undefined when there is no parenthesis,
 * it is a sentence of its own, or the sentence goes on behind it.
 */
function sourceAfter(text: string, at: number, close: (from: number) => number): number | undefined {
  if (text.charAt(at) !== '(') return undefined;
  const closed = close(at);
  if (closed === text.length || closed - at > LONGEST_SOURCE || /[.!?…]/.test(text.charAt(closed - 1)))
    return undefined;
  if (!/\p{L}/u.test(text.slice(at, closed))) return undefined;
  let end = closed + 1;
  while (/[.”"’]/.test(text.charAt(end))) end += 1;
  const next = skipSpace(text, end);
  if (next === text.length) return end;
  return next > end && canBegin(text.slice(next, next + LOOK_AHEAD)) ? end : undefined;
}

/** True when these words can begin a sentence: a capital, a digit, a letter without case, or a sign that opens. */
function canBegin(words: string): boolean {
  return /^[^\p{Ll},;:.!?)\]%/]/u.test(words.replace(OPENING, ''));
}

function endsSentence(text: string, start: number, found: RegExpExecArray, next: number): boolean {
  const marks = found[0];
  if (WIDE_END.test(marks)) return true;
  const ahead = text.slice(next, next + LOOK_AHEAD);
  if (!canBegin(ahead)) return false;
  if (/^[!?]+["”’'»]/.test(marks) && SPEECH.test(ahead)) return false;
  if (!marks.startsWith('.') || marks.startsWith('..')) return true;

  const word = wordBefore(text, Math.max(start, found.index - LOOK_BACK), found.index);
  const beginsSentence = found.index - word.length === start;
  // "1. First point": a number that a list item begins with.
  if (beginsSentence && /^(?:\d{1,3}|\p{Lu})$/u.test(word)) return false;
  // A quotation or parenthesis that closes after an abbreviation has ended something.
  if (marks.length > 1 && !/^\.[’']$/.test(marks)) return !ALWAYS_GO_ON.has(word.toLowerCase());
  return endsAfter(word, ahead.replace(OPENING, ''), text.charAt(found.index - word.length - 2));
}

/** The word, with inner full stops, that ends at `to`. */
function wordBefore(text: string, from: number, to: number): string {
  let start = to;
  while (start > from && IN_WORD.test(text.charAt(start - 1))) start -= 1;
  return text.slice(start, to).replace(/^[.'’]+/, '');
}

/**
 * Whether the full stop after `word` ends the sentence, given that the words `ahead` could begin one.
 * @param before the character before the space in front of the word
 */
function endsAfter(word: string, ahead: string, before: string): boolean {
  const lower = word.toLowerCase();
  const following = FIRST_WORD.exec(ahead)?.[0] ?? '';
  const starter = !following.endsWith('.') && STARTERS.has(following.toLowerCase());
  if (lower === 'st') return starter;
  if (ALWAYS_GO_ON.has(lower)) return false;
  if (CLOCK.has(lower)) return !AFTER_CLOCK.has(following.toLowerCase().replace(/\.$/, '')) && !/^\d/.test(following);
  if (GO_ON_BEFORE_NUMBERS.has(lower) && /^\d/.test(following)) return false;
  if (END_BEFORE_STARTERS.has(lower)) return starter;
  if (STATES.has(lower) && before === ',' && word !== lower) return starter;
  if (/^\p{Lu}$/u.test(word)) return word === 'I' ? starter || /\p{Ll}/u.test(before) : starter;
  if (/^(?:\p{L}\.)+\p{L}$/u.test(word)) return starter;
  return true;
}
