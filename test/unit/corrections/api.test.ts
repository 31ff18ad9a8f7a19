import { makeCorrection, undo } from '../../../functions/operate/corrections';
import { operations } from '../../../shared/api/operations';
import type { ArticleDetail, CorrectionDetail, EntityDetail, Page } from '../../../shared/api/schemas';
import { type CorrectionDependencies, CorrectionLog, restoreCorrection } from '../../../shared/archive/corrections';
import { CorrectionDecision, listDecisions } from '../../../shared/archive/decisions';
import { callable } from '../../../shared/http/callable';
import type { ProblemError } from '../../../shared/http/problems';
import { analysisOf } from '../../fakes/analyses';
import { MemoryTable } from '../../fakes/memory-table';
import { world } from '../query/world';

const day = (at: number) => `2026-03-${String(at).padStart(2, '0')}`;
/** Six articles, one a day: in the odd ones "Igor Ivanov", in the even ones "I Ivanov", in the last both. */
const analyses = () =>
  [1, 2, 3, 4, 5, 6].map((at) =>
    analysisOf({
      key: `incoming/${at}.txt`,
      published: day(at),
      entities:
        at === 6 ? ['Igor Ivanov', 'I Ivanov'] : at % 2 === 1 ? ['Igor Ivanov'] : ['I Ivanov', 'ORG:Noise Board'],
    }),
  );
const IGOR = 'person:igor-ivanov';
const I = 'person:i-ivanov';
const NOISE = 'org:noise-board';

async function place() {
  const { ask, table, objects } = await world(...analyses());
  let now = Date.UTC(2026, 4, 1);
  const clock = () => (now += 1000);
  const to: CorrectionDependencies = { table, objects, clock, corrections: new CorrectionLog(table, clock) };
  const author = { reason: 'because', by: 'Jo' };
  const get = async (path: string) => {
    const { statusCode, body } = await ask(path);
    return { status: statusCode, body: JSON.parse(body) };
  };
  return {
    table,
    objects,
    to,
    get,
    headersOf: async (path: string) => (await ask(path)).headers,
    async correct(correction: object): Promise<CorrectionDetail> {
      const given = { params: {}, query: {}, body: { correction, ...author } };
      const { body } = await callable(operations.correct, makeCorrection).call(given, to);
      return operations.correct.response.schema.parse(body);
    },
    async refused(correction: object, over: object = {}): Promise<string> {
      const given = { params: {}, query: {}, body: { correction, ...author, ...over } };
      const refused = callable(operations.correct, makeCorrection).call(given, to);
      return refused.then(
        () => 'made',
        ({ kind, detail }: ProblemError) => `${kind}: ${detail}`,
      );
    },
    undo: (id: string) =>
      callable(operations.undoCorrection, undo).call({ params: { id }, query: {}, body: author }, to),
    /** Everything that shows entities. */
    async view() {
      const articles = (await get('/articles?limit=100')).body.items.map(({ id }: { id: string }) => id);
      const paths = [
        ...articles.map((id: string) => `/articles/${id}`),
        '/entities',
        '/entities?q=ivanov',
        '/entities?q=noise',
        ...[IGOR, I, NOISE].flatMap((id) => [`/entities/${id}`, `/entities/${id}/articles`, `/articles?entity=${id}`]),
      ];
      return Promise.all(paths.map(async (path) => ({ path, ...(await get(path)) })));
    },
  };
}

const titles = ({ items }: Page<{ listedAt: string }>) => items.map(({ listedAt }) => listedAt.slice(8, 10));

test('a merge shows in every answer, and its undo leaves no trace', async () => {
  const { correct, get, undo, view } = await place();
  const before = await view();
  const { id } = await correct({ do: 'merge', entity: I, into: IGOR });

  const entity: EntityDetail = (await get(`/entities/${I}`)).body;
  expect(entity).toMatchObject({
    id: IGOR,
    name: 'Igor Ivanov',
    aliases: ['I Ivanov'],
    articleCount: { value: 6, atLeast: false },
    firstListedAt: `${day(1)}T00:00:00.000Z`,
    askedFor: { id: I, correctedBy: [id] },
    mergedFrom: [{ id: I }],
    corrections: [id],
  });
  expect((await get('/entities?q=i ivanov'.replace(' ', '%20'))).body.items).toMatchObject([{ id: IGOR }]);
  expect((await get('/entities?q=ivanov')).body.items).toHaveLength(1);
  const listed = (await get(`/entities/${IGOR}/articles?limit=100`)).body;
  expect(titles(listed)).toEqual(['06', '05', '04', '03', '02', '01']);
  expect(listed.items[0]).toMatchObject({ mentionCount: 2, names: ['Igor Ivanov', 'I Ivanov'] });
  expect(titles((await get(`/articles?entity=${I}&limit=100`)).body)).toEqual(titles(listed));

  // Page by page, the same.
  let pages: string[] = [];
  for (let path: string | undefined = `/articles?entity=${IGOR}&limit=1`; path; ) {
    const { items, next }: Page<{ listedAt: string }> = (await get(path)).body;
    pages = [...pages, ...titles({ items, next })];
    path = next === null ? undefined : `/articles?entity=${IGOR}&limit=1&cursor=${next}`;
  }
  expect(pages).toEqual(titles(listed));

  const article: ArticleDetail = (await get(`/articles/${listed.items[0].id}`)).body;
  expect(article.entities).toMatchObject([{ id: IGOR, correctedBy: [id], mentions: [{}, {}] }]);
  expect(article.annotations[1]).toMatchObject({
    value: { id: IGOR, name: 'Igor Ivanov' },
    found: { id: I, name: 'I Ivanov' },
    correctedBy: [id],
    text: 'I Ivanov',
  });
  expect(article.corrections).toEqual([id]);

  await undo(id);
  expect(await view()).toEqual(before);
});

test('a split takes named articles to an entity of its own, also of the same name', async () => {
  const { correct, get, undo, view, refused } = await place();
  const before = await view();
  const all = (await get(`/entities/${IGOR}/articles`)).body.items;
  const [last, third] = [all[0].id, all[2].id];
  const { id, correction } = await correct({ do: 'split', entity: IGOR, articles: [last, third], name: 'Igor Ivanov' });
  const made = 'into' in correction ? (correction.into ?? '') : '';
  expect(made).toBe(`${IGOR}-2`);
  expect(titles((await get(`/entities/${made}/articles`)).body)).toEqual(['06', '03']);
  expect(titles((await get(`/entities/${IGOR}/articles`)).body)).toEqual(['05', '01']);
  expect((await get(`/entities/${made}`)).body).toMatchObject({ name: 'Igor Ivanov', articleCount: { value: 2 } });
  expect((await get(`/entities/${made}`)).body.firstListedAt).toBe(`${day(3)}T00:00:00.000Z`);
  expect((await get('/entities?q=igor')).body.items.map((each: { id: string }) => each.id)).toEqual([IGOR, made]);
  expect(titles((await get(`/articles?entity=${made}&from=${day(4)}`)).body)).toEqual(['06']);
  expect(await refused({ do: 'split', entity: IGOR, articles: [last], name: 'Other' })).toContain(
    'is not mentioned in',
  );
  expect(await refused({ do: 'split', entity: IGOR, articles: ['a-none'], name: 'Other' })).toMatch(/^correction-imp/);
  expect(await refused({ do: 'split', entity: IGOR, articles: [all[1].id] })).toMatch(/^invalid-parameters: into/);
  expect(await refused({ do: 'split', entity: IGOR, articles: [all[1].id], name: 'x', into: I })).toMatch(
    /^invalid-par/,
  );
  expect(await refused({ do: 'merge', entity: made, into: IGOR })).toMatch(/^correction-conflict.*is split into/);

  // What is split off can be merged with another one.
  const merge = await correct({ do: 'merge', entity: made, into: I });
  expect(titles((await get(`/entities/${I}/articles`)).body)).toEqual(['06', '04', '03', '02']);
  expect((await get(`/entities/${I}/articles`)).body.items[0].mentionCount).toBe(2);
  await undo(merge.id);
  await undo(id);
  expect(await view()).toEqual(before);
  expect((await get(`/entities/${made}`)).status).toBe(404);
});

test('a rename, a new type, an alias are found and shown; what is hidden is not', async () => {
  const { correct, get, undo, view } = await place();
  const before = await view();
  const rename = await correct({ do: 'rename', entity: I, name: 'Ilya Ivanov' });
  const retype = await correct({ do: 'retype', entity: I, type: 'ORG' });
  const alias = await correct({ do: 'alias', entity: I, name: 'The Professor' });
  const named = async (q: string) => (await get(`/entities?q=${q}`)).body.items;
  expect(await named('ilya')).toEqual([{ id: I, type: 'ORG', name: 'Ilya Ivanov' }]);
  expect(await named('professor')).toEqual([{ id: I, type: 'ORG', name: 'Ilya Ivanov' }]);
  expect((await get('/entities?type=PERSON')).body.items).toMatchObject([{ id: IGOR }]);
  expect((await get(`/entities/${I}`)).body).toMatchObject({
    name: 'Ilya Ivanov',
    aliases: ['I Ivanov', 'The Professor'],
  });

  const hide = await correct({ do: 'hide', entity: NOISE });
  expect(await named('noise')).toEqual([]);
  const hidden = await get(`/entities/${NOISE}`);
  expect(hidden).toMatchObject({ status: 410, body: { type: 'urn:dateline:problem:entity-hidden' } });
  expect(hidden.body.detail).toContain('because');
  expect((await get(`/articles?entity=${NOISE}`)).body.items).toEqual([]);
  const [listed] = (await get(`/articles?entity=${I}`)).body.items.slice(-1);
  const article: ArticleDetail = (await get(`/articles/${listed.id}`)).body;
  expect(article.entities.map(({ id }) => id)).toEqual([I]);
  expect(article.corrections).toEqual([rename.id, retype.id, hide.id]);

  for (const { id } of [hide, rename, retype, alias]) await undo(id);
  expect(await view()).toEqual(before);
});

test('an article has another ETag as it is corrected, and its own again when that is undone', async () => {
  const { correct, undo, headersOf, get } = await place();
  const path = `/articles/${(await get(`/articles?entity=${I}`)).body.items[0].id}`;
  const { etag } = (await headersOf(path)) ?? {};
  const { id } = await correct({ do: 'rename', entity: I, name: 'Ilya Ivanov' });
  expect((await headersOf(path))?.['etag']).not.toBe(etag);
  await undo(id);
  expect((await headersOf(path))?.['etag']).toBe(etag);
});

test('corrections are listed, newest first, all or of an entity, with what became of them', async () => {
  const { correct, get, undo } = await place();
  const hide = await correct({ do: 'hide', entity: NOISE });
  const merge = await correct({ do: 'merge', entity: I, into: IGOR });
  await undo(hide.id);
  const first = (await get('/corrections?limit=2')).body;
  const second = (await get(`/corrections?limit=2&cursor=${first.next}`)).body;
  const items: CorrectionDetail[] = [...first.items, ...second.items];
  expect(items.map(({ correction, state }) => [correction.do, state])).toEqual([
    ['undo', 'standing'],
    ['merge', 'standing'],
    ['hide', 'undone'],
  ]);
  expect(second.next).toBeNull();
  expect((await get(`/corrections?entity=${I}`)).body.items).toMatchObject([{ id: merge.id }]);
  expect((await get(`/corrections/${hide.id}`)).body).toMatchObject({
    undoneBy: items[0]?.id,
    by: 'Jo',
    reason: 'because',
  });
  expect((await get('/corrections/none')).status).toBe(404);
});

test('what cannot be is refused, with what stands against it', async () => {
  const { correct, refused, undo } = await place();
  expect(await refused({ do: 'merge', entity: I, into: NOISE })).toMatch(/^correction-impossible: .*retype/);
  expect(await refused({ do: 'hide', entity: 'person:nobody' })).toMatch(/^correction-impossible: No entity/);
  expect(await refused({ do: 'hide', entity: I }, { reason: '  ' })).toBe('invalid-parameters: reason must say why.');
  expect(await refused({ do: 'rename', entity: I, name: ' ' })).toMatch(/^invalid-parameters/);
  expect(await refused({ do: 'explode', entity: I })).toMatch(/^invalid-parameters/);
  expect(await refused({ do: 'hide', entity: I, into: IGOR })).toMatch(/^invalid-parameters/);
  const { id } = await correct({ do: 'merge', entity: I, into: IGOR });
  expect(await refused({ do: 'merge', entity: IGOR, into: I })).toMatch(/^correction-conflict: .*Undo that/);
  await undo(id);
  await expect(undo(id)).rejects.toMatchObject({
    kind: 'correction-conflict',
    detail: expect.stringContaining('already'),
  });
  await expect(undo('none')).rejects.toMatchObject({ kind: 'not-found' });
  await correct({ do: 'never-link', entity: I, other: IGOR });
  expect(await refused({ do: 'merge', entity: I, into: IGOR })).toMatch(/^correction-conflict: .*never to be linked/);
});

test('of two who contradict each other at once one is refused', async () => {
  const { refused, get } = await place();
  const made = await Promise.all([
    refused({ do: 'merge', entity: I, into: IGOR }),
    refused({ do: 'merge', entity: IGOR, into: I }),
  ]);
  expect(made.filter((each) => each === 'made')).toHaveLength(1);
  expect((await get('/corrections')).body.items).toHaveLength(1);
});

test('one that died before it was in the bucket is there after the next', async () => {
  const { correct, objects, refused } = await place();
  objects.gate = () => {
    throw new Error('crashed');
  };
  await expect(correct({ do: 'hide', entity: NOISE })).rejects.toThrow('crashed');
  objects.gate = () => {};
  expect(objects.keys('decisions/')).toEqual([]);
  expect(await refused({ do: 'hide', entity: NOISE })).toMatch(/^correction-conflict/);
  expect(objects.keys('decisions/')).toHaveLength(1);
});

test('a table that is made again has them, also where somebody corrected in the meantime', async () => {
  const { correct, objects, undo } = await place();
  const { id } = await correct({ do: 'merge', entity: I, into: IGOR });
  await correct({ do: 'hide', entity: NOISE });
  await undo(id);
  const decisions = (await listDecisions(objects, { limit: 10 })).decisions.map((each) =>
    CorrectionDecision.parse(each),
  );
  const table = new MemoryTable();
  const [first, ...rest] = decisions;
  const stranger = { ...first, id: 'other', at: '2027-01-01T00:00:00.000Z', correction: { do: 'hide', entity: I } };
  await restoreCorrection(table, CorrectionDecision.parse(stranger));
  for (const each of [...decisions, ...decisions]) await restoreCorrection(table, each);
  const log = new CorrectionLog(table, () => 0);
  const { records, standing } = await log.overlay();
  expect(records.map((each) => each.id)).toEqual([first?.id, ...rest.map((each) => each.id), 'other']);
  expect([...standing.values()].map(({ correction }) => correction.do)).toEqual(['hide', 'hide']);
});
