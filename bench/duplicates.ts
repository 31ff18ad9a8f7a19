import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { SIMILAR } from '../shared/archive/near-lines';
import { type Sketch, similarityOf, sketchOf } from '../shared/article/sketch';
import { randomFrom } from './lib/random';

/**
 * How well near-duplicates are found: edits of each kind are made of news texts, and looked for among all of them and
 * their originals. Found is what shares a band and is then as similar as `GET /articles/{id}/similar` asks for.
 *
 *   npx tsx bench/duplicates.ts [--seed 1] [FILE.jsonl …]     lines with a "text"
 */

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' } },
});
const DATA = path.join(__dirname, '..', '..', 'shared', 'data', 'entities', 'dev');
const files = positionals.length > 0 ? positionals : [path.join(DATA, 'wwn_dev.jsonl')].filter(existsSync);
const random = randomFrom(Number(options.seed));
const Line = z.object({ text: z.string() });

const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
const sentencesOf = (text: string) => text.split(/(?<=[.!?])\s+/);

/** Edits that an article goes through between two outlets, or two versions. */
const EDITS: Record<string, (text: string, others: readonly string[]) => string> = {
  'another layout, case and punctuation': (text) => text.toUpperCase().replace(/\s+/g, '\n').replace(/[“”"]/g, "'"),
  'a byline before, a credit after': (text) =>
    `By our correspondent in Lisbon\n${text}\n(c) 2026 Harbour Agency. All rights reserved.`,
  'one word in 50 replaced': (text) => replaceWords(text, 0.02),
  'one word in 20 replaced': (text) => replaceWords(text, 0.05),
  'one word in 10 replaced': (text) => replaceWords(text, 0.1),
  'a tenth of the sentences left out': (text) => keepSentences(text, 0.9),
  'a quarter of the sentences left out': (text) => keepSentences(text, 0.75),
  'cut to its first two thirds': (text) => text.slice(0, Math.floor((text.length * 2) / 3)),
  'cut to its first half': (text) => text.slice(0, Math.floor(text.length / 2)),
  'a fifth of another article added': (text, others) => {
    const other = pick(others) ?? '';
    return `${text} ${other.slice(0, Math.floor(text.length / 5))}`;
  },
  'sentences in another order': (text) =>
    sentencesOf(text)
      .sort(() => random() - 0.5)
      .join(' '),
};

function replaceWords(text: string, share: number): string {
  return text.replace(/\p{L}{3,}/gu, (word) => (random() < share ? [...word].reverse().join('') : word));
}

function keepSentences(text: string, share: number): string {
  return sentencesOf(text)
    .filter(() => random() < share)
    .join(' ');
}

const texts = files
  .flatMap((file) => readFileSync(file, 'utf8').split('\n').filter(Boolean))
  .map((line) => Line.parse(JSON.parse(line)).text)
  .filter((text) => text.length > 300);
if (texts.length === 0) throw new Error('no texts: name files of JSON lines with a "text"');

interface Known {
  of: number;
  sketch: Sketch;
}
const known: Known[] = [];
const byBand = new Map<string, Known[]>();
function add(of: number, text: string): Known | undefined {
  const sketch = sketchOf(text);
  if (!sketch) return undefined;
  const entry = { of, sketch };
  known.push(entry);
  for (const band of sketch.bands) byBand.set(band, [...(byBand.get(band) ?? []), entry]);
  return entry;
}

const before = performance.now();
for (const [of, text] of texts.entries()) add(of, text);
const words = texts.reduce((sum, text) => sum + text.split(/\s+/).length, 0);
const sketching = performance.now() - before;

const found = (sketch: Sketch, self?: Known) => {
  const near = new Set(sketch.bands.flatMap((band) => byBand.get(band) ?? []));
  return [...near].filter((entry) => entry !== self && similarityOf(sketch, entry.sketch) >= SIMILAR);
};

const print = (line: string) => process.stdout.write(`${line}\n`);
print(
  `${texts.length} texts, ${words} words, sketched in ${((1e6 * sketching) / words).toFixed(0)} ms a million words`,
);
const candidates = known.reduce(
  (sum, entry) => sum + new Set(entry.sketch.bands.flatMap((band) => byBand.get(band) ?? [])).size - 1,
  0,
);
print(`pairs that share a band: ${candidates / 2} of ${(texts.length * (texts.length - 1)) / 2}`);
const alike = known.map((entry) => found(entry.sketch, entry)).filter((others) => others.length > 0);
print(
  `before any edit, texts with another one like them: ${alike.length} of ${texts.length} (look at them: they may be)`,
);
const same = new Set(known.flatMap((entry) => found(entry.sketch, entry).map((other) => `${entry.of}/${other.of}`)));

for (const [name, edit] of Object.entries(EDITS)) {
  let [recalled, wrong, total, similarity] = [0, 0, 0, 0];
  texts.forEach((text, of) => {
    const sketch = sketchOf(edit(text, texts));
    if (!sketch) return;
    total += 1;
    const matches = found(sketch);
    const original = known[of];
    if (original) similarity += similarityOf(sketch, original.sketch);
    if (matches.some((match) => match.of === of)) recalled += 1;
    wrong += matches.filter((match) => match.of !== of && !same.has(`${of}/${match.of}`)).length;
  });
  const precision = recalled + wrong === 0 ? 1 : recalled / (recalled + wrong);
  print(
    `${name.padEnd(40)} recall ${(recalled / total).toFixed(3)}  precision ${precision.toFixed(4)}  mean similarity ${(similarity / total).toFixed(2)}`,
  );
}
