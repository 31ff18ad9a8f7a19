import { mergeMetadata } from '../article/metadata';
import type { ParsedArticle, ParsedFile, SourceFile, Warning } from '../article/schema';
import { splitSentences } from '../article/sentences';
import { deriveTitle } from '../article/title';
import { UnreadableFileError } from '../errors';
import { decode } from './decode';
import { detect } from './detect';
import type { Draft } from './draft';
import { invalidJson, readJsonArticles } from './json';
import { readJsonLines } from './json-lines';
import { findJsonProblem } from './json-reader';
import { readMarkdown } from './markdown';
import { readObjectMetadata } from './object-metadata';
import { readText } from './text';

export { PARSER_VERSION } from './version';

/** Sentences of one file; more do not fit into a function's memory, and no article has them. */
const MOST_SENTENCES = 1_000_000;

/**
 * Reads a dropped file: decodes it, tells its format, and takes from it one or more articles with their canonical text,
 * paragraphs, sentences and metadata, each with its place. Pure: the same file gives the same result.
 * @throws UnreadableFileError when no article can be read from it, with a code for each reason
 */
export function readArticles(file: SourceFile): ParsedFile {
  const { text, encoding, warnings } = decode(file.bytes, file.contentType);
  const { format, drafts } = readDrafts(text, file);
  const object = readObjectMetadata(file.metadata);
  const articles = drafts.map((draft) => toArticle(draft, object));
  // What concerns the file is said once.
  articles[0]?.warnings.unshift(...warnings);
  return { format, encoding, articles };
}

function readDrafts(source: string, file: SourceFile): { format: ParsedFile['format']; drafts: Draft[] } {
  const detected = detect(source, file);
  if (detected.format === 'json') {
    const problem = findJsonProblem(source);
    if (!problem) return readJsonArticles(source);
    if (detected.promised) throw invalidJson(problem);
  }
  if (detected.format === 'json-lines') return { format: 'json-lines', drafts: readJsonLines(source) };
  const draft = detected.format === 'markdown' ? readMarkdown(source) : readText(source);
  if (draft.body.text === '') throw noText();
  return { format: detected.format === 'markdown' ? 'markdown' : 'text', drafts: [draft] };
}

function toArticle(draft: Draft, object: ReturnType<typeof readObjectMetadata>): ParsedArticle {
  const { text, paragraphs, sourceMap, controlCharacters } = draft.body;
  const sentences = splitSentences(text, paragraphs);
  if (sentences.length > MOST_SENTENCES) throw tooManySentences();
  const merged = mergeMetadata([...object.statements, ...draft.statements], deriveTitle(draft.body, sentences));
  const warnings = [...draft.warnings, ...leftOut(controlCharacters), ...object.warnings, ...merged.warnings];
  return { text, paragraphs, sentences, metadata: merged.metadata, sourceMap, warnings };
}

function leftOut(controlCharacters: number): Warning[] {
  if (controlCharacters === 0) return [];
  const message = `${controlCharacters} control characters were left out of the text`;
  return [{ code: 'control-characters', message }];
}

function noText(): UnreadableFileError {
  const message = 'The file has a header or a title but no text';
  return new UnreadableFileError('damaged', 'no-text', message, 'Drop the file again with the text of the article.');
}

function tooManySentences(): UnreadableFileError {
  const message = `The file has more than ${MOST_SENTENCES} sentences`;
  return new UnreadableFileError(
    'too-large',
    'too-many-sentences',
    message,
    'Split it into files of one article each.',
  );
}
