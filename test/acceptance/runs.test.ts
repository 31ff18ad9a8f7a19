import type { RunDetail } from '../../shared/api/schemas';
import { pathOf } from './support/api';
import { eventually } from './support/eventually';
import { api, articleOf, keyIn, put, run, stored } from './support/target';

const publication = `Runs ${run}`;
const item = (title: string) =>
  JSON.stringify({ title, publication, published: '2003-02-01', text: `${title}. It rained in Vienna.` });
const keys = ['one', 'two', 'three'].map((name) => keyIn('runs', `${name}.json`));
const selector = { publication };

/** The run once it has come to one of these states and nothing of it is under way. */
const until = (id: string, ...states: RunDetail['state'][]) =>
  eventually(`run ${id} ${states.join(' or ')}`, async () => {
    const found = await api.run(id);
    if (!states.includes(found.state) || found.progress.done < found.progress.sent)
      throw new Error(JSON.stringify(found));
    return found;
  });

/** Starts a run as soon as no other one is under way. */
const start = (body: object) => eventually('a run that may start', () => api.startRun(body));

describe('a run over stored articles', () => {
  beforeAll(async () => {
    for (const [at, key] of keys.entries()) await put(key, item(`Item ${at}`));
    for (const key of keys) await stored(key);
  });

  test('is rehearsed: how many articles, how long and how dear, without doing anything', async () => {
    const { id } = await api.startRun({ selector, dryRun: true, pace: 0.5 });
    const rehearsed = await until(id, 'finished');
    expect(rehearsed).toMatchObject({
      dryRun: true,
      selector,
      counted: { articles: 3, toParse: 0, seconds: 6 },
      progress: { done: 0, sent: 0 },
    });
    expect(rehearsed.counted.usd).toBeGreaterThan(0);
    const [first] = rehearsed.counted.madeBy;
    expect(first).toEqual({ versions: rehearsed.versions, articles: 3 });
  });

  test('makes them again, tells of each, and leaves what is up to date as it was', async () => {
    const before = await articleOf(keys[0] ?? '');
    const { id } = await start({ selector, reason: 'to see' });
    const done = await until(id, 'finished');
    expect(done).toMatchObject({ reason: 'to see', outcomes: { changed: 0, unchanged: 3, superseded: 0, failed: 0 } });
    expect(done.progress).toMatchObject({ total: 3, done: 3, stalled: false });
    const changes = await api.runChanges(id, { limit: 100 });
    expect(changes.items.map(({ outcome, from, to }) => [outcome, from === to])).toEqual(
      Array(3).fill(['unchanged', true]),
    );
    expect((await api.runChanges(id, { outcome: 'changed' })).items).toEqual([]);
    expect((await api.runs({ limit: 100 })).items.map((listed) => listed.id)).toContain(id);
    expect(await articleOf(keys[0] ?? '')).toEqual(before);

    // There is nothing to put back.
    const post = async (path: string) => (await api.problem(path, {}, 'POST')).type;
    expect(await post(pathOf('runs', id, '/rollback'))).toBe('urn:dateline:problem:nothing-to-roll-back');
    expect(await post(pathOf('articles', before.id, '/rollback'))).toBe('urn:dateline:problem:nothing-to-roll-back');
    expect(await post(pathOf('runs', id, '/resume'))).toBe('urn:dateline:problem:run-state');
  });

  test('is one at a time, and can be paused, resumed and cancelled', async () => {
    // So slow that it does not end before it is stopped: its second article comes after 20 s.
    const { id } = await start({ selector, pace: 0.05 });
    const second = await api.problem('/runs', {}, 'POST', { selector });
    expect(second).toMatchObject({ status: 409, type: 'urn:dateline:problem:run-under-way' });
    expect(second.detail).toContain(id);

    await eventually('a first article', async () => {
      const { outcomes } = await api.run(id);
      if (outcomes.unchanged < 1) throw new Error(JSON.stringify(outcomes));
    });
    expect(await api.moveRun(id, 'pause')).toMatchObject({ state: 'paused' });
    expect(await until(id, 'paused')).toMatchObject({ state: 'paused' });
    expect((await api.problem(pathOf('runs', id, '/pause'), {}, 'POST')).status).toBe(409);
    expect(await api.moveRun(id, 'resume')).toMatchObject({ state: 'running' });
    expect(await api.moveRun(id, 'cancel')).toMatchObject({ state: 'cancelled' });
    const ended = await until(id, 'cancelled');
    expect(ended.outcomes.unchanged).toBeLessThan(3);
    expect(ended.endedAt).not.toBeNull();
  });

  test('ends at its cap', async () => {
    const { id } = await start({ selector, cap: { articles: 2 } });
    expect(await until(id, 'finished')).toMatchObject({ stoppedBy: 'articles', outcomes: { unchanged: 2 } });
  });

  test.each([
    [{ selector: { publicaton: 'x' } }, 'publicaton'],
    [{ selector: { publishedFrom: '2001-02-30' } }, 'publishedFrom'],
    [{ selector: { failed: true, publication } }, 'selector'],
    [{ pace: 0 }, 'pace'],
    [{ cap: { usd: -1 } }, 'cap.usd'],
  ])('that is asked for wrongly is refused, with what is wrong: %j', async (body, field) => {
    const problem = await api.problem('/runs', {}, 'POST', body);
    expect(problem).toMatchObject({ status: 400, type: 'urn:dateline:problem:invalid-parameters' });
    expect(JSON.stringify(problem.errors)).toContain(field);
  });

  test('that there is not is a 404', async () => {
    for (const path of ['/runs/run-0', '/runs/run-0/changes']) {
      expect(await api.problem(path)).toMatchObject({ status: 404 });
    }
  });
});
