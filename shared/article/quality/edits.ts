import type { Body } from '../canonical';
import type { Span } from '../schema';
import { addRun, type Run } from '../source-map';

/** `[start, end)` of a text is to read `text`. */
export interface Edit extends Span {
  text: string;
}

/** Edits in text order, none of which overlaps the one before; of two that do, the first stays. */
export function inOrder<E extends Edit>(edits: readonly E[]): E[] {
  const kept: E[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (edit.start >= (kept.at(-1)?.end ?? 0)) kept.push(edit);
  }
  return kept;
}

export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, text: by } of edits) {
    parts.push(text.slice(from, start), by);
    from = end;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

/** Where an offset is after edits (in order); one inside of what was replaced goes to its beginning. Ascending calls. */
export function offsetAfter(edits: readonly Edit[]): (offset: number) => number {
  let [next, shift] = [0, 0];
  return (offset) => {
    for (let edit = edits[next]; edit && edit.end <= offset; edit = edits[++next]) {
      shift += edit.text.length - (edit.end - edit.start);
    }
    const edit = edits[next];
    return (edit && edit.start < offset ? edit.start : offset) + shift;
  };
}

/** The body with its text edited. What an edit wrote is not in the source, so its map leaves that out. */
export function editBody(body: Body, edits: readonly Edit[]): Body {
  if (edits.length === 0) return body;
  const move = offsetAfter(edits);
  const paragraphs = body.paragraphs.map((paragraph) => {
    const start = move(paragraph.start);
    return { ...paragraph, start, end: move(paragraph.end) };
  });
  return { ...body, text: applyEdits(body.text, edits), paragraphs, sourceMap: editRuns(body.sourceMap, edits) };
}

function editRuns(runs: readonly Run[], edits: readonly Edit[]): Run[] {
  const edited: Run[] = [];
  let [next, shift] = [0, 0];
  const shiftOf = (edit: Edit) => edit.text.length - (edit.end - edit.start);
  for (const [textStart, sourceStart, length] of runs) {
    const textEnd = textStart + length;
    let at = textStart;
    for (let edit = edits[next]; edit && edit.start < textEnd; edit = edits[next]) {
      addRun(edited, at + shift, sourceStart + at - textStart, edit.start - at);
      at = Math.max(at, Math.min(edit.end, textEnd));
      if (edit.end > textEnd) break;
      shift += shiftOf(edit);
      next += 1;
    }
    addRun(edited, at + shift, sourceStart + at - textStart, textEnd - at);
  }
  return edited;
}
