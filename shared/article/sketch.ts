import { createHash } from 'node:crypto';
import { wordsIn } from './words';

/**
 * What near-duplicates are found by. MinHash over runs of words (Broder, "On the resemblance and containment of documents",
 * 1997): the share of equal minima estimates the share of runs that two texts have in common. Bands of several minima
 * (Indyk and Motwani, "Approximate nearest neighbors", 1998) are equal for texts that are alike and hardly ever else, so
 * that a look-up by band finds the candidates.
 */
export interface Sketch {
  /** A name for each band, the same for all texts that are equal in it. */
  bands: string[];
  /** A byte of each minimum, base64. */
  minima: string;
  /** Names the words in their order: equal for texts that differ in case, spaces and punctuation only. */
  words: string;
}

/** Words of a run: two texts on one subject share single words, hardly ever three in a row. */
const RUN = 3;
const MINIMA = 64;
const BANDS = 6;
const ROWS = 2;
/** Words that are looked at, so that a book takes no seconds. */
const MOST_WORDS = 20_000;
/** With fewer words a text says too little to be told from others: only the same text is found. */
const FEWEST_WORDS = 12;

/** The sketch of a text; undefined when it has too few words. The time is linear in its length. */
export function sketchOf(text: string): Sketch | undefined {
  const words = wordsIn(text, MOST_WORDS).map((word) => word.toLowerCase());
  if (words.length < FEWEST_WORDS) return undefined;
  const minima = new Uint32Array(MINIMA).fill(0xffffffff);
  const hashes = words.map(hashOfWord);
  for (let at = 0; at + RUN <= hashes.length; at++) {
    let run = 0;
    for (let next = at; next < at + RUN; next++) run = mix(Math.imul(run, 31) + (hashes[next] ?? 0));
    for (let of = 0; of < MINIMA; of++) {
      const value = mix(run ^ Math.imul(of + 1, 0x9e3779b1)) >>> 0;
      if (value < (minima[of] ?? 0)) minima[of] = value;
    }
  }
  return {
    bands: Array.from({ length: BANDS }, (_, band) => bandOf(band, minima)),
    minima: Buffer.from(minima.map((minimum) => minimum & 0xff)).toString('base64'),
    words: createHash('sha256').update(words.join(' ')).digest('base64url').slice(0, 22),
  };
}

/** The share of their runs of words that two texts have in common (Jaccard), estimated: 0 to 1, give or take 0.06. */
export function similarityOf(a: Sketch, b: Pick<Sketch, 'minima' | 'words'>): number {
  if (a.words === b.words) return 1;
  const [mine, theirs] = [Buffer.from(a.minima, 'base64'), Buffer.from(b.minima, 'base64')];
  let equal = 0;
  for (let at = 0; at < MINIMA; at++) if (mine[at] === theirs[at]) equal += 1;
  // A byte is equal by chance once in 256.
  const share = equal / MINIMA;
  return Math.max(0, Math.round(((share - 1 / 256) / (1 - 1 / 256)) * 100) / 100);
}

function bandOf(band: number, minima: Uint32Array): string {
  const rows = [...minima.slice(band * ROWS, (band + 1) * ROWS)];
  return createHash('sha256')
    .update(`${band}:${rows.join(',')}`)
    .digest('base64url')
    .slice(0, 11);
}

/** FNV-1a, 32 bits. */
function hashOfWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return mix(hash);
}

/** The finalizer of MurmurHash3. */
function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
