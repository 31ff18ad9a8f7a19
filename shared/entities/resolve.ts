import type { EntityRef, EntityType } from '../extractors/extractor';
import type { Days } from '../offices/offices';
import { isGeneric, scoped, scopedBeside } from './bodies';
import { BELONGS, type Printed } from './doubts';
import { entityId } from './ids';
import type { Lexicon } from './lexicon';
import { amountName } from './money';
import type { Namesakes } from './namesakes';
import { holdersCalled, type OfficeClues, officeHolders } from './office-holders';
import type { Organisations } from './organisations';
import type { Persons } from './persons';
import type { RecognisedName } from './recognised-name';
import { type KnownEntity, refOf } from './senses';
import type { Surroundings } from './surroundings';

/** What an article says of its entities as a whole. */
export interface Named {
  readonly text: string;
  /** The day that the file states. */
  readonly days: Days | undefined;
  readonly persons: Persons;
  readonly organisations: Organisations;
  readonly namesakes: Namesakes;
  readonly surroundings: Surroundings;
  readonly words: Lexicon;
}

/** An entity with why the words are a name of its type, and why they are its name. */
export interface Linked {
  readonly value: EntityRef;
  readonly reason: string;
  readonly because: string;
  /** Nothing certain says which it is; so it is where there are candidates. */
  readonly unresolved?: boolean | undefined;
  readonly candidates?: readonly EntityRef[] | undefined;
}

/** The entity that a name means in its article. */
export function entityOf(printed: string, name: RecognisedName, around: () => Printed, article: Named): Linked {
  // What users say of a name comes before what a recogniser takes it for.
  const own = article.words.find(printed);
  if (own?.own && !own.weak) return { value: refOf(own), reason: name.reason, because: becauseOf(own, printed) };
  if (name.type === 'PERSON') return personOf(printed, name, around(), article);
  if (name.type === 'ORG') return organisationOf(printed, name, around, article);
  if (isPlace(name.type)) return placeOf(printed, name, around, article);
  return byName(printed, name, article.words);
}

function personOf(printed: string, name: RecognisedName, around: Printed, article: Named): Linked {
  const { persons, words } = article;
  const { candidates = [], unresolved, ...person } = persons.link(printed, around);
  const reason = person.reason ?? name.reason;
  const known = unresolved ? undefined : knownAs(person.name, 'PERSON', words);
  if (known) return { value: refOf(known), reason, because: person.reason ?? becauseOf(known, person.name) };
  if (unresolved) {
    const { one } = around.title === undefined ? {} : officeHolders(printed, cluesFor(around, article), words);
    if (one) return { value: one.value, reason: name.reason, because: one.reason };
    if (candidates.length === 0) return unnamed(printed, name, around, article, reason);
    const all = candidates.map((each) => refTo(each, 'PERSON', words));
    return { value: unknown('PERSON', printed), reason, because: reason, unresolved, candidates: all };
  }
  // "George Bush" may be either president, where the article has no longer form of it.
  const shared = holdersCalled(person.name);
  if (shared.length > 1) {
    const { one } = officeHolders(printed, cluesFor(around, article), words);
    if (one) return { value: one.value, reason, because: one.reason };
    const because = 'a name that several holders of offices have';
    return { value: unresolvedRef('PERSON', person.name), reason, because, unresolved: true, candidates: shared };
  }
  // "Jordan" may be the country although a Jordan Smith is there, and "Austin" before Steve Austin is named.
  const isGiven = person.name !== printed && !printed.includes(' ') && !person.name.endsWith(` ${printed}`);
  const there = AT_PLACE.test(article.text.slice(Math.max(0, name.start - 16), name.start));
  const place = isGiven || person.early || there ? (words.find(printed) ?? words.sensesOf(printed)[0]) : undefined;
  if (place && !printed.includes(' ')) {
    const both = [refTo(person.name, 'PERSON', words), refOf(place)];
    const because = `a name of ${person.name}, and of ${place.name}, too`;
    return { value: unknown('PERSON', printed), reason, because, unresolved: true, candidates: both };
  }
  return { value: refTo(person.name, 'PERSON', words), reason, because: person.reason ?? 'full name' };
}

/** A person whom the article never names in full: who it is only a user's gazetteer or a list of office holders can say. */
function unnamed(printed: string, name: RecognisedName, around: Printed, article: Named, because: string): Linked {
  const { words } = article;
  const own = knownAs(printed, 'PERSON', words);
  if (own) return { value: refOf(own), reason: name.reason, because: becauseOf(own, printed) };
  const { candidates } = officeHolders(printed, cluesFor(around, article), words);
  const places = words.sensesOf(printed).map(refOf);
  const all = [...candidates, ...places];
  return { value: unknown('PERSON', printed), reason: name.reason, because, unresolved: true, candidates: all };
}

const cluesFor = ({ title, country }: Printed, { surroundings, days }: Named): OfficeClues => ({
  ...{ title, country, surroundings, days },
});

/** Words before a name that a place has there more often than a person. */
const AT_PLACE = /(?:^|[\s("“])(?:in|near|from|to|at|outside|inside|across|around|into|through|via)\s$/i;

/** An age, or who somebody is. */
const PERSON_AFTER = /^, (?:\d{2},|whose? )/;

/** "An Austin stood at the door": a car. */
const A_THING = /(?:^|[\s("“])(?:an?|every|each)\s$/i;

/** Words before a name that only a place has there; "from" and "to" are said of persons, too. */
const IN_PLACE =
  /(?:^|[\s("“])(?:in|near|outside|inside|across|around|throughout|into|city of|town of|state of|capital of)\s$/i;

function placeOf(printed: string, name: RecognisedName, around: () => Printed, article: Named): Linked {
  const { namesakes, persons, words, text } = article;
  const place = namesakes.link(printed, name.type, name);
  const bearers = printed.includes(' ') ? [] : persons.bearing(printed);
  const before = text.slice(Math.max(0, name.start - 16), name.start);
  const [bearer] = bearers;
  if (bearer !== undefined && PERSON_AFTER.test(text.slice(name.end, name.end + 8)))
    return personOf(printed, name, around(), article);
  const known = words.find(printed);
  const places = place ? (place.candidates ?? [place.value]) : known ? [refOf(known)] : [];
  if (A_THING.test(before) && !BELONGS.test(text.slice(name.end, name.end + 20))) {
    const value = unresolvedRef('GPE', printed);
    const because = `no place after "${before.trim().split(' ').at(-1)}"`;
    return { value, reason: name.reason, because, unresolved: true, candidates: places };
  }
  if (bearer !== undefined && !IN_PLACE.test(before)) {
    return {
      ...{ value: unresolvedRef('GPE', printed), reason: name.reason, unresolved: true },
      because: `a place, or ${bearer}, whom the article names`,
      candidates: [...bearers.map((each) => refTo(each, 'PERSON', words)), ...places],
    };
  }
  if (place) return { ...place, reason: name.reason, because: place.reason };
  return byName(printed, name, words);
}

/** Words beside a name that only a body has there. */
const OF_BODY =
  /\b(?:shares|stock|shareholders|employees|workers|dealers|executives|plants?|factory|factories|carmaker|car maker|automaker|company) (?:of|at|in) $/i;
const BODY_AFTER =
  /^(?:['’]s)? (?:shares?|stock|group|company|plants?|factory|factories|dealers?|executives?|employees|workers|sales|hotels?|cars?|trucks?|engines?|models?|motors?|corporation|foundation|inc|plc|newspaper|magazine)\b/i;

function organisationOf(printed: string, name: RecognisedName, around: () => Printed, article: Named): Linked {
  const { organisations, namesakes, persons, words, text, surroundings } = article;
  const { reason } = name;
  const explained = organisations.acronym(printed);
  if (explained !== undefined) {
    const place = words.find(explained.name);
    if (place && place.type !== 'ORG') return { value: refOf(place), reason, because: explained.reason ?? reason };
    return bodyOf(explained.name, explained.reason ?? reason, name, article);
  }
  const bearers = printed.includes(' ') ? [] : persons.bearing(printed);
  const known = knownAs(printed, 'ORG', words);
  const [bearer] = bearers;
  const before = text.slice(Math.max(0, name.start - 30), name.start);
  if (bearer !== undefined && PERSON_AFTER.test(text.slice(name.end, name.end + 8)))
    return personOf(printed, name, around(), article);
  if (bearer !== undefined && !OF_BODY.test(before) && !BODY_AFTER.test(text.slice(name.end, name.end + 16)))
    return {
      ...{ value: unresolvedRef('ORG', printed), reason, unresolved: true },
      because: `a body, or ${bearer}, whom the article names`,
      candidates: [...bearers.map((each) => refTo(each, 'PERSON', words)), ...(known ? [refOf(known)] : [])],
    };
  const namesake = namesakes.link(printed, 'ORG', name);
  if (namesake && !namesake.candidates) return { ...namesake, reason, because: namesake.reason };
  if (known && !namesake) return { value: refOf(known), reason, because: becauseOf(known, printed) };
  const short = isGeneric(printed, words) || namesake !== undefined;
  const here = short ? scopedBeside(printed, name, text, words) : undefined;
  if (here) return { value: refTo(here.name, 'ORG', words), reason, because: here.reason };
  const single = !/\s/.test(printed.replace(/^the /i, ''));
  const longer = organisations.longerThan(printed);
  // A single last word is only taken up where it is a name of its own ("the Times"), not for every "Bank".
  const takenUp = longer.length > 0 && (!single || short || longer.some((each) => !each.endsWith(printed)));
  if (takenUp) {
    const { name: whole, reason: because = reason, ...rest } = organisations.link(printed);
    if (rest.unresolved) {
      const candidates = rest.candidates?.map((each) => refTo(each, 'ORG', words));
      return { value: unresolvedRef('ORG', printed), reason: because, because, unresolved: true, candidates };
    }
    return { ...bodyOf(whole, because, name, article), reason: because };
  }
  if (!short) {
    // "Dallas" may be the team, or the town that does something.
    const known = words.find(printed);
    const places = [...words.sensesOf(printed), ...(known && known.type !== 'ORG' ? [known] : [])];
    if (places.length > 0 && longer.length === 0)
      return {
        ...{ value: unresolvedRef('ORG', printed), reason, unresolved: true, candidates: places.map(refOf) },
        because: 'a body that is called as a place is',
      };
    return bodyOf(organisations.link(printed).name, undefined, name, article);
  }
  const scope = scoped(printed, surroundings, words);
  if (scope) return { value: refTo(scope.name, 'ORG', words), reason, because: scope.reason };
  return {
    ...{ value: unresolvedRef('ORG', printed), reason, unresolved: true, candidates: namesake?.candidates },
    because: namesake?.reason ?? 'a name that bodies of several countries have: the article does not say which',
  };
}

/** A body by its full name as the article has it. */
function bodyOf(long: string, because: string | undefined, name: RecognisedName, article: Named): Linked {
  const { words, text, surroundings } = article;
  const { reason } = name;
  const known = knownAs(long, 'ORG', words);
  if (known) return { value: refOf(known), reason, because: because ?? becauseOf(known, long) };
  if (isGeneric(long, words)) {
    const scope = scopedBeside(long, name, text, words) ?? scoped(long, surroundings, words);
    if (scope) return { value: refTo(scope.name, 'ORG', words), reason, because: because ?? scope.reason };
    const why = 'a name that bodies of several countries have: the article does not say which';
    return { value: unresolvedRef('ORG', long), reason, because: because ?? why, unresolved: true };
  }
  if (isBareAcronym(long)) {
    const why = 'an acronym that the article does not explain';
    return { value: unknown('ORG', long), reason, because: because ?? why, unresolved: true };
  }
  return { value: unknown('ORG', long), reason: because ?? reason, because: because ?? 'the name as it is printed' };
}

const isBareAcronym = (name: string): boolean => /^\p{Lu}[\p{Lu}.]{1,5}$/u.test(name);

function byName(printed: string, { type, reason }: RecognisedName, words: Lexicon): Linked {
  const known = knownAs(printed, type, words);
  if (known) return { value: refOf(known), reason, because: becauseOf(known, printed) };
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
  return known ? refOf(known) : unknown(type, name);
};

/**
 * The gazetteer's entity of this name, if it is of this type; countries and other places count as one here, and "Apple Inc."
 * and "Apple".
 */
function knownAs(name: string, type: EntityType, words: Lexicon): KnownEntity | undefined {
  const known = words.find(name) ?? (type === 'ORG' ? words.find(withoutEnding(name, words)) : undefined);
  return known !== undefined && groupOf(known.type) === groupOf(type) ? known : undefined;
}

/** A company's name without its legal form. */
function withoutEnding(name: string, words: Lexicon): string {
  const at = name.lastIndexOf(' ');
  return at > 0 && words.companyEndings.has(name.slice(at + 1).replace(/\.$/, ''))
    ? name.slice(0, at).replace(/,$/, '')
    : name;
}

/** The gazetteer and recognisers may call a place a GPE, a LOC or a FAC; everything else has to agree. */
const groupOf = (type: EntityType): EntityType => (type === 'LOC' || type === 'FAC' ? 'GPE' : type);

const unknown = (type: EntityType, name: string): EntityRef => ({ id: entityId(type, name), type, name });

/** An entity of its own, which no name has. */
const unresolvedRef = (type: EntityType, name: string): EntityRef => ({
  ...unknown(type, name),
  id: `${entityId(type, name)}-unresolved`,
});
