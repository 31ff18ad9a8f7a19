import type { Clock } from '../shared/ports';
import { invoke, type LambdaFunction } from './lambda';
import type { RuntimeState } from './state';

export interface ScheduledFunction {
  name: string;
  everyMs: number;
  /** What the function is called with. */
  input: unknown;
  function: LambdaFunction;
}

export interface ScheduledRun {
  schedule: string;
  /** What the function answered. */
  answer?: unknown;
  /** What it threw. */
  error?: unknown;
}

/** Timers take no more, milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Fires schedules as EventBridge Scheduler does, but from the last time that it did, also over restarts: one that came
 * due while the runtime was off fires at once, once.
 */
export class Schedules {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #underWay = new Set<Promise<void>>();
  #stopped = false;

  constructor(
    private readonly state: Pick<RuntimeState, 'lastRun' | 'setLastRun'>,
    private readonly onRun: (run: ScheduledRun) => void,
    private readonly clock: Clock = Date.now,
  ) {}

  async start(schedules: readonly ScheduledFunction[]): Promise<void> {
    for (const schedule of schedules) {
      const last = await this.state.lastRun(schedule.name);
      this.#wait(schedule, last === undefined ? 0 : last + schedule.everyMs);
    }
  }

  /** Fires no more; resolves when the runs under way have ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await Promise.all(this.#underWay);
  }

  #wait(schedule: ScheduledFunction, dueAt: number): void {
    if (this.#stopped) return;
    const delay = Math.min(Math.max(0, dueAt - this.clock()), LONGEST_TIMER);
    const timer = setTimeout(() => {
      if (this.clock() < dueAt) return this.#wait(schedule, dueAt);
      const run = this.#fire(schedule).finally(() => this.#underWay.delete(run));
      this.#underWay.add(run);
    }, delay);
    this.#timers.set(schedule.name, timer);
  }

  async #fire(schedule: ScheduledFunction): Promise<void> {
    const { name, everyMs } = schedule;
    const startedAt = this.clock();
    const run: ScheduledRun = { schedule: name };
    try {
      await this.state.setLastRun(name, startedAt);
      run.answer = await invoke(schedule.function, schedule.input);
    } catch (error) {
      run.error = error;
    }
    this.onRun(run);
    this.#wait(schedule, startedAt + everyMs);
  }
}
