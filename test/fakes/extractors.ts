import type { Extractor } from '../../shared/extractors/extractor';

/** Marks every occurrence of its words as persons. */
export const wordsExtractor = (version: string, ...words: string[]): Extractor => ({
  name: 'words',
  version,
  extract: ({ text }) =>
    words.flatMap((word) =>
      [...text.matchAll(new RegExp(word, 'g'))].map(({ index }) => ({
        kind: 'mention' as const,
        start: index,
        end: index + word.length,
        value: { id: `person:${word.toLowerCase()}`, type: 'PERSON' as const, name: word },
      })),
    ),
});
