import type { ParsedArticle, Sentence, Span } from '../article/schema';
import { lastStarting } from '../bisect';
import type { Annotation, AnnotationDraft, Extractor } from '../extractors/extractor';
import { DIGEST_EXTRACTORS } from '../extractors/versions';
import { behindDateline } from './dateline';

const SENTENCES = 2;
/** Words of a sentence that can stand by itself. */
const FEWEST_WORDS = 6;
const MOST_WORDS = 60;
const LONG_WORDS = 40;
/** The same in code units: what is longer is not looked at. */
const LONGEST = 600;
/** A sentence that shares more of its words with the one before says it again. */
const SAME = 0.6;
/** What the first sentences have before the others: news says first what matters most. */
const PLACES = [1, 0.6, 0.45, 0.35, 0.3];
const LATER = 0.15;
/** Salience and keywords that count at most. */
const MOST_ABOUT = 1.5;

/** A sentence that leans on the one before it, or is one's own thought. */
const LEANING =
  /^(?:but|and|or|so|yet|however|moreover|furthermore|also|nor|thus|therefore|instead|meanwhile|he|she|it|they|this|that|these|those|such|his|her|their|its|both|neither|here|there|then|i|we|you|still|even so|in addition|by contrast|for example|for instance|as a result|the same|the former|the latter)(?![\p{L}’'-])/iu;
const ASKS_OR_OPENS = /[?:]["'”’)]*$/;
const OPENS_WITH_QUOTE = /^["“«‘„]/;
const BYLINE =
  /^(?:by|from|photo|photograph|picture|source|editing|reporting|compiled|contact|copyright|©|read more|see also|subscribe|advertisement|correction|editor’s note|editor's note)(?![\p{L}])/iu;
const HAS_VERB =
  /(?:^|[^\p{L}])(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|do|does|did|said|says|told|\p{Ll}{2,}(?:ed|es)|took|made|held|met|went|came|gave|won|lost|led|began|fell|rose|left|put|set|cut|hit|saw|got|sent|kept|found|brought|signed|became|spoke|stood|broke|fought|struck|shot|sold|bought|paid|ran|flew|wrote|chose|drew|grew|knew|threw|told|thought|built|spent|won|let|shut|read|beat|quit|hurt|cast|spread|remains?|[\p{Ll}]{3,}s)(?![\p{L}])/u;

interface Candidate extends Span {
  order: number;
  score: number;
  because: string;
  words: ReadonlySet<string>;
}

/**
 * Two sentences of the text that stand for it (one, or none, where there are no more that can): chosen by their place, by
 * the entities and keywords that they name, and by whether they can be read alone. Never a heading, caption, byline, source
 * in parentheses or quotation. English; linear in the text.
 */
export const summaryExtractor: Extractor = {
  ...DIGEST_EXTRACTORS.summary,
  languages: ['en'],
  reads: ['mention', 'citation', 'quotation', 'salience', 'keyword'],
  extract(article, { annotations }) {
    const candidates = candidatesIn(article, annotations);
    const ranked = [...candidates].sort((a, b) => b.score - a.score || a.start - b.start);
    const [best, ...others] = ranked;
    const second = best && others.find((other) => overlap(best.words, other.words) < SAME);
    return [best, second].slice(0, SENTENCES).flatMap((each, at): AnnotationDraft[] => {
      if (!each) return [];
      const { start, end, score, because } = each;
      const value = { rank: at + 1, score: Math.round(score * 1000) / 1000 };
      return [{ kind: 'summary', start, end, value, reason: because }];
    });
  },
};

function candidatesIn(article: ParsedArticle, annotations: readonly Annotation[]): Candidate[] {
  const { text, paragraphs, sentences } = article;
  const about = aboutBySentence(sentences, annotations);
  const quoted = quotedBySentence(sentences, annotations);
  const candidates: Candidate[] = [];
  let order = 0;
  const cited = citedEnds(annotations);
  for (const [at, sentence] of sentences.entries()) {
    if (paragraphs[sentence.paragraph]?.kind !== 'body') continue;
    const { end } = withoutSource(text, sentence, cited);
    const span = { start: behindDateline(text, sentence), end };
    const words = text.slice(span.start, span.end);
    const place = order;
    if (words.length > LONGEST || !canStand(words, quoted[at] ?? 0, span)) continue;
    order++;
    const counted = words.match(/\p{L}[\p{L}\p{M}’'-]*/gu) ?? [];
    if (counted.length < FEWEST_WORDS || counted.length > MOST_WORDS) continue;
    const { score: names, what } = about[at] ?? { score: 0, what: [] };
    const leaning = place > 0 && LEANING.test(words);
    const score =
      (PLACES[place] ?? LATER) +
      Math.min(MOST_ABOUT, names) * 0.6 -
      (leaning ? 0.5 : 0) -
      (counted.length > LONG_WORDS ? 0.25 : 0);
    const parts = [
      place === 0 ? 'the first sentence' : `sentence ${place + 1}`,
      ...(what.length > 0 ? [`names ${what.slice(0, 5).join(', ')}`] : []),
      ...(leaning ? ['leans on the one before'] : []),
    ];
    candidates.push({
      ...span,
      order: place,
      // A late, long sentence that leans on another is worth nothing, not less.
      score: Math.max(0, score),
      because: parts.join('; '),
      words: new Set(counted.map((word) => word.toLowerCase())),
    });
  }
  return candidates;
}

/** Whether the words are a statement of the article's own. */
function canStand(words: string, quoted: number, { start, end }: Span): boolean {
  if (quoted > (end - start) * 0.5 || OPENS_WITH_QUOTE.test(words) || ASKS_OR_OPENS.test(words)) return false;
  if (BYLINE.test(words) || /^\(.*\)\.?$/s.test(words)) return false;
  if (!/[.!…]["'”’)]*$/.test(words) || !HAS_VERB.test(words)) return false;
  // A quotation that is opened and not closed, or the other way round.
  if (count(words, /[“]/g) !== count(words, /[”]/g) || count(words, /"/g) % 2 === 1) return false;
  return words !== words.toUpperCase();
}

const count = (words: string, pattern: RegExp): number => (words.match(pattern) ?? []).length;

/** The sentence up to the sources that it is cited from: "… last week (Reuters, December 16)." */
function withoutSource(text: string, { start, end }: Span, cited: ReadonlyMap<number, number>): Span {
  const tail = /[.”"’\s]{0,4}$/.exec(text.slice(start, end))?.[0].length ?? 0;
  const from = cited.get(end - tail) ?? cited.get(end);
  if (from === undefined || from <= start) return { start, end };
  // The full stop after the parenthesis goes with it, the one before it stays.
  const words = text.slice(start, from).trimEnd();
  return /[.!?…]["'”’]*$/.test(words) ? { start, end: start + words.length } : { start, end };
}

/** Where each citation in parentheses begins, by where it ends. */
function citedEnds(annotations: readonly Annotation[]): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  for (const annotation of annotations)
    if (annotation.kind === 'citation' && annotation.value.form === 'parenthesis')
      ends.set(annotation.end, annotation.start);
  return ends;
}

/** The salience of the entities and the keywords that each sentence names. */
function aboutBySentence(sentences: readonly Sentence[], annotations: readonly Annotation[]) {
  const salience = new Map<string, number>();
  for (const { kind, value } of annotations) if (kind === 'salience') salience.set(value.entity.id, value.score);
  const about = sentences.map(() => ({ score: 0, what: [] as string[], seen: new Set<string>() }));
  for (const annotation of annotations) {
    if (annotation.kind !== 'mention') continue;
    const found = about[lastStarting(sentences, annotation.start)];
    const { id, name } = annotation.value;
    const score = salience.get(id) ?? 0;
    if (!found || found.seen.has(id) || score < 0.1) continue;
    found.seen.add(id);
    found.score += score;
    found.what.push(name);
  }
  return about;
}

/** Code units of each sentence that stand in direct quotations. */
function quotedBySentence(sentences: readonly Sentence[], annotations: readonly Annotation[]): number[] {
  const quoted = sentences.map(() => 0);
  for (const annotation of annotations) {
    if (annotation.kind !== 'quotation' || annotation.value.form !== 'direct') continue;
    for (let sentence = lastStarting(sentences, annotation.start); sentence < sentences.length; sentence++) {
      const { start, end } = sentences[sentence] ?? { start: 0, end: 0 };
      if (start >= annotation.end) break;
      quoted[sentence] =
        (quoted[sentence] ?? 0) + Math.max(0, Math.min(end, annotation.end) - Math.max(start, annotation.start));
    }
  }
  return quoted;
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared / Math.max(1, Math.min(a.size, b.size));
}
