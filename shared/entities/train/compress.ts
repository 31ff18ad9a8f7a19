import { LABELS } from '../tagger/labels';
import type { ModelParts } from '../tagger/model';
import type { Trained } from './perceptron';

/** The share of weights that the largest scale is made for; the few above are cut to it. */
const COVERED = 0.9995;

/** The `rows` features that can say most, each weight in one byte, those that round to nothing left out. */
export function compress(
  { keys, weights, transitions }: Trained,
  rows: number,
): Pick<ModelParts, 'scale' | 'transitions' | 'keys' | 'counts' | 'labels' | 'weights'> {
  const strength = keys.map((_, row) =>
    weights.subarray(row * LABELS, (row + 1) * LABELS).reduce((most, weight) => Math.max(most, Math.abs(weight)), 0),
  );
  const least = [...strength].sort((a, b) => b - a)[rows] ?? 0;
  const sizes = Float32Array.from(strength.filter((value) => value > least)).sort();
  const scale = (sizes[Math.floor((sizes.length - 1) * COVERED)] ?? 1) / 127;
  const kept: { keys: number[]; counts: number[]; labels: number[]; weights: number[] } = {
    keys: [],
    counts: [],
    labels: [],
    weights: [],
  };
  for (const [row, key] of keys.entries()) {
    if ((strength[row] ?? 0) <= least) continue;
    let count = 0;
    for (let label = 0; label < LABELS; label++) {
      const weight = Math.max(-127, Math.min(127, Math.round((weights[row * LABELS + label] ?? 0) / scale)));
      if (weight === 0) continue;
      kept.labels.push(label);
      kept.weights.push(weight);
      count++;
    }
    if (count === 0) continue;
    kept.keys.push(key);
    kept.counts.push(count);
  }
  return {
    scale,
    transitions,
    keys: Uint32Array.from(kept.keys),
    counts: Uint8Array.from(kept.counts),
    labels: Uint8Array.from(kept.labels),
    weights: Int8Array.from(kept.weights),
  };
}
