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
  /** Hashes of words that have a class, their class, and the middle and the coarse class of each class. */
  readonly words: Int32Array;
  readonly classes: Uint16Array;
  readonly middle: Uint8Array;
  readonly coarse: Uint8Array;
}

const MAGIC = 0x32544c44; // "DLT2"
const PARTS = 10;
const HEAD = 8 + 4 * PARTS;

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
    parts.middle,
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
  if (file.length < HEAD || file.readUInt32LE(0) !== MAGIC || file.readUInt32LE(4) !== PARTS)
    throw new RangeError('not a model of this version');
  // A copy that begins at a multiple of four, as typed arrays want it.
  const bytes = new Uint8Array(file).buffer;
  let at = HEAD;
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
  const two = (number: number): [ArrayBuffer, number, number] => {
    const [buffer, from, length] = next(number);
    return [buffer, from, length / 2];
  };
  return {
    scale: new Float32Array(scaleIn, scaleAt, 1)[0] ?? 0,
    transitions: new Float32Array(...four(1)),
    keys: new Uint32Array(...four(2)),
    counts: new Uint8Array(...next(3)),
    labels: new Uint8Array(...next(4)),
    weights: new Int8Array(...next(5)),
    words: new Int32Array(...four(6)),
    classes: new Uint16Array(...two(7)),
    middle: new Uint8Array(...next(8)),
    coarse: new Uint8Array(...next(9)),
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

/** What word classes are kept as. */
export type WordClassParts = Pick<ModelParts, 'words' | 'classes' | 'middle' | 'coarse'>;

export class Classes implements WordClasses {
  private readonly places: Places;

  constructor(private readonly parts: WordClassParts) {
    this.places = new Places(parts.words);
  }

  /** 0 for a word without a class, else class + 1. */
  fine(hash: number): number {
    const at = this.places.of(hash);
    return at < 0 ? 0 : (this.parts.classes[at] ?? 0) + 1;
  }

  /** The same of the groups that a class is in. */
  middle(fine: number): number {
    return fine === 0 ? 0 : (this.parts.middle[fine - 1] ?? 0) + 1;
  }

  coarse(fine: number): number {
    return fine === 0 ? 0 : (this.parts.coarse[fine - 1] ?? 0) + 1;
  }
}

/** Bits of a label in a packed weight, and of a number of weights in a slot. */
const LABEL_BITS = 5;

/**
 * Weights by the number of their feature, by open addressing. A look-up is the greater part of the work of tagging and
 * most of its time is spent waiting for memory, so all that it needs lies in two places: a slot (key; where its weights
 * begin and how many they are), and the weights with their labels.
 */
class Weights {
  private readonly mask: number;
  private readonly slots: Uint32Array;
  private readonly packed: Int16Array;

  constructor({ keys, counts, labels, weights }: ModelParts) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, keys.length * 2)));
    this.mask = size - 1;
    this.slots = new Uint32Array(2 * size);
    this.packed = new Int16Array(weights.length);
    for (let at = 0; at < weights.length; at++) {
      this.packed[at] = ((weights[at] ?? 0) << LABEL_BITS) | (labels[at] ?? 0);
    }
    let start = 0;
    for (let at = 0; at < keys.length; at++) {
      const count = counts[at] ?? 0;
      let slot = spread(keys[at] ?? 0) & this.mask;
      while ((this.slots[2 * slot + 1] ?? 0) > 0) slot = (slot + 1) & this.mask;
      this.slots[2 * slot] = keys[at] ?? 0;
      this.slots[2 * slot + 1] = (start << LABEL_BITS) | count;
      start += count;
    }
  }

  /** Adds the weights of a feature to the numbers of `scores` from `base` on. */
  addTo(scores: Int32Array, base: number, key: number): void {
    const { slots, packed, mask } = this;
    let slot = spread(key) & mask;
    for (;;) {
      const entry = slots[2 * slot + 1] ?? 0;
      if (entry === 0) return;
      if (slots[2 * slot] === key) {
        const start = entry >>> LABEL_BITS;
        const end = start + (entry & 31);
        for (let at = start; at < end; at++) {
          const weight = packed[at] ?? 0;
          const label = base + (weight & 31);
          scores[label] = (scores[label] ?? 0) + (weight >> LABEL_BITS);
        }
        return;
      }
      slot = (slot + 1) & mask;
    }
  }
}

/** A trained tagger. */
export class Model {
  readonly classes: Classes;
  private readonly weights: Weights;

  constructor(private readonly parts: ModelParts) {
    this.classes = new Classes(parts);
    this.weights = new Weights(parts);
  }

  /** What speaks for each label of each of `count` tokens, by their features: LABELS numbers a token. */
  scores(features: Uint32Array, count: number): Float32Array {
    const { weights } = this;
    const sums = new Int32Array(count * WIDTH);
    for (let at = 0; at < count; at++) {
      for (let f = at * WORD_FEATURES; f < (at + 1) * WORD_FEATURES; f++) {
        weights.addTo(sums, at * WIDTH, features[f] ?? 0);
      }
    }
    const { scale } = this.parts;
    const scores = new Float32Array(sums.length);
    for (let at = 0; at < sums.length; at++) scores[at] = (sums[at] ?? 0) * scale;
    return scores;
  }

  /** The best labels of a sentence of `count` tokens, by their scores. */
  best(scores: Float32Array, count: number): Uint8Array {
    return bestLabels(scores, count, this.parts.transitions);
  }
}
