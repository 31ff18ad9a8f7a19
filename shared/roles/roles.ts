import type { Span } from '../article/schema';
import type { Dating } from '../dating/dating';
import type { EntityRef } from '../extractors/extractor';
import { type Days, holderThroughout } from '../offices/offices';
import { isPlausible, type Office, officeOf } from './bodies';
import { agreement, bodyByName, termShown } from './gazetteer';
import type { RoleValue } from './model';
import { type Holder, holdersBeside, mayBeNamed } from './persons';
import { titlesIn } from './titles';
import type { View } from './view';
import { isSingle, NEEDS_BODY } from './words';

/** A role with the words that say it. */
export interface FoundRole extends Span {
  readonly value: RoleValue;
  readonly reason: string;
}

/** A role as it is printed, before anything else is asked. */
interface Printed {
  office: Office;
  holder: Holder | undefined;
  of: RoleValue['of'];
}

/**
 * The roles that an article says: each fact once, where it is first printed. Linear in the text.
 *
 * @param spokenOf the days that a paragraph speaks of, by an offset in it
 */
export function rolesIn(
  view: View,
  dating: Pick<Dating, 'earliest' | 'latest'> | undefined,
  spokenOf: (offset: number) => readonly Days[],
): FoundRole[] {
  const days = dating && { from: dating.earliest, to: dating.latest };
  const published = dating && { earliest: dating.earliest, latest: dating.latest };
  const printed = titlesIn(view).flatMap((title) => {
    const office = officeOf(view, title);
    return office ? readOffice(view, office, days) : [];
  });
  const named = inContext(printed.filter(({ holder }) => holder !== undefined));
  const facts = new Map<string, FoundRole>();
  for (const each of named) {
    const role = namedRole(view, each, days);
    const { of, person, office, status } = role.value;
    if (of === undefined && NEEDS_BODY.has(office)) continue;
    const fact = `${person?.id} ${office} ${of?.id} ${status}`;
    if (!facts.has(fact)) facts.set(fact, { ...role, value: { ...role.value, ...(published && { published }) } });
  }
  const known = new Set([...facts.values()].map(({ value }) => `${value.office} ${value.of?.id}`));
  for (const { office, holder, of } of printed) {
    const key = `${office.office} ${of?.id}`;
    if (holder || !of || known.has(key) || !meansOne(office)) continue;
    const role = unnamedRole(view, office, of, days, spokenOf);
    if (!role || mayBeNamed(view, office)) continue;
    known.add(key);
    facts.set(key, { ...role, value: { ...role.value, ...(published && { published }) } });
  }
  return [...facts.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

function readOffice(view: View, office: Office, days: Days | undefined): Printed[] {
  if (!isPlausible(office)) return [];
  const body = office.body && {
    ...refOf(office.body.entity),
    ...spanOf(view, office.body.from, office.body.to),
    by: 'text' as const,
  };
  const holders = holdersBeside(view, office);
  const [first, second] = holders;
  if (first && second) {
    // "After Putin, the Ukrainian president, Leonid Kuchma, …": two readings, of which the gazetteer may know one.
    const right = holders.filter((holder) => body && days && agreement(asked(office, holder, body.id), days)?.agrees);
    return right.length === 1 ? [{ office, holder: right[0], of: body }] : [];
  }
  if (office.unresolved)
    return first?.how === 'before the name' && !NEEDS_BODY.has(office.office)
      ? [{ office: { ...office, body: undefined }, holder: first, of: undefined }]
      : [];
  return [{ office, holder: first, of: body }];
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
  const gazetteer =
    body && days && agreement({ office: office.office, status, of: body.id, person: person.entity }, days);
  return {
    ...spanOf(view, Math.min(office.start, person.from), Math.max(office.end, person.to)),
    reason: how === 'by a verb' ? 'the title by a verb' : `the title ${how}`,
    value: {
      title: office.title,
      office: office.office,
      status,
      ...(body && { of: body }),
      person: { ...refOf(person.entity), ...spanOf(view, person.from, person.to), by: 'text' },
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
  spokenOf: (offset: number) => readonly Days[],
): FoundRole | undefined {
  const span = spanOf(view, office.start, office.end);
  const term = days && holderThroughout(office.office, of.id, withTimes(days, spokenOf(span.start)));
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
