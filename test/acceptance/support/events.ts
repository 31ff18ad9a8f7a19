import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  DeleteRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DeliveredEvent } from '../../../shared/events/events';
import { accessTo } from './access';
import type { Endpoints } from './endpoints';

/** Somebody who listens to Dateline. */
export interface Subscription {
  /** Every event that came since the subscription began, parsed by the published schema. */
  received(): Promise<DeliveredEvent[]>;
  end(): Promise<void>;
}

export interface EventSource {
  subscribe(name: string): Promise<Subscription>;
}

/** Where a target's events can be heard; undefined when it does not say. */
export function eventSourceOf(endpointsFile: string, { s3, eventBus }: Endpoints): EventSource | undefined {
  const file = join(dirname(endpointsFile), 'events.jsonl');
  if (eventBus !== undefined) return { subscribe: (name) => subscribeToBus(eventBus, s3, name) };
  return existsSync(file) ? { subscribe: async () => subscribeToFile(file) } : undefined;
}

function subscribeToFile(file: string): Subscription {
  const linesOf = () => readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const before = linesOf().length;
  return {
    received: async () =>
      linesOf()
        .slice(before)
        .map((line) => DeliveredEvent.parse(JSON.parse(line))),
    end: async () => {},
  };
}

/** As a subscriber in the account does it: a rule on the bus with a queue as its target. */
async function subscribeToBus(EventBusName: string, s3: string, name: string): Promise<Subscription> {
  const { isLoopback, region, credentials } = accessTo(s3);
  const options = { region, credentials, ...(isLoopback && { endpoint: s3 }) };
  const events = new EventBridgeClient(options);
  const sqs = new SQSClient({ ...options, useQueueUrlAsEndpoint: !isLoopback });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const attributes = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const Arn = attributes.Attributes?.['QueueArn'] ?? '';
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: Arn,
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const EventPattern = JSON.stringify({ source: ['dateline'] });
  await events.send(new PutRuleCommand({ Name: name, EventBusName, EventPattern }));
  await events.send(new PutTargetsCommand({ Rule: name, EventBusName, Targets: [{ Id: 'queue', Arn }] }));
  const all: DeliveredEvent[] = [];
  return {
    async received() {
      for (;;) {
        const answer = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
        const messages = answer.Messages ?? [];
        if (messages.length === 0) return all;
        all.push(...messages.map(({ Body }) => DeliveredEvent.parse(JSON.parse(Body ?? ''))));
      }
    },
    async end() {
      await events.send(new RemoveTargetsCommand({ Rule: name, EventBusName, Ids: ['queue'] }));
      await events.send(new DeleteRuleCommand({ Name: name, EventBusName }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}
