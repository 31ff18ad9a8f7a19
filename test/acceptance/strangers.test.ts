import type { ArticleDetail } from '../../shared/api/schemas';
import { makeDocx, wordParagraph } from '../fixtures/make/packages';
import { api, keyIn, put, refusal, stored, surname } from './support/target';

/** The articles of a file that somebody had lying about, in file order. */
const dropped = async (name: string, body: Uint8Array | string): Promise<ArticleDetail[]> => {
  const key = keyIn('strangers', name);
  await put(key, body);
  const { articleIds } = await stored(key);
  return Promise.all(articleIds.map((id) => api.article(id)));
};
const textOf = ({ paragraphs }: ArticleDetail) => paragraphs.map(({ text }) => text);

const SENTENCE = `Marta ${surname} closed the harbour of Lisbon on Tuesday.`;

describe('what archives of newspapers export', () => {
  const head = ['The Tarn Courier', 'March 13, 2003 Thursday'];
  const tail = ['SUBJECT: HARBOURS (92%)', 'LOAD-DATE: March 14, 2003', 'Copyright 2003 Tarn Newspapers'];
  const labels = ['BYLINE: Jane Roe, Staff Writer', 'SECTION: NEWS; Pg. 4', 'LENGTH: 9 words'];

  test('Nexis: each document is an article without the labels around it', async () => {
    const item = (number: number, title: string) =>
      [
        `          ${number} of 2 DOCUMENTS`,
        ...head.map((line) => `      ${line}`),
        title,
        ...labels,
        SENTENCE,
        ...tail,
      ].join('\n\n');
    const articles = await dropped('nexis.txt', `${item(1, 'Harbour closed')}\n\n\n${item(2, 'Harbour shut')}\n`);
    expect(articles.map(({ title }) => title)).toEqual(['Harbour closed', 'Harbour shut']);
    for (const article of articles) {
      expect(textOf(article)).toEqual([SENTENCE]);
      const { publication, section, bylines } = article.metadata;
      expect([article.published, publication?.value, section?.value]).toEqual([
        '2003-03-13',
        'The Tarn Courier',
        'NEWS',
      ]);
      expect(bylines).toMatchObject({ value: ['Jane Roe'], evidence: { from: 'header', name: 'BYLINE' } });
    }
  });

  test('Nexis Uni, as a document', async () => {
    const lines = [
      'Harbour closed',
      ...head,
      'Copyright 2003 Tarn',
      'Section: NEWS',
      'Length: 9 words',
      'Body',
      SENTENCE,
    ];
    const blocks = [...lines, 'Classification', 'Language: ENGLISH', 'Load-Date: March 14, 2003', 'End of Document'];
    const articles = await dropped('nexis.docx', makeDocx(blocks.map((line) => wordParagraph(line)).join('')));
    expect(articles).toMatchObject([{ title: 'Harbour closed', published: '2003-03-13', source: { format: 'docx' } }]);
    expect(articles.map(textOf)).toEqual([[SENTENCE]]);
  });

  test('Factiva and ProQuest', async () => {
    const factiva = [
      'Harbour closed',
      'By Jane Roe',
      '9 words',
      '13 March 2003',
      'The Tarn Courier',
      'TARNC',
      'English',
    ];
    const [one] = await dropped(
      'factiva.txt',
      [...factiva, '(c) 2003 Tarn Newspapers', '', SENTENCE, '', 'Document TARNC00020030313dz3d0000a', ''].join('\n'),
    );
    const proquest = [
      'Publication title: The Tarn Courier; Albi',
      'Publication date: Mar 13, 2003',
      'Source type: Newspapers',
    ];
    const [two] = await dropped(
      'proquest.txt',
      [
        '_'.repeat(60),
        'Harbour closed',
        '',
        'Author: Roe, Jane',
        '',
        `Full text: ${SENTENCE}`,
        '',
        ...proquest,
        '',
        '_'.repeat(60),
      ].join('\n'),
    );
    for (const article of [one, two]) {
      expect(article).toMatchObject({ title: 'Harbour closed', published: '2003-03-13' });
      expect(article && textOf(article)).toEqual([SENTENCE]);
      expect(article?.metadata.bylines?.value).toEqual(['Jane Roe']);
      expect(article?.metadata.publication?.value).toBe('The Tarn Courier');
    }
  });
});

test('a feed whose titles and texts are encoded in base64', async () => {
  const encoded = (text: string) => Buffer.from(text).toString('base64');
  const entry = `<title mode="base64">${encoded('Harbour closed')}</title><content type="text/html" mode="base64">${encoded(`<p>${SENTENCE}</p>`)}</content>`;
  const [article] = await dropped(
    'old.atom',
    `<feed version="0.3"><title>Tarn Wire</title><entry>${entry}</entry></feed>`,
  );
  expect(article?.title).toBe('Harbour closed');
  expect(article && textOf(article)).toEqual([SENTENCE]);
});

test('XML of a vocabulary that is not known: by the names of its elements, or refused with what was looked for', async () => {
  const story = `<story><headline>Harbour closed</headline><byline>By Jane Roe</byline><bodytext><p>${SENTENCE}</p><p>Nobody came.</p></bodytext></story>`;
  const [article] = await dropped('export.xml', `<?xml version="1.0"?><dump pubdate="2003-03-13">${story}</dump>`);
  expect(article).toMatchObject({ title: 'Harbour closed', published: '2003-03-13', source: { format: 'xml' } });
  expect(article && textOf(article)).toEqual([SENTENCE, 'Nobody came.']);
  const key = keyIn('strangers', 'chapters.xml');
  await put(key, `<?xml version="1.0"?><book><chapter><title>One</title><para>${SENTENCE}</para></chapter></book>`);
  expect(await refusal(key)).toMatchObject({
    code: 'xml-not-supported',
    message: expect.stringContaining('in no element of it are a headline and a body'),
  });
});
