import type { Warning } from '../article/schema';
import { UnreadableFileError } from '../errors';
import type { Draft } from './draft';
import { readJsonArticles } from './json';
import { findJsonProblem } from './json-reader';
import { lineAt } from './lines';

/** So many lines are named in a warning. */
const MOST_NAMED = 10;
const MOST_ARTICLES = 20_000;

/** What JSON Lines begin with: a line that is an object, and another one that begins one. */
export function looksLikeJsonLines(text: string): boolean {
  const start = text.search(/\S/);
  if (text.charAt(start) !== '{') return false;
  const { stop, next } = jsonLineAt(text, start);
  return (
    /^\s{0,100}\{\s*"/.test(text.slice(next, next + 200)) && findJsonProblem(text.slice(start, stop)) === undefined
  );
}

/**
 * Reads JSON Lines: every line is read as a JSON file is. A line that is not JSON, or no article, is left out with a
 * warning that names it; the others are read.
 * @throws UnreadableFileError `invalid-json-lines` when no line is an article; `too-many-articles`
 */
export function readJsonLines(source: string): Draft[] {
  const drafts: Draft[] = [];
  const bad: { line: number; why: string }[] = [];
  let line = 0;
  for (let start = 0; start < source.length; ) {
    const { stop, next } = jsonLineAt(source, start);
    line += 1;
    const text = source.slice(start, stop);
    const from = start + text.search(/[^\s\x1e]|$/);
    start = next;
    if (from >= stop) continue;
    const why = problemOf(source, from, stop) ?? readLine(source, from, drafts);
    if (why !== undefined) bad.push({ line, why });
    if (drafts.length > MOST_ARTICLES) throw tooMany();
  }
  const [first] = drafts;
  if (!first) throw noArticle(bad[0]);
  if (bad.length > 0) first.warnings.push(skippedLines(bad, line));
  return drafts;
}

/** A line of JSON ends with a line feed only: U+2028 and the like stand in its strings. */
function jsonLineAt(text: string, start: number): { stop: number; next: number } {
  const found = text.indexOf('\n', start);
  // Files from old Macs have carriage returns only.
  if (found === -1) return text.includes('\r', start) ? lineAt(text, start) : { stop: text.length, next: text.length };
  return { stop: found, next: found + 1 };
}

function problemOf(source: string, from: number, stop: number): string | undefined {
  const problem = findJsonProblem(source.slice(from, stop));
  return problem && `column ${problem.column}: ${problem.what}`;
}

/** Why the line is no article; undefined when its articles were added. */
function readLine(source: string, from: number, drafts: Draft[]): string | undefined {
  try {
    for (const draft of readJsonArticles(source, from).drafts) drafts.push(draft);
    return undefined;
  } catch (error) {
    if (error instanceof UnreadableFileError && error.code === 'json-not-an-article') return error.message;
    throw error;
  }
}

function skippedLines(bad: readonly { line: number; why: string }[], lines: number): Warning {
  const named = bad.slice(0, MOST_NAMED).map(({ line }) => line);
  const which = named.join(', ') + (bad.length > MOST_NAMED ? ', …' : '');
  const message = `${bad.length} of the ${lines} lines are no article and were skipped (${which}); the first: ${bad[0]?.why}`;
  return { code: 'lines-skipped', message };
}

function noArticle(first: { line: number; why: string } | undefined): UnreadableFileError {
  return new UnreadableFileError(
    'damaged',
    'invalid-json-lines',
    first ? `No line of the file is an article; line ${first.line}: ${first.why}` : 'The file has no line with JSON',
    'Give each line one JSON object with a member "text" (and "title", "published", "publication").',
  );
}

function tooMany(): UnreadableFileError {
  const message = `The file holds more than ${MOST_ARTICLES} articles`;
  return new UnreadableFileError('too-large', 'too-many-articles', message, 'Split it into smaller files.');
}
