import { slug } from '../ids';
import { type BuiltEntity, codeOf, withoutMarks } from './entities';
import { type City, readCities, readCountries, readLines } from './sources';

/** One of several entities of a name, on its way into the gazetteer. */
interface BuiltSense {
  printed: string;
  type: string;
  name: string;
  ref: string | undefined;
  code: string | undefined;
  marks: string;
  beside: string[];
  clues: string[];
}

/** A town that is this much larger than its namesakes has the plain name. */
const DOMINANT = 3;
/** What the name means where nothing else is said: a capital, or a town that is this much larger. */
const SURE = 8;
/** Namesakes smaller than this are left out: the press prints their state or country. */
const MIN_NAMESAKE = 20_000;
/** Most towns of one name that are told apart. */
const MOST = 8;

const split = (text = ''): string[] =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** The senses of names of several entities: those of our list, then towns of the packages. One string a sense. */
export function namesakes(entities: readonly BuiltEntity[]): string[] {
  const known = new Map(entities.map((entity) => [entity.names[0] ?? '', entity]));
  const listed = readLines('namesakes').flatMap((line): BuiltSense[] => {
    const [names = '', sense = '', marks = '', beside, clues] = line.split('|').map((part) => part.trim());
    const [, type = 'GPE', name = '', code] = /^(?:([A-Z]+):)?([^@]+)(?:@(.+))?$/.exec(sense) ?? [];
    const same = known.get(name);
    const ref = same?.type === type ? same.ref : undefined;
    const rest = { type, name, ref, code: code ?? same?.code, marks, beside: split(beside), clues: split(clues) };
    return split(names).map((printed) => ({ printed, ...rest }));
  });
  const taken = new Set(listed.map(({ printed }) => printed));
  return [...listed, ...towns(entities, taken)].map(({ printed, type, name, ref, code, marks, beside, clues }) =>
    [
      printed,
      type === 'GPE' ? name : `${type}:${name}`,
      `${ref ?? ''}${code ? `@${code}` : ''}`,
      marks,
      beside.join(';'),
      clues.join(';'),
    ]
      .join('|')
      .replace(/\|+$/, ''),
  );
}

/** "St. Petersburg" and "Saint Petersburg" are one name. */
const keyOf = (name: string): string => slug(name).replace(/^st-/, 'saint-');

/** Towns that share a name, whether the gazetteer has one of them or not. */
function towns(entities: readonly BuiltEntity[], taken: ReadonlySet<string>): BuiltSense[] {
  const regions = regionNames();
  const byName = new Map<string, City[]>();
  for (const city of readCities()) {
    if (city.population < MIN_NAMESAKE || city.featureCode === 'PPLX') continue;
    const id = keyOf(city.name);
    byName.set(id, [...(byName.get(id) ?? []), city]);
  }
  const known = entities.flatMap((entity) => entity.names.map((printed) => ({ printed, entity })));
  const names = new Set(known.map(({ printed }) => printed));
  const others = [...byName.values()].flatMap((cities) =>
    cities.map(({ name }) => ({ printed: name, entity: { type: 'GPE' as const, names: [name], weak: false } })),
  );
  const all = [...known, ...others.filter(({ printed }) => !names.has(printed) && /^\p{Lu}[^(/,]*$/u.test(printed))];
  const plain = all.map(({ printed, entity }) => ({ printed: withoutMarks(printed), entity }));
  const seen = new Set(taken);
  return [...all, ...plain].flatMap(({ printed, entity }) => {
    const isTown = entity.type === 'GPE' && !('ref' in entity && entity.ref?.startsWith('Q'));
    if (seen.has(printed)) return [];
    seen.add(printed);
    return isTown ? sensesOf(printed, entity, byName.get(keyOf(printed)) ?? [], regions) : [];
  });
}

function sensesOf(
  printed: string,
  entity: BuiltEntity,
  cities: readonly City[],
  regions: (city: City) => string[],
): BuiltSense[] {
  const largestFirst = [...cities].sort((a, b) => b.population - a.population || a.cityId - b.cityId);
  const [first, second] = largestFirst;
  if (!first || !second) return [];
  const known = largestFirst.find(({ cityId }) => entity.ref === `g${cityId}`);
  const largest = known ?? (first.population >= DOMINANT * second.population ? first : undefined);
  const next = largestFirst.find((city) => city !== largest);
  const seen = new Set<string>();
  return largestFirst.slice(0, MOST).flatMap((city): BuiltSense[] => {
    const beside = regions(city);
    const [region] = beside;
    const plain = city === largest;
    const sure = plain && (city.featureCode === 'PPLC' || city.population >= SURE * (next?.population ?? 0));
    const name = plain ? (entity.names[0] ?? printed) : `${printed}, ${region}`;
    if (region === undefined || (seen.has(region) && !plain)) return [];
    seen.add(region);
    // The reader takes what is printed beside a town for its clues.
    const rest = { ref: `g${city.cityId}`, code: codeOf(city), marks: sure ? '*' : '', beside, clues: ['='] };
    return [{ printed, type: 'GPE', name, ...rest }];
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
