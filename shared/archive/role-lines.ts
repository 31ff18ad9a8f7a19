import type { Annotation } from '../extractors/extractor';
import { roleIndex } from './keys';
import type { IndexLine } from './plan';

/** Bounds on what one article writes. */
const MOST_OFFICES = 10;
const LONGEST_OFFICE = 60;
const MOST_LINES = 20;

/** The offices that an article speaks of, by who holds them and by whose they are. */
export function officesByEntity(annotations: readonly Annotation[]): Map<string, string[]> {
  const byEntity = new Map<string, string[]>();
  for (const annotation of annotations) {
    if (annotation.kind !== 'role') continue;
    const { person, of, office } = annotation.value;
    const key = officeInEntry(office);
    for (const id of [person?.id, person?.known?.id, of?.id]) {
      const offices = (id !== undefined && byEntity.get(id)) || [];
      if (id === undefined || offices.includes(key) || offices.length >= MOST_OFFICES) continue;
      byEntity.set(id, [...offices, key]);
    }
  }
  return byEntity;
}

/** An office as entries hold it. */
export const officeInEntry = (office: string): string => office.slice(0, LONGEST_OFFICE);

/**
 * The index lines of roles of entities that the article does not mention: a holder who is inferred, a country of which only
 * the adjective is printed. The others stand in their entities' indexes as it is, and their entries say which offices. Pure.
 */
export function roleLines(
  byEntity: ReadonlyMap<string, readonly string[]>,
  mentioned: ReadonlySet<string>,
): IndexLine[] {
  return [...byEntity]
    .filter(([id]) => !mentioned.has(id))
    .slice(0, MOST_LINES)
    .map(([id, offices]) => ({ index: roleIndex(id), detail: { offices: [...offices] } }));
}
