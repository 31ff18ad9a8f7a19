import type { Span } from '../article/schema';
import { bisect } from '../bisect';
import { namesMedium } from '../sources/press-names';
import { readDates } from './dates';
import type { PrintedReference } from './model';
import { readNumbers } from './named-issues';
import { readParts, targetsOf } from './reference-parts';
import { readReference } from './references';
import { isSerial, namesSerial, OURS, type OwnName, plainName } from './serials';

/**
 * Outside of brackets, where a reference begins: "See also Strait Watch", "cf. China Brief", "As EDM reported", "as we
 * reported in issue 14", "the Monitor’s special issue of June 16", "our anniversary number (February 8)".
 */
const BEGINS =
  /(?<![\p{L}\d([])(?:(?:[Ss]ee(?: also)?|[Cc]f\.|[Cc]ompare) (?=the \p{Lu}|our |no\. |[“"\p{Lu}])|[Tt]he (?=\p{Lu}[\p{L} ]{2,30}[’']s? (?:special |previous )?(?:issue|edition) of )|(?=[Oo]ur (?:[a-z-]{3,15} ){0,2}(?:issue|edition|number|note) (?:of|dated|\())|[Aa]s (?=(?:the )?\p{Lu}|we ))/gu;
const LONGEST_CLAUSE = 250;
/** Begins another reference in the same clause; "and see" goes on with the one. */
const AGAIN = /(?<!and )(?<=.)(?:\b[Ss]ee|\()\s/;
/** Cuts that are tried before a clause is given up. */
const MOST_CUTS = 4;

/**
 * References in running text: "See also Strait Watch, 26 February, and our map", "as the Monitor reported on May 3", "the
 * Monitor's special issue of June 16 has the details". To the own publication, to serials of the registry, to what has a
 * title before it, and where "see" cannot but tell the reader to also to other names that are numbered or called as serials are.
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
      : /^(?:the|$)/i.test(cue)
        ? clauseAt(text, { start: index + cue.length, end }, own, readIssue)
        : clauseAt(text, { start: index, end }, own, readSee(text.slice(sentence?.start ?? index, index)));
    if (!reference) continue;
    found.push(reference);
    last = reference.end;
  }
  return found;
}

type Read = (text: string, span: Span, own: OwnName) => PrintedReference | undefined;

/** The longest part of a clause that reads as a reference, cut at commas and "and". */
function clauseAt(text: string, { start, end }: Span, own: OwnName, read: Read): PrintedReference | undefined {
  const clause = text.slice(start, end).replace(/[!?;:\s]{1,3}$/, '');
  const cuts = [...clause.matchAll(/, (?!\d)| (?:and|has|have|for|on|as|is|was|which) /g)].map(({ index }) => index);
  for (const length of [clause.length, ...cuts.slice(0, 20).reverse()].slice(0, MOST_CUTS + 1)) {
    const reference = read(text, { start, end: start + length }, own);
    if (reference) return reference;
  }
  return undefined;
}

/** The sentence, or its part, before a "see" that tells the reader where to look: nothing, or "For the price cap". */
const BEFORE_SEE = /(?:^|[;:]) ?(?:(?:for|on|about|also|and)\b[^;:]{0,120})?$/i;
/** Before a "see" that says what somebody does. */
const SEES = /(?:^| )(?:to|not|will|can|could|would|may|might|must|should|did|do|we|they|you|I|who|people)[ ]$/;

/** Reads from "see" on. Where it is no imperative for certain, the serial must be known. */
function readSee(before: string): Read {
  const isImperative = BEFORE_SEE.test(before.trimStart()) && !SEES.test(before);
  return (text, span, own) => {
    const reference = readReference(text, span, own, false);
    const isOurs = reference?.targets.every(
      ({ publication, title, issue }) =>
        isSerial(publication, own) ||
        title !== undefined ||
        (isImperative && (issue !== undefined || namesSerial(publication) || namesMedium(publication))),
    );
    return isOurs ? reference : undefined;
  };
}

/** "Monitor’s special issue of June 16". */
function readIssue(text: string, span: Span, own: OwnName): PrintedReference | undefined {
  const printed = text.slice(span.start, span.end).replace(/\.$/, '');
  const piece = { start: span.start, end: span.start + printed.length, text: printed };
  const read = readParts([piece], undefined, own);
  const targets = (read ?? []).filter(({ dates }) => dates.length > 0).flatMap((reading) => targetsOf(reading, own));
  const isOurs = targets.length > 0 && targets.every(({ publication }) => isSerial(publication, own));
  return isOurs ? { ...span, targets } : undefined;
}

/** "as the Monitor reported on May 3", "as we reported in issue 14". */
const REPORTED =
  /^((?:the )?\p{Lu}[\p{L}/ -]{1,40}?|we) (?:first |previously |has |had |have )?(?:reported|noted|wrote|discussed|predicted|described|argued|warned|said) (?:(?:on|in its issue of|in our issue of|in(?= (?:issue|number|no\.) )) )?(.{3,40})$/u;

function reportedBefore(text: string, { start, end }: Span, cue: string, own: OwnName): PrintedReference | undefined {
  const from = start + cue.length;
  const clause = text.slice(from, end);
  const to = /[,.;](?!\s?\d)/.exec(clause)?.index ?? clause.length;
  const [, name = '', said = ''] = REPORTED.exec(clause.slice(0, to)) ?? [];
  const printed = name === 'we' ? OURS : plainName(name);
  if (name === '' || !isSerial(printed, own)) return undefined;
  const dates = readDates({ start: from + to - said.length, end: from + to, text: said }, undefined);
  const numbers = dates ? undefined : readNumbers(said);
  if (!dates && numbers?.issue === undefined) return undefined;
  const publication = { start: from, end: from + name.length, text: printed };
  return {
    start,
    end: from + to,
    targets: targetsOf({ publication, title: undefined, dates: dates ?? [], ...numbers }, own),
  };
}
