import {
  canBe,
  type Days,
  holdersBySurname,
  holdersOf,
  holderThroughout,
  OFFICES_SOURCE,
  type Term,
  termsOf,
} from '../offices/offices';
import { titleKey } from '../offices/titles';
import type { GazetteerTerm, RoleValue } from './model';

/** A term as the API shows it. */
export function termShown({ person, title, of, days }: Term): GazetteerTerm {
  const { id, name } = person;
  return { person: { id, name }, title, of, from: days.from, to: days.to, source: OFFICES_SOURCE };
}

type NamedRole = Pick<RoleValue, 'office' | 'status'> & { of: string; person: { id: string; name: string } };

/** The holder whose name the printed one can be, and nobody else's: "Lord Robertson" at the head of NATO in December 2000. */
export function knownAs(role: NamedRole, { from, to }: Days): { id: string; name: string } | undefined {
  const since = role.status === 'former' ? '0000-01-01' : from;
  const persons = holdersOf(role.office, role.of, { from: since, to }).map(({ person }) => person);
  const [person, ...others] = persons.filter((each) => each.id === role.person.id || canBe(role.person.name, each));
  const single = person && others.every(({ id }) => id === person.id) && person.id !== role.person.id;
  return single ? { id: person.id, name: person.name } : undefined;
}

/** Whether the gazetteer has the person who is printed with an office on those days; undefined where it does not know it. */
export function agreement(role: NamedRole, days: Days): RoleValue['gazetteer'] {
  const isIt = ({ person }: Term) => person.id === role.person.id || canBe(role.person.name, person);
  const terms = holdersOf(role.office, role.of, days);
  if (role.status === 'current' || role.status === 'acting') {
    if (terms.length === 0) return undefined;
    const agrees = terms.some(isIt);
    // Of days that nobody is known for the gazetteer says nothing.
    return agrees || holderThroughout(role.office, role.of, days) ? { agrees, terms: terms.map(termShown) } : undefined;
  }
  if (role.status !== 'former') return undefined;
  const before = holdersOf(role.office, role.of, { from: '0000-01-01', to: days.to }).filter(isIt);
  if (before.length === 0) return undefined;
  const still = before.some((term) => term.days.from <= days.from && term.days.to > days.to);
  return { agrees: !still, terms: before.map(termShown) };
}

/** Whose office it must be where only title and name are printed: there is one holder of such a title and name. */
export function bodyByName(office: string, name: string, days: Days): Term['of'] | undefined {
  const surname = name.slice(name.lastIndexOf(' ') + 1);
  const terms = holdersBySurname(surname)
    .filter((holder) => canBe(name, holder))
    .flatMap(({ id }) => termsOf(id))
    .filter((term) => titleKey(term.title) === office && term.days.from <= days.from && term.days.to >= days.to);
  const [term, another] = terms;
  return another ? undefined : term?.of;
}
