import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pagesOf } from './support/api';
import { api, articleOf, copyFile, ended, keyIn, put, refusal, remove, stored } from './support/target';

const GOOD = 'Publication: Vienna Bulletin Volume: 1 Issue: 2\n\nIt rained in Vienna for the third week.\n';
const PNG = Buffer.from('89504e470d0a1a0a0000000d494844520000000100000001', 'hex');

/** A file, and the reason that its receipt gives. */
const REFUSED: readonly { name: string; body: Uint8Array | string; reason: { class: string; code: string } }[] = [
  { name: 'empty.txt', body: '', reason: { class: 'damaged', code: 'empty-file' } },
  { name: 'white space.txt', body: ' \n\t\r\n  \n', reason: { class: 'damaged', code: 'empty-file' } },
  { name: 'picture.txt', body: PNG, reason: { class: 'unsupported', code: 'binary-file' } },
  { name: 'zeros.txt', body: new Uint8Array(5_000), reason: { class: 'unsupported', code: 'binary-file' } },
  { name: 'table.csv', body: 'a,b\n1,2', reason: { class: 'unsupported', code: 'format-not-supported-yet' } },
  {
    name: 'page.html',
    body: '<!doctype html><div id="app"></div><script>render("app", "words")</script>',
    reason: { class: 'damaged', code: 'html-without-text' },
  },
  { name: 'cut.json', body: '{"title": "A court op', reason: { class: 'damaged', code: 'invalid-json' } },
  { name: 'other.json', body: '{"temperature": 21.5}', reason: { class: 'unsupported', code: 'json-not-an-article' } },
  { name: 'nothing.json', body: '[]', reason: { class: 'unsupported', code: 'json-not-an-article' } },
];

describe('a file that cannot become an article', () => {
  test.each(REFUSED)('$name: the receipt says why, and what to do', async ({ name, body, reason }) => {
    const key = keyIn('refused', name);
    await put(key, body);
    const given = await refusal(key);
    expect(given).toMatchObject({ ...reason, stage: 'parse' });
    expect(given.message).not.toBe('');
    expect(given.advice).not.toBe('');
  });

  test('200 MB: refused for its size', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'dateline-acceptance-'));
    try {
      const file = join(directory, 'huge.txt');
      await writeFile(file, GOOD);
      await truncate(file, 200 * 1024 * 1024);
      const key = keyIn('refused', 'huge.txt');
      await copyFile(key, file);
      expect(await refusal(key)).toMatchObject({ class: 'too-large', code: 'file-too-large' });
      expect((await ended(key)).bytes).toBe(200 * 1024 * 1024);
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  test('leaves its neighbours alone', async () => {
    const bad = REFUSED.map(({ name, body }) => ({ key: keyIn('neighbours', name), body }));
    const good = bad.map((_, at) => ({ key: keyIn('neighbours', `good-${at}.txt`), body: GOOD }));
    await Promise.all([...bad, ...good].map(({ key, body }) => put(key, body)));
    for (const { key } of good) expect(await articleOf(key)).toMatchObject({ publication: 'Vienna Bulletin' });
    for (const { key } of bad) expect(await refusal(key)).toMatchObject({ stage: 'parse' });
  });

  test('is listed among the quarantined, and nowhere else', async () => {
    const key = keyIn('refused', 'listed.txt');
    await put(key, '');
    const receipt = await ended(key);
    expect(await api.drop(receipt.id)).toEqual(receipt);
    const quarantined = (await api.drops({ state: 'quarantined', limit: 20 })).items;
    expect(quarantined).toContainEqual(receipt);
    expect(quarantined.every(({ state }) => state === 'quarantined')).toBe(true);
    const storedOnes = await api.drops({ state: 'stored', limit: 20 });
    expect(storedOnes.items.every(({ state }) => state === 'stored')).toBe(true);
  });
});

describe('a file with something wrong that can be read all the same', () => {
  test('broken UTF-8: stored, with a warning', async () => {
    const key = keyIn('refused', 'broken.txt');
    const text = Buffer.from('Café owners in Zürich met “for the last time” – so they said.');
    await put(key, Buffer.concat([text, Uint8Array.of(0xe2, 0x80), Buffer.from(' Then they left Zürich.\n')]));
    expect(await stored(key)).toMatchObject({ warnings: [{ code: 'broken-utf-8' }] });
    const article = await articleOf(key);
    expect(article.warnings).toMatchObject([{ code: 'broken-utf-8' }]);
    expect(await api.text(article.id)).toContain('Zürich met “for the last time” – so they said.\ufffd');
  });
});

describe('keys', () => {
  const longest = (() => {
    const start = keyIn('keys', '');
    return `${start}${'k'.repeat(1_024 - Buffer.byteLength(start) - 4)}.txt`;
  })();

  test.each<[string, string]>([
    ['with spaces', keyIn('keys', 'two  words .txt')],
    ['with +', keyIn('keys', 'a+b.txt')],
    ['with %', keyIn('keys', '100%.txt')],
    ['with what looks percent-encoded', keyIn('keys', 'a%20b%2Fc.txt')],
    ['with emoji and accents', keyIn('keys', '🚢 crème brûlée.txt')],
    ['with characters that URLs and XML use', keyIn('keys', `a&b=c#d?e'f"g<h>.txt`)],
    ['with .. in a name', keyIn('keys', 'a..b.txt')],
    ['without an extension', keyIn('keys', 'article')],
    ['of 1,024 bytes', longest],
  ])('%s', async (_, key) => {
    await put(key, GOOD);
    const article = await articleOf(key);
    expect(article).toMatchObject({ key, publication: 'Vienna Bulletin', volume: 1, issue: 2 });
    expect(await api.text(article.id)).toBe('It rained in Vienna for the third week.');
  });

  test('with .. as a folder: a key like any other, or not taken', async () => {
    const key = keyIn('keys', 'up/../down.txt');
    const taken = await put(key, GOOD).then(
      () => true,
      () => false,
    );
    if (taken) expect(await articleOf(key)).toMatchObject({ key, publication: 'Vienna Bulletin' });
    else await expect(put(keyIn('keys', 'up/down.txt'), GOOD)).resolves.toBeUndefined();
  });

  test('that differ only in case or in how an accent is written are different files', async () => {
    const keys = ['Café.txt', 'café.txt', 'cafe\u0301.txt'].map((name) => keyIn('keys', name));
    await Promise.all(keys.map((key) => put(key, GOOD)));
    const articles = await Promise.all(keys.map((key) => articleOf(key)));
    expect(new Set(articles.map(({ id }) => id)).size).toBe(3);
  });

  test('that end in / are folders, not files', async () => {
    const folder = keyIn('keys', 'folder/');
    const file = keyIn('keys', 'folder/file.txt');
    await put(folder, '');
    await put(file, GOOD);
    await stored(file);
    const receipts = await pagesOf((page) => api.drops(page), { state: 'quarantined', limit: 100 });
    expect(receipts.flat().map(({ key }) => key)).not.toContain(folder);
  });
});

describe('an object that is deleted before it is read', () => {
  test('is stored, or its receipt says that it was gone', async () => {
    const keys = Array.from({ length: 5 }, (_, at) => keyIn('deleted', `${at}.txt`));
    await Promise.all(
      keys.map(async (key) => {
        await put(key, GOOD);
        await remove(key);
      }),
    );
    for (const key of keys) {
      const { state, reason } = await ended(key);
      if (state === 'quarantined') expect(reason).toMatchObject({ class: 'missing', code: 'object-deleted' });
    }
  });
});
