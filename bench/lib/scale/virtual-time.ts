interface Sleeper {
  at: number;
  serial: number;
  wake: () => void;
}

/** A clock that jumps from one sleeper's end to the next, so that a busy second costs what its work costs, not a second. */
export class VirtualTime {
  /** Milliseconds since the simulation began. */
  now = 0;
  readonly #sleepers: Sleeper[] = [];
  #serial = 0;

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.#push({ at: this.now + ms, serial: this.#serial++, wake }));
  }

  /** Wakes sleepers in order of time until none is left; whoever is woken goes on to its next sleep before the next. */
  async run(): Promise<void> {
    // Work that was begun before may not have come to its first sleep.
    await settled();
    for (let next = this.#pop(); next; next = this.#pop()) {
      this.now = next.at;
      next.wake();
      await settled();
    }
  }

  /** A binary heap: there are as many sleepers as articles under way. */
  #push(sleeper: Sleeper): void {
    const heap = this.#sleepers;
    heap.push(sleeper);
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfLater(parent, at)) return;
      at = parent;
    }
  }

  #pop(): Sleeper | undefined {
    const heap = this.#sleepers;
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last || first === last) return first;
    heap[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const child = right < heap.length && this.#isLater(left, right) ? right : left;
      if (child >= heap.length || !this.#swapIfLater(at, child)) return first;
      at = child;
    }
  }

  #isLater(a: number, b: number): boolean {
    const [one, other] = [this.#sleepers[a], this.#sleepers[b]];
    if (!one || !other) return false;
    return one.at > other.at || (one.at === other.at && one.serial > other.serial);
  }

  #swapIfLater(upper: number, lower: number): boolean {
    const [one, other] = [this.#sleepers[upper], this.#sleepers[lower]];
    if (!one || !other || !this.#isLater(upper, lower)) return false;
    this.#sleepers[upper] = other;
    this.#sleepers[lower] = one;
    return true;
  }
}

/** Resolves when every promise that could go on has done so. */
function settled(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}
