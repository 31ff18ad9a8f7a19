import { rollBackOf } from '../../../functions/reprocess/dispatch';
import { deleteArticle, deleteDrop, holdDrop } from '../../../shared/archive/disposal';
import { beginning, type Checkpoint, reconcile } from '../../../shared/archive/inventory/reconcile';
import { receiptKey } from '../../../shared/archive/keys';
import type { Item } from '../../../shared/ports';
import { wordsExtractor } from '../../fakes/extractors';
import { settled, timeless } from '../../fakes/items';
import { Pipeline } from '../../fakes/pipeline';

const NAMES = ['Petrova', 'Berg', 'Lindqvist', 'Okafor'];
const brief = (...names: string[]) =>
  `Publication: Monitor Volume: 3 Issue: 12\n\n${names.join(' met ')} spoke in the harbour on Tuesday.\n`;
const feed = (...names: string[]) =>
  JSON.stringify(names.map((name) => ({ title: name, text: `${name} spoke in the harbour on Tuesday.` })));
const pipeline = () => new Pipeline([wordsExtractor('1.0.0', ...NAMES)]);
const asked = (id: string) => ({ id, by: 'Jo', reason: 'Asked for.' });
const forEver = Number.POSITIVE_INFINITY;
const DAY = 24 * 60 * 60;

/** Drops of every kind, some of them replaced, re-processed, refused, held and deleted. */
async function archive(): Promise<Pipeline> {
  const p = pipeline();
  await p.drop('incoming/a.txt', brief('Petrova', 'Berg'));
  await p.drop('incoming/feed.json', feed('Petrova', 'Lindqvist', 'Berg'));
  await p.drop('incoming/feed.json', feed('Petrova', 'Okafor'));
  await p.drop('incoming/empty.txt', '');
  const held = await p.drop('incoming/held.txt', brief('Okafor'));
  const gone = await p.drop('incoming/gone.txt', brief('Lindqvist'));
  const parts = await p.drop('incoming/parts.json', feed('Berg', 'Lindqvist'));
  p.extractors = [wordsExtractor('2.0.0', ...NAMES)];
  await p.reprocess();
  await p.run();
  const { objects, table, receipts, events } = p;
  const to = { objects, table, receipts, events, clock: () => p.tick() };
  await holdDrop(to, asked(held.dropId));
  await deleteDrop(to, asked(gone.dropId), forEver);
  await deleteArticle(to, asked(parts.articleIds[1] ?? ''), forEver);
  const [back] = (await p.reader.articles({ entity: 'person:petrova', limit: 1 })).items;
  const request = back && (await rollBackOf(back.head, { at: new Date(p.tick()).toISOString(), reason: 'Worse.' }, p));
  if (!request) throw new Error('there is nothing to roll back');
  await p.storeQueue.send([request]);
  await p.run();
  p.later(DAY);
  return p;
}

/**
 * What an inventory does not make again: how each article of a drop ended that has ended, which nobody needs, and the
 * history of runs, which is nowhere else.
 */
const isKept = ({ pk, sk }: Item) =>
  !(pk.startsWith('DROP#') && /^(ARTICLE|GROUP)#/.test(sk)) && !/^(RUN#|RUNS$|CLAIM#)/.test(pk);
const contents = (p: Pipeline) =>
  timeless(p.table.contents().filter(isKept)).map(({ completedAt: _, ...item }) => item);

/** By key; but for months of receipts, which follow the clock: a receipt that is made again was received with its drop. */
const keysOf = (items: readonly { pk: string; sk: string }[]) =>
  items.filter(({ pk }) => pk !== 'INDEX#receipts').map(({ pk, sk }) => `${pk} ${sk}`);

/** A pipeline of the same bucket and a copy of the table. */
function copyOf(p: Pipeline, items: Iterable<[string, Item]> = p.table.items): Pipeline {
  const copy = new Pipeline(p.extractors);
  copy.objects.become(p.objects);
  copy.later(2 * DAY);
  for (const [id, item] of items) copy.table.items.set(id, structuredClone(item));
  return copy;
}

describe('an inventory', () => {
  it('finds nothing in an archive that is in order, and changes nothing', async () => {
    const p = await archive();
    const before = p.table.contents();
    const objects = p.objects.keys('');
    expect(await p.inventory()).toEqual({});
    expect(p.table.contents()).toEqual(before);
    expect(p.objects.keys('')).toEqual(objects);
  });

  it('finds nothing of what is on its way, or takes it no worse than twice', async () => {
    for (let steps = 0; steps < 4; steps++) {
      const p = pipeline();
      await p.parseQueue.send([p.upload('incoming/a.txt', brief('Petrova'))]);
      for (let step = 0; step < steps; step++) await p.step();
      await p.inventory();
      await p.run();
      const fresh = pipeline();
      await fresh.drop('incoming/a.txt', brief('Petrova'));
      expect((await p.reader.articles({ limit: 5 })).items).toHaveLength(1);
      expect(contents(p).map(({ pk }) => pk)).toEqual(contents(fresh).map(({ pk }) => pk));
    }
  });

  it('announces a drop whose event was lost', async () => {
    const p = await archive();
    p.upload('incoming/lost.txt', brief('Okafor'));
    p.later(DAY);
    expect(await p.inventory()).toMatchObject({ 'drop-without-receipt': { found: 1, healed: 1 } });
    expect(
      (await p.reader.articles({ entity: 'person:okafor', limit: 5 })).items.map(({ head }) => head.key),
    ).toContain('incoming/lost.txt');
    expect(await p.inventory()).toEqual({});
  });

  it.each([0, 1, 2])(
    'announces a drop again that lost its messages after %i stages, and gives up some day',
    async (steps) => {
      const p = pipeline();
      await p.parseQueue.send([p.upload('incoming/a.txt', brief('Petrova'))]);
      await p.receipts.receive(await p.dropOf(p.parseQueue.messages[0] as never));
      for (let step = 0; step < steps; step++) await p.step();
      p.takeMessages();
      for (let turn = 0; turn < 3; turn++) {
        p.later(DAY);
        const deps = p.inventoryDependencies();
        for (let at: Checkpoint | undefined = beginning(false); at; ) ({ checkpoint: at } = await reconcile(deps, at));
        if (turn < 2) p.takeMessages();
      }
      await p.run();
      expect((await p.reader.receipts({ limit: 5 })).items).toMatchObject([{ state: 'stored', retries: 3 }]);
      expect((await p.reader.articles({ limit: 5 })).items).toHaveLength(1);
    },
  );

  it('tells of an end that nobody was told of, once', async () => {
    const p = await archive();
    const { items } = await p.reader.receipts({ limit: 100 });
    const untold = items.find(({ state }) => state === 'stored');
    if (!untold) throw new Error('nothing is stored');
    await p.table.putIf(
      { ...p.table.items.get(`DROP#${untold.dropId}\nRECEIPT`), ...receiptKey(untold.dropId), announced: false },
      untold.v,
    );
    p.later(DAY);
    p.events.take();
    expect(await p.inventory()).toMatchObject({ 'end-untold': { healed: 1 } });
    expect(p.events.take()).toEqual(['drop.stored']);
    expect(await p.inventory()).toEqual({});
  });

  it('makes any item again that was lost', async () => {
    const original = await archive();
    const before = contents(original);
    let lost = 0;
    for (const [id, item] of original.table.items) {
      if (!isKept(item)) continue;
      lost++;
      const p = copyOf(original);
      p.table.items.delete(id);
      const counts = await p.inventory();
      for (let turn = 0; turn < 2; turn++) {
        p.later(DAY);
        await p.inventory();
      }
      const after = contents(p);
      const differences = after.filter((each, at) => JSON.stringify(each) !== JSON.stringify(before[at]));
      const restored = RESTORED.test(`${item.pk} ${item.sk}`);
      if (!restored && item.pk !== 'INDEX#receipts')
        expect({ id, differences, counts }).toEqual({ id, differences: [], counts });
      expect({ id, keys: keysOf(after) }).toEqual({ id, keys: keysOf(before) });
      if (item.pk === 'INDEX#receipts') expect(p.table.items.has(id)).toBe(true);
    }
    expect(lost).toBeGreaterThan(70);
  });

  it('removes what belongs to no article, after a grace', async () => {
    const inOrder = async () => {
      const p = pipeline();
      await p.drop('incoming/a.txt', brief('Petrova', 'Berg'));
      p.later(DAY);
      return p;
    };
    const p = await inOrder();
    const before = settled(p.table.contents());
    const other = pipeline();
    await other.drop('incoming/b.txt', brief('Lindqvist', 'Berg'));
    let orphans = 0;
    for (const [id, item] of other.table.items) {
      if (p.table.items.has(id) || !/^(INDEX|VALUE|NAMES|CATALOG)#|^ARTICLE#\S+\nREVISION/.test(id)) continue;
      orphans++;
      const q = await inOrder();
      q.table.items.set(id, structuredClone(item));
      const first = await q.inventory();
      q.later(DAY);
      const second = await q.inventory();
      expect({ id, items: settled(q.table.contents()) }).toEqual({ id, items: before });
      expect(Object.values({ ...first, ...second })).toMatchObject([{ found: 1, healed: 1 }]);
    }
    expect(orphans).toBeGreaterThan(8);
  });

  it('leaves to a writer what that one has written and not committed', async () => {
    const p = pipeline();
    await p.parseQueue.send([p.upload('incoming/a.txt', brief('Petrova', 'Berg'))]);
    await p.step();
    await p.step();
    const commits = 'HEAD';
    p.table.gate = async ({ key }) => {
      if (!key.pk.startsWith('ARTICLE#') || key.sk !== commits) return;
      p.table.gate = () => {};
      const deps = p.inventoryDependencies();
      for (let at: Checkpoint | undefined = beginning(false); at; ) ({ checkpoint: at } = await reconcile(deps, at));
    };
    await p.step();
    await p.run();
    const fresh = pipeline();
    await fresh.drop('incoming/a.txt', brief('Petrova', 'Berg'));
    expect(keysOf(contents(p))).toEqual(keysOf(contents(fresh)));
    p.later(DAY);
    await p.inventory();
    expect(contents(p).some((item) => 'suspectedAt' in item)).toBe(false);
  });

  it('reports an original that no drop needs', async () => {
    const p = pipeline();
    p.objects.drop('raw/0123', 'left over');
    p.later(DAY);
    const { 'original-without-drop': count } = await p.inventory();
    expect(count).toEqual({ found: 1, healed: 0, reported: 1, examples: ['raw/0123'] });
  });

  it('has the analysis made again that was lost from the bucket, and what it was made from', async () => {
    for (const lost of [/\/r-/, /\/(r|parsed)-/]) {
      const p = pipeline();
      await p.drop('incoming/a.txt', brief('Petrova'));
      const keys = p.objects.keys('articles/');
      for (const key of keys) if (lost.test(key)) p.objects.lose(key);
      p.later(DAY);
      // Without any object the article is not met under articles/: its head is.
      expect(await p.inventory()).toMatchObject({ 'analysis-lost': { healed: 1 } });
      expect(p.objects.keys('articles/')).toEqual(keys);
      expect(await p.inventory()).toEqual({});
    }
  });
});

describe('a rebuild of an empty table', () => {
  /**
   * What a rebuild makes as it was. Not so: instants of receipts, and what hangs on them; how often a drop was retried,
   * what failed, what it cost to write and how many retractions it waited for; which run made a revision, and what was there before it;
   * the sequencer of a file that could not be read, which only its event knew; which articles a receipt named that are
   * deleted; whose bytes retracted an article.
   */
  const rebuilt = (p: Pipeline) =>
    contents(p)
      .filter(({ pk }) => pk !== 'INDEX#receipts')
      .map(({ receivedAt, updatedAt, reachedAt, g1pk, g1sk, previous, runId, ...item }) => item)
      .map(({ announced, retries, failures, entries, retractions, articleIds, superseded, ...item }) => {
        const { sha256, object, ...rest } = { sha256: undefined, object: undefined, ...item };
        if (rest.sk === 'HEAD' && !('current' in rest)) return rest;
        return rest.sk === 'RECEIPT' && 'reason' in rest ? { ...rest, sha256 } : item;
      });

  it('makes the same table, whatever was dropped, replaced, re-processed, refused, held and deleted', async () => {
    const p = await archive();
    const before = rebuilt(p);
    p.table.items.clear();
    await p.inventory({ rebuild: true });
    expect(rebuilt(p)).toEqual(before);
    p.later(DAY);
    expect(await p.inventory()).toEqual({});
  });

  it('is gone on with when it is killed at any write', async () => {
    const original = await archive();
    const before = rebuilt(original);
    const writes = await (async () => {
      const p = copyOf(original, []);
      const started = p.table.writes;
      await p.inventory({ rebuild: true });
      return p.table.writes - started;
    })();
    for (let kill = 0; kill < writes; kill += 7) {
      const p = copyOf(original, []);
      let left = kill;
      p.table.gate = () => {
        if (left-- === 0) throw new Error('killed');
      };
      let at: Checkpoint | undefined = beginning(true);
      while (at) {
        try {
          ({ checkpoint: at } = await reconcile(p.inventoryDependencies(), at));
        } catch (error) {
          // The step is done once more, by whoever takes the inventory up again.
          if (!(error instanceof Error) || error.message !== 'killed') throw error;
        }
      }
      // What is left of the kill hits a stage, whose message is then delivered again; here nothing was lost with it.
      p.table.gate = () => {};
      await p.run();
      expect(rebuilt(p)).toEqual(before);
    }
  });

  it('twice, and beside a drop on its way, makes the same', async () => {
    const p = await archive();
    const before = rebuilt(p);
    p.table.items.clear();
    await p.inventory({ rebuild: true });
    await p.inventory({ rebuild: true });
    expect(rebuilt(p)).toEqual(before);
    await p.parseQueue.send([p.upload('incoming/new.txt', brief('Petrova'))]);
    await p.inventory({ rebuild: true });
    expect((await p.reader.articles({ entity: 'person:petrova', limit: 9 })).items).toHaveLength(3);
  });
});

/** Items that come back without all that they said: receipts and what a newer version has made of a head. */
const RESTORED = /^(DROP#\S+ RECEIPT|ARTICLE#\S+ HEAD|FILE#)/;
