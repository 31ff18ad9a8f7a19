import { cleanUp, dateline, serve } from './harness';

afterEach(cleanUp);

const count = { found: 2, healed: 1, reported: 1, examples: ['a-1', 'a-2'] };
const last = { startedAt: '2026-05-01T12:00:00.000Z', finishedAt: '2026-05-01T12:01:00.000Z', rebuild: false };
const under = { startedAt: last.startedAt, rebuild: false, phase: 'items', counts: {} };

test('an inventory goes on until it is through; what is left for a person is exit code 1', async () => {
  const { url, requests } = await serve(({ body }) => ({
    body: body.includes('goOn')
      ? { running: null, last: { ...last, counts: { 'items-lost': count } } }
      : { running: under, last: null },
  }));
  const { exitCode, out, err } = await dateline(['inventory', '--api', url]);
  expect([exitCode, err]).toEqual([1, 'looking at items\n']);
  expect(out).toMatch(/^2 +1 +1 +items lost +a-1, a-2$/m);
  expect(requests.map(({ method, body }) => [method, JSON.parse(body)])).toEqual([
    ['POST', {}],
    ['POST', { goOn: true }],
  ]);
});

test('nothing found is said so, and --last starts none', async () => {
  const { url, requests } = await serve(() => ({ body: { running: null, last: { ...last, counts: {} } } }));
  const { exitCode, out } = await dateline(['inventory', '--last', '--api', url]);
  expect([exitCode, out]).toEqual([0, 'Bucket and table agree (2026-05-01 12:00 UTC).\n']);
  expect(requests.map(({ method }) => method)).toEqual(['GET']);
});

test.each([
  ['a rebuild that was stopped is gone on with', { ...under, rebuild: true }, { goOn: true }],
  ['a rebuild begins from the start', null, { rebuild: true }],
])('%s', async (_, running, body) => {
  const { url, requests } = await serve(({ method }) => ({
    body: method === 'GET' ? { running, last: null } : { running: null, last: { ...last, rebuild: true, counts: {} } },
  }));
  expect((await dateline(['rebuild', '--api', url])).exitCode).toBe(0);
  expect(requests.filter(({ method }) => method === 'POST').map((each) => JSON.parse(each.body))).toEqual([body]);
});

test('drops and articles are deleted, again while they are being deleted; one that cannot be does not stop the others', async () => {
  let calls = 0;
  const { url, requests } = await serve(({ path }) => {
    calls++;
    if (path.endsWith('d-2')) {
      const problem = { type: 'urn:x', title: 'A legal hold stands against it', status: 409, detail: 'Case 12.' };
      return { status: 409, headers: { 'content-type': 'application/problem+json' }, body: problem };
    }
    const state = calls === 1 ? 'deleting' : 'deleted';
    return { body: { id: path, state, at: last.startedAt, by: 'Jo', reason: 'Asked.' } };
  });
  const { exitCode, out, err } = await dateline(['delete', 'd-1', 'd-2', 'a-3', '--reason', 'Asked.', '--api', url]);
  expect([exitCode, out]).toEqual([1, 'd-1: deleted\na-3: deleted\n']);
  expect(err).toContain('d-2: A legal hold stands against it. Case 12.');
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'DELETE /drops/d-1',
    'DELETE /drops/d-1',
    'DELETE /drops/d-2',
    'DELETE /articles/a-3',
  ]);
});

test('a decision wants a reason', async () => {
  expect((await dateline(['hold', 'd-1', '--api', 'http://127.0.0.1:1'])).exitCode).toBe(2);
});
