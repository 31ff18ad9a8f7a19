import { pagesOf, pathOf } from './support/api';
import { eventually } from './support/eventually';
import { api, articleOf, keyIn, put, receiptsOf, run, stored, surname } from './support/target';

const publication = `Versions ${run}`;
const version = (title: string, person: string) =>
  JSON.stringify({
    title,
    publication,
    published: '2004-05-12',
    text: `Foreign Minister ${person} left for Vienna on Friday.`,
  });

const listed = async () =>
  (await pagesOf((parameters) => api.articles(parameters), { publication, limit: 100 })).flat();
const mentioning = async (id: string) =>
  (await pagesOf((parameters) => api.entityArticles(id, parameters), { limit: 100 })).flat();

describe('a file that is dropped again under its key', () => {
  test('a new version takes the place of the old one, everywhere', async () => {
    const key = keyIn('versions', 'replaced.json');
    await put(key, version('First', `Pavel ${surname}ek`));
    const first = await articleOf(key);
    const pavel = first.entities.find(({ type }) => type === 'PERSON')?.id ?? 'nobody was found';
    await eventually('a list of what mentions him', async () => {
      expect((await mentioning(pavel)).map(({ id }) => id)).toEqual([first.id]);
    });

    await put(key, version('Second', `Irena ${surname}ova`));
    const second = await articleOf(key, 2);
    expect(second).toMatchObject({ id: first.id, title: 'Second' });
    expect(second.revision).not.toBe(first.revision);
    const irena = second.entities.find(({ type }) => type === 'PERSON')?.id ?? 'nobody was found';
    await eventually('lists that know only the second version', async () => {
      expect((await listed()).filter(({ id }) => id === first.id)).toMatchObject([{ title: 'Second' }]);
      expect((await mentioning(irena)).map(({ id }) => id)).toEqual([first.id]);
      // Nobody but the first version mentioned him: he is gone with it.
      expect(await api.problem(pathOf('entities', pavel))).toMatchObject({ status: 404 });
      expect((await pagesOf((parameters) => api.entities(parameters), { q: `${surname}ek` })).flat()).toEqual([]);
    });

    const receipts = await receiptsOf(key);
    expect(receipts.map(({ state, articleIds }) => [state, articleIds])).toEqual([
      ['stored', [first.id]],
      ['stored', [first.id]],
    ]);
  });

  test('the same content again is the same article, once', async () => {
    const key = keyIn('versions', 'same.json');
    const body = version('Same', `Pavel ${surname}`);
    await put(key, body);
    const first = await articleOf(key);
    await put(key, body);
    const second = await articleOf(key, 2);
    expect(second.id).toBe(first.id);
    expect({ ...second, dropId: '', revision: '', droppedAt: '' }).toEqual({
      ...first,
      dropId: '',
      revision: '',
      droppedAt: '',
    });
    await eventually('one article', async () => {
      expect((await listed()).filter(({ title }) => title === 'Same')).toHaveLength(1);
    });
  });

  test('of versions dropped in quick succession the last one stays', async () => {
    const key = keyIn('versions', 'quick.json');
    for (const title of ['One', 'Two', 'Three', 'Four']) await put(key, version(`Quick ${title}`, `Pavel ${surname}`));
    await eventually('the last version', async () => {
      const found = (await listed()).filter((article) => article.key === key);
      expect(found.map(({ title }) => title)).toEqual(['Quick Four']);
      // Versions that were overtaken before they were read may share the receipt of the one that was. Where the bucket
      // keeps no versions, one that was replaced between two questions is gone, and its receipt says so.
      for (const { state, reason } of await receiptsOf(key)) expect([state, reason?.code]).toEqual(ends(reason?.code));
    });
  });

  test('a shorter array takes away the articles that it no longer holds', async () => {
    const key = keyIn('versions', 'shorter.json');
    const entry = (title: string) => ({ title, publication, text: `Item ${title}. It rained in Vienna.` });
    await put(key, JSON.stringify(['Kept', 'Gone', 'Gone too'].map(entry)));
    const [kept = '', ...gone] = (await stored(key)).articleIds;
    await put(key, JSON.stringify(['Kept'].map(entry)));
    expect((await stored(key, 2)).articleIds).toEqual([kept]);
    await eventually('two articles that are gone', async () => {
      for (const id of gone) expect(await api.problem(pathOf('articles', id))).toMatchObject({ status: 410 });
      expect((await listed()).filter((article) => article.key === key).map(({ id }) => id)).toEqual([kept]);
    });
    expect(gone).toHaveLength(2);
  });

  test('the same bytes under two keys are two articles', async () => {
    const keys = ['a', 'b'].map((name) => keyIn('versions', `twin-${name}.json`));
    await Promise.all(keys.map((key) => put(key, version('Twin', `Pavel ${surname}`))));
    const [a, b] = await Promise.all(keys.map((key) => articleOf(key)));
    expect(a?.id).not.toBe(b?.id);
    expect(a?.source.sha256).toBe(b?.source.sha256);
  });
});

const ends = (code: string | undefined) => (code === 'object-deleted' ? ['quarantined', code] : ['stored', undefined]);
