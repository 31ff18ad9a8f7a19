import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import type { QueueName, QueueTopology } from '../shared/pipeline/topology';
import { invoke, type LambdaFunction, REGION } from './lambda';
import type { LaneGate } from './lane-gate';
import type { RunningQueue } from './queues';

/** What became of one call of a function with a batch. */
export interface BatchReport {
  queue: QueueName;
  bodies: string[];
  /** Messages that come again after the queue's visibility timeout, or go to its DLQ after their last attempt. */
  failed: { body: string; attempt: number; last: boolean }[];
  /** What the handler threw, or what was wrong with its answer. */
  error?: unknown;
}

export interface RunnerOptions {
  name: QueueName;
  topology: QueueTopology;
  queue: RunningQueue;
  client: SQSClient;
  function: LambdaFunction;
  gate: LaneGate;
  onBatch(report: BatchReport): void;
  /** Told when the queue itself does not answer. */
  onDefect(error: unknown): void;
}

/** Calls of one function at a time where the topology sets no `maxConcurrency`: all share this process' one thread. */
const CONCURRENCY = 4;
/** SQS' own limit on a batch. */
const MOST_MESSAGES = 10;
/** A queue is looked at when the doorbell rings, and so often: messages that were not handled come back by themselves. */
const LOOK_EVERY_MS = 5000;
const PAUSE_AFTER_DEFECT_MS = 1000;

/**
 * Feeds a function from a queue as Lambda's event source mapping for SQS does: batches, concurrency, partial batch
 * responses; a message that was not handled stays in the queue, which counts attempts and knows its DLQ.
 */
export class QueueRunner {
  readonly #stopping = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  readonly #polling: Promise<void>;

  constructor(private readonly options: RunnerOptions) {
    this.#polling = this.#poll();
  }

  /** Takes no more messages; resolves when the calls under way have ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#polling;
    await Promise.all(this.#underWay);
  }

  get #isPaced(): boolean {
    return this.options.topology.lane === 'reprocess';
  }

  async #poll(): Promise<void> {
    const most = this.#isPaced ? 1 : (this.options.topology.maxConcurrency ?? CONCURRENCY);
    while (!this.#stopping.signal.aborted) {
      const batch = await this.#collect();
      if (batch.length === 0) continue;
      const handle = () => this.#handle(batch);
      const { gate } = this.options;
      const call = (this.#isPaced ? gate.paced(handle, this.#stopping.signal) : gate.live(handle))
        .catch(this.options.onDefect)
        .finally(() => this.#underWay.delete(call));
      this.#underWay.add(call);
      if (this.#underWay.size >= most) await Promise.race(this.#underWay);
    }
  }

  /** As many messages as a call may get: those that are there, or that come within the batching window. */
  async #collect(): Promise<Message[]> {
    const { maxBatchingSeconds, visibilitySeconds } = this.options.topology;
    // What a drop may have to wait for is as short as can be.
    const batchSize = this.#isPaced ? 1 : this.options.topology.batchSize;
    const batch = await this.#receive(batchSize, Math.min(LOOK_EVERY_MS, visibilitySeconds * 500));
    const windowEnd = Date.now() + maxBatchingSeconds * 1000;
    while (batch.length > 0 && batch.length < batchSize && !this.#stopping.signal.aborted) {
      const left = windowEnd - Date.now();
      if (left <= 0) break;
      batch.push(...(await this.#receive(batchSize - batch.length, left)));
    }
    return batch;
  }

  /**
   * Messages that are there; when there are none, waits and answers none. fauxqs could wait too, but then looks at its
   * queues fifty times a second.
   */
  async #receive(most: number, waitMs: number): Promise<Message[]> {
    const { signal } = this.#stopping;
    const { queue, client } = this.options;
    queue.doorbell.silence();
    try {
      const command = new ReceiveMessageCommand({
        QueueUrl: queue.url,
        MaxNumberOfMessages: Math.min(most, MOST_MESSAGES),
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      const { Messages: messages = [] } = await client.send(command, { abortSignal: signal });
      if (messages.length === 0) await queue.doorbell.wait(waitMs, signal);
      return messages;
    } catch (error) {
      if (!signal.aborted) {
        this.options.onDefect(error);
        await sleep(PAUSE_AFTER_DEFECT_MS, undefined, { signal }).catch(() => {});
      }
      return [];
    }
  }

  async #handle(messages: Message[]): Promise<void> {
    const { name, topology, queue, client, onBatch, onDefect } = this.options;
    const records = messages.map((message) => toRecord(message, queue.arn));
    let failedIds: Set<string>;
    let error: unknown;
    try {
      failedIds = failuresOf(await invoke(this.options.function, { Records: records }), records);
    } catch (thrown) {
      error = thrown;
      failedIds = new Set(records.map(({ messageId }) => messageId));
    }
    try {
      const done = records.filter(({ messageId }) => !failedIds.has(messageId));
      for (let at = 0; at < done.length; at += MOST_MESSAGES) {
        const Entries = done
          .slice(at, at + MOST_MESSAGES)
          .map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle }));
        await client.send(new DeleteMessageBatchCommand({ QueueUrl: queue.url, Entries }));
      }
    } catch (thrown) {
      onDefect(thrown);
    }
    const failed = records
      .filter(({ messageId }) => failedIds.has(messageId))
      .map(({ body, attributes }) => {
        const attempt = Number(attributes.ApproximateReceiveCount);
        return { body, attempt, last: attempt >= topology.maxReceives };
      });
    onBatch({ queue: name, bodies: records.map(({ body }) => body), failed, ...(error !== undefined && { error }) });
  }
}

const Attributes = z.looseObject({
  ApproximateReceiveCount: z.string(),
  SentTimestamp: z.string(),
  SenderId: z.string(),
  ApproximateFirstReceiveTimestamp: z.string(),
});

function toRecord(message: Message, arn: string): SQSRecord {
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: Attributes.parse(message.Attributes),
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([key, { StringValue, BinaryValue, DataType }]) => [
        key,
        {
          stringValue: StringValue,
          binaryValue: BinaryValue && Buffer.from(BinaryValue).toString('base64'),
          dataType: DataType ?? 'String',
          stringListValues: [],
          binaryListValues: [],
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: REGION,
  };
}

const BatchResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullish();

/** Ids of the messages that a handler says it could not handle. Throws for an answer that Lambda would not accept. */
function failuresOf(answer: unknown, records: readonly SQSRecord[]): Set<string> {
  const failures = BatchResponse.parse(answer)?.batchItemFailures ?? [];
  const failed = new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
  const known = new Set(records.map(({ messageId }) => messageId));
  const strange = [...failed].find((id) => !known.has(id));
  if (strange !== undefined) throw new Error(`The handler names a message that was not in its batch: "${strange}"`);
  return failed;
}
