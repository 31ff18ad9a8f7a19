import { setTimeout as sleep } from 'node:timers/promises';
import type { Doorbell } from './doorbell';

/** The live lane is at rest when nothing was called or sent in it for so long, milliseconds: between two of its stages. */
const REST_MS = 50;
const LOOK_EVERY_MS = 10;
/** Who re-processes an archive wants to see it end, however much is dropped: one call so often, milliseconds. */
const PATIENCE_MS = 5_000;

/**
 * Keeps drops from waiting behind re-processing where both share one thread: a call of the reprocess lane is made when
 * the live lane is at rest, and one at a time. On AWS the lanes have functions of their own to run on.
 */
export class LaneGate {
  #live = 0;
  #lastLive = Number.NEGATIVE_INFINITY;
  #turns: Promise<void> = Promise.resolve();

  /** @param bells of the live queues */
  constructor(private readonly bells: readonly Doorbell[]) {}

  /** Makes a call of the live lane. */
  async live<T>(call: () => Promise<T>): Promise<T> {
    this.#live++;
    try {
      return await call();
    } finally {
      this.#live--;
      this.#lastLive = performance.now();
    }
  }

  /** Makes a call of the reprocess lane when it may be made; when the signal aborts, at once. */
  paced<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const turn = this.#turns.then(async () => {
      await this.#rest(signal);
      return call();
    });
    this.#turns = turn.then(
      () => {},
      () => {},
    );
    return turn;
  }

  async #rest(signal: AbortSignal): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    while (!this.#isAtRest() && performance.now() < until && !signal.aborted) {
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
    }
  }

  #isAtRest(): boolean {
    const since = performance.now() - REST_MS;
    return this.#live === 0 && this.#lastLive < since && this.bells.every((bell) => bell.lastRung < since);
  }
}
