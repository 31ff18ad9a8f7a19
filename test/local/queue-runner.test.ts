import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { FastifyInstance } from 'fastify';
import { DiskStore } from '../../local/disk-store';
import { FunctionTimeoutError } from '../../local/lambda';
import { LaneGate } from '../../local/lane-gate';
import { close, listen } from '../../local/loopback';
import { type BatchReport, QueueRunner } from '../../local/queue-runner';
import { createQueues, type RunningQueue } from '../../local/queues';
import { buildS3App } from '../../local/s3-endpoint';
import { type QueueName, type QueueTopology, topology } from '../../shared/pipeline/topology';
import { until } from './support/until';

type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse | undefined>;

let directory: string;
let store: DiskStore;
let app: FastifyInstance;
let sqs: SQSClient;
let queue: RunningQueue;
let runner: QueueRunner | undefined;
let reports: BatchReport[];
const defects: unknown[] = [];

/** One attempt a second, two attempts. */
const quick: QueueTopology = { ...topology.queues.enrich, visibilitySeconds: 1, maxReceives: 2 };

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'dateline-queue-'));
  store = new DiskStore({ directory });
  reports = [];
  app = await buildS3App(store, {
    sent: (url) => url === queue.url && queue.doorbell.ring(),
    defect: (error) => defects.push(error),
  });
  await app.ready();
  const endpoint = await listen(app.server, 0);
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  sqs = new SQSClient({ endpoint, region: 'us-east-1', credentials, useQueueUrlAsEndpoint: false });
  const all = Object.fromEntries(Object.keys(topology.queues).map((name) => [name, quick]));
  queue = (await createQueues(sqs, all as Record<QueueName, QueueTopology>)).parse;
});
afterEach(async () => {
  await runner?.stop();
  runner = undefined;
  sqs.destroy();
  await app.close();
  await close(app.server);
  store.close();
  rmSync(directory, { recursive: true });
  expect(defects).toEqual([]);
});

function run(
  handler: Handler,
  { timeoutSeconds = 5, ...changes }: Partial<QueueTopology> & { timeoutSeconds?: number } = {},
) {
  runner = new QueueRunner({
    name: 'parse',
    topology: { ...quick, ...changes },
    queue,
    client: sqs,
    function: { name: 'parse', topology: { memoryMb: 512, timeoutSeconds }, handler },
    gate: new LaneGate([]),
    onBatch: (report) => reports.push(report),
    onDefect: (error) => defects.push(error),
  });
}

async function send(...bodies: string[]): Promise<void> {
  const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));
}

async function counts(name = 'parse') {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `dateline-local-${name}` }));
  const AttributeNames = ['ApproximateNumberOfMessages' as const, 'ApproximateNumberOfMessagesNotVisible' as const];
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  return Object.values(Attributes ?? {}).map(Number);
}

describe('QueueRunner', () => {
  it('calls the function as Lambda does', async () => {
    const calls: { event: SQSEvent; context: Context; left: number }[] = [];
    run(async (event, context) => {
      calls.push({ event, context, left: context.getRemainingTimeInMillis() });
      return undefined;
    });
    await send('{"a":1}');
    await until(() => reports.length === 1);
    const [record] = calls[0]?.event.Records ?? [];
    expect(record).toMatchObject({
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      body: '{"a":1}',
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: expect.stringMatching(/^\d{13}$/) },
      messageAttributes: {},
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:dateline-local-parse',
      awsRegion: 'us-east-1',
    });
    expect(calls[0]?.context).toMatchObject({ functionName: 'dateline-local-parse', memoryLimitInMB: '512' });
    expect(calls[0]?.left).toBeGreaterThan(4000);
    expect(calls[0]?.left).toBeLessThanOrEqual(5000);
    expect(reports).toEqual([{ queue: 'parse', bodies: ['{"a":1}'], failed: [] }]);
    expect(await counts()).toEqual([0, 0]);
  });

  it('hands over batches, so many at a time', async () => {
    let now = 0;
    const atOnce: number[] = [];
    const sizes: number[] = [];
    await send(...'abcdefghij');
    await send(...'klmnopqrst');
    run(
      async ({ Records }) => {
        atOnce.push(++now);
        sizes.push(Records.length);
        await sleep(50);
        now--;
        return undefined;
      },
      { batchSize: 5, maxConcurrency: 2 },
    );
    await until(() => reports.length === 4);
    expect(sizes).toEqual([5, 5, 5, 5]);
    expect(Math.max(...atOnce)).toBe(2);
  });

  it('waits for a fuller batch where the queue has a window', async () => {
    const sizes: number[] = [];
    run(
      async ({ Records }) => {
        sizes.push(Records.length);
        return undefined;
      },
      { maxBatchingSeconds: 2, batchSize: 3 },
    );
    await send('a');
    await send('b');
    await send('c');
    await until(() => reports.length === 1);
    expect(sizes).toEqual([3]);
  });

  it('tries again only what failed, and gives it up to the DLQ after its attempts', async () => {
    const attempts: string[] = [];
    run(async ({ Records }) => {
      for (const { body, attributes } of Records) attempts.push(`${body}${attributes.ApproximateReceiveCount}`);
      const failed = Records.filter(({ body }) => body === 'bad');
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    });
    await send('good', 'bad', 'fine');
    await until(async () => (await counts('parse-dlq'))[0] === 1);
    expect(attempts).toEqual(['good1', 'bad1', 'fine1', 'bad2']);
    expect(reports.flatMap(({ failed }) => failed)).toEqual([
      { body: 'bad', attempt: 1, last: false },
      { body: 'bad', attempt: 2, last: true },
    ]);
    expect(await counts()).toEqual([0, 0]);
  });

  it.each<[string, Handler]>([
    ['throws', () => Promise.reject(new Error('no'))],
    ['names a message that it was not given', async () => ({ batchItemFailures: [{ itemIdentifier: 'x' }] })],
    ['names none', async () => ({ batchItemFailures: [{ itemIdentifier: '' }] })],
  ])('takes a batch as failed when the handler %s', async (_, handler) => {
    run(handler);
    await send('a', 'b');
    await until(() => reports.length === 1);
    expect(reports[0]?.failed).toHaveLength(2);
    expect(reports[0]?.error).toBeInstanceOf(Error);
    expect((await counts())[1]).toBe(2);
  });

  it('takes a batch as failed when the function takes too long', async () => {
    run(() => sleep(60_000, undefined, { ref: false }), { timeoutSeconds: 0.05 });
    await send('a');
    await until(() => reports.length === 1);
    expect(reports[0]?.error).toEqual(new FunctionTimeoutError('parse', 0.05));
    expect(reports[0]?.failed).toHaveLength(1);
  });

  it('lets calls end when it stops', async () => {
    let ended = false;
    run(async () => {
      await sleep(100);
      ended = true;
      return undefined;
    });
    await send('a');
    await until(async () => (await counts())[1] === 1);
    await runner?.stop();
    expect(ended).toBe(true);
    expect(await counts()).toEqual([0, 0]);
  });
});
