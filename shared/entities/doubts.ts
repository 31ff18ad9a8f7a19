import { type Gender, genderOf } from './genders';

/** What is printed with a mention of a person. */
export interface Printed {
  /** Offset in the text. */
  readonly start: number;
  /** The title before it, lower case. */
  readonly title?: string | undefined;
  /** The word before it (or before its title), lower case. */
  readonly before?: string;
  /** ISO code of the country that is printed before its title: "Russian President". */
  readonly country?: string | undefined;
  /** "His father," stands before it. */
  readonly kin?: boolean;
  /** A few code units after it. */
  readonly after?: string;
}

/** A person whom an article names in full, with the titles that are printed with it, lower case. */
export interface Described {
  readonly name: string;
  readonly titles: ReadonlySet<string>;
  /** Codes of the countries that are printed before these. */
  readonly countries: ReadonlySet<string>;
}

export const HONORIFICS: Readonly<Record<string, Gender>> = {
  mr: 'male',
  'mr.': 'male',
  sir: 'male',
  mrs: 'female',
  'mrs.': 'female',
  ms: 'female',
  'ms.': 'female',
  miss: 'female',
};

/** What makes another office of one: a former president is not the president. */
export const MODIFIERS: ReadonlySet<string> = new Set(
  'former ex late then acting deputy vice first assistant outgoing incoming interim shadow'.split(' '),
);

/** Offices of which nobody holds two at a time; at the end of a title. */
export const OFFICES =
  /\b(?:president|king|queen|pope|prime minister|foreign minister|defense minister|interior minister|finance minister|justice minister|foreign secretary|home secretary|governor|mayor|ambassador|senator|patriarch|coach|attorney general|secretary of state|security council secretary)$/;

/** Titles that one may have beside any other. */
const SOFT = new Set(
  'doctor professor reverend lord lady dame comrade father sister brother saint sheikh imam'.split(' '),
);

const SAME = new Map([
  ['premier', 'prime minister'],
  ['defence', 'defense'],
  ['gen', 'general'],
  ['sen', 'senator'],
  ['gov', 'governor'],
  ['rep', 'representative'],
  ['col', 'colonel'],
  ['lt', 'lieutenant'],
  ['sgt', 'sergeant'],
  ['capt', 'captain'],
  ['maj', 'major'],
  ['adm', 'admiral'],
  ['dr', 'doctor'],
  ['prof', 'professor'],
  ['rev', 'reverend'],
]);

/** A title in one spelling, lower case. */
export const titleOf = (title: string): string =>
  title
    .toLowerCase()
    .split(/[\s-]+/)
    .map((word) => word.replace(/\.$/, ''))
    .map((word) => SAME.get(word) ?? word)
    .join(' ');

/** Words before a surname that speak of a namesake, or of a thing: "the younger Bush", "a Lincoln". */
const OF_ANOTHER = new Set(
  'a an another elder younger older senior junior late every each any no two three'.split(' '),
);
/** A word after a name to which the name belongs: "the Clinton years", "a Moscow-based group". */
export const BELONGS =
  /^(?:['’]|-| \p{Lu}|(?= \p{Ll}) (?!(?:and|or|but|in|on|at|by|to|of|for|from|with|near|as|is|was|has|had|will|would|that|which|who|when|while)\b))/u;

/** Why a surname is not certainly that of a person whom the article names in full; undefined where it is. */
export function doubtAbout({ name, titles, countries }: Described, printed: Printed): string | undefined {
  const { title, before = '', after = '', kin } = printed;
  // "the Clinton years" are his; "the Lincoln," is a car or a hotel.
  const thing = before === 'the' && title === undefined && !BELONGS.test(after);
  if (OF_ANOTHER.has(before) || thing) return `after "${before}" it need not be ${name}`;
  if (/^,? (?:the )?(?:elder|younger|senior|junior|Senior|Junior|Sr|Jr)\b/.test(after))
    return `what follows says which of several: it need not be ${name}`;
  if (kin) return `printed as the kin of somebody: it need not be ${name}`;
  if (title === undefined) return undefined;
  const gender = HONORIFICS[title];
  if (gender) return (genderOf(name) ?? gender) === gender ? undefined : `"${title}" is not said of ${name}`;
  if (printed.country !== undefined && !countries.has(printed.country))
    return `"${title}" of a country that is not printed with ${name}`;
  const own = titleOf(title);
  const known = [...titles].filter((each) => HONORIFICS[each] === undefined).map(titleOf);
  if (known.some((each) => isSame(each, own))) return undefined;
  if (known.length === 0) return OFFICES.test(own) ? `"${title}" is not printed with ${name} in full` : undefined;
  return SOFT.has(own) ? undefined : `${name} is printed with another title than "${title}"`;
}

/** "minister" and "defense minister", but not "president" and "vice president". */
function isSame(a: string, b: string): boolean {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  if (shorter === longer) return true;
  if (!longer.endsWith(` ${shorter}`)) return false;
  return !longer
    .slice(0, -shorter.length)
    .split(' ')
    .some((word) => MODIFIERS.has(word));
}
