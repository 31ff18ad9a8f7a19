import type { EntityRef, EntityType } from '../extractors/extractor';

const TYPES: Readonly<Record<string, EntityType>> = { gpe: 'GPE', org: 'ORG', loc: 'LOC', person: 'PERSON' };

/** An entity of the gazetteer of offices as extractors name entities: its type stands in its id. */
export function entityRefOf({ id, name }: { readonly id: string; readonly name: string }): EntityRef {
  return { id, type: TYPES[id.slice(0, id.indexOf(':'))] ?? 'ORG', name };
}
