import type { EntityRef, EntityType } from '../extractors/extractor';
import type { Lexicon } from './lexicon';
import { refOf } from './senses';

/** Seats of governments that are no towns: the country's code. They are ORG when they act and FAC when they are buildings. */
const SEATS = new Map([
  ['Kremlin', 'RU'],
  ['White House', 'US'],
  ['Downing Street', 'GB'],
  ['Whitehall', 'GB'],
  ['Élysée', 'FR'],
  ['Elysée', 'FR'],
  ['Elysee', 'FR'],
  ['Blue House', 'KR'],
]);

/** What bodies do and towns do not, right after a name. */
const ACTS =
  /^ (?:has |had |also |later |again |repeatedly |officially |itself ){0,2}(?:said|says|say|told|announced|announces|denied|denies|insisted|insists|warned|warns|accused|accuses|rejected|rejects|refused|refuses|demanded|demands|agreed|agrees|decided|decides|recalled|recognized|recognised|recognizes|recognises|criticized|criticised|condemned|condemns|proposed|proposes|offered|offers|pledged|pledges|promised|vowed|vows|urged|urges|believes|wants|hopes|fears|claims|claimed|argued|argues|signed|supports|supported|opposes|opposed|backed|backs|threatened|threatens|responded|replied|confirmed|confirms|acknowledged|admitted|ordered|imposed|imposes|lifted|sent|summoned|expelled|withdrew|negotiated|suspended|vetoed|ratified)\b/;

/** Where somebody or something is, right before a name, maybe with an article. */
const THERE =
  /(?:^|[\s(])(?:in|at|near|inside|outside|around|from|past|behind|opposite|into|to|through|toward|towards|on|along|beside|across)(?: the)?\s$/i;

export const isSeat = (printed: string): boolean => SEATS.has(printed.replace(/^the /i, ''));

/** What a seat of government is at a place in the text: the building where somebody is in it, else the body. */
export function seatType(text: string, start: number, end: number): EntityType {
  if (ACTS.test(text.slice(end, end + 40))) return 'ORG';
  return THERE.test(text.slice(Math.max(0, start - 16), start)) ? 'FAC' : 'ORG';
}

/**
 * Whose government (or, for Brussels, of which union) a place stands for: that of the country of a capital (`place`, as it is linked) that is said to say or
 * decide something, or of a seat that is named as a body. Undefined where that is not certain.
 */
export function standsFor(
  printed: string,
  type: EntityType,
  text: string,
  { start, end }: { start: number; end: number },
  words: Lexicon,
  speaksOfUnion: () => boolean,
): EntityRef | undefined {
  const seat = SEATS.get(printed.replace(/^the /i, ''));
  if (seat !== undefined) return type === 'ORG' ? countryRef(seat, words) : undefined;
  if (type !== 'GPE' || !ACTS.test(text.slice(end, end + 40)) || THERE.test(text.slice(Math.max(0, start - 16), start)))
    return undefined;
  const at = words.sensesOf(printed).find(({ byDefault }) => byDefault)?.at ?? words.find(printed)?.at;
  if (at === undefined || !at.capital) return undefined;
  // Brussels is the seat of Belgium, of the European Union and of NATO.
  if (at.country !== 'BE') return countryRef(at.country, words);
  const union = speaksOfUnion() ? words.find('European Union') : undefined;
  return union && refOf(union);
}

/** Whether an article speaks of the European Union, and neither of Belgium nor of NATO. */
export const speaksOfUnion = (text: string): boolean =>
  /\b(?:European Union|EU|European Commission|Eurozone|eurozone)\b/.test(text) &&
  !/\b(?:NATO|Nato|Belgian|Belgium|Belgians)\b/.test(text);

function countryRef(code: string, words: Lexicon): EntityRef | undefined {
  const country = words.country(code);
  return country && refOf(country);
}
