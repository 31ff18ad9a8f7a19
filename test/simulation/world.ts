import type { Fault, Rates } from './faults';
import type { Random } from './random';

interface Task {
  at: number;
  order: number;
  run(): void;
}

/** The simulated runs' first moment, UTC. */
export const START = Date.UTC(2026, 4, 1);

/**
 * A world with one clock that nothing moves but what happens in it: tasks run one after another, each in its moment, and
 * whatever they set going in promises has come to its next wait before the next one runs. So a run is a function of its
 * seed.
 */
export class World {
  now = START;
  /** How often each fault struck. */
  readonly struck = new Map<Fault, number>();
  /** Functions at work that wait for none of the tasks: what they do takes real time, such as loading a reader. */
  readonly computing = new Set<object>();
  readonly #tasks: Task[] = [];
  #order = 0;

  constructor(
    readonly random: Random,
    public rates: Rates,
  ) {}

  /** Runs something in so many milliseconds. */
  after(ms: number, run: () => void): void {
    this.#push({ at: this.now + ms, order: this.#order++, run });
  }

  /** Whether a fault strikes here; counted. */
  strikes(fault: Fault): boolean {
    // No number is drawn for what this run does not have: it is a run of its own all the same.
    if (this.rates[fault] === 0 || !this.random.chance(this.rates[fault])) return false;
    this.note(fault);
    return true;
  }

  note(fault: Fault): void {
    this.struck.set(fault, (this.struck.get(fault) ?? 0) + 1);
  }

  /** Lets everything happen until nothing is left to happen. */
  async run(): Promise<void> {
    for (;;) {
      // Promises that the last task resolved have run to their next wait when this comes back.
      do await new Promise((done) => setImmediate(done));
      while (this.computing.size > 0);
      const task = this.#pop();
      if (!task) return;
      this.now = Math.max(this.now, task.at);
      task.run();
    }
  }

  #push(task: Task): void {
    const heap = this.#tasks;
    let at = heap.length;
    heap.push(task);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (!above || !isBefore(task, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = task;
  }

  #pop(): Task | undefined {
    const heap = this.#tasks;
    const first = heap[0];
    const last = heap.pop();
    if (!last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const [a, b] = [heap[left], heap[left + 1]];
      if (!a) break;
      const [child, below] = b && isBefore(b, a) ? [left + 1, b] : [left, a];
      if (!isBefore(below, last)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(a: Task, b: Task): boolean {
  return a.at !== b.at ? a.at < b.at : a.order < b.order;
}
