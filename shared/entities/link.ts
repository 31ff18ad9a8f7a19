import type { ParsedArticle, Span } from '../article/schema';
import type { EntityRef, EntityType, MentionDraft } from '../extractors/extractor';
import { entityId } from './ids';
import type { KnownEntity, Lexicon } from './lexicon';
import { amountName } from './money';
import { Organisations } from './organisations';
import { Persons } from './persons';
import { Places } from './places';
import type { RecognisedName } from './recognised-name';

/**
 * From names to entities: gives every name of an article the entity that it means, with a canonical id. Knows nothing
 * of how the names were recognised, so that every recogniser can share it.
 */
export function link(
  names: readonly RecognisedName[],
  { text, paragraphs }: Pick<ParsedArticle, 'text' | 'paragraphs'>,
  words: Lexicon,
): MentionDraft[] {
  const inOrder = [...names].sort((a, b) => a.start - b.start || a.end - b.end);
  const persons = new Persons();
  const organisations = new Organisations();
  const places = new Places({ text }, words);
  let paragraph = 0;
  let previous: RecognisedName | undefined;
  for (const name of inOrder) {
    while (name.start >= (paragraphs[paragraph + 1]?.start ?? Number.POSITIVE_INFINITY)) paragraph++;
    const printed = wordsOf(text, name);
    if (name.type === 'PERSON') persons.add(printed, paragraph, titleBefore(text, name, words));
    if (isPlace(name.type)) places.add(printed, name);
    if (name.type === 'ORG') {
      organisations.add(printed, paragraph);
      if (
        previous?.type === 'ORG' &&
        /^\s?\($/.test(text.slice(previous.end, name.start)) &&
        text.charAt(name.end) === ')'
      ) {
        organisations.define(wordsOf(text, previous), printed, paragraph);
      }
    }
    previous = name;
  }
  const article = { text, persons, organisations, places, words };
  return inOrder.map((name) => {
    const { start, end, confidence } = name;
    const { value, reason, because, candidates = [] } = entityOf(wordsOf(text, name), name, article);
    const link = { reason: because, ...(candidates.length > 0 && { candidates: [...candidates] }) };
    return { kind: 'mention', start, end, ...(confidence !== undefined && { confidence }), reason, value, link };
  });
}

/** What an article says of its entities as a whole. */
interface Named {
  readonly text: string;
  readonly persons: Persons;
  readonly organisations: Organisations;
  readonly places: Places;
  readonly words: Lexicon;
}

/** An entity with why the words are a name of its type, and why they are its name. */
interface Linked {
  readonly value: EntityRef;
  readonly reason: string;
  readonly because: string;
  readonly candidates?: readonly EntityRef[];
}

function entityOf(printed: string, name: RecognisedName, article: Named): Linked {
  // What users say of a name comes before what a recogniser takes it for.
  const own = article.words.find(printed);
  if (own?.own && !own.weak) return { value: entityRef(own), reason: name.reason, because: becauseOf(own, printed) };
  if (name.type === 'PERSON') return personOf(printed, name, article);
  if (name.type === 'ORG') return organisationOf(printed, name, article);
  const place = isPlace(name.type) ? article.places.link(printed, name) : undefined;
  if (place) return { ...place, reason: name.reason, because: place.reason };
  return byName(printed, name, article.words);
}

function personOf(printed: string, name: RecognisedName, { text, persons, words }: Named): Linked {
  const { candidates, ...person } = persons.link(printed, titleBefore(text, name, words));
  const reason = person.reason ?? name.reason;
  if (candidates) {
    const value = unknown('PERSON', printed);
    return { value, reason, because: reason, candidates: candidates.map((each) => refTo(each, 'PERSON', words)) };
  }
  const value = refTo(person.name, 'PERSON', words);
  const known = knownAs(person.name, 'PERSON', words);
  const single = !person.name.includes(' ');
  const because =
    person.reason ??
    (known
      ? becauseOf(known, person.name)
      : single
        ? 'a single name that the article does not give in full'
        : 'full name');
  return { value, reason, because };
}

function organisationOf(printed: string, { reason }: RecognisedName, { organisations, words }: Named): Linked {
  const explained = organisations.acronym(printed);
  const itself = explained === undefined ? knownAs(printed, 'ORG', words) : undefined;
  if (itself !== undefined) return { value: entityRef(itself), reason, because: becauseOf(itself, printed) };
  const { name, candidates = [], ...rest } = explained ?? organisations.link(printed);
  return {
    value: refTo(name, 'ORG', words),
    reason: rest.reason ?? reason,
    because: rest.reason ?? 'the name as it is printed',
    candidates: candidates.map((each) => refTo(each, 'ORG', words)),
  };
}

function byName(printed: string, { type, reason }: RecognisedName, words: Lexicon): Linked {
  const known = knownAs(printed, type, words);
  if (known) return { value: entityRef(known), reason, because: becauseOf(known, printed) };
  return { value: unknown(type, canonicalName(printed, type, words)), reason, because: 'the name as it is printed' };
}

/** One name for "$5 million" and "5 million dollars", and for "Germans" and "German". */
function canonicalName(printed: string, type: EntityType, words: Lexicon): string {
  if (type === 'MONEY') return amountName(printed);
  const singular = printed.slice(0, -1);
  const plural = type === 'NORP' && printed.endsWith('s') && words.demonyms.get(singular) !== undefined;
  return plural ? singular : printed;
}

const isPlace = (type: EntityType): boolean => type === 'GPE' || type === 'LOC';

function becauseOf({ name, own }: KnownEntity, printed: string): string {
  const where = own ? "in the users' gazetteer" : 'in the gazetteer';
  return name === printed ? where : `${where}, as another name of ${name}`;
}

const refTo = (name: string, type: EntityType, words: Lexicon): EntityRef => {
  const known = knownAs(name, type, words);
  return known ? entityRef(known) : unknown(type, name);
};

/** Most words of a title that are looked at, and most code units that they take. */
const TITLE_WORDS = 5;
const TITLE_LENGTH = 80;

/** The longest title, lower case, that ends where a name begins: "Defense Minister", "Mrs.". */
function titleBefore(text: string, { start }: Span, words: Lexicon): string | undefined {
  const before = text.slice(Math.max(0, start - TITLE_LENGTH), start);
  const parts = (/(?:^|[^\p{L}.-])((?:[\p{L}.-]+ ){1,8})$/u.exec(before)?.[1] ?? '').trim().split(' ');
  for (let length = Math.min(TITLE_WORDS, parts.length); length > 0; length--) {
    const title = parts.slice(-length).join(' ');
    if (words.titles.get(title)) return title.toLowerCase();
  }
  return undefined;
}

/** The gazetteer's entity of this name, if it is of this type; countries and other places count as one here. */
function knownAs(name: string, type: EntityType, words: Lexicon): KnownEntity | undefined {
  const known = words.find(name);
  return known !== undefined && groupOf(known.type) === groupOf(type) ? known : undefined;
}

/** The gazetteer and recognisers may call a place a GPE, a LOC or a FAC; everything else has to agree. */
const groupOf = (type: EntityType): EntityType => (type === 'LOC' || type === 'FAC' ? 'GPE' : type);

const entityRef = ({ weak: _, own: _own, ...entity }: KnownEntity): EntityRef => entity;
const unknown = (type: EntityType, name: string): EntityRef => ({ id: entityId(type, name), type, name });

/** The words of a name on one line. */
function wordsOf(text: string, { start, end }: RecognisedName): string {
  return text.slice(start, end).replace(/\s+/g, ' ').trim();
}
