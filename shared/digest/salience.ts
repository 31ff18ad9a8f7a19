import type { ParsedArticle, Span } from '../article/schema';
import type { Annotation, EntityRef, Extractor, Mention, SalienceParts } from '../extractors/extractor';
import { DIGEST_EXTRACTORS } from '../extractors/versions';
import { subjectsIn } from './subjects';

/** What each part adds at most; together 1. The title is an editor's own word on what the text is about. */
const WEIGHTS = { title: 0.3, lead: 0.2, frequency: 0.35, subject: 0.15 } as const;
/** Mentions below which being named most often says little. */
const FEW = 3;
/** Entities of one article that it is said of, the most salient first. */
const MOST = 100;
const LONGEST_NAME = 8;

/**
 * How much an article is about each entity that it names (after the features that Gamon et al. 2013 and Dunietz & Gillick 2014
 * found to tell most: headline, place of the first mention, frequency, and subjects). Language matters for subjects only.
 */
export const salienceExtractor: Extractor = {
  ...DIGEST_EXTRACTORS.salience,
  reads: ['mention', 'citation'],
  extract(article, { annotations, reading }) {
    const mentions = outsideCitations(annotations);
    const subjects = reading.isEnglish ? subjectsIn(article, mentions) : new Set<number>();
    const found = [...partsOf(article, mentions, subjects).values()];
    const scores = salienceScores(found.map(({ parts }) => parts));
    return found
      .map(({ first, entity, parts }, at) => ({ first, value: { entity, score: scores[at] ?? 0, parts } }))
      .sort((a, b) => b.value.score - a.value.score || a.first.start - b.first.start)
      .slice(0, MOST)
      .map(({ first: { start, end }, value }) => ({ kind: 'salience' as const, start, end, value }));
  },
};

/**
 * Scores from 0 to 1 for the entities of one article, in the order of `parts`: weights for standing in the title and in the
 * first paragraph, for being named as often as the one that is named most, and for the share of mentions that are subjects.
 */
export function salienceScores(parts: readonly SalienceParts[]): number[] {
  const most = parts.reduce((highest, { mentions }) => Math.max(highest, mentions), FEW);
  return parts.map(({ title, lead, mentions, subjects }) => {
    const score =
      (title ? WEIGHTS.title : 0) +
      (lead ? WEIGHTS.lead : 0) +
      WEIGHTS.frequency * (mentions / most) +
      WEIGHTS.subject * Math.min(1, subjects / Math.max(mentions, FEW));
    return Math.round(score * 1000) / 1000;
  });
}

/** The mentions, in text order, without the papers and agencies that a parenthesis names as its sources. */
export function outsideCitations(annotations: readonly Annotation[]): Mention[] {
  const inOrder = [...annotations].sort((a, b) => a.start - b.start || b.end - a.end);
  let cited = 0;
  return inOrder.flatMap((annotation) => {
    if (annotation.kind === 'citation' && annotation.value.form === 'parenthesis') cited = annotation.end;
    return annotation.kind === 'mention' && annotation.start >= cited ? [annotation] : [];
  });
}

interface Found {
  first: Span;
  entity: EntityRef;
  parts: SalienceParts;
}

function partsOf(article: ParsedArticle, mentions: readonly Mention[], subjects: ReadonlySet<number>) {
  const inTitle = wordRunsOf(printedTitle(article));
  const lead = article.paragraphs.find(({ kind }) => kind === 'body');
  const found = new Map<string, Found>();
  for (const { start, end, value } of mentions) {
    const seen = found.get(value.id) ?? {
      first: { start, end },
      entity: value,
      parts: { title: false, lead: false, mentions: 0, subjects: 0 },
    };
    seen.parts.mentions++;
    if (subjects.has(start)) seen.parts.subjects++;
    seen.parts.lead ||= lead !== undefined && start >= lead.start && end <= lead.end;
    seen.parts.title ||= end - start <= 200 && inTitle.has(plain(article.text.slice(start, end)));
    found.set(value.id, seen);
  }
  return found;
}

/** The title, unless it was made of the text itself. */
export function printedTitle({ metadata: { title } }: Pick<ParsedArticle, 'metadata'>): string {
  return title.evidence.from === 'derived' ? '' : title.value;
}

/** All runs of up to eight words of a title, so that a name is found in it by one look. */
function wordRunsOf(title: string): ReadonlySet<string> {
  const words = plain(title).split(' ').filter(Boolean);
  const runs = new Set<string>();
  for (let from = 0; from < words.length; from++)
    for (let to = from + 1; to <= Math.min(words.length, from + LONGEST_NAME); to++)
      runs.add(words.slice(from, to).join(' '));
  return runs;
}

/** Without case, punctuation and the ending of a possessive. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/['’]s(?![\p{L}\p{N}])/gu, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
