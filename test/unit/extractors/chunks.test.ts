import * as fc from 'fast-check';
import { chunksOf, codePointStarts } from '../../../shared/extractors/chunks';
import { articleOf } from '../entities/article';

function pieces(paragraphs: readonly string[], maxBytes: number): string[] {
  const article = articleOf(paragraphs);
  return chunksOf(article, maxBytes).map(({ start, end }) => article.text.slice(start, end));
}

test('chunks are the whole text in order, within the limit, and never half a character', () => {
  const paragraph = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .map((text) => text.trim())
    .filter((text) => text !== '');
  fc.assert(
    fc.property(fc.array(paragraph, { minLength: 1 }), fc.integer({ min: 4, max: 60 }), (paragraphs, limit) => {
      const found = pieces(paragraphs, limit);
      expect(found.join('')).toBe(paragraphs.join('\n\n'));
      for (const piece of found) {
        expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(limit);
        expect(piece.isWellFormed()).toBe(true);
      }
    }),
  );
});

test('a chunk ends at a paragraph, else at a sentence, else at a word, else anywhere', () => {
  expect(pieces(['One two.', 'Three.'], 12)).toEqual(['One two.\n\n', 'Three.']);
  expect(pieces(['It rained. It snowed.'], 16)).toEqual(['It rained. ', 'It snowed.']);
  expect(pieces(['one two three'], 9)).toEqual(['one two ', 'three']);
  expect(pieces(['abcdefghij'], 4)).toEqual(['abcd', 'efgh', 'ij']);
});

test('code points are found at their UTF-16 offsets', () => {
  expect(codePointStarts('a\u{1f600}b')).toEqual([0, 1, 3, 4]);
});
