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

describe('a brief with a masthead, outlets that no registry has, and reports around a New Year', () => {
  const letter = `Strait ${run} Letter`;
  const paper = `Sermits ${surname}`;
  let article: ArticleDetail;

  beforeAll(async () => {
    const key = keyIn('narrative', 'letter-1.txt');
    const text = `${letter}
Vol. 12, No. 1
3 January 2023

The ice came late, ${paper} reported on 28 December, and it went early (${paper}, December 29, January 2; High ${surname} News, 30 December-1 January). The harbour master does not (see ${letter}, 6 December) believe it.

“It is water,” he said (born 1952). See also ${letter}, November 8, and our map.`;
    await copy(key, text);
    article = await articleOf(key);
  });

  test('is dated by it, and its reports are of both years', () => {
    expect(article.metadata).toMatchObject({
      publication: { value: letter },
      volume: { value: 12 },
      issue: { value: 1 },
    });
    expect(article.dating).toMatchObject({ earliest: '2023-01-03', latest: '2023-01-03', exact: true });
    const cites = article.annotations.flatMap((each) =>
      each.kind === 'citation' ? each.value.cites.map(({ source, date }) => `${source.name} ${date?.value}`) : [],
    );
    expect(cites).toEqual([
      `${paper} 2022-12-28`,
      ...[`${paper} 2022-12-29`, `${paper} 2023-01-02`],
      ...['2022-12-30', '2022-12-31', '2023-01-01'].map((day) => `High ${surname} News ${day}`),
    ]);
  });

  test('is found by whom it cites, in brackets and in running text', async () => {
    const [source] = await all(api.sources, { q: paper });
    expect(source).toMatchObject({ name: paper, known: false });
    const citing = await all((parameters) => api.citations(source?.id ?? '', parameters));
    expect(citing).toMatchObject([{ id: article.id }]);
    expect([...(citing[0]?.cited ?? [])].sort()).toEqual(['2022-12-28', '2022-12-29', '2023-01-02']);
    expect(await all(api.articles, { cites: source?.id ?? '' })).toMatchObject([{ id: article.id }]);
  });

  test('wants the issues that it refers to, in brackets and in running text', async () => {
    const { references } = await api.references(article.id);
    expect(references.map(({ target }) => target)).toMatchObject([
      { publication: letter, day: '2022-12-06' },
      { publication: letter, day: '2022-11-08' },
    ]);
    const wanted = (await api.missing({ publication: letter })).items.map(({ target }) => target.day);
    expect([...wanted].sort()).toEqual(['2022-11-08', '2022-12-06']);
  });
});
