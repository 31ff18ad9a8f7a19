import type { Span } from '../article/schema';

/** "ROTTERDAM, May 3 (Reuters) — ": capitals, a day, an agency, a dash. */
const DATELINE =
  /^\p{Lu}[\p{Lu}\p{M}.'’ /-]{2,40}(?:, ?[\p{L}\d., ]{1,40})?(?: ?\([^()]{2,40}\))? ?(?:[—–]|--?(?=\s)) ?(?=\S)/u;
const LONGEST = 160;

/** Where a sentence begins behind the dateline that it may begin with. */
export function behindDateline(text: string, { start, end }: Span): number {
  return start + (DATELINE.exec(text.slice(start, Math.min(end, start + LONGEST)))?.[0].length ?? 0);
}
