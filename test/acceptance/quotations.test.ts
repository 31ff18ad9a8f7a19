import type { ArticleDetail, ListedQuotation } from '../../shared/api/schemas';
import { pagesOf } from './support/api';
import { api, articleOf, copy, keyIn, run, surname } from './support/target';

const minister = `Tendai ${surname}`;
const senator = `Olga ${surname}sen`;
const serial = `Hearing ${run} Monitor`;

const text = `Publication: ${serial} Volume: 6 Issue: 240
Date: 2000-12-19

Foreign Minister ${minister} and Senator ${senator} clashed on Tuesday over the withdrawal of the observers from the islands.

“You left them,” the senator said. “We brought out a hundred,” the minister replied. “And how many did you leave?” Ms. ${surname}sen shot back.

${minister} acknowledged that mistakes had been made at the harbor (Lastochka ${surname}, December 19). A report released last week found “no evidence of a plan.” A Western diplomat in Oslo, who asked not to be named, called the hearing “a quarrel about a ferry.”

The ferry, known as “Old Martha,” sails again in spring. ${senator} was less sure: “It will sail when there is somebody to pay for it,” she told reporters (Lastochka ${surname}, December 18).
`;

/** What the archive has of the article, in text order. */
async function said(parameters: Record<string, string>): Promise<string[]> {
  const pages = await pagesOf(api.quotations, { limit: 100, ...parameters });
  const ours = pages.flat().filter(({ article }: ListedQuotation) => article.publication === serial);
  return ours.sort((a, b) => a.start - b.start).map((each) => each.text);
}

describe('who said what', () => {
  let article: ArticleDetail;
  const idOf = (name: string) => article.entities.find((each) => each.name === name)?.id ?? '';

  beforeAll(async () => {
    const key = keyIn('quotations', 'issue-240.txt');
    await copy(key, text);
    article = await articleOf(key);
  });

  test('a speaker is found by name, by what the article calls him, and by a pronoun, in marks and reported', async () => {
    expect(await said({ speaker: idOf(senator) })).toEqual([
      'You left them,',
      'And how many did you leave?',
      'It will sail when there is somebody to pay for it,',
    ]);
    expect(await said({ speaker: idOf(minister) })).toEqual([
      'We brought out a hundred,',
      expect.stringContaining('mistakes had been made at the harbor'),
    ]);
  });

  test('without a speaker, every direct quotation with whoever is said to say it, and no name of a ferry', async () => {
    const all = (await pagesOf(api.quotations, { limit: 100, from: '2000-12-19', to: '2000-12-19' }))
      .flat()
      .filter((each) => each.article.publication === serial)
      .sort((a, b) => a.start - b.start);
    expect(all.map((each) => [each.text, each.quotation.speaker?.kind])).toEqual([
      ['You left them,', 'entity'],
      ['We brought out a hundred,', 'entity'],
      ['And how many did you leave?', 'entity'],
      ['no evidence of a plan.', 'described'],
      ['a quarrel about a ferry.', 'anonymous'],
      ['It will sail when there is somebody to pay for it,', 'entity'],
    ]);
  });

  test('by source and by day', async () => {
    const { items } = await api.sources({ q: `lastochka ${surname}` });
    const source = items[0]?.id ?? '';
    expect(await said({ source })).toEqual(['It will sail when there is somebody to pay for it,']);
    expect(await said({ source, speaker: idOf(minister) })).toEqual([
      expect.stringContaining('mistakes had been made'),
    ]);
    expect(await said({ speaker: idOf(senator), from: '2000-12-20' })).toEqual([]);
    expect(await said({ speaker: idOf(senator), to: '2000-12-18' })).toEqual([]);
  });
});
