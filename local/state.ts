import { Level } from 'level';
import * as z from 'zod';
import { DatelineError } from '../shared/errors';

export class AlreadyRunningError extends DatelineError {
  readonly retryable = false;
  constructor(directory: string) {
    super(`Another process is using the data in ${directory}.`);
  }
}

const Failure = z.object({ cause: z.object({ code: z.string() }) });

/**
 * What the runtime itself remembers over restarts. Only one process can have it open (the operating system keeps the
 * lock, so that it goes with the process), which makes it the lock on everything else under the data directory too.
 */
export class RuntimeState {
  private constructor(private readonly level: Level<string, string>) {}

  /** Throws `AlreadyRunningError`. */
  static async open(directory: string, dataDirectory: string): Promise<RuntimeState> {
    const level = new Level<string, string>(directory);
    try {
      await level.open();
    } catch (error) {
      const failure = Failure.safeParse(error);
      if (failure.success && failure.data.cause.code === 'LEVEL_LOCKED') throw new AlreadyRunningError(dataDirectory);
      throw error;
    }
    return new RuntimeState(level);
  }

  /** When a schedule fired last, in milliseconds since the epoch. */
  async lastRun(schedule: string): Promise<number | undefined> {
    const found = await this.level.get(`schedule/${schedule}`);
    return found === undefined ? undefined : z.coerce.number().parse(found);
  }

  async setLastRun(schedule: string, at: number): Promise<void> {
    await this.level.put(`schedule/${schedule}`, String(at));
  }

  close(): Promise<void> {
    return this.level.close();
  }
}
