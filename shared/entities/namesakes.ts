import type { Span } from '../article/schema';
import type { EntityRef, EntityType } from '../extractors/extractor';
import { isGeneric } from './bodies';
import { entityId } from './ids';
import type { Lexicon } from './lexicon';
import { refOf, type Sense } from './senses';
import { endsWithWord, type Surroundings, startsWithWord } from './surroundings';

/** Which of several entities of one name is meant; with `candidates` it is not decided. */
export interface NamesakeLink {
  readonly value: EntityRef;
  readonly reason: string;
  readonly candidates?: readonly EntityRef[];
}

/** Longest text beside a name that says which it is, in code units. */
const BESIDE = 60;
/** How far the evidence for one has to be ahead where there is some for another, too. */
const AHEAD = 2;
/** Most places of one word that are looked at. */
const MOST_PLACES = 1000;
/** Evidence that makes a name mean something else than what it means by default. */
const ENOUGH = 2;

/** Words before "the Niger" of which only a river has an up, a down and banks; and after it. */
const RIVER_BEFORE =
  /\b(?:up|down|along|across|upstream on|downstream on|banks? of|mouth of|source of|waters of|tributary of|crossed|crossing|cross|lower|upper|middle)(?: the)?$/i;
const RIVER_AFTER = /^ (?:[Rr]iver|delta|basin|floodplain|estuary|bank|banks|crossing|rainforest|valley)\b/;
/** Words before a name that only a place has there. */
const SOMEWHERE =
  /(?:^|[\s("“])(?:in|near|outside|inside|across|throughout|into|around|(?:city|state|capital|king|queen|republic|president|government|people|army|border|mayor|streets|centre|center) of)\s$/i;

/** What a country has and a river has not: "the Niger government". */
const GOVERNED =
  /^ (?:government|army|parliament|border|president|presidency|embassy|delegation|police|authorities|regime|team|economy|crisis|capital|office|branch|mission|ambassador|elections?|conflict|war)\b/;
/** A word after a name to which the name belongs, as it is none of those that follow a name: "the Niger army". */
const FOLLOWS =
  /^ (?:and|or|but|in|on|at|by|to|of|for|from|with|near|as|is|was|has|had|will|would|were|are|have|can|could|may|might|must|should|that|which|where|when|while|who|near|after|before|since|until|into|over|under|between|above|below|so|than|then|there|[a-z]{2,12}(?:s|ed))\b/;

/**
 * Tells entities of one name apart, by evidence only: what is printed beside the name ("Paris, Texas"), there or elsewhere
 * in the article; whether it takes the article ("the Jordan"); else which of their surroundings the article names. What the
 * name means by default needs none of these, unless another has some. What is not decided is an entity of its own, with
 * candidates.
 */
export class Namesakes {
  private readonly beside = new Map<string, Set<Sense>>();
  private readonly made = new Map<string, Sense>();
  private readonly ends = new Map<string, boolean>();
  private readonly somewhere = new Map<string, boolean>();
  private readonly evidence = new Map<string, string[]>();
  /** All names that were added and have namesakes. */
  private readonly printed = new Set<string>();
  private places: Map<string, number[]> | undefined;

  constructor(
    private readonly text: string,
    private readonly surroundings: Surroundings,
    private readonly words: Lexicon,
    /** Names of persons in the article, as they are printed. */
    private readonly persons: ReadonlySet<string>,
  ) {}

  /** Looks at what is printed beside a name; every name is looked at before any is asked for. */
  add(printed: string, type: EntityType, span: Span): void {
    if (type !== 'GPE' && type !== 'LOC' && this.words.sensesOf(printed).length === 0) return;
    if (this.words.sensesOf(printed).length > 0) this.printed.add(printed);
    const sense = this.printedBeside(printed, span);
    if (sense) this.beside.set(printed, (this.beside.get(printed) ?? new Set()).add(sense.sense));
  }

  /** Undefined where the name is not one of several, or none of them is of the type that the name was recognised as. */
  link(printed: string, type: EntityType, span: Span): NamesakeLink | undefined {
    const all = [...this.words.sensesOf(printed), ...this.towns(printed, type)];
    const senses = this.words.find(printed) || isAcronym(printed) ? all : all.filter((each) => alike(each.type, type));
    if (senses.length === 0) return undefined;
    const here = this.printedBeside(printed, span);
    if (here) return { value: refOf(here.sense), reason: `"${here.words}" is printed with it` };
    const fitting = this.byArticle(senses, span);
    const [river] = fitting;
    if (river?.article === 'always' && fitting.length === 1)
      return { value: refOf(river), reason: `printed with what says that it is ${river.name}` };
    if (fitting.length === 0) return this.undecided(printed, type, senses, 'it is printed as none of them is');
    return this.bySurroundings(printed, type, fitting);
  }

  /** Small towns of the name, by what is printed beside it ("Cairo, Ill."), and what the gazetteer has by it. */
  private towns(printed: string, type: EntityType): readonly Sense[] {
    const small = [...(this.beside.get(printed) ?? [])].filter(
      (sense) => !this.words.sensesOf(printed).includes(sense),
    );
    if (small.length === 0 || type === 'ORG') return [];
    const known = this.words.sensesOf(printed).length === 0 ? this.words.find(printed) : undefined;
    const plain = known && {
      ...refOf(known),
      at: known.at,
      byDefault: false,
      article: 'never' as const,
      beside: [],
      clues: [],
    };
    return plain ? [plain, ...small] : small;
  }

  /** Senses that a name can have with or without "the" before it; all where nothing tells, as in a headline. */
  private byArticle(senses: readonly Sense[], { start, end }: Span): readonly Sense[] {
    const rivers = senses.filter(({ article }) => article === 'always');
    if (rivers.length === 0) return senses;
    const rest = senses.filter(({ article }) => article !== 'always');
    const before = this.text
      .slice(Math.max(0, start - BESIDE), start)
      .replace(/\s+/g, ' ')
      .trimEnd();
    const after = this.text.slice(end, end + BESIDE).replace(/\s+/g, ' ');
    const the = /\b[Tt]he(?: \p{Ll}{2,12})?$/u.test(before);
    if (RIVER_AFTER.test(after) || (the && RIVER_BEFORE.test(before))) return rivers;
    if (!the || GOVERNED.test(after)) return rest;
    if (/^ \p{Ll}/u.test(after) && !FOLLOWS.test(after)) return [];
    const both = senses.filter(({ article }) => article !== 'never');
    return both;
  }

  private bySurroundings(printed: string, type: EntityType, senses: readonly Sense[]): NamesakeLink {
    const scored = senses
      .map((sense) => ({ sense, evidence: this.evidenceFor(sense, printed, senses) }))
      .sort((a, b) => b.evidence.length - a.evidence.length);
    const [elsewhere, other] = this.beside.get(printed) ?? [];
    if (elsewhere) {
      const rival = other || scored.some(({ sense, evidence }) => sense !== elsewhere && evidence.length > 0);
      if (rival) return this.undecided(printed, type, senses, 'the article speaks of two of them');
      return { value: refOf(elsewhere), reason: `printed as ${elsewhere.name} elsewhere in the article` };
    }
    const usual = senses.find(({ byDefault }) => byDefault);
    const [best, second] = scored;
    const score = best?.evidence.length ?? 0;
    const elsewhereNamed = isGeneric(printed, this.words) ? this.surroundings.mostNamedBut(senses) : 0;
    if (elsewhereNamed > 0 && score - elsewhereNamed < AHEAD)
      return this.undecided(printed, type, senses, 'the article speaks of other countries, too');
    if (!best || score === 0) {
      if (usual && this.isPartOfName(printed))
        return this.undecided(printed, type, senses, 'the article has a name that ends in it');
      if (usual && usual.type !== 'ORG' && this.isPersonsName(printed) && !this.isSomewhere(printed))
        return this.undecided(printed, type, senses, 'a name of persons and teams, too, and the article is not in it');
      if (usual) return { value: refOf(usual), reason: 'the best known of the name' };
      return this.undecided(printed, type, senses, 'the article does not say which');
    }
    if (second && second.evidence.length > 0 && score - second.evidence.length < AHEAD)
      return this.undecided(printed, type, senses, 'the article speaks of the surroundings of both');
    if (usual && best.sense !== usual && score < ENOUGH)
      return this.undecided(printed, type, senses, 'the article does not say which');
    return { value: refOf(best.sense), reason: `the article names ${best.evidence.slice(0, 2).join(' and ')}` };
  }

  private isPersonsName(printed: string): boolean {
    return this.words.isSurname(printed) || this.words.isGivenName(printed);
  }

  private evidenceFor(sense: Sense, printed: string, senses: readonly Sense[]): string[] {
    const key = [printed, sense.id, senses.length].join('|');
    return once(this.evidence, key, () => this.surroundings.evidenceFor(sense, printed, senses));
  }

  /** Whether something is in it, anywhere in the article, or the article was filed there. */
  private isSomewhere(printed: string): boolean {
    return once(
      this.somewhere,
      printed,
      () =>
        this.surroundings.datelines.some(({ place }) => place === printed) ||
        this.whereverPrinted(printed).some((before) => SOMEWHERE.test(before)),
    );
  }

  /** Whether it is the end of what may be a person's name somewhere in the article: "DeAndre Jordan". */
  private isPartOfName(printed: string): boolean {
    return once(this.ends, printed, () =>
      this.whereverPrinted(printed).some((before) => this.endsName(before, printed)),
    );
  }

  private endsName(before: string, printed: string): boolean {
    const [, word] = /(?:^|[^\p{L}\p{N}])(\p{Lu}\p{Ll}[\p{L}’'-]*) $/u.exec(before) ?? [];
    if (word === undefined || this.persons.has(`${word} ${printed}`)) return false;
    const { demonyms, functionWords, titles } = this.words;
    if (this.words.isCommon(word) || functionWords.has(word.toLowerCase())) return false;
    return !demonyms.get(word) && !this.words.find(word) && !titles.get(word);
  }

  /** What is printed before a name wherever it is printed. One pass over the text, for all names. */
  private whereverPrinted(printed: string): readonly string[] {
    this.places ??= this.findPlaces();
    const first = /^\p{Lu}[\p{L}\p{M}]*/u.exec(printed)?.[0] ?? '';
    return (this.places.get(first) ?? []).flatMap((at) =>
      this.text.startsWith(printed, at) ? [this.text.slice(Math.max(0, at - 24), at)] : [],
    );
  }

  /** Where each capital word stands that a name begins with whose meaning is asked for, at most a thousand times. */
  private findPlaces(): Map<string, number[]> {
    const asked = new Set([...this.printed].map((name) => /^\p{Lu}[\p{L}\p{M}]*/u.exec(name)?.[0] ?? ''));
    const places = new Map<string, number[]>();
    for (const { 0: word, index } of this.text.matchAll(/(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}]*/gu)) {
      if (!asked.has(word)) continue;
      const known = places.get(word) ?? [];
      if (known.length < MOST_PLACES) known.push(index);
      places.set(word, known);
    }
    return places;
  }

  private undecided(printed: string, recognised: EntityType, senses: readonly Sense[], why: string): NamesakeLink {
    const type = senses.some((sense) => sense.type === 'ORG') ? recognised : 'GPE';
    return {
      value: { id: `${entityId(type, printed)}-unresolved`, type, name: printed },
      reason: `one of several of this name: ${why}`,
      candidates: senses.map(refOf),
    };
  }

  private printedBeside(printed: string, { start, end }: Span): { sense: Sense; words: string } | undefined {
    const senses = this.words.sensesOf(printed);
    const after = this.text.slice(end, end + BESIDE).replace(/\s+/g, ' ');
    const before = this.text
      .slice(Math.max(0, start - BESIDE), start)
      .replace(/\s+/g, ' ')
      .trimEnd();
    for (const sense of senses) {
      for (const words of sense.beside) {
        const found = words.startsWith('<')
          ? endsWithWord(before, words.slice(1))
          : words.startsWith('>')
            ? startsWithWord(after, words.startsWith('>.') ? words.slice(1) : ` ${words.slice(1)}`)
            : isApposition(after, words);
        if (found) return { sense, words: words.replace(/^[<>]/, '') };
      }
    }
    return this.inRegion(printed, after);
  }

  /** A town that the gazetteer does not have in the state that is printed after it. */
  private inRegion(printed: string, after: string): { sense: Sense; words: string } | undefined {
    const [, words = ''] =
      /^, ((?:[A-Z]\.){2}|[A-Z]{2}\b|\p{Lu}\p{Ll}+(?:\. ?\p{Lu}\p{Ll}+)?(?: \p{Lu}\p{Ll}+)?\.?)/u.exec(after) ?? [];
    const region = [words, words.replace(/\.$/, ''), words.split(' ')[0] ?? ''].flatMap(
      (each) => this.words.regions.get(each) ?? [],
    )[0];
    if (region === undefined || !isApposition(after, words) || this.words.find(printed)?.at?.part === region.part)
      return undefined;
    const key = `${printed}, ${region.name}`;
    const sense = this.made.get(key) ?? {
      ...{ id: entityId('GPE', key), type: 'GPE' as const, name: key },
      at: { country: region.part.slice(0, 2), part: region.part, capital: false },
      ...{ byDefault: false, article: 'never' as const, beside: [], clues: [] },
    };
    this.made.set(key, sense);
    return { sense, words };
  }
}

/** ", Texas," and " (Texas)", but not the next of a list: ", Greece and Turkey", ", Greece, Turkey". */
function isApposition(after: string, words: string): boolean {
  if (startsWithWord(after, ` (${words}`)) return true;
  const rest = after.slice(words.length + 2);
  return startsWithWord(after, `, ${words}`) && !/^(?:,? (?:and|or) |, \p{Lu})/u.test(rest);
}

/** What is worked out once for each key. */
function once<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

const isAcronym = (printed: string): boolean => /^\p{Lu}[\p{Lu}.]{1,6}$/u.test(printed);

/** Places of any type count as one here. */
const alike = (a: EntityType, b: EntityType): boolean => (a === 'ORG') === (b === 'ORG');
