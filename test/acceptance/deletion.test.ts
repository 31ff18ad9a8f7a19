import { pagesOf, pathOf } from './support/api';
import { eventually } from './support/eventually';
import { api, articleOf, keyIn, keysUnder, put, receiptsOf, run, stored, surname } from './support/target';

const publication = `Deletion ${run}`;
const story = (title: string, person: string) => ({
  title,
  publication,
  published: '2004-05-12',
  text: `Foreign Minister ${person} left for Vienna on Friday, said ${title}.`,
});
const REASON = 'The person asked for it.';
const gone = (collection: string, id: string) => api.problem(pathOf(collection, id));

describe('a drop that is deleted', () => {
  test('is gone from every answer and from the bucket, says so, and comes back only when it is dropped anew', async () => {
    const key = keyIn('deletion', 'one.json');
    const body = JSON.stringify(story('One', `Pavel ${surname}ik`));
    await put(key, body);
    const { id, dropId, source, entities } = await articleOf(key);
    const person = entities.find(({ type }) => type === 'PERSON')?.id ?? 'nobody was found';

    expect(await api.deleteDrop(dropId, REASON)).toMatchObject({ id: dropId, state: 'deleted', reason: REASON });
    const [drop, article] = [await gone('drops', dropId), await gone('articles', id)];
    expect([drop, article]).toMatchObject([
      { status: 410, type: 'urn:dateline:problem:drop-deleted' },
      { status: 410, type: 'urn:dateline:problem:article-deleted' },
    ]);
    expect(article.detail).toContain(REASON);
    await eventually('lists without it', async () => {
      expect((await pagesOf((parameters) => api.articles(parameters), { publication })).flat()).toEqual([]);
      expect((await pagesOf((parameters) => api.entities(parameters), { q: `${surname}ik` })).flat()).toEqual([]);
      expect(await gone('entities', person)).toMatchObject({ status: 404 });
      expect(await receiptsOf(key)).toEqual([]);
    });
    for (const prefix of [key, `articles/${id}/`, `raw/${source.sha256}`]) expect(await keysUnder(prefix)).toEqual([]);
    expect(await api.deleteDrop(dropId, REASON)).toMatchObject({ state: 'deleted' });

    await put(key, body);
    await stored(key);
    await eventually('the article again', async () => {
      expect(await api.article(id)).toMatchObject({ title: 'One' });
    });
  });

  test('leaves the same bytes under another key alone', async () => {
    const keys = ['a', 'b'].map((name) => keyIn('deletion', `twin-${name}.json`));
    const body = JSON.stringify(story('Twin', `Irena ${surname}`));
    await Promise.all(keys.map((key) => put(key, body)));
    const [a, b] = await Promise.all(keys.map((key) => articleOf(key)));
    await api.deleteDrop(a?.dropId ?? '', REASON);
    expect(await keysUnder(`raw/${b?.source.sha256}`)).toHaveLength(1);
    expect(await api.article(b?.id ?? '')).toMatchObject({ title: 'Twin' });
  });

  test('has to be there', async () => {
    expect(await api.problem(pathOf('drops', 'd-none'), {}, 'DELETE', { reason: REASON })).toMatchObject({
      status: 404,
    });
    const problem = await api.problem(pathOf('drops', 'd-none'), {}, 'DELETE', {});
    expect(problem).toMatchObject({ status: 400, errors: [{ field: 'reason' }] });
  });
});

test('a drop under legal hold is not deleted, nor are its articles, until it is released', async () => {
  const key = keyIn('deletion', 'held.json');
  await put(key, JSON.stringify(story('Held', `Jana ${surname}`)));
  const { id, dropId } = await articleOf(key);
  expect(await api.hold(dropId)).toMatchObject({ state: 'released' });
  expect(await api.holdDrop(dropId, 'Case 12.')).toMatchObject({ state: 'held', reason: 'Case 12.' });
  expect(await api.hold(dropId)).toMatchObject({ state: 'held' });
  for (const path of [pathOf('drops', dropId), pathOf('articles', id)]) {
    const problem = await api.problem(path, {}, 'DELETE', { reason: REASON });
    expect(problem).toMatchObject({ status: 409, type: 'urn:dateline:problem:legal-hold' });
    expect(problem.detail).toContain('Case 12.');
  }
  expect(await api.article(id)).toMatchObject({ title: 'Held' });
  expect(await api.releaseDrop(dropId, 'Case closed.')).toMatchObject({ state: 'released' });
  expect(await api.deleteDrop(dropId, REASON)).toMatchObject({ state: 'deleted' });
});

test('an article that is deleted goes alone', async () => {
  const key = keyIn('deletion', 'several.json');
  await put(key, JSON.stringify(['Kept', 'Gone'].map((title) => story(title, `Eva ${surname}`))));
  const [kept = '', id = ''] = (await stored(key)).articleIds;
  expect(await api.deleteArticle(id, REASON)).toMatchObject({ id, state: 'deleted' });
  expect(await gone('articles', id)).toMatchObject({ status: 410, type: 'urn:dateline:problem:article-deleted' });
  expect(await keysUnder(`articles/${id}/`)).toEqual([]);
  expect(await api.article(kept)).toMatchObject({ title: 'Kept' });
});
