import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import type { DropReason } from '../../../shared/api/schemas';
import { TemporaryError } from '../../../shared/errors';
import { stageHandler } from '../../../shared/pipeline/batch';
import { topology } from '../../../shared/pipeline/topology';
import { MemoryDeadLetters } from '../../fakes/memory-dead-letters';

const ARN = 'arn:aws:sqs:eu-west-1:000000000000:enrich';
const context = { functionName: 'enrich', awsRequestId: '1', getRemainingTimeInMillis: () => 1000 } as Context;

function eventOf(...records: { body: string; attempt?: number }[]): SQSEvent {
  return {
    Records: records.map(({ body, attempt = 1 }, at) => ({
      messageId: `m${at}`,
      receiptHandle: 'r',
      body,
      attributes: {
        ApproximateReceiveCount: String(attempt),
        SentTimestamp: '0',
        SenderId: 's',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: ARN,
      awsRegion: 'eu-west-1',
    })),
  };
}

function stage(parallel: boolean) {
  const done: string[] = [];
  const failed: [string, number][] = [];
  const gaveUp: [string, DropReason][] = [];
  const deadLetters = new MemoryDeadLetters();
  const logger = new Logger({ serviceName: 'test', logLevel: 'SILENT' });
  const metrics = new Metrics({ namespace: 'Dateline', serviceName: 'test' });
  jest.spyOn(metrics, 'publishStoredMetrics').mockReturnValue(metrics);
  const handler = stageHandler({
    stage: 'enrich',
    message: z.object({ name: z.string() }),
    async work({ name }) {
      if (name === 'throttled') throw new TemporaryError('slow down');
      if (name === 'broken') throw new TypeError('undefined is not a function');
      done.push(name);
      return 'done';
    },
    async failed({ name }, attempt) {
      failed.push([name, attempt]);
      throw new Error('not noted');
    },
    async gaveUp({ name }, reason) {
      gaveUp.push([name, reason]);
    },
    deadLetters,
    parallel,
    logger,
    metrics,
  });
  return { handler, done, failed, gaveUp, deadLetters };
}

const message = (name: string) => JSON.stringify({ name });
const LAST = topology.queues.enrich.maxReceives;

describe.each([true, false])('a stage behind its queue (parallel: %s)', (parallel) => {
  it('has every failure noted, and goes on where that fails, too', async () => {
    const { handler, failed, gaveUp } = stage(parallel);
    const broken = { body: message('broken') };
    await handler(eventOf({ ...broken, attempt: 2 }, { ...broken, attempt: LAST }, { body: message('a') }), context);
    expect(failed).toEqual([
      ['broken', 2],
      ['broken', LAST],
    ]);
    expect(gaveUp).toMatchObject([['broken', { class: 'our-fault' }]]);
  });

  it('hands back only the messages that failed', async () => {
    const { handler, done } = stage(parallel);
    const bodies = [message('a'), 'not json', message('broken'), '{"name":1}', message('b'), message('throttled')];
    const answer = await handler(eventOf(...bodies.map((body) => ({ body }))), context);
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual([
      'm1',
      'm2',
      'm3',
      'm5',
    ]);
    expect(done).toEqual(['a', 'b']);
  });

  it('does not throw when all of them failed', async () => {
    const { handler } = stage(parallel);
    expect((await handler(eventOf({ body: message('broken') }), context)).batchItemFailures).toHaveLength(1);
  });

  it('says why at the last attempt, and only then, and puts the message aside with it', async () => {
    const { handler, gaveUp, deadLetters } = stage(parallel);
    await handler(eventOf({ body: message('broken'), attempt: LAST - 1 }), context);
    expect([gaveUp, deadLetters.all]).toEqual([[], []]);
    const answer = await handler(
      eventOf(
        { body: message('broken'), attempt: LAST },
        { body: message('throttled'), attempt: LAST },
        { body: '?', attempt: LAST },
      ),
      context,
    );
    expect(answer.batchItemFailures).toEqual([]);
    expect(gaveUp.map(([name, reason]) => [name, reason.class, reason.code])).toEqual([
      ['broken', 'our-fault', 'internal-error'],
      ['throttled', 'temporary', 'gave-up'],
    ]);
    const aside = deadLetters.all.map(({ queue, body, failure: { error, attempts } }) => [
      queue,
      body,
      error,
      attempts,
    ]);
    // In any order: those of a batch are worked on at once.
    expect(new Set(aside)).toEqual(
      new Set([
        ['enrich', message('broken'), 'TypeError', LAST],
        ['enrich', message('throttled'), 'TemporaryError', LAST],
        ['enrich', '?', 'SyntaxError', LAST],
      ]),
    );
  });

  it('leaves to the queue what it cannot put aside', async () => {
    const { handler, deadLetters } = stage(parallel);
    deadLetters.there = false;
    const answer = await handler(eventOf({ body: message('broken'), attempt: LAST }), context);
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'm0' }]);
  });
});
