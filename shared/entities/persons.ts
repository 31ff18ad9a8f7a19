import { slug } from './ids';

/** Who a mention of a person means: the person's canonical name, and why when it is not the mention's own words. */
export interface PersonLink {
  readonly name: string;
  readonly reason?: string;
}

interface Person {
  /** Name words as keys, particles included; the last is the surname. */
  words: readonly string[];
  name: string;
  /** Index of the paragraph that names this form first. */
  paragraph: number;
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

/**
 * Learns the persons that an article names in full, and then says whom each mention means: another form of the same
 * full name ("Igor S. Ivanov", "I. Ivanov"), the end of it ("Ivanov", "Remigio Ferro"), or the given name alone. Two
 * persons that a mention could mean are never merged: it then stands for itself.
 */
export class Persons {
  private readonly byLast = new Map<string, Person[]>();
  private readonly byPart = new Map<string, Set<Person>>();

  /** Mentions must be added in text order, before any is asked for. */
  add(text: string, paragraph: number): void {
    const words = wordsOf(text);
    const last = words.at(-1);
    if (last === undefined || words.length < 2) return;
    const namesakes = this.byLast.get(last) ?? [];
    const same = namesakes.filter((person) => compatible(person.words, words));
    const [person] = same;
    if (person === undefined || same.length > 1) {
      if (namesakes.length >= MAX_NAMESAKES) return;
      const added = { words, name: text, paragraph };
      this.byLast.set(last, [...namesakes, added]);
      this.addParts(added);
    } else if (isBetter(words, person.words)) {
      Object.assign(person, { words, name: text, paragraph });
      this.addParts(person);
    }
  }

  private addParts(person: Person): void {
    for (const part of partsOf(person.words)) {
      const persons = this.byPart.get(part) ?? new Set();
      if (persons.size < MAX_NAMESAKES) this.byPart.set(part, persons.add(person));
    }
  }

  link(text: string): PersonLink {
    const words = wordsOf(text);
    const last = words.at(-1);
    if (last === undefined) return { name: text };
    const full =
      words.length > 1 ? (this.byLast.get(last) ?? []).filter((person) => compatible(person.words, words)) : [];
    const longer = [...(this.byPart.get(words.join(' ')) ?? [])].filter((person) => person.words.length > words.length);
    const surnamed = longer.filter((person) => person.words.at(-1) === last);
    const candidates = surnamed.length > 0 ? surnamed : longer.length > 0 ? longer : full;
    const [person, other] = candidates;
    if (person === undefined) return { name: text };
    const part = words.length > 1 ? 'form' : surnamed.length > 0 ? 'surname' : 'part of the name';
    if (other !== undefined) {
      const several = candidates.length > 2 ? ' and others' : '';
      return {
        name: text,
        reason: `${part} of both ${person.name} and ${other.name}${several}: the article does not say whose`,
      };
    }
    if (slug(person.name) === slug(text)) return { name: person.name };
    return {
      name: person.name,
      reason: `${part} of ${person.name}, named in full in paragraph ${person.paragraph + 1}`,
    };
  }
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
