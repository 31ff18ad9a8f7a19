import { findOutlet } from '../sources/registry';
import { readDates, readYearPiece, withYear } from './dates';
import type { PrintedDate, PrintedTarget } from './model';
import { ITS_ISSUE, readNamed, readNumbers } from './named-issues';
import type { Piece } from './parentheses';
import { namesSerial, OURS, type OwnName, plainName } from './serials';
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

/** "and see", "also", "our sister bulletin". */
const LEAD =
  /^(?:and )?(?:see |cf\.? |compare )?(?:also )?(?:our (?:(?:own|sister) )?(?:(?:publication|bulletin|journal|newsletter|weekly|digest|serial) )?(?=\p{Lu}))?/u;

/** A number with its day in brackets. */
const BRACKETED = /^(.{2,20}?) \(([^()]{3,30})\)$/;

/**
 * Reads pieces between commas as serials, each with its dates and numbers; undefined where one of them is none of these.
 * @param before the publication that dates and numbers without a name are of
 * @param mayLose whether what cannot be read ("and our map") costs only itself
 */
export function readParts(
  pieces: readonly Piece[],
  before: Piece | undefined,
  own: OwnName,
  mayLose = false,
): Reading[] | undefined {
  const readings = new Readings(before, own);
  for (const piece of pieces) {
    if (readings.take(piece)) continue;
    if (!mayLose) return undefined;
    readings.lose();
  }
  return readings.all();
}

const blank = (): Reading => ({ publication: undefined, title: undefined, dates: [] });

/** Readings that grow by one piece after the other. */
class Readings {
  private readonly done: Reading[] = [];
  private open: Reading | undefined = blank();
  private titleAhead: string | undefined;

  constructor(
    private readonly before: Piece | undefined,
    private readonly own: OwnName,
  ) {}

  /** Whether a piece could be read: a year, a page, a number, dates, or a name. */
  take(whole: Piece): boolean {
    const lead = LEAD.exec(whole.text)?.[0].length ?? 0;
    const piece = { start: whole.start + lead, end: whole.end, text: whole.text.slice(lead) };
    return this.takeDetail(piece) || this.takeNumber(piece, lead > 0) || this.takeDates(piece) || this.takeName(piece);
  }

  /** What follows is of nothing that is known, up to the next name. */
  lose(): void {
    this.close();
    this.open = undefined;
  }

  all(): Reading[] {
    if (this.open) this.open.title ??= this.titleAhead;
    this.close();
    // "see the Monitor, May 5; May 9": the name goes for what follows it.
    return this.done.map((reading) => ({ ...reading, publication: reading.publication ?? this.before }));
  }

  private close(): void {
    if (this.open) this.done.push(this.open);
  }

  private takeDetail(piece: Piece): boolean {
    if (PAGES.test(piece.text)) return true;
    const year = readYearPiece(piece);
    if (year === undefined || !this.open) return year !== undefined;
    if (this.open.dates.length === 0) return this.open.issue !== undefined;
    this.open.dates = this.open.dates.map((date) => withYear(date, year));
    return true;
  }

  private takeNumber(piece: Piece, isLed: boolean): boolean {
    // "No. 15 (July 19)"
    const [, number = piece.text, day] = BRACKETED.exec(piece.text) ?? [];
    const numbers = readNumbers(number);
    if (!numbers || !this.open) return numbers !== undefined;
    // "March 30, and Volume 1, Issue 24": another issue of the same.
    const isAnother = this.open.dates.length > 0 || (numbers.volume !== undefined && this.open.issue !== undefined);
    if (isAnother && isLed) {
      const { publication } = this.open;
      this.close();
      this.open = { ...blank(), publication: publication ?? this.before };
    }
    Object.assign(this.open, numbers);
    const start = piece.end - (day?.length ?? 0) - 1;
    const printed = day && readDates({ start, end: piece.end - 1, text: day }, undefined);
    if (printed) this.open.dates.push(...printed);
    return true;
  }

  private takeDates(piece: Piece): boolean {
    const dates = readDates(piece, this.open?.dates.at(-1));
    if (dates) this.open?.dates.push(...dates);
    return dates !== undefined;
  }

  private takeName(piece: Piece): boolean {
    const { title, name, numbers, dates = [] } = readNamed(piece, this.own);
    this.titleAhead = title ?? this.titleAhead;
    if (!name) return true;
    const printed = plainName(name.text);
    const isNext = !this.open || this.open.dates.length > 0 || this.open.issue !== undefined;
    if (!isNext && this.open?.publication) return false;
    if (!isSourceName(printed) && !this.own(printed) && printed !== ITS_ISSUE) return false;
    if (isNext) this.close();
    // "and the issue of October 9": of the same.
    const publication = printed === ITS_ISSUE ? (this.done.at(-1)?.publication ?? this.before) : name;
    const open = isNext || !this.open ? blank() : this.open;
    this.open = { ...open, ...numbers, title: this.titleAhead, publication, dates: [...open.dates, ...dates] };
    this.titleAhead = undefined;
    return true;
  }
}

/** The issues that are referred to: one for each date, or one by its number. None without a publication. */
export function targetsOf({ publication, title, dates, volume, issue }: Reading, own: OwnName): PrintedTarget[] {
  if (!publication) return [];
  const printed = plainName(publication.text);
  const full = own(printed);
  if (printed === OURS && full === undefined) return [];
  const isWhole = full !== undefined && full.length === printed.length;
  // "RFE/RL Newsline" is more than its outlet; "the Monitor" of another serial is not its own.
  const name =
    isWhole || namesSerial(printed) ? (full ?? printed) : (findOutlet(publication.text)?.name ?? full ?? printed);
  const base = { publication: name, title, volume, issue, start: publication.start, end: publication.end };
  return dates.length === 0 ? [{ ...base, date: undefined }] : dates.map((date) => ({ ...base, date }));
}
