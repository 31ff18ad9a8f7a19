import { inspect, parseArgs } from 'node:util';
import CliTable from 'cli-table3';
import * as z from 'zod';
import { check, SCENARIOS } from '../test/model/protocol';

/**
 * Explores the store protocol: every interleaving of single reads and writes of a few messages to store, with crashes
 * and lost answers at any of them, over the real code.
 *
 *   npx tsx bench/model.ts [--states 1000000]
 */
const Options = z.object({ states: z.coerce.number().int().positive() });

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { states: { type: 'string', default: '1000000' } } });
  const { states: most } = Options.parse(values);
  const table = new CliTable({
    head: ['', 'crashes', 'lost answers', 'states', 'transitions', 'ends', 'complete', 'violations', 'seconds'],
    style: { head: [], border: [] },
  });
  for (const scenario of SCENARIOS) {
    const started = performance.now();
    const { states, transitions, ends, complete, violations } = await check(scenario, most);
    const seconds = Math.round((performance.now() - started) / 1000);
    const { name, crashes, lostAnswers } = scenario;
    table.push([
      name,
      crashes,
      lostAnswers,
      states,
      transitions,
      ends,
      complete ? 'yes' : 'no',
      violations.length,
      seconds,
    ]);
    for (const violation of violations) console.log(`${name}: ${violation}`);
    if (violations.length > 0) process.exitCode = 1;
  }
  console.log(table.toString());
}

main().catch((error: unknown) => {
  console.error(inspect(error));
  process.exitCode = 1;
});
