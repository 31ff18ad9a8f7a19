import { pagesOf } from './support/api';
import { eventually } from './support/eventually';
import { api, ended, keyIn, put, refusal, stored } from './support/target';

const BRIEF = 'Publication: Vienna Bulletin Volume: 1 Issue: 2\n\nIt rained in Vienna for the third week.\n';
const CUT = '{"title": "A court op';
const retry = (id: string) => `/drops/${encodeURIComponent(id)}/retry`;

describe('a receipt', () => {
  test('of a stored drop says how it came there, when, and what it cost', async () => {
    const key = keyIn('receipts', 'good.txt');
    await put(key, BRIEF);
    const receipt = await stored(key);
    expect(receipt).toMatchObject({ stage: null, attempts: { parse: 1, enrich: 1, store: 1 }, reason: null });
    expect(receipt.timings.map(({ state }) => state)).toEqual(['received', 'parsed', 'enriched', 'stored']);
    for (const { milliseconds } of receipt.timings) expect(milliseconds).toBeGreaterThanOrEqual(0);
    // Between a thousandth and a hundredth of a cent, for one small article.
    expect(receipt.costUsd).toBeGreaterThan(1e-5);
    expect(receipt.costUsd).toBeLessThan(1e-3);
  });

  test('of a quarantined one says at which stage, why, and what to do', async () => {
    const key = keyIn('receipts', 'cut.json');
    await put(key, CUT);
    const receipt = await ended(key);
    expect(receipt).toMatchObject({
      state: 'quarantined',
      stage: 'parse',
      attempts: { parse: 1, enrich: 0, store: 0 },
      reason: { class: 'damaged', code: 'invalid-json' },
      // The original is kept.
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(receipt.timings.map(({ state }) => state)).toEqual(['received', 'quarantined']);
  });

  test('is found by class of reason, stage and beginning of the key, together and by pages', async () => {
    const keys = ['a/1.json', 'a/2.json', 'a/3.html', 'b/4.json', 'a/5.txt'].map((name) => keyIn('filters', name));
    await Promise.all(keys.map((key) => put(key, key.endsWith('txt') ? BRIEF : key.endsWith('html') ? PICTURE : CUT)));
    for (const key of keys) await ended(key);
    const keysOf = async (filter: Record<string, string>) => {
      const pages = await pagesOf((page) => api.drops(page), { ...filter, limit: 2 });
      return pages
        .flat()
        .map((receipt) => receipt.key)
        .sort();
    };
    const keyPrefix = keyIn('filters', 'a/');
    const at = (...numbers: number[]) => numbers.map((number) => keys[number]);
    await eventually('lists that know every receipt', async () => {
      expect(await keysOf({ keyPrefix })).toEqual(at(0, 1, 2, 4));
      expect(await keysOf({ keyPrefix, reason: 'damaged' })).toEqual(at(0, 1));
      expect(await keysOf({ keyPrefix, reason: 'unsupported', stage: 'parse' })).toEqual(at(2));
      expect(await keysOf({ keyPrefix, stage: 'parse' })).toEqual(at(0, 1, 2));
      expect(await keysOf({ keyPrefix, reason: 'damaged', stage: 'store' })).toEqual([]);
      expect(await keysOf({ keyPrefix, reason: 'damaged', state: 'stored' })).toEqual([]);
    });
    const problem = await api.problem('/drops', { reason: 'bad-luck' });
    expect(problem).toMatchObject({ status: 400, errors: [{ field: 'reason' }] });
  });
});

const PICTURE = Buffer.from('89504e470d0a1a0a0000000d494844520000000100000001', 'hex');

describe('a retry', () => {
  test('reads a quarantined drop again: what is still damaged is quarantined again', async () => {
    const key = keyIn('retry', 'cut.json');
    await put(key, CUT);
    const reason = await refusal(key);
    const { id } = await ended(key);
    expect(await api.retry(id)).toMatchObject({ id, state: 'received', retries: 1, reason: null });
    await eventually('a second ending', async () => {
      expect(await api.drop(id)).toMatchObject({ state: 'quarantined', retries: 1, reason });
    });
  });

  test('of a drop that is stored is refused: there is nothing to retry', async () => {
    const key = keyIn('retry', 'good.txt');
    await put(key, BRIEF);
    const { id } = await stored(key);
    const problem = await api.problem(retry(id), {}, 'POST');
    expect(problem).toMatchObject({ status: 409, type: 'urn:dateline:problem:nothing-to-retry' });
    expect(await api.drop(id)).toMatchObject({ state: 'stored', retries: 0 });
  });

  test('of no drop is a 404', async () => {
    expect(await api.problem(retry('d-nobody'), {}, 'POST')).toMatchObject({ status: 404 });
  });

  test('of many: those that are named, each that cannot be with the reason', async () => {
    const keys = ['1.json', '2.json'].map((name) => keyIn('many', name));
    await Promise.all([...keys.map((key) => put(key, CUT)), put(keyIn('many', 'good.txt'), BRIEF)]);
    const ids = await Promise.all(keys.map(async (key) => (await ended(key)).id));
    const good = await stored(keyIn('many', 'good.txt'));
    const report = await api.retryMany({ ids: [...ids, good.id, 'd-nobody'] });
    expect(report).toMatchObject({ retried: 2, next: null });
    expect(report.skipped.map(({ id }) => id).sort()).toEqual(['d-nobody', good.id].sort());
    await eventually('second endings', async () => {
      for (const id of ids) expect(await api.drop(id)).toMatchObject({ state: 'quarantined', retries: 1 });
    });
  });

  test('of a class: all that fit and no others', async () => {
    const keyPrefix = keyIn('class', '');
    const [first = '', second = '', other = ''] = ['1.json', '2.json', '3.png'].map((name) => `${keyPrefix}${name}`);
    await Promise.all([put(first, CUT), put(second, CUT), put(other, PICTURE)]);
    const ids = await Promise.all([first, second, other].map(async (key) => (await ended(key)).id));
    await eventually('a list that knows both', async () => {
      expect((await api.drops({ keyPrefix, reason: 'damaged' })).items).toHaveLength(2);
    });
    let retried = 0;
    let cursor: string | null = null;
    do {
      const report = await api.retryMany({ keyPrefix, reason: 'damaged', ...(cursor && { cursor }) });
      retried += report.retried;
      cursor = report.next;
    } while (cursor !== null);
    expect(retried).toBe(2);
    await eventually('second endings', async () => {
      const receipts = await Promise.all(ids.map((id) => api.drop(id)));
      expect(receipts.map(({ state, retries }) => [state, retries])).toEqual([
        ['quarantined', 1],
        ['quarantined', 1],
        ['quarantined', 0],
      ]);
    });
  });

  test('of everything is not taken for a filter that was forgotten', async () => {
    const answer = await api.request('/drops/retry', {}, 'POST', {});
    expect(answer.status).toBe(400);
  });
});
