import { slug } from '../ids';
import type { BuiltEntity } from './entities';
import { type City, readCities, readCountries, readLines } from './sources';

/** One of several places of a name, on its way into the gazetteer. */
interface BuiltSense {
  printed: string;
  name: string;
  ref: string | undefined;
  byDefault: boolean;
  beside: string[];
  clues: string[];
}

/** A town that is this much larger than its namesakes is what the name means where nothing else is said. */
const DOMINANT = 3;
/** Namesakes smaller than this are left out: the press prints their state or country. */
const MIN_NAMESAKE = 20_000;
/** Most towns of one name that are told apart. */
const MOST = 8;

const split = (text = ''): string[] =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** The senses of names of several places: those of our list, then towns of the packages. One string a sense. */
export function ambiguousPlaces(entities: readonly BuiltEntity[]): string[] {
  const known = new Map(entities.map((entity) => [entity.names[0] ?? '', entity.ref]));
  const listed = readLines('ambiguous-places').map((line): BuiltSense => {
    const [printed = '', name = '', mark, beside, clues] = line.split('|').map((part) => part.trim());
    return { printed, name, ref: known.get(name), byDefault: mark === '*', beside: split(beside), clues: split(clues) };
  });
  const taken = new Set(listed.map(({ printed }) => printed));
  const towns = namesakes(entities.filter(({ names }) => !taken.has(names[0] ?? '')));
  return [...listed, ...towns].map(({ printed, name, ref, byDefault, beside, clues }) =>
    [printed, name, ref ?? '', byDefault ? '*' : '', beside.join(';'), clues.join(';')].join('|'),
  );
}

/** Towns that share the name of a town of the gazetteer. */
function namesakes(entities: readonly BuiltEntity[]): BuiltSense[] {
  const regions = regionNames();
  const byName = new Map<string, City[]>();
  for (const city of readCities()) {
    if (city.population < MIN_NAMESAKE || city.featureCode === 'PPLX') continue;
    const id = slug(city.name);
    byName.set(id, [...(byName.get(id) ?? []), city]);
  }
  return entities.flatMap((entity) => {
    const printed = entity.names[0] ?? '';
    if (entity.type !== 'GPE' || entity.ref?.startsWith('Q')) return [];
    const cities = (byName.get(slug(printed)) ?? []).sort((a, b) => b.population - a.population || a.cityId - b.cityId);
    const [first, second] = cities;
    const known = cities.find(({ cityId }) => entity.ref === `g${cityId}`);
    if (!first || !second) return [];
    const byDefault = known ?? (first.population >= DOMINANT * second.population ? first : undefined);
    const seen = new Set<string>();
    return cities.slice(0, MOST).flatMap((city): BuiltSense[] => {
      const beside = regions(city);
      const [region] = beside;
      const isDefault = city === byDefault;
      const name = isDefault ? printed : `${printed}, ${region}`;
      if (region === undefined || (seen.has(region) && !isDefault)) return [];
      seen.add(region);
      // What a dominant town's namesakes are told by is printed beside the name, or they are not meant.
      const clues = byDefault ? [] : beside.filter((word) => /^\p{L}[\p{L} ]{3,}$/u.test(word));
      return [{ printed, name, ref: `g${city.cityId}`, byDefault: isDefault, beside, clues }];
    });
  });
}

/** What stands after a town's name to say where it is: its state in the United States and Canada, else its country. */
function regionNames(): (city: City) => string[] {
  const parts = new Map(
    readLines('regions-of-countries').map((line) => {
      const [key = '', names] = line.split('=').map((part) => part.trim());
      return [key, split(names)];
    }),
  );
  const countries = new Map(
    readCountries().map(({ iso1A2 = '', nameEn, aliases = [] }) => [
      iso1A2,
      [nameEn, ...aliases.filter((alias) => alias.length > 3 && !/\d|-/.test(alias))],
    ]),
  );
  return ({ country, adminCode }) =>
    parts.get(`${country}.${adminCode}`) ?? parts.get(country) ?? countries.get(country) ?? [];
}
