import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { UnreadableFileError } from '../../../shared/errors';
import type { Limits } from '../../../shared/formats';
import { cleanPath } from '../../../shared/formats/containers/path';
import { makeTar } from '../../fixtures/make/tar';
import { warcRecord as record, warcResponse as response } from '../../fixtures/make/warc';
import { makeZip, type ZipFileSpec } from '../../fixtures/make/zip';
import { failure, file, findings } from './read';

const story = (name: string) => `${name} spoke in the harbour on Tuesday. It rained.`;
/** What is found: paths with texts, paths with reasons, and why it stopped. */
async function found(bytes: Uint8Array, limits: Partial<Limits> = {}, name = 'incoming/drop.bin') {
  const articles: Record<string, string> = {};
  const refused: Record<string, string> = {};
  let stopped: string | undefined;
  for (const finding of await findings(file(bytes, { name }), limits)) {
    if (finding.kind === 'article') articles[finding.found.member ?? ''] = finding.found.article.text;
    else if (finding.kind === 'unreadable') refused[finding.member] = finding.reason.code;
    else stopped = finding.reason.code;
  }
  return { articles, refused, stopped };
}

describe('ZIP', () => {
  test('its files are articles under their paths, whatever else is in it', async () => {
    const zip = makeZip([
      { name: 'news/', data: '' },
      { name: 'news/one.txt', data: story('Petrova') },
      { name: 'news/two.md', data: `# Talks\n\n${story('Berg')}`, stored: true },
      { name: 'photo.jpg', data: Buffer.from('ffd8ffe000104a464946', 'hex') },
      { name: '__MACOSX/news/._one.txt', data: 'x' },
      { name: '.DS_Store', data: 'x' },
    ]);
    expect(await found(zip)).toEqual({
      articles: { 'news/one.txt': story('Petrova'), 'news/two.md': story('Berg') },
      refused: { 'photo.jpg': 'binary-file' },
      stopped: undefined,
    });
  });

  test.each<[string, Partial<ZipFileSpec>, string]>([
    ['a password', { encrypted: true }, 'password-protected'],
    ['another compression', { method: 14 }, 'compression-not-supported'],
    ['a wrong checksum', { crc: 1 }, 'damaged-member'],
    ['a wrong size', { claimedSize: 5 }, 'damaged-member'],
    ['a size over the limit', { claimedSize: 40 * 1024 * 1024 }, 'member-too-large'],
    ['data that are none', { method: 8, stored: true }, 'damaged-member'],
    ['zeros', { data: new Uint8Array(20 * 1024 * 1024) }, 'expands-too-much'],
  ])('a member with %s does not spoil the rest', async (_, wrong, code) => {
    const zip = makeZip([
      { name: 'bad.txt', data: story('Nobody'), ...wrong },
      { name: 'good.txt', data: story('Petrova') },
    ]);
    expect(await found(zip)).toMatchObject({
      articles: { 'good.txt': story('Petrova') },
      refused: { 'bad.txt': code },
    });
    const alone = await failure(makeZip([{ name: 'bad.txt', data: story('Nobody'), ...wrong }]));
    expect(alone.code).toBe(code);
    expect(alone.message).toContain('bad.txt');
  });

  test('paths that lead out of it are only names', async () => {
    const names = ['../../etc/passwd.txt', '/etc/shadow.txt', 'C:\\Windows\\win.txt', './a/../b.txt'];
    const zip = makeZip(names.map((name) => ({ name, data: story(name) })));
    expect(Object.keys((await found(zip)).articles)).toEqual([
      'etc/passwd.txt',
      'etc/shadow.txt',
      'Windows/win.txt',
      'a/b.txt',
    ]);
  });

  test('names in UTF-8 that do not say so, and in code page 437', async () => {
    const zip = makeZip([
      { name: Buffer.from('Чечня.txt'), data: story('Petrova') },
      { name: Buffer.from('caf\x82.txt', 'latin1'), data: story('Berg') },
    ]);
    expect(Object.keys((await found(zip)).articles)).toEqual(['Чечня.txt', 'café.txt']);
  });

  test('archives in archives, to a depth', async () => {
    const inner = makeZip([{ name: 'a.txt', data: story('Petrova') }]);
    const middle = makeZip([
      { name: 'inner.zip', data: inner },
      { name: 'b.txt', data: story('Berg') },
    ]);
    const outer = makeZip([{ name: 'middle.zip', data: middle }]);
    expect(await found(outer)).toMatchObject({
      articles: { 'middle.zip!/inner.zip!/a.txt': story('Petrova'), 'middle.zip!/b.txt': story('Berg') },
    });
    expect(await found(outer, { depth: 2 })).toMatchObject({
      articles: { 'middle.zip!/b.txt': story('Berg') },
      refused: { 'middle.zip!/inner.zip': 'nested-too-deeply' },
    });
  });

  test('truncated, empty, and cut in its directory', async () => {
    const zip = makeZip(['a.txt', 'b.txt'].map((name) => ({ name, data: story(name) })));
    expect((await failure(zip.subarray(0, zip.length - 30))).code).toBe('truncated-archive');
    expect((await failure(makeZip([]))).code).toBe('empty-archive');
    const broken = Buffer.from(zip);
    broken.write('XX', zip.lastIndexOf('PK\x01\x02'), 'latin1');
    expect(await found(broken)).toMatchObject({ articles: { 'a.txt': story('a.txt') }, stopped: 'damaged-archive' });
  });

  test('too many members: none is read; too much to unpack: what was read stays', async () => {
    const zip = makeZip(Array.from({ length: 30 }, (_, at) => ({ name: `${at}.txt`, data: story(`N${at}`) })));
    expect((await findings(file(zip), { members: 30 })).length).toBe(30);
    await expect(findings(file(zip), { members: 29 })).rejects.toMatchObject({ code: 'too-many-members' });
    const { articles, stopped } = await found(zip, { unpackedBytes: 500 });
    expect([Object.keys(articles).length, stopped]).toEqual([10, 'unpacked-too-large']);
  });

  test('a package of another kind is refused by its name', async () => {
    const sheet = makeZip([{ name: 'xl/workbook.xml', data: '<x/>' }]);
    expect(await failure(sheet)).toMatchObject({ code: 'format-not-supported-yet' });
    expect((await failure(sheet)).message).toContain('XLSX');
  });
});

describe('gzip', () => {
  test('of a file is that file, also in several parts', async () => {
    const [first, second] = [story('Petrova'), `\n\n${story('Berg')}`];
    const gz = Buffer.concat([gzipSync(first), gzipSync(second)]);
    expect(await found(gz)).toMatchObject({ articles: { '': `${first}${second}` } });
    expect(await found(gzipSync(gzipSync(first)))).toMatchObject({ articles: { '': first } });
  });

  test('tells the format by the name inside', async () => {
    const [finding] = await findings(file(gzipSync('# Talks\n\nThey failed.'), { name: 'incoming/a.md.gz' }));
    expect(finding).toMatchObject({ found: { format: 'markdown', part: 0 } });
  });

  test.each<[string, () => Buffer, string]>([
    ['of zeros', () => gzipSync(new Uint8Array(64 * 1024 * 1024)), 'expands-too-much'],
    ['cut', () => gzipSync(story('Petrova').repeat(50)).subarray(0, 40), 'truncated-archive'],
    ['damaged', () => Buffer.concat([gzipSync('').subarray(0, 10), Buffer.from('no deflate')]), 'damaged-archive'],
    ['too deep', () => gzipSync(gzipSync(gzipSync(gzipSync(gzipSync('x'))))), 'nested-too-deeply'],
  ])('%s is refused', async (_, make, code) => {
    expect((await failure(make(), { name: 'incoming/a.txt.gz' })).code).toBe(code);
  });

  test('that is larger than a member may be is refused', async () => {
    const text = Buffer.from(Array.from({ length: 2_000_000 }, (_, at) => `${(at * 2654435761) % 97}x`).join(' '));
    await expect(findings(file(gzipSync(text)), { memberBytes: 1_000_000 })).rejects.toMatchObject({
      code: 'member-too-large',
    });
  });
});

describe('TAR', () => {
  test('its files are articles, also when it is compressed', async () => {
    const archive = makeTar({ 'news/one.txt': story('Petrova'), [`${'long/'.repeat(18)}two.txt`]: story('Berg') });
    const articles = { 'news/one.txt': story('Petrova'), [`${'long/'.repeat(18)}two.txt`]: story('Berg') };
    expect(await found(archive)).toMatchObject({ articles });
    expect(await found(gzipSync(archive), {}, 'incoming/news.tgz')).toMatchObject({ articles });
  });

  test('cut: what stands before the cut is read', async () => {
    const archive = makeTar({ 'a.txt': story('Petrova'), 'b.txt': story('Berg').repeat(100) });
    const cut = archive.subarray(0, 2000);
    expect(await found(cut)).toMatchObject({ articles: { 'a.txt': story('Petrova') } });
    expect((await failure(gzipSync(archive).subarray(0, 100))).code).toBe('truncated-archive');
  });

  test('a member that is too large, or no article, is passed over', async () => {
    const archive = makeTar({
      'a.txt': 'x'.repeat(5000),
      'b.png': Buffer.from('89504e470d0a1a0a', 'hex'),
      'c.txt': story('Berg'),
    });
    expect(await found(archive, { memberBytes: 1000 })).toMatchObject({
      articles: { 'c.txt': story('Berg') },
      refused: { 'a.txt': 'member-too-large', 'b.png': 'binary-file' },
    });
  });
});

describe('WARC', () => {
  const text = 'Content-Type: text/plain; charset=utf-8\r\n';
  const chunked = (body: string) =>
    `5\r\n${body.slice(0, 5)}\r\n${(body.length - 5).toString(16)};x\r\n${body.slice(5)}\r\n0\r\n\r\n`;
  const all = [
    record('warcinfo', {}, 'software: test\r\n'),
    record('request', { 'WARC-Target-URI': 'http://a.example/1' }, 'GET /1 HTTP/1.1\r\n\r\n'),
    response('http://a.example/1', 200, text, story('Petrova')),
    response('http://a.example/2', 200, `${text}Transfer-Encoding: chunked\r\n`, chunked(story('Berg'))),
    response('http://a.example/3', 200, `${text}Content-Encoding: gzip\r\n`, gzipSync(story('Quill'))),
    response('http://a.example/4', 404, text, story('Nobody')),
    response('http://a.example/5.css', 200, 'Content-Type: text/css\r\n', 'p {}'),
    record('conversion', { 'WARC-Target-URI': 'http://a.example/6', 'Content-Type': 'text/plain' }, story('Sá')),
  ];
  const articles = {
    'http://a.example/1': story('Petrova'),
    'http://a.example/2': story('Berg'),
    'http://a.example/3': story('Quill'),
    'http://a.example/6': story('Sá'),
  };

  test('pages that were answered are articles under their addresses', async () => {
    expect(await found(Buffer.concat(all))).toEqual({ articles, refused: {}, stopped: undefined });
    expect(await found(Buffer.concat(all.map((part) => gzipSync(part))))).toMatchObject({ articles });
  });

  test('the address is the article’s, where it does not say another', async () => {
    const [finding] = await findings(file(Buffer.concat(all)));
    expect(finding).toMatchObject({
      found: { article: { metadata: { url: { value: 'http://a.example/1', evidence: { from: 'archive' } } } } },
    });
  });

  test('cut, or with a record that is none', async () => {
    const whole = Buffer.concat(all);
    expect(await found(whole.subarray(0, whole.length - 40))).toMatchObject({ stopped: 'truncated-archive' });
    expect(await found(Buffer.concat([...all, Buffer.from('nonsense\r\n')]))).toMatchObject({
      articles,
      stopped: 'damaged-archive',
    });
    expect((await failure('WARC/1.0\r\nWARC-Type: response\r\n')).code).toBe('truncated-archive');
  });
});

test('a clean path has no way out of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const path = cleanPath(name);
      expect(path).not.toMatch(/^\/|\\|\p{Cc}/u);
      expect(path.split('/')).not.toContain('..');
      expect(cleanPath(path)).toBe(path);
    }),
  );
});

test('damaged archives are read or refused, in bounded time', async () => {
  const stories = { 'a.txt': story('Petrova'), 'b/c.md': `# T\n\n${story('Berg')}` };
  const zip = makeZip(Object.entries(stories).map(([name, data]) => ({ name, data })));
  const samples = [
    zip,
    makeTar(stories),
    gzipSync(makeTar(stories)),
    gzipSync(story('Petrova')),
    makeZip([{ name: 'i.zip', data: zip }]),
  ];
  const mutation = fc.record({
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    bytes: fc.uint8Array({ maxLength: 6 }),
    cut: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...samples),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      async (sample, changes) => {
        let bytes = Buffer.from(sample);
        for (const { at, bytes: put, cut } of changes) {
          const position = Math.floor(at * bytes.length);
          if (cut) bytes = bytes.subarray(0, position);
          else bytes.set(put.subarray(0, bytes.length - position), position);
        }
        try {
          await found(bytes, { seconds: 5 });
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableFileError);
        }
      },
    ),
    { numRuns: 400 },
  );
});
