import type { ArticleSummary } from '../../shared/api/schemas';
import { type Parameters, pagesOf } from './support/api';
import { eventually } from './support/eventually';
import { api, articleOf, keyIn, put, run, stored, surname } from './support/target';

/** Only this run has these publications and this person, so that the lists are whole whatever else is in the archive. */
const GAZETTE = `Gazette ${run}`;
const COURIER = `Courier ${run}`;
const person = `Lidia ${surname}`;
const mentions = `Justice Minister ${person} spoke in Vienna.`;
const silent = 'It rained in Vienna.';

const ARTICLES = [
  { title: 'G1', publication: GAZETTE, published: '2003-12-30', text: mentions },
  { title: 'C1', publication: COURIER, published: '2004-01-02', text: mentions },
  { title: 'G2', publication: GAZETTE, published: '2004-01-31', text: silent },
  { title: 'G3', publication: GAZETTE, published: '2004-01-31T15:00:00Z', text: mentions },
  { title: 'C2', publication: COURIER, published: '2004-02-01', text: silent },
  { title: 'G4', publication: GAZETTE, published: '2004-02-01', text: mentions },
  { title: 'G5', publication: GAZETTE, text: mentions },
];

const titlesOf = (articles: readonly ArticleSummary[]) => articles.map(({ title }) => title);
const titles = async (parameters: Parameters) =>
  titlesOf((await pagesOf((page) => api.articles(page), { limit: 100, ...parameters })).flat());

describe('lists of articles', () => {
  let entity: string;

  beforeAll(async () => {
    const keys = ARTICLES.map(({ title }) => keyIn('lists', `${title}.json`));
    await Promise.all(ARTICLES.map((article, at) => put(keys[at] ?? '', JSON.stringify(article))));
    await Promise.all(keys.map((key) => stored(key)));
    const newest = await articleOf(keys.at(-1) ?? '');
    entity = newest.entities.find(({ name }) => name === person)?.id ?? `${person} was not found`;
    // Lists are eventually consistent with receipts.
    await eventually('lists that know every article', async () => {
      expect(await titles({ publication: GAZETTE })).toHaveLength(5);
      expect(await titles({ publication: COURIER })).toHaveLength(2);
      expect(await titles({ entity })).toHaveLength(5);
    });
  });

  test('are newest first; what has no date stands at the time of its drop', async () => {
    expect(await titles({ publication: GAZETTE })).toEqual(['G5', 'G4', 'G3', 'G2', 'G1']);
    const { items } = await api.articles({ limit: 100 });
    const places = items.map(({ listedAt }) => listedAt);
    expect(places).toEqual([...places].sort().reverse());
  });

  test('of one publication, whatever the case of its name', async () => {
    expect(await titles({ publication: COURIER.toUpperCase() })).toEqual(['C2', 'C1']);
    expect(await titles({ publication: `${COURIER} of nowhere` })).toEqual([]);
  });

  test('from a day, to a day, both included; what has no date is in none', async () => {
    expect(await titles({ publication: GAZETTE, from: '2004-01-31' })).toEqual(['G4', 'G3', 'G2']);
    expect(await titles({ publication: GAZETTE, to: '2004-01-31' })).toEqual(['G3', 'G2', 'G1']);
    expect(await titles({ publication: GAZETTE, from: '2004-01-31', to: '2004-01-31' })).toEqual(['G3', 'G2']);
    expect(await titles({ publication: GAZETTE, from: '2005-01-01' })).toEqual([]);
  });

  test('of an entity, also together with a publication and days', async () => {
    expect(await titles({ entity })).toEqual(['G5', 'G4', 'G3', 'C1', 'G1']);
    expect(await titles({ entity, publication: COURIER })).toEqual(['C1']);
    expect(await titles({ entity, publication: GAZETTE, from: '2004-01-01', to: '2004-01-31' })).toEqual(['G3']);
    expect(await titles({ entity: `${entity}-nobody` })).toEqual([]);
    const listed = await pagesOf((page) => api.entityArticles(entity, page), { from: '2004-01-01', to: '2004-01-31' });
    expect(titlesOf(listed.flat())).toEqual(['G3', 'C1']);
  });

  test.each([1, 2, 3])('by pages of %i: nothing is lost and nothing comes twice', async (limit) => {
    for (const [parameters, expected] of [
      [{ publication: GAZETTE }, ['G5', 'G4', 'G3', 'G2', 'G1']],
      [{ entity }, ['G5', 'G4', 'G3', 'C1', 'G1']],
      [{ publication: GAZETTE, from: '2003-01-01' }, ['G4', 'G3', 'G2', 'G1']],
    ] as const) {
      const pages = await pagesOf((page) => api.articles(page), { ...parameters, limit });
      expect(titlesOf(pages.flat())).toEqual(expected);
      for (const page of pages) expect(page.length).toBeLessThanOrEqual(limit);
    }
  });

  test('a page may be continued with another limit', async () => {
    const first = await api.articles({ publication: GAZETTE, limit: 2 });
    const rest = await api.articles({ publication: GAZETTE, limit: 100, cursor: first.next ?? '' });
    expect([...titlesOf(first.items), ...titlesOf(rest.items)]).toEqual(['G5', 'G4', 'G3', 'G2', 'G1']);
    expect(rest.next).toBeNull();
  });

  test('an entity knows its first and its last article', async () => {
    const found = await api.entity(entity);
    expect(found.articleCount).toEqual({ value: 5, atLeast: false });
    expect(found.firstListedAt).toBe('2003-12-30T00:00:00.000Z');
  });
});

describe('lists of entities', () => {
  test('by pages: nothing is lost and nothing comes twice', async () => {
    const names = ['Ana', 'Beata', 'Carla', 'Dora', 'Elena'].map((first) => `${first} ${surname}ina`);
    const key = keyIn('lists', 'names.txt');
    await put(key, names.map((name) => `Finance Minister ${name} left for Vienna on Friday.`).join('\n\n'));
    await articleOf(key);
    const pages = await pagesOf((page) => api.entities(page), { q: `${surname}ina`, limit: 2 });
    expect(
      pages
        .flat()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(names);
    for (const page of pages) expect(page.length).toBeLessThanOrEqual(2);
  });
});
