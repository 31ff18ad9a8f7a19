import fc from 'fast-check';
import { analyse } from '../../../shared/extractors/annotate';
import { Annotation } from '../../../shared/extractors/extractor';
import { extractorsFor } from '../../../shared/extractors/registry';
import { articleOf } from '../entities/article';

const FACTS = { droppedAt: '2026-01-01T00:00:00Z', observed: [] };

/** Pieces that make extractors speak: names, titles, quotations, sources, dates, and sentences too long or too short. */
const PIECES = [
  ...['NATO Secretary General George Robertson met Russian Foreign Minister Igor Ivanov in Brussels on Monday.'],
  ...[
    'But they refused.',
    'It did not.',
    '“We insist on this,” Ivanov said.',
    '(Reuters, December 16)',
    'Photo: a ship.',
  ],
  ...['The Harbour Bank said on June 3, 1999 that Jana Novak, its former chairwoman, had left for Oslo.'],
  ...[
    'However, ',
    'see the Monitor, December 7',
    'last week',
    'U.S. officials',
    'Moscow',
    '$5 million',
    'A',
    '…',
    '"',
    ')',
    '\u200b',
  ],
  `Nevertheless ${'the committee of the ministry of transport of the republic '.repeat(9)}has not agreed to this.`,
];

const texts = fc.array(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 4,
});

test('whatever extractors say of a text can be stored and read again', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (paragraphs) => {
      const article = articleOf(
        paragraphs.map((pieces) => pieces.join(' ')),
        'en',
      );
      const { annotations } = await analyse(article, extractorsFor('embedded'), FACTS);
      for (const annotation of annotations) {
        expect(Annotation.parse(JSON.parse(JSON.stringify(annotation)))).toEqual(annotation);
        const { start, end } = annotation;
        expect(0 <= start && start <= end && end <= article.text.length).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});
