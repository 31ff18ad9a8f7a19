import { createScanner, type JSONScanner, printParseErrorCode, visit } from 'jsonc-parser';
import type { Span } from '../article/schema';
import { addRun, type Run } from '../article/source-map';
import type { DataValue, Member } from './data';

/** Where a JSON text is broken; line and column from 1. */
export interface JsonProblem {
  line: number;
  column: number;
  /** What is wrong there, in words. */
  what: string;
}

/** Members of one object that are read; an article has a few dozen. */
const MOST_MEMBERS = 10_000;

/** The place where a text stops being JSON; undefined when it is JSON to the end. */
export function findJsonProblem(source: string): JsonProblem | undefined {
  try {
    JSON.parse(source);
    return undefined;
  } catch {
    return locateProblem(source);
  }
}

function locateProblem(source: string): JsonProblem {
  let first: JsonProblem | undefined;
  try {
    visit(
      source,
      {
        onError: (error, _offset, _length, line, character) => {
          const words = printParseErrorCode(error).replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
          first ??= { line: line + 1, column: character + 1, what: words.toLowerCase() };
        },
      },
      { disallowComments: true },
    );
  } catch (error) {
    // Nested more deeply than can be walked; JSON.parse can do it, so the problem is elsewhere.
    if (!(error instanceof RangeError)) throw error;
  }
  return first ?? { line: 1, column: 1, what: 'invalid' };
}

/**
 * Reads a text that `findJsonProblem` found nothing in, from `from` on: there one JSON value begins. Lists and objects
 * are read when they are asked for.
 */
export function readJson(source: string, from = 0): DataValue {
  const scanner = createScanner(source, true);
  scanner.setPosition(from);
  scanner.scan();
  return readValue(scanner, source);
}

/** The character that the scanner's token begins with: in valid JSON it tells the token's kind. Empty at the end. */
function mark(scanner: JSONScanner, source: string): string {
  return source.charAt(scanner.getTokenOffset());
}

/** The value whose first token the scanner stands at; leaves the scanner at its last one. */
function readValue(scanner: JSONScanner, source: string): DataValue {
  const start = scanner.getTokenOffset();
  switch (mark(scanner, source)) {
    case '"':
      return { type: 'text', value: scanner.getTokenValue(), span: { start: start + 1, end: tokenEnd(scanner) - 1 } };
    case '[':
      return { type: 'list', span: skipNested(scanner, source), items: (limit) => readItems(source, start, limit) };
    case '{':
      return { type: 'map', span: skipNested(scanner, source), members: () => readMembers(source, start) };
    default: {
      const span = { start, end: tokenEnd(scanner) };
      const isNumber = /[-\d]/.test(mark(scanner, source));
      return isNumber ? { type: 'number', value: scanner.getTokenValue(), span } : { type: 'other', span };
    }
  }
}

function tokenEnd(scanner: JSONScanner): number {
  return scanner.getTokenOffset() + scanner.getTokenLength();
}

/** Goes to the bracket that closes the one the scanner stands at, without recursion: nesting may be deep. */
function skipNested(scanner: JSONScanner, source: string): Span {
  const start = scanner.getTokenOffset();
  for (let depth = 1; depth > 0; ) {
    scanner.scan();
    const token = mark(scanner, source);
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (token === '') break;
  }
  return { start, end: tokenEnd(scanner) };
}

function readItems(source: string, start: number, limit: number): DataValue[] {
  const items: DataValue[] = [];
  const scanner = createScanner(source, true);
  scanner.setPosition(start + 1);
  while (items.length < limit) {
    scanner.scan();
    const token = mark(scanner, source);
    if (token === ']' || token === '') break;
    if (token !== ',') items.push(readValue(scanner, source));
  }
  return items;
}

function readMembers(source: string, start: number): Member[] {
  const members: Member[] = [];
  const scanner = createScanner(source, true);
  scanner.setPosition(start + 1);
  while (members.length < MOST_MEMBERS) {
    scanner.scan();
    const token = mark(scanner, source);
    if (token === '}' || token === '') break;
    if (token === ',') continue;
    const name = scanner.getTokenValue();
    scanner.scan();
    scanner.scan();
    members.push({ name, value: readValue(scanner, source) });
  }
  return members;
}

/** How the value of a string that stands at `span` maps to the source: all but its escapes. */
export function stringRuns(source: string, span: Span): Run[] {
  const runs: Run[] = [];
  const raw = source.slice(span.start, span.end);
  let at = 0;
  let length = 0;
  while (at < raw.length) {
    const found = raw.indexOf('\\', at);
    const stop = found === -1 ? raw.length : found;
    addRun(runs, length, span.start + at, stop - at);
    length += stop - at;
    if (found === -1) break;
    at = stop + (raw.charAt(stop + 1) === 'u' ? 6 : 2);
    length += 1;
  }
  return runs;
}
