import type { ParsedArticle, Span } from '../article/schema';
import type { TimeToken } from '../times/tokens';
import { Antecedents } from './antecedents';
import { cueAfter } from './cue-after';
import { cueBefore, subjectBefore } from './cue-before';
import { describedBefore } from './described';
import { type Marked, markedStretches } from './marks';
import { Mentions } from './mentions';
import type { NamedMention, Quotation, Speaker } from './model';
import { TokenPlaces } from './token-places';
import type { Attribution } from './verbs';
import { HEAD_NOUNS, WORKS } from './words';

type Text = Pick<ParsedArticle, 'text' | 'paragraphs' | 'sentences'>;

/** What follows a colon and is shorter may be a name, code units. */
const LONG_SAYING = 12;
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
  const places = new TokenPlaces(tokens);
  const stretches = markedStretches(article.text, article.paragraphs);
  const persons = named.filter(({ type }) => type === 'PERSON');
  const antecedents = new Antecedents(article.text, article.paragraphs, article.sentences, persons, stretches);
  const found: Quotation[] = [];
  let last: { quotation: Quotation; paragraph: number; close: number; saidBy: number } | undefined;
  for (const marked of stretches) {
    const inner = article.text.slice(marked.start, marked.end);
    const open = places.from(marked.open);
    const close = places.from(marked.close);
    if (isNameOfWork(inner, tokens, open)) continue;
    const attribution = attributionOf(article.text, marked, tokens, open, close, places, mentions);
    const goesOn =
      !attribution &&
      last !== undefined &&
      (continuesQuotation(article.text, marked, last) || isSecondPart(article.text, marked, last));
    if (!attribution && !goesOn && !isClause(inner)) continue;
    if (!attribution && isTitle(inner)) continue;
    const speaker = attribution ? attribution.speaker : goesOn ? last?.quotation.speaker : undefined;
    const before = lastEntity(found, marked.paragraph, article);
    const resolved = speaker && resolve(speaker, marked, article.text, antecedents, before, tokens, places, mentions);
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
  const last = text.charAt(marked.end - 1);
  const brokenOff = /[,?!—–-]/.test(last) || text.charAt(marked.close) === ',';
  // A part of a sentence, "called it “a crime” and left": its verb stands before it, if there is one.
  if (!ended && !brokenOff && !introduced && sentence < open) {
    const found = cueBefore(tokens, sentence, open, mentions);
    if (found) return found;
  }
  if (!ended) {
    const found = cueAfter(tokens, close, mentions, brokenOff);
    if (found) return found;
  }
  if (sentence >= open) return undefined;
  const found = cueBefore(tokens, sentence, open, mentions);
  if (found || !/:$/.test(before)) return found;
  return marked.end - marked.start >= LONG_SAYING ? subjectBefore(tokens, sentence, open, mentions) : undefined;
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

/** "called the bill “a gift”, and the vote “theatre”": what is said in the rest of the clause is said by the same. */
function isSecondPart(
  text: string,
  marked: Marked,
  last: { paragraph: number; close: number; quotation: Quotation },
): boolean {
  if (marked.paragraph !== last.paragraph || !last.quotation.speaker || marked.open - last.close > 80) return false;
  return /^,?\s(?:and|or|but|then)\s[^.!?;:]*$/.test(text.slice(last.close, marked.open));
}

function isClause(inner: string): boolean {
  const words = inner.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length >= LONG_ENOUGH && !isTitle(inner);
}

/** "under the headline “…”", "the film “…”": the name of something, whoever speaks beside it. */
function isNameOfWork(inner: string, tokens: readonly TimeToken[], open: number): boolean {
  const before = tokens[open - 1]?.text === ',' ? tokens[open - 2] : tokens[open - 1];
  if (/^(?:headlined?|titled|entitled|title)$/.test(before?.word ?? '')) return true;
  return WORKS.has(before?.word ?? '') && isTitle(inner);
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
  text: string,
  antecedents: Antecedents,
  last: { id: string; name: string; end: number } | undefined,
  tokens: readonly TimeToken[],
  places: TokenPlaces,
  mentions: Mentions,
): Speaker {
  const { start, end } = speaker;
  const at = Math.min(start, marked.open);
  const words = text.slice(start, end);
  if (speaker.kind === 'pronoun') {
    const word = words.toLowerCase();
    if (word !== 'he' && word !== 'she') return speaker;
    const who = antecedents.ofPronoun(word === 'she' ? 'female' : 'male', at, marked.paragraph, last);
    return who ? { start, end, kind: 'entity', id: who.id, name: who.name, by: 'pronoun' } : speaker;
  }
  // "The minister", without more: somebody who was spoken of before.
  const noun = speaker.kind !== 'entity' ? /^the (\p{L}+)$/iu.exec(words)?.[1]?.toLowerCase() : undefined;
  if (noun === undefined || !HEAD_NOUNS.has(noun)) return speaker;
  const described = describedBefore(tokens, places.from(at) - 1, noun, mentions);
  if (described) return described;
  const who = antecedents.ofDescription(at, marked.paragraph, last);
  return who ? { start, end, kind: 'entity', id: who.id, name: who.name, by: 'description' } : speaker;
}

/** Who spoke last in the paragraph, if it was a person with a name. */
function lastEntity(
  found: readonly Quotation[],
  paragraph: number,
  { paragraphs }: Text,
): { id: string; name: string; end: number } | undefined {
  const before = found.at(-1);
  const start = paragraphs[paragraph]?.start ?? 0;
  if (!before || before.start < start || before.speaker?.kind !== 'entity' || !before.speaker.id.startsWith('person:'))
    return undefined;
  return { id: before.speaker.id, name: before.speaker.name, end: before.end };
}

function spanOf(tokens: readonly TimeToken[], { from, to }: Attribution): Span | undefined {
  const [first, last] = [tokens[from], tokens[Math.max(from, to - 1)]];
  return first && last && { start: first.start, end: last.end };
}
