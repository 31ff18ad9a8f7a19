import type { Paragraph, Sentence, Suspicion } from '../schema';

/** Letters of a paragraph that is worth a word about its capitals. */
const FEWEST_LETTERS = 12;
const MOST_SUSPICIONS = 100;
const LONGEST_HEADLINE = 140;

/**
 * What looks damaged in a text and cannot be repaired for certain, with a score from 0 to 1: paragraphs in capitals (which of
 * their words are names is lost), a headline of the next item after the last sentence, letters lost in decoding, and words
 * that seem to be two.
 */
export function suspicionsOf(
  text: string,
  paragraphs: readonly Paragraph[],
  sentences: readonly Sentence[],
): Suspicion[] {
  const found = [
    ...capitals(text, paragraphs),
    ...gluedHeadline(text, paragraphs, sentences),
    ...patterns(text, paragraphs),
  ];
  return found.slice(0, MOST_SUSPICIONS);
}

function capitals(text: string, paragraphs: readonly Paragraph[]): Suspicion[] {
  return paragraphs.flatMap(({ kind, start, end }) => {
    if (kind === 'code') return [];
    const words = text.slice(start, end);
    const upper = words.match(/\p{Lu}/gu)?.length ?? 0;
    const lower = words.match(/\p{Ll}/gu)?.length ?? 0;
    if (upper < FEWEST_LETTERS || !/\p{Lu}{2}[^\p{L}]{1,3}\p{Lu}{2}/u.test(words)) return [];
    const score = round(upper / (upper + lower));
    return score >= 0.9 ? [{ kind: 'all-caps' as const, start, end, score }] : [];
  });
}

/** "… next week. NATO Ministers Meet in Oslo": the last words have no full stop, and most of them a capital. */
function gluedHeadline(text: string, paragraphs: readonly Paragraph[], sentences: readonly Sentence[]): Suspicion[] {
  const last = sentences.at(-1);
  const before = sentences.at(-2);
  const paragraph = last && paragraphs[last.paragraph];
  if (!last || !before || paragraph?.kind !== 'body' || last.end - last.start > LONGEST_HEADLINE) return [];
  const words = text.slice(last.start, last.end);
  if (/[.!?…:;,”"’')\]]$/.test(words) || !/[.!?][”"’')]*$/.test(text.slice(before.start, before.end))) return [];
  const all = words.match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? [];
  const long = all.filter((word) => word.length > 3);
  if (all.length < 3 || long.length < 2 || /[@/]|https?:|\d{3,}/.test(words)) return [];
  const share = long.filter((word) => /^\p{Lu}/u.test(word)).length / long.length;
  if (share < 0.7) return [];
  // In a paragraph of its own it may as well be a signature or a credit.
  const score = before.paragraph === last.paragraph ? 0.9 * share : 0.5 * share;
  return [{ kind: 'glued-headline', start: last.start, end: last.end, score: round(score) }];
}

const PATTERNS: readonly [Suspicion['kind'], RegExp, number][] = [
  ['lost-letters', /\ufffd{1,100}/g, 1],
  ['mojibake', /(?:Ã[\u0080-\u00bf‚-™]|â€|Ð[\u0080-\u00bf‚-™]){1,50}/g, 0.8],
  ['lost-space', /(?<![\p{L}\p{N}_@/.#-])\p{Lu}\p{Ll}{3,40}\p{Lu}\p{Ll}{3,40}(?![\p{L}\p{N}_@/(])/gu, 0.3],
  ['lost-space', /(?<![\p{L}\p{N}_@/.:-])\p{Ll}{3,40},\p{Ll}{2,40}(?![\p{L}\p{N}_@/:,(])/gu, 0.7],
  [
    'hyphenation',
    /(?<![\p{L}\p{N}-])\p{L}{2,40}- (?!and |or |to |und |und |et |y |e )\p{Ll}{3,40}(?![\p{L}\p{N}])/gu,
    0.5,
  ],
];

function patterns(text: string, paragraphs: readonly Paragraph[]): Suspicion[] {
  return paragraphs.flatMap(({ kind, start, end }) => {
    if (kind === 'code') return [];
    const words = text.slice(start, end);
    return PATTERNS.flatMap(([of, pattern, score]) =>
      [...words.matchAll(pattern)].map(({ 0: found, index }) => ({
        kind: of,
        start: start + index,
        end: start + index + found.length,
        score,
      })),
    );
  });
}

const round = (score: number) => Math.round(score * 100) / 100;
