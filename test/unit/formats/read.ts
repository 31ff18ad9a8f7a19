import type { ParsedArticle, SourceFile } from '../../../shared/article/schema';
import { UnreadableFileError } from '../../../shared/errors';
import { readArticles } from '../../../shared/formats';

type Options = Partial<Omit<SourceFile, 'bytes'>>;

export function file(content: string | Uint8Array, options: Options = {}): SourceFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name: 'incoming/article.txt', bytes, ...options };
}

/** The only article of a file. */
export function readOne(content: string | Uint8Array, options: Options = {}): ParsedArticle {
  const { articles } = readArticles(file(content, options));
  expect(articles).toHaveLength(1);
  const [article] = articles;
  if (!article) throw new Error('no article');
  return article;
}

/** The error that reading throws; fails when it throws none, or another one. */
export function failure(content: string | Uint8Array, options: Options = {}): UnreadableFileError {
  try {
    readArticles(file(content, options));
  } catch (error) {
    if (error instanceof UnreadableFileError) return error;
    throw error;
  }
  throw new Error('the file was read');
}

export function paragraphsOf(article: ParsedArticle): string[] {
  return article.paragraphs.map(({ start, end }) => article.text.slice(start, end));
}

export function kindsOf(article: ParsedArticle): string[] {
  return article.paragraphs.map(({ kind }) => kind);
}

export function codesOf(article: ParsedArticle): string[] {
  return article.warnings.map(({ code }) => code);
}

/** Names and values of the metadata that are there. */
export function valuesOf(article: ParsedArticle): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(article.metadata).flatMap(([name, field]) => (field ? [[name, field.value]] : [])),
  );
}
