import { LambdaClient, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { OnDemandQueue } from '../environment';
import { TemporaryError } from '../errors';
import type { Clock, Lanes, Queue } from '../ports';
import { orTemporary } from './temporary';

/**
 * For so long after it has opened the queues, an instance takes them to be open, milliseconds. Should another have had
 * them rest meanwhile, what is sent waits for the next who opens or settles them: a day at most.
 */
const TRUSTED_MS = 60 * 1000;
const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/** The queues that a function was given, opened and closed by their event source mappings; none where all are polled. */
export function lambdaLanes(
  queues: readonly OnDemandQueue[],
  sqs: SQSClient,
  clock: Clock,
  lambda: LambdaClient = new LambdaClient(),
): Lanes {
  let openedAt = Number.NEGATIVE_INFINITY;

  async function enable(enabled: boolean): Promise<void> {
    const updates = queues.map(({ mapping: UUID }) =>
      orTemporary('Lambda', lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: enabled }))),
    );
    for (const update of await Promise.allSettled(updates)) {
      if (update.status === 'fulfilled') continue;
      const { reason } = update;
      // A change is under way already, which takes some seconds; nobody but us changes anything, so ask again then.
      if (!(reason instanceof Error) || reason.name !== 'ResourceInUseException') throw reason;
      throw new TemporaryError('Lambda is still changing what it polls', { cause: reason });
    }
    openedAt = enabled ? clock() : Number.NEGATIVE_INFINITY;
  }

  async function isEmpty(url: string): Promise<boolean> {
    const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...COUNTS] });
    const { Attributes: counts } = await orTemporary('SQS', sqs.send(command));
    return COUNTS.every((name) => counts?.[name] === '0' || counts?.[name] === undefined);
  }

  return {
    async open() {
      if (queues.length > 0 && clock() - openedAt >= TRUSTED_MS) await enable(true);
    },
    async settle() {
      if (queues.length === 0) return 'open';
      const empty = await Promise.all(queues.map(({ url }) => isEmpty(url)));
      const resting = empty.every(Boolean);
      await enable(!resting);
      return resting ? 'resting' : 'open';
    },
  };
}

/** A queue that is opened before anything is sent to it. */
export function opening<M>(queue: Queue<M>, lanes: Lanes): Queue<M> {
  return {
    async send(messages, options) {
      if (messages.length > 0) await lanes.open();
      await queue.send(messages, options);
    },
  };
}
