import { type Match, matchOf, type Named } from './match';
import { statementOf } from './statement';
import { at, isName, type Unit, type UnitSentence } from './units';

const PLACE_NOUN =
  /^(?:city|town|village|port|province|region|district|suburb|island|settlement|township|municipality|resort|capital|neighborhood|neighbourhood|county|hamlet|enclave|base|airport|river|valley|area)$/;
const DIRECTION =
  /^(?:northern|southern|eastern|western|central|north|south|east|west|northeastern|northwestern|southeastern|southwestern|northeast|northwest|southeast|southwest|far|the|remote|mountainous|rural|upper|lower|neighboring|neighbouring|nearby|coastal|of|province|state|region)$/;
const SITUATED = /^(?:located|situated|based|headquartered)$/;
/** Between "Moscow-based" and the body: "news agency", "energy giant". */
const LONGEST_KIND = 3;

/** What lies where: bodies, buildings and places in towns, regions and countries. */
export function locations(sentence: UnitSentence): Match[] {
  const found: Match[] = [];
  for (let place = 0; place < sentence.units.length; place++) {
    const { word } = at(sentence, place);
    if (word === 'based') found.push(...basedBefore(sentence, place));
    if (SITUATED.test(word)) found.push(...situated(sentence, place));
    if (word === 'capital') found.push(...capitalOf(sentence, place));
    if (PLACE_NOUN.test(word)) found.push(...townIn(sentence, place), ...apposedTown(sentence, place));
    if (word === 'in') found.push(...facilityIn(sentence, place));
    if (word === ',') found.push(...afterComma(sentence, place));
  }
  return found;
}

/** "Moscow-based news agency Interfax". */
function basedBefore(sentence: UnitSentence, place: number): Match[] {
  const town = at(sentence, place - 2);
  if (at(sentence, place - 1).word !== '-' || !isName(town, 'GPE', 'LOC')) return [];
  for (let next = place + 1; next <= place + 1 + LONGEST_KIND; next++) {
    const unit = at(sentence, next);
    if (isName(unit, 'ORG', 'FAC')) return [matchOf('located-in', unit, town, 'based')];
    if (isName(unit) || unit.word === '' || !/^\p{L}+$/u.test(unit.word) || unit.capital) return [];
    if (/^(?:in|of|for|at|by|that|who|which|and|or|said|is|was)$/.test(unit.word)) return [];
  }
  return [];
}

/** "A, located in northern B", "A is headquartered in B". */
function situated(sentence: UnitSentence, place: number): Match[] {
  if (at(sentence, place + 1).word !== 'in') return [];
  const where = placeFrom(sentence, place + 2);
  if (!where) return [];
  const before = at(sentence, place - 1);
  if (/^(?:is|was|are|were)$/.test(before.word)) {
    const subject = at(sentence, place - 2);
    const status = statementOf(sentence, place - 1, place);
    const isOther = /^(?:of|in|from|at)$/.test(at(sentence, place - 3).word);
    return isName(subject, 'ORG', 'FAC', 'GPE', 'LOC') && status && !isOther
      ? [matchOf('located-in', subject, where, 'is-situated', status)]
      : [];
  }
  const subject = at(sentence, before.word === ',' ? place - 2 : place - 1);
  if (!isName(subject, 'ORG', 'FAC', 'GPE', 'LOC')) return [];
  return [matchOf('located-in', subject, where, 'situated')];
}

/** "Grozny, the capital of Chechnya"; "the capital of Chechnya, Grozny"; "Chechnya's capital, Grozny". */
function capitalOf(sentence: UnitSentence, place: number): Match[] {
  const found: Match[] = [];
  if (at(sentence, place + 1).word === 'of') {
    const of = at(sentence, place + 2);
    if (!isName(of, 'GPE', 'LOC')) return [];
    let start = place;
    while (
      start > place - 3 &&
      /^(?:the|regional|provincial|old|new|ancient|political|commercial|administrative)$/.test(
        at(sentence, start - 1).word,
      )
    )
      start--;
    const before = at(sentence, start - 2);
    const after = at(sentence, place + 4);
    if (at(sentence, start - 1).word === ',' && isName(before, 'GPE'))
      found.push(matchOf('located-in', before, of, 'capital-of'));
    else if (at(sentence, place + 3).word === ',' && isName(after, 'GPE') && closes(sentence, place + 5))
      found.push(matchOf('located-in', after, of, 'capital-of'));
    return found;
  }
  const people = at(sentence, place - 1);
  const owner = countryOf(people) ?? at(sentence, place - 2);
  if ((/^['’]s$/.test(people.word) || isName(people, 'NORP')) && isName(owner, 'GPE', 'LOC')) {
    const next = at(sentence, place + 1).word === ',' ? place + 2 : place + 1;
    const town = at(sentence, next);
    if (isName(town, 'GPE') && (next === place + 1 || closes(sentence, next + 1)))
      found.push(matchOf('located-in', town, owner, 'capital-of'));
  }
  return found;
}

/** The country of a people's name, where that is certain: "the Georgian capital". */
function countryOf(unit: Unit): Named | undefined {
  if (!isName(unit, 'NORP') || !unit.mention.standsFor) return undefined;
  return { ...unit, mention: { ...unit.mention, value: unit.mention.standsFor } };
}

/** "the town of Kunduz in northern Afghanistan", "the village of Beslan, in North Ossetia". */
function townIn(sentence: UnitSentence, place: number): Match[] {
  const town = at(sentence, at(sentence, place + 1).word === 'of' ? place + 2 : place + 1);
  const after = at(sentence, place + 1).word === 'of' ? place + 3 : place + 2;
  if (!isName(town, 'GPE', 'LOC', 'FAC')) return [];
  const next = at(sentence, after).word === ',' && at(sentence, after + 1).word === 'in' ? after + 1 : after;
  if (at(sentence, next).word !== 'in') return [];
  const where = placeFrom(sentence, next + 1);
  return where ? [matchOf('located-in', town, where, 'town-in')] : [];
}

/** "Gudermes, a town in eastern Chechnya". */
function apposedTown(sentence: UnitSentence, place: number): Match[] {
  if (!/^(?:in|of)$/.test(at(sentence, place + 1).word)) return [];
  const where = placeFrom(sentence, place + 2);
  let start = place;
  while (
    start > place - 5 &&
    !/^(?:a|an|the)$/.test(at(sentence, start - 1).word) &&
    /^\p{Ll}|^-$/u.test(at(sentence, start - 1).word)
  )
    start--;
  const town = at(sentence, start - 3);
  if (!where || !/^(?:a|an|the)$/.test(at(sentence, start - 1).word) || at(sentence, start - 2).word !== ',') return [];
  if (at(sentence, place).word === 'capital' && at(sentence, place + 1).word === 'of') return [];
  return isName(town, 'GPE', 'LOC', 'FAC') ? [matchOf('located-in', town, where, 'apposed-town')] : [];
}

/** "Bagram air base in Afghanistan". */
function facilityIn(sentence: UnitSentence, place: number): Match[] {
  const facility = at(sentence, place - 1);
  const where = placeFrom(sentence, place + 1);
  return where && isName(facility, 'FAC') ? [matchOf('located-in', facility, where, 'facility-in')] : [];
}

/** "in Paris, Texas, on Monday": a place after a preposition, with another between commas. */
function afterComma(sentence: UnitSentence, place: number): Match[] {
  const [town, where] = [at(sentence, place - 1), at(sentence, place + 1)];
  if (!isName(town, 'GPE', 'FAC') || !isName(where, 'GPE')) return [];
  let before = place - 2;
  if (at(sentence, before).word === 'the') before--;
  // At the beginning a clause may begin after the comma: "In Vienna, Iran, which …".
  if (before <= 0 || !/^(?:in|at|near|from|outside|to|of)$/.test(at(sentence, before).word)) return [];
  return closes(sentence, place + 2) ? [matchOf('located-in', town, where, 'after-comma')] : [];
}

/** Whether a comma, bracket or full stop follows, and no list goes on. */
function closes(sentence: UnitSentence, place: number): boolean {
  const { word } = at(sentence, place);
  if (/^[.;:)”"]$/.test(word) || place >= sentence.units.length) return true;
  if (word !== ',') return false;
  const next = at(sentence, place + 1);
  return !isName(next) && !/^(?:and|or|as)$/.test(next.word);
}

/** "southern Afghanistan", "the northern province of Kunduz": the place, if it is not somebody's. */
function placeFrom(sentence: UnitSentence, from: number): Named | undefined {
  let place = from;
  while (place < from + 5 && DIRECTION.test(at(sentence, place).word)) place++;
  const unit = at(sentence, place);
  const next = at(sentence, place + 1);
  if (!isName(unit, 'GPE', 'LOC') || isName(next)) return undefined;
  // "in Russia's south" is in Russia; "in Moscow province" is not in Moscow.
  return /^(?:province|region|state|county|district|oblast|governorate|-|area)$/.test(next.word) ? undefined : unit;
}
