import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { slug } from '../../entities/ids';
import { KINDS, type Outlet } from '../outlet';

/**
 * `npm run outlets` writes outlets.generated.json from outlets.txt, which we wrote; with `--check` it writes nothing and
 * exits with 1 when the file is not what it would write. Same input, same bytes.
 */

const INPUT = path.join(__dirname, 'outlets.txt');
const OUTPUT = path.join(__dirname, '..', 'outlets.generated.json');

/** The lines of outlets.txt as outlets; throws naming the line that is none. */
export function readOutlets(text: string): Outlet[] {
  const outlets: Outlet[] = [];
  let country: string | undefined;
  let kind: string | undefined;
  for (const [at, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('@')) {
      [country, kind] = line.slice(1).split(' ');
      continue;
    }
    const known = KINDS.find((each) => each === kind);
    if (country === undefined || known === undefined) throw new Error(`line ${at + 1}: no heading before "${line}"`);
    const [names = '', domains = ''] = line.split(' | ');
    const [first = '', aliases = ''] = names.split(' = ');
    const all = [first, ...aliases.split(';')].map((name) => name.trim()).filter((name) => name !== '');
    const name = plain(all[0] ?? '');
    outlets.push({
      id: `source:${slug(name)}`,
      name,
      aliases: all.slice(1).map(plain),
      weak: all.filter((each) => each.startsWith('[')).map(plain),
      country: country === 'XX' ? undefined : country,
      kind: known,
      domains: domains
        .split(';')
        .map((domain) => domain.trim())
        .filter((domain) => domain !== ''),
    });
  }
  return outlets;
}

const plain = (name: string): string => name.replace(/^\[(.*)\]$/, '$1');

function build(): string {
  const outlets = readOutlets(readFileSync(INPUT, 'utf8'));
  const ids = new Set<string>();
  for (const { id } of outlets) {
    if (ids.has(id)) throw new Error(`two outlets have the id ${id}: tell them apart in their names`);
    ids.add(id);
  }
  const rows = outlets.map((outlet) => JSON.stringify(outlet));
  const about =
    'Made by shared/sources/build/outlets.ts (npm run outlets) from outlets.txt, which is ours (MIT); do not edit.';
  return `{"about":${JSON.stringify(about)},"outlets":[\n${rows.join(',\n')}\n]}\n`;
}

if (require.main === module) {
  const made = build();
  if (!process.argv.includes('--check')) writeFileSync(OUTPUT, made);
  else if (readFileSync(OUTPUT, 'utf8') !== made) process.exitCode = 1;
}
