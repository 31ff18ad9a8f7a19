import { ENTITY_TYPES } from '../../extractors/extractor';

/** What the tagger tells apart: the types of entities, and other names (works, prizes), which nobody is told. */
const NAME_TYPES = [...ENTITY_TYPES, 'OTHER'] as const;
export type NameType = (typeof NAME_TYPES)[number];

/** Labels by number: 0 is outside, then for each type where a name begins, then for each where it goes on. */
export const TYPES = NAME_TYPES.length;
export const LABELS = 1 + 2 * TYPES;

export const beginOf = (type: NameType): number => 1 + NAME_TYPES.indexOf(type);
export const insideOf = (type: NameType): number => 1 + TYPES + NAME_TYPES.indexOf(type);
/** The type of a label; undefined for outside. */
export const typeOf = (label: number): NameType | undefined => NAME_TYPES[(label - 1) % TYPES];
export const begins = (label: number): boolean => label > 0 && label <= TYPES;
