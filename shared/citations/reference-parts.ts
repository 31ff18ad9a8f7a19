import { findOutlet } from '../sources/registry';
import { readDates, readYearPiece, withYear } from './dates';
import type { PrintedDate, PrintedTarget } from './model';
import { ITS_ISSUE, readNamed, readNumbers } from './named-issues';
import type { Piece } from './parentheses';
import { namesSerial, type OwnName, plainName } from './serials';
import { isSourceName } from './source-names';

/** One serial with what is printed of its issues. */
export interface Reading {
  publication: Piece | undefined;
  title: string | undefined;
  dates: PrintedDate[];
  volume?: number | undefined;
  issue?: number | undefined;
}

const PAGES = /^(?:p|pp|page|pages)\.? ?\d{1,4}(?:[-–]\d{1,4})?$/i;

/** A number with its day in brackets. */
const BRACKETED = /^(.{2,20}?) \(([^()]{3,30})\)$/;

/**
 * Reads pieces between commas as serials, each with its dates and numbers; undefined where one of them is none of these.
 * @param before the publication that dates and numbers without a name are of
 */
export function readParts(pieces: readonly Piece[], before: Piece | undefined, own: OwnName): Reading[] | undefined {
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

/** The issues that are referred to: one for each date, or one by its number. None without a publication. */
export function targetsOf({ publication, title, dates, volume, issue }: Reading, own: OwnName): PrintedTarget[] {
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
