import { LABELS, TYPES } from './labels';

/** Weights of going from one label to the next: `transitions[before * LABELS + after]`. */
export type Transitions = Float32Array;

// Own names of what is imported: without a bundler each use of an import is a call, and these are used a thousand times a word.
const [WIDTH, KINDS] = [LABELS, TYPES];
const EVERYTHING = 0xffffffff;
const NEVER = -1e9;

/**
 * The best labels of a sentence (Viterbi 1967). A name goes on only after it has begun. Time: linear in the tokens.
 * @param scores `LABELS` numbers a token
 * @param allowed bits of the labels that a token may have; all of them when it is not given
 */
export function bestLabels(
  scores: Float32Array,
  count: number,
  transitions: Transitions,
  allowed?: Uint32Array,
): Uint8Array {
  const back = new Uint8Array(count * WIDTH);
  let before = new Float32Array(WIDTH).fill(NEVER);
  let now = new Float32Array(WIDTH);
  // What stands before a sentence is outside.
  before[0] = 0;
  for (let at = 0; at < count; at++) {
    const mask = allowed?.[at] ?? EVERYTHING;
    for (let label = 0; label < WIDTH; label++) {
      if ((mask & (1 << label)) === 0) {
        now[label] = NEVER;
        continue;
      }
      let best = NEVER * 2;
      let from = 0;
      if (label > KINDS) {
        for (let previous = label - KINDS; previous <= label; previous += KINDS) {
          const score = (before[previous] ?? NEVER) + (transitions[previous * WIDTH + label] ?? 0);
          if (score > best) [best, from] = [score, previous];
        }
      } else {
        for (let previous = 0; previous < WIDTH; previous++) {
          const score = (before[previous] ?? NEVER) + (transitions[previous * WIDTH + label] ?? 0);
          if (score > best) {
            best = score;
            from = previous;
          }
        }
      }
      now[label] = best + (scores[at * WIDTH + label] ?? 0);
      back[at * WIDTH + label] = from;
    }
    [before, now] = [now, before];
  }
  const labels = new Uint8Array(count);
  let label = 0;
  for (let other = 1; other < WIDTH; other++) if ((before[other] ?? NEVER) > (before[label] ?? NEVER)) label = other;
  for (let at = count - 1; at >= 0; at--) {
    labels[at] = label;
    label = back[at * WIDTH + label] ?? 0;
  }
  return labels;
}
