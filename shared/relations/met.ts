import { type Match, matchOf, type Named } from './match';
import { personFrom, personsFrom } from './phrases';
import { statementOf } from './statement';
import { at, isName, isOwner, type UnitSentence } from './units';

const ADVERBS =
  /^(?:also|reportedly|allegedly|apparently|briefly|privately|recently|had|has|have|twice|then|later|separately|secretly|again|first|both|personally|earlier|quietly|once|already)$/;
const TALKS =
  /^(?:talks|meeting|meetings|discussions|negotiations|consultations|summit|conversation|lunch|dinner|breakfast)$/;
const KIND_OF_TALKS =
  /^(?:a|an|the|his|her|their|two|three|several|brief|lengthy|long|short|private|informal|bilateral|closed|door|hours?|days?|minutes?|-|separate|first|new|late|night|working|face|to|frank|secret|formal|official|round|rounds|of|series|peace|crisis|further|one|on|high|level|\d+|preliminary)$/;
const HELD = /^(?:held|had|began|opened|concluded|ended|finished|completed)$/;
/** They were not in one room. */
const REMOTE = new Set(
  'telephone phone phoned telephoned video videoconference online virtual virtually hotline call letter telegram'.split(
    ' ',
  ),
);
/** Units between a verb and its "with": a place and a time. */
const LONGEST_ASIDE = 10;
const ASIDE_WORD =
  /^(?:in|on|at|for|during|over|outside|near|the|a|an|this|last|next|late|early|week|month|year|morning|afternoon|evening|night|yesterday|today|earlier|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|of|hours?|minutes?|days?|two|three|four|several|more|than|about|city|capital|his|her|their|residence|office|palace|hotel|sidelines|summit|conference|airport|behind|closed|doors|again|briefly|privately|separately|\d+)$/;
const DID_HAPPEN =
  /^(?:took|lasted|ended|began|opened|produced|yielded|brought|concluded|failed|dragged|resulted|focused)$/;
const SAID = /^(?:said|told|announced|declared|stated|added|noted|warned|insisted|reiterated)$/;

/** Who met whom: persons, in one place, in the past. */
export function meetings(sentence: UnitSentence): Match[] {
  if (sentence.units.some(({ word }) => REMOTE.has(word))) return [];
  const found: Match[] = [];
  for (let place = 0; place < sentence.units.length; place++) {
    const { word } = at(sentence, place);
    if (word === 'met') found.push(...met(sentence, place));
    else if (HELD.test(word)) found.push(...heldTalks(sentence, place));
    else if (/^(?:received|hosted|welcomed)$/.test(word)) found.push(...received(sentence, place));
    else if (TALKS.test(word)) found.push(...afterTalks(sentence, place), ...between(sentence, place));
  }
  return found;
}

/** "A met (with) B", "A met in Moscow on Monday with B", "A and B met". */
function met(sentence: UnitSentence, place: number): Match[] {
  const { persons, last } = subjectBefore(sentence, place);
  if (persons.length === 0) return [];
  const status = statementOf(sentence, last + 1, place);
  if (!status) return [];
  const others = metWhom(sentence, place + 1);
  if (others.length > 0) return pairs(persons, others, 'met', status);
  const next = at(sentence, place + 1);
  const goesOn = isName(next) || /^(?:with|the|a|an|his|her|their|all|every|those|these|no|some|only)$/.test(next.word);
  return goesOn || persons.length < 2 ? [] : pairs(persons.slice(0, 1), persons.slice(1), 'met-each-other', status);
}

function metWhom(sentence: UnitSentence, from: number): Named[] {
  const direct = at(sentence, from).word === 'with' ? from + 1 : from;
  const first = personFrom(sentence, direct) ?? afterAside(sentence, from);
  return first === undefined ? [] : owned(sentence, personsFrom(sentence, first));
}

/** "in Moscow on Monday with B": the place of B. */
function afterAside(sentence: UnitSentence, from: number): number | undefined {
  for (let place = from; place < from + LONGEST_ASIDE; place++) {
    const unit = at(sentence, place);
    if (unit.word === 'with') return personFrom(sentence, place + 1);
    if (!isName(unit, 'GPE', 'LOC', 'FAC', 'EVENT') && !ASIDE_WORD.test(unit.word)) return undefined;
  }
  return undefined;
}

/** "A held two hours of talks with B". */
function heldTalks(sentence: UnitSentence, place: number): Match[] {
  const talks = talksFrom(sentence, place + 1);
  if (talks === undefined) return [];
  const { persons, last } = subjectBefore(sentence, place);
  const status = statementOf(sentence, last + 1, place);
  if (persons.length === 0 || !status) return [];
  const next = talks + 1;
  const first = at(sentence, next).word === 'with' ? personFrom(sentence, next + 1) : afterAside(sentence, next);
  if (first !== undefined) return pairs(persons, owned(sentence, personsFrom(sentence, first)), 'held-talks', status);
  // "Putin and Bush held talks in Ljubljana."
  const isClosed = /^(?:[.,;]|in|on|at|for|before|after)$/.test(at(sentence, next).word);
  return persons.length > 1 && isClosed && !withSomebody(sentence, next)
    ? pairs(persons.slice(0, 1), persons.slice(1), 'held-talks', status)
    : [];
}

const withSomebody = (sentence: UnitSentence, from: number): boolean =>
  sentence.units.slice(from, from + LONGEST_ASIDE).some(({ word }) => word === 'with');

function talksFrom(sentence: UnitSentence, from: number): number | undefined {
  for (let place = from; place < from + 8; place++) {
    const { word } = at(sentence, place);
    if (TALKS.test(word)) return place;
    if (!KIND_OF_TALKS.test(word)) return undefined;
  }
  return undefined;
}

/** "A received B", "B was received by A". */
function received(sentence: UnitSentence, place: number): Match[] {
  if (at(sentence, place + 1).word === 'by') {
    if (!/^(?:was|were)$/.test(at(sentence, place - 1).word)) return [];
    const host = personFrom(sentence, place + 2);
    const guest = at(sentence, place - 2);
    const status = statementOf(sentence, place - 1, place);
    if (host === undefined || !isName(guest, 'PERSON') || !status) return [];
    return pairs([guest], owned(sentence, personsFrom(sentence, host)), 'was-received', status);
  }
  const guest = personFrom(sentence, place + 1);
  if (guest === undefined) return [];
  const { persons, last } = subjectBefore(sentence, place);
  const status = statementOf(sentence, last + 1, place);
  return status ? pairs(persons, owned(sentence, personsFrom(sentence, guest)), 'received', status) : [];
}

/** "After talks with B in Berlin, A said …", "A said after a meeting with B". */
function afterTalks(sentence: UnitSentence, place: number): Match[] {
  let start = place - 1;
  while (start > place - 6 && KIND_OF_TALKS.test(at(sentence, start).word)) start--;
  if (!/^(?:after|following|during)$/.test(at(sentence, start).word)) return [];
  const first =
    at(sentence, place + 1).word === 'with' ? personFrom(sentence, place + 2) : afterAside(sentence, place + 1);
  if (first === undefined) return [];
  const others = owned(sentence, personsFrom(sentence, first));
  if (others.length === 0) return [];
  const who = start <= 1 ? mainSubject(sentence, first) : speakerBefore(sentence, start);
  const status = who && statementOf(sentence, start, place);
  return status ? pairs([who], others, 'after-talks', status) : [];
}

/** The subject of the clause after the first comma: "…, Ivanov said". */
function mainSubject(sentence: UnitSentence, from: number): Named | undefined {
  for (let place = from + 1; place < from + 12; place++) {
    const { word } = at(sentence, place);
    if (word === 'and' || isName(at(sentence, place), 'PERSON')) return undefined;
    if (word !== ',') continue;
    const found = personFrom(sentence, place + 1);
    const subject = found === undefined ? undefined : at(sentence, found);
    if (!subject || !isName(subject, 'PERSON') || found === undefined) return undefined;
    // "…, Putin's adviser", "…, Putin and": not he, or not he alone.
    return /^(?:['’]s?|and|,|\.)$/.test(at(sentence, found + 1).word) ? undefined : subject;
  }
  return undefined;
}

/** "A said after", "A told reporters after". */
function speakerBefore(sentence: UnitSentence, after: number): Named | undefined {
  for (let place = after - 1; place > Math.max(0, after - 6); place--) {
    if (!SAID.test(at(sentence, place).word)) continue;
    const [before, behind] = [at(sentence, place - 1), at(sentence, place + 1)];
    if (isName(before, 'PERSON')) return before;
    return isName(behind, 'PERSON') && place + 2 === after ? behind : undefined;
  }
  return undefined;
}

/** "The meeting between A and B lasted two hours." */
function between(sentence: UnitSentence, place: number): Match[] {
  if (at(sentence, place + 1).word !== 'between') return [];
  const first = personFrom(sentence, place + 2);
  if (first === undefined || at(sentence, first + 1).word !== 'and') return [];
  const second = personFrom(sentence, first + 2);
  const [one, other] = [at(sentence, first), at(sentence, second ?? -1)];
  if (second === undefined || !isName(one, 'PERSON') || !isName(other, 'PERSON')) return [];
  for (let verb = second + 1; verb < second + 10; verb++) {
    const { word } = at(sentence, verb);
    if (/^(?:was|were|would|will|could|may|might|is|should)$/.test(word)) {
      if (!/^(?:was|were)$/.test(word) || at(sentence, verb + 1).word !== 'held') return [];
    } else if (!DID_HAPPEN.test(word)) continue;
    const status = statementOf(sentence, second + 1, verb);
    return status ? pairs([one], [other], 'meeting-between', status) : [];
  }
  return [];
}

/**
 * The persons that are the subject of a verb, and the place of the last: "A", "A and B", "A, the foreign minister,",
 * "A, who".
 */
function subjectBefore(sentence: UnitSentence, verb: number): { persons: Named[]; last: number } {
  let last = verb - 1;
  while (last > verb - 5 && ADVERBS.test(at(sentence, last).word)) last--;
  if (/^(?:and|then)$/.test(at(sentence, verb - 1).word)) return sentenceSubject(sentence, verb);
  if (at(sentence, last).word === 'who' && at(sentence, last - 1).word === ',') last -= 2;
  else if (at(sentence, last).word === ',') last = beforeApposition(sentence, last) ?? last;
  const persons: Named[] = [];
  let place = last;
  while (persons.length < 8) {
    const unit = at(sentence, place);
    if (!isName(unit, 'PERSON')) break;
    persons.unshift(unit);
    let start = place - 1;
    while (start > place - 8 && (isTitle(sentence, start) || isName(at(sentence, start), 'NORP', 'GPE', 'ORG')))
      start--;
    if (at(sentence, start).word !== 'and' || !isName(at(sentence, start - 1), 'PERSON')) {
      // "an aide to Putin met": it is the aide.
      if (/^(?:of|to|for|by|with|from|against|on|about|between|than|like)$/.test(at(sentence, start).word))
        return { persons: [], last };
      break;
    }
    place = start - 1;
  }
  return { persons, last };
}

/**
 * "A flew to Jerusalem and met": the person that the sentence begins with, if nobody says or does anything in between who
 * could be the subject as well.
 */
function sentenceSubject(sentence: UnitSentence, verb: number): { persons: Named[]; last: number } {
  const none = { persons: [], last: verb - 1 };
  const first = personFrom(sentence, 0);
  const unit = first === undefined ? undefined : at(sentence, first);
  if (first === undefined || !unit || !isName(unit, 'PERSON') || isOwner(sentence, unit)) return none;
  if (
    !/^\p{Ll}{2,}ed$|^(?:held|met|flew|went|came|left|took|began|spent|had|drove|won|made)$/u.test(
      at(sentence, first + 1).word,
    )
  )
    return none;
  for (let place = first + 1; place < verb - 1; place++)
    if (/^(?:that|who|which|said|says|told|but|while|when|as|whose|if|because)$/.test(at(sentence, place).word))
      return none;
  return { persons: [unit], last: first };
}

/** Where the name stands that an apposition belongs to, which ends with the comma at `comma`. */
export function beforeApposition(sentence: UnitSentence, comma: number): number | undefined {
  let acts = false;
  for (let place = comma - 1; place > comma - 14; place--) {
    const { word } = at(sentence, place);
    if (word === ',') {
      // A clause with a verb of its own is one about the name only with its "who".
      const isClause = acts && at(sentence, place + 1).word !== 'who';
      return isName(at(sentence, place - 1), 'PERSON') && !isClause ? place - 1 : undefined;
    }
    if (/^(?:and|but|said|says)$/.test(word)) return undefined;
    acts ||= /^(?:is|was|were|are|has|had|which|met)$/.test(word);
  }
  return undefined;
}

function isTitle(sentence: UnitSentence, place: number): boolean {
  return /^(?:president|prime|foreign|defen[cs]e|minister|chancellor|secretary|general|leader|the|chief|chairman|king|pope|vice|deputy|premier|interior|finance|of|state|economy|head|opposition|his|counterpart|,)$/.test(
    at(sentence, place).word,
  )
    ? at(sentence, place).word !== ','
    : false;
}

/** Without one whose something is meant: "met Putin's adviser". */
function owned(sentence: UnitSentence, persons: readonly Named[]): Named[] {
  const last = persons.at(-1);
  return last && isOwner(sentence, last) ? persons.slice(0, -1) : [...persons];
}

function pairs(
  ones: readonly Named[],
  others: readonly Named[],
  pattern: string,
  status: 'asserted' | 'hedged',
): Match[] {
  return ones.flatMap((one) => others.map((other) => matchOf('met-with', one, other, pattern, status)));
}
