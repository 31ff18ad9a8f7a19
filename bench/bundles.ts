import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import CliTable from 'cli-table3';
import * as z from 'zod';
import { bundle } from '../infra/bundle';
import { deadLetterVariable, queueVariable } from '../shared/environment';
import { QUEUE_NAMES, topology } from '../shared/pipeline/topology';
import { makeZip } from '../test/fixtures/make/zip';

/**
 * What is deployed of each function: the size of its ZIP, and how long a process that has just started takes to import its
 * handler (what Lambda calls INIT, less the start of Node itself), by the clock and by the processor, median of some starts.
 *
 *   npx tsx bench/bundles.ts [--starts 7] [--node PATH]
 */

const { values: options } = parseArgs({
  options: { starts: { type: 'string', default: '7' }, node: { type: 'string', default: process.execPath } },
});
const Times = z.tuple([z.number(), z.number()]);
const MEASURE = `
const began = performance.now(), busy = process.cpuUsage();
import(process.argv[1]).then(() => {
  const { user, system } = process.cpuUsage(busy);
  process.stdout.write(JSON.stringify([performance.now() - began, (user + system) / 1000]), () => process.exit());
});`;
const env = {
  PATH: process.env['PATH'],
  AWS_REGION: 'eu-west-1',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  ...{ STAGE: 'bench', BUCKET_NAME: 'bench', TABLE_NAME: 'bench', EVENT_BUS_NAME: 'bench' },
  ...Object.fromEntries(
    QUEUE_NAMES.flatMap((name) => [queueVariable(name), deadLetterVariable(name)]).map((name) => [
      name,
      'http://queue',
    ]),
  ),
};

function start(handler: string): z.infer<typeof Times> {
  return Times.parse(JSON.parse(execFileSync(options.node, ['-e', MEASURE, handler], { env, encoding: 'utf8' })));
}

const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const table = new CliTable({ head: ['function', 'KB zipped', 'import, ms', 'processor, ms'] });
for (const name of Object.keys(topology.functions)) {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-bundle-'));
  try {
    bundle(join(__dirname, '..', 'functions', name, 'handler.ts'), folder);
    const zip = makeZip(readdirSync(folder).map((file) => ({ name: file, data: readFileSync(join(folder, file)) })));
    const times = Array.from({ length: Number(options.starts) }, () => start(join(folder, 'index.mjs')));
    const [clock, processor] = [middle(times.map(([ms]) => ms)), middle(times.map(([, ms]) => ms))];
    table.push([name, Math.round(zip.length / 1000), clock.toFixed(0), processor.toFixed(0)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
console.log(`${execFileSync(options.node, ['--version'], { encoding: 'utf8' }).trim()}\n${table.toString()}`);
