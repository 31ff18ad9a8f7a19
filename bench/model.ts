import { inspect, parseArgs } from 'node:util';
import * as z from 'zod';
import { check, SCENARIOS, type Scenario } from '../test/model/protocol';

/**
 * Explores the store protocol: every interleaving of single reads and writes of a few messages to store, with crashes
 * and lost answers at any of them, over the real code.
 *
 *   npx tsx bench/model.ts [--states 60000]
 */
const Options = z.object({ states: z.coerce.number().int().positive() });

/** Without disturbances, and with each of those that the scenario allows. */
function disturbed(scenario: Scenario): Scenario[] {
  const calm = { ...scenario, crashes: 0, lostAnswers: 0 };
  const { crashes, lostAnswers } = scenario;
  return [calm, { ...calm, crashes }, ...(lostAnswers > 0 ? [{ ...calm, lostAnswers }] : [])];
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { states: { type: 'string', default: '60000' } } });
  const { states: most } = Options.parse(values);
  for (const scenario of SCENARIOS.flatMap(disturbed)) {
    const started = performance.now();
    const { states, transitions, ends, complete, violations } = await check(scenario, most);
    const seconds = Math.round((performance.now() - started) / 1000);
    const { name, crashes, lostAnswers } = scenario;
    console.log(
      `${name}: ${crashes} crashes, ${lostAnswers} lost answers; ${states} states${complete ? '' : ' (not all)'}, ` +
        `${transitions} transitions, ${ends} ends, ${violations.length} violations, ${seconds} s`,
    );
    for (const violation of violations) console.log(`  ${violation}`);
    if (violations.length > 0) process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  console.error(inspect(error));
  process.exitCode = 1;
});
