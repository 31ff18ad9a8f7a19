import type { Table } from '../../shared/ports';

/** Asks to go on before a step that others may see; throws when the actor is killed there. */
export type Step = () => Promise<void>;
type Actor = (step: Step) => Promise<void>;

/** Actors made anew for each schedule, and a look at the end. */
export type World = () => { actors: readonly Actor[]; check: (schedule: readonly number[]) => void | Promise<void> };

/**
 * Runs actors under every interleaving of their steps that interrupts a running actor at most `preemptions` times
 * (Musuvathi and Qadeer, "Iterative context bounding for systematic testing of multithreaded programs", PLDI 2007;
 * without a bound, writers that retry could overtake each other for ever). Each schedule is replayed from the start.
 * Answers the number of schedules.
 */
export async function everyInterleaving(world: World, preemptions: number): Promise<number> {
  let prefix: number[] | undefined = [];
  let schedules = 0;
  while (prefix) {
    const { actors, check } = world();
    const { choices, widths } = await run(actors, prefix, preemptions);
    await check(choices);
    schedules++;
    prefix = following(choices, widths);
  }
  return schedules;
}

async function run(
  actors: readonly Actor[],
  prefix: readonly number[],
  preemptions: number,
): Promise<{ choices: number[]; widths: number[] }> {
  const waiting = new Map<number, () => void>();
  let running = actors.length;
  let failure: unknown;
  actors.forEach((actor, id) => {
    const step: Step = () => new Promise((proceed) => waiting.set(id, proceed));
    actor(step)
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => {
        running--;
      });
  });
  const choices: number[] = [];
  const widths: number[] = [];
  let current = -1;
  let left = preemptions;
  for (;;) {
    // Until every live actor stands before its next step; our table has no timers, so microtasks are all there is.
    for (let turn = 0; waiting.size < running; turn++) {
      if (turn > 10_000) throw new Error('an actor neither ends nor comes to its next step');
      await Promise.resolve();
    }
    if (failure) throw failure;
    if (running === 0) return { choices, widths };
    // The running actor comes first: to go on with it is not a preemption.
    const ready = [...waiting.keys()].sort((a, b) => Number(b === current) - Number(a === current) || a - b);
    const choice = prefix[choices.length] ?? 0;
    const id = ready[choice] ?? 0;
    const interruptible = waiting.has(current);
    choices.push(choice);
    widths.push(interruptible && left === 0 ? 1 : ready.length);
    if (interruptible && id !== current) left--;
    current = id;
    const proceed = waiting.get(id);
    waiting.delete(id);
    proceed?.();
    // Let it run to its next step or its end before anybody looks.
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }
}

function following(choices: readonly number[], widths: readonly number[]): number[] | undefined {
  for (let at = choices.length - 1; at >= 0; at--) {
    const choice = choices[at] ?? 0;
    if (choice + 1 < (widths[at] ?? 0)) return [...choices.slice(0, at), choice + 1];
  }
  return undefined;
}

/** A table as one actor sees it: every single read and write is a step, those of a batch one after the other. */
export function stepping(table: Table, step: Step): Table {
  const one = async <T>(run: () => Promise<T>): Promise<T> => {
    await step();
    return run();
  };
  return {
    get: (key) => one(() => table.get(key)),
    getMany: (keys) => one(() => table.getMany(keys)),
    putIf: (item, v) => one(() => table.putIf(item, v)),
    deleteIf: (key, v) => one(() => table.deleteIf(key, v)),
    async putMany(items) {
      for (const item of items) await one(() => table.putMany([item]));
    },
    async deleteMany(keys) {
      for (const key of keys) await one(() => table.deleteMany([key]));
    },
    query: (range) => one(() => table.query(range)),
    queryReceipts: (range) => one(() => table.queryReceipts(range)),
  };
}
