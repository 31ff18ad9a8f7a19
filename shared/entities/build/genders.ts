import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { foldGivenName } from '../genders';
import { packageFacts, readNamesBySex, readWords } from './sources';

/**
 * `npm run genders` writes genders.generated.json: given names that are women's or men's, from our list and from
 * @faker-js/faker. A name that locales disagree on is on neither side unless they do by far. Same input, same bytes.
 */

const OUTPUT = path.join(__dirname, '..', 'genders.generated.json');
/** How many locales for one that says otherwise. */
const BY_FAR = 8;
const CYRILLIC: Readonly<Record<string, string>> = Object.fromEntries(
  'а=a б=b в=v г=g ґ=g д=d е=e є=ye ё=e ж=zh з=z и=i і=i ї=yi й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya ј=j љ=lj њ=nj ѓ=gj ќ=kj џ=dzh ѕ=dz'
    .split(' ')
    .map((pair) => pair.split('=')),
);

/** A name in Latin letters; undefined for other scripts, and for several words. */
function latin(name: string): string | undefined {
  const letters = [...name.toLowerCase()].map((letter) => CYRILLIC[letter] ?? letter).join('');
  return /^[\p{Script=Latin}\p{M}’'-]{2,30}$/u.test(letters) ? foldGivenName(letters) : undefined;
}

const votes = new Map<string, { female: number; male: number }>();
for (const { female, male } of readNamesBySex()) {
  for (const [sex, names] of [['female', female] as const, ['male', male] as const]) {
    for (const name of new Set(names.map(latin))) {
      if (name === undefined) continue;
      const vote = votes.get(name) ?? { female: 0, male: 0 };
      vote[sex]++;
      votes.set(name, vote);
    }
  }
}
const ours = readWords('given-names-by-sex');
const chosen = { female: new Set<string>(), male: new Set<string>() };
for (const [name, { female, male }] of votes) {
  if (female > BY_FAR * male) chosen.female.add(name);
  if (male > BY_FAR * female) chosen.male.add(name);
}
for (const [sex, other] of [['female', 'male'] as const, ['male', 'female'] as const]) {
  for (const name of ours.get(sex) ?? []) {
    chosen[sex].add(foldGivenName(name));
    chosen[other].delete(foldGivenName(name));
  }
}
const list = (names: ReadonlySet<string>) => [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).join(' ');
const { name, version } = packageFacts('@faker-js/faker');
const about = `Made by shared/entities/build/genders.ts (npm run genders) from our list and ${name} ${version}; do not edit. Licences: shared/entities/NOTICE.`;
writeFileSync(OUTPUT, `${JSON.stringify({ about, female: list(chosen.female), male: list(chosen.male) }, null, 1)}\n`);
console.log(`${chosen.female.size} women's names, ${chosen.male.size} men's`);
