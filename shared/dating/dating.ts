import * as z from 'zod';
import { Evidence } from '../article/schema';

/** How a bound on the day of publication was found. */
const DATING_METHODS = [
  'stated', // the file says it: header, metadata, markup
  'url', // the article's address holds it
  'file-name', // the dropped file's name holds it
  'dateline', // "MOSCOW, Dec 16 (Reuters) –"
  'serial-calendar', // the serial's volumes are years
  'issue-number', // the n-th issue cannot come before the n-th working day
  'observed-issue', // a dated issue of the same serial in the archive, before or after
  'cited-date', // cites a report of that day, so it came later
  'relative-time', // "last week" is told of by reports of known days; "yesterday" of an event with a full date
  'narrated-date', // tells of a dated day as just past
  'working-day', // the serial comes on working days
  'drop-time', // it was there when it was dropped
] as const;

/** One reason: what it says of the day, and the words (if any) that say so. */
export const DatingReason = z.object({
  method: z.enum(DATING_METHODS),
  /** In words for a person. */
  says: z.string(),
  /** Days, inclusive, UTC; the bounds that this reason gives by itself. */
  notBefore: z.iso.date().optional(),
  notAfter: z.iso.date().optional(),
  evidence: Evidence.optional(),
});
export type DatingReason = z.infer<typeof DatingReason>;

/**
 * When an article was published: the days, inclusive, UTC, that all reasons leave. `exact` is one day that is stated. What
 * no reason bounds from below is not said at all; the day that it was dropped is only ever an upper bound.
 */
export const Dating = z.object({
  earliest: z.iso.date(),
  latest: z.iso.date(),
  exact: z.boolean(),
  /** 0 to 1: how sure it is that the day lies within. */
  confidence: z.number().min(0).max(1),
  reasons: z.array(DatingReason),
  /** Reasons that contradict more trusted ones and were not followed. */
  conflicts: z.array(DatingReason),
});
export type Dating = z.infer<typeof Dating>;

/** A dated issue of a serial that the archive has: it bounds the others. */
export const ObservedIssue = z.object({
  volume: z.int(),
  issue: z.int(),
  day: z.iso.date(),
});
export type ObservedIssue = z.infer<typeof ObservedIssue>;

/** What is known beside the article itself. */
export interface DatingFacts {
  /** When the file was dropped: ISO instant, UTC. */
  droppedAt: string;
  /** Name of the dropped file, whose date counts where the article has none. */
  fileName?: string | undefined;
  observed: readonly ObservedIssue[];
}
