/** Wakes who waits for something that may come while nobody is waiting. */
export class Doorbell {
  #rung = false;
  /** When it rang last, by `performance.now()`. */
  lastRung = Number.NEGATIVE_INFINITY;
  #answer: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.lastRung = performance.now();
    this.#answer?.();
  }

  /** Forgets what rang before: to be called before looking at the door. */
  silence(): void {
    this.#rung = false;
  }

  /** Resolves when it rings or rang since it was silenced, when the signal aborts, or after some milliseconds. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (this.#rung || signal.aborted) return;
    await new Promise<void>((done) => {
      const timer = setTimeout(done, ms);
      this.#answer = () => {
        clearTimeout(timer);
        done();
      };
      signal.addEventListener('abort', this.#answer, { once: true });
    });
    if (this.#answer) signal.removeEventListener('abort', this.#answer);
    this.#answer = undefined;
  }
}
