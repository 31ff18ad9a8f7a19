import * as fc from 'fast-check';
import { entityIndex } from '../../../shared/archive/keys';
import { storeAnalysis } from '../../../shared/archive/writer';
import type { Table } from '../../../shared/ports';
import { type AnalysisFacts, analysisOf } from '../../fakes/analyses';
import { everyInterleaving, type Step } from '../../fakes/interleavings';
import { settled } from '../../fakes/items';
import { MemoryTable } from '../../fakes/memory-table';

const SHARDS = 2;
const PREEMPTIONS = 3;

/**
 * Most conditional writes of an article that names one entity, all of whose records are new: the month of the list of all
 * articles, at most two each for the months and the values of its other indexes (the entity, the set of versions), then the
 * head.
 * Without joining, the writers' attempts at one entity grew with the square of their number.
 */
const MOST = 1 + 2 * (2 + 2) + 1;

/** The table as one writer sees it: counts its conditional writes, each of which (and each batch) is a step of its. */
function countingTable(shared: MemoryTable, step: Step) {
  const counted = { conditional: 0 };
  // One step after another, also where the writer works on several records at a time.
  let last = Promise.resolve();
  const inTurn = async <T>(write: () => Promise<T>): Promise<T> => {
    last = last.then(step);
    await last;
    return write();
  };
  const table: Table = {
    get: (key) => shared.get(key),
    getMany: (keys) => shared.getMany(keys),
    query: (range) => shared.query(range),
    queryReceipts: (range) => shared.queryReceipts(range),
    putIf(item, expected) {
      counted.conditional++;
      return inTurn(() => shared.putIf(item, expected));
    },
    deleteIf: (key, expected) => inTurn(() => shared.deleteIf(key, expected)),
    putMany: (items) => inTurn(() => shared.putMany(items)),
    deleteMany: (keys) => inTurn(() => shared.deleteMany(keys)),
  };
  return { table, counted };
}

/** Stores an analysis by itself; answers what it asked of the table. */
async function requestsFor(shared: MemoryTable, facts: AnalysisFacts): Promise<{ writes: number; reads: number }> {
  const asked = { writes: 0, reads: 0 };
  const counting = <Args extends unknown[], R>(kind: keyof typeof asked, ask: (...args: Args) => R) => {
    return (...args: Args): R => {
      asked[kind]++;
      return ask(...args);
    };
  };
  const table: Table = {
    get: counting('reads', (key) => shared.get(key)),
    getMany: counting('reads', (keys) => shared.getMany(keys)),
    query: counting('reads', (range) => shared.query(range)),
    queryReceipts: (range) => shared.queryReceipts(range),
    putIf: counting('writes', (item, expected) => shared.putIf(item, expected)),
    deleteIf: counting('writes', (key, expected) => shared.deleteIf(key, expected)),
    putMany: (items) => shared.putMany(items),
    deleteMany: (keys) => shared.deleteMany(keys),
  };
  const analysis = analysisOf(facts);
  await storeAnalysis(table, analysis, { analysisKey: analysis.revision, requestedAt: '2026-01-10T00:00:00Z' }, SHARDS);
  return asked;
}

/** Stores the `at`-th article, all of which name the same entity; answers how many conditional writes it took. */
async function storeArticle(shared: MemoryTable, at: number, step: Step): Promise<number> {
  const { table, counted } = countingTable(shared, step);
  const analysis = analysisOf({ key: `incoming/${at}.txt`, entities: ['Ana Petrova'] });
  const from = { analysisKey: analysis.revision, requestedAt: '2026-01-10T00:00:00Z' };
  await storeAnalysis(table, analysis, from, SHARDS);
  return counted.conditional;
}

function expectArrived(table: MemoryTable, articles: number): void {
  const items = table.contents();
  expect(settled(items).filter(({ state }) => state !== undefined && state !== 'live')).toEqual([]);
  expect(items.filter(({ pk }) => pk.startsWith('NAMES#'))).toHaveLength(2);
  expect(items.filter(({ pk }) => pk.startsWith(`INDEX#${entityIndex('person:ana-petrova')}#`))).toHaveLength(articles);
}

describe('the arrival of one new entity', () => {
  it('costs two writers a bounded number of conditional writes, in every interleaving of theirs', async () => {
    const counts: number[] = [];
    const schedules = await everyInterleaving(() => {
      const table = new MemoryTable();
      return {
        actors: [0, 1].map((at) => async (step) => {
          counts.push(await storeArticle(table, at, step));
        }),
        check: () => expectArrived(table, 2),
      };
    }, PREEMPTIONS);
    expect(schedules).toBeGreaterThan(100);
    expect(Math.max(...counts)).toBeLessThanOrEqual(MOST);
  });

  it('costs each of ten writers no more than each of two', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const table = new MemoryTable();
        const step = () => scheduler.schedule(Promise.resolve());
        const storing = Promise.all(Array.from({ length: 10 }, (_, at) => storeArticle(table, at, step)));
        await scheduler.waitFor(storing);
        expectArrived(table, 10);
        expect(Math.max(...(await storing))).toBeLessThanOrEqual(MOST);
      }),
      { numRuns: 50 },
    );
  });
});

describe('an article that names many entities', () => {
  const entities = ['Ana Petrova', 'Per Berg', 'Maj Lindqvist', 'Ivo Kolar', 'Ada Nagy', 'Leo Costa'];
  const inMonth = (month: string, at: number) => ({
    key: `incoming/${at}.txt`,
    entities,
    published: `${month}-0${at}`,
  });
  /** The months of each entity, and of the set of versions. */
  const MONTHS = entities.length + 1;
  /** The month of the list of all articles, and the head. */
  const OTHERS = 2;

  it('asks for what is new of all of them at once, and does not write twice about a month that nobody else needs', async () => {
    const table = new MemoryTable();
    const first = await requestsFor(table, inMonth('2026-01', 1));
    expect(first.writes).toBe(3 * MONTHS + OTHERS);
    const inNextMonth = await requestsFor(table, inMonth('2026-02', 2));
    expect(inNextMonth.writes).toBe(MONTHS + OTHERS);
    const inSameMonth = await requestsFor(table, inMonth('2026-02', 3));
    expect(inSameMonth.writes).toBe(MONTHS + 1);
    const later = await requestsFor(table, inMonth('2026-02', 4));
    expect(later.writes).toBe(1);
    for (const { reads } of [first, inNextMonth, inSameMonth, later]) expect(reads).toBeLessThan(MONTHS);
  });
});
