import { gzipSync } from 'node:zlib';
import type { ArticleDetail } from '../../shared/api/schemas';
import { makeDocx, makeOdt, wordParagraph } from '../fixtures/make/packages';
import { column, makePdf } from '../fixtures/make/pdf';
import { makeTar } from '../fixtures/make/tar';
import { warcResponse } from '../fixtures/make/warc';
import { makeZip } from '../fixtures/make/zip';
import { pathOf } from './support/api';
import { eventually } from './support/eventually';
import { api, articleOf, keyIn, put, refusal, stored, surname } from './support/target';

const PROSE = `Prime Minister Marta ${surname} opened the new court in Lisbon on Tuesday. It took nine years.`;

/** A file, how it is read, and what its article says. */
const DOCUMENTS: readonly { name: string; format: string; body: Buffer; expected: Partial<ArticleDetail> }[] = [
  {
    name: 'letter.pdf',
    format: 'pdf',
    body: makePdf({
      pages: [
        [{ x: 60, y: 780, text: 'A court opens', size: 20 }, ...column(60, 740, PROSE.split(/(?<=\.) /))],
        column(60, 780, ['It rained on the second page.']),
      ],
    }),
    expected: {
      title: 'A court opens',
      titleDerived: false,
      pages: [
        { start: 0, page: 1 },
        { start: PROSE.length + 2, page: 2 },
      ],
    },
  },
  {
    name: 'letter.docx',
    format: 'docx',
    body: makeDocx(wordParagraph('A court opens', 'Titel') + wordParagraph(PROSE), { language: 'en' }),
    expected: { title: 'A court opens', titleDerived: false, language: 'en' },
  },
  {
    name: 'letter.odt',
    format: 'odt',
    body: makeOdt(`<text:h>A court opens</text:h><text:p>${PROSE}</text:p>`),
    expected: { title: 'A court opens', titleDerived: false },
  },
  {
    name: 'letter.rtf',
    format: 'rtf',
    body: Buffer.from(String.raw`{\rtf1\ansi{\stylesheet{\s9 Title;}}\pard\s9 A court opens\par\pard ${PROSE}\par}`),
    expected: { title: 'A court opens', titleDerived: false },
  },
  {
    name: 'letter.md.gz',
    format: 'markdown',
    body: gzipSync(`# A court opens\n\n${PROSE}\n`),
    expected: { title: 'A court opens', titleDerived: false },
  },
];

describe('documents', () => {
  test.each(DOCUMENTS)('$name: drop, then the article over HTTP', async ({ name, format, body, expected }) => {
    const key = keyIn('documents', name);
    await put(key, body);
    const article = await articleOf(key);
    expect(article).toMatchObject({ ...expected, source: { format, member: null } });
    expect((await api.text(article.id)).replace(/\s+/g, ' ')).toContain(PROSE);
    expect(article.entities.map((entity) => entity.name)).toContain(`Marta ${surname}`);
  });

  test('the words of a text lead back to its file, those of a document to its pages', async () => {
    const key = keyIn('documents', 'mapped.md');
    const file = `# A court opens\n\n${PROSE.replace('Lisbon', '**Lisbon**')}\n`;
    await put(key, Buffer.from(`\ufeff${file}`));
    const { id, source } = await articleOf(key);
    const { runs, ...of } = await api.sourceMap(id);
    expect(of).toMatchObject({ key, sha256: source.sha256, member: null, encoding: 'utf-8' });
    const text = await api.text(id);
    expect(runs.map(({ source: at, length }) => file.slice(at, at + length)).join('')).toBe(text);
  });

  test('what cannot be read says why', async () => {
    const refused: [string, Buffer, { class: string; code: string }][] = [
      ['locked.pdf', makePdf({ pages: [[]], encrypted: true }), { class: 'unsupported', code: 'password-protected' }],
      ['scan.pdf', makePdf({ pages: [[], []] }), { class: 'unsupported', code: 'pdf-without-text' }],
      ['cut.pdf', Buffer.from('%PDF-1.4\n1 0 obj\n'), { class: 'damaged', code: 'damaged-pdf' }],
      ['cut.docx', makeDocx(wordParagraph(PROSE)).subarray(0, 700), { class: 'damaged', code: 'truncated-archive' }],
      [
        'locked.zip',
        makeZip([{ name: 'a.txt', data: PROSE, encrypted: true }]),
        { class: 'unsupported', code: 'password-protected' },
      ],
      ['bomb.gz', gzipSync(new Uint8Array(64 * 1024 * 1024)), { class: 'too-large', code: 'expands-too-much' }],
    ];
    await Promise.all(refused.map(([name, body]) => put(keyIn('documents', name), body)));
    for (const [name, , reason] of refused) expect(await refusal(keyIn('documents', name))).toMatchObject(reason);
  });
});

describe('archives', () => {
  const files = { 'news/one.txt': `${PROSE} One.`, 'news/two.md': `# Two\n\n${PROSE} Two.` };
  const page = `<!doctype html><title>A court opens</title><article><h1>A court opens</h1><p>${PROSE}</p><p>${PROSE}</p></article>`;
  const html = 'Content-Type: text/html; charset=utf-8\r\n';

  test.each<[string, Buffer, string[]]>([
    ['news.zip', makeZip(Object.entries(files).map(([name, data]) => ({ name, data }))), Object.keys(files)],
    ['news.tar', makeTar(files), Object.keys(files)],
    ['news.tgz', gzipSync(makeTar(files)), Object.keys(files)],
    [
      'nested.zip',
      makeZip([{ name: 'inner.tar', data: makeTar(files) }]),
      Object.keys(files).map((name) => `inner.tar!/${name}`),
    ],
    ['crawl.warc.gz', gzipSync(warcResponse('http://news.example/1', 200, html, page)), ['http://news.example/1']],
  ])('%s: each member is an article of the drop', async (name, body, members) => {
    const key = keyIn('archives', name);
    await put(key, body);
    const { articleIds, articleCount, warnings } = await stored(key);
    expect([articleCount, warnings]).toEqual([members.length, []]);
    const articles = await Promise.all(articleIds.map((id) => api.article(id)));
    expect(articles.map(({ source }) => source.member)).toEqual(members);
    for (const { key: of, entities } of articles) {
      expect(of).toBe(key);
      expect(entities.map((entity) => entity.name)).toContain(`Marta ${surname}`);
    }
  });

  test('a bad member is named in the receipt, the others are stored', async () => {
    const key = keyIn('archives', 'mixed.zip');
    await put(
      key,
      makeZip([
        { name: 'good.txt', data: PROSE },
        { name: 'bad.txt', data: PROSE, crc: 1 },
        { name: '../../etc/passwd.txt', data: PROSE },
      ]),
    );
    const { articleIds, warnings } = await stored(key);
    expect(warnings).toMatchObject([{ code: 'damaged-member' }]);
    expect(warnings[0]?.message).toContain('bad.txt');
    const articles = await Promise.all(articleIds.map((id) => api.article(id)));
    expect(articles.map(({ source }) => source.member)).toEqual(['good.txt', 'etc/passwd.txt']);
  });

  test('a second version keeps the articles of the members that it still has, and takes the others away', async () => {
    const key = keyIn('archives', 'versions.zip');
    const version = (names: readonly string[]) =>
      makeZip(names.map((name) => ({ name, data: `${PROSE} In ${name}.` })));
    await put(key, version(['a.txt', 'b.txt', 'c.txt']));
    const before = await stored(key);
    await put(key, version(['new.txt', 'c.txt']));
    const after = await stored(key, 2);
    const [a, b, c] = before.articleIds;
    expect(after.articleIds).toEqual([expect.any(String), c]);
    for (const gone of [a, b]) {
      await eventually('an article that is gone', async () => {
        expect(await api.problem(pathOf('articles', gone ?? ''))).toMatchObject({ status: 410 });
      });
    }
  });

  test('of more than a hundred: handed on in parts, and ends as one', async () => {
    const key = keyIn('archives', 'many.zip');
    const members = Array.from({ length: 130 }, (_, at) => ({
      name: `${at}.txt`,
      data: `It rained in Vienna on day ${at}.`,
    }));
    await put(key, makeZip(members));
    const receipt = await stored(key);
    expect(receipt).toMatchObject({ articleCount: 130, progress: null });
    expect(receipt.articleIds).toHaveLength(100);
    expect((await api.article(receipt.articleIds[99] ?? '')).source).toMatchObject({ member: '99.txt', ordinal: 99 });
  });
});
