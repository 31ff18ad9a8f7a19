import { cleanUp, dateline, receipt, serve } from './harness';

afterEach(cleanUp);

test('a class of drops is retried call by call until none is left', async () => {
  const { url, requests } = await serve(({ body }) => ({
    body: body.includes('page-2')
      ? { retried: 1, skipped: [], next: null }
      : { retried: 50, skipped: [], next: 'page-2' },
  }));
  const { exitCode, out } = await dateline([
    ...['retry', '--reason', 'our-fault', '--key-prefix', 'incoming/2026/'],
    ...['--api', url],
  ]);
  expect(exitCode).toBe(0);
  expect(out).toContain('51 drops are read again.');
  const filter = { reason: 'our-fault', keyPrefix: 'incoming/2026/' };
  expect(requests.map(({ method, path, body }) => [`${method} ${path}`, JSON.parse(body)])).toEqual([
    ['POST /drops/retry', filter],
    ['POST /drops/retry', { ...filter, cursor: 'page-2' }],
  ]);
});

test('named drops are retried; each that is not is told with the reason, and the exit code is 1', async () => {
  const { url, requests } = await serve(() => ({
    body: { retried: 1, skipped: [{ id: 'd-2', why: 'incoming/b.txt is stored.' }], next: null },
  }));
  const { exitCode, out, err } = await dateline(['retry', 'd-1', 'd-2', '--api', url]);
  expect([exitCode, err]).toEqual([1, 'd-2: incoming/b.txt is stored.\n']);
  expect(out).toContain('1 drop is read again.');
  expect(requests.map(({ body }) => JSON.parse(body))).toEqual([{ ids: ['d-1', 'd-2'] }]);
});

test.each([[['retry']], [['retry', 'd-1', '--reason', 'damaged']]])(
  '%j does not say which: exit code 2',
  async (args) => {
    const { exitCode, err } = await dateline(args);
    expect(exitCode).toBe(2);
    expect(err).toContain('--reason');
  },
);

test('a receipt says where its time went, what it cost, and how to retry it', async () => {
  const damaged = receipt({
    key: 'incoming/cut.json',
    state: 'quarantined',
    stage: 'parse',
    attempts: { parse: 2, enrich: 0, store: 0 },
    timings: [
      { state: 'received', at: '2026-05-01T12:00:00.000Z', milliseconds: 300 },
      { state: 'quarantined', at: '2026-05-01T12:00:01.000Z', milliseconds: 1000 },
    ],
    costUsd: 0.0000412,
    retries: 1,
    reason: { class: 'damaged', code: 'invalid-json', message: 'It ends.', advice: 'Mend it.', stage: 'parse' },
  });
  const { url } = await serve(() => ({ body: damaged }));
  const { out } = await dateline(['ask', 'drop', damaged.id, '--api', url]);
  expect(out).toMatch(/^timings +received after 300 ms, quarantined after 1000 ms$/m);
  expect(out).toMatch(/^attempts +parse 2$/m);
  expect(out).toMatch(/^cost +about 0\.000041 USD on AWS$/m);
  expect(out).toMatch(/^retry +npx dateline retry d-incoming\/cut\.json$/m);
});
