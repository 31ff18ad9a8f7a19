import { explore } from '../../model/explorer';
import type { Program } from '../../model/local-states';
import { check, SCENARIOS } from '../../model/protocol';
import { TableState } from '../../model/table-state';

const KEY = { pk: 'COUNT', sk: 'COUNT' };
const numberIn = (table: TableState) => table.items.get(`${KEY.pk}\n${KEY.sk}`)?.['count'];

describe('the explorer', () => {
  const model = (program: Program, crashes: number) => ({
    table: TableState.EMPTY,
    programs: [program, program],
    crashes,
    lostAnswers: 0,
    invariant: () => undefined,
    atEnd: (table: TableState) => (numberIn(table) === 2 ? undefined : `${numberIn(table)}`),
  });

  it('finds an update that is lost', async () => {
    const careless: Program = async (table) => {
      const count = Number((await table.get(KEY))?.['count'] ?? 0);
      await table.putMany([{ ...KEY, count: count + 1 }]);
    };
    expect((await explore(model(careless, 0))).violations).toEqual(['1']);
  });

  it('finds what a death between two steps does', async () => {
    const careful: Program = async (table) => {
      for (;;) {
        const item = await table.get(KEY);
        const v = await table.putIf(
          { ...KEY, count: Number(item?.['count'] ?? 0) + 1 },
          Number(item?.['v'] ?? 0) || undefined,
        );
        if (v !== undefined) break;
      }
      await table.get(KEY);
    };
    expect((await explore(model(careful, 0))).violations).toEqual([]);
    expect((await explore(model(careful, 1))).violations).toContain('3');
  });
});

/** A bounded part of bench/model.ts: without lost answers, and of the larger ones only so many states. */
test.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
  'the store protocol holds: %s',
  async (_, scenario) => {
    const { states, violations } = await check({ ...scenario, lostAnswers: 0 }, 8_000);
    expect(violations).toEqual([]);
    expect(states).toBeGreaterThan(500);
  },
  // Seconds on a quiet machine.
  180_000,
);
