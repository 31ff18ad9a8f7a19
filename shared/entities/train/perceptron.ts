import { FEATURE_BITS, FEATURES } from '../tagger/document';
import { LABELS } from '../tagger/labels';
import { bestLabels } from '../tagger/viterbi';

// Own names, for speed: see tagger/viterbi.ts.
const [WIDTH, WORD_FEATURES] = [LABELS, FEATURES];

/** A sentence as numbers: its features (FEATURES a token) and the labels that each token may have. */
export interface Example {
  readonly features: Uint32Array;
  readonly allowed: Uint32Array;
}

/** Weights after training: those of each feature, LABELS in a row, by the features' numbers. */
export interface Trained {
  readonly keys: readonly number[];
  readonly weights: Float32Array;
  readonly transitions: Float32Array;
}

/** mulberry32: a small generator with a seed, so that the same input gives the same model. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * An averaged structured perceptron (Collins 2002) that learns from partly labelled sentences (Fernandes & Brefeld 2011):
 * when the best labels are not among those that are allowed, the best of the allowed are taken for right. Rare features
 * are left out. Weights are averaged at the end (the trick of Daumé III: a second sum, weighted by time).
 */
export class Perceptron {
  private readonly rows: Int32Array;
  private readonly keys: number[] = [];
  private readonly weights: Float32Array;
  private readonly sums: Float64Array;
  private readonly transitions = new Float32Array(LABELS * WIDTH);
  private readonly transitionSums = new Float64Array(LABELS * WIDTH);
  private time = 1;

  /** @param least in how many tokens a feature must occur */
  constructor(
    private readonly examples: readonly Example[],
    least: number,
  ) {
    const counts = new Uint8Array(2 ** FEATURE_BITS);
    for (const { features } of examples) {
      for (const feature of features) counts[feature] = Math.min(255, (counts[feature] ?? 0) + 1);
    }
    this.rows = new Int32Array(2 ** FEATURE_BITS).fill(-1);
    for (let key = 0; key < counts.length; key++) {
      if ((counts[key] ?? 0) < least) continue;
      this.rows[key] = this.keys.length;
      this.keys.push(key);
    }
    this.weights = new Float32Array(this.keys.length * WIDTH);
    this.sums = new Float64Array(this.keys.length * WIDTH);
  }

  /** One round over all examples in the order given. Returns the share of tokens that were labelled wrongly. */
  round(order: Iterable<number>): number {
    let wrong = 0;
    let all = 0;
    for (const number of order) {
      const example = this.examples[number];
      if (example === undefined) continue;
      const count = example.allowed.length;
      const scores = this.scores(example, count);
      const best = bestLabels(scores, count, this.transitions);
      all += count;
      this.time++;
      if (!isAllowed(best, example.allowed)) {
        const right = bestLabels(scores, count, this.transitions, example.allowed);
        wrong += this.learn(example, best, right);
      }
    }
    return wrong / all;
  }

  private scores({ features }: Example, count: number): Float32Array {
    const scores = new Float32Array(count * WIDTH);
    const { rows, weights } = this;
    for (let at = 0; at < count; at++) {
      const base = at * WIDTH;
      for (let f = at * WORD_FEATURES; f < (at + 1) * WORD_FEATURES; f++) {
        const row = rows[features[f] ?? 0] ?? -1;
        if (row < 0) continue;
        const from = row * WIDTH;
        for (let label = 0; label < WIDTH; label++)
          scores[base + label] = (scores[base + label] ?? 0) + (weights[from + label] ?? 0);
      }
    }
    return scores;
  }

  private learn({ features }: Example, best: Uint8Array, right: Uint8Array): number {
    let wrong = 0;
    let [bestBefore, rightBefore] = [0, 0];
    for (const [at, label] of right.entries()) {
      const other = best[at] ?? 0;
      if (other !== label || bestBefore !== rightBefore) {
        this.changeTransition(rightBefore * WIDTH + label, 1);
        this.changeTransition(bestBefore * WIDTH + other, -1);
      }
      [bestBefore, rightBefore] = [other, label];
      if (other === label) continue;
      wrong++;
      for (let f = at * WORD_FEATURES; f < (at + 1) * WORD_FEATURES; f++) {
        const row = this.rows[features[f] ?? 0] ?? -1;
        if (row < 0) continue;
        this.change(row * WIDTH + label, 1);
        this.change(row * WIDTH + other, -1);
      }
    }
    return wrong;
  }

  private change(at: number, by: number): void {
    this.weights[at] = (this.weights[at] ?? 0) + by;
    this.sums[at] = (this.sums[at] ?? 0) + by * this.time;
  }

  private changeTransition(at: number, by: number): void {
    this.transitions[at] = (this.transitions[at] ?? 0) + by;
    this.transitionSums[at] = (this.transitionSums[at] ?? 0) + by * this.time;
  }

  averaged(): Trained {
    const mean = (now: Float32Array, sums: Float64Array) =>
      now.map((weight, at) => weight - (sums[at] ?? 0) / this.time);
    return {
      keys: this.keys,
      weights: mean(this.weights, this.sums),
      transitions: mean(this.transitions, this.transitionSums),
    };
  }
}

/** The mean of models of the same examples. Throws RangeError when there is none. */
export function meanOf(models: readonly Trained[]): Trained {
  const [first] = models;
  if (first === undefined) throw new RangeError('no models');
  const mean = (of: (model: Trained) => Float32Array): Float32Array =>
    of(first).map((_, at) => models.reduce((sum, model) => sum + (of(model)[at] ?? 0), 0) / models.length);
  return { keys: first.keys, weights: mean((m) => m.weights), transitions: mean((m) => m.transitions) };
}

function isAllowed(labels: Uint8Array, allowed: Uint32Array): boolean {
  for (const [at, label] of labels.entries()) if (((allowed[at] ?? 0) & (1 << label)) === 0) return false;
  return true;
}
