import fc from 'fast-check';
import { UnreadableFileError } from '../../../../shared/errors';
import { readHtml } from '../../../../shared/formats/html/page';
import { codesOf } from '../read';
import { prose, readPage } from './pages';

describe('any page', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<p>',
      '</p>',
      '<div class="x">',
      '</div>',
      '<table>',
      '<tr>',
      '<td>',
      '</td>',
      '</table>',
      '<b>',
      '</b>',
    ),
    fc.constantFrom('<a href=x>', '</a>', '<li>', '<ul>', '</ul>', '<br>', '<br/>', '<h1>', '</h1>', '<pre>', '</pre>'),
    fc.constantFrom('<script>', '</script>', '<!--', '-->', '<![CDATA[', ']]>', '<title>', '</title>', '<svg/>', '<'),
    fc.constantFrom('&amp;', '&#0;', '&#xD800;', '&nbsp;', '&bogus;', '\ud800', '\0', '\u202e', ' ', '\n', '"', "='"),
    fc.constantFrom('<meta property="og:title" content="', '<link rel=canonical href=', '<time datetime="2024-05-12">'),
    fc.constantFrom('One ship came in on Monday, and two ships left again. ', 'By Ana Prates', '12 May 2024'),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  );

  test('is read, or has no text', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
        const source = pieces.join('');
        try {
          const { body } = readHtml(source);
          for (const [start, from, length] of body.sourceMap) {
            expect(body.text.slice(start, start + length)).toBe(source.slice(from, from + length));
          }
          for (const { start, end } of body.paragraphs) expect(end).toBeGreaterThan(start);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableFileError);
        }
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    ['elements in one another', `${'<div>'.repeat(200_000)}${prose('Ana')}`, ['html-nested-too-deeply']],
    ['paragraphs in one another', `${'<p><table><tr><td>'.repeat(50_000)}${prose('Ana')}`, ['html-nested-too-deeply']],
    ['end tags of nothing', `<b><table>${'</b></x>'.repeat(200_000)}</table>${prose('Ana')}`, []],
    ['links in one another', `${'<a href=x><b>'.repeat(100_000)}`.concat(prose('Ana')), ['html-nested-too-deeply']],
    ['attributes', `<div ${'a="b" '.repeat(200_000)}>${prose('Ana')}`, []],
    ['character references', `<div>${'&amp;'.repeat(200_000)}</div>${prose('Ana')}`, []],
    ['comments that do not end', `${prose('Ana')}${'<!-- '.repeat(200_000)}`, []],
  ])('of many %s is read in bounded time and depth', async (_, body, codes) => {
    const article = await readPage(`<!doctype html><body>${body}`);
    expect(article.text).toContain('Ana went to the harbour');
    expect(codesOf(article)).toEqual(codes);
  });
});
