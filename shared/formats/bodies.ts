import { type Body, PARAGRAPH_SEPARATOR } from '../article/canonical';
import { addRun, composeRuns, type Run } from '../article/source-map';
import type { Text } from './data';
import { stringRuns } from './json-reader';
import { readMarkup } from './markup';

/**
 * The text of a JSON string that may hold HTML, mapped to the source.
 * @param isHtml what names the string says that it is HTML
 */
export function bodyOfString(source: string, { value, span }: Text, isHtml = false): Body {
  return mapped(readMarkup(value, isHtml), stringRuns(source, span));
}

/** A body whose map goes on from the text that it was read from to the source of that text. */
export function mapped(body: Body, runs: readonly Run[]): Body {
  return { ...body, sourceMap: composeRuns(body.sourceMap, runs) };
}

/** Bodies one after the other, in source order; what has no text is left out. */
export function joinBodies(bodies: readonly Body[]): Body {
  const [only] = bodies;
  if (only && bodies.length === 1) return only;
  const texts: string[] = [];
  const joined: Body = { text: '', paragraphs: [], sourceMap: [], controlCharacters: 0 };
  let length = 0;
  for (const body of bodies) {
    joined.controlCharacters += body.controlCharacters;
    if (body.text === '') continue;
    if (length > 0) length += PARAGRAPH_SEPARATOR.length;
    for (const { start, end, kind } of body.paragraphs) {
      joined.paragraphs.push({ start: start + length, end: end + length, kind });
    }
    for (const [textStart, sourceStart, count] of body.sourceMap) {
      addRun(joined.sourceMap, textStart + length, sourceStart, count);
    }
    texts.push(body.text);
    length += body.text.length;
  }
  return { ...joined, text: texts.join(PARAGRAPH_SEPARATOR) };
}

/**
 * The body without its first paragraph where that prints the title once more: it is not part of the text. A body of
 * one paragraph stays as it is.
 */
export function withoutTitle(body: Body, title: string | undefined): Body {
  const [first, second] = body.paragraphs;
  if (!title || !first || !second || folded(body.text.slice(first.start, first.end)) !== folded(title)) return body;
  return cutBody(body, second.start);
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}

/** What is left of a body from the paragraph on that begins at `from`. */
function cutBody(body: Body, from: number): Body {
  const sourceMap: Run[] = [];
  for (const [textStart, sourceStart, length] of body.sourceMap) {
    const cut = Math.max(0, from - textStart);
    if (cut < length) sourceMap.push([textStart + cut - from, sourceStart + cut, length - cut]);
  }
  return {
    text: body.text.slice(from),
    paragraphs: body.paragraphs
      .filter(({ start }) => start >= from)
      .map((paragraph) => ({ ...paragraph, start: paragraph.start - from, end: paragraph.end - from })),
    sourceMap,
    controlCharacters: body.controlCharacters,
  };
}
