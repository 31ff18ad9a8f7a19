import type { Body } from '../canonical';
import type { Statement } from '../metadata';
import type { Repair, Warning } from '../schema';
import { type Edit, editBody, inOrder, offsetAfter } from './edits';
import { findMojibake, withoutMojibake } from './mojibake';
import { findLostSpaces } from './spaces';

/** Repairs of one article; a text with more is left as it is behind them. */
const MOST_REPAIRS = 2_000;

type Kinded = Edit & { kind: Repair['kind'] };

/**
 * Repairs what is certainly damaged in a body, and answers what was there, at its place in the repaired text. Letters come
 * first: what words are is seen only then.
 */
export function repairBody(body: Body): { body: Body; repairs: Repair[]; edits: Edit[][] } {
  const letters = inOrder<Kinded>(findMojibake(body.text).map((edit) => ({ ...edit, kind: 'mojibake' }))).slice(
    0,
    MOST_REPAIRS,
  );
  const readable = editBody(body, letters);
  const spaces = inOrder<Kinded>(findLostSpaces(readable.text, readable.paragraphs)).slice(0, MOST_REPAIRS);
  const repaired = editBody(readable, spaces);
  const first = repairsOf(letters, body.text);
  const move = offsetAfter(spaces);
  const moved = first.map((repair) => {
    const start = move(repair.start);
    return { ...repair, start, end: move(repair.end) };
  });
  const repairs = [...moved, ...repairsOf(spaces, readable.text)].sort((a, b) => a.start - b.start || a.end - b.end);
  return { body: repaired, repairs, edits: [letters, spaces] };
}

/** Where edits stand in the text that they made, and what was there before. */
function repairsOf(edits: readonly Kinded[], before: string): Repair[] {
  let shift = 0;
  return edits.map(({ kind, start, end, text }) => {
    const at = start + shift;
    shift += text.length - (end - start);
    return { kind, start: at, end: at + text.length, original: before.slice(start, end) };
  });
}

/** A statement whose value has no mojibake; its evidence quotes what is written there. */
export function repairStatement(statement: Statement): Statement {
  const { value } = statement;
  if (typeof value === 'string') return { ...statement, value: withoutMojibake(value) };
  if (typeof value === 'number') return statement;
  return { ...statement, value: value.map((item) => (typeof item === 'string' ? withoutMojibake(item) : item)) };
}

const REPAIRED: Record<Repair['kind'], string> = {
  mojibake: 'were UTF-8 that had been read as Windows-1252',
  'lost-space': 'had lost a space between words',
  hyphenation: 'had the hyphen of a line end in a word',
};

/** One warning for each kind of repair. */
export function warningsOf(repairs: readonly Repair[]): Warning[] {
  const counts = new Map<Repair['kind'], number>();
  for (const { kind } of repairs) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({
    code: `${kind}-repaired`,
    message: `${count} ${count === 1 ? 'place' : 'places'} of the text ${REPAIRED[kind]}, and ${count === 1 ? 'is' : 'are'} repaired`,
  }));
}
