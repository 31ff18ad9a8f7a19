import { setTimeout as sleep } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { TemporaryError } from '../errors';
import { attributesOf, type DeadLetter, deadLetterOf } from '../pipeline/dead-letters';
import type { QueueName } from '../pipeline/topology';
import type { Clock, DeadLetterBox, DeadLetters, Lanes } from '../ports';
import { orTemporary } from './temporary';

const BATCH = 10;
/** For so long a message that is only looked at is hidden from others, seconds. */
const LOOK_SECONDS = 10;
/** What is being moved is hidden longer than a call lasts, seconds. */
const MOVE_SECONDS = 60;

/** Where messages go that were given up. */
export function sqsDeadLetters(client: SQSClient, urlOf: (queue: QueueName) => string): DeadLetters {
  return {
    async add(queue, body, failure) {
      const command = { QueueUrl: urlOf(queue), MessageBody: body, MessageAttributes: attributesOf(failure) };
      await orTemporary('SQS', client.send(new SendMessageCommand(command)));
    },
  };
}

/** The DLQs of the topology's queues. */
export function sqsDeadLetterBox(
  client: SQSClient,
  urls: { queue(name: QueueName): string; deadLetters(name: QueueName): string },
  lanes: Lanes,
  clock: Clock,
): DeadLetterBox {
  async function receive(url: string, VisibilityTimeout: number): Promise<Message[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: BATCH,
      VisibilityTimeout,
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ['SentTimestamp'],
      MessageAttributeNames: ['All'],
    });
    return (await orTemporary('SQS', client.send(command))).Messages ?? [];
  }

  /** One by one: emulators ask for a permission to do so in batches, which AWS does not have. */
  async function putBack(QueueUrl: string, messages: readonly Message[]): Promise<void> {
    const shows = messages.map(({ ReceiptHandle }) =>
      client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 })),
    );
    await orTemporary('SQS', Promise.all(shows));
  }

  async function moveAll(queue: QueueName, from: string, rate: number): Promise<boolean> {
    const arn = async (QueueUrl: string) => {
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
      return (await orTemporary('SQS', client.send(command))).Attributes?.['QueueArn'];
    };
    const [SourceArn, DestinationArn] = await Promise.all([arn(from), arn(urls.queue(queue))]);
    const task = { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: rate };
    try {
      await client.send(new StartMessageMoveTaskCommand(task));
      return true;
    } catch (error) {
      if (isUnknownAction(error)) return false;
      // One that was started before goes on; its rate cannot be changed.
      if (error instanceof Error && /already.*(?:active|running|progress)/i.test(error.message)) return true;
      throw error;
    }
  }

  /** Moves up to ten; answers how many, and how many were seen. */
  async function moveSome(queue: QueueName, from: string, until: string): Promise<{ moved: number; seen: number }> {
    const messages = await receive(from, MOVE_SECONDS);
    const older = messages.filter((message) => sentAt(message) <= until);
    await putBack(
      from,
      messages.filter((message) => sentAt(message) > until),
    );
    if (older.length > 0) {
      const Entries = older.map(({ Body: MessageBody }, at) => ({ Id: String(at), MessageBody }));
      const command = new SendMessageBatchCommand({ QueueUrl: urls.queue(queue), Entries });
      const { Failed: failed = [] } = await orTemporary('SQS', client.send(command));
      // What was sent all the same comes twice, which receivers do not mind.
      if (failed.length > 0)
        throw new TemporaryError(`${failed.length} messages were not taken: ${failed[0]?.Message}`);
    }
    const deletions = older.map(({ ReceiptHandle }) =>
      client.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle })),
    );
    await orTemporary('SQS', Promise.all(deletions));
    return { moved: older.length, seen: messages.length };
  }

  return {
    async count(queue) {
      const name = 'ApproximateNumberOfMessages';
      const command = new GetQueueAttributesCommand({ QueueUrl: urls.deadLetters(queue), AttributeNames: [name] });
      return Number((await orTemporary('SQS', client.send(command))).Attributes?.[name] ?? 0);
    },

    async peek(queue, limit) {
      const url = urls.deadLetters(queue);
      const found = new Map<string, Message>();
      try {
        while (found.size < limit) {
          const some = await receive(url, LOOK_SECONDS);
          if (some.length === 0) break;
          for (const message of some) found.set(message.MessageId ?? '', message);
        }
      } finally {
        await putBack(url, [...found.values()]);
      }
      return [...found.values()].slice(0, limit).map((message) => shown(queue, message));
    },

    async redrive(queue, { rate, until, deadline }) {
      const from = urls.deadLetters(queue);
      await lanes.open();
      if (await moveAll(queue, from, rate)) return { moved: 0, task: true, more: false };
      const started = clock();
      let moved = 0;
      for (;;) {
        const step = await moveSome(queue, from, until);
        moved += step.moved;
        if (step.moved === 0) return { moved, task: false, more: false };
        const due = started + (moved / rate) * 1000;
        if (due >= deadline) return { moved, task: false, more: true };
        await sleep(Math.max(0, due - clock()));
      }
    },
  };
}

function shown(queue: QueueName, message: Message): DeadLetter {
  const { MessageId: messageId = '', Body: body = '', MessageAttributes: attributes = {} } = message;
  return deadLetterOf(queue, { messageId, body, attributes, sentAt: sentAt(message) });
}

function sentAt({ Attributes }: Message): string {
  return new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString();
}

/**
 * Emulators do not know every action of SQS. One that checks permissions refuses it as not allowed, since it does not know
 * either what the action is about; AWS calls that AccessDeniedException, and there it is an error.
 */
function isUnknownAction(error: unknown): boolean {
  return (
    error instanceof Error && /^(?:InvalidAction|UnknownOperation|UnsupportedOperation|AccessDenied$)/.test(error.name)
  );
}
