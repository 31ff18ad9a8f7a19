import type { ArticleDetail } from '../../shared/api/schemas';
import { api, articleOf, copy, keyIn, run, surname } from './support/target';

const publication = `Digest ${run}`;

describe('what an article is about', () => {
  const key = keyIn('digest', 'crossing.json');
  const speaker = `Tendai ${surname}sen`;
  let article: ArticleDetail;

  beforeAll(async () => {
    const text = [
      `OSLO, May 3 — The ferry crews of Norway stopped work on Tuesday, and the crossings from Oslo to Kiel were called off for the week (Aftenposten, May 2).`,
      `“We have waited for two years,” said ${speaker}, who speaks for the crews of the ferries.`,
      `Oslo has asked the crews to return to the ferries before the harbour festival of run ${run}. The festival brings many visitors to Oslo each spring.`,
    ].join('\n\n');
    await copy(
      key,
      JSON.stringify({ title: 'Ferry strike halts crossings from Oslo', text, language: 'en', publication }),
    );
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
    expect(salience['Oslo']).toMatchObject({ parts: { title: true, lead: true, mentions: 4, subjects: 1 } });
    expect(salience[speaker]?.score).toBeLessThan(salience['Oslo']?.score ?? 0);
  });
});

test('topics are told from its words, apart from those that the file says, and articles are found by both', async () => {
  const [own, told] = [keyIn('digest', 'ballgame.json'), keyIn('digest', 'vote.json')];
  const ninjs = {
    uri: `urn:digest:${run}`,
    type: 'text',
    versioncreated: '2016-05-29T12:00:00Z',
    headline: 'A short note',
    body_text: `It was a quiet evening in the town of run ${run}, and nobody minded.`,
    language: 'en',
    subject: [{ name: 'Baseball', code: 'medtop:20000849', rel: 'about' }],
  };
  await copy(own, JSON.stringify(ninjs));
  const text =
    'Voters go to the polls on Sunday in a presidential election. The ballot papers list six candidates, and a runoff in June is expected.';
  await copy(told, JSON.stringify({ title: 'Six candidates', text, language: 'en', publication }));
  const [ballgame, vote] = [await articleOf(own), await articleOf(told)];

  expect(vote.declaredTopics).toEqual([]);
  const election = vote.topics.find(({ name }) => name === 'national elections');
  expect(election).toMatchObject({ broader: [{ id: 'medtop:11000000', name: 'politics' }, { name: 'election' }] });
  expect(election?.words.map((words) => words.text)).toContain('presidential election');
  expect(ballgame.topics).toEqual([]);
  expect(ballgame.declaredTopics).toMatchObject([
    { id: 'medtop:20000849', name: 'baseball', printed: { name: 'Baseball' } },
  ]);

  const idsOf = async (parameters: Record<string, string>) =>
    (await api.articles({ limit: 100, ...parameters })).items.map(({ id }) => id);
  for (const topic of ['medtop:11000000', 'medtop:20000574', '20000579'])
    expect(await idsOf({ topic, publication })).toEqual([vote.id]);
  expect(await idsOf({ topic: 'medtop:20000584', publication })).toEqual([]);
  for (const topic of ['medtop:15000000', 'medtop:20000849']) expect(await idsOf({ topic })).toContain(ballgame.id);
  expect(await api.problem('/articles', { topic: 'medtop:99999999' })).toMatchObject({ status: 400 });
});

test('an article in another language says that it has no summary for its language', async () => {
  const key = keyIn('digest', 'traversee.json');
  const text = `Les équipages des ferries ont arrêté le travail mardi à Oslo, et toutes les traversées sont annulées. ${run}`;
  await copy(key, JSON.stringify({ title: 'La grève', text, language: 'fr' }));
  const article = await articleOf(key);
  expect(article.summary).toEqual([]);
  expect(article.skipped.map(({ extractor }) => extractor.split('@')[0])).toEqual(expect.arrayContaining(['summary']));
});
