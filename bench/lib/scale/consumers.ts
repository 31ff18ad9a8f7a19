import { queueName, type Stage, topology } from '../../../shared/pipeline/topology';

/** Lambda's event source for a standard queue: how it begins, how fast and how far it grows (Lambda guide, "SQS scaling"). */
const FIRST_CONCURRENCY = 5;
const GROWTH_A_SECOND = 300 / 60;
const MOST_OF_A_SOURCE = 1_250;
/** Concurrency of an account that never asked for more. */
const MOST_OF_AN_ACCOUNT = 1_000;
const STEP_MS = 10;

/** What one message costs the function of a stage. */
export interface Work {
  computeMs: number;
  waitMs: number;
  /** Whether the messages of a batch are worked on at once, so that their waits overlap. */
  parallel: boolean;
}

interface StageLoad {
  stage: Stage;
  /** Messages a call, once the load is steady. */
  batch: number;
  /** Calls at once: the most of all, and once the load is steady. */
  mostConcurrent: number;
  concurrent: number;
  /** The longest that a message waited, seconds. */
  oldest: number;
  /** Billed milliseconds a message. */
  billedMs: number;
}

export interface Load {
  stages: StageLoad[];
  /** Calls that found the account's concurrency used up. */
  throttles: number;
}

/**
 * Drops come at a steady rate to a stack that was idle: how many calls the queues' event sources make at once, how they
 * fill their batches, and how long messages wait. In steps of 10 ms, messages in the order in which they came.
 */
export function simulateConsumers(rate: number, seconds: number, work: Record<Stage, Work>): Load {
  const consumers = (['parse', 'enrich', 'store'] as const).map((stage) => new Consumer(stage, work[stage]));
  let throttles = 0;
  let owed = 0;
  for (let now = 0; now < seconds * 1000; now += STEP_MS) {
    owed += (rate * STEP_MS) / 1000;
    const arrived = Math.floor(owed);
    owed -= arrived;
    let handedOn = arrived;
    for (const consumer of consumers) {
      consumer.arrive(now, handedOn);
      handedOn = consumer.finish(now);
    }
    const steady = now >= (seconds * 1000) / 2;
    for (const consumer of consumers) {
      const others = consumers.reduce((sum, { busy }) => sum + busy, 0) - consumer.busy;
      throttles += consumer.start(now, MOST_OF_AN_ACCOUNT - others, steady);
    }
  }
  return { stages: consumers.map((consumer) => consumer.load((seconds * 1000) / 2 / STEP_MS)), throttles };
}

class Consumer {
  readonly #waiting: { at: number; count: number }[] = [];
  readonly #ending = new Map<number, { calls: number; messages: number }>();
  #allowed = FIRST_CONCURRENCY;
  busy = 0;
  #most = 0;
  #oldest = 0;
  #steady = { calls: 0, messages: 0, busySteps: 0, billedMs: 0 };

  constructor(
    private readonly stage: Stage,
    private readonly work: Work,
  ) {}

  arrive(at: number, count: number): void {
    if (count > 0) this.#waiting.push({ at, count });
  }

  /** Messages whose calls end now. */
  finish(now: number): number {
    const ended = this.#ending.get(now);
    if (!ended) return 0;
    this.#ending.delete(now);
    this.busy -= ended.calls;
    return ended.messages;
  }

  /** Starts as many calls as there are messages for, and room; answers how many the account refused. */
  start(now: number, room: number, steady: boolean): number {
    const { batchSize, maxConcurrency = MOST_OF_A_SOURCE } = topology.queues[queueName(this.stage, 'live')];
    let refused = 0;
    while (this.#waiting.length > 0 && this.busy < Math.min(this.#allowed, maxConcurrency)) {
      if (this.busy >= room) {
        refused = 1;
        break;
      }
      this.#call(now, this.#take(now, batchSize), steady);
    }
    // Sources grow while messages wait and every poller is busy, and give back what they do not use.
    const full = this.#waiting.length > 0 && this.busy >= Math.floor(this.#allowed);
    const perStep = (GROWTH_A_SECOND * STEP_MS) / 1000;
    if (full) this.#allowed = Math.min(MOST_OF_A_SOURCE, this.#allowed + perStep);
    else if (this.busy < this.#allowed * 0.8) this.#allowed = Math.max(FIRST_CONCURRENCY, this.#allowed - perStep);
    this.#most = Math.max(this.#most, this.busy);
    if (steady) this.#steady.busySteps += this.busy;
    return refused;
  }

  load(steadySteps: number): StageLoad {
    const { calls, messages, busySteps, billedMs } = this.#steady;
    return {
      stage: this.stage,
      batch: messages / Math.max(1, calls),
      mostConcurrent: this.#most,
      concurrent: busySteps / steadySteps,
      oldest: this.#oldest / 1000,
      billedMs: billedMs / Math.max(1, messages),
    };
  }

  #take(now: number, most: number): number {
    let taken = 0;
    for (let first = this.#waiting[0]; first && taken < most; first = this.#waiting[0]) {
      this.#oldest = Math.max(this.#oldest, now - first.at);
      const count = Math.min(first.count, most - taken);
      taken += count;
      first.count -= count;
      if (first.count === 0) this.#waiting.shift();
    }
    return taken;
  }

  #call(now: number, messages: number, steady: boolean): void {
    const { computeMs, waitMs, parallel } = this.work;
    const duration = parallel ? messages * computeMs + waitMs : messages * (computeMs + waitMs);
    const end = now + Math.max(STEP_MS, Math.ceil(duration / STEP_MS) * STEP_MS);
    const ending = this.#ending.get(end) ?? { calls: 0, messages: 0 };
    this.#ending.set(end, { calls: ending.calls + 1, messages: ending.messages + messages });
    this.busy++;
    if (!steady) return;
    this.#steady.calls++;
    this.#steady.messages += messages;
    this.#steady.billedMs += duration;
  }
}
