import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kindsOf, paragraphsOf, valuesOf } from '../read';
import { readPage } from './pages';

const HARBOUR = readFileSync(join(__dirname, '../../../fixtures/pages/harbour.html'), 'utf8');

describe('a saved page', () => {
  test('is its article: nothing of what stands around it', async () => {
    const article = await readPage(HARBOUR);
    expect(paragraphsOf(article).map((text, at) => [kindsOf(article)[at], text])).toEqual([
      [
        'body',
        'LISBON, May 12 – The city closed its old harbour on Sunday, nine years after the first plan was drawn, and three years after the last ship had left it.',
      ],
      [
        'body',
        '“It took us long enough,” said Marta Lopes, the mayor, at the gate. “We had to move one café and four hundred boats.”',
      ],
      ['heading', 'What comes next'],
      ['body', 'The basin will be filled by the end of next year. Three things are planned in its place:'],
      ['list-item', 'a park of nine hectares;'],
      ['list-item', 'a school for six hundred children;'],
      ['list-item', 'a museum of the port.'],
      ['quote', '“A harbour without ships is a pond,” the engineer Rui Costa wrote in 1998.'],
      ['body', 'The first trees are to be planted in March. Nobody at the gate on Sunday had come to protest.'],
    ]);
  });

  test('gives its metadata, with the words that say them', async () => {
    const article = await readPage(HARBOUR);
    expect(valuesOf(article)).toEqual({
      title: 'Lisbon closes its old harbour',
      standfirst: 'Nine years of talks end with a locked gate & a café',
      bylines: ['Ana Prates', 'John Doe'],
      published: '2024-05-12T08:30:00Z',
      publishedLocal: '2024-05-12T09:30:00+01:00',
      updated: '2024-05-12T15:05:00Z',
      updatedLocal: '2024-05-12T16:05:00+01:00',
      publication: 'Lisbon Circular',
      section: 'World',
      language: 'en-GB',
      url: 'https://www.circular.example/world/2024/05/12/harbour-closed.html',
      keywords: ['Lisbon', 'harbour', 'ports'],
      copyright: '© 2024 Circular Media Group. All rights reserved.',
    });
    const { title, bylines, updated, publication } = article.metadata;
    expect(title.evidence).toMatchObject({
      from: 'meta-tag',
      name: 'og:title',
      quote: 'Lisbon closes its old harbour | Lisbon Circular',
    });
    expect(updated?.evidence).toMatchObject({ from: 'json-ld', name: 'dateModified' });
    expect(bylines?.evidence).toMatchObject({ from: 'json-ld', quote: 'Ana Prates; John Doe' });
    expect(bylines?.lost?.map(({ value }) => value)).toContain('Circular Media Group');
    expect(publication?.lost).toMatchObject([{ value: 'Circular Media Group', evidence: { from: 'json-ld' } }]);
    expect(article.warnings).toEqual([]);
  });

  test('evidence stands where its span says', async () => {
    const { metadata } = await readPage(HARBOUR);
    const at = (field: (typeof metadata)[keyof typeof metadata]): string | undefined =>
      field?.evidence.span && HARBOUR.slice(field.evidence.span.start, field.evidence.span.end);
    expect(at(metadata.title)).toBe('Lisbon closes its old harbour | Lisbon Circular');
    expect(at(metadata.updated)).toBe('2024-05-12T16:05:00+01:00');
    expect(at(metadata.section)).toBe('World');
    expect(at(metadata.language)).toBe('en-GB');
    expect(at(metadata.standfirst)).toBe('Nine years of talks end with a locked gate &amp; a café');
  });

  test('maps its text to the file', async () => {
    const { text, sourceMap } = await readPage(HARBOUR);
    const mapped = sourceMap.map(([start, source, length]) => {
      expect(text.slice(start, start + length)).toBe(HARBOUR.slice(source, source + length));
      return length;
    });
    // All but character references, and white space that a browser shows as one space.
    const unmapped = text.length - mapped.reduce((sum, length) => sum + length, 0);
    expect(unmapped).toBeLessThan(text.length / 4);
  });
});
