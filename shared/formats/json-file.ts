import { decode } from './decode';
import { invalidJson, readJsonArticles } from './json';
import { looksLikeJsonLines, readJsonLines } from './json-lines';
import { findJsonProblem } from './json-reader';
import { isNamedText, readTextFile } from './plain';
import type { Reader } from './reader';

/**
 * Reads a file that is JSON, or that begins like it: also JSON Lines, which look the same in their first line. What does
 * not parse is damaged, unless the file is named a text: then it is one that begins like JSON.
 */
export const readJsonFile: Reader = (source, budget) => {
  const { text, encoding, warnings } = decode(source.bytes, source.contentType);
  const problem = findJsonProblem(text);
  if (!problem) return { ...readJsonArticles(text), encoding, warnings };
  if (looksLikeJsonLines(text)) return { format: 'json-lines', encoding, warnings, drafts: readJsonLines(text) };
  if (!isNamedText(source) || /json$/.test(source.type)) throw invalidJson(problem);
  return readTextFile(source, budget);
};

/** Reads a file that is named JSON Lines. */
export const readJsonLinesFile: Reader = (source) => {
  const { text, encoding, warnings } = decode(source.bytes, source.contentType);
  return { format: 'json-lines', encoding, warnings, drafts: readJsonLines(text) };
};
