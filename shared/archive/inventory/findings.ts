import * as z from 'zod';

/** What an inventory finds, by kind; docs/runbook.md says of each what it means. */
const FINDING_KINDS = [
  /** An object under `incoming/` that was never announced, or whose receipt is gone: announced. */
  'drop-without-receipt',
  /** A receipt that has not moved for long: announced again, some times. */
  'drop-stuck',
  /** A drop came to its end, and no subscriber was told: told. */
  'end-untold',
  /** The receipt of a drop whose articles are there is gone: written from them. */
  'receipt-lost',
  /** What says which drops a key or an original has is gone: written from the receipt. */
  'reference-lost',
  /** Objects of an article that has no head: enriched or stored. */
  'article-without-head',
  /** The analysis that a head names is gone: made again. */
  'analysis-lost',
  /** An article whose manifest, entries or values are not all there: stored again. */
  'items-lost',
  /** Editions that a head says are to be removed: removed. */
  'cleaning-unfinished',
  /** A manifest or an index entry that belongs to no article's head: removed. */
  'items-without-article',
  /** A month or a value in which nothing stands: removed. Or one that is not complete: completed. */
  'value-unsettled',
  /** An entity's name or a line of a catalog without its value: removed. */
  'name-without-value',
  /** How an article of a drop ended, without the drop: removed. */
  'outcome-without-drop',
  /** A decision that the bucket or the table did not have, or a deletion that was not through: applied. */
  'decision-unfinished',
  /** Objects of something deleted: removed. */
  'deleted-content',
  /** An original that no drop needs. */
  'original-without-drop',
  /** An item of no kind that is known. */
  'item-unknown',
] as const;
export const FindingKind = z.enum(FINDING_KINDS);
export type FindingKind = z.infer<typeof FindingKind>;

/** Ids or keys that a count names. */
const EXAMPLES = 10;

/** How many of one kind. */
export const Count = z.object({
  found: z.int().nonnegative(),
  healed: z.int().nonnegative(),
  /** Left as they are, for a person to look at. */
  reported: z.int().nonnegative(),
  examples: z.array(z.string()).meta({ description: 'Ids or keys of the first few.' }),
});
export type Count = z.infer<typeof Count>;

export const Counts = z.partialRecord(FindingKind, Count);
export type Counts = z.infer<typeof Counts>;

/** Counts what is found. */
export class Findings {
  readonly counts: Counts = {};

  healed(kind: FindingKind, example: string): void {
    this.count(kind, { found: 1, healed: 1, reported: 0, examples: [example] });
  }

  reported(kind: FindingKind, example: string): void {
    this.count(kind, { found: 1, healed: 0, reported: 1, examples: [example] });
  }

  private count(kind: FindingKind, more: Count): void {
    this.counts[kind] = sum(this.counts[kind], more);
  }
}

/** Two counts as one. */
export function addCounts(a: Counts, b: Counts): Counts {
  const kinds = FINDING_KINDS.filter((kind) => a[kind] ?? b[kind]);
  return Object.fromEntries(kinds.map((kind) => [kind, sum(a[kind], b[kind])]));
}

const NONE: Count = { found: 0, healed: 0, reported: 0, examples: [] };

function sum(a: Count = NONE, b: Count = NONE): Count {
  return {
    found: a.found + b.found,
    healed: a.healed + b.healed,
    reported: a.reported + b.reported,
    examples: [...new Set([...a.examples, ...b.examples])].slice(0, EXAMPLES),
  };
}
