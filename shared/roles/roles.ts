import type { Span } from '../article/schema';
import type { Dating } from '../dating/dating';
import type { EntityRef } from '../extractors/extractor';
import { type Days, holderThroughout } from '../offices/offices';
import { isPlausible, type Office, officeOf } from './bodies';
import { agreement, bodyByName, knownAs, termShown } from './gazetteer';
import type { RoleValue } from './model';
import { countryAfter, type Holder, holdersBeside, mayBeNamed } from './persons';
import { titlesIn } from './titles';
import type { View } from './view';
import { isSingle, NEEDS_BODY } from './words';

/** A role with the words that say it. */
export interface FoundRole extends Span {
  readonly value: RoleValue;
  readonly reason: string;
}

/** No article says more; a list of names that are all presidents is none. */
const MOST_FACTS = 1_000;

/** The days that the words around an offset speak of. */
export type SpokenOf = (within: 'paragraph' | 'sentence', offset: number) => readonly Days[];

/** A role as it is printed, before anything else is asked. */
interface Printed {
  office: Office;
  holder: Holder | undefined;
  of: RoleValue['of'];
}

/**
 * The roles that an article says: each fact once, where it is first printed. Linear in the text.
 *
 * @param spokenOf the days that a paragraph, or a sentence, speaks of, by an offset in it
 */
export function rolesIn(
  view: View,
  dating: Pick<Dating, 'earliest' | 'latest'> | undefined,
  spokenOf: SpokenOf,
): FoundRole[] {
  const days = dating && { from: dating.earliest, to: dating.latest };
  const published = dating && { earliest: dating.earliest, latest: dating.latest };
  const printed = titlesIn(view).flatMap((title) => {
    const office = officeOf(view, title);
    const read = office ? readOffice(view, office, days) : [];
    return read.map((each) => (days && isLongAgo(view, each, days, spokenOf) ? ofThen(each) : each));
  });
  const named = inContext(printed.filter(({ holder }) => holder !== undefined));
  const facts = new Map<string, FoundRole>();
  const seen = new Set<string>();
  const keep = (fact: string, role: FoundRole) =>
    facts.set(fact, published ? { ...role, value: { ...role.value, published } } : role);
  for (const each of named) {
    if (facts.size === MOST_FACTS) break;
    const said = `${each.holder?.person.entity.id} ${each.office.office} ${each.of?.id} ${each.holder?.status}`;
    if (seen.has(said)) continue;
    seen.add(said);
    const role = namedRole(view, each, days);
    const { of, person, office, status } = role.value;
    if (of === undefined && NEEDS_BODY.has(office)) continue;
    const fact = `${person?.id} ${office} ${of?.id} ${status}`;
    if (!facts.has(fact)) keep(fact, role);
  }
  // Whose holder is named needs no inference; and of one who has just been named it is not said whether he holds it yet.
  const told = [...facts.values()].filter(({ value }) => value.status !== 'former' && value.status !== 'then');
  const known = new Set(told.map(({ value }) => `${value.office} ${value.of?.id}`));
  for (const { office, holder, of } of printed) {
    const key = `${office.office} ${of?.id}`;
    if (facts.size >= MOST_FACTS) break;
    if (holder || !of || known.has(key) || !meansOne(office) || mayBeNamed(view, office)) continue;
    const role = unnamedRole(view, office, of, days, spokenOf);
    if (role.value.person) known.add(key);
    if (role.value.person || !facts.has(key)) keep(key, role);
  }
  return [...facts.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Older than this, what a sentence tells of says nothing of who holds an office today. */
const LONG_AGO_MS = 366 * 86_400_000;

/** "abolished in 1966 by President Johnson": of a time long ago, and of no other. */
function isLongAgo(view: View, { office, holder }: Printed, { from }: Days, spokenOf: SpokenOf): boolean {
  if (holder?.status !== 'current') return false;
  const times = spokenOf('sentence', view.tokens[office.from]?.start ?? 0);
  return times.length > 0 && times.every(({ to }) => Date.parse(to) < Date.parse(from) - LONG_AGO_MS);
}

const ofThen = ({ holder, ...printed }: Printed): Printed => ({
  ...printed,
  holder: holder && { ...holder, status: 'then' },
});

function readOffice(view: View, office: Office, days: Days | undefined): Printed[] {
  if (!isPlausible(office)) return [];
  const body = office.body && {
    ...refOf(office.body.entity),
    ...spanOf(view, office.body.from, office.body.to),
    by: 'text' as const,
  };
  const agrees = (holder: Holder): boolean => {
    if (!days) return false;
    if (body) return agreement(asked(office, holder, body.id), days)?.agrees ?? false;
    return !office.unresolved && bodyByName(office.office, holder.person.entity.name, days) !== undefined;
  };
  const found = holdersBeside(view, office);
  const holders = found.filter((holder) => !holder.unsure || agrees(holder));
  const [first, second] = holders;
  // "After Putin, the Ukrainian president, Leonid Kuchma, …": two readings, of which the gazetteer may know one.
  if (first && second) {
    const right = holders.filter(agrees);
    return right.length === 1 ? [{ office, holder: right[0], of: body }] : [];
  }
  if (found.length > 0 && !first) return [];
  if (office.unresolved)
    return first?.how === 'before the name' && !NEEDS_BODY.has(office.office)
      ? [{ office: { ...office, body: undefined }, holder: first, of: undefined }]
      : [];
  const country = first && !body ? countryAfter(view, first) : undefined;
  const its = country && { ...refOf(country.entity), ...spanOf(view, country.from, country.to), by: 'text' as const };
  return [{ office, holder: first, of: body ?? its }];
}

const asked = ({ office }: Office, { person, status }: Holder, of: string) => ({
  office,
  status,
  of,
  person: person.entity,
});

const refOf = ({ id, name }: EntityRef) => ({ id, name });

function spanOf({ tokens }: View, from: number, to: number): Span {
  return { start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 };
}

/** "Foreign Minister Ivanov" is of Russia where the article elsewhere says so of the same person and office, and of none other. */
function inContext(printed: readonly Printed[]): Printed[] {
  const bodies = new Map<string, Map<string, NonNullable<RoleValue['of']>>>();
  const keyOf = ({ office, holder }: Printed) => `${holder?.person.entity.id} ${office.office}`;
  for (const each of printed) {
    if (!each.of) continue;
    const those = bodies.get(keyOf(each)) ?? new Map();
    bodies.set(keyOf(each), those.set(each.of.id, each.of));
  }
  return printed.map((each) => {
    const [of, another] = each.of || each.office.unresolved ? [] : [...(bodies.get(keyOf(each))?.values() ?? [])];
    return of && !another ? { ...each, of: { id: of.id, name: of.name, by: 'context' } } : each;
  });
}

function namedRole(view: View, { office, holder, of }: Printed, days: Days | undefined): FoundRole {
  if (!holder) throw new Error('a role of nobody');
  const { person, status, how } = holder;
  const known =
    !of && !office.unresolved && days && status === 'current'
      ? bodyByName(office.office, person.entity.name, days)
      : undefined;
  const body = of ?? (known && { ...known, by: 'gazetteer' as const });
  const asks = body && days && { office: office.office, status, of: body.id, person: person.entity };
  const gazetteer = asks && agreement(asks, days);
  const holderKnown = gazetteer?.agrees ? asks && knownAs(asks, days) : undefined;
  return {
    ...spanOf(view, Math.min(office.start, person.from), Math.max(office.end, person.to)),
    reason: how === 'by a verb' ? 'the title by a verb' : `the title ${how}`,
    value: {
      title: office.title,
      office: office.office,
      status,
      ...(body && { of: body }),
      person: {
        ...refOf(person.entity),
        ...spanOf(view, person.from, person.to),
        by: 'text',
        ...(holderKnown && { known: holderKnown }),
      },
      ...(gazetteer && { gazetteer }),
    },
  };
}

/** "the French president", "NATO Secretary General", "Russia's foreign minister" mean one person; "a French president" does not. */
function meansOne({ office, status, article, body, from }: Office): boolean {
  if (status !== 'current' || article === 'a' || article === 'its' || !isSingle(office)) return false;
  return article === 'the' || (body !== undefined && body.from < from);
}

/** An office of which only the title is printed, with the one person who held it on all days that the words can be about. */
function unnamedRole(
  view: View,
  office: Office,
  of: NonNullable<RoleValue['of']>,
  days: Days | undefined,
  spokenOf: SpokenOf,
): FoundRole {
  const span = spanOf(view, office.start, office.end);
  const term = days && holderThroughout(office.office, of.id, withTimes(days, spokenOf('paragraph', span.start)));
  const value = { title: office.title, office: office.office, status: office.status, of };
  if (!term) return { ...span, reason: 'only the title is printed', value };
  return {
    ...span,
    reason: `only the title is printed; the gazetteer has ${term.person.name} from ${term.days.from} to ${term.days.to}, and nobody else on the days that this can be about`,
    value: {
      ...value,
      person: { id: term.person.id, name: term.person.name, by: 'gazetteer' },
      gazetteer: { agrees: null, terms: [termShown(term)] },
    },
  };
}

/** The days of publication, and those that the paragraph speaks of: "In 1993 the Russian president" is not who it is today. */
function withTimes(days: Days, times: readonly Days[]): Days {
  let { from, to } = days;
  for (const time of times) {
    if (time.from < from) from = time.from;
    if (time.from > to) to = time.to;
  }
  return { from, to };
}
