import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiAt } from './api';
import { Embedded, endpointsFile } from './embedded';
import { readEndpoints } from './endpoints';

declare global {
  /** The runtime that the setup started, for the teardown. */
  var ownRuntime: Embedded | undefined;
}

/** Names the run, looks for the `aws` CLI, and starts an embedded runtime unless a target is named. */
export default async function setUp(): Promise<void> {
  process.env['DATELINE_RUN'] = Array.from({ length: 4 }, syllable).join('');
  findAwsCli();
  const named = process.env['DATELINE_ENDPOINTS'];
  if (named) {
    // A target that does not answer at all fails here, and not in every test after its patience.
    await apiAt(readEndpoints(named).api).health();
    print(`target: ${named}; the tests of the embedded runtime itself are skipped`);
    return;
  }
  const data = mkdtempSync(join(tmpdir(), 'dateline-acceptance-'));
  globalThis.ownRuntime = await Embedded.start(data, '--no-samples', '--bucket', 'acceptance');
  process.env['DATELINE_ENDPOINTS'] = endpointsFile(data);
  process.env['DATELINE_EMBEDDED'] = '1';
  print(`target: the embedded runtime, on ${data}`);
}

/** Pronounceable, so that it makes a surname. */
function syllable(): string {
  return `${'bdfgklmnprstv'.charAt(randomInt(13))}${'aeiou'.charAt(randomInt(5))}`;
}

function findAwsCli(): void {
  if (spawnSync('aws', ['--version']).status === 0) {
    process.env['DATELINE_AWS_CLI'] = '1';
    return;
  }
  if (process.env['DATELINE_REQUIRE_AWS_CLI'] === '1') throw new Error('DATELINE_REQUIRE_AWS_CLI=1, but no `aws` runs');
  print('there is no `aws` on the PATH: files are dropped with the SDK only');
}

function print(line: string): void {
  process.stdout.write(`acceptance: ${line}\n`);
}
