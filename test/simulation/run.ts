import { CALM, type Fault, someFaults } from './faults';
import { violations } from './oracle';
import { Random } from './random';
import { type Scenario, Simulation, TARGETS, type Target } from './simulation';
import { makeUploads } from './workload';

export interface RunReport {
  seed: number;
  target: Target;
  drops: number;
  /** Items that were written, in the disturbed run. */
  writes: number;
  struck: ReadonlyMap<Fault, number>;
  violations: string[];
}

/** One run of a seed: some faults, one reconciliation, and a comparison with a run without any. */
export async function runSeed(seed: number, drops: number): Promise<RunReport> {
  const random = new Random(seed);
  const rates = someFaults(random);
  const scenario = makeScenario(random, drops);
  const run = new Simulation(scenario, random, rates);
  await run.play();
  await run.reconcile();
  const calm = await undisturbed(scenario);
  return {
    seed,
    target: scenario.target,
    drops: run.dropped.length,
    writes: run.table.writes,
    struck: run.world.struck,
    violations: await violations(run, calm),
  };
}

function makeScenario(random: Random, drops: number): Scenario {
  const target = random.pick(TARGETS);
  const spread = random.pick([30_000, 300_000, 3_600_000]);
  const uploads = makeUploads(random, drops, spread, target === 'aws');
  const last = Math.max(...uploads.map(({ at }) => at));
  const deployed = random.between(0, last);
  const sometime = () => random.between(deployed, last * 2);
  return {
    target,
    uploads,
    deployed,
    drained: deployed + random.between(0, last),
    sweeps: Array.from({ length: random.integer(0, 4) }, sometime),
    runs: Array.from({ length: random.integer(0, 1) }, sometime),
  };
}

/** The same files in the same order, by the last deployment from the beginning. */
async function undisturbed(scenario: Scenario): Promise<Simulation> {
  const calm = new Simulation({ ...scenario, deployed: 0, drained: 0, sweeps: [], runs: [] }, new Random(0), CALM);
  await calm.play();
  return calm;
}
