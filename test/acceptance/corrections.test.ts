import type { ArticleDetail, RunDetail } from '../../shared/api/schemas';
import { pathOf } from './support/api';
import { eventually } from './support/eventually';
import { api, articleOf, keyIn, put, run, surname } from './support/target';

const publication = `Corrections ${run}`;
const family = `${surname}enko`;
const names = [`Pavel ${family}`, `Pavlo ${family}`];
const story = (at: number, who: string) =>
  JSON.stringify({
    title: `Story ${at}`,
    publication,
    published: `2004-05-1${at}`,
    text: `Foreign Minister ${who} left for Vienna on Friday. "It rained," ${who} said.`,
  });
const keys = [0, 1, 2].map((at) => keyIn('corrections', `${at}.json`));
const REASON = 'It is the same man.';

const until = (id: string) =>
  eventually(`run ${id} finished`, async () => {
    const found: RunDetail = await api.run(id);
    if (found.state !== 'finished') throw new Error(JSON.stringify(found));
    return found;
  });

async function rebuild(): Promise<void> {
  for (let report = await api.takeInventory({ goOn: true }); report.running; ) {
    report = await api.takeInventory({ goOn: true });
  }
  for (let report = await api.takeInventory({ rebuild: true }); report.running; ) {
    report = await api.takeInventory({ goOn: true });
  }
}

const personIn = ({ entities }: ArticleDetail) => entities.find(({ type }) => type === 'PERSON');

describe('corrections of entities', () => {
  let articles: ArticleDetail[] = [];
  let one = '';
  let other = '';

  /** All that is asked of the two. */
  const view = async () => ({
    found: (await api.entities({ q: family })).items.filter(({ name }) => names.includes(name)),
    entities: await Promise.all([one, other].map((id) => api.entity(id))),
    articles: await Promise.all(articles.map(({ id }) => api.article(id))),
    lists: await Promise.all([one, other].map(async (entity) => (await api.articles({ entity })).items)),
    said: await Promise.all([one, other].map(async (speaker) => (await api.quotations({ speaker })).items)),
  });
  let before: Awaited<ReturnType<typeof view>>;

  beforeAll(async () => {
    await Promise.all(keys.map((key, at) => put(key, story(at, names[at % 2] ?? ''))));
    articles = await Promise.all(keys.map((key) => articleOf(key)));
    [one = '', other = ''] = articles.map((article) => personIn(article)?.id ?? 'nobody was found');
    before = await view();
  });

  test('apply at once, survive a run and a rebuild, and leave no trace when they are undone', async () => {
    expect(other).not.toBe(one);
    const merge = await api.correct({ do: 'merge', entity: other, into: one }, REASON);
    const rename = await api.correct({ do: 'rename', entity: one, name: `Paul ${family}` }, REASON);
    const split = await api.correct(
      { do: 'split', entity: one, articles: [articles[2]?.id ?? ''], name: `Another ${family}` },
      REASON,
    );
    const made = split.correction.do === 'split' ? (split.correction.into ?? '') : '';

    const corrected = async () => {
      expect(await api.entity(other)).toMatchObject({
        id: one,
        name: `Paul ${family}`,
        articleCount: { value: 2 },
        askedFor: { id: other, correctedBy: [merge.id] },
        mergedFrom: [{ id: other }],
      });
      expect((await api.entities({ q: `paul ${family}` })).items).toMatchObject([{ id: one }]);
      expect((await api.entities({ q: names[1] ?? '' })).items).toMatchObject([{ id: one }]);
      const titles = async (id: string) => (await api.entityArticles(id)).items.map(({ title }) => title);
      expect(await titles(one)).toEqual(['Story 1', 'Story 0']);
      expect(await titles(made)).toEqual(['Story 2']);
      expect((await api.articles({ entity: other, publication })).items).toHaveLength(2);
      const article = await api.article(articles[1]?.id ?? '');
      expect(personIn(article)).toMatchObject({ id: one, correctedBy: [merge.id, rename.id] });
      expect(article.annotations.filter(({ found }) => found?.id === other)).not.toEqual([]);
      const [said] = (await api.quotations({ speaker: one })).items.filter(
        ({ article: { title } }) => title === 'Story 1',
      );
      expect(said).toMatchObject({ speaker: names[1], quotation: { speaker: { id: one, name: `Paul ${family}` } } });
    };
    await corrected();

    const { id } = await eventually('a run that may start', () => api.startRun({ selector: { publication } }));
    expect(await until(id)).toMatchObject({ outcomes: { changed: 0, failed: 0 } });
    await corrected();
    await rebuild();
    await eventually('all as it was corrected', corrected);
    expect((await api.correction(merge.id)).state).toBe('standing');
    expect((await api.corrections({ entity: other })).items.map((each) => each.id)).toEqual([
      split.id,
      rename.id,
      merge.id,
    ]);

    for (const each of [split, rename, merge]) await api.undo(each.id, 'They are two.');
    expect(await view()).toEqual(before);
    expect((await api.correction(merge.id)).state).toBe('undone');
  });

  test('are refused where something stands against them, with what it is', async () => {
    const problem = (correction: object, reason = REASON) =>
      api.problem('/corrections', {}, 'POST', { correction, reason });
    const merge = await api.correct({ do: 'merge', entity: other, into: one }, REASON);
    const cycle = await problem({ do: 'merge', entity: one, into: other });
    expect(cycle).toMatchObject({ status: 409, type: 'urn:dateline:problem:correction-conflict' });
    expect(cycle.detail).toContain(merge.id);
    await api.undo(merge.id, 'They are two.');
    const again = await api.problem(pathOf('corrections', merge.id, '/undo'), {}, 'POST', { reason: REASON });
    expect(again).toMatchObject({ status: 409, type: 'urn:dateline:problem:correction-conflict' });

    expect(await problem({ do: 'merge', entity: one, into: 'gpe:vienna' })).toMatchObject({ status: 422 });
    expect(await problem({ do: 'hide', entity: `person:nobody-${run}` })).toMatchObject({ status: 422 });
    expect(await problem({ do: 'hide', entity: one }, ' ')).toMatchObject({
      status: 400,
      errors: [{ field: 'reason' }],
    });
    expect((await api.problem('/corrections/none')).status).toBe(404);
  });

  test('hide what is no entity', async () => {
    const { id } = await api.correct({ do: 'hide', entity: other }, 'noise');
    expect(await api.problem(pathOf('entities', other))).toMatchObject({
      status: 410,
      type: 'urn:dateline:problem:entity-hidden',
    });
    expect(personIn(await api.article(articles[1]?.id ?? ''))).toBeUndefined();
    expect((await api.quotations({ speaker: other })).items).toEqual([]);
    await api.undo(id, 'It is one.');
    expect(await view()).toEqual(before);
  });
});
