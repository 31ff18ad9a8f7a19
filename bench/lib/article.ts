import type { Metadata, ParsedArticle } from '../../shared/article/schema';
import { articleOf as structureOf } from '../../shared/entities/train/data';

/** A bare text as an article: each line is a paragraph, and nothing is known of it but what `metadata` says. */
export function articleOf(text: string, metadata: Omit<Metadata, 'title'> = {}): ParsedArticle {
  const title = { value: '', evidence: { from: 'derived' as const, quote: '' } };
  return { ...structureOf(text), metadata: { title, ...metadata }, sourceMap: [], warnings: [] };
}
