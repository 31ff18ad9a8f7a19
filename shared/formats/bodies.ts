import { type Body, PARAGRAPH_SEPARATOR } from '../article/canonical';
import type { Statement } from '../article/metadata';
import { addRun, composeRuns, type Run } from '../article/source-map';
import type { Text } from './data';
import type { Draft } from './draft';
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
  const others = body.paragraphs.map((_, index) => index).slice(1);
  return takeParagraphs(body, others);
}

/** So many paragraphs of a lead are looked for once more right after it. */
const LONGEST_LEAD = 3;

/** The body without a lead that its first paragraphs are once more, as archives of newspapers keep it beside the text. */
export function withoutRepeatedLead(body: Body): Body {
  const texts = body.paragraphs.slice(0, 2 * LONGEST_LEAD).map(({ start, end }) => folded(body.text.slice(start, end)));
  for (let length = 1; length <= LONGEST_LEAD && 2 * length <= texts.length; length++) {
    if (!texts.slice(0, length).every((text, index) => text === texts[index + length])) continue;
    return takeParagraphs(body, body.paragraphs.map((_, index) => index).slice(length));
  }
  return body;
}

/** What ends a transmission: "###", "-30-", "ENDS", a telex's "NNNN". */
export const END_MARK = /^(?:#{1,5}|-{1,3}\s?30\s?-{1,3}|[([]?ends?[)\]]?\.?|[-*]{1,3} ?ends? ?[-*]{1,3}|NNNN)$/i;

/** Without the mark that ends it, in a paragraph of its own. */
export function withoutEndMark(body: Body): Body {
  const last = body.paragraphs.at(-1);
  if (!last || body.paragraphs.length < 2 || last.end - last.start > 12) return body;
  if (!END_MARK.test(body.text.slice(last.start, last.end))) return body;
  const indexes = body.paragraphs.map((_, index) => index);
  return takeParagraphs(body, indexes.slice(0, -1));
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}

/**
 * A body of some of the paragraphs of another one.
 * @param indexes of the paragraphs, ascending; the time is that of these, not of the whole body
 */
export function takeParagraphs(body: Body, indexes: readonly number[]): Body {
  const taken: Body = { text: '', paragraphs: [], sourceMap: [], controlCharacters: body.controlCharacters };
  const texts: string[] = [];
  let length = 0;
  let next = firstRun(body.sourceMap, body.paragraphs[indexes[0] ?? 0]?.start ?? 0);
  for (const index of indexes) {
    const paragraph = body.paragraphs[index];
    if (!paragraph) continue;
    const { start, end, kind } = paragraph;
    if (length > 0) length += PARAGRAPH_SEPARATOR.length;
    for (let run = body.sourceMap[next]; run && run[0] < end; run = body.sourceMap[next]) {
      const [textStart, sourceStart, count] = run;
      const from = Math.max(start, textStart);
      const to = Math.min(end, textStart + count);
      addRun(taken.sourceMap, length + from - start, sourceStart + from - textStart, to - from);
      if (textStart + count > end) break;
      next += 1;
    }
    texts.push(body.text.slice(start, end));
    taken.paragraphs.push({ start: length, end: length + end - start, kind });
    length += end - start;
  }
  return { ...taken, text: texts.join(PARAGRAPH_SEPARATOR) };
}

/** The index of the first run that reaches beyond `position` of the text. */
function firstRun(runs: readonly Run[], position: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const [start = 0, , length = 0] = runs[middle] ?? [];
    if (start + length > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The runs of a text that overlap `[from, to)` of it. */
export function runsIn(runs: readonly Run[], from: number, to: number): Run[] {
  const found: Run[] = [];
  for (let at = firstRun(runs, from), run = runs[at]; run && run[0] < to; run = runs[++at]) found.push(run);
  return found;
}

/** The same statements of a text that stands at `offset` of the source. */
export function shiftStatements(statements: readonly Statement[], offset: number): Statement[] {
  return statements.map((statement): Statement => {
    const { span } = statement.evidence;
    if (span?.in !== 'source') return statement;
    const shifted = { ...span, start: span.start + offset, end: span.end + offset };
    return { ...statement, evidence: { ...statement.evidence, span: shifted } };
  });
}

/** The same draft of a text that stands at `offset` of the source. */
export function shiftDraft(draft: Draft, offset: number): Draft {
  const sourceMap = draft.body.sourceMap.map(([text, source, length]): Run => [text, source + offset, length]);
  return { ...draft, body: { ...draft.body, sourceMap }, statements: shiftStatements(draft.statements, offset) };
}
