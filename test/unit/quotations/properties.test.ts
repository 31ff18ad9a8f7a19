import fc from 'fast-check';
import { annotate } from '../../../shared/extractors/annotate';
import { extractorsFor } from '../../../shared/extractors/registry';
import { articleOf } from '../entities/article';

const EXTRACTORS = extractorsFor('embedded');

/** Pieces that news is quoted with, in any order: what they make is mostly no sentence. */
const PIECES = [
  ...['“', '”', '"', '‘', '’', "'", '«', '»', '„', ',', '.', ':', '?', '—', '(', ')', '’s'],
  ...[
    'said',
    'told',
    'according to',
    'called',
    'was told',
    'was quoted as saying',
    'saying',
    'that',
    'who',
    'of',
    'by',
  ],
  ...['Tendai Moyo', 'Olga Ivanova', 'Oslo', 'NATO', 'Reuters', 'Mr. Moyo', 'he', 'she', 'the minister', 'a diplomat'],
  ...[
    'the dam is full',
    'reportedly',
    'came',
    'one of them',
    'the 31-year-old',
    'the report',
    'in',
    'refused to say',
    '31',
  ],
];
const paragraph = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(' '));
const paragraphs = fc.array(fc.oneof(paragraph, fc.string({ unit: 'binary', maxLength: 80 })), {
  minLength: 1,
  maxLength: 4,
});

/** One line each: line ends would make paragraphs of their own. */
const linesOf = (texts: readonly string[]): string[] => texts.map((text) => text.replace(/\s+/g, ' ').trim() || '-');

test('whatever the text, spans lie within it, in order, and who is found by name is a mention', async () => {
  await fc.assert(
    fc.asyncProperty(paragraphs, async (texts) => {
      const lines = linesOf(texts);
      const { length } = lines.join('\n\n');
      const found = await annotate(articleOf(lines), EXTRACTORS);
      const mentions = new Set(
        found.flatMap((each) => (each.kind === 'mention' ? [`${each.start} ${each.value.id}`] : [])),
      );
      for (const each of found) {
        if (each.kind !== 'quotation' && each.kind !== 'hedge') continue;
        const { speaker, cue } = each.kind === 'quotation' ? each.value : { speaker: undefined, cue: undefined };
        for (const span of [each, speaker, cue]) {
          if (!span) continue;
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.start).toBeLessThan(span.end);
          expect(span.end).toBeLessThanOrEqual(length);
        }
        if (speaker?.kind === 'entity' && speaker.by === 'name')
          expect(mentions).toContain(`${speaker.start} ${speaker.id}`);
      }
    }),
    { numRuns: 150 },
  );
});

test('direct quotations do not overlap', async () => {
  await fc.assert(
    fc.asyncProperty(paragraphs, async (texts) => {
      const found = await annotate(articleOf(linesOf(texts)), EXTRACTORS);
      const direct = found
        .filter((each) => each.kind === 'quotation' && each.value.form === 'direct')
        .sort((a, b) => a.start - b.start);
      for (const [at, each] of direct.entries()) expect(each.start).toBeGreaterThanOrEqual(direct[at - 1]?.end ?? 0);
    }),
    { numRuns: 100 },
  );
});
