import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOSTILE } from '../test/fixtures/make/hostile';

/**
 * Writes the hostile files that the parse stage is tested with into a folder, to be dropped into a deployed stage:
 *
 *   npm run hostile -- DIR
 *   npx dateline drop DIR
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('npm run hostile -- DIR');
  process.exitCode = 2;
} else {
  mkdirSync(folder, { recursive: true });
  for (const { name, refused, articles, partly, make } of HOSTILE) {
    const bytes = make();
    writeFileSync(join(folder, name), bytes);
    const outcome = refused ?? `${articles} articles${partly === undefined ? '' : `, then ${partly}`}`;
    console.log(`${name}\t${bytes.length} bytes\t${outcome}`);
  }
}
