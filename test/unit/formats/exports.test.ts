import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { readExported } from '../../../shared/formats/exports';
import { makeDocx, wordParagraph } from '../../fixtures/make/packages';
import { makePdf } from '../../fixtures/make/pdf';
import { file, paragraphsOf, readAll, readOne, valuesOf } from './read';

const fixture = (name: string) => readFileSync(path.join(__dirname, '..', '..', 'fixtures', 'exports', name), 'utf8');
const articlesOf = async (content: string | Uint8Array, name = 'incoming/export.txt') =>
  (await readAll(file(content, { name }))).map(({ article }) => article);

describe('Nexis', () => {
  test('numbered documents: head and tail become metadata, what lies between is the text', async () => {
    const [lights, bridge, lost, ...others] = await articlesOf(fixture('nexis.txt'));
    expect(others).toEqual([]);
    expect(lights && valuesOf(lights)).toEqual({
      title: 'Lighthouse keepers to be told of closures by letter, and minister says sorry',
      standfirst: 'The last four lights of the east coast lose their crews',
      publication: 'The Morning Ledger (London)',
      section: 'Home Pages',
      bylines: ['Patrick Winter', 'Mary Whitlow'],
      dateline: 'LOWESTOFT',
      published: '2003-03-14',
      language: 'en',
      copyright: 'Copyright 2003 Harbour Media Limited',
    });
    const texts = lights ? paragraphsOf(lights) : [];
    expect(texts).toHaveLength(3);
    expect(texts[0]).toMatch(/^The keepers of .* said yesterday\.$/);
    expect(texts[2]).toBe('NOTES were passed between members when the minister apologised.');
    expect(bridge && valuesOf(bridge)).toMatchObject({
      title: 'Bridge toll doubles',
      bylines: ['JANE ROE'],
      keywords: ['BRIDGES & TUNNELS', 'TOLL ROADS'],
      published: '2003-03-13',
    });
    expect(bridge?.text).toMatch(/^The toll on .* goes into paint\.$/);
    expect(lost?.text).toMatch(/^This item was not delivered/);
  });

  test('the words of every value stand where its evidence says', async () => {
    const text = fixture('nexis.txt');
    for (const { metadata } of await articlesOf(text)) {
      for (const field of Object.values(metadata)) {
        const evidence = typeof field === 'object' ? field.evidence : undefined;
        if (evidence?.span?.in === 'source') {
          expect(text.slice(evidence.span.start, evidence.span.end)).toBe(evidence.quote);
        }
      }
    }
  });

  test.each(['txt', 'docx'])('the newer form, behind its cover, as %s', async (extension) => {
    const text = fixture('nexis-uni.txt');
    const docx = () =>
      makeDocx(
        text
          .split('\n\n')
          .map((block) => wordParagraph(block))
          .join(''),
        { title: 'Nexis 2' },
      );
    const found = await articlesOf(extension === 'docx' ? docx() : text, `incoming/export.${extension}`);
    const [salt, road, ...others] = found;
    expect(others).toEqual([]);
    expect(salt && valuesOf(salt)).toMatchObject({
      title: 'Salt works of Lüneburg close',
      publication: 'The Heath Courier',
      section: 'BUSINESS',
      bylines: ['Anke Petersen'],
      published: '2019-03-04',
      keywords: ['SALT', 'MINES & MINING'],
    });
    expect(salt?.text).toMatch(/^The last salt pan [\s\S]* said its master, Uwe Harms\.$/);
    expect(road && valuesOf(road)).toMatchObject({ title: 'A road for Skye', published: '2019-03-01' });
    expect(road?.text).toMatch(/^The road to Elgol .* the council decided\.$/);
  });

  test('a PDF of it has the page of each article', async () => {
    const lines = (item: string) =>
      item
        .split('\n')
        .filter(Boolean)
        .map((text, index) => ({ x: 60, y: 780 - 30 * index, text }));
    const [, first = '', second = ''] = /^([\s\S]*?End of Document)\n([\s\S]*)$/.exec(fixture('nexis-uni.txt')) ?? [];
    const bytes = makePdf({
      pages: [lines(first.slice(first.indexOf('Salt works of Lüneburg close\n\nThe'))), lines(second)],
    });
    const found = await articlesOf(bytes, 'incoming/export.pdf');
    expect(found.map(({ metadata, pages }) => [metadata.title.value, pages])).toEqual([
      ['Salt works of Lüneburg close', [[0, 1]]],
      ['A road for Skye', [[0, 2]]],
    ]);
  });
});

describe('Factiva', () => {
  test('items that end with their number', async () => {
    const [smelter, ferry, ...others] = await articlesOf(fixture('factiva.txt'));
    expect(others).toEqual([]);
    expect(smelter && valuesOf(smelter)).toEqual({
      title: 'Smelter at Husnes lights its last oven',
      section: 'Business',
      bylines: ['Siri Lunde'],
      publication: 'The Hardanger Mail',
      published: '2011-05-03',
      language: 'en',
      copyright: '(c) 2011 Hardanger Media AS',
      identifier: 'HARDML0020110503e7530001u',
    });
    expect(smelter?.text).toMatch(/^The smelter at Husnes lit [\s\S]* its manager, Olav Digernes\.$/);
    expect(ferry && valuesOf(ferry)).toMatchObject({ title: 'Ferry runs aground', publication: 'Coast Wire' });
    expect(ferry?.metadata.bylines).toBeUndefined();
  });

  test('a code before each value, in plain text and in the table of a document', async () => {
    const text = fixture('factiva-codes.txt');
    const row = ([code = '', value = '']) =>
      `<w:tr><w:tc>${wordParagraph(code)}</w:tc><w:tc>${value
        .split('\n')
        .map((part) => wordParagraph(part))
        .join('')}</w:tc></w:tr>`;
    const rows = [...text.matchAll(/^([A-Z]{2})(?: {3}|\n)((?:.|\n(?![A-Z]{2}(?: {3}|\n))|\n{2})*)/gm)];
    const table = `<w:tbl>${rows.map(([, code, value]) => row([code, value?.trim()])).join('')}</w:tbl>`;
    for (const article of [await readOne(text), await readOne(makeDocx(table), { name: 'incoming/export.docx' })]) {
      expect(valuesOf(article)).toMatchObject({
        title: 'Grain ships wait off Odessa as harbour freezes',
        section: 'World',
        bylines: ['Lev Marchenko'],
        publication: 'Black Sea Daily',
        published: '2006-02-11',
        language: 'en',
        identifier: 'BSDLY00020060211e22b00003',
      });
      expect(article.text).toMatch(
        /^Nineteen ships .* Thursday\.\n\nThe port has .* dock\.\s+IN summer, .* nobody asks for him\.$/,
      );
    }
  });
});

test('ProQuest: the tail of labels is metadata, its rules part the items', async () => {
  const [schools, race, ...others] = await articlesOf(fixture('proquest.txt'));
  expect(others).toEqual([]);
  expect(schools && valuesOf(schools)).toMatchObject({
    title: 'Village schools lose their stoves',
    bylines: ['John Smith', 'Ada Okafor'],
    publication: 'The Plateau Times',
    published: '2014-03-05',
    section: 'Local',
    identifier: '1504128394',
  });
  expect(schools?.text).toMatch(/^Forty village schools [\s\S]* wood in the mornings\.$/);
  expect(race && valuesOf(race)).toMatchObject({ title: 'Rain stops the race', published: '2014-03-03' });
});

describe('ordinary text is none of these', () => {
  const PROSE =
    'The committee read the papers for nine hours on Tuesday, and found nothing that it had not known before.';
  test.each([
    ['a report on documents', `1 of 25 DOCUMENTS\n\n${PROSE}\n\n2 of 25 DOCUMENTS\n\n${PROSE}`],
    ['the end of a document', `Minutes\n\nMarch 14, 2003\n\nLength: two hours\n\n${PROSE}\n\nEnd of Document\n`],
    ['a word count below a title', `Our garden\nBy Jane Roe\n512 words\n3 May 2011\n\n${PROSE}`],
    ['how an archive is used', `${PROSE}\n\nLOAD-DATE: March 14, 2003\n\n${PROSE}\n\nLENGTH: 512 words\n\n${PROSE}`],
    ['what databases ask for', `Source type: Newspapers\nProQuest document ID: 12\n\nFull text: ${PROSE}`],
  ])('%s', async (_, text) => {
    expect(await readExported(text)).toBeUndefined();
  });

  test('any lines of theirs in any order are read without an error, and no text is given twice', async () => {
    const lines = [
      ...['1 of 2 DOCUMENTS', 'LENGTH: 5 words', 'LOAD-DATE: May 1, 2001', 'Body', 'Classification', 'End of Document'],
      ...['May 1, 2001', 'The Ledger', 'Copyright 2001 Ledger', '512 words', 'Document LEDG000020010501dx5100001', ''],
      ...[
        'HD  A title',
        'WC  512 words',
        'PD  1 May 2001',
        'SN  The Ledger',
        'LP',
        'TD',
        'AN  Document LEDG000020010501dx5100001',
      ],
      ...[
        'Full text: It rained.',
        'Publication title: The Ledger',
        'Publication date: May 1, 2001',
        'ProQuest document ID: 1',
        '_'.repeat(40),
      ],
      'It rained on the harbour for a week.',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...lines), { maxLength: 40 }), async (some) => {
        const source = some.join('\n');
        let reached = 0;
        for (const { body } of (await readExported(source)) ?? []) {
          for (const [, start, length] of body.sourceMap) {
            expect(start).toBeGreaterThanOrEqual(reached);
            reached = start + length;
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
