import type { Span } from '../article/schema';
import type { TimeToken } from '../times/tokens';
import { cueAfter } from './cue-after';
import { cueBefore, subjectBefore } from './cue-before';
import type { Marked } from './marks';
import { byName } from './mentions';
import type { Quotation, Speaker } from './model';
import { type Setting, spokenBefore } from './setting';
import type { Attribution } from './verbs';
import { WORKS } from './words';

/** What follows a colon and is shorter may be a name, code units. */
const LONG_SAYING = 12;
/** Words of a quotation that stands by itself; a shorter one needs a verb of speech beside it. */
const LONG_ENOUGH = 5;

/**
 * Direct quotations with their speakers. What stands in quotation marks is one when somebody is said to say it, or when it is
 * as long as a clause; a word or two in marks without a verb of speech ("the so-called “warming”"), and a title in
 * capitals, are none. Linear in the text.
 */
export function directQuotations(setting: Setting): Quotation[] {
  const { text, tokens, places, paragraphs, resolver } = setting;
  const found: Quotation[] = [];
  let last: { quotation: Quotation; paragraph: number; close: number; saidBy: number } | undefined;
  for (const marked of setting.stretches) {
    const inner = text.slice(marked.start, marked.end);
    const open = places.from(marked.open);
    const close = places.from(marked.close);
    if (isNameOfWork(inner, tokens, open)) continue;
    const attribution = attributionOf(setting, marked, open, close);
    const goesOn =
      !attribution &&
      last !== undefined &&
      (continuesQuotation(text, marked, last) || isSecondPart(text, marked, last));
    if (!attribution && !goesOn && !isClause(inner) && !isSentence(text, marked)) continue;
    if (isTitle(inner) && !(attribution && isBeside(attribution, tokens, open))) continue;
    const alone = attribution || goesOn ? undefined : introducedBy(setting, marked, open);
    const speaker = attribution ? attribution.speaker : goesOn ? last?.quotation.speaker : alone;
    const before = spokenBefore(found, paragraphs[marked.paragraph]?.start ?? 0);
    // Whoever goes on has been resolved before.
    const resolved = goesOn ? speaker : speaker && resolver.resolve(speaker, marked.open, marked.paragraph, before);
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
  { text, tokens, places, mentions }: Setting,
  marked: Marked,
  open: number,
  close: number,
): Attribution | undefined {
  const before = text.slice(Math.max(0, marked.open - 3), marked.open).trimEnd();
  const ended = /[.]["'’”]?\s*$/.test(text.slice(marked.start, marked.end)) && !/[,]$/.test(before);
  const sentence = places.sentence(open);
  const introduced = /[,:]$/.test(before) || tokens[open - 1]?.word === 'that';
  if (introduced) {
    const found = cueBefore(tokens, sentence, open, mentions);
    if (found) return found;
  }
  const last = text
    .slice(Math.max(marked.start, marked.end - 3), marked.end)
    .replace(/[’'”"\s]+$/, '')
    .slice(-1);
  const brokenOff = /[,?!—–-]/.test(last) || text.charAt(marked.close) === ',';
  // A part of a sentence, "called it “a crime” and left": its verb stands before it, if there is one.
  if (!ended && !brokenOff && !introduced && sentence < open) {
    const found = cueBefore(tokens, sentence, open, mentions);
    if (found) return found;
  }
  // The next paragraph says who speaks in it.
  const isLast = /^["'”’»]?\s*\n/.test(text.slice(marked.close - 1, marked.close + 3));
  if (!ended && !isLast) {
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
    // "Called it “a lake.” Berg winced. “…”": nothing is left to say of who said the first.
    const isOver = last.saidBy === last.close && /[.!?]["'”’»]$/.test(text.slice(last.close - 2, last.close));
    if (isOver && /\p{L}/u.test(between)) return false;
    // "“A,” said X. X sighed. “B.”": who says B is another question.
    return (
      between.length <= 200 &&
      !/[.!?]\s+\S/.test(between.replace(/\b(?:\p{Lu}|Mr|Mrs|Ms|Dr|Sen|Rep|Gen|Col|St)\.\s/gu, ''))
    );
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

/** Longest sentence that only says who speaks next, tokens. */
const LONGEST_INTRODUCTION = 14;

/** "Mensch winced. “He meant well.”": the person with whom a short sentence right before begins, if it names no other. */
function introducedBy(
  { text, tokens, places, mentions, paragraphs }: Setting,
  marked: Marked,
  open: number,
): Speaker | undefined {
  if (!isSentence(text, marked)) return undefined;
  const from = places.sentence(Math.max(0, open - 1));
  if (open - from > LONGEST_INTRODUCTION || from >= open - 1) return undefined;
  if ((tokens[from]?.start ?? 0) < (paragraphs[marked.paragraph]?.start ?? 0)) return undefined;
  const persons = mentions.within(from, open).filter(({ mention }) => mention.type === 'PERSON');
  const [first] = persons;
  const pronoun = [tokens[from], tokens[from + 1]].find((token) => /^s?he$/.test(token?.word ?? ''));
  if (!first && pronoun) return { start: pronoun.start, end: pronoun.end, kind: 'pronoun' };
  if (!first || first.token - from > 3 || persons.some(({ mention }) => mention.id !== first.mention.id))
    return undefined;
  // "Ivanov’s silence was noted": it is about something of his.
  return /^['’]s?$/.test(tokens[first.to]?.text ?? '') ? undefined : byName(first.mention);
}

/** Quoted words that are a sentence of their own, with its punctuation inside: “Twice.” */
function isSentence(text: string, { start, end, open }: Marked): boolean {
  return (
    /[.,!?…]$/.test(text.slice(start, end)) &&
    /(?:^|[.!?:]["'”’»)]?\s+|\n\s*)$/.test(text.slice(Math.max(0, open - 6), open))
  );
}

function isClause(inner: string): boolean {
  const words = inner.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length >= LONG_ENOUGH && !isTitle(inner);
}

/** "under the headline “…”", "the film “…”": the name of something, whoever speaks beside it. */
function isNameOfWork(inner: string, tokens: readonly TimeToken[], open: number): boolean {
  const before = tokens[open - 1]?.text === ',' ? tokens[open - 2] : tokens[open - 1];
  if (/^(?:headlined?|titled|entitled|title)$/.test(before?.word ?? '')) return true;
  // "The so-called “guard of the frontier”", "which calls itself the “Army of the Republic”".
  const named = DETERMINER.test(before?.word ?? '') ? open - 2 : open - 1;
  if (tokens[named]?.word === 'called' && tokens[named - 1]?.text === '-') return true;
  if (REFLEXIVE.test(tokens[named]?.word ?? '') && NAMING.test(tokens[named - 1]?.word ?? '')) return true;
  // "Known as “Hemeti”", "named “Odysseus,”": a name, unless it is a sentence.
  if (NAMED.test(before?.word ?? '') && isShort(inner)) return true;
  if (before?.word === 'as' && /^known$/.test(tokens[open - 2]?.word ?? '') && isShort(inner)) return true;
  return WORKS.has(before?.word ?? '') && isTitle(inner);
}

const DETERMINER = /^(?:the|an?)$/;
const REFLEXIVE = /^(?:itself|himself|herself|themselves|myself|ourselves)$/;
const NAMING = /^(?:call(?:s|ed|ing)?|styl(?:es|ed|ing)|nam(?:es|ed|ing)|dub(?:s|bed))$/;
const NAMED = /^(?:named|nicknamed|codenamed|christened|dubbed|name|names|nickname|alias|aka|word|words|term|phrase)$/;
const isShort = (inner: string): boolean => (inner.match(/[\p{L}\p{N}]+/gu) ?? []).length < LONG_ENOUGH;

/** Title case from end to end: a book, a film, a programme. */
function isTitle(inner: string): boolean {
  const words = inner.match(/[\p{L}][\p{L}\p{M}’'-]*/gu) ?? [];
  if (words.length > 14 || /[.,!?]$/.test(inner.trim())) return false;
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word));
  return capitals.length > 1 && words.every((word) => capitals.includes(word) || IN_TITLES.test(word));
}

/** Short words that titles leave without a capital. */
const IN_TITLES = /^\p{L}{1,3}$|^(?:from|with|into|over|upon)$/u;

/** Whether nothing but a mark or "that" stands between a quotation and the words that say who says so. */
function isBeside({ to }: Attribution, tokens: readonly TimeToken[], open: number): boolean {
  if (to > open) return false;
  return tokens.slice(to, open).every(({ kind, word }) => kind === 'mark' || word === 'that');
}

function spanOf(tokens: readonly TimeToken[], { from, to }: Attribution): Span | undefined {
  const [first, last] = [tokens[from], tokens[Math.max(from, to - 1)]];
  return first && last && { start: first.start, end: last.end };
}
