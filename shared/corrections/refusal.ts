import type { EntityRef } from '../extractors/extractor';
import type { Correction, KeptCorrection } from './model';
import { articlesInto, follow, membersOf, type State, type Step, shownName, typeOf } from './state';

/** Entities that are merged into one, and articles that are split off to one: lists read the index of each. */
const MOST_MEMBERS = 50;
const MOST_SPLIT_OFF = 100;

/** What stands against a correction, for a person. `conflict`: another correction does, which may be undone. */
export interface Refusal {
  kind: 'invalid' | 'conflict';
  detail: string;
  /** The member of the correction that is at fault. */
  field: string;
}

const invalid = (field: string, detail: string): Refusal => ({ kind: 'invalid', field, detail });
const conflict = (field: string, detail: string): Refusal => ({ kind: 'conflict', field, detail });

/**
 * What stands against a correction, given those that stand already; undefined when nothing does.
 * @param entities those of the entities that it names that the archive has
 */
export function refusalOf(
  state: State,
  correction: KeptCorrection,
  entities: readonly EntityRef[],
): Refusal | undefined {
  if (correction.do === 'undo') return undefined;
  const found = new Map(entities.map((entity) => [entity.id, entity]));
  const isKnown = (id: string) => found.has(id) || state.known.has(id);
  const typeIn = (id: string) => typeOf(state, id) ?? found.get(id)?.type;
  const absent = (field: string, id: string) =>
    isKnown(id) ? standing(state, field, id) : invalid(field, `No entity has the id ${id}.`);

  const { entity } = correction;
  const refused = wayRound(state, correction) ?? absent('entity', entity);
  if (refused) return refused;
  switch (correction.do) {
    case 'merge': {
      const { into } = correction;
      const [from, to] = [typeIn(entity), typeIn(into)];
      return (
        absent('into', into) ??
        (from === to
          ? undefined
          : invalid('into', `${entity} is a ${from}, ${into} a ${to}: retype one of them first.`)) ??
        keptApart(state, entity, into) ??
        tooMany(state, entity, into)
      );
    }
    case 'split':
      return splitRefusal(state, correction, absent);
    case 'rename':
    case 'retype':
    case 'hide':
    case 'alias':
      return undefined;
    case 'never-link': {
      const { other } = correction;
      if (entity === other) return invalid('other', 'An entity cannot be kept apart from itself.');
      const same = state.apart.get(entity)?.find(({ value }) => value === other);
      if (same) return conflict('other', `${entity} and ${other} are kept apart by ${same.by}.`);
      return absent('other', other);
    }
  }
}

/**
 * What makes a correction say nothing new. It does not stand against one that is kept: two people may have said the same.
 * @param entities those of the entities that it names that the archive has
 */
export function repetitionOf(
  state: State,
  correction: Correction,
  entities: readonly EntityRef[],
): Refusal | undefined {
  const { entity } = correction;
  const found = entities.find(({ id }) => id === entity);
  const name = shownName(state, entity) ?? found?.name;
  const type = typeOf(state, entity) ?? found?.type;
  const alias =
    correction.do === 'alias' ? state.aliases.get(entity)?.find(({ value }) => value === correction.name) : undefined;
  if (alias) return conflict('name', `${entity} has the alias ${alias.value} by ${alias.by}.`);
  if ((correction.do === 'rename' || correction.do === 'alias') && correction.name === name)
    return conflict('name', `${entity} has the name ${name} already.`);
  return correction.do === 'retype' && correction.type === type
    ? conflict('type', `${entity} is a ${type} already.`)
    : undefined;
}

/** What is merged into another one, or hidden, is no entity of its own that could be corrected. */
function standing(state: State, field: string, id: string): Refusal | undefined {
  const merged = state.merged.get(id);
  if (merged) {
    const now = follow(state, id).id;
    return conflict(field, `${id} is merged into ${merged.into} by ${merged.by}: correct ${now}, or undo that.`);
  }
  const hidden = state.hidden.get(id);
  return hidden === undefined ? undefined : conflict(field, `${id} is hidden by ${hidden}: undo that first.`);
}

/** A merge or split that would lead back to where it begins, with the corrections that the way goes by. */
function wayRound(state: State, correction: Correction): Refusal | undefined {
  if (correction.do !== 'merge' && correction.do !== 'split') return undefined;
  const { entity, into } = correction;
  if (into === undefined) return undefined;
  if (entity === into) return invalid('into', `${entity} cannot become itself.`);
  const way = wayFrom(state, into, entity);
  if (!way) return undefined;
  const steps = way.map(
    ({ from, into: to, by, split }) => `${from} is ${split ? 'split into' : 'merged into'} ${to} by ${by}`,
  );
  return conflict('into', `It would lead back to ${entity}: ${steps.join(', ')}. Undo that instead.`);
}

type Way = (Step & { from: string; split: boolean })[];

/** The steps from one entity to another, whatever the article, if there are any. */
function wayFrom(state: State, start: string, end: string): Way | undefined {
  const ways = new Map<string, Way>([[start, []]]);
  for (const [node, way] of ways) {
    if (node === end) return way;
    const merge = state.merged.get(node);
    const steps = [...(state.split.get(node)?.values() ?? [])].map((step) => ({ ...step, split: true }));
    for (const step of merge ? [...steps, { ...merge, split: false }] : steps)
      if (!ways.has(step.into)) ways.set(step.into, [...way, { ...step, from: node }]);
  }
  return undefined;
}

function keptApart(state: State, entity: string, into: string): Refusal | undefined {
  for (const member of membersOf(state, entity)) {
    for (const { value, by } of state.apart.get(member) ?? [])
      if (follow(state, value).id === into)
        return conflict('into', `${member} and ${value} are never to be linked, by ${by}: undo that first.`);
  }
  return undefined;
}

function tooMany(state: State, entity: string, into: string): Refusal | undefined {
  const members = membersOf(state, entity).length + membersOf(state, into).length;
  if (members > MOST_MEMBERS)
    return conflict('into', `${into} would be made of ${members} entities, more than ${MOST_MEMBERS}.`);
  const articles = new Set([...articlesInto(state, entity), ...articlesInto(state, into)]).size;
  return articles > MOST_SPLIT_OFF
    ? conflict(
        'into',
        `${into} would have ${articles} articles that were split off others, more than ${MOST_SPLIT_OFF}.`,
      )
    : undefined;
}

function splitRefusal(
  state: State,
  { entity, articles, into, name }: Extract<Correction, { do: 'split' }>,
  absent: (field: string, id: string) => Refusal | undefined,
): Refusal | undefined {
  if (into === undefined)
    return invalid('into', 'It has to say into which entity, or the name of the one that is made.');
  for (const article of articles) {
    const step = state.split.get(entity)?.get(article);
    if (step)
      return conflict('articles', `${entity} in ${article} is split into ${step.into} by ${step.by}: undo that first.`);
  }
  const made = name !== undefined;
  const refused = made && !state.known.has(into) ? undefined : absent('into', into);
  if (refused) return refused;
  const all = new Set([...articlesInto(state, into), ...articles]).size;
  return all > MOST_SPLIT_OFF
    ? conflict(
        'articles',
        `${into} would have ${all} articles that were split off others, more than ${MOST_SPLIT_OFF}.`,
      )
    : undefined;
}
