import * as z from 'zod';
import { foldGivenName } from '../entities/genders';
import { entityId } from '../entities/ids';
import generated from './offices.generated.json';
import { titleKey } from './titles';

/** A stretch of time: ISO days (UTC), both in it. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** That a person held an office. */
export interface Term {
  readonly person: OfficeHolder;
  readonly title: string;
  /** For whom: the id and the name of a country or an organisation. */
  readonly of: { readonly id: string; readonly name: string };
  readonly days: Days;
}

/** A person as the entity extractor would name it, with the forms of the name that newspapers print. */
export interface OfficeHolder {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

export interface Country {
  readonly code: string;
  readonly id: string;
  readonly name: string;
  readonly adjectives: readonly string[];
}

/** What the periods are taken from, in words for a person. */
export const OFFICES_SOURCE = 'Phoenix actor dictionaries (Open Event Data Alliance, 2014)';

const Generated = z.object({
  countries: z.array(z.string()),
  offices: z.array(
    z.object({ of: z.string(), title: z.string(), also: z.array(z.string()), holders: z.array(z.string()) }),
  ),
});

interface Offices {
  readonly countries: readonly Country[];
  readonly byAdjective: ReadonlyMap<string, Country>;
  /** By title key and id of the entity. */
  readonly terms: ReadonlyMap<string, readonly Term[]>;
  readonly byPerson: ReadonlyMap<string, readonly Term[]>;
  readonly bySurname: ReadonlyMap<string, readonly OfficeHolder[]>;
}

let loaded: Offices | undefined;

/** Read once, when it is first asked: 38 KB. */
function offices(): Offices {
  loaded ??= read();
  return loaded;
}

const split = (list: string) => list.split(';').filter((part) => part !== '');

function read(): Offices {
  const built = Generated.parse(generated);
  const countries = built.countries.map((line) => {
    const [code = '', id = '', name = '', adjectives = ''] = line.split('|');
    return { code, id, name, adjectives: split(adjectives) };
  });
  const byAdjective = new Map(
    countries.flatMap((country) => country.adjectives.map((adjective) => [adjective, country] as const)),
  );
  const persons = new Map<string, OfficeHolder>();
  const terms = new Map<string, Term[]>();
  const byPerson = new Map<string, Term[]>();
  const bySurname = new Map<string, OfficeHolder[]>();
  for (const { of, title, also, holders } of built.offices) {
    const [id = '', name = ''] = of.split('|');
    const ofOffice = holders.map((line) => {
      const [printed = '', aliases = '', period = ''] = line.split('|');
      const person = persons.get(printed) ?? {
        id: entityId('PERSON', printed),
        name: printed,
        aliases: split(aliases),
      };
      persons.set(printed, person);
      const [from = '', to = ''] = period.split('-').map(isoDay);
      return { person, title, of: { id, name }, days: { from, to } };
    });
    for (const each of [title, ...also]) terms.set(`${titleKey(each)} ${id}`, ofOffice);
    for (const term of ofOffice) byPerson.set(term.person.id, [...(byPerson.get(term.person.id) ?? []), term]);
  }
  for (const person of persons.values())
    for (const surname of new Set([person.name, ...person.aliases].map(surnameOf)))
      bySurname.set(surname, [...(bySurname.get(surname) ?? []), person]);
  return { countries, byAdjective, terms, byPerson, bySurname };
}

const isoDay = (day: string) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;

/** The country that an adjective says: "Russian". */
export function countryOfAdjective(adjective: string): Country | undefined {
  return offices().byAdjective.get(adjective);
}

/** All countries, with their codes and adjectives. */
export function countriesKnown(): readonly Country[] {
  return offices().countries;
}

/**
 * Who held an office on any day of an interval, in order of time. Where a person is not listed, nothing is said: periods
 * have gaps, and offices that are not covered give an empty list.
 *
 * @param of id of the country or organisation
 */
export function holdersOf(title: string, of: string, { from, to }: Days): readonly Term[] {
  const terms = offices().terms.get(`${titleKey(title)} ${of}`) ?? [];
  return terms
    .filter(({ days }) => days.from <= to && days.to >= from)
    .toSorted((a, b) => (a.days.from < b.days.from ? -1 : 1));
}

/** The only person who held an office on the days of an interval, and held it on all of them. */
export function holderThroughout(title: string, of: string, days: Days): Term | undefined {
  const [term, another] = holdersOf(title, of, days);
  return term && !another && term.days.from <= days.from && term.days.to >= days.to ? term : undefined;
}

/** What is known of a person's offices, by id. */
export function termsOf(personId: string): readonly Term[] {
  return offices().byPerson.get(personId) ?? [];
}

/** Holders of offices whose surname it is, whatever its transliteration. */
export function holdersBySurname(surname: string): readonly OfficeHolder[] {
  return offices().bySurname.get(foldSurname(surname)) ?? [];
}

const formsKnown = new WeakMap<OfficeHolder, readonly (readonly string[])[]>();

/** The words of each form of a holder's name, as names are compared. */
function formsOf(holder: OfficeHolder): readonly (readonly string[])[] {
  const forms = formsKnown.get(holder) ?? [holder.name, ...holder.aliases].map(wordsOf);
  formsKnown.set(holder, forms);
  return forms;
}

/** Whether a printed name can be of a holder: the surname, and no given name that is another one. */
export function canBe(printed: string, holder: OfficeHolder): boolean {
  const words = wordsOf(printed);
  return formsOf(holder).some((known) => {
    if (words.length === 1) return words[0] === known.at(-1);
    if (words.join(' ') === known.join(' ')) return true;
    const [given = '', other = ''] = [words[0], known[0]];
    const initial = given.length === 1 || other.length === 1;
    const alike = initial ? given.charAt(0) === other.charAt(0) : given === other;
    return alike && words.at(-1) === known.at(-1) && known.length > 1;
  });
}

/** "Akayev" and "Akaev", "Schröder" and "Schroder": what is left of a surname where transliterations differ. */
export function foldSurname(surname: string): string {
  return foldGivenName(surname)
    .replace(/ie/g, 'e')
    .replace(/(.)\1+/gu, '$1');
}

const wordsOf = (name: string) =>
  name
    .split(/[\s.]+/)
    .map(foldSurname)
    .filter((word) => word !== '');
const surnameOf = (name: string) => wordsOf(name).at(-1) ?? '';
