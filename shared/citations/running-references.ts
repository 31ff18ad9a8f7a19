import type { Span } from '../article/schema';
import { bisect } from '../bisect';
import { readDates } from './dates';
import type { PrintedReference } from './model';
import { readParts, targetsOf } from './reference-parts';
import { readReference } from './references';
import { isSerial, type OwnName, plainName } from './serials';

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
  const read = /^(?:see|cf|compare)/i.test(clause) ? readReference : readIssue;
  const cuts = [...clause.matchAll(/, (?!\d)| (?:and|has|have|for|on|as|is|was|which) /g)].map(({ index }) => index);
  for (const length of [clause.length, ...cuts.slice(0, 20).reverse()].slice(0, MOST_CUTS + 1)) {
    const span = { start, end: start + length };
    const reference = read(text, span, own);
    const isOurs = reference?.targets.every(
      ({ publication, title }) => isSerial(publication, own) || title !== undefined,
    );
    if (reference && isOurs) return reference;
  }
  return undefined;
}

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
