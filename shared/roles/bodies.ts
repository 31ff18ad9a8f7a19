import type { EntityRef } from '../extractors/extractor';
import { type Country, countryOfAdjective } from '../offices/offices';
import { entityRefOf } from './entities';
import { isGlue, type Title } from './titles';
import { isCapital, isTogether, type NamedSpan, printed, type View, wordAt } from './view';
import { NEUTRAL, type RoleStatus, STATUS_WORDS } from './words';

/** A country or an organisation whose office it is, with the tokens that say so. */
interface Body {
  readonly entity: EntityRef;
  readonly from: number;
  readonly to: number;
}

/** A title with what is printed around it: whose office, how it is held, and the tokens of all that. */
export interface Office extends Title {
  readonly body: Body | undefined;
  readonly status: RoleStatus;
  /** The title with whose it is, without an article before it. */
  readonly start: number;
  readonly end: number;
  readonly article: 'the' | 'a' | 'its' | undefined;
  /** Something says whose office it is, and what it names is not known: nobody may guess. */
  readonly unresolved: boolean;
}

/** Words that may stand before an office, of its status and of no other meaning, are looked at up to so many. */
const MOST_BEFORE = 6;
const IN = new Set('in at near outside inside across within throughout around into'.split(' '));
const TO = new Set('to from of for on over against between'.split(' '));
const SHORT = /^(?:\p{Lu}\.?){2,5}$/u;
const TOWN_OFFICES = /^(?:(?:deputy |vice )?(?:mayor|governor|police chief))$/;

/** Reads what stands before and after a title. */
export function officeOf(view: View, title: Title): Office | undefined {
  const before = bodyBefore(view, title);
  const after = bodyAfter(view, title);
  if (!before || !after || isOfThePast(view, before.start)) return undefined;
  const status = title.status ?? before.status;
  const body = after.body ?? before.body;
  const both = after.body !== undefined && before.body !== undefined;
  return {
    ...title,
    body: both ? undefined : body,
    status,
    start: before.start,
    end: after.end,
    article: articleBefore(view, before.start),
    unresolved: both || after.unresolved || before.unresolved,
  };
}

/** "a former aide to President Yeltsin": when he was an aide, and what Yeltsin is now is not said. */
function isOfThePast(view: View, start: number): boolean {
  const preposition = wordAt(view, start - 1) === 'the' ? start - 2 : start - 1;
  if (!/^(?:to|of|for|under)$/.test(wordAt(view, preposition))) return false;
  return [2, 3, 4].some((back) => /^(?:former|ex|late|then|old)$/.test(wordAt(view, preposition - back)));
}

function articleBefore(view: View, start: number): Office['article'] {
  const word = wordAt(view, start - 1);
  if (word === 'the') return 'the';
  if (/^(?:its|his|her|their|our|my|whose)$/.test(word)) return 'its';
  if (
    /^(?:a|an|any|every|each|no|another|some|first|last|only|second|third|st|nd|rd|th|next|new|all|other|one|this)$/.test(
      word,
    )
  )
    return 'a';
  return undefined;
}

interface Before {
  body: Body | undefined;
  status: RoleStatus;
  start: number;
  unresolved: boolean;
}

/** "former Russian", "NATO's new", "U.S.": from right to left, whose office and how it is held. */
function bodyBefore(view: View, { from, office }: Title): Before | undefined {
  const found: Before = { body: undefined, status: 'current', start: from, unresolved: false };
  for (let step = 0; step < MOST_BEFORE && isTogether(view, found.start - 1, from); step++) {
    const at = found.start - 1;
    const word = wordAt(view, at);
    const status = STATUS_WORDS.get(word === '-' ? wordAt(view, at - 1) : word);
    // "then newly named Russian President": when he was named, not what he was then.
    if (word === 'then' && NEUTRAL.has(wordAt(view, found.start))) return found;
    if (status !== undefined) {
      found.status = status;
      found.start = word === '-' ? at - 1 : at;
    } else if (NEUTRAL.has(word) && !isCapital(view, at) && !/^(?:was|been)$/.test(wordAt(view, at - 1)))
      found.start = at;
    else if (found.body === undefined && !found.unresolved && isBodyEnd(view, found.start)) {
      const owner = ownerBefore(view, found.start, office);
      if (owner === 'unknown') return { ...found, unresolved: true };
      if (!owner) return found;
      found.body = owner;
      found.start = owner.from;
    } else return found;
  }
  return found;
}

const isBodyEnd = (view: View, end: number): boolean =>
  view.endingAt.has(end) || wordAt(view, end - 1) === "'s" || adjectiveBefore(view, end) !== undefined;

/** "Russian", "South Korean": the country that the words before a token say, if they say one alone. */
function adjectiveBefore(view: View, end: number): { country: Country; from: number } | undefined {
  for (const length of [2, 1]) {
    const words = printed(view, end - length, end);
    const country = end >= length && isTogether(view, end - length, end - 1) ? countryOfAdjective(words) : undefined;
    if (country) return { country, from: end - length };
  }
  return undefined;
}

function ownerBefore(view: View, end: number, office: string): Body | 'unknown' | undefined {
  const adjective = adjectiveBefore(view, end);
  if (adjective) {
    const { country, from } = adjective;
    return isPartOfMore(view, from) ? 'unknown' : { entity: entityRefOf(country), from, to: end };
  }
  const possessive = wordAt(view, end - 1) === "'s";
  const named = view.endingAt.get(possessive ? end - 1 : end);
  if (!named) return possessive ? 'unknown' : undefined;
  if (!canHaveOffices(named)) return possessive || named.entity.type === 'NORP' ? 'unknown' : undefined;
  if (!possessive && isElsewhere(view, named, office)) return undefined;
  return { entity: named.entity, from: named.from, to: named.to };
}

/** "Turkish Cypriot", "Russian-Belarusian", "ethnic Albanian": an adjective that is not of the country. */
function isPartOfMore(view: View, from: number): boolean {
  const before = wordAt(view, from - 1);
  if (isGlue(view, from - 1)) return !/^(?:ex|then|now)$/.test(wordAt(view, from - 2));
  if (before === 'ethnic' || (before === 'and' && adjectiveBefore(view, from - 1))) return true;
  if (!isTogether(view, from - 1, from) || !isCapital(view, from - 1)) return false;
  const says = !view.tokens[from - 1]?.first || view.endingAt.get(from)?.entity.type === 'NORP';
  return says && !STATUS_WORDS.has(before);
}

const canHaveOffices = ({ entity }: NamedSpan): boolean => /^(?:GPE|ORG|LOC)$/.test(entity.type);

/** "In Moscow President Putin said": where, not whose. An acronym can stand for an adjective, so "to U.S. President" is whose. */
function isElsewhere(view: View, { from, to, entity }: NamedSpan, office: string): boolean {
  const before = wordAt(view, from - 1) === 'the' ? wordAt(view, from - 2) : wordAt(view, from - 1);
  const acronym = SHORT.test(printed(view, from, to).replace(/\s/g, ''));
  // "told Fox News President Trump would"
  if (/^(?:told|tells|asked|informed|warned|assured|reminded)$/.test(before)) return true;
  return IN.has(before) || (TO.has(before) && !acronym && entity.type !== 'ORG' && !TOWN_OFFICES.test(office));
}

interface After {
  body: Body | undefined;
  end: number;
  unresolved: boolean;
}

/** "of France", "of the World Bank": whose office, after the title. An ambassador's "to Russia" is passed over. */
function bodyAfter(view: View, { to, office }: Title): After | undefined {
  const nothing: After = { body: undefined, end: to, unresolved: false };
  const word = wordAt(view, to);
  if (!/^(?:of|to|for|at|in)$/.test(word) || !isTogether(view, to - 1, to)) return nothing;
  const first = wordAt(view, to + 1) === 'the' ? to + 2 : to + 1;
  const named = view.startingAt.get(first);
  const sent = /(?:ambassador|envoy|representative)$/.test(office);
  if (word === 'to' || word === 'for' || (word === 'in' && sent))
    return sent && named ? { ...nothing, end: named.to } : nothing;
  if (word !== 'of') return nothing;
  if (!named || !canHaveOffices(named) || !isTogether(view, to, first)) return { ...nothing, unresolved: true };
  if (wordAt(view, named.to) !== "'s") return { ...nothing, body: named, end: named.to };
  const part = view.startingAt.get(named.to + 1);
  if (part?.entity.type !== 'ORG') return { ...nothing, unresolved: true };
  return { ...nothing, body: part, end: part.to };
}

/** A town has a mayor, and no president. */
export function isPlausible({ office, body }: Office): boolean {
  return body?.entity.geonames === undefined || TOWN_OFFICES.test(office);
}
