import type { Span } from '../article/schema';
import { type Term, termsIn } from './rules';
import { broaderOf, type Topic, topicOf } from './taxonomy';
import type { Word } from './terms';

/** A topic that an article was found to be of, with the words of its text that decided it. */
export interface FoundTopic extends Topic {
  score: number;
  broader: Topic[];
  words: Span[];
  /** Different terms, those of the title among them. */
  terms: string[];
  inTitle: string[];
}

/** What counts more than a word of the text does. */
const IN_TITLE = 2.5;
const IN_LEAD = 1.5;
/** The least score of a top-level topic, and of one below it, of a text of so many words; longer ones need more. */
const LEAST = 7;
const LEAST_BELOW = 5;
const WORDS = 200;
/** Topics at the top that score less than this share of the best are by the way. */
const SHARE = 0.45;
const MOST_TOP = 3;
const MOST_BELOW = 5;
/** The weight of a term that decides by itself. */
const DECIDES = 4;
const MOST_WORDS = 12;

interface Heard {
  term: Term;
  score: number;
  spans: Span[];
  inTitle: boolean;
}

/**
 * The topics of an article by the terms in it: a topic's score is the sum over its different terms, and those of the topics
 * below it, of the term's weight, more for the title and the first paragraph and a little more for each repetition, over the
 * logarithm of the text's length. Says nothing where that is too little, or rests on one term that does not decide.
 * @param lead where the first paragraph ends, code units
 */
export function topicsOf(title: readonly Word[], text: readonly Word[], lead: number): FoundTopic[] {
  const heard = hear(title, text, lead);
  const norm = 1 + Math.max(0, Math.log(text.length / WORDS));
  const byTopic = new Map<string, { weight: number; heard: Heard }[]>();
  for (const each of heard) {
    const weights = new Map<string, number>();
    for (const { id, weight } of each.term.speaksOf)
      for (const topic of [id, ...broaderOf(id).map((broader) => broader.id)])
        weights.set(topic, Math.max(weights.get(topic) ?? 0, weight));
    for (const [id, weight] of weights) {
      const evidence = byTopic.get(id) ?? [];
      evidence.push({ weight, heard: each });
      byTopic.set(id, evidence);
    }
  }
  const all = [...byTopic].flatMap(([id, evidence]) => foundTopic(id, evidence, norm) ?? []);
  const top = all.filter(({ broader }) => broader.length === 0).sort((a, b) => b.score - a.score);
  const best = top[0]?.score ?? 0;
  const kept = top.filter(({ score }) => score >= LEAST && score >= SHARE * best).slice(0, MOST_TOP);
  const candidates = all
    .filter(({ broader: [first], score }) => score >= LEAST_BELOW && kept.some(({ id }) => id === first?.id))
    .sort((a, b) => b.score - a.score || b.broader.length - a.broader.length);
  const below = candidates.filter((topic) => !candidates.some((other) => saysMore(other, topic)));
  return [...kept, ...below.slice(0, MOST_BELOW)];
}

/** Whether nearly all that speaks of a topic speaks of this one below it: "drought" says more than "natural disasters". */
const saysMore = (below: FoundTopic, topic: FoundTopic): boolean =>
  below.score >= 0.8 * topic.score && below.broader.some(({ id }) => id === topic.id);

function hear(title: readonly Word[], text: readonly Word[], lead: number): Heard[] {
  const byTerm = new Map<Term, { count: number; place: number; spans: Span[]; inTitle: boolean }>();
  const listen = (words: readonly Word[], placeOf: (start: number) => number, isTitle: boolean) => {
    for (const { term, start, end } of termsIn(words)) {
      if (term.speaksOf.length === 0) continue;
      const seen = byTerm.get(term) ?? { count: 0, place: 1, spans: [], inTitle: false };
      seen.count++;
      seen.place = Math.max(seen.place, placeOf(start));
      seen.inTitle ||= isTitle;
      if (!isTitle && seen.spans.length < MOST_WORDS) seen.spans.push({ start, end });
      byTerm.set(term, seen);
    }
  };
  listen(title, () => IN_TITLE, true);
  listen(text, (start) => (start < lead ? IN_LEAD : 1), false);
  return [...byTerm].map(([term, { count, place, spans, inTitle }]) => ({
    term,
    score: (1 + Math.log(count)) * place,
    spans,
    inTitle,
  }));
}

/**
 * Whether two terms speak of the same topic, this one or one below it: words that each speak of something else under one
 * roof ("hotel", "coffee", "refinery") do not come to a topic.
 */
function coheres(id: string, evidence: readonly { heard: Heard }[]): boolean {
  const heardOf = new Set<string>();
  for (const { heard } of evidence) {
    for (const { id: own } of heard.term.speaksOf) {
      if (own !== id && !broaderOf(own).some((broader) => broader.id === id)) continue;
      if (heardOf.has(own)) return true;
      heardOf.add(own);
    }
  }
  return false;
}

function foundTopic(
  id: string,
  evidence: readonly { weight: number; heard: Heard }[],
  norm: number,
): FoundTopic | undefined {
  const topic = topicOf(id);
  const spans = evidence.flatMap(({ heard }) => heard.spans).sort((a, b) => a.start - b.start);
  const decided = evidence.some(({ weight, heard }) => weight >= DECIDES && heard.score > 1);
  // Of the title alone nothing is said: the words have to stand in the text.
  if (!topic || spans.length === 0 || (!decided && !coheres(id, evidence))) return undefined;
  const strongest = [...evidence].sort((a, b) => b.weight * b.heard.score - a.weight * a.heard.score);
  const score = evidence.reduce((sum, { weight, heard }) => sum + weight * heard.score, 0) / norm;
  return {
    ...topic,
    score: Math.round(score * 10) / 10,
    broader: broaderOf(id),
    words: spans.slice(0, MOST_WORDS),
    terms: strongest.map(({ heard }) => heard.term.words).slice(0, MOST_WORDS),
    inTitle: strongest.flatMap(({ heard }) => (heard.inTitle ? [heard.term.words] : [])),
  };
}
