import type { FoundArticle, ParsedArticle, SourceFile } from '../../../shared/article/schema';
import { UnreadableFileError } from '../../../shared/errors';
import { type Finding, Limits, readArticles } from '../../../shared/formats';

type Options = Partial<Omit<SourceFile, 'bytes'>>;

export function file(content: string | Uint8Array, options: Options = {}): SourceFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name: 'incoming/article.txt', bytes, ...options };
}

/** All that is found in a file. */
export async function findings(input: SourceFile, limits: Partial<Limits> = {}): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const finding of readArticles(input, { limits: Limits.parse(limits) })) found.push(finding);
  return found;
}

/** All articles of a file. */
export async function readAll(input: SourceFile, limits: Partial<Limits> = {}): Promise<FoundArticle[]> {
  return (await findings(input, limits)).flatMap((finding) => (finding.kind === 'article' ? [finding.found] : []));
}

/** The articles of a file that is no container, and its format. */
export async function readWhole(
  input: SourceFile,
): Promise<{ format?: string | undefined; articles: ParsedArticle[] }> {
  const all = await readAll(input);
  return { format: all[0]?.format, articles: all.map(({ article }) => article) };
}

/** The only article of a file. */
export async function readOne(content: string | Uint8Array, options: Options = {}): Promise<ParsedArticle> {
  const articles = await readAll(file(content, options));
  expect(articles).toHaveLength(1);
  const [found] = articles;
  if (!found) throw new Error('no article');
  return found.article;
}

/** The error that reading throws; fails when it throws none, or another one. */
export async function failure(content: string | Uint8Array, options: Options = {}): Promise<UnreadableFileError> {
  try {
    await readAll(file(content, options));
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

/** Names and values of the metadata that the file says, or that follow from what it says. */
export function valuesOf(article: ParsedArticle): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(article.metadata).flatMap(([name, field]) =>
      field && field.evidence.from !== 'detected' ? [[name, field.value]] : [],
    ),
  );
}
