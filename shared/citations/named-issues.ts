import { namesMedium } from '../sources/press-names';
import { findOutlet } from '../sources/registry';
import { readDates, splitDatesAndName, splitNameAndDates } from './dates';
import type { PrintedDate } from './model';
import type { Piece } from './parentheses';
import { OURS, type OwnName, SERIAL_WORD } from './serials';

/** A serial or a title, and what is printed with its name. */
interface Named {
  title?: string | undefined;
  name?: Piece;
  numbers?: Numbers | undefined;
  dates?: PrintedDate[] | undefined;
}

/** What is neither a date nor a number: “Deal Signed”, “Deal Signed,” EDM, EDM, “Monitor,” May 5. */
export function readNamed(piece: Piece, own: OwnName): Named {
  const titled = TITLED.exec(piece.text);
  if (!titled) return readSerial(piece, own);
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
  return rest === '' ? { title: quoted } : { title: quoted, ...readSerial(after, own) };
}

/** "EDM Volume 3", "EDM 28 March", "the December 14 Monitor", "the Monitor's special issue of June 16". */
function readSerial(piece: Piece, own: OwnName): Named {
  const issue = ISSUE_OF.exec(piece.text);
  if (issue) {
    const [, ours, name = '', printed = ''] = issue;
    const day = printed.replace(/\)$/, '');
    const start = piece.start + piece.text.lastIndexOf(day);
    const dates = readDates({ start, end: start + day.length, text: day }, undefined);
    const text = name.replace(/[’']s? ?$/, '') || (ours ? OURS : ITS_ISSUE);
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
  // "HW 29": a bare number is an issue only of the own publication.
  const [, name = '', bare] = /^(.{2,80}) (\d{1,4})$/.exec(piece.text) ?? [];
  if (bare !== undefined && own(name))
    return {
      name: { start: piece.start, end: piece.start + name.length, text: name },
      numbers: { issue: Number(bare) },
    };
  const both = findOutlet(piece.text) ? undefined : (splitNameAndDates(piece) ?? splitDatesAndName(piece));
  return both ?? { name: piece };
}

/** A title in quotation marks, alone or before the publication: "Deal Signed," EDM. */
const TITLED = /^[“"‘']([^“”"]{1,300})[”"’']\s*(.*)$/;

/** "the Monitor’s special issue of June 16", "the issue of October 9", "our anniversary number (February 8)". */
const ISSUE_OF =
  /^(?:the |(our ))?(\p{Lu}[^’']{1,80}[’']s? |)(?:[a-z-]{3,15} ){0,2}(?:issue|edition|report|number|supplement|note) (?:(?:of|for|dated) |\()(.{3,40})$/u;
/** Stands for the publication of the reference before. */
export const ITS_ISSUE = 'issue';

/** "EDM Volume 3", "Letter no. 8": a number right behind the name. */
const NUMBERED = /\s((?:vol(?:ume)?|issue|no|number|#)\.?\s?#?\s?\d{1,5})$/i;

const NUMBERS = /^(?:our )?(?:(?:vol(?:ume)?|issue|no|number|#)\.?\s*#?\s*(?:\d{1,5}|[IVXL]{1,8})|#\d{1,5})$/i;

interface Numbers {
  volume?: number;
  issue?: number;
}

/** "Volume 3", "No. 15", "Vol. XI". */
export function readNumbers(text: string): Numbers | undefined {
  if (!NUMBERS.test(text)) return undefined;
  const roman = / ([IVXL]{1,8})$/.exec(text)?.[1];
  const number = roman === undefined ? Number(/\d+/.exec(text)?.[0]) : romanNumber(roman);
  return /^(?:our )?vol/i.test(text) ? { volume: number } : { issue: number };
}

const ROMAN: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50 };

function romanNumber(text: string): number {
  const values = [...text].map((letter) => ROMAN[letter] ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}
