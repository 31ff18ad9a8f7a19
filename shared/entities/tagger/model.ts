import { FEATURES } from './document';
import { LABELS } from './labels';
import { bestLabels } from './viterbi';
import type { WordClasses } from './words';

// Own names, for speed: see viterbi.ts.
const [WIDTH, WORD_FEATURES] = [LABELS, FEATURES];
const { imul } = Math;

/** The parts of a model's file, in order; little-endian, each begins at a multiple of four. */
export interface ModelParts {
  /** One weight of a file is this much. */
  readonly scale: number;
  /** `LABELS * LABELS`, unscaled. */
  readonly transitions: Float32Array;
  /** Numbers of features in ascending order, and how many weights each has. */
  readonly keys: Uint32Array;
  readonly counts: Uint8Array;
  /** The weights of all features in a row: label, and weight in scales. */
  readonly labels: Uint8Array;
  readonly weights: Int8Array;
  /** Hashes of words that have a class, their class, and the coarse class of each class. */
  readonly words: Int32Array;
  readonly classes: Uint8Array;
  readonly coarse: Uint8Array;
}

const MAGIC = 0x31544c44; // "DLT1"

/** The file. */
export function writeModel(parts: ModelParts): Buffer {
  const arrays = [
    new Float32Array([parts.scale]),
    parts.transitions,
    parts.keys,
    parts.counts,
    parts.labels,
    parts.weights,
    parts.words,
    parts.classes,
    parts.coarse,
  ];
  const head = Buffer.alloc(8 + 4 * arrays.length);
  head.writeUInt32LE(MAGIC, 0);
  head.writeUInt32LE(arrays.length, 4);
  const buffers = arrays.map((array, at) => {
    head.writeUInt32LE(array.byteLength, 8 + 4 * at);
    const bytes = Buffer.alloc(Math.ceil(array.byteLength / 4) * 4);
    Buffer.from(array.buffer, array.byteOffset, array.byteLength).copy(bytes);
    return bytes;
  });
  return Buffer.concat([head, ...buffers]);
}

/** Reads what `writeModel` wrote. Throws RangeError for anything else. */
export function readModel(file: Buffer): ModelParts {
  if (file.length < 44 || file.readUInt32LE(0) !== MAGIC || file.readUInt32LE(4) !== 9)
    throw new RangeError('not a model of this version');
  // A copy that begins at a multiple of four, as typed arrays want it.
  const bytes = new Uint8Array(file).buffer;
  let at = 44;
  const next = (number: number): [ArrayBuffer, number, number] => {
    const [from, length] = [at, file.readUInt32LE(8 + 4 * number)];
    at += Math.ceil(length / 4) * 4;
    if (at > file.length) throw new RangeError('a model that was cut off');
    return [bytes, from, length];
  };
  const [scaleIn, scaleAt] = next(0);
  const four = (number: number): [ArrayBuffer, number, number] => {
    const [buffer, from, length] = next(number);
    return [buffer, from, length / 4];
  };
  return {
    scale: new Float32Array(scaleIn, scaleAt, 1)[0] ?? 0,
    transitions: new Float32Array(...four(1)),
    keys: new Uint32Array(...four(2)),
    counts: new Uint8Array(...next(3)),
    labels: new Uint8Array(...next(4)),
    weights: new Int8Array(...next(5)),
    words: new Int32Array(...four(6)),
    classes: new Uint8Array(...next(7)),
    coarse: new Uint8Array(...next(8)),
  };
}

/** A table from 32-bit numbers to their places in a list, by open addressing: quick to make, and no objects in it. */
class Places {
  private readonly mask: number;
  private readonly slots: Int32Array;

  constructor(private readonly keys: Int32Array | Uint32Array) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, keys.length * 2)));
    this.mask = size - 1;
    this.slots = new Int32Array(size).fill(-1);
    for (let at = 0; at < keys.length; at++) {
      let slot = spread(keys[at] ?? 0) & this.mask;
      while ((this.slots[slot] ?? -1) >= 0) slot = (slot + 1) & this.mask;
      this.slots[slot] = at;
    }
  }

  /** -1 where it is not. */
  of(key: number): number {
    let slot = spread(key) & this.mask;
    for (;;) {
      const at = this.slots[slot] ?? -1;
      if (at < 0 || this.keys[at] === key) return at;
      slot = (slot + 1) & this.mask;
    }
  }
}

const spread = (key: number): number => {
  const hash = imul(key, 0x9e3779b1);
  return hash ^ (hash >>> 15);
};

export class Classes implements WordClasses {
  private readonly places: Places;

  constructor(private readonly parts: Pick<ModelParts, 'words' | 'classes' | 'coarse'>) {
    this.places = new Places(parts.words);
  }

  /** 0 for a word without a class, else class + 1. */
  fine(hash: number): number {
    const at = this.places.of(hash);
    return at < 0 ? 0 : (this.parts.classes[at] ?? 0) + 1;
  }

  coarse(hash: number): number {
    const at = this.places.of(hash);
    return at < 0 ? 0 : (this.parts.coarse[this.parts.classes[at] ?? 0] ?? 0) + 1;
  }
}

/** A trained tagger. */
export class Model {
  readonly classes: Classes;
  private readonly places: Places;
  private readonly offsets: Uint32Array;

  constructor(private readonly parts: ModelParts) {
    this.classes = new Classes(parts);
    this.places = new Places(parts.keys);
    this.offsets = new Uint32Array(parts.keys.length + 1);
    for (let at = 0; at < parts.counts.length; at++) {
      this.offsets[at + 1] = (this.offsets[at] ?? 0) + (parts.counts[at] ?? 0);
    }
  }

  /** The labels of a sentence of `count` tokens, by its features. */
  label(features: Uint32Array, count: number): Uint8Array {
    const { labels, weights, scale, transitions } = this.parts;
    const scores = new Float32Array(count * WIDTH);
    for (let at = 0; at < count; at++) {
      const base = at * WIDTH;
      for (let f = at * WORD_FEATURES; f < (at + 1) * WORD_FEATURES; f++) {
        const row = this.places.of(features[f] ?? 0);
        if (row < 0) continue;
        const end = this.offsets[row + 1] ?? 0;
        for (let w = this.offsets[row] ?? 0; w < end; w++) {
          const label = base + (labels[w] ?? 0);
          scores[label] = (scores[label] ?? 0) + (weights[w] ?? 0) * scale;
        }
      }
    }
    return bestLabels(scores, count, transitions);
  }
}
