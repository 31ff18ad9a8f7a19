import type { EntityRef, EntityType } from '../extractors/extractor';
import type { CorrectionRecord, KeptCorrection } from './model';

/** A step from one entity to another, and the correction that says so. */
export interface Step {
  readonly into: string;
  readonly by: string;
}
interface Said<T> {
  readonly value: T;
  readonly by: string;
}

/**
 * What a set of corrections comes to. Entities are the nodes of a graph: a merge is an edge, a split an edge for some
 * articles. There is no way round in it (`refusal.ts` sees to that), so whoever follows the edges comes to an end.
 */
export interface State {
  readonly merged: Map<string, Step>;
  readonly mergedFrom: Map<string, Set<string>>;
  /** By entity and article. */
  readonly split: Map<string, Map<string, Step>>;
  /** By the entity that it became, then by the one that it was split from: the articles. */
  readonly splitFrom: Map<string, Map<string, Set<string>>>;
  /** The last one counts. */
  readonly names: Map<string, Said<string>[]>;
  readonly types: Map<string, Said<EntityType>[]>;
  readonly hidden: Map<string, string>;
  readonly aliases: Map<string, Said<string>[]>;
  /** Both ways. */
  readonly apart: Map<string, Said<string>[]>;
  /** The entities that corrections name, as the archive had them or as a split made them. */
  readonly known: Map<string, EntityRef>;
}

export function emptyState(): State {
  return {
    merged: new Map(),
    mergedFrom: new Map(),
    split: new Map(),
    splitFrom: new Map(),
    names: new Map(),
    types: new Map(),
    hidden: new Map(),
    aliases: new Map(),
    apart: new Map(),
    known: new Map(),
  };
}

/** Adds a correction that nothing stands against. */
export function apply(state: State, { id: by, correction, entities }: CorrectionRecord): void {
  for (const entity of entities) state.known.set(entity.id, entity);
  switch (correction.do) {
    case 'merge':
      state.merged.set(correction.entity, { into: correction.into, by });
      at(state.mergedFrom, correction.into, () => new Set<string>()).add(correction.entity);
      return;
    case 'split':
      applySplit(state, correction, by);
      return;
    case 'rename':
      at(state.names, correction.entity, list<string>).push({ value: correction.name, by });
      return;
    case 'retype':
      at(state.types, correction.entity, list<EntityType>).push({ value: correction.type, by });
      return;
    case 'hide':
      state.hidden.set(correction.entity, by);
      return;
    case 'alias':
      at(state.aliases, correction.entity, list<string>).push({ value: correction.name, by });
      return;
    case 'never-link':
      at(state.apart, correction.entity, list<string>).push({ value: correction.other, by });
      at(state.apart, correction.other, list<string>).push({ value: correction.entity, by });
      return;
    case 'undo':
      return;
  }
}

function applySplit(state: State, correction: Extract<KeptCorrection, { do: 'split' }>, by: string): void {
  const { entity, into, name, articles } = correction;
  if (into === undefined) return;
  const type = correction.type ?? typeOf(state, entity);
  if (name !== undefined && type !== undefined && !state.known.has(into))
    state.known.set(into, { id: into, type, name });
  const steps = at(state.split, entity, () => new Map<string, Step>());
  const from = at(
    at(state.splitFrom, into, () => new Map<string, Set<string>>()),
    entity,
    () => new Set<string>(),
  );
  for (const article of articles) {
    steps.set(article, { into, by });
    from.add(article);
  }
}

const list = <T>(): Said<T>[] => [];

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

/** The entity that an id stands for, in an article or (without one) by merges alone, and the corrections that say so. */
export function follow(state: State, id: string, articleId?: string): { id: string; by: string[] } {
  const by: string[] = [];
  let current = id;
  for (;;) {
    const split = articleId === undefined ? undefined : state.split.get(current)?.get(articleId);
    const step = split ?? state.merged.get(current);
    if (!step) return { id: current, by };
    by.push(step.by);
    current = step.into;
  }
}

/** All that are merged into an entity, with itself, which comes first. */
export function membersOf(state: State, id: string): string[] {
  const members = [id];
  // It grows while it is walked.
  for (const member of members) members.push(...(state.mergedFrom.get(member) ?? []));
  return members;
}

export function typeOf(state: State, id: string): EntityType | undefined {
  return state.types.get(id)?.at(-1)?.value ?? state.known.get(id)?.type;
}

export function shownName(state: State, id: string): string | undefined {
  return state.names.get(id)?.at(-1)?.value ?? state.known.get(id)?.name;
}

/** Articles in which something is split off to an entity, or to one that is merged into it. */
export function articlesInto(state: State, id: string): Set<string> {
  const splits = membersOf(state, id).flatMap((member) => [...(state.splitFrom.get(member)?.values() ?? [])]);
  return new Set(splits.flatMap((articles) => [...articles]));
}
