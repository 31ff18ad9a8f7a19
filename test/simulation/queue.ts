import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type QueueName, topology } from '../../shared/pipeline/topology';
import { Life } from './life';
import type { World } from './world';

interface Message {
  id: string;
  body: string;
  receives: number;
  visible: boolean;
}

/** A deployed function, as Lambda calls it. */
export type Call = (event: SQSEvent, life: Life) => Promise<SQSBatchResponse>;

/** Calls at a time where the topology sets no bound. */
const CONCURRENCY = 6;

/**
 * An SQS queue with its dead-letter queue and the event source that feeds a function from it: at least once, in any
 * order, again when the visibility timeout has passed, away after the last attempt.
 */
export class SimulatedQueue {
  #messages = new Map<string, Message>();
  dead: string[] = [];
  #serial = 0;
  #running = new Set<Life>();

  constructor(
    readonly name: QueueName,
    private readonly world: World,
    private readonly call: Call,
  ) {}

  /** Takes a message, perhaps twice, perhaps to be seen only later. */
  accept(body: string, delayMs = 0): void {
    this.#enqueue(body, delayMs);
    if (this.world.strikes('message twice')) this.#enqueue(body, delayMs);
  }

  /** Brings back what had failed too often. */
  redrive(): void {
    for (const body of this.dead.splice(0)) this.#enqueue(body);
  }

  /** Everything is lost: what waits, what is being worked on, and what had failed. */
  lose(): void {
    this.#messages.clear();
    this.dead = [];
    for (const life of [...this.#running]) life.die();
  }

  #enqueue(body: string, delayMs = 0): void {
    const message = { id: `${this.name}-${++this.#serial}`, body, receives: 0, visible: false };
    this.#messages.set(message.id, message);
    const { random } = this.world;
    const late = this.world.strikes('message late') ? random.between(1000, 900_000) : random.between(1, 100);
    this.#showIn(message, delayMs + late);
  }

  #showIn(message: Message, ms: number): void {
    this.world.after(ms, () => {
      if (!this.#messages.has(message.id)) return;
      if (message.receives >= topology.queues[this.name].maxReceives) {
        this.#messages.delete(message.id);
        this.dead.push(message.body);
        return;
      }
      message.visible = true;
      this.#poll();
    });
  }

  #poll(): void {
    const { maxConcurrency = CONCURRENCY, batchSize } = topology.queues[this.name];
    while (this.#running.size < maxConcurrency) {
      const visible = [...this.#messages.values()].filter((message) => message.visible);
      if (visible.length === 0) return;
      const batch = this.world.random.shuffled(visible).slice(0, this.world.random.integer(1, batchSize));
      for (const message of batch) {
        message.visible = false;
        message.receives++;
      }
      this.#invoke(batch);
    }
  }

  #invoke(batch: readonly Message[]): void {
    const { world } = this;
    const { visibilitySeconds, consumer } = topology.queues[this.name];
    const life = new Life(world);
    this.#running.add(life);
    for (const message of batch) this.#showIn(message, visibilitySeconds * 1000);

    const end = (handled: readonly Message[]) => {
      if (!this.#running.delete(life)) return;
      for (const { id } of handled) if (!world.strikes('message not deleted')) this.#messages.delete(id);
      world.after(1, () => this.#poll());
    };
    life.onDeath(() => end([]));
    // Given up early or in time; Lambda ends what it gives up, the embedded runtime cannot, and calls of it go on.
    const unheeded = world.strikes('time-out unheeded');
    const ms = topology.functions[consumer].timeoutSeconds * 1000;
    world.after(unheeded ? world.random.between(50, 3000) : ms, () => {
      end([]);
      if (!unheeded) life.die();
    });
    this.call({ Records: batch.map((message) => this.#record(message)) }, life).then(
      ({ batchItemFailures }) => {
        life.end();
        const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
        end(batch.filter(({ id }) => !failed.has(id)));
      },
      () => {
        life.end();
        end([]);
      },
    );
  }

  #record({ id, body, receives }: Message): SQSEvent['Records'][number] {
    return {
      messageId: id,
      receiptHandle: id,
      body,
      attributes: {
        ApproximateReceiveCount: String(receives),
        SentTimestamp: '0',
        SenderId: 'simulation',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:eu-west-1:000000000000:${this.name}`,
      awsRegion: 'eu-west-1',
    };
  }
}
