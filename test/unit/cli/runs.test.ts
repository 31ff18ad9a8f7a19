import type { RunDetail } from '../../../shared/api/schemas';
import { cleanUp, dateline, serve } from './harness';

afterEach(cleanUp);

const run = (changes: Partial<RunDetail> = {}): RunDetail => ({
  id: 'run-1',
  kind: 'reprocess',
  of: null,
  dryRun: false,
  selector: { stale: true },
  reason: null,
  pace: 20,
  cap: { articles: null, usd: null },
  state: 'running',
  phase: 'counting',
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  endedAt: null,
  versions: { parser: '1.1.0', entities: '2.0.0' },
  counted: { articles: 0, toParse: 0, usd: 0, seconds: 0, madeBy: [] },
  progress: { total: 0, done: 0, sent: 0, usd: 0, eta: null, stalled: false },
  outcomes: { changed: 0, unchanged: 0, superseded: 0, failed: 0 },
  changes: {},
  stoppedBy: null,
  problem: null,
  ...changes,
});
const finished = (changes: Partial<RunDetail> = {}) => run({ state: 'finished', phase: 'waiting', ...changes });

/** Answers a start with a run at work, and the next questions one after the other with these. */
const answering = (...later: RunDetail[]) => {
  const rest = [...later];
  return serve(({ method }) => ({ body: method === 'POST' ? run() : (rest.shift() ?? later.at(-1)) }));
};

test('a dry run shows how much there is to do, what it costs, and which versions have changed', async () => {
  const counted: RunDetail['counted'] = {
    articles: 1003,
    toParse: 3,
    usd: 0.104,
    seconds: 51,
    madeBy: [
      { versions: { parser: '1.1.0', entities: '1.0.0' }, articles: 1000 },
      { versions: { parser: '1.0.0' }, articles: 3 },
    ],
  };
  const { url, requests } = await answering(finished({ dryRun: true, counted }));
  const { exitCode, out } = await dateline(['reprocess', '--dry-run', '--api', url]);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^1000 .*entities 1\.0\.0 → 2\.0\.0$/m);
  expect(out).toMatch(/^3 .*parser 1\.0\.0 → 1\.1\.0, entities none → 2\.0\.0$/m);
  expect(out).toContain('1003 articles would be made again, 3 of them from their files: about 51 seconds');
  expect(out).toContain('0.10 USD');
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /runs', 'GET /runs/run-1']);
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ selector: {}, dryRun: true, cap: {} });
});

test('a run is started with what was said, followed to its end, and summed up', async () => {
  const outcomes = { changed: 7, unchanged: 2, superseded: 0, failed: 0 };
  const changes = { mention: { added: 3, removed: 0, changed: 5 } };
  const { url, requests } = await answering(
    run({ phase: 'sending', progress: { ...run().progress, total: 9, done: 4 } }),
    finished({ outcomes, changes }),
  );
  const said = ['--publication', 'Monitor', '--from', '2000-01-01', '--prefix', '2000/', '--id', 'a', '--id', 'b'];
  const { exitCode, out, err } = await dateline(['reprocess', ...said, '--pace', '5', '--max-usd', '2', '--api', url]);
  expect(exitCode).toBe(0);
  expect(out).toBe('run-1 finished: 7 changed, 2 unchanged (mention: 3 added, 5 changed).\n');
  expect(err).toContain('run-1 has started');
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
    selector: { publication: 'Monitor', publishedFrom: '2000-01-01', keyPrefix: 'incoming/2000/', ids: ['a', 'b'] },
    pace: 5,
    cap: { usd: 2 },
  });
});

test('articles that failed are said, and in the exit code', async () => {
  const outcomes = { changed: 1, unchanged: 0, superseded: 0, failed: 2 };
  const { url } = await answering(finished({ outcomes, stoppedBy: 'usd' }));
  const { exitCode, out } = await dateline(['reprocess', '--api', url]);
  expect(exitCode).toBe(1);
  expect(out).toBe('run-1 finished at its cap of usd: 1 changed, 2 failed.\n');
});

test('nothing to do is said', async () => {
  const { url } = await answering(finished({ dryRun: true }));
  const { out } = await dateline(['reprocess', '--dry-run', '--api', url]);
  expect(out).toBe('Nothing to do: no article fits (stale). A fresh drop is made by parser@1.1.0, entities@2.0.0.\n');
});

test('a second run is refused with the first one', async () => {
  const problem = {
    type: 'urn:dateline:problem:run-under-way',
    title: 'Another run is under way',
    status: 409,
    detail: 'run-0 is under way.',
  };
  const { url } = await serve(() => ({ status: 409, body: problem }));
  const { exitCode, err } = await dateline(['reprocess', '--api', url]);
  expect(exitCode).toBe(1);
  expect(err).toContain('Another run is under way. run-0 is under way.');
});

test.each([
  ['pause', 'POST /runs/run-1/pause'],
  ['resume', 'POST /runs/run-1/resume'],
  ['cancel', 'POST /runs/run-1/cancel'],
  ['show', 'GET /runs/run-1'],
])('runs %s', async (command, request) => {
  const { url, requests } = await serve(() => ({
    body: run({ state: 'paused', problem: 'Run run-2 took its place.' }),
  }));
  const { exitCode, out } = await dateline(['runs', command, 'run-1', '--api', url]);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^state +paused$/m);
  expect(out).toMatch(/^problem +Run run-2 took its place\.$/m);
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([request]);
});

test('runs list and runs changes are tables', async () => {
  const change = { articleId: 'a-1', dropId: 'd-1', from: 'r-1', to: 'r-2', reason: null, diff: null };
  const counts = { mention: { added: 0, removed: 2, changed: 0 } };
  const { url, requests } = await serve(({ path }) => ({
    body: path.endsWith('/changes')
      ? { items: [{ ...change, outcome: 'changed', counts }], next: null }
      : { items: [run({ kind: 'rollback', of: 'run-0', progress: { ...run().progress, stalled: true } })], next: null },
  }));
  expect((await dateline(['runs', 'list', '--api', url])).out).toMatch(/stalled +roll back run-0 +0\/0 +0 +run-1$/m);
  const { out } = await dateline(['runs', 'changes', 'run-1', '--outcome', 'changed', '--api', url]);
  expect(out).toMatch(/^a-1 +changed +mention: 2 removed/m);
  expect(requests[1]?.query).toEqual({ outcome: 'changed' });
});

test('rollback of an article, and of a run', async () => {
  const { url, requests } = await serve(({ method, path }) => ({
    body: path.startsWith('/articles')
      ? { articleId: 'a-1', from: 'r-2', to: 'r-1', decision: 'x' }
      : method === 'POST'
        ? run({ kind: 'rollback', of: 'run-0' })
        : finished({ kind: 'rollback', of: 'run-0', outcomes: { ...run().outcomes, changed: 1 } }),
  }));
  expect(await dateline(['rollback', 'a-1', '--reason', 'wrong', '--api', url])).toMatchObject({
    exitCode: 0,
    out: 'a-1 goes back from r-2 to r-1.\n',
  });
  expect((await dateline(['runs', 'rollback', 'run-0', '--api', url])).out).toBe('run-1 finished: 1 changed.\n');
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /articles/a-1/rollback',
    'POST /runs/run-0/rollback',
    'GET /runs/run-1',
  ]);
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ reason: 'wrong' });
});

test('what is throttled is asked again', async () => {
  let calls = 0;
  const { url } = await serve(() => {
    calls++;
    return calls === 1 ? { status: 429, body: { message: 'Too Many Requests' } } : { body: run() };
  });
  const { exitCode } = await dateline(['runs', 'show', 'run-1', '--api', url]);
  expect([exitCode, calls]).toEqual([0, 2]);
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
