import { annotate, BadSpanError } from '../../../shared/extractors/annotate';
import type { AnnotationDraft, Extractor } from '../../../shared/extractors/extractor';
import { articleOf } from '../entities/article';

const article = articleOf(['One Oslo.', 'Two Bergen.']);
const value = { id: 'gpe:oslo', type: 'GPE', name: 'Oslo' } as const;
const draft = (start: number, end: number): AnnotationDraft => ({ kind: 'mention', start, end, value });
const extractor = (name: string, ...drafts: AnnotationDraft[]): Extractor => ({
  name,
  version: '2.1.0',
  extract: () => drafts,
});

test('stamps what it found with extractor and paragraph', async () => {
  expect(await annotate(article, [extractor('places', draft(4, 8), draft(15, 21))])).toEqual([
    { kind: 'mention', start: 4, end: 8, value, extractor: 'places@2.1.0', paragraph: 0 },
    { kind: 'mention', start: 15, end: 21, value, extractor: 'places@2.1.0', paragraph: 1 },
  ]);
});

test('puts the annotations of all extractors in one order', async () => {
  const slow: Extractor = { name: 'slow', version: '1.0.0', extract: async () => [draft(4, 8), draft(0, 3)] };
  const found = await annotate(article, [slow, extractor('fast', draft(0, 9), draft(4, 8))]);
  expect(found.map(({ start, end, extractor: by }) => [start, end, by])).toEqual([
    [0, 3, 'slow@1.0.0'],
    [0, 9, 'fast@2.1.0'],
    [4, 8, 'slow@1.0.0'],
    [4, 8, 'fast@2.1.0'],
  ]);
});

test.each([
  ['empty', 3, 3],
  ['reversed', 5, 3],
  ['outside the text', 4, 500],
  ['negative', -1, 3],
  ['between code units', 0.5, 3],
])('refuses a span that is %s', async (_, start, end) => {
  await expect(annotate(article, [extractor('bad', draft(start, end))])).rejects.toBeInstanceOf(BadSpanError);
});

test('an extractor that fails fails the analysis', async () => {
  const failing: Extractor = { name: 'failing', version: '1.0.0', extract: () => Promise.reject(new Error('no')) };
  await expect(annotate(article, [extractor('fine', draft(4, 8)), failing])).rejects.toThrow('no');
});
