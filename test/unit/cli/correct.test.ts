import { cleanUp, dateline, serve } from './harness';

afterEach(cleanUp);

const made = {
  id: 'c0ffee',
  at: '2026-05-01T12:00:00.000Z',
  by: 'Jo',
  reason: 'the same man',
  correction: { do: 'merge', entity: 'person:i', into: 'person:igor' },
  entities: [],
  state: 'standing',
  undoneBy: null,
};
const why = ['--reason', 'the same man', '--by', 'Jo'];

test.each([
  ['merge person:i person:igor', made.correction],
  ['rename person:i Igor', { do: 'rename', entity: 'person:i', name: 'Igor' }],
  ['retype person:i ORG', { do: 'retype', entity: 'person:i', type: 'ORG' }],
  ['hide person:i', { do: 'hide', entity: 'person:i' }],
  ['alias person:i Igor', { do: 'alias', entity: 'person:i', name: 'Igor' }],
  ['never-link person:i person:igor', { do: 'never-link', entity: 'person:i', other: 'person:igor' }],
  ['split person:i a-1 a-2 --name Ilya', { do: 'split', entity: 'person:i', articles: ['a-1', 'a-2'], name: 'Ilya' }],
])('correct %s', async (command, correction) => {
  const { url, requests } = await serve(() => ({ body: made }));
  const { exitCode, out, err } = await dateline(['correct', ...command.split(' '), ...why, '--api', url]);
  expect([exitCode, out, err]).toEqual([0, 'c0ffee: person:i is person:igor\n', '']);
  const [{ method, path, body = '' } = {}] = requests;
  expect([method, path, JSON.parse(body)]).toEqual([
    'POST',
    '/corrections',
    { correction, reason: 'the same man', by: 'Jo' },
  ]);
});

test('what stands against a correction is said', async () => {
  const problem = {
    type: 'urn:x',
    title: 'Another correction stands against it',
    status: 409,
    detail: 'person:igor is …',
  };
  const { url } = await serve(() => ({
    status: 409,
    headers: { 'content-type': 'application/problem+json' },
    body: problem,
  }));
  const { exitCode, err } = await dateline(['correct', 'hide', 'person:i', ...why, '--api', url]);
  expect(exitCode).not.toBe(0);
  expect(err).toContain('person:igor is …');
});

test('corrections are listed, and undone', async () => {
  const { url, requests } = await serve(({ method }) => ({
    body: method === 'GET' ? { items: [made], next: null } : { ...made, correction: { do: 'undo', of: 'c0ffee' } },
  }));
  const listed = await dateline(['corrections', '--entity', 'person:i', '--api', url]);
  expect(listed.out).toContain('person:i is person:igor (the same man)');
  const { out } = await dateline(['undo', 'c0ffee', ...why, '--api', url]);
  expect(out).toBe('c0ffee: c0ffee is undone\n');
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /corrections',
    'POST /corrections/c0ffee/undo',
  ]);
});
