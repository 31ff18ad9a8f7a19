import { claimRuns, lastHolder, releaseRuns } from '../../../shared/runs/claim';
import { everyInterleaving, type Step, stepping } from '../../fakes/interleavings';
import { MemoryTable } from '../../fakes/memory-table';

const START = Date.UTC(2026, 10, 1);
const LONG_AFTER = START + 3600_000;

describe('the claim of the one run that may change something', () => {
  it('is given to one of two who ask at once, in every interleaving', async () => {
    const schedules = await everyInterleaving(() => {
      const table = new MemoryTable();
      const holders: string[] = [];
      const ask = (id: string) => async (step: Step) => {
        holders.push(await claimRuns(stepping(table, step), id, START));
      };
      return {
        actors: [ask('a'), ask('b')],
        check: async () => {
          expect(new Set(holders).size).toBe(1);
          expect(await lastHolder(table)).toBe(holders[0]);
        },
      };
    }, 4);
    expect(schedules).toBeGreaterThanOrEqual(6);
  });

  it('is taken over by one of two when its holder has died, whatever the holder still does, in every interleaving', async () => {
    const schedules = await everyInterleaving(() => {
      const table = new MemoryTable();
      const working = new Map<string, string>();
      const ask = (id: string) => async (step: Step) => {
        const own = stepping(table, step);
        working.set(id, await claimRuns(own, id, LONG_AFTER));
      };
      return {
        actors: [
          async (step: Step) => {
            await claimRuns(table, 'dead', START);
            await releaseRuns(stepping(table, step), 'dead');
          },
          ask('a'),
          ask('b'),
        ],
        check: async () => {
          const holder = await lastHolder(table);
          expect(['a', 'b']).toContain(holder);
          expect([...working.values()]).toEqual([holder, holder]);
        },
      };
    }, 3);
    expect(schedules).toBeGreaterThan(50);
  });

  it('is renewed by its holder, and not by one who lost it', async () => {
    const table = new MemoryTable();
    await claimRuns(table, 'a', START);
    expect(await claimRuns(table, 'a', START + 14 * 60_000)).toBe('a');
    expect(await claimRuns(table, 'b', START + 20 * 60_000)).toBe('a');
    expect(await claimRuns(table, 'b', LONG_AFTER)).toBe('b');
    expect(await claimRuns(table, 'a', LONG_AFTER)).toBe('b');
    await releaseRuns(table, 'a');
    expect(await lastHolder(table)).toBe('b');
    await releaseRuns(table, 'b');
    expect(await lastHolder(table)).toBeUndefined();
  });
});
