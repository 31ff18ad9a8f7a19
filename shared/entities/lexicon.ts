import * as z from 'zod';
import type { EntityType } from '../extractors/extractor';
import generated from './gazetteer.generated.json';
import { entityId } from './ids';
import { stemsOf } from './inflections';
import { type Token, tokenize } from './tokens';

/** An entity that the gazetteer knows. */
export interface KnownEntity {
  readonly id: string;
  readonly type: EntityType;
  readonly name: string;
  /** Wikidata `Q159` or GeoNames `g524901`, where we know it. */
  readonly ref?: string;
  /** Its name is more often something else: it needs words around it that speak of a place. */
  readonly weak: boolean;
}

const words = z.array(z.string());
const Gazetteer = z.object({
  entities: z.record(z.enum(['GPE', 'LOC', 'ORG']), z.array(z.string())),
  weakPlaces: z.array(z.string()),
  words: z.object({
    english: z.string(),
    given: z.string(),
    surnames: z.string(),
    demonyms: words,
    titles: words,
    titleModifiers: words,
    nameParticles: words,
    hyphenParticles: words,
    functionWords: words,
    openingWords: words,
    hyphenatedSurnames: words,
    breaks: words,
    notNames: words,
    acts: words,
    acronyms: words,
    orgHeads: words,
    orgHeadsBeforeOf: words,
    companyEndings: words,
    locAfter: words,
    locBefore: words,
    gpeAfter: words,
    gpeBefore: words,
  }),
});

/** Names by their first token, for the longest match at a place in the text. */
class NameIndex<T> {
  private readonly values = new Map<string, T>();
  private readonly longest = new Map<string, number>();

  /** @param form what of a token's text counts */
  constructor(private readonly form: (text: string) => string) {}

  add(name: string, value: T): void {
    const forms = wordsOf(name).map(this.form);
    const [first] = forms;
    if (first === undefined) return;
    const key = forms.join(' ');
    if (!this.values.has(key)) this.values.set(key, value);
    this.longest.set(first, Math.max(this.longest.get(first) ?? 0, forms.length));
  }

  has(name: string): boolean {
    return this.values.has(this.form(name));
  }

  get(name: string): T | undefined {
    return this.values.get(wordsOf(name).map(this.form).join(' '));
  }

  /** The longest name that starts at `from` and ends before `to`: its value and number of tokens. */
  match(tokens: readonly Token[], from: number, to = tokens.length): { value: T; length: number } | undefined {
    const first = tokens[from];
    if (first === undefined) return undefined;
    let length = Math.min(this.longest.get(this.form(first.text)) ?? 0, to - from);
    for (; length > 0; length--) {
      const span = tokens.slice(from, from + length);
      if (span.at(-1)?.paragraph !== first.paragraph) continue;
      const value = this.values.get(span.map((token) => this.form(token.text)).join(' '));
      if (value !== undefined) return { value, length };
    }
    return undefined;
  }
}

/** A name's tokens; most names are plain words, for which a split gives the same at a fraction of the cost. */
function wordsOf(name: string): string[] {
  if (/^[\p{L}\p{M} ]+$/u.test(name)) return name.split(' ');
  const paragraphs = [{ start: 0, end: name.length, kind: 'body' as const }];
  return tokenize({ text: name, paragraphs, sentences: [] }).map((token) => token.text);
}

const printed = (text: string): string => text.replace(/[’‘ʻ]/g, "'");
const caseless = (text: string): string => text.toLowerCase().replace(/\.$/, '');

/** What the rules know about words and names. Made once from gazetteer.generated.json. */
export class Lexicon {
  readonly entities = new NameIndex<KnownEntity>(printed);
  /** Multi-word expressions, without regard to case. */
  readonly titles = new NameIndex<true>(caseless);
  readonly demonyms = new NameIndex<true>(printed);
  readonly notNames = new NameIndex<true>(printed);
  readonly placeBefore = new NameIndex<'GPE' | 'LOC'>(printed);
  readonly titleModifiers: ReadonlySet<string>;
  readonly particles: ReadonlySet<string>;
  readonly hyphenParticles: ReadonlySet<string>;
  readonly functionWords: ReadonlySet<string>;
  readonly openingWords: ReadonlySet<string>;
  readonly hyphenated: ReadonlySet<string>;
  readonly breaks: ReadonlySet<string>;
  readonly acts: ReadonlySet<string>;
  readonly otherAcronyms: ReadonlySet<string>;
  readonly orgHeads: ReadonlySet<string>;
  readonly orgHeadsBeforeOf: ReadonlySet<string>;
  readonly companyEndings: ReadonlySet<string>;
  readonly placeAfter: ReadonlyMap<string, 'GPE' | 'LOC'>;
  private readonly given: ReadonlySet<string>;
  private readonly surnames: ReadonlySet<string>;
  private readonly english: ReadonlySet<string>;

  constructor(data: unknown) {
    const gazetteer = Gazetteer.parse(data);
    for (const type of ['ORG', 'GPE', 'LOC'] as const) {
      for (const line of gazetteer.entities[type]) this.addEntity(line, type, false);
    }
    for (const line of gazetteer.weakPlaces) this.addEntity(line, 'GPE', true);
    const lists = gazetteer.words;
    for (const title of lists.titles) this.titles.add(title, true);
    for (const demonym of lists.demonyms) {
      this.demonyms.add(demonym, true);
      this.demonyms.add(`${demonym}s`, true);
    }
    for (const name of lists.notNames) this.notNames.add(name, true);
    for (const head of lists.gpeBefore) this.placeBefore.add(head, 'GPE');
    for (const head of lists.locBefore) this.placeBefore.add(head, 'LOC');
    this.titleModifiers = new Set(lists.titleModifiers);
    this.particles = new Set(lists.nameParticles);
    this.hyphenParticles = new Set(lists.hyphenParticles);
    this.functionWords = new Set(lists.functionWords);
    this.openingWords = new Set(lists.openingWords);
    this.hyphenated = new Set(lists.hyphenatedSurnames);
    this.breaks = new Set(lists.breaks);
    this.acts = new Set(lists.acts);
    this.otherAcronyms = new Set(lists.acronyms);
    this.orgHeads = new Set(lists.orgHeads);
    this.orgHeadsBeforeOf = new Set(lists.orgHeadsBeforeOf);
    this.companyEndings = new Set(lists.companyEndings);
    this.placeAfter = new Map([
      ...lists.gpeAfter.map((word) => [word, 'GPE'] as const),
      ...lists.locAfter.map((word) => [word, 'LOC'] as const),
    ]);
    this.given = new Set(lists.given.split(' '));
    this.surnames = new Set(lists.surnames.split(' '));
    this.english = new Set(lists.english.split(' '));
  }

  private addEntity(line: string, type: EntityType, weak: boolean): void {
    const [name = '', ref = '', ...aliases] = line.split('|');
    const entity: KnownEntity = { id: entityId(type, name), type, name, weak, ...(ref !== '' && { ref }) };
    for (const known of [name, ...aliases]) this.entities.add(known, entity);
  }

  /** The entity that this is a name of. */
  find(name: string): KnownEntity | undefined {
    return this.entities.get(name);
  }

  /** What kind of place a name is of, by the gazetteer or its own words; what tells nothing more is most often a town. */
  placeType(name: string): 'GPE' | 'LOC' {
    const known = this.find(name)?.type;
    if (known === 'GPE' || known === 'LOC') return known;
    const [first = '', ...rest] = name.split(' ');
    return this.placeAfter.get(rest.at(-1) ?? '') ?? this.placeBefore.get(first) ?? 'GPE';
  }

  isGivenName(word: string): boolean {
    return this.given.has(word);
  }

  isSurname(word: string): boolean {
    return this.surnames.has(word);
  }

  /** Whether a word (any case) is common English, in a regular form or not. */
  isCommon(word: string): boolean {
    const lower = word.toLowerCase();
    return this.english.has(lower) || stemsOf(lower).some((stem) => this.english.has(stem));
  }
}

let shared: Lexicon | undefined;

/** The lexicon, parsed on first use: a process that never extracts does not pay for it. */
export function lexicon(): Lexicon {
  shared ??= new Lexicon(generated);
  return shared;
}
