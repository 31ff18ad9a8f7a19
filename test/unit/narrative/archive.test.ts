import * as z from 'zod';
import { queryOperations } from '../../../functions/query/operations';
import { outdatedArticles } from '../../../shared/archive/calendars';
import { extractorsFor } from '../../../shared/extractors/registry';
import { httpFunction } from '../../../shared/http/function';
import { Pipeline } from '../../fakes/pipeline';
import { gatewayEvent } from '../query/world';

const Answer = z.object({ statusCode: z.number(), body: z.string() });

/** A pipeline with the deployed extractors, and its API. */
function desk() {
  const pipeline = new Pipeline(extractorsFor('embedded'));
  const deps = { archive: pipeline.reader, bucket: pipeline.objects, stage: 'test', versions: {} };
  const answer = httpFunction(queryOperations, deps, Date.now, () => {});
  return {
    pipeline,
    async drop(name: string, text: string): Promise<string> {
      const receipt = await pipeline.drop(`incoming/${name}`, text);
      expect(receipt.state).toBe('stored');
      return receipt.articleIds[0] ?? '';
    },
    async ask(target: string): Promise<unknown> {
      const { statusCode, body } = Answer.parse(await answer(gatewayEvent(target)));
      if (statusCode !== 200) throw new Error(`${target} answered ${statusCode}: ${body}`);
      return JSON.parse(body);
    },
    async problem(target: string): Promise<unknown> {
      return JSON.parse(Answer.parse(await answer(gatewayEvent(target))).body);
    },
  };
}

const brief = (issue: number, text: string, date = '') =>
  `Publication: Monitor Volume: 6 Issue: ${issue}\n${date ? `Date: ${date}\n` : ''}\n${text}\n`;

const FIRST = brief(
  238,
  `The two ports failed to agree last week (Reuters, Kommersant, December 16). In June of 1999 they had hoped for more (see the Monitor, December 7).

“We insist on this,” Tendai Moyo said (Izvestia, December 15). Interfax reported on December 14 that Tendai Moyo said the dam would stay.`,
);

test('who is cited, and by what', async () => {
  const { drop, ask } = desk();
  const id = await drop('238.txt', FIRST);
  expect(await ask('/sources')).toMatchObject({
    items: [
      { name: 'Interfax' },
      { name: 'Izvestia' },
      { name: 'Kommersant' },
      { id: 'source:reuters', kind: 'agency', country: 'GB' },
    ],
  });
  expect(await ask('/sources?q=komm')).toMatchObject({ items: [{ id: 'source:kommersant', known: true }] });
  expect(await ask('/sources/source:reuters')).toMatchObject({
    name: 'Reuters',
    articleCount: { value: 1, atLeast: false },
  });
  expect(await ask('/sources/source:reuters/citations')).toMatchObject({ items: [{ id, cited: ['2000-12-16'] }] });
  expect(await ask('/articles?cites=source:izvestia')).toMatchObject({ items: [{ id }] });
  expect(await ask('/articles?cites=source:izvestia&entity=person:tendai-moyo')).toMatchObject({ items: [{ id }] });
  expect(await ask('/articles?cites=source:izvestia&entity=gpe:oslo')).toMatchObject({ items: [] });
  expect(await ask(`/articles/${id}`)).toMatchObject({
    published: null,
    publishedBetween: { earliest: '2000-12-18', latest: '2000-12-22' },
    listedAt: '2000-12-18T00:00:00.000Z',
    sourcing: {
      sources: 4,
      singleSource: false,
      countries: [
        { country: 'RU', share: 0.75 },
        { country: 'GB', share: 0.25 },
      ],
    },
  });
});

test('a reference is open until what it refers to is dropped, which resolves it without being read again', async () => {
  const { drop, ask } = desk();
  const id = await drop('238.txt', FIRST);
  expect(await ask(`/articles/${id}/references`)).toMatchObject({
    references: [
      { text: '(see the Monitor, December 7)', target: { publication: 'Monitor', day: '2000-12-07' }, status: 'open' },
    ],
    referredToBy: [],
  });
  expect(await ask('/missing')).toMatchObject({
    items: [{ target: { publication: 'Monitor', day: '2000-12-07' }, wantedBy: { value: 1 } }],
  });

  const target = await drop('229.txt', brief(229, 'Tendai Moyo opened the dam, and it rained.', '2000-12-07'));
  expect(await ask(`/articles/${id}/references`)).toMatchObject({
    references: [{ status: 'resolved', candidates: [{ article: { id: target }, sharedEntities: ['Tendai Moyo'] }] }],
  });
  expect(await ask(`/articles/${target}/references`)).toMatchObject({ references: [], referredToBy: [{ id }] });
  expect(await ask('/missing')).toMatchObject({ items: [] });

  await drop('229-b.txt', brief(229, 'Tendai Moyo and the Northern Fisheries Board met.', '2000-12-07'));
  expect(await ask(`/articles/${id}/references`)).toMatchObject({ references: [{ status: 'ambiguous' }] });
});

test('the most wanted issue comes first', async () => {
  const { drop, ask } = desk();
  await drop('1.txt', brief(238, 'It rained (see the Monitor, December 7; December 5).', '2000-12-18'));
  await drop('2.txt', brief(239, 'It rained again (see the Monitor, December 7).', '2000-12-19'));
  expect(await ask('/missing?publication=monitor')).toMatchObject({
    items: [
      { target: { day: '2000-12-07' }, wantedBy: { value: 2 } },
      { target: { day: '2000-12-05' }, wantedBy: { value: 1 } },
    ],
  });
  expect(await ask('/missing?publication=quay')).toMatchObject({ items: [] });
});

test('ten thousand articles that refer to one missing issue, which is dropped at last', async () => {
  const { pipeline, drop, ask } = desk();
  const first = await drop('1.txt', brief(238, 'It rained (see the Monitor, December 7).', '2000-12-18'));
  const entry = [...pipeline.table.items.values()].find(
    ({ pk, sk }) => pk.startsWith('INDEX#refers-to:monitor:2000-12-07#') && sk.includes(first),
  );
  if (!entry) throw new Error('the article is not in the index');
  const others = Array.from({ length: 9_999 }, (_, at) => {
    const articleId = `a-${String(at).padStart(20, '0')}`;
    return { ...entry, articleId, sk: entry.sk.replace(first, articleId) };
  });
  await pipeline.table.putMany(others);
  expect(await ask('/missing')).toMatchObject({
    items: [{ target: { publication: 'Monitor', day: '2000-12-07' }, wantedBy: { value: 200, atLeast: true } }],
  });

  const before = pipeline.table.writes;
  const target = await drop('229.txt', brief(229, 'It rained.', '2000-12-07'));
  expect(await ask('/missing')).toMatchObject({ items: [] });
  expect(await ask(`/articles/${first}/references`)).toMatchObject({
    references: [{ status: 'resolved', candidates: [{ article: { id: target } }] }],
  });
  // Healing costs the target's own entries, however many refer to it.
  expect(pipeline.table.writes - before).toBeLessThan(100);
});

test('articles that refer to each other in a circle', async () => {
  const { drop, ask } = desk();
  const a = await drop('a.txt', brief(229, 'It rained (see the Monitor, December 7).', '2000-12-07'));
  const b = await drop('b.txt', brief(229, 'It rained again (see the Monitor, December 7).', '2000-12-07'));
  expect(await ask(`/articles/${a}/references`)).toMatchObject({
    references: [{ candidates: [{ article: { id: b } }] }],
    referredToBy: [{ id: b }],
  });
  expect(await ask(`/articles/${b}/references`)).toMatchObject({
    references: [{ candidates: [{ article: { id: a } }] }],
    referredToBy: [{ id: a }],
  });
});

test('who said what, and who says so', async () => {
  const { drop, ask } = desk();
  const id = await drop('238.txt', FIRST);
  expect(await ask('/quotations')).toMatchObject({
    items: [{ article: { id }, text: 'We insist on this,', speaker: 'Tendai Moyo', sources: ['Izvestia'] }],
  });
  expect(await ask('/quotations?speaker=person:tendai-moyo')).toMatchObject({
    items: [
      { quotation: { form: 'direct' } },
      { text: 'the dam would stay', quotation: { form: 'indirect' }, sources: ['Interfax'] },
    ],
  });
  expect(await ask('/quotations?speaker=person:tendai-moyo&source=source:interfax')).toMatchObject({
    items: [{ text: 'the dam would stay' }],
  });
  expect(await ask('/quotations?source=source:reuters')).toMatchObject({ items: [] });
});

test('articles by the days that they speak of, each once', async () => {
  const { drop, ask, problem } = desk();
  const a = await drop('a.txt', brief(238, 'It fell on June 5, 1999, and again on July 9, 1999.', '2000-12-18'));
  const b = await drop('b.txt', brief(239, 'It fell on June 7, 1999.', '2000-12-19'));
  const ids = async (query: string) =>
    z
      .object({ items: z.array(z.object({ id: z.string() })) })
      .parse(await ask(`/articles?${query}`))
      .items.map(({ id }) => id);
  expect(await ids('mentionsFrom=1999-06-01&mentionsTo=1999-06-30')).toEqual([b, a]);
  expect(await ids('mentionsFrom=1999-06-01&mentionsTo=1999-07-31')).toEqual([a, b]);
  expect(await ids('mentionsFrom=1999-06-06&mentionsTo=1999-06-08')).toEqual([b]);
  expect(await ids('mentionsFrom=1999-06-01&mentionsTo=1999-06-30&to=2000-12-18')).toEqual([a]);
  expect(await ids('mentionsFrom=1980-01-01&mentionsTo=1980-02-01')).toEqual([]);
  expect(await problem('/articles?mentionsFrom=1999-06-01')).toMatchObject({
    status: 400,
    errors: [{ field: 'mentionsTo' }],
  });
});

test('a dated issue moves the inferred days that depend on it, and only those', async () => {
  const { drop, ask, pipeline } = desk();
  const inferred = await drop('238.txt', brief(238, 'It rained.'));
  const other = await drop('5.txt', 'Publication: Monitor Volume: 5 Issue: 238\n\nIt rained.\n');
  const days = async (id: string) =>
    z.object({ dating: z.object({ earliest: z.string(), latest: z.string() }) }).parse(await ask(`/articles/${id}`))
      .dating;
  expect(await days(inferred)).toMatchObject({ earliest: '2000-11-29', latest: '2000-12-29' });
  const before = await days(other);
  expect((await outdatedArticles(pipeline.table, { limit: 10 })).items).toEqual([]);

  await drop('240.txt', brief(240, 'It rained.', '2000-12-20'));
  const outdated = await outdatedArticles(pipeline.table, { limit: 10 });
  expect(outdated.items.map(({ articleId }) => articleId)).toEqual([inferred]);
  await pipeline.reprocess({ outdated: true });
  expect(await days(inferred)).toMatchObject({ earliest: '2000-11-29', latest: '2000-12-18' });
  expect(await days(other)).toEqual(before);
  expect((await outdatedArticles(pipeline.table, { limit: 10 })).items).toEqual([]);
});
