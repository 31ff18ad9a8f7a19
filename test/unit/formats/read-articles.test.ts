import fc from 'fast-check';
import { FoundArticle, type ParsedArticle, type SourceFile } from '../../../shared/article/schema';
import { UnreadableFileError } from '../../../shared/errors';
import { PARSER_VERSION } from '../../../shared/formats';
import { decode } from '../../../shared/formats/decode';
import { file, readAll } from './read';

/** Words, marks, line ends and markup, so that texts look like texts and still take odd turns. */
const token = fc.oneof(
  fc.constantFrom(
    'The',
    'talks',
    'failed',
    'U.S.',
    'Mr.',
    'Dec. 5',
    '“No,”',
    'said',
    '(AP, May 1)',
    'Путин',
    '中国。',
    '😀',
  ),
  fc.constantFrom('.', '. ', '?', '…', ' ', '  ', ', ', '\n', '\n\n', '\r\n', '\r', '\t', '   \n', '\u2028', '\u00a0'),
  fc.constantFrom(
    '- ',
    '1. ',
    '> ',
    '# ',
    '---\n',
    '***',
    '_',
    '`',
    '```\n',
    '[a](b)',
    '![',
    '<p>',
    '</p>',
    '&amp;',
    '|',
  ),
  fc.constantFrom(
    'Title: ',
    'Issue: 5 ',
    'Publication: X ',
    'By Jane Roe\n',
    'key: value\n',
    '{"text": "x"}',
    '\0',
    '\ud800',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const text = fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join(''));
const jsonText = fc
  .record({ title: text, text: fc.oneof(text, fc.array(text, { maxLength: 4 })), published: fc.string() })
  .map((value) => JSON.stringify(value));

const source: fc.Arbitrary<SourceFile> = fc
  .oneof(
    fc.record({ content: text, name: fc.constantFrom('a.txt', 'a.md', 'a', 'a.json') }),
    fc.record({ content: jsonText, name: fc.constantFrom('a.json', 'a.txt') }),
  )
  .map(({ content, name }) => file(content, { name }));

/** The articles of a file, none when it is refused; fails on any other error. */
async function articlesOf(input: SourceFile): Promise<FoundArticle[]> {
  try {
    return await readAll(input);
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableFileError);
    return [];
  }
}

function eachArticle(check: (article: ParsedArticle, decoded: string) => void): Promise<void> {
  const property = fc.asyncProperty(source, async (input) => {
    for (const { article } of await articlesOf(input)) check(article, decode(input.bytes).text);
  });
  return fc.assert(property, { numRuns: 500 });
}

describe('readArticles', () => {
  test('its version is semver', () => expect(PARSER_VERSION).toMatch(/^\d+\.\d+\.\d+$/));

  test('paragraphs and the blank lines between them are the whole text', () =>
    eachArticle(({ text, paragraphs }) => {
      expect(paragraphs.map(({ start, end }) => text.slice(start, end)).join('\n\n')).toBe(text);
      let at = 0;
      for (const { start, end } of paragraphs) {
        expect(start).toBe(at);
        expect(text.slice(start, end).trim()).toHaveLength(end - start);
        expect(end).toBeGreaterThan(start);
        at = end + 2;
      }
    }));

  test('sentences lie in their paragraphs, in order, and cover all but white space', () =>
    eachArticle(({ text, paragraphs, sentences }) => {
      let at = 0;
      for (const { start, end, paragraph } of sentences) {
        expect(text.slice(at, start).trim()).toBe('');
        expect(end).toBeGreaterThan(start);
        expect(paragraphs[paragraph]?.start).toBeLessThanOrEqual(start);
        expect(paragraphs[paragraph]?.end).toBeGreaterThanOrEqual(end);
        at = end;
      }
      expect(text.slice(at).trim()).toBe('');
    }));

  test('the source map ascends, and its runs are the same in both texts', () =>
    eachArticle(({ text, sourceMap }, decoded) => {
      let [textAt, sourceAt] = [0, 0];
      for (const [textStart, sourceStart, length] of sourceMap) {
        expect(length).toBeGreaterThan(0);
        expect(textStart).toBeGreaterThanOrEqual(textAt);
        expect(sourceStart).toBeGreaterThanOrEqual(sourceAt);
        expect(decoded.slice(sourceStart, sourceStart + length)).toBe(text.slice(textStart, textStart + length));
        [textAt, sourceAt] = [textStart + length, sourceStart + length];
      }
    }));

  test('evidence that is found in the text or the file lies there', () =>
    eachArticle(({ text, metadata }, decoded) => {
      for (const field of Object.values(metadata)) {
        const span = field?.evidence.span;
        if (!span) continue;
        const words = (span.in === 'text' ? text : decoded).slice(span.start, span.end);
        expect(words).not.toBe('');
        if (field.evidence.from === 'derived' || field.evidence.from === 'header')
          expect(words).toBe(field.evidence.quote);
      }
    }));

  test('the result has the shape of its schema, and no half of a surrogate pair', () =>
    fc.assert(
      fc.asyncProperty(source, async (input) => {
        for (const found of await articlesOf(input)) {
          expect(() => FoundArticle.parse(found)).not.toThrow();
          const { text, metadata } = found.article;
          expect(`${text}${metadata.title.value}`).not.toMatch(/\p{Surrogate}/u);
        }
      }),
      { numRuns: 300 },
    ));

  test('any bytes under any name are read or refused', async () => {
    const names = fc.constantFrom('a.txt', 'a.md', 'a.json', 'a', '../a b+c%.txt', '');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), names, async (bytes, name) => {
        await articlesOf({ name, bytes });
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), names, async (content, name) => {
        await articlesOf(file(content, { name }));
      }),
    );
  });

  test('the same file gives the same result', () =>
    fc.assert(
      fc.asyncProperty(source, async (input) => {
        expect(await articlesOf(input)).toEqual(await articlesOf(input));
      }),
      { numRuns: 50 },
    ));

  test('what concerns the file is said with its first article', async () => {
    const bytes = Buffer.concat([
      Buffer.from('[{"text": "Чечня '),
      Buffer.from([0xff]),
      Buffer.from('"}, {"text": "y"}]'),
    ]);
    const articles = await readAll({ name: 'a.json', bytes });
    expect(articles.map(({ encoding }) => encoding)).toEqual(['utf-8', 'utf-8']);
    expect(articles.map(({ article }) => article.warnings.map(({ code }) => code))).toEqual([['broken-utf-8'], []]);
  });
});
