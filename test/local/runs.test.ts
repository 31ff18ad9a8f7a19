import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { enrichArticle } from '../../functions/enrich/enrich-article';
import { deployedHandlers } from '../../local/functions';
import { ACCESS, REGION } from '../../local/lambda';
import { type Runtime, startRuntime } from '../../local/runtime';
import { s3ObjectStore } from '../../shared/adapters/s3';
import { sqsQueue } from '../../shared/adapters/sqs';
import { ArticleDetail, ArticleRollback, page, RunChange, RunDetail } from '../../shared/api/schemas';
import { Receipts } from '../../shared/archive/receipts';
import { stageHandler } from '../../shared/pipeline/batch';
import { EnrichRequest } from '../../shared/pipeline/messages';
import { wordsExtractor } from '../fakes/extractors';
import { until } from './support/until';

// What the functions log is of no use here.
Object.assign(process.env, { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' });
jest.setTimeout(60_000);
const BUCKET = 'news';
const directory = mkdtempSync(join(tmpdir(), 'dateline-runs-'));
let runtime: Runtime;
let extractors = [wordsExtractor('1.0.0', 'Petrova', 'Berg')];
let stored = 0;

/** The deployed functions, but for the extractors of enrich: those change, as they do by a deployment. */
beforeAll(async () => {
  runtime = await startRuntime({
    directory,
    bucket: BUCKET,
    s3Port: 0,
    apiPort: 0,
    observer: {
      dropEnded: () => {
        stored++;
      },
    },
    handlers: async (services) => {
      const { table, queues, sqs } = services;
      const client = new S3Client({ ...ACCESS, region: REGION, endpoint: services.s3, forcePathStyle: true });
      const to = {
        objects: s3ObjectStore(client, BUCKET),
        table,
        receipts: new Receipts(table, 4, Date.now),
        toStore: (lane: 'live' | 'reprocess') =>
          sqsQueue(sqs, queues[lane === 'live' ? 'store' : 'reprocess-store'].url),
      };
      const enrich = stageHandler({
        stage: 'enrich',
        message: EnrichRequest,
        work: (request) => enrichArticle(request, { ...to, extractors }),
        failed: async () => {},
        gaveUp: async () => {},
        parallel: true,
        logger: new Logger({ serviceName: 'enrich', logLevel: 'SILENT' }),
        metrics: new Metrics({ namespace: 'test', serviceName: 'enrich' }),
      });
      return { ...(await deployedHandlers(services)), enrich };
    },
  });
});
afterAll(async () => {
  await runtime.stop();
  rmSync(directory, { recursive: true });
});

async function call<S extends z.ZodType>(schema: S, path: string, body?: unknown): Promise<z.output<S>> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${runtime.api}${path}`, { ...init, headers: { 'content-type': 'application/json' } });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${text}`);
  return schema.parse(JSON.parse(text));
}

async function finished(id: string): Promise<RunDetail> {
  let run = await call(RunDetail, `/runs/${id}`);
  await until(async () => {
    run = await call(RunDetail, `/runs/${id}`);
    return run.state === 'finished';
  });
  return run;
}

test('what a run changed is told over HTTP, in sum, by article and in words, and taken back', async () => {
  const client = new S3Client({ ...ACCESS, region: REGION, endpoint: runtime.s3, forcePathStyle: true });
  await s3ObjectStore(client, BUCKET).put('incoming/brief.txt', 'Petrova met Berg in the harbour.', 'text/plain');
  await until(() => stored === 1);
  const { items } = await call(page(z.object({ id: z.string() })), '/articles');
  const path = `/articles/${items[0]?.id}`;
  const mentions = async () => (await call(ArticleDetail, path)).annotations.map(({ text }) => text);
  expect(await mentions()).toEqual(['Petrova', 'Berg']);

  extractors = [wordsExtractor('2.0.0', 'Petrova', 'harbour')];
  const run = await finished((await call(RunDetail, '/runs', { selector: { keyPrefix: 'incoming/brief' } })).id);
  expect(run).toMatchObject({ outcomes: { changed: 1 }, changes: { mention: { added: 1, removed: 1, changed: 0 } } });
  expect(await mentions()).toEqual(['Petrova', 'harbour']);
  const changes = await call(page(RunChange), `/runs/${run.id}/changes`);
  expect(changes.items[0]?.diff?.changes.map(({ before, after }) => [before?.words, after?.words])).toEqual([
    ['Berg', undefined],
    [undefined, 'harbour'],
  ]);

  const undo = await finished((await call(RunDetail, `/runs/${run.id}/rollback`, { reason: 'no person' })).id);
  expect(undo).toMatchObject({ kind: 'rollback', of: run.id, outcomes: { changed: 1 } });
  expect(await mentions()).toEqual(['Petrova', 'Berg']);

  // And the other way round, for this one article.
  await call(ArticleRollback, `${path}/rollback`, {});
  await until(async () => (await mentions()).includes('harbour'));
});
