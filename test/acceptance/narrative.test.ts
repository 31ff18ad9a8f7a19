import type { ArticleDetail } from '../../shared/api/schemas';
import { pagesOf } from './support/api';
import { eventually } from './support/eventually';
import { api, articleOf, copy, keyIn, run, surname } from './support/target';

const serial = `Quay ${run} Monitor`;
const speaker = `Tendai ${surname}`;
const brief = (issue: number, text: string, date = '') =>
  `Publication: ${serial} Volume: ${issue < 300 ? 6 : 7} Issue: ${issue}\n${date && `Date: ${date}\n`}\n${text}\n`;

/** The page of a list, all of it, once the condition holds. */
const all = <T>(
  list: (parameters: Record<string, string | number>) => Promise<{ items: T[]; next: string | null }>,
  parameters = {},
) => pagesOf(list, { limit: 100, ...parameters }).then((pages) => pages.flat());

describe('a brief that cites, quotes and refers', () => {
  const key = keyIn('narrative', 'issue-238.txt');
  let article: ArticleDetail;

  beforeAll(async () => {
    const text = `The ports failed to agree last week (Reuters, Lastochka ${surname}, December 16; see also AFP).

The ports had met before (Reuters, Lastochka ${surname}, December 16). In June of 1999 they had hoped for more (see the ${serial}, December 7).

“We insist on this,” ${speaker} told reporters in Oslo (Lastochka ${surname}, December 15).`;
    await copy(key, brief(238, text, '2000-12-18'));
    article = await articleOf(key);
  });

  test('shows its times with their values, and its citations with the days of the reports', () => {
    const times = article.annotations.flatMap((each) =>
      each.kind === 'time' ? [`${each.text} ${each.value.value}`] : [],
    );
    expect(times).toEqual(
      expect.arrayContaining(['last week 2000-W50', 'June of 1999 1999-06', 'December 7 2000-12-07']),
    );
    const cites = article.annotations.flatMap((each) =>
      each.kind === 'citation' ? each.value.cites.map(({ source, date }) => `${source.name} ${date?.value}`) : [],
    );
    const both = ['Reuters 2000-12-16', `Lastochka ${surname} 2000-12-16`];
    expect(cites).toEqual([...both, ...both, `Lastochka ${surname} 2000-12-15`]);
    expect(article.sourcing).toMatchObject({ sources: 2, singleSource: false });
    expect(article.dating).toMatchObject({ earliest: '2000-12-18', latest: '2000-12-18', exact: true });
  });

  test('is found by whom it cites', async () => {
    const [source] = await all(api.sources, { q: `lastochka ${surname}` });
    expect(source).toMatchObject({ name: `Lastochka ${surname}`, known: false });
    const citing = await all((parameters) => api.citations(source?.id ?? '', parameters));
    expect(citing).toMatchObject([{ id: article.id, cited: ['2000-12-16', '2000-12-15'] }]);
    expect(await all(api.articles, { cites: source?.id ?? '' })).toMatchObject([{ id: article.id }]);
  });

  test('is found by who speaks in it, and says who says so', async () => {
    const id = article.entities.find(({ name }) => name === speaker)?.id ?? '';
    expect(await all(api.quotations, { speaker: id })).toMatchObject([
      { article: { id: article.id }, text: 'We insist on this,', speaker, sources: [`Lastochka ${surname}`] },
    ]);
  });

  test('is found by the days that it speaks of', async () => {
    const found = await all(api.articles, {
      mentionsFrom: '1999-06-10',
      mentionsTo: '1999-06-12',
      publication: serial,
    });
    expect(found).toMatchObject([{ id: article.id }]);
  });

  test('its reference is open until its target is dropped, and then resolved', async () => {
    expect(await api.references(article.id)).toMatchObject({
      references: [{ target: { publication: serial, day: '2000-12-07' }, status: 'open', candidates: [] }],
    });
    expect((await api.missing({ publication: serial })).items).toMatchObject([
      { target: { day: '2000-12-07' }, wantedBy: { value: 1, atLeast: false } },
    ]);
    const target = keyIn('narrative', 'issue-230.txt');
    await copy(target, brief(230, `${speaker} opened the port, and it rained.`, '2000-12-07'));
    const found = await articleOf(target);
    await eventually('the reference resolved', async () => {
      expect(await api.references(article.id)).toMatchObject({
        references: [{ status: 'resolved', candidates: [{ article: { id: found.id }, sharedEntities: [speaker] }] }],
      });
    });
    expect(await api.references(found.id)).toMatchObject({ referredToBy: [{ id: article.id }] });
    expect((await api.missing({ publication: serial })).items).toEqual([]);
  });
});

test('a day that is not stated is bounded by dated issues of the serial, and says by which', async () => {
  await articleOf(await dropped('issue-300.txt', brief(300, 'It rained.', '2000-03-01')));
  await articleOf(await dropped('issue-302.txt', brief(302, 'It rained again.', '2000-03-15')));
  const between = await articleOf(await dropped('issue-301.txt', brief(301, 'It rained all day.')));
  expect(between).toMatchObject({
    published: null,
    publishedBetween: { earliest: '2000-03-02', latest: '2000-03-14' },
  });
  expect(between.dating?.reasons.map(({ method }) => method)).toEqual(['observed-issue', 'observed-issue']);

  // A dated issue that comes later moves what it bounds, once that is read again, and nothing else.
  const after = await articleOf(await dropped('issue-305.txt', brief(305, 'It rained all week.')));
  await articleOf(await dropped('issue-306.txt', brief(306, 'It rained all month.', '2000-04-03')));
  await eventually('a run over what is outdated', () => api.startRun({ selector: { outdated: true } }));
  await eventually('the days moved', async () => {
    const moved = await api.article(after.id);
    expect(moved.publishedBetween?.latest).toBe('2000-04-02');
  });
  expect((await api.article(between.id)).publishedBetween).toEqual(between.publishedBetween);
});

async function dropped(name: string, text: string): Promise<string> {
  const key = keyIn('narrative', name);
  await copy(key, text);
  return key;
}
