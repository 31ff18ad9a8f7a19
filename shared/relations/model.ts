/** What one entity can have to do with another. */
export const RELATIONS = ['role-of', 'member-of', 'located-in', 'met-with', 'said-about'] as const;
export type Relation = (typeof RELATIONS)[number];

/** How much the article itself stands behind a relation. */
export const STATUSES = ['asserted', 'reported', 'hedged'] as const;
export type Status = (typeof STATUSES)[number];
