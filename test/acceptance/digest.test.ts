import type { ArticleDetail } from '../../shared/api/schemas';
import { articleOf, copy, keyIn, run, surname } from './support/target';

describe('what an article is about', () => {
  const key = keyIn('digest', 'crossing.json');
  const speaker = `Tendai ${surname}`;
  let article: ArticleDetail;

  beforeAll(async () => {
    const text = [
      `OSLO, May 3 — The ferry crews of Norway stopped work on Tuesday, and the crossings from Oslo to Kiel were called off for the week (Aftenposten, May 2).`,
      `“We have waited for two years,” said ${speaker}, who speaks for the crews of the ferries.`,
      `Oslo has asked the crews to return to the ferries before the harbour festival of run ${run}. The festival brings many visitors to Oslo each spring.`,
    ].join('\n\n');
    await copy(key, JSON.stringify({ title: 'Ferry strike halts crossings from Oslo', text, language: 'en' }));
    article = await articleOf(key);
  });

  test('a summary of two of its sentences, word for word, with the reasons', () => {
    const whole = article.paragraphs.map(({ text }) => text).join('\n\n');
    expect(article.summary).toHaveLength(2);
    for (const { start, end, text, reason } of article.summary) {
      expect(whole.slice(start, end)).toBe(text);
      expect(reason).not.toBe('');
    }
    expect(article.summary[0]?.text).toMatch(/^The ferry crews of Norway stopped work/);
  });

  test('keywords with the place of each', () => {
    expect(article.keywords.map(({ term }) => term)).toEqual(expect.arrayContaining(['ferry', 'festival']));
  });

  test('how much it is about each entity, and why', () => {
    const salience = Object.fromEntries(article.entities.map(({ name, salience }) => [name, salience]));
    expect(salience['Oslo']).toMatchObject({ parts: { title: true, lead: true, mentions: 3, subjects: 1 } });
    expect(salience[speaker]?.score).toBeLessThan(salience['Oslo']?.score ?? 0);
  });
});

test('an article in another language says that it has no summary for its language', async () => {
  const key = keyIn('digest', 'traversee.json');
  const text = `Les équipages des ferries ont arrêté le travail mardi à Oslo, et toutes les traversées sont annulées. ${run}`;
  await copy(key, JSON.stringify({ title: 'La grève', text, language: 'fr' }));
  const article = await articleOf(key);
  expect(article.summary).toEqual([]);
  expect(article.skipped.map(({ extractor }) => extractor.split('@')[0])).toEqual(expect.arrayContaining(['summary']));
});
