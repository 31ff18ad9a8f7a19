import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiAt } from '../support/api';
import { bucketAt } from '../support/bucket';
import { Embedded, endpointsFile, folderOf } from '../support/embedded';
import { readEndpoints } from '../support/endpoints';
import { eventually } from '../support/eventually';
import { receiptsAt } from '../support/receipts';
import { isEmbedded } from '../support/target';

const BULLETIN = 'Publication: Vienna Bulletin Volume: 1 Issue: 2\n\nIt rained in Vienna for the third week.\n';

/** What only the embedded runtime promises: each test starts and ends runtimes of its own. */
(isEmbedded ? describe : describe.skip)('the embedded runtime', () => {
  let data: string;
  const running: Embedded[] = [];

  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'dateline-embedded-'));
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((runtime) => runtime.kill()));
    rmSync(data, { recursive: true });
  });

  async function start(...more: string[]) {
    const runtime = await Embedded.start(data, ...more);
    running.push(runtime);
    const api = apiAt(runtime.endpoints.api);
    return { runtime, api, ...bucketAt(runtime.endpoints), ...receiptsAt(api) };
  }

  test('says where it is while it is there', async () => {
    const { runtime, api } = await start('--no-samples', '--bucket', 'my-news');
    expect(runtime.endpoints.bucket).toBe('my-news');
    expect(readEndpoints(endpointsFile(data))).toEqual(runtime.endpoints);
    expect(await api.health()).toMatchObject({ status: 'ok' });
    expect(await runtime.stop()).toBe(0);
    expect(existsSync(endpointsFile(data))).toBe(false);
    await expect(api.health()).rejects.toThrow();
  });

  test('still knows after a restart what it knew', async () => {
    const before = await start('--no-samples');
    await before.put('incoming/bulletin.txt', BULLETIN);
    const article = await before.articleOf('incoming/bulletin.txt');
    const drops = await before.api.drops();
    await before.runtime.stop();

    const after = await start('--no-samples');
    expect(await after.api.article(article.id)).toEqual(article);
    expect(await after.api.drops()).toEqual(drops);
    await after.put('incoming/bulletin.txt', BULLETIN.replace('third', 'fourth'));
    const next = await after.articleOf('incoming/bulletin.txt', 2);
    expect(await after.api.text(next.id)).toBe('It rained in Vienna for the fourth week.');
  });

  test('stores what was too large, after a retry with a larger limit, also when it is killed in between', async () => {
    const limit = (bytes: string) => Object.assign(process.env, { MAX_FILE_BYTES: bytes });
    const names = ['1', '2', '3', '4'].map((name) => `incoming/${name}.txt`);
    limit('10');
    const before = await start('--no-samples');
    for (const key of names) await before.put(key, BULLETIN);
    for (const key of names) expect(await before.refusal(key)).toMatchObject({ class: 'too-large' });
    await before.runtime.stop();

    limit('100000');
    try {
      const after = await start('--no-samples');
      expect(await after.api.retryMany({ reason: 'too-large' })).toMatchObject({ retried: 4 });
      await after.runtime.kill();
      const again = await start('--no-samples');
      for (const key of names) expect(await again.stored(key)).toMatchObject({ retries: 1, articleCount: 1 });
    } finally {
      delete process.env['MAX_FILE_BYTES'];
    }
  });

  test('stores every file that it took, though it was killed in the middle', async () => {
    const first = await start('--no-samples');
    const taken: string[] = [];
    const killed = new Promise<void>((done) => {
      for (let at = 0; at < 50; at++) {
        const key = `incoming/${at}.txt`;
        first.put(key, BULLETIN.replace('third', `${at}th`)).then(
          () => {
            taken.push(key);
            if (taken.length === 25) first.runtime.kill().then(done, done);
          },
          // What it did not take, it does not owe.
          () => {},
        );
      }
    });
    await killed;
    expect(taken.length).toBeGreaterThanOrEqual(25);

    const second = await start('--no-samples');
    for (const key of taken) {
      const article = await second.articleOf(key);
      expect(await second.api.text(article.id)).toContain(`the ${/\d+/.exec(key)?.[0]}th week`);
    }
    const keys = (await second.api.articles({ limit: 100 })).items.map((article) => article.key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('drops what is put into its folder, and again what changes there', async () => {
    mkdirSync(join(folderOf(data), 'today'), { recursive: true });
    writeFileSync(join(folderOf(data), 'early.txt'), BULLETIN);
    const { articleOf, api } = await start('--no-samples');
    expect(await articleOf('incoming/early.txt')).toMatchObject({ publication: 'Vienna Bulletin' });

    const file = join(folderOf(data), 'today', 'later on.txt');
    writeFileSync(file, BULLETIN);
    const { id } = await articleOf('incoming/today/later on.txt');
    writeFileSync(file, BULLETIN.replace('third', 'fourth'));
    await articleOf('incoming/today/later on.txt', 2);
    expect(await api.text(id)).toBe('It rained in Vienna for the fourth week.');
  });

  test('drops its samples at the first start, and only then', async () => {
    const samples = readdirSync(join(__dirname, '../../../local/samples')).filter((name) => name !== 'README.md');
    const first = await start();
    // All of them: a receipt that a second runtime adds later would count as dropped again.
    await eventually('samples that are stored', async () => {
      const { items } = await first.api.drops();
      const stored = items.filter(({ state }) => state === 'stored');
      if (stored.length < samples.length) throw new Error(JSON.stringify(items));
    });
    expect((await first.api.articles()).items).toHaveLength(samples.length);
    await first.runtime.stop();
    const second = await start();
    // Dropped later than any sample would be.
    await second.put('incoming/bulletin.txt', BULLETIN);
    await second.stored('incoming/bulletin.txt');
    expect((await second.api.drops()).items).toHaveLength(samples.length + 1);
  });

  test('does not start twice on the same data', async () => {
    const { runtime, api } = await start('--no-samples');
    const { code, output } = await Embedded.attempt(data, '--no-samples');
    expect(code).toBeGreaterThan(0);
    expect(output).toContain(data);
    expect(output).not.toContain('    at ');
    expect(readEndpoints(endpointsFile(data))).toEqual(runtime.endpoints);
    expect(await api.health()).toMatchObject({ status: 'ok' });
  });

  test('says so when a port is taken', async () => {
    const { runtime } = await start('--no-samples');
    const { port } = new URL(runtime.endpoints.api);
    const other = mkdtempSync(join(tmpdir(), 'dateline-embedded-'));
    try {
      const { code, output } = await Embedded.attempt(other, '--no-samples', '--api-port', port);
      expect(code).toBeGreaterThan(0);
      expect(output).toContain(port);
      expect(existsSync(endpointsFile(other))).toBe(false);
    } finally {
      rmSync(other, { recursive: true });
    }
  });
});
