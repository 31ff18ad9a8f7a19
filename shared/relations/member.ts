import { type Match, matchOf, type Named } from './match';
import { listFrom } from './phrases';
import { statementOf } from './statement';
import { at, isName, isOwner, type UnitSentence } from './units';

const ADJECTIVES =
  /^(?:founding|full|new|newest|leading|senior|key|prominent|permanent|active|long|longtime|longstanding|standing|time|influential|veteran|elected|non|associate|-|loyal|original|fellow|junior|\d+)$/;
/** What makes a member one who is none. */
const NOT_YET =
  /^(?:potential|would|aspiring|prospective|future|former|non|ex|possible|candidate|hopeful|onetime|not|no|likely|wannabe|expelled|suspended|honorary|be|against|unlike)$/;
const BE = /^(?:is|was|are|were|became|become|remains|remained|remain|been)$/;
const ADVERBS =
  /^(?:now|also|still|already|both|all|has|have|had|formally|officially|recently|later|first|long|since|then|eventually|finally)$/;
/** What may follow the name of a body where that is all that is named: "NATO.", "NATO since 1999", not "the NATO committee". */
const FOLLOWS =
  /^(?:[.,;:)!“”"—–]|since|in|on|from|for|who|which|that|at|with|until|but|or|as|when|while|after|before|by|to|and|last|this|under|during|because|despite|if|said|says|is|was|has|had|will|would|only|itself|where|again|a|an|the|two|three|years|of|\(|later|without|together|alongside|today|yesterday|told|met|took|left|won|lost|went|came|held|\p{Ll}+ed)?$/u;
const BODY =
  /(?:party|movement|union|front|league|bloc|alliance|army|cabinet|parliament|council|association|federation|coalition|duma|senate|congress|committee|brotherhood|liberals|democrats|conservatives|greens|labour|club|brigades?|guards?)\b/i;

/** Who belongs to what: states to alliances, persons to parties and councils. */
export function memberships(sentence: UnitSentence): Match[] {
  const found: Match[] = [];
  for (let place = 0; place < sentence.units.length; place++) {
    const { word } = at(sentence, place);
    if (word === 'member' || word === 'members')
      found.push(...memberNoun(sentence, place), ...memberOf(sentence, place), ...including(sentence, place));
    else if (word === 'joined' || word === 'rejoined') found.push(...joined(sentence, place));
    else if (word === 'of') found.push(...ofParty(sentence, place));
  }
  return found;
}

/** "NATO members Turkey and Greece", "EU member state Estonia", "Duma member Ivan Petrov". */
function memberNoun(sentence: UnitSentence, place: number): Match[] {
  const body = at(sentence, place - 1);
  // "Aspiring European Union member": the word may have been taken into the name.
  if (!isName(body, 'ORG') || NOT_YET.test(firstWord(body))) return [];
  for (let before = place - 2; before >= place - 5; before--)
    if (NOT_YET.test(at(sentence, before).word) && at(sentence, before).word !== '') return [];
  const plural = at(sentence, place).word === 'members';
  const isState = /^(?:states?|countr(?:y|ies)|nations?)$/.test(at(sentence, place + 1).word);
  const first = place + (isState ? 2 : 1);
  const members =
    isState || plural ? listFrom(sentence, first, 'GPE') : listFrom(sentence, first, 'GPE', 'PERSON').slice(0, 1);
  return members
    .filter((member) => !isOwner(sentence, member))
    .map((member) => matchOf('member-of', member, body, 'member-noun'));
}

const firstWord = ({ mention }: Named): string => mention.value.name.split(/[ -]/, 1)[0]?.toLowerCase() ?? '';

/** "A, a founding member of B", "A is a member of B", "A and C became members of B". */
function memberOf(sentence: UnitSentence, place: number): Match[] {
  if (at(sentence, place + 1).word !== 'of') return [];
  const body = bodyFrom(sentence, place + 2);
  if (!body) return [];
  let start = place;
  while (start > place - 4 && ADJECTIVES.test(at(sentence, start - 1).word)) start--;
  if (/^(?:a|an|the|one)$/.test(at(sentence, start - 1).word)) start--;
  else if (at(sentence, place).word === 'member') return [];
  const before = at(sentence, start - 1);
  if (before.word === ',') {
    const member = at(sentence, start - 2);
    const isApposed = isName(member, 'GPE', 'PERSON', 'ORG') && at(sentence, place).word === 'member';
    return isApposed ? [matchOf('member-of', member, body, 'apposed-member')] : [];
  }
  if (!BE.test(before.word)) return [];
  let subject = start - 2;
  while (subject > start - 6 && ADVERBS.test(at(sentence, subject).word)) subject--;
  const members = listBefore(sentence, subject);
  const status = statementOf(sentence, subject + 1, start - 1);
  const isNot = at(sentence, start - 1).word === 'not';
  if (!status || isNot) return [];
  return members.map((member) => matchOf('member-of', member, body, 'is-a-member', status));
}

/** "members of B, including A and C", "B members such as A". */
function including(sentence: UnitSentence, place: number): Match[] {
  if (at(sentence, place).word !== 'members') return [];
  const isOf = at(sentence, place + 1).word === 'of';
  const before = at(sentence, place - 1);
  let next = place + 1;
  let body: Named | undefined = isName(before, 'ORG') ? before : undefined;
  if (isOf) {
    next = place + 2;
    if (at(sentence, next).word === 'the') next++;
    const unit = at(sentence, next);
    body = isName(unit, 'ORG') ? unit : undefined;
    next++;
  }
  for (let bad = place - 1; bad >= place - 4; bad--)
    if (at(sentence, bad).word !== '' && NOT_YET.test(at(sentence, bad).word)) return [];
  if (!body) return [];
  if (at(sentence, next).word === ',') next++;
  if (at(sentence, next).word === 'including') next++;
  else if (at(sentence, next).word === 'such' && at(sentence, next + 1).word === 'as') next += 2;
  else return [];
  const object = body;
  return listFrom(sentence, next, 'GPE', 'PERSON').map((member) =>
    matchOf('member-of', member, object, 'members-including'),
  );
}

/** "Poland joined NATO in 1999"; "joined NATO in condemning" is no joining. */
function joined(sentence: UnitSentence, place: number): Match[] {
  const bodyAt = at(sentence, place + 1).word === 'the' ? place + 2 : place + 1;
  const body = at(sentence, bodyAt);
  if (!isName(body, 'ORG') || !FOLLOWS.test(at(sentence, bodyAt + 1).word) || isName(at(sentence, bodyAt + 1)))
    return [];
  if (/^(?:in|by)$/.test(at(sentence, bodyAt + 1).word) && /ing$/.test(at(sentence, bodyAt + 2).word)) return [];
  if (at(sentence, bodyAt + 1).word === 'and' && isName(at(sentence, bodyAt + 2))) return [];
  let subject = place - 1;
  while (subject > place - 4 && ADVERBS.test(at(sentence, subject).word)) subject--;
  const status = statementOf(sentence, subject + 1, place);
  if (!status) return [];
  return listBefore(sentence, subject)
    .filter(({ mention }) => mention.value.type === 'GPE' || BODY.test(body.mention.value.name))
    .map((member) => matchOf('member-of', member, body, 'joined', status));
}

/** "Gennady Zyuganov of the Communist Party". */
function ofParty(sentence: UnitSentence, place: number): Match[] {
  const person = at(sentence, place - 1);
  const body = bodyFrom(sentence, place + 1);
  if (
    !isName(person, 'PERSON') ||
    !body ||
    !/\b(?:party|movement|bloc|front|league|democrats|conservatives|greens|union of)\b/i.test(body.mention.value.name)
  )
    return [];
  return [matchOf('member-of', person, body, 'of-party')];
}

/** "the Russian State Duma": the body, if no noun follows that it is a part of. */
function bodyFrom(sentence: UnitSentence, from: number): Named | undefined {
  let place = from;
  while (
    place < from + 4 &&
    (/^(?:the|ruling|opposition|moderate)$/.test(at(sentence, place).word) || isName(at(sentence, place), 'NORP'))
  )
    place++;
  const unit = at(sentence, place);
  const next = at(sentence, place + 1);
  return isName(unit, 'ORG') && !isName(next) && FOLLOWS.test(next.word) ? unit : undefined;
}

/** The names that end at `last`, the last of a list: "Turkey", "Turkey and Greece", "Poland, Hungary and Slovakia". */
function listBefore(sentence: UnitSentence, last: number): Named[] {
  const found: Named[] = [];
  let place = last;
  while (found.length < 8) {
    const unit = at(sentence, place);
    if (!isName(unit, 'GPE', 'PERSON', 'ORG')) break;
    // "Troops of Poland joined": what it is a part of is no subject.
    if (/^(?:of|in|from|with|by|for|to|at|near|against|between|about|on)$/.test(at(sentence, place - 1).word))
      return [];
    found.unshift(unit);
    const separator = at(sentence, place - 1).word;
    if (found.length === 1 ? separator !== 'and' : separator !== ',') break;
    place -= 2;
  }
  return found;
}
