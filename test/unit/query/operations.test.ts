import * as z from 'zod';
import { type OperationId, operations } from '../../../shared/api/operations';
import * as schemas from '../../../shared/api/schemas';
import { retractArticle } from '../../../shared/archive/writer';
import { analysisOf } from '../../fakes/analyses';
import { archive, world } from './world';

const AnyPage = schemas.page(z.looseObject({ id: z.string() }));

/** The body of a 200, which has what the schema promises and nothing else. */
function bodyOf<Schema extends z.ZodType>(response: { statusCode: number; body: string }, schema: Schema) {
  expect(response).toMatchObject({ statusCode: 200 });
  const body: unknown = JSON.parse(response.body);
  const parsed = schema.parse(body);
  expect(body).toEqual(parsed);
  return parsed;
}

describe('articles', () => {
  test('are listed newest first, with those of unknown date at the time of their drop', async () => {
    const { ask } = await world(...archive());
    const { items, next } = bodyOf(await ask('/articles'), operations.listArticles.response.schema);
    expect(items.map(({ published }) => published?.slice(8))).toEqual([
      ...['10', '09', '08', '07', '06', '05', '04', '03', '02', '01'],
      undefined,
    ]);
    expect(items[0]).toMatchObject({ publication: 'The Quay', title: 'A title', titleDerived: false, volume: null });
    expect(next).toBeNull();
  });

  test.each([
    ['publication=harbour+weekly', 5],
    ['publication=Harbour%20Weekly&from=2026-03-05', 3],
    ['from=2026-03-03&to=2026-03-04', 2],
    ['to=2026-03-01', 1],
    ['entity=org%3Anorthern-fisheries-board', 6],
    ['entity=org:northern-fisheries-board&publication=The%20Quay&to=2026-03-05', 2],
    ['entity=org:nobody', 0],
  ])('filtered by %s', async (query, count) => {
    const { ask } = await world(...archive());
    const { items } = bodyOf(await ask(`/articles?${query}`), operations.listArticles.response.schema);
    expect(items).toHaveLength(count);
  });

  test('come with every annotation, its words, and the entities in the order of their first mention', async () => {
    const analysis = archive()[6] ?? analysisOf();
    const text = 'Old Tom met Ana Petrova. Tom left.';
    const tom = { id: 'person:old-tom', type: 'PERSON', name: 'Old Tom' } as const;
    const ana = { id: 'person:ana-petrova', type: 'PERSON', name: 'Ana Petrova' } as const;
    const mention = (start: number, end: number, value: typeof tom | typeof ana) =>
      ({ kind: 'mention', start, end, paragraph: 0, extractor: 'entities@1.0.0', value }) as const;
    const article = { ...analysis.article, text, paragraphs: [{ start: 0, end: text.length, kind: 'body' as const }] };
    const annotations = [mention(12, 23, ana), mention(0, 7, tom), mention(25, 28, tom)];
    const { ask } = await world({ ...analysis, article, annotations });

    const detail = bodyOf(await ask(`/articles/${analysis.articleId}`), schemas.ArticleDetail);
    expect(detail.annotations.map((annotation) => annotation.text)).toEqual(['Ana Petrova', 'Old Tom', 'Tom']);
    expect(detail.paragraphs).toEqual([{ start: 0, end: text.length, kind: 'body', text }]);
    expect(detail.entities).toEqual([
      {
        ...tom,
        salience: null,
        mentions: [
          { start: 0, end: 7, text: 'Old Tom', paragraph: 0 },
          { start: 25, end: 28, text: 'Tom', paragraph: 0 },
        ],
      },
      { ...ana, salience: null, mentions: [{ start: 12, end: 23, text: 'Ana Petrova', paragraph: 0 }] },
    ]);
    expect(detail).toMatchObject({
      id: analysis.articleId,
      dropId: analysis.drop.id,
      droppedAt: analysis.drop.order.modifiedAt,
      revision: analysis.revision,
      metadata: analysis.article.metadata,
      versions: analysis.versions,
      source: { format: 'text', encoding: 'utf-8', ordinal: 0, sha256: analysis.sha256, bytes: analysis.drop.bytes },
    });
  });

  test('have a canonical text, to the character', async () => {
    const analysis = analysisOf();
    const text = 'A “quote”, naïve 😀\n\n Second paragraph…';
    const { ask } = await world({ ...analysis, article: { ...analysis.article, text } });
    const response = await ask(`/articles/${analysis.articleId}/text`);
    expect(response).toMatchObject({ statusCode: 200, body: text, isBase64Encoded: false });
    expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
  });

  test('that their file no longer holds are gone', async () => {
    const analysis = analysisOf({ version: 1 });
    const { ask, table } = await world(analysis);
    const { articleId, sha256, drop } = analysisOf({ version: 2 });
    const { id: dropId, key, order } = drop;
    await retractArticle(table, { articleId, dropId, key, sha256, order, requestedAt: order.modifiedAt });
    for (const path of [`/articles/${articleId}`, `/articles/${articleId}/text`]) {
      const response = await ask(path);
      expect(response.statusCode).toBe(410);
      expect(JSON.parse(response.body)).toMatchObject({ type: 'urn:dateline:problem:article-retracted' });
    }
  });
});

describe('entities', () => {
  test.each([
    ['', ['Ana Petrova', 'Northern Fisheries Board', 'Old Tom']],
    ['?type=PERSON', ['Ana Petrova', 'Old Tom']],
    ['?q=pet', ['Ana Petrova']],
    ['?q=FISH&type=ORG', ['Northern Fisheries Board']],
    ['?q=zz', []],
  ])('are listed by name %s', async (query, names) => {
    const { ask } = await world(...archive());
    const { items } = bodyOf(await ask(`/entities${query}`), operations.listEntities.response.schema);
    expect(items.map(({ name }) => name)).toEqual(names);
  });

  test('say how often and when they are mentioned', async () => {
    const { ask } = await world(...archive());
    expect(bodyOf(await ask('/entities/org:northern-fisheries-board'), schemas.EntityDetail)).toEqual({
      id: 'org:northern-fisheries-board',
      type: 'ORG',
      name: 'Northern Fisheries Board',
      aliases: [],
      articleCount: { value: 6, atLeast: false },
      firstListedAt: expect.stringMatching(/^2026-03-01T/),
      lastListedAt: expect.stringMatching(/^2026-03-06T/),
      askedFor: null,
      mergedFrom: [],
      neverLinked: [],
      corrections: [],
    });
  });

  test('lead to the articles that mention them, with the words', async () => {
    const { ask } = await world(...archive());
    const target = '/entities/org%3Anorthern-fisheries-board/articles?publication=The%20Quay&from=2026-03-03';
    const { items } = bodyOf(await ask(target), operations.listEntityArticles.response.schema);
    expect(items.map(({ published }) => published)).toEqual(['2026-03-06', '2026-03-04']);
    expect(items[0]).toMatchObject({ mentionCount: 1, names: ['Northern Fisheries Board'] });
  });

  test.each([
    ['gpe:łódź', encodeURIComponent('gpe:łódź')],
    ['gpe:łódź', 'gpe:%C5%82%c3%b3d%C5%BA'],
    ['gpe:łódź', 'gpe:łódź'],
    ['org:100%', 'org%3A100%25'],
    ['org:a%25b', encodeURIComponent('org:a%25b')],
    ['org:%2F', encodeURIComponent('org:%2F')],
    ['org:a+b, c & d=?#', encodeURIComponent('org:a+b, c & d=?#')],
  ])('with the id %s are found at /entities/%s', async (id, segment) => {
    const analysis = analysisOf();
    const value = { id, type: 'GPE', name: 'Łódź' } as const;
    const annotations = [{ kind: 'mention', start: 0, end: 3, paragraph: 0, extractor: 'e@1', value } as const];
    const { ask } = await world({ ...analysis, annotations });
    expect(bodyOf(await ask(`/entities/${segment}`), schemas.EntityDetail)).toMatchObject(value);
  });
});

describe('receipts', () => {
  const reason = { class: 'damaged', code: 'broken-json', message: 'No.', advice: 'Mend it.', stage: 'parse' } as const;

  async function withReceipts() {
    const it = await world();
    const [stored, broken] = [
      analysisOf({ key: 'incoming/a b.txt' }).drop,
      analysisOf({ key: 'incoming/b.json' }).drop,
    ];
    await it.receipts.receive(stored);
    await it.receipts.receive(broken);
    await it.receipts.advance(stored.id, { state: 'stored', sha256: 'abc', articleCount: 1, articleIds: ['a-1'] });
    await it.receipts.advance(broken.id, { state: 'quarantined', reason });
    return { ...it, stored, broken };
  }

  test('are listed and filtered by state', async () => {
    const { ask, broken } = await withReceipts();
    const all = bodyOf(await ask('/drops'), operations.listDrops.response.schema);
    expect(all.items.map(({ state }) => state).sort()).toEqual(['quarantined', 'stored']);
    const some = bodyOf(await ask('/drops?state=quarantined'), operations.listDrops.response.schema);
    expect(some.items).toEqual([expect.objectContaining({ id: broken.id, key: 'incoming/b.json', reason })]);
    const none = bodyOf(await ask('/drops?state=parsed'), operations.listDrops.response.schema);
    expect(none).toEqual({ items: [], next: null });
  });

  test('are found by their drop', async () => {
    const { ask, stored } = await withReceipts();
    expect(bodyOf(await ask(`/drops/${stored.id}`), schemas.Receipt)).toEqual({
      id: stored.id,
      key: 'incoming/a b.txt',
      versionId: null,
      bytes: stored.bytes,
      state: 'stored',
      stage: null,
      attempts: { parse: 1, enrich: 1, store: 1 },
      timings: [
        { state: 'received', at: '2026-04-01T00:00:00.000Z', milliseconds: 90 * 24 * 60 * 60 * 1000 },
        { state: 'stored', at: '2026-04-01T00:00:00.000Z', milliseconds: 0 },
      ],
      costUsd: expect.any(Number),
      receivedAt: '2026-04-01T00:00:00.000Z',
      updatedAt: '2026-04-01T00:00:00.000Z',
      sha256: 'abc',
      articleCount: 1,
      progress: null,
      articleIds: ['a-1'],
      superseded: false,
      retries: 0,
      reason: null,
      warnings: [],
    });
  });
});

test('health says the stage and the versions, and reads nothing', async () => {
  const { ask, table } = await world();
  table.get = () => Promise.reject(new Error('not to be read'));
  expect(bodyOf(await ask('/health'), schemas.Health)).toEqual({
    status: 'ok',
    stage: 'test',
    versions: { dateline: '1.2.3' },
  });
});

describe('paging', () => {
  const lists: [OperationId, string][] = [
    ['listArticles', '/articles'],
    ['listArticles', '/articles?publication=the%20quay&from=2026-03-02'],
    ['listEntityArticles', '/entities/person:ana-petrova/articles'],
    ['listEntities', '/entities'],
    ['listDrops', '/drops'],
  ];

  test.each(lists)('%s: %s page by page is the same as at once', async (_, path) => {
    const { ask, receipts } = await world(...archive());
    for (const { drop } of archive()) await receipts.receive(drop);
    const target = (query: string) => `${path}${path.includes('?') ? '&' : '?'}${query}`;
    const whole = bodyOf(await ask(target('limit=100')), AnyPage);
    for (const limit of [1, 3, 100]) {
      const ids: string[] = [];
      let cursor = '';
      for (let pages = 0; ; pages++) {
        expect(pages).toBeLessThan(30);
        const page = bodyOf(await ask(target(`limit=${limit}${cursor}`)), AnyPage);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        ids.push(...page.items.map(({ id }) => id));
        if (page.next === null) break;
        cursor = `&cursor=${page.next}`;
      }
      expect(ids).toEqual(whole.items.map(({ id }) => id));
    }
  });

  test('twenty items a page unless asked otherwise', async () => {
    const many = Array.from({ length: 25 }, (_, index) => analysisOf({ key: `incoming/${index}.txt` }));
    const { ask } = await world(...many);
    expect(bodyOf(await ask('/articles'), AnyPage).items).toHaveLength(20);
  });
});

test('an article that changes gets another revision, and its old one is not shown', async () => {
  const [older, newer] = [analysisOf({ version: 1, entities: ['Old Tom'] }), analysisOf({ version: 2 })];
  const { ask } = await world(older, newer);
  const detail = bodyOf(await ask(`/articles/${older.articleId}`), schemas.ArticleDetail);
  expect(detail.revision).toBe(newer.revision);
  expect(detail.entities.map(({ name }) => name)).toEqual(['Ana Petrova']);
});
