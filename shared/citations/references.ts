import type { Span } from '../article/schema';
import { joinDays } from './dates';
import type { PrintedReference } from './model';
import { type Piece, split, trimmed } from './parentheses';
import { type Reading, readParts, targetsOf } from './reference-parts';
import { OURS, type OwnName, plainName } from './serials';

/** "see the Monitor, …", "See also EDM, …": what the reference begins with. */
const SEE =
  /^(?:and |also )?(?:(?:for|on) [^,;()]{1,80},? )?(?:please )?(?:see|cf\.?|compare|as (?:reported|discussed|noted|described|covered|mentioned|predicted)(?: earlier| previously)? (?:in|by))(?: also| e\.g\.,?| for example,?| previous| earlier| last)?,?\s+/i;

const AND =
  / and (?=[“"]|the \p{Lu}|the (?:issue|one) |our |cf\.|see )|(?<=\d\.?) (?:and|&) (?=\p{Lu})(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))/u;
const MOST_TARGETS = 500;

/**
 * Reads a parenthesis as a reference to an issue of a serial: "(see the Monitor, February 9, 17)", "(see EDM, Volume 3,
 * Issue 55)", "(see Fortnight in Review, May 5; Monitor, May 9)"; and, where the publication is the article's own, also
 * without "see". A "see" that names no date and no number refers to nothing that can be found.
 * @param span between the brackets, or from "see" to the end of its clause
 * @param own what the article's own publication is called in full, from that or a shorter name of it
 * @param mayLose whether, behind "see", what cannot be read costs only itself
 */
export function readReference(text: string, span: Span, own: OwnName, mayLose = true): PrintedReference | undefined {
  const inner = trimmed(text, span.start, span.end - stopLength(text, span));
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
    const read = pieces && readParts(pieces, readings.at(-1)?.publication, own, mayLose && see !== null);
    if (!read) lost = true;
    else readings.push(...read);
  }
  // "see no. 6": of the own publication.
  if (see)
    for (const reading of readings) if (reading.issue !== undefined) reading.publication ??= { ...body, text: OURS };
  const found = readings.filter(({ dates, issue }) => dates.length > 0 || issue !== undefined);
  // Behind "see", what cannot be read ("and our map") costs only itself.
  if (!see && (lost || found.length < readings.length)) return undefined;
  if (!see && !found.every(({ publication }) => publication && own(plainName(publication.text)))) return undefined;
  const targets = found.flatMap((reading) => targetsOf(reading, own)).slice(0, MOST_TARGETS);
  return targets.length > 0 ? { ...span, targets } : undefined;
}

/** A full stop at the end, but for the one behind a month: "3.3.". */
const stopLength = (text: string, { start, end }: Span): number =>
  /(?<!\d\.\d{1,2})\.\s{0,2}$/.exec(text.slice(Math.max(start, end - 8), end))?.[0].length ?? 0;

/**
 * "the Fortnight of September 24 and “Long Night,”", "EL 3/40 and Steppe Report": two, where a name or a title begins behind
 * the "and".
 */
function atAnd(text: string, piece: Piece): Piece[] {
  const and = AND.exec(piece.text);
  if (!and) return [piece];
  const [end, start] = [piece.start + and.index, piece.start + and.index + and[0].length];
  const [first, second] = [trimmed(text, piece.start, end), trimmed(text, start, piece.end)];
  return [...(first ? [first] : []), ...(second ? atAnd(text, second) : [])];
}
