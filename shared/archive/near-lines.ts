import { sketchOf } from '../article/sketch';
import { nearIndex } from './keys';
import type { IndexLine } from './plan';
import type { Analysis } from './records';

/** Articles that have at least this share of their runs of words in common are similar. */
export const SIMILAR = 0.4;

/** Of a member's path, code units. */
const LONGEST_MEMBER = 300;

/** The index lines that near-duplicates of an article are found by: one for each band of its sketch, six. Pure. */
export function nearLines({ article, member }: Pick<Analysis, 'article' | 'member'>): IndexLine[] {
  const sketch = sketchOf(article.text);
  if (!sketch) return [];
  const near = { ...sketch, ...(member !== undefined && { member: member.slice(0, LONGEST_MEMBER) }) };
  return sketch.bands.map((band) => ({ index: nearIndex(band), detail: { near } }));
}
