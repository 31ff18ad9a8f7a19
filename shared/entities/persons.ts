import { doubtAbout, HONORIFICS, type Printed } from './doubts';
import { genderOf } from './genders';
import { slug } from './ids';

/** Who a mention of a person means: the person's canonical name, and why when it is not the mention's own words. */
export interface PersonLink {
  readonly name: string;
  readonly reason?: string;
  /** Nothing says who it is: it then stands for itself. */
  readonly unresolved?: boolean;
  /** Names of those whom it may mean, where that is not decided and there are some. */
  readonly candidates?: readonly string[];
  /** It stands before the full name does. */
  readonly early?: boolean;
}

interface Person {
  /** Titles, lower case, that are printed before one of its full forms. */
  readonly titles: Set<string>;
  /** ISO codes of the countries that are printed before these. */
  readonly countries: Set<string>;
  /** Name words as keys, particles included; the last is the surname. */
  words: readonly string[];
  name: string;
  /** Index of the paragraph that names this form first. */
  paragraph: number;
  /** Offset of the first full form. */
  readonly introduced: number;
}

/** "Ivanov" as it is compared: no accents, no case, no article of an Arabic name. */
function keyOf(word: string): string {
  return slug(word.replace(/^(?:al|el|as|ash|ad|an|ar|at|az|ul)[-‐‑](?=\p{L})/iu, ''));
}

const isInitial = (key: string): boolean => key.length === 1;

/** Most words of one name that are looked at. */
const MAX_WORDS = 8;
/** Most persons of one surname or part of a name that are told apart; no article is about more. */
const MAX_NAMESAKES = 100;
/** Most that are shown. */
const MAX_CANDIDATES = 8;

/** The one of several namesakes whose full name is printed with the same title, or who is not of the other sex. */
function byTitle(
  persons: readonly Person[],
  title: string | undefined,
): { person: Person; reason: string } | undefined {
  if (title === undefined) return undefined;
  const gender = HONORIFICS[title];
  const fitting = persons.filter(({ titles, name }) => (gender ? genderOf(name) === gender : titles.has(title)));
  const certain = !gender || persons.every(({ name }) => genderOf(name) !== undefined);
  const [person, other] = fitting;
  if (!person || other || !certain) return undefined;
  return { person, reason: `"${title}" and surname of ${person.name}` };
}

/**
 * Learns the persons that an article names in full, and then says whom each mention means: another form of the same
 * full name ("Igor S. Ivanov", "I. Ivanov"), the end of it ("Ivanov", "Remigio Ferro"), or the given name alone. Two
 * persons that a mention could mean are never merged: it then stands for itself.
 */
export class Persons {
  private readonly byLast = new Map<string, Person[]>();
  private readonly byPart = new Map<string, Set<Person>>();
  /** How single names are printed, by title: "King Hussein" beside "Saddam Hussein". */
  private readonly titled = new Map<string, Map<string, Printed>>();

  /** Mentions must be added in text order, before any is asked for. */
  add(text: string, paragraph: number, printed: Printed): void {
    const { start, title, country } = printed;
    const words = wordsOf(text);
    const last = words.at(-1);
    if (last !== undefined && words.length === 1 && title !== undefined) this.addTitled(last, title, printed);
    if (last === undefined || words.length < 2) return;
    const namesakes = this.byLast.get(last) ?? [];
    const same = namesakes.filter((person) => compatible(person.words, words));
    const [person] = same;
    if (person === undefined || same.length > 1) {
      if (namesakes.length >= MAX_NAMESAKES) return;
      const added = {
        words,
        name: text,
        paragraph,
        introduced: start,
        titles: new Set(title === undefined ? [] : [title]),
        countries: new Set(country === undefined ? [] : [country]),
      };
      this.byLast.set(last, [...namesakes, added]);
      this.addParts(added);
    } else {
      if (title !== undefined) person.titles.add(title);
      if (country !== undefined) person.countries.add(country);
      if (!isBetter(words, person.words)) return;
      Object.assign(person, { words, name: text, paragraph });
      this.addParts(person);
    }
  }

  private addTitled(key: string, title: string, printed: Printed): void {
    const titles = this.titled.get(key) ?? new Map<string, Printed>();
    if (titles.size < MAX_CANDIDATES) this.titled.set(key, titles.set(title, printed));
  }

  /** Why a single name need not be this person's: what is printed here, or with another mention of the name. */
  private doubtAbout(person: Person, key: string, printed: Printed): string | undefined {
    const doubt = doubtAbout(person, printed);
    if (doubt !== undefined || printed.title !== undefined) return doubt;
    for (const other of this.titled.get(key)?.values() ?? []) {
      const another = doubtAbout(person, other);
      if (another !== undefined) return `the article names another of the name: ${another}`;
    }
    return undefined;
  }

  private addParts(person: Person): void {
    for (const part of partsOf(person.words)) {
      const persons = this.byPart.get(part) ?? new Set();
      if (persons.size < MAX_NAMESAKES) this.byPart.set(part, persons.add(person));
    }
  }

  /** The full names that have this word in them, those whose surname it is first. */
  bearing(text: string): readonly string[] {
    const key = keyOf(text);
    const surnamed = this.byLast.get(key) ?? [];
    return [...new Set([...surnamed, ...(this.byPart.get(key) ?? [])])]
      .slice(0, MAX_CANDIDATES)
      .map(({ name }) => name);
  }

  link(text: string, printed: Printed): PersonLink {
    const words = wordsOf(text);
    const last = words.at(-1);
    if (last === undefined) return { name: text, unresolved: true };
    const full =
      words.length > 1 ? (this.byLast.get(last) ?? []).filter((person) => compatible(person.words, words)) : [];
    const longer = [...(this.byPart.get(words.join(' ')) ?? [])].filter((person) => person.words.length > words.length);
    const surnamed = longer.filter((person) => person.words.at(-1) === last);
    const candidates = longer.length > 0 ? longer : full;
    const isSurname = surnamed.length > 0 && surnamed.length === longer.length;
    const part = words.length > 1 ? 'form' : isSurname ? 'surname' : 'part of the name';
    const [person, other] = candidates;
    if (person === undefined) return alone(text, words);
    if (other !== undefined) return oneOf(candidates, text, part, printed);
    const doubt = words.length > 1 ? undefined : this.doubtAbout(person, last, printed);
    if (doubt) return { name: text, unresolved: true, reason: doubt, candidates: [person.name] };
    if (slug(person.name) === slug(text)) return isInitial(words[0] ?? '') ? alone(text, words) : { name: person.name };
    if (isInitial(person.words[0] ?? '')) return alone(text, words);
    return {
      name: person.name,
      reason: `${part} of ${person.name}, named in full in paragraph ${person.paragraph + 1}`,
      early: printed.start < person.introduced,
    };
  }
}

/** A name that the article has in no longer form: who it is can be told from a full name only. */
function alone(text: string, words: readonly string[]): PersonLink {
  if (words.length === 1)
    return { name: text, unresolved: true, reason: 'a single name that the article does not give in full' };
  if (words.length === 2 && isInitial(words[0] ?? ''))
    return {
      name: text,
      unresolved: true,
      reason: 'an initial and a surname, which the article does not give in full',
    };
  return { name: text };
}

/** Which of several it is: by title; else the only one whom the article has named so far. */
function oneOf(candidates: readonly Person[], text: string, part: string, printed: Printed): PersonLink {
  const titled = byTitle(candidates, printed.title);
  if (titled && !doubtAbout(titled.person, { ...printed, title: undefined }))
    return { name: titled.person.name, reason: titled.reason };
  const [person, other] = candidates;
  const [known, another] = candidates.filter(({ introduced }) => introduced < printed.start);
  if (known && !another && part === 'surname' && !doubtAbout(known, printed))
    return { name: known.name, reason: `surname of ${known.name}, the only one of the name so far` };
  const several = candidates.length > 2 ? ' and others' : '';
  return {
    name: text,
    unresolved: true,
    reason: `${part} of both ${person?.name} and ${other?.name}${several}: the article does not say whose`,
    candidates: candidates.slice(0, MAX_CANDIDATES).map(({ name }) => name),
  };
}

function wordsOf(text: string): string[] {
  return text
    .split(/\s+/)
    .map(keyOf)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
}

/** Same surname, and given names that do not contradict: equal, an initial of the other, or left out in the middle. */
function compatible(a: readonly string[], b: readonly string[]): boolean {
  if (a.at(-1) !== b.at(-1)) return false;
  const [first, second] = [a[0] ?? '', b[0] ?? ''];
  const alike =
    first === second ||
    (isInitial(first) && second.startsWith(first)) ||
    (isInitial(second) && first.startsWith(second));
  if (!alike) return false;
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  const middle = longer.slice(1, -1);
  const [initial] = shorter.slice(1, -1);
  // "George W. Bush" is no other form of "George H. W. Bush": a middle initial is of the first middle name.
  if (initial !== undefined && isInitial(initial) && !middle[0]?.startsWith(initial)) return false;
  return shorter
    .slice(1, -1)
    .every((word) => middle.some((other) => other === word || other.startsWith(word) || word.startsWith(other)));
}

/** The form that other articles use most likely: a given name in full, then as few words as that takes. */
function isBetter(candidate: readonly string[], current: readonly string[]): boolean {
  const initials = (words: readonly string[]): number => (isInitial(words[0] ?? '') ? 1 : 0);
  if (initials(candidate) !== initials(current)) return initials(candidate) < initials(current);
  return candidate.length < current.length;
}

/** What else a full name may be called by: every end of it, its first name, and each single word that is no initial. */
function partsOf(words: readonly string[]): string[] {
  const ends = words.slice(1).map((_, index) => words.slice(index + 1).join(' '));
  return [...ends, ...words.filter((word) => !isInitial(word))];
}
