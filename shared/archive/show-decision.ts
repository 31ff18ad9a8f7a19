import type { DecisionReport } from '../api/schemas';
import { type DecidedRecord, isDeletion } from './decided';

/** What the API says of a decision about the drop or article `id`. */
export function showDecision(id: string, { decision, completedAt }: DecidedRecord): DecisionReport {
  const { at, by, reason } = decision;
  const state = isDeletion(decision)
    ? completedAt === undefined
      ? 'deleting'
      : 'deleted'
    : decision.kind === 'hold'
      ? 'held'
      : 'released';
  return { id, state, at, by, reason };
}

/** One sentence for those who look for something that was deleted. */
export function deletedBecause({ decision: { at, by, reason } }: DecidedRecord): string {
  return `It was deleted on ${at.slice(0, 10)} by ${by}: ${reason}`;
}
