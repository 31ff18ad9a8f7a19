import { entityExtractor } from '../../../shared/entities/extractor';
import { analyse } from '../../../shared/extractors/annotate';
import { timeExtractor } from '../../../shared/times/extractor';
import { codesOf, readOne } from '../formats/read';

const GERMAN =
  'Der Hafen von Seestadt bleibt bis Ende der Woche geschlossen, weil die Arbeiter in den Streik getreten sind. Die Verhandlungen mit der Gewerkschaft sollen am Montag fortgesetzt werden.';
const RUSSIAN =
  'Порт остаётся закрытым до конца недели, потому что рабочие начали забастовку. Переговоры с профсоюзом продолжатся в понедельник.';
const ENGLISH =
  'The harbour of Seaford will be closed until the end of the week, for the workers have walked out. Talks with the union are to be resumed on Monday.';
const FACTS = { droppedAt: '2026-01-01T00:00:00Z', fileName: 'a.txt', observed: [] };

describe('language', () => {
  test('is told from the text, and quotes it', async () => {
    for (const [text, language] of [
      [GERMAN, 'de'],
      [RUSSIAN, 'ru'],
      [ENGLISH, 'en'],
      ['政府は月曜日に港を再開すると発表した。労働組合との交渉は続いている。', 'ja'],
    ] as const) {
      const { metadata } = await readOne(text);
      expect(metadata.language).toMatchObject({ value: language, evidence: { from: 'detected' } });
      const { quote, span } = metadata.language?.evidence ?? { quote: '', span: undefined };
      expect(text.slice(span?.start, span?.end)).toBe(quote);
    }
  });

  test('is not told from a few words or numbers', async () => {
    for (const text of ['NATO, Reuters.', 'EUR/USD 1.0832 GBP/USD 1.2711 USD/JPY 151.32', 'Hafen geschlossen.']) {
      expect((await readOne(text)).metadata.language).toBeUndefined();
    }
  });

  test('what the file says wins, and says so where the text reads like another one', async () => {
    const honest = await readOne(`---\nlanguage: en-GB\n---\n${ENGLISH}`, { name: 'a.md' });
    expect(honest.metadata.language).toMatchObject({ value: 'en-GB', evidence: { from: 'front-matter' } });
    expect(honest.metadata.language?.lost).toBeUndefined();
    expect(honest.warnings).toEqual([]);

    const wrong = await readOne(`---\nlanguage: en\n---\n${GERMAN}`, { name: 'a.md' });
    expect(wrong.metadata.language).toMatchObject({
      value: 'en',
      lost: [{ value: 'de', evidence: { from: 'detected' } }],
    });
    expect(codesOf(wrong)).toEqual(['language-doubtful']);
    const { annotations, skipped } = await analyse(wrong, [entityExtractor], FACTS);
    expect([annotations, skipped.map(({ language }) => language)]).toEqual([[], ['de']]);
  });

  test('of a paragraph, where it is another one', async () => {
    const { paragraphs } = await readOne(`${ENGLISH}\n\n${GERMAN}\n\n${ENGLISH}`);
    expect(paragraphs.map(({ language }) => language)).toEqual([undefined, 'de', undefined]);
  });

  test('extractors for another one say so', async () => {
    const { annotations, skipped } = await analyse(await readOne(GERMAN), [entityExtractor, timeExtractor], FACTS);
    expect(annotations).toEqual([]);
    expect(skipped).toEqual([
      { extractor: `entities@${entityExtractor.version}`, reason: 'not for this language', language: 'de' },
      { extractor: `times@${timeExtractor.version}`, reason: 'not for this language', language: 'de' },
    ]);
    const english = await analyse(await readOne(ENGLISH), [entityExtractor, timeExtractor], FACTS);
    expect(english.skipped).toEqual([]);
  });
});
