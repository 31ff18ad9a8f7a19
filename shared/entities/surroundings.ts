import type { ParsedArticle, Span } from '../article/schema';
import type { Lexicon } from './lexicon';
import type { RecognisedName } from './recognised-name';
import type { Sense } from './senses';

/** Most code units at the beginning of a paragraph that a dateline takes. */
const DATELINE = 60;
/** Paragraphs at the beginning that may have one: a headline, a byline, the text. */
const DATELINE_PARAGRAPHS = 4;

/**
 * What an article speaks of, as evidence for which of several namesakes it means: the countries (and parts of the United
 * States and Canada) of the places and peoples that it names, each with the words that say so, and single clues. A name that
 * is itself one of several counts for what it means by default, and never for itself.
 */
export class Surroundings {
  private readonly countries = new Map<string, Set<string>>();
  private readonly parts = new Map<string, Set<string>>();
  private readonly clues: ReadonlySet<string>;
  /** Places in datelines, as they are printed in running text. */
  readonly datelines: readonly (Span & { place: string })[];
  /** Country of the first place in a dateline. */
  readonly dateline: string | undefined;

  constructor(
    { text, paragraphs }: Pick<ParsedArticle, 'text' | 'paragraphs'>,
    names: readonly RecognisedName[],
    private readonly words: Lexicon,
  ) {
    this.datelines = paragraphs.slice(0, DATELINE_PARAGRAPHS).flatMap(({ start, end }) => {
      const place = datelineOf(text.slice(start, Math.min(end, start + DATELINE)));
      return place === undefined ? [] : [{ place, start, end: start + place.length }];
    });
    for (const { place } of this.datelines) this.add(place);
    for (const { start, end, type } of names) {
      const printed = text.slice(start, end).replace(/\s+/g, ' ');
      if (type === 'NORP') this.note(words.countryOfPeople(printed), printed);
      else if (type === 'ORG') this.addFirstWord(printed);
      else if (type !== 'PERSON') this.add(printed);
    }
    this.dateline = this.datelines.flatMap(({ place }) => words.find(place)?.at?.country ?? [])[0];
    this.clues = new Set([...cluesIn(text, words), ...this.datelines.map(({ place }) => place)]);
  }

  private add(printed: string): void {
    const senses = this.words.sensesOf(printed);
    const known = senses.length > 0 ? senses.find(({ byDefault }) => byDefault) : this.words.find(printed);
    if (known?.at === undefined) return;
    this.note(known.at.country, printed);
    const { part } = known.at;
    if (part) this.parts.set(part, (this.parts.get(part) ?? new Set()).add(printed));
  }

  /** "Russian Foreign Ministry", "Bolivian National Police". */
  private addFirstWord(printed: string): void {
    const [first = '', second = ''] = printed.replace(/^the /i, '').split(' ');
    this.note(this.words.countryOfPeople(`${first} ${second}`) ?? this.words.countryOfPeople(first), first);
  }

  private isCountry({ id, at }: Sense): boolean {
    return at !== undefined && this.words.country(at.country)?.id === id;
  }

  private note(country: string | undefined, printed: string): void {
    if (country) this.countries.set(country, (this.countries.get(country) ?? new Set()).add(printed));
  }

  /** The countries that the article names, with the words for each. */
  named(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.countries;
  }

  /** How many words say that the article speaks of a country where none of these is. */
  mostNamedBut(senses: readonly Sense[]): number {
    const theirs = new Set(senses.map(({ at }) => at?.country));
    return Math.max(0, ...[...this.countries].map(([code, said]) => (theirs.has(code) ? 0 : said.size)));
  }

  /**
   * The words that speak for a sense of a name: its clues, and places where it is. That its country is named is no evidence
   * where a rival is in the same one, nor for towns of the United States, which everybody names.
   */
  evidenceFor(sense: Sense, printed: string, rivals: readonly Sense[]): string[] {
    const clues = sense.clues.filter((clue) => this.clues.has(clue));
    const all = [...new Set([...clues, ...this.placesNear(sense, rivals)])];
    // That "South Korea" is named does not make "Korea" mean it; "The Hague" and "Hague" are one piece of evidence.
    const own = new Set([printed, sense.name].map((name) => name.toLowerCase()));
    return all.filter(
      (word) => !own.has(word.toLowerCase()) && !all.some((other) => other !== word && other.includes(word)),
    );
  }

  private placesNear(sense: Sense, rivals: readonly Sense[]): string[] {
    const { at, type } = sense;
    if (at === undefined) return [];
    const near = [...(this.parts.get(at.part ?? '') ?? [])];
    const alone = !rivals.some((rival) => rival !== sense && rival.at?.country === at.country);
    // "Macedonia" and "Greece" in one article are two countries more often than a country and a part of it.
    const amongCountries = rivals.some((rival) => rival !== sense && this.isCountry(rival)) && !this.isCountry(sense);
    const counts = alone && !amongCountries && at.part === undefined && !(at.country === 'US' && type !== 'ORG');
    return counts ? [...near, ...(this.countries.get(at.country) ?? [])] : near;
  }
}

/** The town of "PORT MORESBY (Reuters) -" and "Tbilisi, Dec. 12 -", as it is printed in running text. */
function datelineOf(opening: string): string | undefined {
  const [, place] =
    /^(\p{Lu}[\p{L}.'’ -]{2,30}?)(?:, [^-–—]{1,40}| \([^)]{1,20}\)|) ?(?:--|[-–—]) /u.exec(opening) ?? [];
  if (place === undefined) return undefined;
  if (/\p{Ll}/u.test(place)) return place;
  return place.toLowerCase().replace(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase());
}

/** Which clues of any namesake the article names. Linear: each capital word starts few of them. */
function cluesIn(text: string, words: Lexicon): Set<string> {
  const named = new Set<string>();
  for (const { 0: word, index } of text.matchAll(/(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}]*/gu)) {
    for (const clue of words.cluesFrom(word)) {
      if (!named.has(clue) && startsWithWord(text.slice(index, index + clue.length + 1), clue)) named.add(clue);
    }
  }
  return named;
}

/** Whether a text begins with these words, and not with the beginning of longer ones. */
export function startsWithWord(text: string, words: string): boolean {
  return text.startsWith(words) && !/^[\p{L}\p{N}]/u.test(text.slice(words.length));
}

/** Whether a text ends with these words. */
export function endsWithWord(text: string, words: string): boolean {
  return text.endsWith(words) && !/[\p{L}\p{N}]$/u.test(text.slice(0, -words.length));
}
