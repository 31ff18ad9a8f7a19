import { pathOf } from './support/api';
import { api, ended, keyIn, put } from './support/target';

/** What the API answers that a request is at fault, and the names of the parameters that it blames. */
const blamed = async (...[path, parameters]: Parameters<typeof api.problem>) => {
  const { status, errors } = await api.problem(path, parameters);
  return { status, fields: errors?.map(({ field }) => field) };
};

describe('a question that cannot be answered', () => {
  test.each([
    ['an article', pathOf('articles', 'a-0')],
    ['a text', pathOf('articles', 'a-0', '/text')],
    ['an entity', pathOf('entities', 'person:nobody-at-all')],
    ["an entity's articles", pathOf('entities', 'person:nobody-at-all', '/articles')],
    ['a receipt', pathOf('drops', 'd-0')],
    ['an id with odd characters', pathOf('articles', 'ä ö/%2F 🚢')],
    ['a path', '/nothing/at/all'],
  ])('%s that is not there: 404', async (_, path) => {
    expect(await api.problem(path)).toMatchObject({
      status: 404,
      type: expect.stringMatching(/^urn:dateline:problem:/),
    });
  });

  test.each<[string, string, Record<string, string | number>]>([
    ['limit', '/articles', { limit: 0 }],
    ['limit', '/articles', { limit: 101 }],
    ['limit', '/articles', { limit: 'abc' }],
    ['limit', '/articles', { limit: '' }],
    ['limit', '/drops', { limit: 1.5 }],
    ['from', '/articles', { from: 'yesterday' }],
    ['from', '/articles', { from: '2004-02-30' }],
    ['to', '/articles', { to: '2004-2-3' }],
    ['to', '/articles', { to: '2004-02-03T00:00:00Z' }],
    ['from', '/articles', { from: '2004-02-02', to: '2004-02-01' }],
    ['publisher', '/articles', { publisher: 'Monitor' }],
    ['anything', '/health', { anything: 1 }],
    ['type', '/entities', { type: 'CAT' }],
    ['q', '/entities', { q: '  ' }],
    ['state', '/drops', { state: 'lost' }],
    ['cursor', '/articles', { cursor: 'abc' }],
    ['cursor', '/articles', { cursor: 'e30' }],
    ['cursor', '/drops', { cursor: '🚢' }],
  ])('a wrong %s is named: %s %j', async (field, path, parameters) => {
    expect(await blamed(path, parameters)).toEqual({ status: 400, fields: [field] });
  });

  test('every wrong parameter is named', async () => {
    const { status, fields } = await blamed('/articles', { limit: 0, from: 'x', colour: 'red' });
    expect(status).toBe(400);
    expect(fields?.sort()).toEqual(['colour', 'from', 'limit']);
  });

  test('a parameter that is given twice is named', async () => {
    expect(await blamed('/articles?limit=1&limit=2')).toEqual({ status: 400, fields: ['limit'] });
  });

  test('a cursor belongs to its query', async () => {
    const keys = ['one.txt', 'two.txt'].map((name) => keyIn('problems', name));
    await Promise.all(keys.map((key) => put(key, '')));
    await Promise.all(keys.map((key) => ended(key)));
    const next = (await api.drops({ limit: 1 })).next ?? 'no cursor though there are two receipts';
    expect((await api.request('/drops', { limit: 1, cursor: next })).status).toBe(200);
    expect(await blamed('/drops', { limit: 1, cursor: next, state: 'stored' })).toEqual({
      status: 400,
      fields: ['cursor'],
    });
    expect(await blamed('/articles', { cursor: next })).toEqual({ status: 400, fields: ['cursor'] });
    expect(await blamed('/drops', { cursor: next.slice(0, -1) })).toEqual({ status: 400, fields: ['cursor'] });
  });

  test('a method that the path does not take: 405', async () => {
    expect(await api.problem('/articles', {}, 'POST')).toMatchObject({ status: 405 });
  });
});
