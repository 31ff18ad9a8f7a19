import type { EntityType } from '../extractors/extractor';
import type { Named } from './match';
import { at, isName, type UnitSentence } from './units';

/** Names of one list that are taken. */
const MOST_LISTED = 8;

/** Nouns of offices and ranks, in lower case or capitals, that stand before a person's name. */
const TITLE_WORDS = new Set(
  `president vice prime minister deputy foreign defense defence interior finance economy trade energy justice health education
  chancellor premier secretary general state leader opposition chief of staff the and chairman chairwoman chair director head
  governor mayor senator congressman congresswoman representative spokesman spokeswoman spokesperson ambassador envoy special
  commander commissioner king queen prince princess crown emir sultan sheikh pope archbishop patriarch coach captain manager
  counterpart counterparts colleague host speaker judge justice attorney prosecutor executive officer acting former then first
  second new newly elected appointed his her their its for affairs security national council adviser advisor negotiator mr mrs
  ms dr sir lord lady professor colonel lieutenant major admiral marshal gen col lt sen rep gov high representative undersecretary
  assistant permanent under outgoing incoming visiting ailing ex`.split(/\s+/),
);

/**
 * The person that a noun phrase at `from` names: "Russian Foreign Minister Igor Ivanov", "his counterpart, Igor Ivanov". Only
 * titles, peoples, places and bodies may stand before the name. Answers the place of the name.
 */
export function personFrom(sentence: UnitSentence, from: number): number | undefined {
  let names = 0;
  for (let place = from; place < from + 12; place++) {
    const unit = at(sentence, place);
    if (isName(unit, 'PERSON')) return place;
    if (isName(unit, 'NORP', 'GPE', 'ORG')) {
      names++;
      // "Russia, Putin": a name that is no part of a title is followed by something else than a title.
      if (names > 2) return undefined;
    } else if (unit.word === ',') {
      // An apposition: "the Russian president, Vladimir Putin".
      if (place === from || !isName(at(sentence, place + 1), 'PERSON') || isName(at(sentence, place - 1)))
        return undefined;
    } else if (!isTitleWord(unit.word) && !/^(?:['’]s|-|\.)$/.test(unit.word)) return undefined;
  }
  return undefined;
}

const isTitleWord = (word: string) => TITLE_WORDS.has(word);

/** The names of a list that begins with the name at `first`: "Putin, Blair and the German chancellor, Schröder". */
export function personsFrom(sentence: UnitSentence, first: number): Named[] {
  const found: Named[] = [];
  let place: number | undefined = first;
  while (place !== undefined && found.length < MOST_LISTED) {
    const unit = at(sentence, place);
    if (!isName(unit, 'PERSON')) break;
    found.push(unit);
    const next = place + 1;
    if (at(sentence, next).word === 'and') place = personFrom(sentence, next + 1);
    else if (
      at(sentence, next).word === ',' &&
      isName(at(sentence, next + 1), 'PERSON') &&
      listEnds(sentence, next + 1)
    )
      place = next + 1;
    else place = undefined;
  }
  return found;
}

/** Whether a list of names after commas comes to its "and". */
function listEnds(sentence: UnitSentence, from: number): boolean {
  for (let place = from; place < from + 2 * MOST_LISTED; place++) {
    const unit = at(sentence, place);
    if (unit.word === 'and') return true;
    if (!isName(unit) && unit.word !== ',') return false;
  }
  return false;
}

/** Names of these types in a list that begins at `first`: "Turkey, Greece and Norway". */
export function listFrom(sentence: UnitSentence, first: number, ...types: readonly EntityType[]): Named[] {
  const found: Named[] = [];
  let place = first;
  while (found.length < MOST_LISTED) {
    if (at(sentence, place).word === 'the') place++;
    const unit = at(sentence, place);
    if (!isName(unit, ...types)) break;
    found.push(unit);
    const separator = at(sentence, place + 1).word;
    if (separator === 'and' || separator === 'or') place += 2;
    else if (separator === ',') {
      const after = at(sentence, place + 2).word === 'and' ? place + 3 : place + 2;
      if (!isName(at(sentence, after), ...types) || (after === place + 2 && !listEnds(sentence, after))) break;
      place = after;
    } else break;
  }
  return found;
}
