import * as fc from 'fast-check';
import type { Analysis } from '../../../shared/archive/records';
import { storeAnalysis } from '../../../shared/archive/writer';
import type { Item } from '../../../shared/ports';
import { type AnalysisFacts, analysisOf } from '../../fakes/analyses';
import { settled, timeless } from '../../fakes/items';
import { MemoryTable } from '../../fakes/memory-table';

const SHARDS = 2;

/** A delivery to the store stage: the analysis, and when it was asked for (a re-processing asks later than the drop). */
interface Delivery {
  analysis: Analysis;
  requestedAt: string;
}

const delivery = (facts: AnalysisFacts, requestedAt = '2026-01-10T00:00:00.000Z'): Delivery => ({
  analysis: analysisOf(facts),
  requestedAt,
});

function store(table: MemoryTable, { analysis, requestedAt }: Delivery) {
  return storeAnalysis(table, analysis, { analysisKey: `articles/${analysis.revision}.json`, requestedAt }, SHARDS);
}

async function undisturbed(...deliveries: Delivery[]): Promise<{ items: Item[]; writes: number }> {
  const table = new MemoryTable();
  for (const each of deliveries) await store(table, each);
  return { items: settled(table.contents()), writes: table.writes };
}

class Killed extends Error {}

/** Lets `count` more writes through and kills the writer at the next. */
function killAfter(table: MemoryTable, count: number): void {
  let left = count;
  table.gate = () => {
    if (left-- === 0) throw new Killed();
  };
}

/** Stores, is killed at every write in turn, and is retried: what the table holds after each of these histories. */
async function* killedEverywhere(before: Delivery[], killed: Delivery, after: Delivery[] = []): AsyncGenerator<Item[]> {
  const { writes: base } = await undisturbed(...before);
  const { writes } = await undisturbed(...before, killed);
  expect(writes - base).toBeGreaterThan(5);
  for (let kill = 0; kill < writes - base; kill++) {
    const table = new MemoryTable();
    for (const each of before) await store(table, each);
    killAfter(table, kill);
    await expect(store(table, killed)).rejects.toThrow(Killed);
    table.gate = () => {};
    for (const each of after) await store(table, each);
    await store(table, killed);
    yield settled(table.contents());
  }
}

const first = delivery({
  version: 1,
  entities: ['Ana Petrova', 'Jo Berg', 'ORG:Fisheries Board'],
  publication: 'Monitor',
});
const second = delivery({
  version: 2,
  entities: ['Jo Berg', 'ORG:Harbour Union'],
  publication: 'Harbour Post',
  published: '2000-12-18',
});
const reprocessed = delivery(
  { version: 1, entities: ['Ana Petrova', 'ORG:Board of Fisheries'], publication: 'Monitor', extractor: '2.0.0' },
  '2026-02-01T00:00:00.000Z',
);
/** The extractors were rolled back: the first analysis again, as asked for later. */
const rolledBack: Delivery = { ...first, requestedAt: '2026-03-01T00:00:00.000Z' };
const neighbour = delivery({
  key: 'incoming/b.txt',
  entities: ['Jo Berg', 'ORG:Fisheries Board'],
  publication: 'Monitor',
});

describe('the store protocol', () => {
  it('leaves the items of an undisturbed run when it was killed at any write and retried', async () => {
    const { items } = await undisturbed(first);
    for await (const contents of killedEverywhere([], first)) expect(contents).toEqual(items);
  });

  it('leaves of a second version exactly what a fresh drop of it would, killed at any write or not', async () => {
    const { items } = await undisturbed(second);
    expect((await undisturbed(first, second)).items).toEqual(items);
    for await (const contents of killedEverywhere([first], second)) expect(contents).toEqual(items);
  });

  it('leaves of a re-processing exactly what a fresh drop would, killed at any write or not', async () => {
    const { items } = await undisturbed(reprocessed);
    expect((await undisturbed(first, reprocessed)).items).toEqual(items);
    for await (const contents of killedEverywhere([first], reprocessed)) expect(contents).toEqual(items);
  });

  it('keeps what a neighbour still mentions', async () => {
    const { items } = await undisturbed(neighbour, second);
    expect((await undisturbed(first, neighbour, second)).items).toEqual(items);
    for await (const contents of killedEverywhere([first, neighbour], second)) expect(contents).toEqual(items);
  });

  it('gives the newer version the last word when events come in reverse, and twice', async () => {
    const { items } = await undisturbed(second);
    expect((await undisturbed(second, first)).items).toEqual(items);
    expect((await undisturbed(first, second, first, second, first)).items).toEqual(items);
    for await (const contents of killedEverywhere([], first, [second])) expect(contents).toEqual(items);
  });

  it('does not let a straggler of the first analysis undo a re-processing', async () => {
    const { items } = await undisturbed(reprocessed);
    expect((await undisturbed(first, reprocessed, first)).items).toEqual(items);
    expect((await undisturbed(reprocessed, first)).items).toEqual(items);
    for await (const contents of killedEverywhere([], first, [reprocessed])) expect(contents).toEqual(items);
  });

  it('shows a revision that comes back, though what wrote in between was killed at any write', async () => {
    const { items } = await undisturbed(rolledBack);
    expect((await undisturbed(first, reprocessed, rolledBack)).items).toEqual(items);
    expect((await undisturbed(first, reprocessed, rolledBack, reprocessed, first)).items).toEqual(items);
    for await (const contents of killedEverywhere([first], reprocessed, [rolledBack])) {
      // Where the kill came before the commit, the first edition still stands.
      expect(timeless(contents)).toEqual(timeless(items));
    }
    for await (const contents of killedEverywhere([first, reprocessed], rolledBack)) expect(contents).toEqual(items);
  });

  it('does not let a straggler undo what was asked for again after it', async () => {
    const { items } = await undisturbed(first);
    const [head] = items.filter(({ sk }) => sk === 'HEAD');
    const again = items.map((item) => (item === head ? { ...item, requestedAt: rolledBack.requestedAt } : item));
    expect((await undisturbed(first, rolledBack)).items).toEqual(again);
    expect((await undisturbed(first, rolledBack, reprocessed)).items).toEqual(again);
    for await (const contents of killedEverywhere([first, rolledBack], reprocessed)) expect(contents).toEqual(again);
  });

  it('writes first what it found there, when that is overtaken before the head can be confirmed', async () => {
    const { items } = await undisturbed(rolledBack);
    const table = new MemoryTable();
    await store(table, first);
    const { get } = table;
    let reads = 0;
    // Between its two looks at the head, an analysis that was asked for before comes and takes its place.
    table.get = async (key) => {
      if (key.sk === 'HEAD' && ++reads === 2) {
        table.get = get;
        await store(table, reprocessed);
      }
      return get.call(table, key);
    };
    expect(await store(table, rolledBack)).toBe('stored');
    expect(settled(table.contents())).toEqual(items);
  });

  it('decides alike between two analyses that were asked for at once, whichever comes first', async () => {
    const rival: Delivery = { ...reprocessed, requestedAt: first.requestedAt };
    const { items } = await undisturbed(first, rival);
    expect((await undisturbed(rival, first)).items).toEqual(items);
    expect((await undisturbed(first, rival, first, rival, first)).items).toEqual(items);
  });

  it('leaves no name behind of a writer that died while what it wrote was being removed', async () => {
    const { items } = await undisturbed(second);
    const table = new MemoryTable();
    let proceed = () => {};
    const held = new Promise<void>((done) => {
      proceed = done;
    });
    let late = 0;
    table.gate = async ({ key }) => {
      if (key.pk.startsWith('NAMES#') && late++ === 0) await held;
    };
    const slow = store(table, first);
    await store(table, first);
    await store(table, second);
    expect(settled(table.contents())).toEqual(items);
    // What it had asked for is still done, and then it dies.
    table.gate = ({ key }) => {
      if (!key.pk.startsWith('NAMES#')) throw new Killed();
    };
    proceed();
    await expect(slow).rejects.toThrow(Killed);
    expect(settled(table.contents())).not.toEqual(items);
    table.gate = () => {};
    expect(await store(table, first)).toBe('superseded');
    expect(settled(table.contents())).toEqual(items);
  });

  it('has come to rest when it fails: nothing of it goes on beside its retry', async () => {
    const { writes } = await undisturbed(first, second);
    const { writes: base } = await undisturbed(first);
    for (let kill = 0; kill < writes - base; kill++) {
      const table = new MemoryTable();
      await store(table, first);
      killAfter(table, kill);
      await expect(store(table, second)).rejects.toThrow(Killed);
      const left = table.writes;
      await new Promise(setImmediate);
      expect(table.writes).toBe(left);
    }
  });

  it('writes months only for indexes that are cut into months', async () => {
    const table = new MemoryTable();
    const entities = Array.from({ length: 12 }, (_, at) => `Ana Petrova${at}`);
    await store(table, delivery({ entities }));
    const near = table.contents().filter(({ pk }) => pk.startsWith('INDEX#near:'));
    expect(near).toHaveLength(6);
    expect(near.every(({ pk, sk }) => pk.endsWith('#all#0') && !sk.startsWith('MONTH#'))).toBe(true);
  });

  it('says which of two versions was superseded', async () => {
    const table = new MemoryTable();
    expect(await store(table, second)).toBe('stored');
    expect(await store(table, first)).toBe('superseded');
    expect(await store(table, second)).toBe('stored');
  });

  it('does not call superseded what a later analysis of the same version was before', async () => {
    const table = new MemoryTable();
    expect(await store(table, reprocessed)).toBe('stored');
    expect(await store(table, first)).toBe('outdated');
  });

  it('converges for any order, duplicates, kills and interleavings of several files', async () => {
    const names = ['Ana Petrova', 'Jo Berg', 'ORG:Fisheries Board', 'Li Wei'];
    const facts = fc.record({
      key: fc.constantFrom('incoming/a.txt', 'incoming/b.txt'),
      version: fc.integer({ min: 1, max: 3 }),
      entities: fc.subarray(names),
      published: fc.constantFrom(undefined, '2000-12-18', '2001-01-03'),
      extractor: fc.constantFrom('1.0.0', '2.0.0'),
    });
    await fc.assert(
      fc.asyncProperty(
        // One file version has one content, whatever is made of it later.
        fc.uniqueArray(facts, { selector: ({ key, version }) => `${key} ${version}`, minLength: 1, maxLength: 5 }),
        fc.array(fc.tuple(fc.nat(4), fc.nat(40)), { maxLength: 6 }),
        fc.scheduler(),
        async (all, disturbances, scheduler) => {
          const deliveries = all.map((each) => delivery(each));
          const newest = deliveries.filter(
            ({ analysis }) =>
              !deliveries.some(
                (other) =>
                  other.analysis.articleId === analysis.articleId &&
                  (other.analysis.drop.order.sequencer ?? '') > (analysis.drop.order.sequencer ?? ''),
              ),
          );
          const { items } = await undisturbed(...newest);

          const table = new MemoryTable();
          for (const [which, kill] of disturbances) {
            const killed = deliveries[which % deliveries.length];
            killAfter(table, kill);
            if (killed) await store(table, killed).catch(() => {});
          }
          // All of them at once, each write in an order that the scheduler chooses.
          table.gate = () => scheduler.schedule(Promise.resolve());
          const running = Promise.all(deliveries.map((each) => store(table, each)));
          await scheduler.waitFor(running);
          expect(settled(table.contents())).toEqual(items);
        },
      ),
      { numRuns: 150 },
    );
  });
});
