import type { LambdaHandler } from '../../local/lambda';
import { type ScheduledRun, Schedules } from '../../local/schedules';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const runs: ScheduledRun[] = [];
const memory = new Map<string, number>();
const state = {
  lastRun: async (name: string) => memory.get(name),
  setLastRun: async (name: string, at: number) => void memory.set(name, at),
};
let schedules: Schedules;

beforeEach(() => {
  jest.useFakeTimers({ now: 1_000 * DAY });
  runs.length = 0;
  memory.clear();
  schedules = new Schedules(state, (run) => runs.push(run));
});
afterEach(async () => {
  await schedules.stop();
  jest.useRealTimers();
});

const daily = (handler: LambdaHandler) => ({
  name: 'reprocess',
  everyMs: DAY,
  input: { schedule: 'sweep' },
  function: { name: 'reprocess', topology: { memoryMb: 512, timeoutSeconds: 60 }, handler },
});
const done = daily(async () => 'done');

describe('Schedules', () => {
  it('fires at the first start and then every period', async () => {
    await schedules.start([done]);
    await jest.advanceTimersByTimeAsync(3 * DAY);
    expect(runs).toEqual(Array(4).fill({ schedule: 'reprocess', answer: 'done' }));
  });

  it('waits for the rest of the period after a restart', async () => {
    memory.set('reprocess', Date.now() - DAY + HOUR);
    await schedules.start([done]);
    await jest.advanceTimersByTimeAsync(HOUR - 1);
    expect(runs).toHaveLength(0);
    await jest.advanceTimersByTimeAsync(1);
    expect(runs).toHaveLength(1);
  });

  it('fires once for all that it missed', async () => {
    memory.set('reprocess', Date.now() - 10 * DAY);
    await schedules.start([done]);
    await jest.advanceTimersByTimeAsync(HOUR);
    expect(runs).toHaveLength(1);
    expect(memory.get('reprocess')).toBe(1_000 * DAY);
  });

  it('waits longer than a timer can', async () => {
    memory.set('yearly', Date.now());
    await schedules.start([{ ...done, name: 'yearly', everyMs: 365 * DAY }]);
    await jest.advanceTimersByTimeAsync(365 * DAY - 1);
    expect(runs).toHaveLength(0);
    await jest.advanceTimersByTimeAsync(1);
    expect(runs).toHaveLength(1);
  });

  it('goes on after a failure', async () => {
    const error = new Error('no');
    await schedules.start([daily(() => Promise.reject(error))]);
    await jest.advanceTimersByTimeAsync(DAY);
    expect(runs).toEqual(Array(2).fill({ schedule: 'reprocess', error }));
  });

  it('is quiet when it has stopped', async () => {
    await schedules.start([done]);
    await schedules.stop();
    await jest.advanceTimersByTimeAsync(2 * DAY);
    expect(runs).toHaveLength(0);
  });
});
