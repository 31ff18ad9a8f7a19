import { bisect } from '../bisect';
import type { Annotation } from '../extractors/extractor';
import { type Match, matchOf, type Named } from './match';
import { beforeApposition } from './met';
import { personFrom } from './phrases';
import { statementOf } from './statement';
import { at, behind, isName, isOwner, type UnitSentence } from './units';

export type Quotation = Extract<Annotation, { kind: 'quotation' }>;

/** Verbs that say what somebody thinks of somebody; the name follows at once. */
const JUDGES =
  /^(?:accused|praised|criticized|criticised|condemned|denounced|blamed|thanked|hailed|lambasted|blasted|lauded|rebuked|described|commended|chided|attacked|mocked|ridiculed)$/;
/** "Attacked", "hit" and the like are deeds; only with these behind the name are they words. */
const DEEDS = /^attacked$/;
const AS_WORDS = /^(?:of|for|as|over|verbally)$/;
const SPEECH = /^(?:said|spoke|asked|commented|remarked|complained|wrote|talked|warned)$/;
/** Names in a quotation that are looked at. */
const MOST_NAMES = 5;
/** Code units that have to be said of a name: “Fav Ex,” says nothing. */
const LEAST_SAID = 6;

/** "X accused Z of …", "Z was praised by X", "X said of Z": what a sentence says without a quotation. */
export function judgements(sentence: UnitSentence): Match[] {
  const found: Match[] = [];
  for (let place = 0; place < sentence.units.length; place++) {
    const { word } = at(sentence, place);
    if (JUDGES.test(word)) found.push(...judged(sentence, place));
    else if (SPEECH.test(word)) found.push(...saidOf(sentence, place));
  }
  return found;
}

function judged(sentence: UnitSentence, verb: number): Match[] {
  if (at(sentence, verb + 1).word === 'by' && /^(?:was|were|been)$/.test(at(sentence, verb - 1).word)) {
    const about = at(sentence, verb - 2);
    const who = nameFrom(sentence, verb + 2);
    const status = statementOf(sentence, verb - 1, verb);
    return who && isActor(about) && status ? [matchOf('said-about', who, about, 'was-judged', status)] : [];
  }
  const who = subjectOf(sentence, verb);
  const about = nameFrom(sentence, verb + 1);
  if (!who || !about || isOwner(sentence, about)) return [];
  if (DEEDS.test(at(sentence, verb).word) && !AS_WORDS.test(behind(sentence, about).word)) return [];
  const status = statementOf(sentence, verb - 1, verb);
  return status ? [matchOf('said-about', who, about, 'judged', status)] : [];
}

/** "Putin said of Yeltsin", "Powell spoke about Chechnya": of whom, right behind the verb. */
function saidOf(sentence: UnitSentence, verb: number): Match[] {
  if (!/^(?:of|about)$/.test(at(sentence, verb + 1).word)) return [];
  const who = subjectOf(sentence, verb);
  const about = nameFrom(sentence, verb + 2);
  const status = who && statementOf(sentence, verb - 1, verb);
  return status && about && !isOwner(sentence, about) ? [matchOf('said-about', who, about, 'said-of', status)] : [];
}

function subjectOf(sentence: UnitSentence, verb: number): Named | undefined {
  let place = verb - 1;
  while (
    place > verb - 4 &&
    /^(?:also|has|have|had|later|then|once|again|sharply|publicly|repeatedly|openly|strongly)$/.test(
      at(sentence, place).word,
    )
  )
    place--;
  if (at(sentence, place).word === ',') place = beforeApposition(sentence, place) ?? place;
  const unit = at(sentence, place);
  // "The party of X accused", "an aide to X accused": not X.
  let before = place - 1;
  while (before > place - 4 && (at(sentence, before).word === 'the' || isName(at(sentence, before), 'NORP'))) before--;
  const isOther = /^(?:of|to|for|by|with|from|in|against|at|on)$/.test(at(sentence, before).word);
  // "A and B accused" are two; ", and B accused" is one.
  const isTwo = at(sentence, before).word === 'and' && isName(at(sentence, before - 1));
  if (!isActor(unit) || isOther || isTwo) return undefined;
  return unit;
}

/** A person with titles, or a body or country, possibly after "the". */
function nameFrom(sentence: UnitSentence, from: number): Named | undefined {
  const person = personFrom(sentence, from);
  if (person !== undefined) {
    const unit = at(sentence, person);
    return isName(unit, 'PERSON') ? unit : undefined;
  }
  const place = at(sentence, from).word === 'the' ? from + 1 : from;
  const unit = at(sentence, place);
  const next = at(sentence, place + 1);
  // "Accused NATO officials": somebody of it.
  return isActor(unit) &&
    !isName(next) &&
    /^(?:\W|of|for|as|over|in|on|and|after|because|while|that|when|with|to|at|by|during)?$/.test(next.word)
    ? unit
    : undefined;
}

const isActor = (unit: ReturnType<typeof at>): unit is Named => isName(unit, 'PERSON', 'ORG', 'GPE');

/**
 * Whom a quotation of a named speaker is about, in a sentence that it stands in: the subject of what is said ("that Moscow
 * would …"), or the only person or body that the quoted words name.
 */
export function quotedAbout(sentence: UnitSentence, quotation: Quotation, speaker: Named): Match[] {
  const { start, end, value } = quotation;
  const first = firstWithin(sentence, start);
  if (isDoubted(sentence, quotation) || isOfSomething(sentence, speaker)) return [];
  const subject = subjectFrom(sentence, first);
  if (
    subject &&
    end - subject.end >= LEAST_SAID &&
    subject.mention.value.id !== speaker.mention.value.id &&
    !isOwner(sentence, subject)
  )
    return [matchOf('said-about', speaker, subject, 'subject-of-what-was-said')];
  if (value.form !== 'direct') return [];
  const names: Named[] = [];
  for (
    let place = first;
    at(sentence, place).end > 0 && at(sentence, place).end <= end && names.length <= MOST_NAMES;
    place++
  ) {
    const unit = at(sentence, place);
    if (isName(unit, 'PERSON', 'ORG', 'GPE', 'LOC') && unit.mention.value.id !== speaker.mention.value.id)
      names.push(unit);
  }
  const [only] = names;
  const isOne = new Set(names.map(({ mention }) => mention.value.id)).size === 1;
  return only && isOne && isName(only, 'PERSON', 'ORG') && isSpokenOf(sentence, only)
    ? [matchOf('said-about', speaker, only, 'only-name-in-quotation')]
    : [];
}

/**
 * Whether a name in a quotation is what is spoken of: it does something ("the bank will keep"), or something is done to it at the
 * end of a clause ("I trust Powell."); not a place, a time or an attribute ("sent it to Congress", "the Obama years").
 */
function isSpokenOf(sentence: UnitSentence, name: Named): boolean {
  if (isOwner(sentence, name)) return false;
  const place = firstWithin(sentence, name.start);
  const next = behind(sentence, name);
  if (FINITE.test(next.word)) return !/^(?:to|from|in|at|with|under|by|of|for|like)$/.test(wordBefore(sentence, place));
  const before = wordBefore(sentence, place);
  return /^[.,;:!?]$/.test(next.word) && /^\p{Ll}{3,}$/u.test(before) && !ASIDE.test(before);
}

const ASIDE =
  /^(?:to|from|in|at|with|under|by|since|until|near|into|than|through|of|for|like|and|or|but|between|against|on|over|after|before|during|via|above|across|around|behind|below|within|without|towards?|inside|outside|hey|says?|said|madam|mister|called|named)$/;

/** The word before a name, articles left out. */
const wordBefore = (sentence: UnitSentence, place: number): string =>
  at(sentence, place - (/^(?:the|an?)$/.test(at(sentence, place - 1).word) ? 2 : 1)).word;

/** "The embassy in Washington says", "the editor of the Standard": a place or body that somebody else who speaks is of. */
function isOfSomething(sentence: UnitSentence, speaker: Named): boolean {
  if (speaker.mention.value.type === 'PERSON') return false;
  const place = firstWithin(sentence, speaker.start);
  return (
    at(sentence, place).start === speaker.start && /^(?:in|of|at|from|for|with)$/.test(wordBefore(sentence, place))
  );
}

/** "Never said", "did not say": nothing was said. */
function isDoubted(sentence: UnitSentence, { value: { cue } }: Quotation): boolean {
  if (!cue) return false;
  for (
    let place = firstWithin(sentence, cue.start);
    place >= 0 && at(sentence, place).start < cue.end && at(sentence, place).end > 0;
    place++
  ) {
    const before = [at(sentence, place - 1).word, at(sentence, place - 2).word, at(sentence, place).word];
    if (
      before.some((word) =>
        /^(?:never|not|nobody|neither|didn|would|could|might|should|if|to|refused|declined)$/.test(word),
      )
    )
      return true;
  }
  return false;
}

/** The name that what is said begins with, after titles and "the". */
function subjectFrom(sentence: UnitSentence, first: number): Named | undefined {
  const person = personFrom(sentence, first);
  if (person !== undefined) {
    const unit = at(sentence, person);
    return isName(unit, 'PERSON') ? unit : undefined;
  }
  const place = at(sentence, first).word === 'the' ? first + 1 : first;
  const unit = at(sentence, place);
  const next = at(sentence, place + 1);
  return isActor(unit) && FINITE.test(next.word) ? unit : undefined;
}

/** What follows a subject: a verb, as far as its form tells. */
const FINITE =
  /^(?!(?:based|led|backed|controlled|occupied|sponsored|owned|born|run|held|related)$)(?:is|are|was|were|will|would|has|have|had|can|could|may|might|must|should|does|do|did|cannot|wants?|needs?|remains?|never|also|still|not|\p{Ll}{2,}ed|itself)$/u;

/** The first unit that starts at an offset or after it, by bisection. */
function firstWithin({ units }: UnitSentence, offset: number): number {
  return bisect(units, ({ start }) => start < offset);
}
