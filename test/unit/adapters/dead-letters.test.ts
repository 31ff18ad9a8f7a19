import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { sqsDeadLetterBox, sqsDeadLetters } from '../../../shared/adapters/dead-letters';
import { attributesOf, type Failure } from '../../../shared/pipeline/dead-letters';

const sqs = mockClient(SQSClient);
const failure: Failure = {
  error: 'TypeError',
  message: 'x is not a function',
  attempts: 4,
  failedAt: '2026-11-24T10:00:00.000Z',
};
const SENT = Date.parse('2026-11-24T10:00:00Z');
let opened = 0;
const lanes = { open: async () => void opened++, settle: async () => 'open' as const };
const url = (name: string) => `https://sqs.example/${name}`;
const box = () =>
  sqsDeadLetterBox(new SQSClient({}), { queue: url, deadLetters: (name) => `${url(name)}-dlq` }, lanes, Date.now);
const messageOf = (id: number, body: unknown, attributes = {}) => ({
  MessageId: `m${id}`,
  ReceiptHandle: `handle-${id}`,
  Body: typeof body === 'string' ? body : JSON.stringify(body),
  Attributes: { SentTimestamp: String(SENT + id) },
  MessageAttributes: attributes,
});
const unknownAction = Object.assign(new Error('Unknown operation'), { name: 'InvalidAction' });

beforeEach(() => {
  sqs.reset();
  opened = 0;
  sqs.on(GetQueueAttributesCommand).callsFake(({ QueueUrl }) => ({ Attributes: { QueueArn: `arn of ${QueueUrl}` } }));
  sqs.on(SendMessageBatchCommand).resolves({});
});

test('a message is put aside with why it failed, in characters that SQS takes', async () => {
  const letters = sqsDeadLetters(new SQSClient({}), url);
  await letters.add('store', '{}', { ...failure, message: `bad \u0000 key ${'x'.repeat(1000)}` });
  const [call] = sqs.commandCalls(SendMessageCommand);
  expect(call?.args[0].input.MessageAttributes?.['message']?.StringValue).toMatch(/^bad \ufffd key x{400,491}$/);
});

test('a look tells what can be known of each message, and leaves them all', async () => {
  const event = { detail: { object: { key: 'incoming/a.txt' } } };
  const undelivered = { ERROR_CODE: { StringValue: 'NO_PERMISSIONS' }, ERROR_MESSAGE: { StringValue: 'not allowed' } };
  sqs
    .on(ReceiveMessageCommand)
    .resolvesOnce({
      Messages: [
        messageOf(1, { kind: 'store', lane: 'reprocess', dropId: 'd-1', articleId: 'a-1' }, attributesOf(failure)),
        messageOf(2, event, undelivered),
        messageOf(3, 'not json'),
      ],
    })
    .resolves({});
  const letters = await box().peek('store', 20);
  expect(letters).toMatchObject([
    { messageId: 'm1', lane: 'reprocess', dropId: 'd-1', articleId: 'a-1', key: null, failure },
    { messageId: 'm2', lane: 'live', key: 'incoming/a.txt', failure: { error: 'NO_PERMISSIONS', attempts: 0 } },
    { messageId: 'm3', dropId: null, failure: null, sentAt: '2026-11-24T10:00:00.003Z' },
  ]);
  const back = sqs.commandCalls(ChangeMessageVisibilityCommand).map(({ args: [{ input }] }) => input.VisibilityTimeout);
  expect(back).toEqual([0, 0, 0]);
});

describe('a redrive', () => {
  const options = { rate: 100, until: new Date(SENT + 50).toISOString(), deadline: Number.POSITIVE_INFINITY };

  test('is left to SQS where it can move messages, at the rate, with the queues polled', async () => {
    sqs.on(StartMessageMoveTaskCommand).resolves({ TaskHandle: 'h' });
    expect(await box().redrive('reprocess-store', options)).toEqual({ moved: 0, task: true, more: false });
    expect(sqs.commandCalls(StartMessageMoveTaskCommand)[0]?.args[0].input).toEqual({
      SourceArn: 'arn of https://sqs.example/reprocess-store-dlq',
      DestinationArn: 'arn of https://sqs.example/reprocess-store',
      MaxNumberOfMessagesPerSecond: 100,
    });
    expect(opened).toBe(1);
  });

  test('is done by hand elsewhere: sent first, deleted afterwards, and not what was set aside since it began', async () => {
    sqs.on(StartMessageMoveTaskCommand).rejects(unknownAction);
    sqs
      .on(ReceiveMessageCommand)
      .resolvesOnce({ Messages: [messageOf(1, 'one'), messageOf(60, 'failed again')] })
      .resolves({});
    expect(await box().redrive('store', options)).toEqual({ moved: 1, task: false, more: false });
    const sent = sqs.commandCalls(SendMessageBatchCommand)[0]?.args[0].input;
    expect(sent).toMatchObject({ QueueUrl: url('store'), Entries: [{ MessageBody: 'one' }] });
    const deleted = sqs.commandCalls(DeleteMessageCommand)[0]?.args[0].input;
    expect(deleted).toMatchObject({ QueueUrl: `${url('store')}-dlq`, ReceiptHandle: 'handle-1' });
    const kept = sqs.commandCalls(ChangeMessageVisibilityCommand)[0]?.args[0].input;
    expect(kept).toMatchObject({ ReceiptHandle: 'handle-60', VisibilityTimeout: 0 });
  });

  test('deletes nothing that was not taken', async () => {
    sqs.on(StartMessageMoveTaskCommand).rejects(unknownAction);
    sqs.on(ReceiveMessageCommand).resolvesOnce({ Messages: [messageOf(1, 'one')] });
    sqs.on(SendMessageBatchCommand).resolves({ Failed: [{ Id: '0', Code: 'x', SenderFault: false }] });
    await expect(box().redrive('store', options)).rejects.toThrow('1 messages were not taken');
    expect(sqs.commandCalls(DeleteMessageCommand)).toEqual([]);
  });

  test('stops at its deadline, when the rate would take longer', async () => {
    sqs.on(StartMessageMoveTaskCommand).rejects(unknownAction);
    sqs.on(ReceiveMessageCommand).resolves({ Messages: [messageOf(1, 'one')] });
    const soon = { ...options, rate: 1, deadline: Date.now() + 500 };
    expect(await box().redrive('store', soon)).toEqual({ moved: 1, task: false, more: true });
  });
});
