import type { ParsedArticle } from '../../../shared/article/schema';
import { splitSentences } from '../../../shared/article/sentences';
import { entityExtractor } from '../../../shared/entities/extractor';
import type { MentionDraft } from '../../../shared/extractors/extractor';
import { Reading } from '../../../shared/extractors/reading';

/** An article of paragraphs, with sentences as the parser finds them. */
export function articleOf(paragraphs: readonly string[], language?: string): ParsedArticle {
  const text = paragraphs.join('\n\n');
  let start = 0;
  const spans = paragraphs.map((paragraph) => {
    const span = { start, end: start + paragraph.length, kind: 'body' as const };
    start = span.end + 2;
    return span;
  });
  const derived = { from: 'derived' as const, quote: '' };
  return {
    text,
    paragraphs: spans,
    sentences: splitSentences(text, spans),
    metadata: {
      title: { value: '', evidence: derived },
      ...(language && { language: { value: language, evidence: derived } }),
    },
    sourceMap: [],
    warnings: [],
  };
}

/** The mentions that the embedded extractor finds in an article. */
export function mentionsOf(article: ParsedArticle): readonly MentionDraft[] {
  const found = entityExtractor.extract(article, {
    annotations: [],
    reading: new Reading(article, []),
    dating: undefined,
  });
  if (found instanceof Promise) throw new Error('the embedded extractor answers at once');
  return found.filter((draft) => draft.kind === 'mention');
}

export const mentionsIn = (...paragraphs: string[]): readonly MentionDraft[] => mentionsOf(articleOf(paragraphs));

/** "words=id" of each mention, in text order. */
export function idsIn(...paragraphs: string[]): string[] {
  const text = paragraphs.join('\n\n');
  return mentionsIn(...paragraphs).map(({ start, end, value }) => `${text.slice(start, end)}=${value.id}`);
}

/** Why the first mention with these words is what it is. */
export function reasonFor(words: string, ...paragraphs: string[]): string | undefined {
  const text = paragraphs.join('\n\n');
  return mentionsIn(...paragraphs).find(({ start, end }) => text.slice(start, end) === words)?.reason;
}
