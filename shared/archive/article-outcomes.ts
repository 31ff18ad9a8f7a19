import * as z from 'zod';
import type { ReceiptChange } from './receipt-states';
import { ReceiptRecord } from './records';

/** How one article of a drop ended, or a hundred of them. */
export const ArticleOutcome = z.object({
  superseded: z.boolean().optional(),
  reason: ReceiptRecord.shape.reason,
  /** Index entries that were written. */
  entries: z.int().optional(),
  retracted: z.boolean().optional(),
});
export type ArticleOutcome = z.infer<typeof ArticleOutcome>;

/** Articles that are to end, and those that are to go, before the drop comes to its end. */
export function totalOf({ articleCount, retractions = 0 }: ReceiptRecord): number | undefined {
  return articleCount === undefined ? undefined : articleCount + retractions;
}

/** Which article of a drop ended. `ordinal`: its position among them; those that are to go come after the others. */
export interface EndedArticle {
  id: string;
  ordinal: number | undefined;
}

/** Several outcomes as one. */
export function outcomeOf(outcomes: readonly ArticleOutcome[]): ArticleOutcome {
  const reason = outcomes.find((outcome) => outcome.reason)?.reason;
  const entries = outcomes.reduce((sum, outcome) => sum + (outcome.entries ?? 0), 0);
  if (reason) return { reason, entries };
  const held = outcomes.filter((outcome) => !outcome.retracted);
  return held.length === 0
    ? { retracted: true, entries }
    : { superseded: held.every((outcome) => outcome.superseded), entries };
}

/** What outcomes of all articles of a drop say about it. */
export function ending(outcomes: readonly ArticleOutcome[]): ReceiptChange {
  const { reason, superseded = false, entries } = outcomeOf(outcomes);
  return reason ? { state: 'quarantined', reason, entries } : { state: 'stored', superseded, entries };
}
