import { mergeMetadata } from '../article/metadata';
import type { ParsedArticle, Warning } from '../article/schema';
import { splitSentences } from '../article/sentences';
import { deriveTitle } from '../article/title';
import { UnreadableFileError } from '../errors';
import type { Draft } from './draft';
import type { readObjectMetadata } from './object-metadata';

/** Sentences of one file; more do not fit into a function's memory, and no article has them. */
const MOST_SENTENCES = 1_000_000;

/**
 * Settles a draft: its sentences, and its metadata with what the object says of it.
 * @throws UnreadableFileError `too-many-sentences`
 */
export function toArticle(draft: Draft, object: ReturnType<typeof readObjectMetadata>): ParsedArticle {
  const { text, paragraphs, sourceMap, controlCharacters } = draft.body;
  const sentences = splitSentences(text, paragraphs);
  if (sentences.length > MOST_SENTENCES) throw tooManySentences();
  const merged = mergeMetadata([...object.statements, ...draft.statements], deriveTitle(draft.body, sentences));
  const warnings = [...draft.warnings, ...leftOut(controlCharacters), ...object.warnings, ...merged.warnings];
  const { pages } = draft;
  return { text, paragraphs, sentences, metadata: merged.metadata, sourceMap, ...(pages && { pages }), warnings };
}

function leftOut(controlCharacters: number): Warning[] {
  if (controlCharacters === 0) return [];
  const message = `${controlCharacters} control characters were left out of the text`;
  return [{ code: 'control-characters', message }];
}

function tooManySentences(): UnreadableFileError {
  const message = `The file has more than ${MOST_SENTENCES} sentences`;
  const advice = 'Split it into files of one article each.';
  return new UnreadableFileError('too-large', 'too-many-sentences', message, advice);
}
