import type { Span } from '../article/schema';
import { findOutlet } from '../sources/registry';
import { joinDays, readDates, readYearPiece, splitNameAndDates, withYear } from './dates';
import type { PrintedDate, PrintedReference, PrintedTarget } from './model';
import { type Piece, split, trimmed } from './parentheses';
import { isSourceName } from './source-names';

/** "see the Monitor, …", "See also EDM, …": what the reference begins with. */
const SEE =
  /^(?:for (?:more|background|details|further details|a fuller account)[^,;()]{0,40},? )?(?:please )?(?:see|cf\.?|compare)(?: also| e\.g\.,?| for example,?)?,?\s+/i;
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
  for (const piece of pieces) {
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
    const titled = TITLED.exec(piece.text);
    if (titled) {
      open.title = titled[1]?.replace(/[,.]$/, '');
      if (!titled[2]) continue;
    }
    if (open.dates.length > 0 || open.issue !== undefined) {
      readings.push(open);
      open = { publication: undefined, title: titled ? open.title : undefined, dates: [] };
    }
    const after = titled?.[2] ? { ...piece, start: piece.end - titled[2].length, text: titled[2] } : piece;
    const both = findOutlet(after.text) ? undefined : splitNameAndDates(after);
    const name = both?.name ?? after;
    const printed = plainName(name.text);
    if (open.publication || (!isSourceName(printed) && !own(printed))) return undefined;
    open.publication = name;
    if (both) open.dates.push(...both.dates);
  }
  readings.push(open);
  // "see the Monitor, May 5; May 9": the name goes for what follows it.
  return readings.map((reading) => ({ ...reading, publication: reading.publication ?? before }));
}

function readNumbers(text: string): { volume?: number; issue?: number } | undefined {
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
