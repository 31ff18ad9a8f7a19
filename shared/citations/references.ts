import type { Span } from '../article/schema';
import { bisect } from '../bisect';
import { findOutlet } from '../sources/registry';
import { joinDays, readDates, readYearPiece, splitDatesAndName, splitNameAndDates, withYear } from './dates';
import type { PrintedDate, PrintedReference, PrintedTarget } from './model';
import { type Piece, split, trimmed } from './parentheses';
import { isSourceName, namesMedium } from './source-names';

/** "see the Monitor, …", "See also EDM, …": what the reference begins with. */
const SEE =
  /^(?:and |also )?(?:for (?:more|background|details|further details|a fuller account)[^,;()]{0,40},? )?(?:please )?(?:see|cf\.?|compare|as (?:reported|discussed|noted|described|covered|mentioned|predicted)(?: earlier| previously)? (?:in|by))(?: also| e\.g\.,?| for example,?| our| previous| earlier| last)?,?\s+/i;
const NUMBERS = /^(?:(?:vol(?:ume)?|issue|no|number|#)\.?\s*#?\s*(?:\d{1,5}|[IVXL]{1,8})|#\d{1,5})$/i;
const PAGES = /^(?:p|pp|page|pages)\.? ?\d{1,4}(?:[-–]\d{1,4})?$/i;
/** A title in quotation marks, alone or before the publication: "Deal Signed," EDM. */
const TITLED = /^[“"‘']([^“”"]{1,300})[”"’']\s*(.*)$/;
const MOST_TARGETS = 500;

interface Reading {
  publication: Piece | undefined;
  title: string | undefined;
  dates: PrintedDate[];
  volume?: number | undefined;
  issue?: number | undefined;
}

/**
 * Reads a parenthesis as a reference to an issue of a serial: "(see the Monitor, February 9, 17)", "(see EDM, Volume 3,
 * Issue 55)", "(see Fortnight in Review, May 5; Monitor, May 9)"; and, where the publication is the article's own, also
 * without "see". A "see" that names no date and no number refers to nothing that can be found.
 * @param span between the brackets, or from "see" to the end of its clause
 * @param own what the article's own publication is called in full, from that or a shorter name of it
 */
export function readReference(text: string, span: Span, own: OwnName): PrintedReference | undefined {
  const inner = trimmed(text, span.start, span.end);
  if (!inner) return undefined;
  const see = SEE.exec(inner.text);
  const body = see ? trimmed(text, inner.start + see[0].length, inner.end) : inner;
  if (!body) return undefined;
  const readings: Reading[] = [];
  let lost = false;
  for (const part of split(text, body, /;/)) {
    const again = SEE.exec(part.text);
    const piece = again ? trimmed(text, part.start + again[0].length, part.end) : part;
    const pieces = piece && joinDays(text, split(text, piece, /,/)).flatMap((each) => atAnd(text, each));
    const read = pieces && readParts(pieces, readings.at(-1)?.publication, own);
    if (!read) lost = true;
    else readings.push(...read);
  }
  const found = readings.filter(({ dates, issue }) => dates.length > 0 || issue !== undefined);
  // Behind "see", what cannot be read ("and our map") costs only itself.
  if (!see && (lost || found.length < readings.length)) return undefined;
  if (!see && !found.every(({ publication }) => publication && own(plainName(publication.text)))) return undefined;
  const targets = found.flatMap((reading) => targetsOf(reading, own)).slice(0, MOST_TARGETS);
  return targets.length > 0 ? { ...span, targets } : undefined;
}

/** What the article's own publication is called in full, where a name means it. */
export type OwnName = (name: string) => string | undefined;

/** "the Fortnight of September 24 and “Long Night,”": two, where a name or a title begins behind the "and". */
function atAnd(text: string, piece: Piece): Piece[] {
  const and = / and (?=[“"]|the \p{Lu}|the (?:issue|one) |cf\.|see )/u.exec(piece.text);
  if (!and) return [piece];
  const [end, start] = [piece.start + and.index, piece.start + and.index + and[0].length];
  const [first, second] = [trimmed(text, piece.start, end), trimmed(text, start, piece.end)];
  return [...(first ? [first] : []), ...(second ? atAnd(text, second) : [])];
}

function readParts(pieces: readonly Piece[], before: Piece | undefined, own: OwnName): Reading[] | undefined {
  const readings: Reading[] = [];
  let open: Reading = { publication: undefined, title: undefined, dates: [] };
  let titleAhead: string | undefined;
  for (const whole of pieces) {
    const lead = /^and (?:see (?:also )?|cf\.? |compare )?/.exec(whole.text)?.[0].length ?? 0;
    const piece = { start: whole.start + lead, end: whole.end, text: whole.text.slice(lead) };
    const year = readYearPiece(piece);
    if (year !== undefined && open.dates.length > 0) {
      open.dates = open.dates.map((date) => withYear(date, year));
      continue;
    }
    if (year !== undefined && open.issue !== undefined) continue;
    if (PAGES.test(piece.text)) continue;
    // "No. 15 (July 19)"
    const [, number = piece.text, day] = BRACKETED.exec(piece.text) ?? [];
    const numbers = readNumbers(number);
    if (numbers) {
      // "March 30, and Volume 1, Issue 24": another issue of the same.
      const isAnother = open.dates.length > 0 || (numbers.volume !== undefined && open.issue !== undefined);
      if (isAnother && lead > 0) {
        readings.push(open);
        open = { publication: open.publication ?? before, title: undefined, dates: [] };
      }
      Object.assign(open, numbers);
      const printed = day && readDates({ start: piece.end - day.length - 1, end: piece.end - 1, text: day }, undefined);
      if (printed) open.dates.push(...printed);
      continue;
    }
    const dates = readDates(piece, open.dates.at(-1));
    if (dates) {
      open.dates.push(...dates);
      continue;
    }
    const { title, name, numbers: counted, dates: named } = readNamed(piece, own);
    titleAhead = title ?? titleAhead;
    if (!name) continue;
    if (open.dates.length > 0 || open.issue !== undefined) {
      readings.push(open);
      open = { publication: undefined, title: undefined, dates: [] };
    }
    open.title = titleAhead;
    titleAhead = undefined;
    const printed = plainName(name.text);
    if (open.publication || (!isSourceName(printed) && !own(printed) && printed !== ITS_ISSUE)) return undefined;
    // "and the issue of October 9": of the same.
    if (printed === ITS_ISSUE) {
      open.publication = readings.at(-1)?.publication ?? before;
      open.dates.push(...(named ?? []));
      continue;
    }
    open.publication = name;
    Object.assign(open, counted);
    open.dates.push(...(named ?? []));
  }
  open.title ??= titleAhead;
  readings.push(open);
  // "see the Monitor, May 5; May 9": the name goes for what follows it.
  return readings.map((reading) => ({ ...reading, publication: reading.publication ?? before }));
}

/** A serial or a title, and what is printed with its name. */
interface Named {
  title?: string | undefined;
  name?: Piece;
  numbers?: Numbers | undefined;
  dates?: PrintedDate[] | undefined;
}

/** What is neither a date nor a number: “Deal Signed”, “Deal Signed,” EDM, EDM, “Monitor,” May 5. */
function readNamed(piece: Piece, own: OwnName): Named {
  const titled = TITLED.exec(piece.text);
  if (!titled) return readSerial(piece);
  const quoted = (titled[1] ?? '').replace(/[,.]$/, '');
  const rest = titled[2] ?? '';
  const after = { ...piece, start: piece.end - rest.length, text: rest };
  // A serial in quotation marks is no title of an article.
  const dates = rest === '' ? [] : readDates(after, undefined);
  if (
    dates &&
    (findOutlet(quoted) || own(quoted) || (dates.length > 0 && (namesMedium(quoted) || SERIAL_WORD.test(quoted))))
  )
    return { name: { start: piece.start + 1, end: piece.start + 1 + quoted.length, text: quoted }, dates };
  return rest === '' ? { title: quoted } : { title: quoted, ...readSerial(after) };
}

/** "EDM Volume 3", "EDM 28 March", "the December 14 Monitor", "the Monitor's special issue of June 16". */
function readSerial(piece: Piece): Named {
  const issue = ISSUE_OF.exec(piece.text);
  if (issue) {
    const [, name = '', day = ''] = issue;
    const dates = readDates({ start: piece.end - day.length, end: piece.end, text: day }, undefined);
    const text = name.replace(/[’']s? ?$/, '') || ITS_ISSUE;
    if (dates) return { name: { start: piece.start, end: piece.start + name.length, text }, dates };
  }
  const slashed = /\s(\d{1,3})\/(\d{1,3})$/.exec(piece.text);
  if (slashed && !splitNameAndDates(piece)) {
    const text = piece.text.slice(0, slashed.index);
    const numbers = { volume: Number(slashed[1]), issue: Number(slashed[2]) };
    return { name: { start: piece.start, end: piece.start + text.length, text }, numbers };
  }
  const numbered = NUMBERED.exec(piece.text);
  if (numbered) {
    const text = piece.text.slice(0, numbered.index);
    return {
      name: { start: piece.start, end: piece.start + text.length, text },
      numbers: readNumbers(numbered[1] ?? ''),
    };
  }
  const both = findOutlet(piece.text) ? undefined : (splitNameAndDates(piece) ?? splitDatesAndName(piece));
  return both ?? { name: piece };
}

/** What serials are called that are no newspapers. */
const SERIAL_WORD =
  /(?:^|\s)(?:Newsline|Reports?|Digest|Survey|Letter|Briefs?|Briefing|Watch|Dispatch|Analysis|Notes|Focus|Update)$/;

/** Whether a name of several words ends in such a word, and is not one that the registry has as a serial. */
export const namesSerial = (name: string): boolean =>
  name.includes(' ') && SERIAL_WORD.test(name) && findOutlet(name)?.kind !== 'serial';

/** "the Monitor’s special issue of June 16", "the issue of October 9". */
const ISSUE_OF =
  /^(?:the )?(\p{Lu}[^’']{1,80}[’']s? |)(?:special |regular |previous )?(?:issue|edition|report|number|supplement) (?:of|for|dated) (.{3,40})$/u;
/** Stands for the publication of the reference before. */
const ITS_ISSUE = 'issue';

/** "EDM Volume 3": a number right behind the name. */
const NUMBERED = /\s((?:vol(?:ume)?|issue|no|number|#)\.?\s?#?\s?\d{1,5})$/i;

interface Numbers {
  volume?: number;
  issue?: number;
}

function readNumbers(text: string): Numbers | undefined {
  if (!NUMBERS.test(text)) return undefined;
  const roman = / ([IVXL]{1,8})$/.exec(text)?.[1];
  const number = roman === undefined ? Number(/\d+/.exec(text)?.[0]) : romanNumber(roman);
  return /^vol/i.test(text) ? { volume: number } : { issue: number };
}

const BRACKETED = /^(.{2,20}?) \(([^()]{3,30})\)$/;
const ROMAN: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50 };

function romanNumber(text: string): number {
  const values = [...text].map((letter) => ROMAN[letter] ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}

const plainName = (text: string): string => text.replace(/^the\s+/i, '').replace(/[’']s$/, '');

function targetsOf({ publication, title, dates, volume, issue }: Reading, own: OwnName): PrintedTarget[] {
  if (!publication) return [];
  const printed = plainName(publication.text);
  const full = own(printed);
  const isWhole = full !== undefined && full.length === printed.length;
  // "RFE/RL Newsline" is more than its outlet; "the Monitor" of another serial is not its own.
  const name =
    isWhole || namesSerial(printed) ? (full ?? printed) : (findOutlet(publication.text)?.name ?? full ?? printed);
  const base = { publication: name, title, volume, issue, start: publication.start, end: publication.end };
  return dates.length === 0 ? [{ ...base, date: undefined }] : dates.map((date) => ({ ...base, date }));
}

/** A name of the own publication: all of it, or "the Letter", "the Fortnight" for the first or the last of its words. */
export function ownName(publication: string | undefined): OwnName {
  const full = publication?.replace(/^the /i, '');
  const words = full?.toLowerCase().split(/\s+/) ?? [];
  const short = words.length > 1 ? [words[0], words.at(-1)] : [];
  return (name) => {
    if (full === undefined) return undefined;
    const asked = name.toLowerCase();
    return asked === full.toLowerCase() || short.includes(asked) ? full : undefined;
  };
}

/** Outside of brackets, where a reference begins: "See also Strait Watch", "cf. China Brief", "As EDM reported". */
const BEGINS =
  /(?<![\p{L}\d([])(?:(?:[Ss]ee(?: also)?|[Cc]f\.|[Cc]ompare) (?=the \p{Lu}|[“"\p{Lu}])|[Tt]he (?=\p{Lu}[\p{L} ]{2,30}[’']s? (?:special |previous )?(?:issue|edition) of )|[Aa]s (?=(?:the )?\p{Lu}))/gu;
const LONGEST_CLAUSE = 250;
/** Begins another reference in the same clause; "and see" goes on with the one. */
const AGAIN = /(?<!and )(?<=.)(?:\b[Ss]ee|\()\s/;
/** Cuts that are tried before a clause is given up. */
const MOST_CUTS = 4;

/**
 * References in running text: "See also Strait Watch, 26 February, and our map", "as the Monitor reported on May 3", "the
 * Monitor's special issue of June 16 has the details". Only to the own publication, to serials of the registry, and to
 * what has a title before it: "see" in running text says less than in brackets.
 */
export function runningReferences(
  text: string,
  sentences: readonly Span[],
  inside: (offset: number) => boolean,
  own: OwnName,
): PrintedReference[] {
  const found: PrintedReference[] = [];
  let last = 0;
  for (const { 0: cue, index } of text.matchAll(BEGINS)) {
    if (index < last || inside(index)) continue;
    const sentence = sentences[bisect(sentences, ({ end }) => end <= index)];
    const whole = text.slice(index, Math.min(sentence?.end ?? index, index + LONGEST_CLAUSE));
    const again = AGAIN.exec(whole)?.index ?? whole.length;
    // Without a day or a number nothing can be found; told before anything is read.
    if (!/\d/.test(whole.slice(0, again))) continue;
    const end = index + again;
    const reference = /^as/i.test(cue)
      ? reportedBefore(text, { start: index, end }, cue, own)
      : clauseAt(text, /^the/i.test(cue) ? { start: index + cue.length, end } : { start: index, end }, own);
    if (!reference) continue;
    found.push(reference);
    last = reference.end;
  }
  return found;
}

/** The longest part of a clause that reads as a reference, cut at commas and "and". */
function clauseAt(text: string, { start, end }: Span, own: OwnName): PrintedReference | undefined {
  const clause = text.slice(start, end).replace(/[.!?;:\s]{1,3}$/, '');
  const cuts = [...clause.matchAll(/, (?!\d)| (?:and|has|have|for|on|as|is|was|which) /g)].map(({ index }) => index);
  for (const length of [clause.length, ...cuts.slice(0, 20).reverse()].slice(0, MOST_CUTS + 1)) {
    const said = /^(?:see|cf|compare)/i.test(clause) ? 0 : 1;
    const span = { start, end: start + length };
    const reference = said === 0 ? readReference(text, span, own) : readIssue(text, span, own);
    const isOurs = reference?.targets.every(
      ({ publication, title }) => isSerial(publication, own) || title !== undefined,
    );
    if (reference && isOurs) return reference;
  }
  return undefined;
}

const isSerial = (name: string, own: OwnName): boolean =>
  own(name) !== undefined || findOutlet(name)?.kind === 'serial';

/** "Monitor’s special issue of June 16". */
function readIssue(text: string, span: Span, own: OwnName): PrintedReference | undefined {
  const read = readParts([{ ...span, text: text.slice(span.start, span.end) }], undefined, own);
  const targets = (read ?? []).filter(({ dates }) => dates.length > 0).flatMap((reading) => targetsOf(reading, own));
  return targets.length > 0 ? { ...span, targets } : undefined;
}

/** "as the Monitor reported on May 3". */
const REPORTED =
  /^((?:the )?\p{Lu}[\p{L}/ -]{1,40}?) (?:first |previously |has |had )?(?:reported|noted|wrote|discussed|predicted|described|argued|warned|said) (?:(?:on|in its issue of) )?(.{3,40})$/u;

function reportedBefore(text: string, { start, end }: Span, cue: string, own: OwnName): PrintedReference | undefined {
  const from = start + cue.length;
  const clause = text.slice(from, end);
  const to = /[,.;](?!\s?\d)/.exec(clause)?.index ?? clause.length;
  const [, name = '', day = ''] = REPORTED.exec(clause.slice(0, to)) ?? [];
  if (name === '' || !isSerial(plainName(name), own)) return undefined;
  const dates = readDates({ start: from + to - day.length, end: from + to, text: day }, undefined);
  if (!dates) return undefined;
  const publication = { start: from, end: from + name.length, text: name };
  return { start, end: from + to, targets: targetsOf({ publication, title: undefined, dates }, own) };
}
