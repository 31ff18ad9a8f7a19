import { cleanUp, dateline, serve } from './harness';

afterEach(cleanUp);

test('a dry run shows what is stale and which versions have changed, and starts nothing', async () => {
  const plan = {
    versions: { parser: '1.1.0', entities: '2.0.0' },
    stale: [
      { versions: { parser: '1.1.0', entities: '1.0.0' }, articleCount: { value: 1000, atLeast: true } },
      { versions: { parser: '1.0.0' }, articleCount: { value: 3, atLeast: false } },
    ],
  };
  const { url, requests } = await serve(() => ({ body: plan }));
  const { exitCode, out } = await dateline(['reprocess', '--dry-run', '--api', url]);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^1000 or more .*entities 1\.0\.0 → 2\.0\.0$/m);
  expect(out).toMatch(/^3 .*parser 1\.0\.0 → 1\.1\.0, entities none → 2\.0\.0$/m);
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /reprocess']);
});

test('a run goes on until all stale articles are queued, and says how many there were', async () => {
  const { url, requests } = await serve(({ body }) => ({
    body: body.includes('page-2')
      ? { articles: 4, toParse: 0, toEnrich: 4, next: null }
      : { articles: 100, toParse: 10, toEnrich: 90, next: 'page-2' },
  }));
  const { exitCode, out } = await dateline(['reprocess', '--api', url]);
  expect(exitCode).toBe(0);
  expect(out).toBe('104 stale articles: queued 10 files to be read again and 94 articles to be enriched again.\n');
  expect(requests.map(({ method, body }) => [method, JSON.parse(body)])).toEqual([
    ['POST', {}],
    ['POST', { cursor: 'page-2' }],
  ]);
});

test('what is throttled is asked again', async () => {
  let calls = 0;
  const { url } = await serve(() => {
    calls++;
    return calls === 1
      ? { status: 429, body: { message: 'Too Many Requests' } }
      : { body: { versions: { parser: '1.0.0' }, stale: [] } };
  });
  const { exitCode, out } = await dateline(['reprocess', '--dry-run', '--api', url]);
  expect([exitCode, calls]).toEqual([0, 2]);
  expect(out).toBe('Nothing is stale. A fresh drop is made by parser@1.0.0.\n');
});

test.each([
  ['a refusal of unsigned requests', { status: 403, body: { message: 'Forbidden' } }, 'AWS_PROFILE'],
  ['an answer of something else', { body: '<html>It works!</html>' }, 'Is it Dateline'],
])('%s: exit code 2 and what to check', async (_, reply, advice) => {
  const { url } = await serve(() => reply);
  const { exitCode, err } = await dateline(['reprocess', '--dry-run', '--api', url]);
  expect(exitCode).toBe(2);
  expect(err).toContain(advice);
});
