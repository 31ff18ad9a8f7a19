import type { Span } from '../article/schema';
import { findOutlet } from '../sources/registry';
import { joinDays, readDates, readYearPiece, splitDatesAndName, splitNameAndDates, withYear } from './dates';
import type { PrintedDate, PrintedReference, PrintedTarget } from './model';
import { type Piece, split, trimmed } from './parentheses';
import { isSourceName } from './source-names';

/** "see the Monitor, …", "See also EDM, …": what the reference begins with. */
const SEE =
  /^(?:and |also )?(?:for (?:more|background|details|further details|a fuller account)[^,;()]{0,40},? )?(?:please )?(?:see|cf\.?|compare|as (?:reported|discussed|noted|described|covered|mentioned|predicted)(?: earlier| previously)? (?:in|by))(?: also| e\.g\.,?| for example,?| our| previous| earlier| last)?,?\s+/i;
const NUMBERS = /^(?:(?:vol(?:ume)?|issue|no|number|#)\.?\s*#?\s*\d{1,5}|#\d{1,5})$/i;
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
 * @param own names of the article's own publication, as it is printed
 */
export function readReference(text: string, span: Span, own: (name: string) => boolean): PrintedReference | undefined {
  const inner = trimmed(text, span.start + 1, span.end - 1);
  if (!inner) return undefined;
  const see = SEE.exec(inner.text);
  const body = see ? trimmed(text, inner.start + see[0].length, inner.end) : inner;
  if (!body) return undefined;
  const readings: Reading[] = [];
  for (const part of split(text, body, /;/)) {
    const again = SEE.exec(part.text);
    const piece = again ? trimmed(text, part.start + again[0].length, part.end) : part;
    const read = piece && readParts(joinDays(text, split(text, piece, /,/)), readings.at(-1)?.publication, own);
    if (!read) return undefined;
    readings.push(...read);
  }
  const found = readings.filter(({ dates, issue }) => dates.length > 0 || issue !== undefined);
  if (found.length === 0 || found.length < readings.length) return undefined;
  if (!see && !found.every(({ publication }) => publication && own(plainName(publication.text)))) return undefined;
  const targets = found.flatMap(targetsOf).slice(0, MOST_TARGETS);
  return targets.length > 0 ? { ...span, targets } : undefined;
}

function readParts(
  pieces: readonly Piece[],
  before: Piece | undefined,
  own: (name: string) => boolean,
): Reading[] | undefined {
  const readings: Reading[] = [];
  let open: Reading = { publication: undefined, title: undefined, dates: [] };
  let titleAhead: string | undefined;
  for (const whole of pieces) {
    const lead = /^and /.exec(whole.text)?.[0].length ?? 0;
    const piece = { start: whole.start + lead, end: whole.end, text: whole.text.slice(lead) };
    const year = readYearPiece(piece);
    if (year !== undefined && open.dates.length > 0) {
      open.dates = open.dates.map((date) => withYear(date, year));
      continue;
    }
    if (year !== undefined && open.issue !== undefined) continue;
    const numbers = readNumbers(piece.text);
    if (numbers) {
      Object.assign(open, numbers);
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
    if (open.publication || (!isSourceName(printed) && !own(printed))) return undefined;
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
function readNamed(piece: Piece, own: (name: string) => boolean): Named {
  const titled = TITLED.exec(piece.text);
  if (!titled) return readSerial(piece);
  const quoted = (titled[1] ?? '').replace(/[,.]$/, '');
  const rest = titled[2] ?? '';
  const after = { ...piece, start: piece.end - rest.length, text: rest };
  // A serial in quotation marks is no title of an article.
  const dates = rest === '' ? [] : readDates(after, undefined);
  if (dates && (findOutlet(quoted) || own(quoted)))
    return { name: { start: piece.start + 1, end: piece.start + 1 + quoted.length, text: quoted }, dates };
  return rest === '' ? { title: quoted } : { title: quoted, ...readSerial(after) };
}

/** "EDM Volume 3", "EDM 28 March", "the December 14 Monitor". */
function readSerial(piece: Piece): Named {
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

/** "EDM Volume 3": a number right behind the name. */
const NUMBERED = /\s((?:vol(?:ume)?|issue|no|number|#)\.?\s?#?\s?\d{1,5})$/i;

interface Numbers {
  volume?: number;
  issue?: number;
}

function readNumbers(text: string): Numbers | undefined {
  if (!NUMBERS.test(text)) return undefined;
  const number = Number(/\d+/.exec(text)?.[0]);
  return /^vol/i.test(text) ? { volume: number } : { issue: number };
}

const plainName = (text: string): string => text.replace(/^the\s+/i, '').replace(/[’']s$/, '');

function targetsOf({ publication, title, dates, volume, issue }: Reading): PrintedTarget[] {
  if (!publication) return [];
  const name = findOutlet(publication.text)?.name ?? plainName(publication.text);
  const base = { publication: name, title, volume, issue, start: publication.start, end: publication.end };
  return dates.length === 0 ? [{ ...base, date: undefined }] : dates.map((date) => ({ ...base, date }));
}
