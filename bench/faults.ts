import { inspect, parseArgs } from 'node:util';
import * as z from 'zod';
import type { Fault } from '../test/simulation/faults';
import { type RunReport, runSeed } from '../test/simulation/run';

/**
 * Runs the stages' own functions in simulated worlds where services fail, events and functions get lost, come twice and
 * die, and compares each with the same world without faults. A run is a function of its seed:
 *
 *   npx tsx bench/faults.ts [--runs 1000] [--drops 50] [--from 1] [--minutes 60]
 *   npx tsx bench/faults.ts --seed 17        # that run again, with all that is wrong with it
 */
const Options = z.object({
  runs: z.coerce.number().int().positive(),
  drops: z.coerce.number().int().positive(),
  from: z.coerce.number().int().nonnegative(),
  minutes: z.coerce.number().positive(),
  seed: z.coerce.number().int().nonnegative().optional(),
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '1000' },
      drops: { type: 'string', default: '50' },
      from: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '60' },
      seed: { type: 'string' },
    },
  });
  const { runs, drops, from, minutes, seed } = Options.parse(values);
  const seeds = seed === undefined ? Array.from({ length: runs }, (_, at) => from + at) : [seed];
  const started = performance.now();
  const struck = new Map<Fault, number>();
  const bad: RunReport[] = [];
  let writes = 0;
  let dropped = 0;
  let done = 0;
  for (const each of seeds) {
    if (performance.now() - started > minutes * 60_000) break;
    const report = await runSeed(each, drops);
    done++;
    for (const [fault, times] of report.struck) struck.set(fault, (struck.get(fault) ?? 0) + times);
    writes += report.writes;
    dropped += report.drops;
    if (report.violations.length === 0) continue;
    bad.push(report);
    console.log(`seed ${each} (${report.target}): ${report.violations.length} violations`);
    for (const violation of report.violations.slice(0, seed === undefined ? 3 : undefined))
      console.log(`  ${violation}`);
  }
  const total = [...struck.values()].reduce((sum, times) => sum + times, 0);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${done} runs of ${drops} drops: ${dropped} drops, ${writes} items written, ${seconds} s`);
  console.log(`${total} faults:`);
  for (const [fault, times] of [...struck].sort(([, a], [, b]) => b - a)) console.log(`  ${fault}: ${times}`);
  console.log(
    `${bad.length} runs with violations${bad.length > 0 ? `: seeds ${bad.map((r) => r.seed).join(', ')}` : ''}`,
  );
  if (bad.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(inspect(error));
  process.exitCode = 1;
});
