import type { ParsedArticle, Span } from '../article/schema';
import type { TimeToken } from '../times/tokens';
import { type Attribution, cueAfter, cueBefore } from './cues';
import { type Marked, markedStretches } from './marks';
import type { NamedMention, Quotation, Speaker } from './model';
import { antecedent, Mentions } from './speakers';

type Text = Pick<ParsedArticle, 'text' | 'paragraphs' | 'sentences'>;

/** Words of a quotation that stands by itself; a shorter one needs a verb of speech beside it. */
const LONG_ENOUGH = 5;

/**
 * Direct quotations with their speakers. What stands in quotation marks is one when somebody is said to say it, or when it is
 * as long as a clause; a word or two in marks without a verb of speech ("the so-called “warming”"), and a title in
 * capitals, are none. Linear in the text.
 */
export function directQuotations(
  article: Text,
  tokens: readonly TimeToken[],
  named: readonly NamedMention[],
): Quotation[] {
  const mentions = new Mentions(named, tokens);
  const persons = named.filter(({ type }) => type === 'PERSON');
  const places = new TokenPlaces(tokens);
  const found: Quotation[] = [];
  let last: { quotation: Quotation; paragraph: number; close: number; saidBy: number } | undefined;
  for (const marked of markedStretches(article.text, article.paragraphs)) {
    const inner = article.text.slice(marked.start, marked.end);
    const open = places.from(marked.open);
    const close = places.from(marked.close);
    const attribution = attributionOf(article.text, marked, tokens, open, close, places, mentions);
    const goesOn = !attribution && last !== undefined && continuesQuotation(article.text, marked, last);
    if (!attribution && !goesOn && !isClause(inner)) continue;
    if (!attribution && isTitle(inner)) continue;
    const speaker = attribution ? attribution.speaker : goesOn ? last?.quotation.speaker : undefined;
    const resolved =
      speaker && resolve(speaker, marked, article, persons, lastEntity(found, marked.paragraph, article));
    const cue = attribution && spanOf(tokens, attribution);
    const quotation: Quotation = { start: marked.start, end: marked.end, form: 'direct', speaker: resolved, cue };
    found.push(quotation);
    last = {
      quotation,
      paragraph: marked.paragraph,
      close: marked.close,
      saidBy: Math.max(marked.close, cue?.end ?? 0),
    };
  }
  return found;
}

function attributionOf(
  text: string,
  marked: Marked,
  tokens: readonly TimeToken[],
  open: number,
  close: number,
  places: TokenPlaces,
  mentions: Mentions,
): Attribution | undefined {
  const before = text.slice(Math.max(0, marked.open - 3), marked.open).trimEnd();
  const ended = /[.]["'’”]?\s*$/.test(text.slice(marked.start, marked.end)) && !/[,]$/.test(before);
  const sentence = places.sentence(open);
  const introduced = /[,:]$/.test(before) || tokens[open - 1]?.word === 'that';
  if (introduced) {
    const found = cueBefore(tokens, sentence, open, mentions);
    if (found) return found;
  }
  if (!ended) {
    const found = cueAfter(tokens, close, mentions);
    if (found) return found;
  }
  return sentence < open ? cueBefore(tokens, sentence, open, mentions) : undefined;
}

/** “A,” he said. “B.”: the same voice goes on where nothing but its attribution stands between. */
function continuesQuotation(
  text: string,
  marked: Marked,
  last: { paragraph: number; close: number; saidBy: number; quotation: Quotation },
): boolean {
  if (marked.paragraph === last.paragraph) {
    const between = text.slice(last.saidBy, marked.open);
    // It begins a sentence of its own, or the second half of the one that was broken off.
    const begins = /[.!?]["'”’]?\s+$|^[,;]?\s*$/.test(
      text.slice(Math.max(last.saidBy - 2, marked.open - 6), marked.open),
    );
    if (!begins) return false;
    return between.length <= 200 && !/[.!?]\s+\S[^.!?]{25,}$/.test(between.slice(0, 200));
  }
  // Paragraphs that each open with a mark, the one before not closed.
  return marked.paragraph === last.paragraph + 1 && last.close === last.quotation.end;
}

function isClause(inner: string): boolean {
  const words = inner.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length >= LONG_ENOUGH && !isTitle(inner);
}

/** Title case from end to end: a book, a film, a programme. */
function isTitle(inner: string): boolean {
  const words = inner.match(/[\p{L}][\p{L}\p{M}’'-]*/gu) ?? [];
  const long = words.filter((word) => word.length > 3);
  if (words.length === 0 || words.length > 14 || /[.!?]$/.test(inner.trim()) || long.length < 2) return false;
  return long.every((word) => /^\p{Lu}/u.test(word));
}

function resolve(
  speaker: Speaker,
  marked: Marked,
  { paragraphs }: Text,
  persons: readonly NamedMention[],
  lastSpeaker: { id: string; name: string } | undefined,
): Speaker {
  if (speaker.kind !== 'pronoun') return speaker;
  const paragraph = paragraphs[marked.paragraph];
  if (!paragraph) return speaker;
  const who = antecedent(
    { start: Math.min(speaker.start, marked.open), end: speaker.end },
    paragraph,
    paragraphs[marked.paragraph - 1],
    persons,
    lastSpeaker,
  );
  return who ? { start: speaker.start, end: speaker.end, kind: 'entity', ...who, by: 'pronoun' } : speaker;
}

/** Who spoke last in the paragraph, if it was a person with a name. */
function lastEntity(
  found: readonly Quotation[],
  paragraph: number,
  { paragraphs }: Text,
): { id: string; name: string } | undefined {
  const before = found.at(-1);
  const start = paragraphs[paragraph]?.start ?? 0;
  if (!before || before.start < start || before.speaker?.kind !== 'entity') return undefined;
  return { id: before.speaker.id, name: before.speaker.name };
}

function spanOf(tokens: readonly TimeToken[], { from, to }: Attribution): Span | undefined {
  const [first, last] = [tokens[from], tokens[Math.max(from, to - 1)]];
  return first && last && { start: first.start, end: last.end };
}

/** Finds tokens by offset, and the first token of a sentence. */
export class TokenPlaces {
  private readonly starts: number[];
  private readonly sentences: number[];

  constructor(tokens: readonly TimeToken[]) {
    this.starts = tokens.map(({ start }) => start);
    let first = 0;
    this.sentences = tokens.map((token, at) => {
      if (token.first) first = at;
      return first;
    });
  }

  /** The first token that starts at `offset` or after it, by bisection. */
  from(offset: number): number {
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  sentence(token: number): number {
    return this.sentences[Math.min(token, this.sentences.length - 1)] ?? 0;
  }
}
