import { wordsExtractor } from '../../fakes/extractors';
import { Pipeline } from '../../fakes/pipeline';
import { column, makePdf } from '../../fixtures/make/pdf';
import { makeZip } from '../../fixtures/make/zip';

const BRIEF =
  'Publication: Monitor Volume: 3 Issue: 12\n\nPetrova met Berg in the harbour on Tuesday.\n\nBerg left early.\n';
const pipeline = () => new Pipeline([wordsExtractor('1.0.0', 'Petrova', 'Berg')]);

describe('a dropped file', () => {
  it('becomes an article that is found by its entities, and a receipt that says so', async () => {
    const p = pipeline();
    const receipt = await p.drop('incoming/brief.txt', BRIEF);
    expect(receipt).toMatchObject({ state: 'stored', articleCount: 1, superseded: false });
    const { items } = await p.reader.articles({ entity: 'person:berg', limit: 10 });
    expect(items).toHaveLength(1);
    expect(items[0]?.entry).toMatchObject({ mentionCount: 2, names: ['Berg'] });
    expect(items[0]?.head.current).toMatchObject({ publication: 'Monitor', volume: 3, issue: 12, paragraphCount: 2 });
    expect(receipt.articleIds).toEqual([items[0]?.head.articleId]);
  });

  it('changes nothing when its event comes again', async () => {
    const p = pipeline();
    const event = p.upload('incoming/brief.txt', BRIEF);
    await p.announce(event);
    const before = p.table.contents();
    const written = p.table.writes;
    await p.announce(event);
    expect(p.table.contents()).toEqual(before);
    expect(p.table.writes).toBe(written);
  });

  it('is quarantined with its own reason, and its neighbours are not', async () => {
    const p = pipeline();
    const bad = p.upload('incoming/empty.txt', '');
    const good = p.upload('incoming/brief.txt', BRIEF);
    await p.parseQueue.send([bad, good]);
    await p.run();
    const { items } = await p.reader.receipts({ limit: 10 });
    expect(items.map(({ key, state, reason }) => [key, state, reason?.class])).toEqual([
      ['incoming/brief.txt', 'stored', undefined],
      ['incoming/empty.txt', 'quarantined', 'damaged'],
    ]);
    expect((await p.reader.receipts({ state: 'quarantined', limit: 10 })).items).toHaveLength(1);
    expect((await p.reader.receipts({ state: 'received', limit: 10 })).items).toHaveLength(0);
  });

  it('that is too large is refused without being read', async () => {
    const p = new Pipeline([], 100);
    p.objects.get = () => Promise.reject(new Error('read'));
    const receipt = await p.drop('incoming/large.txt', 'x'.repeat(101));
    expect(receipt).toMatchObject({ state: 'quarantined', reason: { class: 'too-large', code: 'file-too-large' } });
  });

  it('that was deleted before it was read says so', async () => {
    const p = pipeline();
    const event = p.upload('incoming/gone.txt', BRIEF);
    p.objects.lose('incoming/gone.txt');
    expect(await p.announce(event)).toMatchObject({
      state: 'quarantined',
      reason: { class: 'missing', code: 'object-deleted' },
    });
  });

  it('that was replaced before it was read says so, where the bucket keeps no versions', async () => {
    const p = pipeline();
    const upload = (body: string) => {
      const { detail, ...event } = p.upload('incoming/brief.txt', body, { versionId: undefined });
      const { 'version-id': _, ...object } = detail.object;
      return { ...event, detail: { ...detail, object } };
    };
    const replaced = upload(BRIEF);
    const event = upload(BRIEF.replace('harbour', 'port'));
    await p.parseQueue.send([replaced, event]);
    await p.run();
    const { items } = await p.reader.receipts({ limit: 10 });
    expect(items.map(({ state, reason }) => [state, reason?.class])).toEqual([
      ['stored', undefined],
      ['quarantined', 'missing'],
    ]);
  });

  it('is a folder marker: nobody dropped a file', async () => {
    const p = pipeline();
    await p.parseQueue.send([p.upload('incoming/folder/', '')]);
    await p.run();
    expect(p.table.contents()).toEqual([]);
  });

  it.each(['incoming/a b+c%20d.txt', 'incoming/😀/é.txt', 'incoming/../up.txt', `incoming/${'k'.repeat(1015)}`])(
    'has any key that S3 allows: %s',
    async (key) => {
      const p = pipeline();
      expect(await p.drop(key, BRIEF)).toMatchObject({ key, state: 'stored' });
      expect((await p.reader.articles({ limit: 5 })).items[0]?.head.key).toBe(key);
    },
  );

  it('keeps its original under the name of its content', async () => {
    const p = pipeline();
    const { sha256 } = await p.drop('incoming/brief.txt', BRIEF);
    expect(Buffer.from((await p.objects.get(`raw/${sha256}`)) ?? []).toString()).toBe(BRIEF);
  });
});

describe('a second version of a file', () => {
  const second = BRIEF.replaceAll('Berg', 'Nobody');

  it('replaces the article, under the same id', async () => {
    const p = pipeline();
    const before = await p.drop('incoming/brief.txt', BRIEF);
    const after = await p.drop('incoming/brief.txt', second);
    expect(after.articleIds).toEqual(before.articleIds);
    expect((await p.reader.articles({ entity: 'person:berg', limit: 5 })).items).toEqual([]);
    expect(await p.reader.entity('person:berg')).toBeUndefined();
    expect((await p.reader.articles({ limit: 5 })).items).toHaveLength(1);
  });

  it('wins also when its event comes first', async () => {
    const p = pipeline();
    const older = p.upload('incoming/brief.txt', BRIEF);
    const newer = p.upload('incoming/brief.txt', second);
    await p.announce(newer);
    await p.announce(older);
    expect((await p.reader.articles({ entity: 'person:berg', limit: 5 })).items).toEqual([]);
    const { items } = await p.reader.receipts({ limit: 5 });
    expect(items.map(({ state, superseded }) => [state, superseded])).toEqual([
      ['stored', true],
      ['stored', false],
    ]);
  });

  it('with fewer articles takes the others away, in either order', async () => {
    const story = (name: string) => ({ title: name, text: `${name} spoke in the harbour on Tuesday.` });
    const three = JSON.stringify([story('Petrova'), story('Berg'), story('Petrova')]);
    const one = JSON.stringify([story('Petrova')]);
    for (const reversed of [false, true]) {
      const p = pipeline();
      const events = [p.upload('incoming/feed.json', three), p.upload('incoming/feed.json', one)];
      for (const event of reversed ? events.reverse() : events) await p.announce(event);
      const { items } = await p.reader.articles({ limit: 5 });
      expect(items.map(({ head }) => head.current.title)).toEqual(['Petrova']);
      expect(await p.reader.entity('person:berg')).toBeUndefined();
    }
  });

  it('of hundreds of articles is handed on in parts, and ends as one', async () => {
    const p = pipeline();
    const many = (count: number) =>
      JSON.stringify(
        Array.from({ length: count }, (_, at) => ({ title: `No. ${at}`, text: `Petrova spoke of ${at}.` })),
      );
    expect(await p.drop('incoming/feed.json', many(250))).toMatchObject({ state: 'stored', articleCount: 250 });
    expect((await p.reader.articles({ entity: 'person:petrova', limit: 500 })).items).toHaveLength(250);
    expect(await p.drop('incoming/feed.json', many(120))).toMatchObject({ state: 'stored', articleCount: 120 });
    expect((await p.reader.articles({ entity: 'person:petrova', limit: 500 })).items).toHaveLength(120);
  });

  it('says in its receipt how many of its articles, or pages, are read', async () => {
    const p = pipeline();
    const noted: unknown[] = [];
    const { progress } = p.receipts;
    p.receipts.progress = async (dropId, how) => {
      await progress.call(p.receipts, dropId, how);
      noted.push((await p.receipts.find(dropId))?.progress);
    };
    const lines = (page: number) => column(60, 700, [`Petrova met Berg on page ${page}, it says.`, 'Berg left early.']);
    const pdf = makePdf({ pages: Array.from({ length: 50 }, (_, at) => lines(at + 1)) });
    expect(await p.drop('incoming/book.pdf', pdf)).toMatchObject({ state: 'stored', articleCount: 1 });
    const story = (at: number) => ({ name: `${at}.txt`, data: at === 7 ? '' : BRIEF });
    const zip = makeZip(Array.from({ length: 250 }, (_, at) => story(at)));
    expect(await p.drop('incoming/news.zip', zip)).toMatchObject({ state: 'stored', articleCount: 249 });
    expect(noted).toEqual([
      { articles: 0, unreadable: 0, pages: { read: 20, of: 50 } },
      { articles: 0, unreadable: 0, pages: { read: 40, of: 50 } },
      { articles: 100, unreadable: 1 },
      { articles: 200, unreadable: 1 },
    ]);
    expect((await p.reader.receipts({ limit: 9 })).items.map((receipt) => receipt.progress)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('that cannot be read leaves the article of the version before', async () => {
    const p = pipeline();
    await p.drop('incoming/brief.txt', BRIEF);
    expect(await p.drop('incoming/brief.txt', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]))).toMatchObject({
      state: 'quarantined',
    });
    expect((await p.reader.articles({ entity: 'person:berg', limit: 5 })).items).toHaveLength(1);
  });
});
