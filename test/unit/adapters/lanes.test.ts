import { LambdaClient, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { lambdaLanes, opening } from '../../../shared/adapters/lanes';
import { TemporaryError } from '../../../shared/errors';
import { MemoryQueue } from '../../fakes/memory-queue';

const lambda = mockClient(LambdaClient);
const sqs = mockClient(SQSClient);
const QUEUES = [
  { url: 'https://sqs.example/parse', mapping: 'mapping-1' },
  { url: 'https://sqs.example/store', mapping: 'mapping-2' },
];
let now = 0;
const lanes = (queues = QUEUES) => lambdaLanes(queues, new SQSClient({}), () => now);
const changes = () => lambda.commandCalls(UpdateEventSourceMappingCommand).map(({ args: [{ input }] }) => input);

beforeEach(() => {
  lambda.reset();
  sqs.reset();
  lambda.on(UpdateEventSourceMappingCommand).resolves({});
});

test('queues are opened before the first message, and not again for a while', async () => {
  const queue = new MemoryQueue<string>();
  const opened = opening(queue, lanes());
  await opened.send([]);
  expect(changes()).toEqual([]);
  await opened.send(['one']);
  await opened.send(['two']);
  expect(changes()).toEqual([
    { UUID: 'mapping-1', Enabled: true },
    { UUID: 'mapping-2', Enabled: true },
  ]);
  now += 60_000;
  await opened.send(['three']);
  expect(changes()).toHaveLength(4);
  expect(queue.messages).toEqual(['one', 'two', 'three']);
});

test('nothing is sent that nobody would fetch: a change under way is a temporary error', async () => {
  const busy = Object.assign(new Error('in use'), { name: 'ResourceInUseException' });
  lambda.on(UpdateEventSourceMappingCommand).rejects(busy);
  const queue = new MemoryQueue<string>();
  await expect(opening(queue, lanes()).send(['one'])).rejects.toThrow(TemporaryError);
  expect(queue.messages).toEqual([]);
});

test.each([
  ['rest when all are empty', { parse: '0', store: '0' }, 'resting'],
  ['are open while one holds a message', { parse: '0', store: '3' }, 'open'],
] as const)('queues %s', async (_, waiting, state) => {
  for (const [name, count] of Object.entries(waiting)) {
    sqs
      .on(GetQueueAttributesCommand, { QueueUrl: `https://sqs.example/${name}` })
      .resolves({ Attributes: { ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesDelayed: count } });
  }
  await expect(lanes().settle()).resolves.toBe(state);
  expect(changes().map(({ Enabled }) => Enabled)).toEqual([state === 'open', state === 'open']);
});

test('where every queue is polled, nothing is asked', async () => {
  await lanes([]).open();
  await expect(lanes([]).settle()).resolves.toBe('open');
  expect(changes()).toEqual([]);
});
