/** `[textStart, sourceStart, length]`: this many code units are the same in both texts. */
export type Run = [number, number, number];

/** Appends a run, joining it to the last one where both sides continue. Keeps `runs` ascending when called in order. */
export function addRun(runs: Run[], textStart: number, sourceStart: number, length: number): void {
  if (length <= 0) return;
  const last = runs.at(-1);
  if (last && last[0] + last[2] === textStart && last[1] + last[2] === sourceStart) last[2] += length;
  else runs.push([textStart, sourceStart, length]);
}

/**
 * Maps through two texts: `outer` maps a text to an intermediate one (a decoded JSON string), `inner` maps that one to
 * the source. Both ascend on both sides; the result does too. Linear in the number of runs.
 */
export function composeRuns(outer: readonly Run[], inner: readonly Run[]): Run[] {
  const runs: Run[] = [];
  let next = 0;
  for (const [textStart, middleStart, length] of outer) {
    const middleEnd = middleStart + length;
    for (let run = inner[next]; run; run = inner[next]) {
      const [from, sourceStart, count] = run;
      const start = Math.max(middleStart, from);
      const end = Math.min(middleEnd, from + count);
      addRun(runs, textStart + start - middleStart, sourceStart + start - from, end - start);
      if (from + count > middleEnd) break;
      next += 1;
    }
  }
  return runs;
}
