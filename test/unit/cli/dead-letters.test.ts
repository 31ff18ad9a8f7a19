import { cleanUp, dateline, serve } from './harness';

afterEach(cleanUp);

const letter = {
  messageId: 'm1',
  lane: 'live',
  dropId: 'd-1',
  articleId: null,
  key: 'incoming/a.txt',
  failure: { error: 'TypeError', message: 'x is no function', attempts: 4, failedAt: '2026-11-24T10:00:00.000Z' },
  sentAt: '2026-11-24T09:00:00.000Z',
};

test('queues are listed with what each has given up', async () => {
  const { url } = await serve(() => ({ body: { items: [{ queue: 'parse', messages: 3 }] } }));
  expect((await dateline(['dead-letters', '--api', url])).out).toMatch(/^parse +3$/m);
});

test('messages are listed with why they were given up, as far as that is known', async () => {
  const unknown = { ...letter, dropId: null, failure: null };
  const { url, requests } = await serve(() => ({ body: { queue: 'parse', items: [letter, unknown] } }));
  const { out } = await dateline(['dead-letters', 'parse', '--api', url]);
  expect(out).toMatch(/^2026-11-24T10:00:00 +4 +d-1 +TypeError: x is no function$/m);
  expect(out).toMatch(/^2026-11-24T09:00:00 +\? +incoming\/a\.txt +its function ended: see the log$/m);
  expect(requests[0]).toMatchObject({ path: '/dead-letters/parse', query: { limit: '100' } });
});

test('a redrive goes on until nothing is left to move', async () => {
  const { url, requests } = await serve(({ body }) => ({
    body: { queue: 'store', moved: 150, goesOn: false, next: body.includes('page-2') ? null : 'page-2' },
  }));
  const { exitCode, out } = await dateline(['redrive', 'store', '--rate', '100', '--api', url]);
  expect([exitCode, out]).toEqual([0, '300 messages moved back to store.\n']);
  expect(requests.map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
    ['/dead-letters/store/redrive', { rate: 100 }],
    ['/dead-letters/store/redrive', { rate: 100, cursor: 'page-2' }],
  ]);
});

test('where SQS moves messages by itself, one call is enough', async () => {
  const { url, requests } = await serve(() => ({ body: { queue: 'store', moved: 0, goesOn: true, next: null } }));
  const { out } = await dateline(['redrive', 'store', '--api', url]);
  expect(out).toBe('SQS moves everything back to store, at most 10 messages a second.\n');
  expect(requests).toHaveLength(1);
});

test('a rate that is none is refused before anything is asked', async () => {
  const { url, requests } = await serve(() => ({ body: {} }));
  const { exitCode, err } = await dateline(['redrive', 'store', '--rate', 'fast', '--api', url]);
  expect([exitCode, requests]).toEqual([2, []]);
  expect(err).toContain('--rate must be a whole number');
});
