import { CreateQueueCommand, GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { QUEUE_NAMES, type QueueName, type QueueTopology } from '../shared/pipeline/topology';
import { Doorbell } from './doorbell';

export interface RunningQueue {
  url: string;
  arn: string;
  deadLettersUrl: string;
  /** Rings when messages were sent to it. */
  doorbell: Doorbell;
}

/** Creates the topology's queues, each with its DLQ, named as the stack names them. */
export async function createQueues(
  client: SQSClient,
  queues: Record<QueueName, QueueTopology>,
): Promise<Record<QueueName, RunningQueue>> {
  const created = await Promise.all(
    QUEUE_NAMES.map(async (name) => {
      const { visibilitySeconds, maxReceives } = queues[name];
      const dlq = await createQueue(client, `${name}-dlq`, {});
      const address = await createQueue(client, name, {
        VisibilityTimeout: String(visibilitySeconds),
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dlq.arn, maxReceiveCount: maxReceives }),
      });
      return [name, { ...address, deadLettersUrl: dlq.url }] as const;
    }),
  );
  return Object.fromEntries(created) as Record<QueueName, RunningQueue>;
}

const Created = z.object({ QueueUrl: z.url() });
const Described = z.object({ Attributes: z.object({ QueueArn: z.string() }) });

async function createQueue(
  client: SQSClient,
  name: string,
  Attributes: Record<string, string>,
): Promise<Omit<RunningQueue, 'deadLettersUrl'>> {
  const QueueName = `dateline-local-${name}`;
  const { QueueUrl: url } = Created.parse(await client.send(new CreateQueueCommand({ QueueName, Attributes })));
  const described = await client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }));
  return { url, arn: Described.parse(described).Attributes.QueueArn, doorbell: new Doorbell() };
}
