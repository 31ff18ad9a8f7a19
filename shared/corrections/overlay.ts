import { compareText } from '../compare-text';
import type { EntityRef } from '../extractors/extractor';
import { type CorrectionRecord, idsIn, weightOf } from './model';
import { type Refusal, refusalOf } from './refusal';
import { apply, articlesInto, emptyState, follow, membersOf, type State, shownName, typeOf } from './state';

/**
 * What people corrected, as it is laid over what extractors found: a pure function of the set of corrections. An undone
 * one is as if it had never been, so that an undo is exact; of two names or types for one entity the later counts, and
 * nothing else depends on the order.
 */
export interface Overlay {
  /** All, in order of their time. */
  readonly records: readonly CorrectionRecord[];
  readonly standing: ReadonlyMap<string, CorrectionRecord>;
  /** Corrections that were undone, each with its undo. */
  readonly undone: ReadonlyMap<string, string>;
  readonly weight: number;
  readonly state: State;
}

/**
 * Applies corrections in order of their time. One that contradicts those before it does not stand: none is kept that does,
 * but two people may correct while the table is made again from the bucket.
 */
export function overlayOf(records: Iterable<CorrectionRecord>): Overlay {
  const inOrder = [...records].sort((a, b) => compareText(a.at, b.at) || compareText(a.id, b.id));
  const undone = new Map<string, string>();
  for (const { id, correction } of inOrder)
    if (correction.do === 'undo' && !undone.has(correction.of)) undone.set(correction.of, id);
  const standing = new Map<string, CorrectionRecord>();
  const state = emptyState();
  let weight = 0;
  for (const record of inOrder) {
    const { id, correction, entities } = record;
    weight += weightOf(correction);
    if (correction.do === 'undo' || undone.has(id) || refusalOf(state, correction, entities)) continue;
    apply(state, record);
    standing.set(id, record);
  }
  return { records: inOrder, standing, undone, weight, state };
}

export const NOTHING_CORRECTED = overlayOf([]);

/** What stands against undoing a correction that there is; undefined when nothing does. */
export function undoRefusalOf(overlay: Overlay, id: string): Refusal | undefined {
  const refuse = (detail: string): Refusal => ({ kind: 'conflict', field: 'id', detail });
  const by = overlay.undone.get(id);
  if (by !== undefined) return refuse(`${id} is undone already, by ${by}.`);
  const undo = overlay.records.find((record) => record.id === id);
  if (undo?.correction.do === 'undo') return refuse(`${id} is an undo: make the correction again instead.`);
  const without = overlayOf(overlay.records.filter((record) => record.id !== id));
  const fallen = [...overlay.standing.keys()].find((other) => other !== id && !without.standing.has(other));
  return fallen === undefined ? undefined : refuse(`${fallen} stands upon it: undo that first.`);
}

/** An entity as it is shown; undefined when it is hidden. */
export interface Shown {
  entity: EntityRef | undefined;
  /** The corrections that make it so; none where nobody corrected it. */
  correctedBy: string[];
}

/** What an extractor's entity is shown as, in an article, or (without one) in lists of entities. */
export function shownAs({ state }: Overlay, found: EntityRef, articleId?: string): Shown {
  const { id, by } = follow(state, found.id, articleId);
  const hidden = state.hidden.get(id);
  if (hidden !== undefined) return { entity: undefined, correctedBy: [...by, hidden] };
  const base = id === found.id ? found : (state.known.get(id) ?? { ...found, id });
  const name = state.names.get(id)?.at(-1);
  const type = state.types.get(id)?.at(-1);
  const correctedBy = [...by, ...[name, type].flatMap((said) => (said ? [said.by] : []))];
  if (correctedBy.length === 0) return { entity: found, correctedBy };
  return { entity: { ...base, name: name?.value ?? base.name, type: type?.value ?? base.type }, correctedBy };
}

/** The correction that says that two extractors' entities, as an article shows them, are never to be linked. */
export function keptApartBy({ state }: Overlay, articleId: string, a: string, b: string): string | undefined {
  const other = follow(state, b, articleId).id;
  for (const id of new Set([a, follow(state, a, articleId).id]))
    for (const { value, by } of state.apart.get(id) ?? [])
      if (value === b || follow(state, value, articleId).id === other) return by;
  return undefined;
}

/** Where an entity's articles are found. */
export interface Bases {
  /** Ids whose articles are its own, but for those of which `isOf` says no. */
  whole: string[];
  /** Single articles in which another id stands for it. */
  single: { id: string; articleId: string }[];
}

/** The extractors' entities that an entity is made of. */
export function basesOf({ state }: Overlay, id: string): Bases {
  const whole = membersOf(state, id);
  const single = [...articlesInto(state, id)].flatMap((articleId) =>
    basesIn(state, id, articleId)
      .filter((base) => !whole.includes(base))
      .map((base) => ({ id: base, articleId })),
  );
  return { whole, single };
}

/** Whether an extractor's entity stands for this one in an article. */
export const isOf = ({ state }: Overlay, base: string, articleId: string, id: string): boolean =>
  follow(state, base, articleId).id === id;

/** All ids that stand for an entity in an article. */
function basesIn(state: State, id: string, articleId: string): string[] {
  const bases = new Set([id]);
  for (const node of bases) {
    for (const before of state.mergedFrom.get(node) ?? [])
      if (!state.split.get(before)?.has(articleId)) bases.add(before);
    for (const [before, articles] of state.splitFrom.get(node) ?? []) if (articles.has(articleId)) bases.add(before);
  }
  // One that was itself split off in this article leads elsewhere.
  return [...bases].filter((base) => follow(state, base, articleId).id === id);
}

/** Names that it is found by beside the one that it is shown under: those it had, aliases, and names of what became it. */
export function otherNames({ state }: Overlay, id: string): string[] {
  const names = membersOf(state, id).flatMap((member) => [
    shownName(state, member),
    state.known.get(member)?.name,
    ...(state.aliases.get(member) ?? []).map(({ value }) => value),
  ]);
  const shown = shownName(state, id);
  return [...new Set(names)].flatMap((name) => (name === undefined || name === shown ? [] : [name]));
}

/** The entities whose names or types a correction changed, or that a correction made or did away with. */
export function touched({ standing }: Overlay): Set<string> {
  return new Set([...standing.values()].flatMap(({ correction }) => idsIn(correction)));
}

/** An entity that corrections name, as it is shown; undefined when none does, or it is hidden. */
export function knownEntity(overlay: Overlay, id: string): EntityRef | undefined {
  const [name, type] = [shownName(overlay.state, id), typeOf(overlay.state, id)];
  return name === undefined || type === undefined || overlay.state.hidden.has(id) ? undefined : { id, type, name };
}

/** Whether an entity, or the one that it is merged into, is hidden. */
export const isHidden = ({ state }: Overlay, id: string): boolean => state.hidden.has(follow(state, id).id);

/** Those that stand and name an entity, or what is merged into it. */
export function correctionsOf(overlay: Overlay, id: string): CorrectionRecord[] {
  const members = new Set(membersOf(overlay.state, follow(overlay.state, id).id));
  return overlay.records.filter(({ correction }) => idsIn(correction).some((each) => each === id || members.has(each)));
}
