import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { wordsOfTerm } from '../terms';
import { parseRules } from './rules';

/**
 * `npm run topics` writes taxonomy.generated.json (from the IPTC Media Topics in English, CC BY 4.0, beside the repository:
 * left as it is where they are not there) and rules.generated.json (from rules.txt, which is ours). Same input, same bytes.
 */

const FOLDER = path.join(__dirname, '..');
const IPTC = path.join(FOLDER, '..', '..', '..', 'shared', 'data', 'topics', 'iptc-media-topics-english.json');
const TAXONOMY = path.join(FOLDER, 'taxonomy.generated.json');
const RULES = path.join(FOLDER, 'rules.generated.json');

const Source = z.object({ topics: z.array(z.object({ name: z.string(), topicId: z.string() })) });
const Taxonomy = z.object({ topics: z.record(z.string(), z.tuple([z.string(), z.string().nullable()])) });

/**
 * The list says no parents. When the scheme was made, each top-level topic was followed by all topics under it; the first
 * numbers of these stretches, and the later additions whose place is plain. What else was added has no parent here.
 */
const STRETCHES: readonly (readonly [from: number, to: number, top: string])[] = [
  [2, 51, '01'],
  [53, 80, '16'],
  [82, 137, '02'],
  [139, 168, '03'],
  [170, 396, '04'],
  [398, 416, '05'],
  [418, 444, '06'],
  [446, 495, '07'],
  [497, 507, '08'],
  [509, 536, '09'],
  [538, 572, '10'],
  [574, 655, '11'],
  [657, 708, '12'],
  [710, 766, '13'],
  [768, 820, '14'],
  [822, 1126, '15'],
  [1128, 1131, '17'],
  [1132, 1132, '11'],
  [1133, 1135, '01'],
  [1137, 1141, '04'],
  [1144, 1147, '11'],
  [1148, 1157, '15'],
  [1158, 1172, '04'],
  [1173, 1174, '11'],
  [1175, 1178, '15'],
];

function topOf(id: string): string | null {
  const number = Number(id) - 20_000_000;
  const stretch = STRETCHES.find(([from, to]) => number >= from && number <= to);
  return stretch ? `${stretch[2]}000000` : null;
}

/** Id to name and parent; the parents of topics that have rules are those of rules.txt. */
function taxonomy(parents: ReadonlyMap<string, string>): z.infer<typeof Taxonomy>['topics'] {
  if (!existsSync(IPTC)) return Taxonomy.parse(JSON.parse(readFileSync(TAXONOMY, 'utf8'))).topics;
  const { topics } = Source.parse(JSON.parse(readFileSync(IPTC, 'utf8')));
  const named = topics.map(({ name, topicId }) => ({ id: topicId.replace('medtop:', ''), name: name.trim() }));
  const inOrder = named.sort((a, b) => (a.id < b.id ? -1 : 1));
  return Object.fromEntries(inOrder.map(({ id, name }) => [id, [name, parents.get(id) ?? topOf(id)]]));
}

function main(): void {
  const { topics, nothing } = parseRules(readFileSync(path.join(__dirname, 'rules.txt'), 'utf8'));
  const parents = new Map(topics.flatMap(({ id, parent }) => (parent === undefined ? [] : [[id, parent] as const])));
  const known = taxonomy(parents);
  const terms: Record<string, [number, number][]> = {};
  for (const [at, { id, name, top, terms: own }] of topics.entries()) {
    if (known[id]?.[0] !== name) throw new Error(`${id} is "${known[id]?.[0]}", not "${name}"`);
    if (id.startsWith('2') && topOf(id) !== top) throw new Error(`${id} ${name} is of ${topOf(id)}, not of ${top}`);
    for (const { words, weight } of own) {
      const key = wordsOfTerm(words).join(' ');
      const seen = terms[key] ?? [];
      if (!seen.some(([other]) => other === at)) seen.push([at, weight]);
      terms[key] = seen;
    }
  }
  // What says nothing must not be a term as well.
  for (const words of nothing) terms[wordsOfTerm(words).join(' ')] ??= [];
  const sorted = Object.fromEntries(Object.entries(terms).sort(([a], [b]) => (a < b ? -1 : 1)));
  const about = 'Made by shared/topics/build/topics.ts (npm run topics); do not edit.';
  const licence = 'IPTC Media Topics, © IPTC, CC BY 4.0 (iptc.org); ids and names as they are, parents added';
  writeFileSync(TAXONOMY, `${JSON.stringify({ about, licence, topics: known }, null, 0).replaceAll('],"', '],\n"')}\n`);
  writeFileSync(
    RULES,
    `${JSON.stringify({ about, topics: topics.map(({ id }) => id), terms: sorted }).replaceAll(']],"', ']],\n"')}\n`,
  );
  console.log(`${Object.keys(known).length} topics, ${topics.length} with rules, ${Object.keys(sorted).length} terms`);
}

main();
