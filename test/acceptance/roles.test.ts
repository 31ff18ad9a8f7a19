import type { ArticleDetail, ListedRole } from '../../shared/api/schemas';
import { pagesOf, pathOf } from './support/api';
import { eventually } from './support/eventually';
import { api, articleOf, copy, keyIn, run, surname } from './support/target';

const publication = `Roles ${run}`;
const key = keyIn('roles', 'brief.json');
const brief = (text: string) => JSON.stringify({ title: 'A brief', publication, published: '2000-12-18', text });
const minister = `Igor ${surname}ov`;
const premier = `Pekka ${surname}`;
const TEXT = `Russian Foreign Minister ${minister} went to Brussels on Monday. Finland’s prime minister, ${premier}, stayed at home.

The NATO secretary general met ${surname}ov on Monday. Former Russian Prime Minister Sergei ${surname} did not.`;

const rolesOf = ({ annotations }: ArticleDetail) =>
  annotations.flatMap((each) => (each.kind === 'role' ? [{ text: each.text, ...each.value }] : []));

/** What a list of roles has of this run's article, all pages of it. */
const all = async (
  list: (parameters: Record<string, string | number>) => Promise<{ items: ListedRole[]; next: string | null }>,
  articleId: string,
  parameters: Record<string, string | number> = {},
) => (await pagesOf(list, { limit: 2, ...parameters })).flat().filter(({ article }) => article.id === articleId);

describe('a brief that says who holds which office', () => {
  let article: ArticleDetail;
  let ministerId = '';

  beforeAll(async () => {
    await copy(key, brief(TEXT));
    article = await articleOf(key);
    ministerId = article.entities.find(({ name }) => name === minister)?.id ?? 'nobody';
  });

  test('shows each with its words, and what the gazetteer says to it', () => {
    expect(rolesOf(article)).toMatchObject([
      {
        text: `Russian Foreign Minister ${minister}`,
        office: 'foreign minister',
        status: 'current',
        of: { id: 'gpe:russia', by: 'text' },
        person: { id: ministerId, by: 'text' },
        published: { earliest: '2000-12-18', latest: '2000-12-18' },
      },
      {
        text: `Finland’s prime minister, ${premier}`,
        person: { name: premier },
        gazetteer: { agrees: false, terms: [{ person: { name: 'Paavo Lipponen' }, from: '1995-04-13' }] },
      },
      {
        text: 'NATO secretary general',
        person: { id: 'person:george-robertson', by: 'gazetteer' },
        gazetteer: { agrees: null, terms: [{ from: '1999-10-14', to: '2003-12-17' }] },
      },
      { office: 'prime minister', status: 'former', of: { id: 'gpe:russia' } },
    ]);
  });

  test('is found by whose office, which, and when', async () => {
    const at = (day: string, title = 'Foreign Minister') =>
      all((parameters) => api.roles(parameters), article.id, { of: 'gpe:russia', title, at: day });
    expect(await at('2000-12-18')).toMatchObject([{ role: { person: { id: ministerId } } }]);
    expect(await at('2001-01-03')).toHaveLength(1);
    expect(await at('2000-12-17')).toEqual([]);
    // He is a former one, which the list without a day shows.
    expect(await at('2000-12-18', 'premier')).toEqual([]);
    const premiers = await all((parameters) => api.roles(parameters), article.id, {
      of: 'gpe:russia',
      title: 'premier',
    });
    expect(premiers).toMatchObject([{ role: { status: 'former' } }]);
    const { gazetteer } = await api.roles({ of: 'gpe:finland', title: 'prime-minister', at: '2000-12-18' });
    expect(gazetteer).toMatchObject([{ person: { name: 'Paavo Lipponen' } }]);
  });

  test('is found by the person, and by one of whom only the title is printed', async () => {
    const roles = await api.entityRoles(ministerId);
    expect(roles).toMatchObject({ items: [{ role: { office: 'foreign minister' } }], gazetteer: { terms: [] } });
    const inferred = await all((parameters) => api.entityRoles('person:george-robertson', parameters), article.id);
    expect(inferred).toMatchObject([{ text: 'NATO secretary general', role: { person: { by: 'gazetteer' } } }]);
    const { gazetteer } = await api.entityRoles('person:george-robertson');
    expect(gazetteer.terms).toMatchObject([{ of: { id: 'org:nato' }, from: '1999-10-14' }]);
  });

  test('is shown as people corrected the person', async () => {
    const name = `Ivan ${surname}ov`;
    const { id } = await api.correct({ do: 'rename', entity: ministerId, name }, 'His name is Ivan.');
    const renamed = await api.entityRoles(ministerId);
    expect(renamed.items).toMatchObject([{ role: { person: { id: ministerId, name } }, correctedBy: [id] }]);
    await api.undo(id, 'It is Igor after all.');
    expect((await api.entityRoles(ministerId)).items).toMatchObject([{ role: { person: { name: minister } } }]);
  });

  test('leaves nothing behind when a newer version does not say it', async () => {
    await copy(key, brief(`${minister} went to Brussels on Monday.`));
    await eventually('the newer version is shown', async () => {
      const inferred = await all((parameters) => api.entityRoles('person:george-robertson', parameters), article.id);
      if (inferred.length > 0) throw new Error(JSON.stringify(inferred));
    });
    expect((await api.entityRoles(ministerId)).items).toEqual([]);
    const parameters = { of: 'gpe:finland', title: 'prime minister' };
    expect(await all((given) => api.roles(given), article.id, parameters)).toEqual([]);
  });

  test.each<[string[], Record<string, string>]>([
    [['of'], { title: 'president' }],
    [['title'], { of: 'gpe:russia', title: ' ' }],
    [['at'], { of: 'gpe:russia', at: '2000-13-01' }],
    [['on'], { of: 'gpe:russia', on: '2000-12-18' }],
  ])('a wrong %s is a problem', async (fields, parameters) => {
    const { status, errors } = await api.problem('/roles', parameters);
    expect({ status, fields: errors?.map(({ field }) => field) }).toEqual({ status: 400, fields });
  });

  test('nobody of this id: 404', async () => {
    expect(await api.problem(pathOf('entities', 'person:nobody-at-all', '/roles'))).toMatchObject({ status: 404 });
  });
});
