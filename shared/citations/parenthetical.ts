import type { Span } from '../article/schema';
import { findOutlet, sourceOf } from '../sources/registry';
import { readDates, readYearPiece, splitNameAndDates, withYear } from './dates';
import type { PrintedCitation, PrintedCite, PrintedDate } from './model';
import { type Piece, split } from './parentheses';
import { isSourceName } from './source-names';

/** Sources and the dates that follow them: "Reuters, Kommersant, December 16, 17". */
interface Group {
  names: Piece[];
  dates: PrintedDate[];
}

/** Begins a reference to the publication itself, which `references.ts` reads. */
const REFERS = /^(?:see|cf\.?|compare)\b/i;

/**
 * Reads a parenthesis as a citation: sources, each followed by its dates, all of it and nothing else. Without any date it
 * is one only where every source is an outlet of the registry, and no name before it that it could be short for.
 */
export function readParenthetical(
  text: string,
  span: Span,
  isNotSource: (name: Piece) => boolean,
): PrintedCitation | undefined {
  const inner = { start: span.start + 1, end: span.end - 1 };
  if (REFERS.test(text.slice(inner.start, inner.start + 12).trimStart())) return undefined;
  const groups: Group[] = [];
  for (const part of split(text, inner, /;/)) {
    const read = readGroups(split(text, part, /,/));
    if (!read) return undefined;
    groups.push(...read);
  }
  const names = groups.flatMap((group) => group.names);
  if (names.length === 0 || names.some(isNotSource)) return undefined;
  const dated = groups.some(({ dates }) => dates.length > 0);
  if (!dated && !isListOfOutlets(text, span, names)) return undefined;
  return { ...span, form: 'parenthesis', cites: groups.flatMap(citesOf) };
}

/** Sources in turn, dates in turn; undefined when a piece is neither. */
function readGroups(pieces: readonly Piece[]): Group[] | undefined {
  const groups: Group[] = [];
  let open: Group = { names: [], dates: [] };
  for (const piece of pieces) {
    const year = readYearPiece(piece);
    if (year !== undefined && open.dates.length > 0) {
      open.dates = open.dates.map((date) => withYear(date, year));
      continue;
    }
    const dates = readDates(piece, open.dates.at(-1));
    if (dates) {
      if (open.names.length === 0) return undefined;
      open.dates.push(...dates);
      continue;
    }
    if (open.dates.length > 0) {
      groups.push(open);
      open = { names: [], dates: [] };
    }
    const both = findOutlet(piece.text) ? undefined : splitNameAndDates(piece);
    const name = both?.name ?? piece;
    const names = namesIn(name);
    if (!names.every(({ text }) => isSourceName(text))) return undefined;
    open.names.push(...names);
    if (both) open.dates.push(...both.dates);
  }
  return open.names.length > 0 ? [...groups, open] : groups;
}

function citesOf({ names, dates }: Group): PrintedCite[] {
  return names.flatMap(({ start, end, text }): PrintedCite[] => {
    const source = sourceOf(text);
    const printed: (PrintedDate | undefined)[] = dates.length === 0 ? [undefined] : dates;
    return printed.map((date) => ({ start, end, source, date }));
  });
}

/** "Reuters and AFP" is two outlets, "Time and Tide" one name. */
function namesIn(piece: Piece): Piece[] {
  const joint = / (?:and|&) /.exec(piece.text);
  if (!joint || findOutlet(piece.text)) return [piece];
  const first = { start: piece.start, end: piece.start + joint.index, text: piece.text.slice(0, joint.index) };
  const from = joint.index + joint[0].length;
  const second = { start: piece.start + from, end: piece.end, text: piece.text.slice(from) };
  return findOutlet(first.text) || findOutlet(second.text) ? [first, second] : [piece];
}

/** "(Reuters, AFP)" at the end of a sentence; not the "(BBC)" after the name that it is short for. */
function isListOfOutlets(text: string, { start, end }: Span, names: readonly Piece[]): boolean {
  if (!names.every((name) => findOutlet(name.text))) return false;
  const after = text.slice(end, end + 2);
  const before = text.slice(Math.max(0, start - 2), start).trimEnd();
  const closes = /^(?:[.!?]|\s*$|\n)/.test(after) || /[.!?”"]$/.test(before);
  return closes && (names.length > 1 || !isShortForm(text, start, names[0]?.text ?? ''));
}

/** Whether the words before are what an acronym is short for. */
function isShortForm(text: string, start: number, acronym: string): boolean {
  if (!/^[\p{Lu}/.-]{2,8}$/u.test(acronym)) return false;
  const words = text.slice(Math.max(0, start - 120), start).match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters = acronym.replace(/[^\p{Lu}]/gu, '');
  const initials = words
    .filter((word) => /^\p{Lu}/u.test(word))
    .map((word) => word.charAt(0))
    .join('');
  return initials.endsWith(letters);
}
