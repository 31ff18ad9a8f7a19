import * as z from 'zod';
import type { EntityType } from '../extractors/extractor';
import type { Gazetteer, GazetteerEntity } from '../gazetteers/model';
import generated from './gazetteer.generated.json';
import { entityId } from './ids';
import { stemsOf } from './inflections';
import { idsOf, type KnownEntity, type Sense, Senses } from './senses';
import { isLoud, quiet, quietKey, SHORTEST_LOUD, type Token, tokenize } from './tokens';

const words = z.array(z.string());
const Generated = z.object({
  entities: z.record(z.enum(['GPE', 'LOC', 'ORG']), z.array(z.string())),
  weakPlaces: z.array(z.string()),
  namesakes: z.array(z.string()),
  peoples: z.array(z.string()),
  regions: z.array(z.string()),
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
    genericBodies: words,
  }),
});

/** Which form of a token counts: as printed, or without regard to case. */
type KeyForm = 'key' | 'caseless';

/** Names by their first token, for the longest match at a place in the text. */
class NameIndex<T> {
  private readonly values = new Map<string, T>();
  private readonly longest = new Map<string, number>();

  constructor(private readonly form: KeyForm) {}

  add(name: string, value: T): void {
    const forms = formsOf(name, this.form);
    const [first] = forms;
    if (first === undefined) return;
    const key = forms.join(' ');
    if (!this.values.has(key)) this.values.set(key, value);
    this.longest.set(first, Math.max(this.longest.get(first) ?? 0, forms.length));
  }

  get(name: string): T | undefined {
    const plain = PLAIN.test(name);
    return this.values.get(plain && this.form === 'key' ? name : formsOf(name, this.form).join(' '));
  }

  has(word: Token): boolean {
    return this.values.has(word[this.form]);
  }

  /** The longest name that starts at `from` and ends before `to`: its value and number of tokens. */
  match(tokens: readonly Token[], from: number, to = tokens.length): { value: T; length: number } | undefined {
    return this.longestBy((at) => tokens[at]?.[this.form] ?? '', from, to);
  }

  /** The same of a name that is printed in capitals: "SEOUL", "NEW YORK". */
  matchCapitals(tokens: readonly Token[], from: number, to = tokens.length): { value: T; length: number } | undefined {
    const token = tokens[from];
    if (token === undefined || !isLoud(token)) return undefined;
    return this.longestBy((at) => quietKey(tokens[at]), from, to);
  }

  private longestBy(keyAt: (at: number) => string, from: number, to: number): { value: T; length: number } | undefined {
    let key = keyAt(from);
    const longest = Math.min(this.longest.get(key) ?? 0, to - from);
    let found: { value: T; length: number } | undefined;
    for (let length = 1; length <= longest; length++) {
      const value = this.values.get(key);
      if (value !== undefined) found = { value, length };
      key += ` ${keyAt(from + length)}`;
    }
    return found;
  }
}

/** Words that are tokens as they are. */
const PLAIN = /^[\p{L}\p{M}]+(?: [\p{L}\p{M}]+)*$/u;

/** A name's tokens; most names are plain words, for which a split gives the same at a fraction of the cost. */
function formsOf(name: string, form: KeyForm): string[] {
  if (PLAIN.test(name)) return (form === 'key' ? name : name.toLowerCase()).split(' ');
  const paragraphs = [{ start: 0, end: name.length, kind: 'body' as const }];
  const tokens = tokenize({ text: name, paragraphs, sentences: [] });
  return tokens.slice(0, -1).map((token) => token[form]);
}

/** What the rules know about words and names. Made once from gazetteer.generated.json. */
export class Lexicon {
  readonly entities = new NameIndex<KnownEntity>('key');
  /** Multi-word expressions, without regard to case. */
  readonly titles = new NameIndex<true>('caseless');
  readonly demonyms = new NameIndex<true>('key');
  readonly notNames = new NameIndex<true>('key');
  readonly placeBefore = new NameIndex<'GPE' | 'LOC'>('key');
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
  readonly genericBodies: ReadonlySet<string>;
  /** States and provinces by what is printed after a town: "Illinois", "Ill.", "IL". */
  readonly regions = new Map<string, { part: string; name: string }>();
  private readonly countries = new Map<string, KnownEntity>();
  private readonly peoples = new Map<string, string>();
  private readonly adjectives = new Map<string, string>();
  private readonly senses: Senses;
  private readonly given: ReadonlySet<string>;
  private readonly surnames: ReadonlySet<string>;
  private readonly english: ReadonlySet<string>;

  /** @param own the users' entities, which come before those of `data` where names are the same */
  constructor(data: unknown, own: readonly GazetteerEntity[] = []) {
    const gazetteer = Generated.parse(data);
    this.english = new Set(gazetteer.words.english.split(' '));
    for (const entity of own) this.addOwn(entity);
    for (const type of ['ORG', 'GPE', 'LOC'] as const) {
      for (const line of gazetteer.entities[type]) this.addEntity(line, type, false);
    }
    for (const line of gazetteer.weakPlaces) this.addEntity(line, 'GPE', true);
    this.senses = new Senses(gazetteer.namesakes, (name) => this.find(name));
    for (const line of gazetteer.regions) {
      const [part = '', name = '', ...others] = line.split('|');
      for (const each of [name, ...others]) this.regions.set(each, { part, name });
    }
    for (const line of gazetteer.peoples) {
      const [code = '', ...names] = line.split('|');
      this.adjectives.set(code, names[0] ?? '');
      for (const name of names) this.peoples.set(name, code).set(`${name}s`, code);
    }
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
    this.genericBodies = new Set(lists.genericBodies);
    this.given = new Set(lists.given.split(' '));
    this.surnames = new Set(lists.surnames.split(' '));
  }

  /** A word of the language ("May", "Bush") is a name only where the words around it say so. */
  private addOwn({ aliases, ...entity }: GazetteerEntity): void {
    for (const name of [entity.name, ...aliases]) {
      this.entities.add(name, { ...entity, weak: !/\s/.test(name) && this.isCommon(name), own: true });
    }
  }

  private addEntity(line: string, type: EntityType, weak: boolean): void {
    const [name = '', ref = '', ...aliases] = line.split('|');
    const entity: KnownEntity = { id: entityId(type, name), type, name, ...idsOf(ref), weak };
    if (entity.wikidata && entity.at) this.countries.set(entity.at.country, entity);
    for (const known of [name, ...aliases]) this.entities.add(known, entity);
  }

  /** The country of a code. */
  country(code: string): KnownEntity | undefined {
    return this.countries.get(code);
  }

  /** The code of the country that a people's name is of, where it is one country. */
  countryOfPeople(name: string): string | undefined {
    return this.peoples.get(name);
  }

  /** "Russian" for RU. */
  adjectiveOf(code: string): string | undefined {
    return this.adjectives.get(code);
  }

  /** The entities that share this name; none where it means one only. */
  sensesOf(name: string): readonly Sense[] {
    return this.senses.of(name);
  }

  /** Clues of namesakes that begin with this word. */
  cluesFrom(word: string): readonly string[] {
    return this.senses.cluesFrom(word);
  }

  /** The entity that this is a name of, also where it is printed in capitals: "SEOUL". */
  find(name: string): KnownEntity | undefined {
    const known = this.entities.get(name);
    if (known !== undefined || name.length < SHORTEST_LOUD || name !== name.toUpperCase()) return known;
    return this.entities.get(name.replace(/\p{Lu}[\p{L}\p{M}]+/gu, quiet));
  }

  /** The longest name of the gazetteer that starts at `from` and ends before `to`. */
  entityAt(
    tokens: readonly Token[],
    from: number,
    to = tokens.length,
  ): { value: KnownEntity; length: number } | undefined {
    return this.entities.match(tokens, from, to) ?? this.entities.matchCapitals(tokens, from, to);
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
let extended: { hash: string; words: Lexicon } | undefined;

/** The lexicon, with the users' entities; parsed on first use: a process that never extracts does not pay for it. */
export function lexicon(gazetteer?: Gazetteer): Lexicon {
  if (gazetteer) {
    const { hash, entities } = gazetteer;
    if (extended?.hash !== hash) extended = { hash, words: new Lexicon(generated, entities) };
    return extended.words;
  }
  shared ??= new Lexicon(generated);
  return shared;
}
