import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { cleanUp, temporaryDirectory } from './harness';

afterEach(cleanUp);

const BIN = join(__dirname, '..', '..', '..', 'cli', 'bin.cjs');

test('runs in any directory, also one with a tsconfig.json of its own, and reads standard input', async () => {
  const cwd = await temporaryDirectory();
  await writeFile(join(cwd, 'tsconfig.json'), 'not JSON');
  const child = spawn(process.execPath, [BIN, 'read', '-', '--name', 'letter.md', '--jsonl'], { cwd });
  child.stdin.end('# Harbour reopens\n\nThe first ferry left Oslo on Monday.\n');
  const [out, err, exitCode] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((done) => child.once('close', done)),
  ]);
  expect([exitCode, err]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({ file: 'letter.md', format: 'markdown', ordinal: 0 });
});
