import fc from 'fast-check';
import { similarityOf, sketchOf } from '../../../shared/article/sketch';

const words = (count: number, from = 0) => Array.from({ length: count }, (_, at) => `word${from + at}`);
const sketch = (text: string) => {
  const made = sketchOf(text);
  if (!made) throw new Error('too short');
  return made;
};

describe('sketches', () => {
  test('estimate the share of runs of words in common', () => {
    const all = words(400);
    for (const shared of [100, 200, 300, 400]) {
      const other = [...all.slice(0, shared), ...words(400 - shared, 1000)];
      const union = 2 * 398 - (shared - 2);
      const similarity = similarityOf(sketch(all.join(' ')), sketch(other.join(' ')));
      expect(Math.abs(similarity - (shared - 2) / union)).toBeLessThan(0.2);
    }
  });

  test('do not see layout, case and punctuation', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words(50)), { minLength: 12, maxLength: 60 }), (text) => {
        const plain = sketch(text.join(' '));
        expect(sketch(text.map((word) => word.toUpperCase()).join(',\n\n'))).toEqual(plain);
        expect(similarityOf(plain, plain)).toBe(1);
      }),
    );
  });

  test('of other words have no band in common', () => {
    const [a, b] = [sketch(words(300).join(' ')), sketch(words(300, 5000).join(' '))];
    expect(a.bands.filter((band) => b.bands.includes(band))).toEqual([]);
    expect(similarityOf(a, b)).toBeLessThan(0.1);
    expect(a.bands).toHaveLength(6);
  });

  test('are not made of a few words', () => {
    expect(sketchOf('The harbour is closed.')).toBeUndefined();
  });
});
