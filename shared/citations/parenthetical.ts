import type { Span } from '../article/schema';
import { isPressName } from '../sources/press-names';
import { findOutlet, sourceOf } from '../sources/registry';
import { joinDays, readDates, readYearPiece, splitNameAndDates, withYear } from './dates';
import type { PrintedCitation, PrintedCite, PrintedDate } from './model';
import { type Piece, split } from './parentheses';
import { bareName, isSourceName } from './source-names';

/** Sources and the dates that follow them: "Reuters, Kommersant, December 16, 17". */
interface Group {
  names: Piece[];
  dates: PrintedDate[];
}

/** What may stand before the first source: "Source: ", "Sources:". */
const LABEL = /^\s{0,3}sources?\s?[:–—-]\s/i;

/** Not the one behind a month: "19.6.". */
const STOP = /(?:[;,]|(?<!\d\.\d{1,2})\.)\s{0,2}$/;

/** Between the brackets, without a label before the sources and a full stop behind the dates. */
function innerOf(text: string, { start, end }: Span): Span {
  const label = LABEL.exec(text.slice(start + 1, start + 15))?.[0].length ?? 0;
  const stop = STOP.exec(text.slice(Math.max(start + 1, end - 8), end - 1))?.[0].length ?? 0;
  return { start: start + 1 + label, end: end - 1 - stop };
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
  isOther: (name: Piece) => OtherName | undefined,
): PrintedCitation | undefined {
  const inner = innerOf(text, span);
  if (REFERS.test(text.slice(inner.start, inner.start + 12).trimStart())) return undefined;
  const groups = readParts(text, split(text, inner, /;/));
  if (!groups) return undefined;
  const names = groups.flatMap((group) => group.names);
  if (names.length === 0) return undefined;
  const dated = groups.filter(({ dates }) => dates.length > 0).length;
  if (dated === 0 && !isListOfOutlets(text, span, names)) return undefined;
  const known = names.some((name) => findOutlet(name.text) || isPressName(name.text));
  const taken = names.filter((name) => isNoSource(name, isOther(name), known || dated >= 2));
  // In a long list of dated names, few of which were taken for places, those are outlets that are called so.
  const isLong = dated >= LONG_LIST && taken.length * 2 < names.length;
  // "The Guardian, Lagos, August 9": the town behind an outlet is none even there.
  const behind = (name: Piece) => groups.some((group) => group.names.indexOf(name) > 0 && group.names.length === 2);
  const others = new Set(isLong ? taken.filter((name) => isOther(name) === 'town' && behind(name)) : taken);
  // "(Lisbon, December 2)" cites nothing; "(Izvestia, Moscow, December 2)" says where.
  if (others.size > 0 && (!known || names.length === others.size)) return undefined;
  const kept = withDates(groups).map((group) => ({ ...group, names: group.names.filter((name) => !others.has(name)) }));
  return { ...span, form: 'parenthesis', cites: kept.flatMap(citesOf) };
}

/** Parts between semicolons. One that cannot be read costs a list only itself, where more of them are dated sources. */
function readParts(text: string, parts: readonly Piece[]): Group[] | undefined {
  const groups: Group[] = [];
  let [dated, lost] = [0, 0];
  for (const part of parts) {
    const read = readGroups(joinDays(text, split(text, part, /,/)), groups.at(-1));
    if (!read) lost++;
    else if (read.some(({ dates }) => dates.length > 0)) dated++;
    groups.push(...(read ?? []));
  }
  return lost === 0 || lost < dated ? groups : undefined;
}

/** "Reuters; AFP, June 1": what has no date of its own has that of the next. */
function withDates(groups: readonly Group[]): Group[] {
  const dated: Group[] = [];
  let next: PrintedDate[] = [];
  for (const group of groups.toReversed()) {
    if (group.dates.length > 0) next = group.dates;
    dated.push({ names: group.names, dates: next });
  }
  return dated.reverse();
}

/** "0900 GMT", "No. 98", "p. 3", "#37", "in Russian": of the report, and no source. */
const DETAIL =
  /^(?:\d{3,4} (?:GMT|UTC|MSK|hrs)|\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: GMT| UTC)?|(?:No|no|Nr|Issue|issue|p|pp|page|pages|Vol|vol|(?:opinion|report|resolution|document|release|bulletin|briefing|statement) no)\.? ?#?[A-D]?\d{1,5}(?:[-–]\d{1,5})?|#\d{1,5}|in [A-Z][a-z]{2,15}|(?:morning|evening|weekend|internet|electronic|online|web|print) (?:edition|version)|front page|n\.?d\.?|undated|(?:[1-9]|1[0-2])\/(?:[1-9]|1[0-2]))$/i;

/** From so many dated names on, one list says more of its items than the words of each. */
const LONG_LIST = 3;

/** What else a name was taken for: a person, a place, or a town that a gazetteer knows. */
export type OtherName = 'person' | 'place' | 'town';

/**
 * Whether a name that was taken for something else is that: an outlet of the registry and what has a word such as "Radio" or
 * "Times" are not, and in a list of sources ("La Tercera, May 2; El Mercurio, May 3") no person is meant.
 */
function isNoSource(name: Piece, other: OtherName | undefined, isList: boolean): boolean {
  if (other === undefined || findOutlet(name.text) || isPressName(name.text)) return false;
  return other !== 'person' || !isList;
}

/** Sources in turn, dates in turn; undefined when a piece is neither. */
function readGroups(pieces: readonly Piece[], before: Group | undefined): Group[] | undefined {
  const groups: Group[] = [];
  let open: Group = { names: [], dates: [] };
  for (const [at, whole] of pieces.entries()) {
    const year = readYearPiece(whole);
    if (year !== undefined && open.dates.length > 0) {
      open.dates = open.dates.map((date) => withYear(date, year));
      continue;
    }
    const piece = withoutTitle(whole, pieces[at + 1]);
    if (!piece) continue;
    if (DETAIL.test(piece.text) && (open.names.length > 0 || groups.length > 0)) continue;
    const dates = isPaperToday(piece, pieces[at + 1]) ? undefined : readDates(piece, open.dates.at(-1));
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
    const again = /^ibid\.?$/i.test(name.text) ? (groups.at(-1) ?? before)?.names : undefined;
    const names = again
      ? again.map(({ text }) => ({ ...name, text }))
      : namesIn(withoutLead(name)).map(withoutQualifier);
    if (!names.every(({ text }) => isSourceName(text))) return undefined;
    open.names.push(...names);
    if (both) open.dates.push(...both.dates);
  }
  return open.names.length > 0 ? [...groups, open] : groups;
}

/** A name or a title in quotation marks, and what stands behind it: “Danas,” May 13; “Tien Resigns,” The Standard. */
const QUOTED = /^[“"]([^“”"]{1,200})[”"]\s{0,3}(.*)$/;

/**
 * A piece without the title of a report before its source; undefined where it is nothing else. What stands in quotation marks
 * right before a date, or before nothing that could be the source, is the source's name.
 */
function withoutTitle(piece: Piece, next: Piece | undefined): Piece | undefined {
  const [, quoted = '', rest = ''] = QUOTED.exec(piece.text) ?? [];
  if (quoted === '') return piece;
  const words = quoted.replace(/[,.]$/, '');
  const after = { start: piece.end - rest.length, end: piece.end, text: rest };
  if (rest !== '' && !readDates(after, undefined)) return after;
  if (rest !== '') return { ...piece, text: `${words} ${rest}` };
  const isTitle = next !== undefined && !QUOTED.test(next.text) && !readDates(next, undefined);
  return isTitle && !findOutlet(words) ? undefined : { ...piece, text: words };
}

/** "Today, May 2": a paper. */
const isPaperToday = (piece: Piece, next: Piece | undefined): boolean =>
  piece.text === 'Today' && next !== undefined && readDates(next, undefined) !== undefined;

function citesOf({ names, dates }: Group): PrintedCite[] {
  return names.flatMap(({ start, end, text }): PrintedCite[] => {
    const source = sourceOf(text);
    const printed: (PrintedDate | undefined)[] = dates.length === 0 ? [undefined] : dates;
    return printed.map((date) => ({ start, end, source, date }));
  });
}

/** "Dnevnik [Skopje]": the name without where it is from, unless the registry tells it by that. */
function withoutQualifier(piece: Piece): Piece {
  const text = findOutlet(piece.text) ? piece.text : bareName(piece.text);
  return text === '' ? piece : { start: piece.start, end: piece.start + text.length, text };
}

/** Before a name: "and AFP", "cited by Kommersant", "via Reuters". */
const LEAD =
  /^(?:and |(?:as )?(?:cited|quoted|reported|carried|published|relayed|translated) (?:by|in) |via |citing |quoting )/;
/** Between names. */
const JOINT = / (?:and|&|via|citing|quoting|(?:as )?(?:cited|quoted|reported|carried|relayed) by) |\//;

function withoutLead(piece: Piece): Piece {
  const length = LEAD.exec(piece.text)?.[0].length ?? 0;
  return { start: piece.start + length, end: piece.end, text: piece.text.slice(length) };
}

/** "Reuters and AFP", "Izvestia via Reuters", "AP/AFP" are two outlets, "Time and Tide" and "RFE/RL" one name. */
function namesIn(piece: Piece): Piece[] {
  const joint = JOINT.exec(piece.text);
  if (!joint || findOutlet(piece.text)) return [piece];
  const first = { start: piece.start, end: piece.start + joint.index, text: piece.text.slice(0, joint.index) };
  const from = joint.index + joint[0].length;
  const second = { start: piece.start + from, end: piece.end, text: piece.text.slice(from) };
  const known = [findOutlet(first.text), findOutlet(second.text)].filter(Boolean).length;
  return known >= (joint[0] === '/' ? 2 : 1) ? [first, ...namesIn(second)] : [piece];
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
