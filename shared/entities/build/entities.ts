import type { EntityType } from '../../extractors/extractor';
import { slug } from '../ids';
import { type City, readCities, readCountries, readEntities, readLines } from './sources';

/** An entity on its way into the gazetteer; the first name is the one that is shown and that its id is made from. */
export interface BuiltEntity {
  type: Exclude<EntityType, 'PERSON'>;
  names: string[];
  /** Wikidata `Q159` or GeoNames `g524901`. */
  ref?: string | undefined;
  /** Where a country or town is: `RU`, `US.MA`; a capital with a star, `RU*`. */
  code?: string | undefined;
  /** Its name is more often something else. */
  weak: boolean;
}

/** Parts of the world that country-coder names and newspapers do not, or that regions.txt has better. */
const COUNTRY_LEVELS = new Set(['country', 'territory']);

/** Countries and inhabited territories, with the names that countries.txt lays over them. */
export function countries(): BuiltEntity[] {
  const overlay = new Map(
    readLines('countries').map((line) => {
      const [, code = '', name = '', aliases = ''] = /^(\w\w) ([^=]+)(?:=(.*))?$/.exec(line) ?? [];
      return [code, [name, ...aliases.split(';')].map((part) => part.trim()).filter((part) => part !== '')];
    }),
  );
  return readCountries()
    .filter(({ level, iso1A2 }) => iso1A2 !== undefined && (COUNTRY_LEVELS.has(level) || overlay.has(iso1A2)))
    .map(({ nameEn, wikidata, iso1A2 = '', aliases = [] }) => ({
      type: 'GPE',
      names: overlay.get(iso1A2) ?? [nameEn, ...aliases.filter((alias) => alias.length > 3 && !/\d|-/.test(alias))],
      ref: wikidata,
      code: iso1A2,
      weak: false,
    }));
}

/** Entities of one of our own lists; a section is a type. */
export function listed(list: string): BuiltEntity[] {
  const codes = codesOfRegions();
  return readEntities(list).map(({ section, names }) => {
    if (section !== 'GPE' && section !== 'LOC' && section !== 'ORG')
      throw new Error(`${list}: unknown type ${section}`);
    return { type: section, names, code: section === 'GPE' ? codes.get(names[0] ?? '') : undefined, weak: false };
  });
}

/** Codes of parts of countries by their names; "Georgia" and "Washington" are no parts on their own. */
function codesOfRegions(): Map<string, string> {
  const lines = [...readLines('regions-of-countries'), ...readLines('codes-of-regions')];
  return new Map(
    lines.flatMap((line) => {
      const [code = '', names = ''] = line.split(' = ');
      return names.split(';').map((name) => [name.trim(), code] as const);
    }),
  );
}

/** Towns smaller than this are left out: their names are too often persons' or common words. */
const MIN_POPULATION = 50_000;
/** From here on, and for capitals, a name that is also a person's or a common word is kept as a weak one. */
const WEAK_POPULATION = 250_000;
/** A capital of this size is what its name means first. */
const KNOWN_CAPITAL = 400_000;
/** A name that two towns share refers to the larger one's record only if it is this much larger. */
const DOMINANT = 4;

/**
 * Towns worth knowing by name. `taken` are slugs of names that mean something else first; `ambiguous` are words (lower
 * case) that are common English or names of persons.
 */
export function chooseCities(taken: ReadonlySet<string>, ambiguous: ReadonlySet<string>): BuiltEntity[] {
  const overlay = new Map<string, string[]>();
  const dropped = new Set<string>();
  for (const line of readLines('cities')) {
    const [key = '', names = ''] = line.split(' = ');
    if (line.startsWith('-')) dropped.add(line.slice(1));
    else
      overlay.set(
        key,
        names.split(';').map((name) => name.trim()),
      );
  }
  const bySlug = new Map<string, { city: City; names: string[]; weak: boolean }>();
  const rivals = new Map<string, number>();
  const largestFirst = readCities().sort((a, b) => b.population - a.population || a.cityId - b.cityId);
  for (const city of largestFirst) {
    const key = `${city.name}/${city.country}`;
    const names = overlay.get(key);
    const capital = city.featureCode === 'PPLC';
    if (
      city.featureCode === 'PPLX' ||
      dropped.has(key) ||
      (names === undefined && !capital && city.population < MIN_POPULATION)
    )
      continue;
    const shown = names ?? [readable(city.name)];
    const id = slug(shown[0] ?? '');
    if (bySlug.has(id)) {
      if (!rivals.has(id)) rivals.set(id, city.population);
      continue;
    }
    const known = names !== undefined || (capital && city.population >= KNOWN_CAPITAL);
    const weak = !known && shown.some((name) => name.length < 4 || ambiguous.has(name.toLowerCase()));
    if (taken.has(id) || !/^\p{Lu}/u.test(shown[0] ?? '') || /[(\d/,]/.test(city.name.replace('Washington, D.C.', '')))
      continue;
    if (weak && !capital && city.population < WEAK_POPULATION) continue;
    bySlug.set(id, { city, names: shown, weak });
  }
  return [...bySlug].map(([id, { city, names, weak }]) => ({
    type: 'GPE',
    names,
    ref: city.population >= DOMINANT * (rivals.get(id) ?? 0) ? `g${city.cityId}` : undefined,
    code: codeOf(city),
    weak,
  }));
}

/** Countries whose parts the press prints with their towns: there a namesake is told by the part. */
const IN_PARTS = new Set(['US', 'CA']);

/** Where a town is, as `BuiltEntity.code` says. */
export const codeOf = ({ country, adminCode, featureCode }: City): string =>
  `${IN_PARTS.has(country) ? `${country}.${adminCode}` : country}${featureCode === 'PPLC' ? '*' : ''}`;

/** GeoNames transliterates with marks that no newspaper prints (Ḩomş); letters of European alphabets stay. */
function readable(name: string): string {
  const plain = name.replace(/[ʻʿ‘]/g, '').replace(/’/g, "'");
  return /[ḨḩḐḑŢţŞşẔẕḎḏẖāīūĀĪŪ]/.test(plain) ? withoutMarks(plain) : plain;
}

/** A name without accents. */
export function withoutMarks(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}

/** Adds to every entity the forms of its names without accents, and drops names that two entities of a type share. */
export function withPlainForms(entities: readonly BuiltEntity[]): BuiltEntity[] {
  const seen = new Set<string>();
  return entities.flatMap((entity) => {
    const names = entity.names
      .flatMap((name) => [name, withoutMarks(name)])
      .filter((name, at, all) => all.indexOf(name) === at && !seen.has(name));
    for (const name of names) seen.add(name);
    return names.length === 0 ? [] : [{ ...entity, names }];
  });
}
