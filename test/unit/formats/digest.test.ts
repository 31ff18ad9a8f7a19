import { file, paragraphsOf, readOne, readWhole, valuesOf } from './read';
import { expectPlaces, fixture, readFixture } from './wire-fixture';

const PROSE =
  'Prime Minister Marta Quill opened the new court in Lisbon on Tuesday. “It took us nine years,” she said.';
const titlesOf = async (text: string) =>
  (await readWhole(file(text))).articles.map(({ metadata }) => metadata.title.value);

describe('a text of several articles', () => {
  test('is split where its header block repeats', async () => {
    const { articles } = await readFixture('digest.txt');
    expect(articles.map(valuesOf)).toMatchObject([
      { publication: 'Harbour Weekly', issue: 41, title: 'Ferry line closes' },
      { publication: 'Harbour Weekly', issue: 42, title: 'New court opens' },
      { publication: 'Harbour Weekly', issue: 43, title: 'Trains stop' },
    ]);
    expect(articles.map((article) => paragraphsOf(article).length)).toEqual([1, 2, 1]);
    for (const article of articles) expectPlaces(fixture('digest.txt'), article);
  });

  test.each(['* * *', '-----', '==========', '_____'])('is split at %s when every part has a title', async (line) => {
    const parts = ['Ferry line closes', 'New court opens', 'Trains stop'].map((title) => `${title}\n\n${PROSE}\n`);
    expect(await titlesOf(parts.join(`\n${line}\n\n`))).toEqual([
      'Ferry line closes',
      'New court opens',
      'Trains stop',
    ]);
  });

  test('a masthead and an end mark are no articles', async () => {
    const parts = [
      'THE DAILY DIGEST',
      ...['One closes', 'Two opens', 'Three stops'].map((title) => `${title}\n\n${PROSE}`),
      '###',
    ];
    expect(await titlesOf(parts.join('\n\n-----\n\n'))).toEqual(['One closes', 'Two opens', 'Three stops']);
  });

  test('two parts are two articles when each is signed', async () => {
    const part = (title: string) => `${title}\n\nBy Ana Prates\n\n${PROSE}`;
    expect(await titlesOf(`${part('One closes')}\n\n=====\n\n${part('Two opens')}`)).toEqual([
      'One closes',
      'Two opens',
    ]);
  });
});

describe('one article stays one', () => {
  test.each([
    ['a box at its end', `Ferry line closes\n\n${PROSE}\n\n-----\n\nAbout the author\n\n${PROSE}`],
    ['breaks between sections', [PROSE, PROSE, PROSE, PROSE].join('\n\n* * *\n\n')],
    ['a section without a title', `One closes\n\n${PROSE}\n\n* * *\n\n${PROSE}\n\n* * *\n\nTwo opens\n\n${PROSE}`],
    ['underlined headings', `One closes\n==========\n\n${PROSE}\n\nTwo opens\n=========\n\n${PROSE}`],
    [
      'a label in its text',
      `Publication: Weekly\nTitle: One\n\n${PROSE}\n\nPublication: a word that needs no number.\n\n${PROSE}`,
    ],
    [
      'a quoted header of other labels',
      `Publication: Weekly\nTitle: One\n\n${PROSE}\n\nTitle: Two\nDate: 2004-05-12\n\n${PROSE}`,
    ],
  ])('%s', async (_, text) => {
    await readOne(text);
  });
});
