import type { EntityRef } from '../extractors/extractor';
import { servicesBySurname } from '../offices/governments';
import {
  canBe,
  countriesKnown,
  type Days,
  holdersBySurname,
  holdersOf,
  OFFICES_SOURCE,
  termsOf,
} from '../offices/offices';
import { entityId } from './ids';
import type { Lexicon } from './lexicon';
import type { Surroundings } from './surroundings';

/** Most that are shown as candidates; a name that more of them have says nothing. */
const MOST = 8;

/** What is printed with a name of a person whom the article does not name in full, and around it. */
export interface OfficeClues {
  /** The title before it, lower case. */
  readonly title: string | undefined;
  /** ISO code of the country that is printed before the title: "Russian President". */
  readonly country: string | undefined;
  readonly surroundings: Surroundings;
  /** The days that the article can be of; undefined where the file does not say. */
  readonly days: Days | undefined;
}

/** Holders of offices who are called so by a given name and a surname; a middle name tells them apart. */
export function holdersCalled(printed: string): EntityRef[] {
  if (printed.split(' ').length !== 2) return [];
  return holdersBySurname(printed.split(' ').at(-1) ?? '')
    .filter((holder) => canBe(printed, holder))
    .map(({ id, name }) => ({ id, type: 'PERSON', name }));
}

/**
 * Holders of offices whom such a name may mean: those of the countries that the article names first, and who were in office
 * by then. It is one of them for certain only where title, country and day leave exactly one of all who ever had the office.
 */
export function officeHolders(
  printed: string,
  { title, country, surroundings, days }: OfficeClues,
  words: Lexicon,
): { one?: { value: EntityRef; reason: string }; candidates: EntityRef[] } {
  const surname = printed.split(' ').at(-1) ?? '';
  const holders = holdersBySurname(surname).filter((holder) => canBe(printed, holder));
  const named = [...surroundings.named().keys()].map((code) => words.country(code)?.id);
  const [only, another] = named;
  const of = country === undefined ? (another === undefined ? only : undefined) : words.country(country)?.id;
  if (title !== undefined && of !== undefined && days !== undefined) {
    const terms = holdersOf(title, of, days).filter(({ person }) => canBe(printed, person));
    const [term, other] = terms;
    if (term && !other && term.days.from <= days.from && term.days.to >= days.to) {
      const { person } = term;
      const reason = `${title} of ${term.of.name} from ${term.days.from} to ${term.days.to} (${OFFICES_SOURCE})`;
      return { one: { value: { id: person.id, type: 'PERSON', name: person.name }, reason }, candidates: [] };
    }
  }
  const known = holders
    .filter(({ id }) => days === undefined || termsOf(id).some((term) => term.days.from <= days.to))
    .map(({ id, name }): EntityRef => ({ id, type: 'PERSON', name }));
  const ids = new Map(countriesKnown().map(({ code, id }) => [code, id]));
  const isNamed = ({ code }: { code: string }): boolean => named.includes(ids.get(code));
  const services = servicesBySurname(surname).filter((service) => canBe(printed, { ...service, id: '', aliases: [] }));
  const near = services.filter(isNamed);
  const members = (near.length > 0 ? near : services).map(
    ({ name }): EntityRef => ({ id: entityId('PERSON', name), type: 'PERSON', name }),
  );
  const all = new Map([...known, ...members].map((each) => [each.id, each]));
  return { candidates: all.size > MOST ? known.slice(0, MOST) : [...all.values()] };
}
