import type { ParsedArticle, Span } from '../article/schema';
import { findOutlet } from '../sources/registry';
import type { TimeToken } from '../times/tokens';
import { Mentions } from './mentions';
import type { NamedMention, Quotation } from './model';
import { speakerIn } from './speakers';
import { TokenPlaces } from './token-places';
import { HEDGES, REPORTING_VERBS } from './words';

/** Tokens of a subject before its verb. */
const REACH = 14;

/**
 * Reported speech: "Ivanov said that Moscow would …", "officials warned the talks could fail". Precision first: the subject
 * stands right before the verb, and a clause after it. Sentences with a direct quotation are left to that.
 */
export function reportedSpeech(
  { sentences }: Pick<ParsedArticle, 'sentences'>,
  tokens: readonly TimeToken[],
  named: readonly NamedMention[],
  direct: readonly Quotation[],
): Quotation[] {
  const mentions = new Mentions(named, tokens);
  const places = new TokenPlaces(tokens);
  const found: Quotation[] = [];
  let quoted = 0;
  for (const sentence of sentences) {
    while (quoted < direct.length && (direct[quoted]?.end ?? 0) < sentence.start) quoted++;
    if ((direct[quoted]?.start ?? Number.POSITIVE_INFINITY) < sentence.end) continue;
    const from = places.from(sentence.start);
    const to = places.from(sentence.end);
    const speech = inSentence(tokens, from, to, mentions);
    if (speech) found.push(speech);
  }
  return found;
}

function inSentence(tokens: readonly TimeToken[], from: number, to: number, mentions: Mentions): Quotation | undefined {
  for (let verb = from + 1; verb < to - 3; verb++) {
    const token = tokens[verb];
    if (token?.kind !== 'word' || !REPORTING_VERBS.has(token.word) || /^\p{Lu}/u.test(token.text)) continue;
    const clause = clauseAfter(tokens, verb + 1, to);
    if (clause === undefined) continue;
    const speaker = speakerIn(tokens, Math.max(from, verb - REACH), verb, mentions);
    if (!speaker || speaker.kind === 'pronoun' || !endsBefore(tokens, speaker, verb)) continue;
    // "Interfax reported that Ivanov said …": the outlet is cited, it is Ivanov who speaks.
    if (speaker.kind === 'entity' && findOutlet(speaker.name)) continue;
    const [first, last] = [tokens[clause], lastWord(tokens, clause, to)];
    if (!first || !last) continue;
    return {
      start: first.start,
      end: last.end,
      form: 'indirect',
      speaker,
      cue: { start: token.start, end: token.end },
    };
  }
  return undefined;
}

/** Between subject and verb only what may stand there: an adverb, a day, an apposition. */
function endsBefore(tokens: readonly TimeToken[], speaker: Span, verb: number): boolean {
  let between = 0;
  for (let at = verb - 1; at >= 0 && (tokens[at]?.start ?? 0) >= speaker.end; at--) between++;
  return between <= 2 || tokens[verb - 1]?.text === ',';
}

/** Where the clause of what was said begins: after "that", or with a noun phrase that has a verb of its own. */
function clauseAfter(tokens: readonly TimeToken[], at: number, to: number): number | undefined {
  let start = at;
  // "told reporters on Monday that", "said on Monday that".
  for (let skip = 0; skip < 8 && start + skip < to; skip++)
    if (tokens[start + skip]?.word === 'that') return start + skip + 1 < to ? start + skip + 1 : undefined;
  if (/^[,:.;]$/.test(tokens[start]?.text ?? '')) return undefined;
  if (
    /^(?:to|the|a|an|by|in|of|for|with|as|up|about)$/.test(tokens[start]?.word ?? '') &&
    tokens[start]?.word !== 'the'
  )
    return undefined;
  while (
    start < at + 3 &&
    /^(?:on|today|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/.test(tokens[start]?.word ?? '')
  )
    start++;
  const finite = tokens.slice(start, Math.min(to, start + 16)).some(({ word }) => FINITE.has(word));
  return finite ? start : undefined;
}

const FINITE: ReadonlySet<string> = new Set(
  'is are was were will would has have had can could may might should must does do did'.split(' '),
);

/** Without the source in parentheses and the full stop. */
function lastWord(tokens: readonly TimeToken[], from: number, to: number): TimeToken | undefined {
  let at = to - 1;
  while (at > from && /^[.!?]$/.test(tokens[at]?.text ?? '')) at--;
  if (tokens[at]?.text === ')') {
    let open = at;
    while (open > from && tokens[open]?.text !== '(') open--;
    if (open > from) at = open - 1;
  }
  return tokens[at];
}

/** Words that weaken what a sentence says: "reportedly", "appears to", "is said to". */
export function hedges(tokens: readonly TimeToken[]): Span[] {
  const found: Span[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const candidates = BY_FIRST_WORD.get(tokens[at]?.word ?? '');
    const phrase = candidates?.find((words) => words.every((word, index) => tokens[at + index]?.word === word));
    const [first, last] = phrase ? [tokens[at], tokens[at + phrase.length - 1]] : [];
    if (!phrase || !first || !last) continue;
    found.push({ start: first.start, end: last.end });
    at += phrase.length - 1;
  }
  return found;
}

const BY_FIRST_WORD = new Map<string, (readonly string[])[]>();
for (const words of HEDGES) {
  const [first = ''] = words;
  BY_FIRST_WORD.set(
    first,
    [...(BY_FIRST_WORD.get(first) ?? []), words].sort((a, b) => b.length - a.length),
  );
}
