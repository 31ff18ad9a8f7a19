import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import type { DropReason } from '../api/schemas';
import { DatelineError, TemporaryError } from '../errors';
import type { DeadLetters } from '../ports';
import { QUEUE_NAMES, type QueueName, type Stage, topology } from './topology';

/** A function behind a queue. */
export interface BatchOptions<M> {
  /** What the logs call it. */
  name: string;
  message: z.ZodType<M>;
  /** Does the work for one message; answers a word for the metrics, e.g. `stored`. */
  work(message: M): Promise<string>;
  /** Called after every attempt that failed. */
  failed?(message: M, attempts: number): Promise<void>;
  /** Called after the last attempt failed, before the message goes to the DLQ. */
  gaveUp(message: M, attempts: number, error: Error): Promise<void>;
  /** Where a message goes after its last attempt; without them it is left to its queue, which does not know why. */
  deadLetters?: DeadLetters;
  /** Messages of a batch at once; one at a time where each may need much memory. */
  parallel: boolean;
  logger: Logger;
  metrics: Metrics;
}

/** A stage of the pipeline behind its queues. */
export interface StageOptions<M> extends Omit<BatchOptions<M>, 'name' | 'gaveUp'> {
  stage: Stage;
  /** Called after the last attempt failed, before the message goes to the DLQ: the receipt should say so. */
  gaveUp(message: M, reason: DropReason): Promise<void>;
}

/** A stage without what watches it. */
export type StageWork<M> = Omit<StageOptions<M>, 'logger' | 'metrics'>;

/** The Lambda handler of a stage; after the last attempt the drop's receipt says what happened. */
export function stageHandler<M>({ stage, gaveUp, ...options }: StageOptions<M>) {
  return batchHandler<M>({
    ...options,
    name: stage,
    gaveUp: (message, attempts, error) => gaveUp(message, givingUp(stage, attempts, error)),
  });
}

/**
 * The Lambda handler of a queue's messages. One that fails goes back to its queue and leaves its neighbours alone; each
 * failure is logged with its cause. After its last attempt it is put into the DLQ with what is known of its failure; one whose
 * function ends before it can do so gets there by SQS.
 */
export function batchHandler<M>(options: BatchOptions<M>) {
  const { logger, metrics, parallel } = options;
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    logger.addContext(context);
    const processor = new BatchProcessor(EventType.SQS);
    try {
      return await processPartialResponse(event, (record: SQSRecord) => handle(record, options), processor, {
        processInParallel: parallel,
        throwOnFullBatchFailure: false,
      });
    } finally {
      metrics.publishStoredMetrics();
    }
  };
}

async function handle<M>(
  record: SQSRecord,
  { name, message, work, failed, gaveUp, deadLetters, logger, metrics }: BatchOptions<M>,
): Promise<void> {
  const queue = queueOf(record.eventSourceARN);
  const attempt = Number(record.attributes.ApproximateReceiveCount);
  const parsed = parseMessage(record.body, message);
  try {
    if (!parsed.success) throw parsed.error;
    metrics.addMetric(await work(parsed.data), MetricUnit.Count, 1);
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    const last = attempt >= topology.queues[queue].maxReceives;
    const retryable = !(error instanceof DatelineError) || error.retryable;
    logger.error('message failed', {
      code: 'MESSAGE_FAILED',
      stage: name,
      attempt,
      last,
      retryable,
      body: record.body,
      error,
    });
    metrics.addMetric('failed', MetricUnit.Count, 1);
    // Only for people to see: nothing that happens next may depend on it.
    if (parsed.success) {
      await failed?.(parsed.data, attempt).catch((error: unknown) => {
        logger.warn('attempt not noted', { code: 'ATTEMPT_NOT_NOTED', stage: name, attempt, error: String(error) });
      });
    }
    if (last && parsed.success) await gaveUp(parsed.data, attempt, error);
    if (!last || !deadLetters) throw error;
    // With why it failed, which SQS would not know when it moved the message itself.
    const failedAt = new Date().toISOString();
    await deadLetters.add(queue, record.body, {
      error: error.name,
      message: error.message,
      attempts: attempt,
      failedAt,
    });
  }
}

function parseMessage<M>(body: string, message: z.ZodType<M>) {
  try {
    return message.safeParse(JSON.parse(body));
  } catch (error) {
    return { success: false as const, error };
  }
}

/** Deployed names may carry a prefix: the queue is the longest topology name that the ARN ends with. */
function queueOf(queueArn: string): QueueName {
  const [name] = QUEUE_NAMES.filter((name) => queueArn.endsWith(name)).sort((a, b) => b.length - a.length);
  if (!name) throw new Error(`${queueArn} is no queue of the topology`);
  return name;
}

function givingUp(stage: Stage, attempts: number, error: Error): DropReason {
  return error instanceof TemporaryError
    ? {
        class: 'temporary',
        code: 'gave-up',
        stage,
        message: `A service that Dateline needs did not answer in ${attempts} attempts.`,
        advice:
          'Nothing is lost: the original is kept. Retry it later, with `dateline retry` or POST /drops/{id}/retry.',
      }
    : {
        class: 'our-fault',
        code: 'internal-error',
        stage,
        message: `Dateline failed on this file in ${attempts} attempts (${error.name}).`,
        advice: 'Nothing is lost: the original is kept. Please report it, and retry it after a fix.',
      };
}
