import type { EntityRef } from '../extractors/extractor';
import type { Office } from './bodies';
import { isTitleAt } from './titles';
import { isCapital, isTogether, type NamedSpan, type View, wordAt } from './view';
import { HONORIFICS, type RoleStatus } from './words';

/** "President Dmitry Medvedev of Russia": the country after the name; a party there is not whose office it is. */
export function countryAfter(view: View, { person, how }: Holder): NamedSpan | undefined {
  if (how !== 'before the name' || wordAt(view, person.to) !== 'of') return undefined;
  const named = view.startingAt.get(wordAt(view, person.to + 1) === 'the' ? person.to + 2 : person.to + 1);
  return named?.entity.type === 'GPE' && wordAt(view, named.to) !== "'s" ? named : undefined;
}

/** Who an office is said to be held by, and how the words say it. */
export interface Holder {
  readonly person: NamedSpan;
  readonly how: 'before the name' | 'after the name' | 'in apposition' | 'by a verb';
  readonly status: RoleStatus;
  /** The words can be read otherwise, too: it counts only if the gazetteer has the same. */
  readonly unsure?: boolean;
}

/** Most tokens of titles and ranks between an office and a name: "Lt. Gen.". */
const MOST_HONORIFICS = 6;
const CLOSES = /^[,.;:)\]–—”"!?]$/;
/** Opens a sentence whose first comma ends something else than an apposition: "After talks with Putin, the …". */
const INTRODUCES = new Set(
  'according after although amid among as at because before besides by despite during following for from given if in instead like of on once since thanks to under unlike until unless upon when whereas while with without'.split(
    ' ',
  ),
);
const SERVES = new Set(
  'envoy representative spokesman spokeswoman adviser advisor aide assistant deputy secretary staff daughter son wife husband brother sister lawyer ambassador'.split(
    ' ',
  ),
);
const isPerson = (named: NamedSpan | undefined): named is NamedSpan => named?.entity.type === 'PERSON';

/** Everybody who the words around an office can be read to say that holds it; nobody is chosen of two. */
export function holdersBeside(view: View, office: Office): Holder[] {
  const next = nameAfter(view, office);
  if (next?.how === 'before the name') return [next];
  return [next, nameBefore(view, office)].filter((holder) => holder !== undefined);
}

function nameAfter(view: View, office: Office): Holder | undefined {
  const { end, status, article } = office;
  const comma = wordAt(view, end) === ',';
  const person = personFrom(view, comma ? end + 1 : end);
  if (!person || !isTogether(view, office.from, person.from)) return undefined;
  const full = person.to - person.from > 1;
  if (!comma) {
    // "told the president Putin had left": a name in full, and whose office it is, rule that out.
    const loose = article !== undefined && !isCapital(view, office.from);
    if (loose && !(office.body && full)) return undefined;
    if (article === 'a' && office.status === 'current') return undefined;
    return { person, how: 'before the name', status };
  }
  const definite = article === 'the' || office.body !== undefined || article === 'its';
  const vague = article === 'a' && status !== 'former';
  if (!definite || !full || vague || !CLOSES.test(wordAt(view, person.to))) return undefined;
  const unsure = isNested(view, office) || (isListed(view, person.to) && !(article === 'the' && office.body));
  return { person, how: 'in apposition', status, ...(unsure && { unsure }) };
}

/** "the special envoy of the UN secretary-general, Edouard Brunner,": the envoy, it may be. */
function isNested(view: View, { start, article }: Office): boolean {
  const left = article === undefined ? start : start - 1;
  return /^(?:of|to|for)$/.test(wordAt(view, left - 1)) && SERVES.has(wordAt(view, left - 2));
}

/** The person named at a token, ranks and forms of address passed over. */
function personFrom(view: View, from: number): NamedSpan | undefined {
  for (let at = from; at < from + MOST_HONORIFICS; at++) {
    const named = view.startingAt.get(at);
    if (isPerson(named)) return named;
    const word = wordAt(view, at);
    if (named || (!(HONORIFICS.has(word) && isCapital(view, at)) && !(word === '.' && at > from))) return undefined;
  }
  return undefined;
}

function nameBefore(view: View, office: Office): Holder | undefined {
  const { article, end } = office;
  const start = article === undefined ? office.start : office.start - 1;
  const before = wordAt(view, start - 1);
  if (before === ',') return apposition(view, office, start);
  const verb = verbBefore(view, start);
  if (!verb || (article === 'a' && verb.status === 'current' && office.body === undefined)) return undefined;
  if (wordAt(view, end) === 'and' && isTitleAt(view, end + 1)) return undefined;
  const status = office.status === 'current' ? verb.status : office.status;
  return { person: verb.person, how: 'by a verb', status };
}

/** "Igor Ivanov, Russia's foreign minister,": closed on both sides, and no member of a list. */
function apposition(view: View, { article, end, status }: Office, start: number): Holder | undefined {
  const person = view.endingAt.get(start - 1);
  if (!isPerson(person) || !isTogether(view, person.from, start)) return undefined;
  if (article === 'a' && status === 'current') return undefined;
  const next = wordAt(view, end);
  // "president until 1996" is no longer; an acting one is acting until something.
  const closed = CLOSES.test(next) || /^(?:who|since)$/.test(next) || (next === 'until' && status === 'acting');
  if (!closed) return undefined;
  if (wordAt(view, person.from - 1) === ',' && isPerson(view.endingAt.get(person.from - 1))) return undefined;
  const unsure = isListed(view, end) || isIntroduced(view, person, start - 1);
  return { person, how: 'after the name', status, ...(unsure && { unsure }) };
}

/** "…, and the Italian prime minister": what is closed by that comma may be one of a list. */
function isListed(view: View, comma: number): boolean {
  return wordAt(view, comma) === ',' && /^(?:and|or|as)$/.test(wordAt(view, comma + 1));
}

/** Whether the first comma of a sentence that begins with "After", "According to" … is this one. */
function isIntroduced(view: View, person: NamedSpan, comma: number): boolean {
  const LONGEST = 40;
  let first = person.from;
  while (first > 0 && !view.tokens[first]?.first && person.from - first < LONGEST) {
    if (wordAt(view, first - 1) === ',' || wordAt(view, first - 1) === ';') return opensClause(view, first, comma);
    first--;
  }
  return INTRODUCES.has(wordAt(view, first));
}

/** ", after talks with Putin, the Ukrainian president said": an insertion between commas. */
const opensClause = (view: View, first: number, comma: number): boolean =>
  first < comma && INTRODUCES.has(wordAt(view, first));

/** "X is", "X, who was", "X was named", and who X is. */
function verbBefore(view: View, start: number): { person: NamedSpan; status: RoleStatus } | undefined {
  let at = start - 1;
  let status: RoleStatus;
  const word = wordAt(view, at);
  if (word === 'as' && wordAt(view, at - 1) === 'in') at--;
  const asked = word === 'as' ? wordAt(view, at - 1) : word;
  if (/^(?:named|elected|appointed|reelected|sworn|installed|inaugurated)$/.test(asked)) {
    if (word === 'as') at--;
    if (!/^(?:was|been)$/.test(wordAt(view, at - 1))) return undefined;
    at -= wordAt(view, at - 1) === 'been' ? 2 : 1;
    status = 'named';
  } else if (word === 'is' || word === 'remains') status = 'current';
  else if (word === 'became') status = 'named';
  else if (word === 'was' || (word === 'been' && wordAt(view, at - 1) === 'had')) {
    if (word === 'been') at--;
    status = 'former';
  } else return undefined;
  if (wordAt(view, at - 1) === 'who') at -= wordAt(view, at - 2) === ',' ? 2 : 1;
  const person = view.endingAt.get(at);
  return isPerson(person) && isTogether(view, person.from, start) ? { person, status } : undefined;
}

/** Whether a name, known or not, could be the holder's although no rule says so: then nobody else may be inferred. */
export function mayBeNamed(view: View, office: Office): boolean {
  const { end, start, article } = office;
  const left = article === undefined ? start : start - 1;
  const after = wordAt(view, end) === ',' || wordAt(view, end) === '(' ? end + 1 : end;
  const named = (entity: EntityRef | undefined) => entity?.type === 'PERSON';
  if (isTogether(view, office.from, after) && isCapital(view, after) && !view.tokens[after]?.first) return true;
  if (named(view.startingAt.get(after)?.entity)) return true;
  const before = wordAt(view, left - 1);
  if (/^(?:as|is|was|became|been|named|elected|appointed|for|be|become|become|remains)$/.test(before)) return true;
  // "In a letter to Chirac, the chancellor had asked": an apposition would be closed.
  const closed = CLOSES.test(wordAt(view, end)) || wordAt(view, end) === 'who' || !isTogether(view, left, end);
  return /^[,(–—]$/.test(before) && isTogether(view, left - 2, left) && isCapital(view, left - 2) && closed;
}
