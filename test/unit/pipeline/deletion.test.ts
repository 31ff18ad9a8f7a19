import { readDecided } from '../../../shared/archive/decided';
import { completeDeletion } from '../../../shared/archive/deletion';
import { type Disposal, deleteArticle, deleteDrop, holdDrop, releaseDrop } from '../../../shared/archive/disposal';
import { decisionOfDropKey } from '../../../shared/archive/keys';
import { wordsExtractor } from '../../fakes/extractors';
import { Pipeline } from '../../fakes/pipeline';

const BRIEF = 'Publication: Monitor Volume: 3 Issue: 12\n\nPetrova met Berg in the harbour on Tuesday.\n';
const OTHER = 'Publication: Monitor Volume: 3 Issue: 13\n\nBerg left the harbour early.\n';
const FEED = JSON.stringify(
  ['Petrova', 'Berg', 'Lindqvist'].map((name) => ({ title: name, text: `${name} spoke in the harbour on Tuesday.` })),
);
const KEY = 'incoming/brief.txt';

const pipeline = () => new Pipeline([wordsExtractor('1.0.0', 'Petrova', 'Berg', 'Lindqvist')]);
const asked = (id: string) => ({ id, by: 'Jo', reason: 'Asked for by the person.' });
const depsOf = (p: Pipeline) => {
  const { objects, table, receipts, events } = p;
  return { objects, table, receipts, events, clock: () => p.tick() };
};
const forEver = Number.POSITIVE_INFINITY;
const remove = (p: Pipeline, id: string) => deleteDrop(depsOf(p), asked(id), forEver);
const isComplete = (disposal: Disposal) => disposal.outcome === 'deleted' && disposal.record.completedAt !== undefined;

/** Goes on with a deletion, as the inventory does, until it is through. */
async function goOn(p: Pipeline, dropId: string): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    const record = await readDecided(p.table, decisionOfDropKey(dropId));
    if (!record || record.completedAt !== undefined) return;
    await completeDeletion(depsOf(p), record);
  }
  throw new Error('the deletion does not come to its end');
}

/**
 * All that table and bucket hold, but for what says that something was deleted: the decisions, and of the file and its
 * articles that they were once there.
 */
function left(p: Pipeline) {
  const items = p.table.contents().filter(({ pk, sk, current }) => {
    return (
      sk !== 'DECISION' && !(sk === 'HEAD' && current === undefined) && pk !== 'INDEX#receipts' && pk !== 'DELETIONS'
    );
  });
  const objects = p.objects.keys('').filter((key) => !key.startsWith('decisions/'));
  return { items: items.map(({ pk, sk }) => `${pk} ${sk}`), objects };
}

describe('a deleted drop', () => {
  it.each([
    ['a brief', KEY, BRIEF],
    ['a file of several articles', 'incoming/feed.json', FEED],
    ['a file that could not be read', 'incoming/empty.txt', ''],
  ])('leaves nothing: %s', async (_, key, body) => {
    const p = pipeline();
    const { dropId } = await p.drop(key, body);
    expect(isComplete(await remove(p, dropId))).toBe(true);
    expect(left(p)).toEqual({ items: [], objects: [] });
    const everything = JSON.stringify(p.table.contents());
    for (const word of ['Petrova', 'Berg', 'harbour', 'Monitor']) expect(everything).not.toContain(word);
  });

  it('leaves its neighbours as they would be without it', async () => {
    const p = pipeline();
    await p.drop('incoming/other.txt', OTHER);
    const without = left(p);
    const { dropId } = await p.drop(KEY, BRIEF);
    expect(left(p)).not.toEqual(without);
    await remove(p, dropId);
    expect(left(p)).toEqual(without);
  });

  it('leaves no sample of what a run changed in it', async () => {
    const p = pipeline();
    const { dropId } = await p.drop(KEY, BRIEF);
    p.extractors = [wordsExtractor('2.0.0', 'Petrova')];
    await p.reprocess();
    expect(p.objects.keys('runs/')).toHaveLength(1);
    await remove(p, dropId);
    const runs = /^(RUN#|RUNS |CLAIM#)/;
    const { items, objects } = left(p);
    expect([items.filter((item) => !runs.test(item)), objects]).toEqual([[], []]);
    expect(JSON.stringify(p.table.contents())).not.toContain('Petrova');
  });

  it('leaves the original that another drop of the same bytes needs, and the last of them takes it', async () => {
    const p = pipeline();
    const first = await p.drop(KEY, BRIEF);
    const second = await p.drop('incoming/copy.txt', BRIEF);
    await remove(p, first.dropId);
    expect(p.objects.keys('raw/')).toHaveLength(1);
    expect((await p.reader.articles({ limit: 5 })).items).toHaveLength(1);
    await remove(p, second.dropId);
    expect(left(p)).toEqual({ items: [], objects: [] });
  });

  it('does not bring back the version before, which stays a drop of its own', async () => {
    const p = pipeline();
    const older = await p.drop(KEY, BRIEF);
    const newer = await p.drop(KEY, OTHER);
    await remove(p, newer.dropId);
    expect((await p.reader.articles({ limit: 5 })).items).toEqual([]);
    expect(await p.receipts.find(older.dropId)).toMatchObject({ state: 'stored' });
    await remove(p, older.dropId);
    expect(left(p)).toEqual({ items: [], objects: [] });
  });

  it('that was overtaken takes nothing from the newer version', async () => {
    const p = pipeline();
    const older = await p.drop(KEY, BRIEF);
    await p.drop(KEY, OTHER);
    await remove(p, older.dropId);
    const { items } = await p.reader.articles({ limit: 5 });
    expect(items.map(({ head }) => head.current.issue)).toEqual([13]);
    expect(await p.objects.get(KEY)).toBeDefined();
  });

  it('is told of, once for each of its articles, with the reason and no content', async () => {
    const p = pipeline();
    const { dropId, articleIds } = await p.drop('incoming/feed.json', FEED);
    p.events.take();
    await remove(p, dropId);
    const told = p.events.published.map(({ name, detail }) => [name, 'articleId' in detail && detail.articleId]);
    expect(told).toEqual(articleIds.map((id) => ['article.deleted', id]));
  });

  it('does not come back with its event, or when it is deleted twice; the file dropped anew does', async () => {
    const p = pipeline();
    const event = p.upload(KEY, BRIEF);
    const { dropId } = await p.announce(event);
    await remove(p, dropId);
    await p.parseQueue.send([event]);
    await p.run();
    await goOn(p, dropId);
    expect(left(p)).toEqual({ items: [], objects: [] });
    expect(isComplete(await remove(p, dropId))).toBe(true);

    await p.drop(KEY, BRIEF);
    expect((await p.reader.articles({ entity: 'person:petrova', limit: 5 })).items).toHaveLength(1);
  });

  it('is known nowhere: not to be deleted', async () => {
    expect(await remove(pipeline(), 'd-none')).toEqual({ outcome: 'unknown' });
  });
});

describe('a legal hold', () => {
  it('keeps a drop and its articles until it is released', async () => {
    const p = pipeline();
    const { dropId, articleIds } = await p.drop(KEY, BRIEF);
    const before = left(p);
    await holdDrop(depsOf(p), asked(dropId));
    expect(await holdDrop(depsOf(p), asked(dropId))).toMatchObject({ outcome: 'held' });
    expect(await remove(p, dropId)).toMatchObject({ outcome: 'held', record: { decision: { by: 'Jo' } } });
    expect(await deleteArticle(depsOf(p), asked(articleIds[0] ?? ''), forEver)).toMatchObject({ outcome: 'held' });
    expect(left(p)).toEqual(before);
    expect(await releaseDrop(depsOf(p), asked(dropId))).toEqual({ outcome: 'released' });
    expect(isComplete(await remove(p, dropId))).toBe(true);
    expect(await holdDrop(depsOf(p), asked(dropId))).toMatchObject({ outcome: 'deleted' });
    expect(p.objects.keys('decisions/')).toHaveLength(3);
  });

  it('and a deletion at once: one of them is first, and the bucket knows no other', async () => {
    for (let turns = 0; turns < 12; turns++) {
      const p = pipeline();
      const { dropId } = await p.drop(KEY, BRIEF);
      p.table.gate = async () => {
        for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      };
      const both = await Promise.all([holdDrop(depsOf(p), asked(dropId)), remove(p, dropId)]);
      const outcomes = new Set(both.map(({ outcome }) => outcome));
      expect(outcomes.size).toBe(1);
      expect(p.objects.keys('decisions/')).toHaveLength(1);
      expect(p.objects.keys('incoming/')).toHaveLength(outcomes.has('held') ? 1 : 0);
    }
  });
});

describe('a deleted article', () => {
  it('goes alone, also from later readings of its file, until the file is dropped anew', async () => {
    const p = pipeline();
    const { articleIds } = await p.drop('incoming/feed.json', FEED);
    const [kept, gone = ''] = articleIds;
    const disposal = await deleteArticle(depsOf(p), asked(gone), forEver);
    expect(isComplete(disposal)).toBe(true);
    expect(p.objects.keys(`articles/${gone}/`)).toEqual([]);
    expect(p.objects.keys(`articles/${kept}/`)).toHaveLength(2);
    expect(await p.reader.entity('person:berg')).toBeUndefined();

    p.parserVersion = '9.0.0';
    expect(await p.reprocess()).toMatchObject({ state: 'finished' });
    expect(p.objects.keys(`articles/${gone}/`)).toEqual([]);
    expect((await p.reader.articles({ limit: 5 })).items).toHaveLength(2);

    await p.drop('incoming/feed.json', FEED);
    expect((await p.reader.articles({ limit: 5 })).items).toHaveLength(3);
    expect(isComplete(await deleteArticle(depsOf(p), asked(gone), forEver))).toBe(true);
    expect((await p.reader.articles({ limit: 5 })).items).toHaveLength(2);
  });
});

class Killed extends Error {}

/** Lets `count` more writes to table and bucket through and kills the writer at the next. */
function killAfter(p: Pipeline, count: number): void {
  let writes = count;
  const gate = () => {
    if (writes-- <= 0) throw new Killed();
  };
  p.table.gate = gate;
  p.objects.gate = gate;
}
function letLive(p: Pipeline): void {
  p.table.gate = () => {};
  p.objects.gate = () => {};
}
const writesOf = (p: Pipeline) => p.table.writes + p.objects.writes;

describe('a deletion that is killed', () => {
  it('at any write is gone on with, and leaves nothing', async () => {
    for (const body of [BRIEF, FEED]) {
      const key = body === FEED ? 'incoming/feed.json' : KEY;
      const p = pipeline();
      const { dropId } = await p.drop(key, body);
      const before = writesOf(p);
      await remove(p, dropId);
      const writes = writesOf(p) - before;
      expect(writes).toBeGreaterThan(15);
      for (let kill = 0; kill < writes; kill++) {
        const killed = pipeline();
        await killed.drop(key, body);
        killAfter(killed, kill);
        await expect(remove(killed, dropId)).rejects.toThrow(Killed);
        letLive(killed);
        // Before the second write nothing was decided; the first says where to look for it.
        if (kill <= 1) await remove(killed, dropId);
        else await goOn(killed, dropId);
        expect(left(killed)).toEqual({ items: [], objects: [] });
        expect(killed.objects.keys('decisions/')).toHaveLength(1);
      }
    }
  });
});

describe('a drop that is deleted while it is on its way', () => {
  /** One step: the next message of the pipeline, as its stage's function works on it. */
  const steps = ['parse', 'enrich', 'store'] as const;

  it.each(steps)('is not brought back by %s, killed at any of its writes', async (stage) => {
    const upTo = steps.indexOf(stage);
    for (let kill = 0; ; kill++) {
      const p = pipeline();
      const event = p.upload(KEY, BRIEF);
      await p.parseQueue.send([event]);
      // The receipt stands before the first stage is through: the event came twice.
      const { dropId } = await p.receipts.receive(await p.dropOf(event));
      for (let step = 0; step < upTo; step++) await p.step();
      const straggling = p.copyMessages();
      killAfter(p, kill);
      const wasKilled = await p.step().then(
        () => false,
        (error: unknown) => {
          if (error instanceof Killed) return true;
          throw error;
        },
      );
      letLive(p);
      await remove(p, dropId);
      await p.sendMessages(straggling);
      await p.run();
      await goOn(p, dropId);
      expect(left(p)).toEqual({ items: [], objects: [] });
      if (!wasKilled) break;
    }
  });

  it.each(steps)('leaves nothing when it is deleted in the middle of %s', async (stage) => {
    const upTo = steps.indexOf(stage);
    for (let at = 0; ; at++) {
      const p = pipeline();
      const event = p.upload(KEY, BRIEF);
      await p.parseQueue.send([event]);
      const { dropId } = await p.receipts.receive(await p.dropOf(event));
      for (let step = 0; step < upTo; step++) await p.step();
      let writes = at;
      let deleted = false;
      const gate = async () => {
        if (writes-- !== 0) return;
        letLive(p);
        deleted = true;
        await remove(p, dropId);
      };
      p.table.gate = gate;
      p.objects.gate = gate;
      await p.step();
      letLive(p);
      await p.run();
      if (!deleted) break;
      expect((await p.reader.articles({ limit: 5 })).items).toEqual([]);
      await goOn(p, dropId);
      expect(left(p)).toEqual({ items: [], objects: [] });
    }
  });
});
