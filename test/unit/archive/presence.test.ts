import { ensureAll, type Presence, release } from '../../../shared/archive/presence';
import type { Item, Table } from '../../../shared/ports';
import { everyInterleaving, type Step, stepping } from '../../fakes/interleavings';
import { MemoryTable } from '../../fakes/memory-table';

class Killed extends Error {}

/** How often a running writer is interrupted at most: the known races of this protocol need two or three. */
const PREEMPTIONS = 4;
/** Two removers take the most steps: with a fourth preemption they were a minute of the suite, and found nothing. */
const OF_REMOVERS = 3;
const WITH_KILLS = 3;

const DEPENDENT: Item = { pk: 'NAMES#a', sk: 'ana' };

/** Records as they hang together in the archive, and what must be there for entries that are. */
interface World {
  add(table: Table, id: string): Promise<void>;
  remove(table: Table, id: string): Promise<void>;
  records(entries: readonly string[]): string[];
}

const occupiedIn = (table: Table, pk: string) => async () =>
  (await table.query({ pk, limit: 1, consistent: true })).items.length > 0;

/** Entries that stand in a record, whose names hang on it. */
const plain: World = (() => {
  const record = (table: Table): Presence => ({
    key: { pk: 'ENTITY', sk: 'VALUE' },
    attributes: { name: 'Ana' },
    dependents: [DEPENDENT],
    occupied: occupiedIn(table, 'ENTRIES'),
  });
  return {
    async add(table, id) {
      await table.putMany([{ pk: 'ENTRIES', sk: id }]);
      await ensureAll(table, [record(table)]);
    },
    async remove(table, id) {
      await table.deleteMany([{ pk: 'ENTRIES', sk: id }]);
      await release(table, record(table));
    },
    records: (entries) => ['ENTITY VALUE live', ...entries.map((id) => `ENTRIES ${id}`), 'NAMES#a ana'],
  };
})();

/** Entries that stand in months, which stand in such a record. */
function nested(monthOf: (id: string) => string): World {
  const value = (table: Table): Presence => ({
    key: { pk: 'ENTITY', sk: 'VALUE' },
    attributes: { name: 'Ana' },
    dependents: [DEPENDENT],
    occupied: occupiedIn(table, 'INDEX'),
  });
  const month = (table: Table, id: string): Presence => ({
    key: { pk: 'INDEX', sk: monthOf(id) },
    attributes: {},
    dependents: [],
    occupied: occupiedIn(table, `INDEX#${monthOf(id)}`),
  });
  return {
    async add(table, id) {
      await table.putMany([{ pk: `INDEX#${monthOf(id)}`, sk: id }]);
      await ensureAll(table, [{ ...month(table, id), within: value(table) }]);
    },
    async remove(table, id) {
      await table.deleteMany([{ pk: `INDEX#${monthOf(id)}`, sk: id }]);
      await release(table, month(table, id));
      await release(table, value(table));
    },
    records: (entries) => [
      'ENTITY VALUE live',
      ...[...new Set(entries.map(monthOf))].map((name) => `INDEX ${name} live`),
      ...entries.map((id) => `INDEX#${monthOf(id)} ${id}`),
      'NAMES#a ana',
    ],
  };
}

const WORLDS: [string, World][] = [
  ['a record', plain],
  ['a month and its value', nested(() => 'm')],
  ['two months of one value', nested((id) => (id === 'new' || id === 'b' ? 'm2' : 'm1'))],
];

/** What must hold at the end: the records and what hangs on them stand exactly as long as there is an entry. */
function expectConsistent(
  { records }: World,
  table: MemoryTable,
  entries: readonly string[],
  schedule: readonly number[],
): void {
  const found = table.contents().map(({ pk, sk, state }) => {
    // A record on which nothing hangs may stay so, until another entry comes.
    const settled = pk === 'INDEX' && state === 'arriving' ? 'live' : state;
    return [pk, sk, settled].filter(Boolean).join(' ');
  });
  const rest = entries.length > 0 ? records(entries) : [];
  if (JSON.stringify(found) !== JSON.stringify(rest)) throw new Error(`${found.join(', ')} after ${schedule.join('')}`);
}

async function tableWith(world: World, ...ids: string[]): Promise<MemoryTable> {
  const table = new MemoryTable();
  for (const id of ids) await world.add(table, id);
  return table;
}

describe.each(WORLDS)('%s that stands as long as it is needed', (_name, world) => {
  const { add, remove } = world;

  it('survives one who adds the first entry while another removes the last, in every interleaving', async () => {
    const before = await tableWith(world, 'old');
    const schedules = await everyInterleaving(() => {
      const table = before.copy();
      return {
        actors: [(step) => add(stepping(table, step), 'new'), (step) => remove(stepping(table, step), 'old')],
        check: (schedule) => expectConsistent(world, table, ['new'], schedule),
      };
    }, PREEMPTIONS);
    expect(schedules).toBeGreaterThan(100);
  });

  it('goes when two remove the last two entries, in every interleaving', async () => {
    const before = await tableWith(world, 'a', 'b');
    const schedules = await everyInterleaving(() => {
      const table = before.copy();
      return {
        actors: [(step) => remove(stepping(table, step), 'a'), (step) => remove(stepping(table, step), 'b')],
        check: (schedule) => expectConsistent(world, table, [], schedule),
      };
    }, OF_REMOVERS);
    expect(schedules).toBeGreaterThan(100);
  });

  it.each([
    ['who adds', 0],
    ['who removes', 1],
  ])('survives the kill of the one %s at any step, once that one has retried', async (_who, victim) => {
    const before = await tableWith(world, 'old');
    let kills = 0;
    for (let life = 0; life < 9; life++) {
      await everyInterleaving(() => {
        const table = before.copy();
        const programs = [(t: Table) => add(t, 'new'), (t: Table) => remove(t, 'old')];
        const mortal = (program: (t: Table) => Promise<void>) => async (step: Step) => {
          let left = life;
          const dying: Step = () => (left-- === 0 ? Promise.reject(new Killed()) : step());
          await program(stepping(table, dying)).catch((error: unknown) => {
            if (!(error instanceof Killed)) throw error;
            kills++;
          });
        };
        return {
          actors: programs.map((program, id) =>
            id === victim ? mortal(program) : (step: Step) => program(stepping(table, step)),
          ),
          check: async (schedule) => {
            await programs[victim]?.(table);
            expectConsistent(world, table, ['new'], schedule);
          },
        };
      }, WITH_KILLS);
    }
    expect(kills).toBeGreaterThan(100);
  });
});
