import type { ResolvedTime } from '../../shared/times/model';
import type { GoldTime } from './meantime';

/** What TempEval-3 counts, of one set. */
export interface Counts {
  gold: number;
  found: number;
  strict: number;
  relaxed: number;
  type: number;
  value: number;
}

export const none = (): Counts => ({ gold: 0, found: 0, strict: 0, relaxed: 0, type: 0, value: 0 });

/** Greedy one-to-one alignment in text order, as TempEval-3's scorer does; `miss` is told what is wrong and where. */
export function count(
  gold: readonly GoldTime[],
  times: readonly ResolvedTime[],
  counts: Counts,
  miss: (line: string, start: number, end: number) => void,
): void {
  const free = new Set(times);
  counts.gold += gold.length;
  counts.found += times.length;
  for (const each of gold) {
    const match = [...free].find((time) => time.start < each.end && each.start < time.end);
    if (!match) {
      miss(`missed   ${each.type} ${each.value}`, each.start, each.end);
      continue;
    }
    free.delete(match);
    counts.relaxed++;
    if (match.start === each.start && match.end === each.end) counts.strict++;
    else miss('span    ', match.start, match.end);
    if (match.type === each.type) counts.type++;
    else miss(`type     ${match.type}, gold ${each.type}`, match.start, match.end);
    if (match.value === each.value) counts.value++;
    else miss(`value    ${match.value}, gold ${each.value}`, match.start, match.end);
    if (each.mod !== undefined && match.mod !== each.mod)
      miss(`mod      ${match.mod}, gold ${each.mod}`, match.start, match.end);
  }
  for (const time of free) miss(`spurious ${time.value}`, time.start, time.end);
}

/** One line: strict, relaxed and value F1, and F1 of types, in percent. */
export function scored(name: string, counts: Counts): string {
  const f1 = (hits: number) => ((200 * hits) / (counts.gold + counts.found)).toFixed(1);
  return `${name}: ${counts.gold} gold, ${counts.found} found; strict F1 ${f1(counts.strict)}, relaxed F1 ${f1(counts.relaxed)}, value F1 ${f1(counts.value)}, type F1 ${f1(counts.type)}`;
}
