import { runSeed } from '../../simulation/run';

const RUNS = 30;
const DROPS = 20;

/** A bounded part of bench/faults.ts. A seed that fails here: `npx tsx bench/faults.ts --drops 20 --seed N`. */
test('faults of every kind lose nothing, and leave what a run without them leaves', async () => {
  const struck = new Set<string>();
  for (let seed = 1; seed <= RUNS; seed++) {
    const run = await runSeed(seed, DROPS);
    for (const fault of run.struck.keys()) struck.add(fault);
    expect({ seed, violations: run.violations }).toEqual({ seed, violations: [] });
  }
  // A suite in which nothing goes wrong would show nothing.
  expect(struck.size).toBeGreaterThan(15);
}, 180_000);

test('a seed is the same run each time', async () => {
  const [once, again] = [await runSeed(1, DROPS), await runSeed(1, DROPS)];
  expect(again).toEqual(once);
});
