import * as z from 'zod';
import generated from './genders.generated.json';

export type Gender = 'female' | 'male';

/**
 * A given name without what transliterations differ in, so that Yulia, Yuliya and Julia are one name: no accents, `y` and
 * `j` as `i`, `kh` as `h`, no double letters.
 */
export function foldGivenName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łđøıə]/g, (letter) => ({ ł: 'l', đ: 'd', ø: 'o', ı: 'i' })[letter] ?? 'e')
    .replace(/[^\p{L}-]/gu, '')
    .replace(/^ye/, 'e')
    .replace(/kh/g, 'h')
    .replace(/ph/g, 'f')
    .replace(/w/g, 'v')
    .replace(/x/g, 'ks')
    .replace(/[yj]/g, 'i')
    .replace(/(.)\1+/gu, '$1');
}

let loaded: ReadonlyMap<string, Gender> | undefined;

/** Read once, when the first pronoun asks for it. */
function givenNames(): ReadonlyMap<string, Gender> {
  if (loaded) return loaded;
  const { female, male } = z.object({ female: z.string(), male: z.string() }).parse(generated);
  const names = new Map<string, Gender>();
  for (const name of female.split(' ')) names.set(name, 'female');
  for (const name of male.split(' ')) names.set(name, 'male');
  loaded = names;
  return names;
}

/** Slavic, Lithuanian and Icelandic surnames and patronymics that only women, or only men, have. */
const WOMENS =
  /(?:[oe]vn?a|ichna|inichna|sk(?:ay?a|aia)|tsk(?:ay?a|aia)|ienė|iene|aitė|aite|ytė|yte|utė|ute|dottir|dóttir)$/;
const MENS = /(?:[^aeiou]ov|[^aeiou]ev|ovich|evich|[dnhkv]sky|[dnhkv]skiy|[dnhkv]skyy|tsky|zky)$/;

/** Whether a person's name is a woman's or a man's, by its given names, else by its surname; undefined where neither says. */
export function genderOf(name: string): Gender | undefined {
  const words = name.split(/\s+/).filter((word) => /^\p{L}[\p{L}\p{M}’'-]+$/u.test(word));
  const names = givenNames();
  const given = words.slice(0, -1);
  for (const word of given) {
    const gender = names.get(foldGivenName(word)) ?? byParts(word, names);
    if (gender) return gender;
  }
  const last = words.at(-1)?.toLowerCase() ?? '';
  for (const word of [...given.map((each) => each.toLowerCase()), last]) {
    if (WOMENS.test(word)) return 'female';
    if (MENS.test(word) && word !== last) return 'male';
  }
  // Korean and Chinese names put the given name last: "Park Sun-hee".
  return last.includes('-') ? names.get(foldGivenName(last)) : undefined;
}

/** "Anne-Marie": its first part. */
function byParts(word: string, names: ReadonlyMap<string, Gender>): Gender | undefined {
  const [first = '', ...others] = word.split('-');
  return others.length > 0 ? names.get(foldGivenName(first)) : undefined;
}
