import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import CliTable from 'cli-table3';
import * as z from 'zod';
import { enrichArticle } from '../functions/enrich/enrich-article';
import { parse } from '../functions/parse/parse-drop';
import { storeArticle } from '../functions/store/store-article';
import { environmentOf } from '../local/functions';
import { ACCESS, REGION } from '../local/lambda';
import { redirectOutput } from '../local/log-file';
import { startRuntime } from '../local/runtime';
import { Closers, startServices } from '../local/services';
import { TABLE_NAME } from '../local/table-server';
import { dynamoClient, dynamoTable } from '../shared/adapters/dynamodb';
import { s3Client, s3ObjectStore } from '../shared/adapters/s3';
import { sqsClient, sqsQueue } from '../shared/adapters/sqs';
import { Receipts } from '../shared/archive/receipts';
import { extractorsFor } from '../shared/extractors/registry';
import { Limits } from '../shared/formats/limits';
import { type DropEvent, EnrichRequest, StoreRequest } from '../shared/pipeline/messages';
import type { Queue } from '../shared/ports';
import { type Brief, makeBriefs } from './lib/briefs';
import { MeteredTable } from './lib/metered-table';

/**
 * How fast the embedded runtime takes in news, what an article costs in DynamoDB, and how much memory it takes.
 *
 *   npx tsx bench/pipeline.ts [--articles 1000] [--seed 1]
 */

const Options = z.object({ articles: z.coerce.number().int().min(1).max(100_000), seed: z.coerce.number().int() });
const BUCKET = 'bench';
/** Files uploaded, and messages worked on by a stage on its own, at a time: a batch. */
const AT_A_TIME = 10;
const INDEX_SHARDS = 4;
/** How long the whole way may take at most. */
const MS_AN_ARTICLE = 1_000;

interface Measured {
  stage: string;
  articles: number;
  seconds: number;
}

/** The whole way: uploads through S3, and the deployed handlers behind their queues, until the last receipt has ended. */
async function measureWhole(
  directory: string,
  briefs: readonly Brief[],
  say: (line: string) => void,
): Promise<Measured> {
  let ended = 0;
  let allEnded = () => {};
  const waiting = new Promise<void>((done) => {
    allEnded = done;
  });
  const failures: unknown[] = [];
  const runtime = await startRuntime({
    directory,
    bucket: BUCKET,
    s3Port: 0,
    apiPort: 0,
    observer: {
      dropEnded(_, { state, reason }) {
        if (state !== 'stored') failures.push(reason);
        if (++ended === briefs.length) allEnded();
        else if (ended % 100 === 0) say(`${ended} of ${briefs.length} through the whole way`);
      },
      defect: (error) => failures.push(error),
    },
  });
  try {
    const client = new S3Client({ ...ACCESS, region: REGION, endpoint: runtime.s3, forcePathStyle: true });
    const objects = s3ObjectStore(client, BUCKET);
    const started = performance.now();
    await inParallel(briefs, ({ name, text }) => objects.put(`incoming/${name}`, text, 'text/plain'));
    const signal = AbortSignal.timeout(briefs.length * MS_AN_ARTICLE + 60_000);
    await Promise.race([waiting, once(signal, 'abort')]);
    const seconds = (performance.now() - started) / 1000;
    if (failures.length > 0) throw new Error('not every article was stored', { cause: failures[0] });
    if (ended < briefs.length) throw new Error(`only ${ended} articles were stored in ${Math.round(seconds)} s`);
    return { stage: 'first drop to last stored', articles: briefs.length, seconds };
  } finally {
    await runtime.stop();
  }
}

/** Each stage's function on its own, one stage after the other, over the same services and adapters. */
async function measureStages(
  directory: string,
  briefs: readonly Brief[],
  say: (line: string) => void,
): Promise<{ stages: Measured[]; table: MeteredTable }> {
  const closers = new Closers();
  try {
    const services = await startServices({ directory, bucket: BUCKET, s3Port: 0 }, () => {}, rethrow, closers);
    // The functions' own clients, which read where they are from the environment.
    Object.assign(process.env, environmentOf(services));
    const objects = s3ObjectStore(s3Client(), BUCKET);
    const table = new MeteredTable(dynamoTable(dynamoClient(), TABLE_NAME));
    const sqs = sqsClient();
    const receipts = new Receipts(table, INDEX_SHARDS, Date.now);
    const enrichRequests: EnrichRequest[] = [];
    const storeRequests: StoreRequest[] = [];
    const toEnrich = () => tapped(sqsQueue(sqs, services.queues.enrich.url), EnrichRequest, enrichRequests);
    const toStore = () => tapped(sqsQueue(sqs, services.queues.store.url), StoreRequest, storeRequests);

    const events = briefs.map(({ name }, at) => eventOf(`incoming/${name}`, at));
    await inParallel(briefs, ({ name, text }) => objects.put(`incoming/${name}`, text, 'text/plain'));
    const publisher = { publish: async () => {} };
    const parsing = {
      events: publisher,
      objects,
      table,
      receipts,
      toEnrich,
      toStore,
      maxFileBytes: 1024 * 1024,
      limits: Limits.parse({}),
    };
    const enriching = { objects, table, receipts, extractors: extractorsFor('embedded'), toStore };
    const storing = { objects, table, receipts, events: publisher, indexShards: INDEX_SHARDS, clock: Date.now };
    const stage: typeof timed = (name, inputs, work) => {
      say(`${name}, on its own`);
      return timed(name, inputs, work);
    };
    const stages = [
      await stage('parse', events, (event) => parse(event, parsing)),
      await stage('enrich', enrichRequests, (request) => enrichArticle(request, enriching)),
      await stage('store', storeRequests, (request) => storeArticle(request, storing)),
    ];
    return { stages, table };
  } finally {
    await closers.close();
  }
}

function eventOf(key: string, at: number): DropEvent {
  return {
    source: 'aws.s3',
    'detail-type': 'Object Created',
    time: new Date().toISOString(),
    detail: { bucket: { name: BUCKET }, object: { key, sequencer: (at + 1).toString(16).padStart(16, '0') } },
  };
}

/** A queue that keeps what is sent to it, so that the next stage can be called with it. */
function tapped<M>(queue: Queue<unknown>, message: z.ZodType<M>, kept: M[]): Queue<unknown> {
  return {
    async send(messages) {
      await queue.send(messages);
      kept.push(...messages.map((sent) => message.parse(sent)));
    },
  };
}

async function timed<T>(stage: string, inputs: readonly T[], work: (input: T) => Promise<unknown>): Promise<Measured> {
  const started = performance.now();
  await inParallel(inputs, work);
  return { stage, articles: inputs.length, seconds: (performance.now() - started) / 1000 };
}

async function inParallel<T>(inputs: readonly T[], work: (input: T) => Promise<unknown>): Promise<void> {
  const rest = inputs.values();
  const worker = async () => {
    for (const input of rest) await work(input);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}

function rethrow(error: unknown): never {
  throw error;
}

function tableOf(head: string[], rows: string[][]): string {
  const colAligns = head.map((_, at) => (at === 0 ? ('left' as const) : ('right' as const)));
  const table = new CliTable({ head, colAligns, style: { head: [], border: [] } });
  table.push(...rows);
  return `${table.toString()}\n`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { articles: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
  });
  const { articles, seed } = Options.parse(values);
  const scratch = mkdtempSync(join(tmpdir(), 'dateline-bench-'));
  try {
    // What the functions log would be measured too if a terminal had to show it.
    const { terminal } = redirectOutput(scratch);
    const briefs = makeBriefs(articles, seed);
    const words = briefs.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0) / articles;
    terminal.write(
      `${articles} invented briefs of ${Math.round(words)} words; Node ${process.version}, ${cpus().length} cores\n`,
    );

    // It takes minutes: who waits sees that it goes on.
    const say = (line: string) => terminal.write(`  ${line}\n`);
    const atStart = process.memoryUsage().rss;
    const whole = await measureWhole(join(scratch, 'whole'), briefs, say);
    // In kilobytes, the most so far: the stages on their own come later and are no part of it.
    const peak = process.resourceUsage().maxRSS * 1024;
    const { stages, table } = await measureStages(join(scratch, 'stages'), briefs, say);

    const perArticle = (count: number) => (count / articles).toFixed(1);
    terminal.write(
      tableOf(
        ['', 'articles/s', 'seconds'],
        [...stages, whole].map((row) => [row.stage, (row.articles / row.seconds).toFixed(1), row.seconds.toFixed(1)]),
      ),
    );
    terminal.write(
      tableOf(
        ['DynamoDB', 'an article'],
        [
          ['items that stand', perArticle(table.size)],
          ['items written', perArticle(table.written.items)],
          ['write units, table', perArticle(table.written.units)],
          ['write units, index', perArticle(table.written.indexUnits)],
          ['writes refused by their condition', perArticle(table.written.refused)],
        ],
      ),
    );
    const mb = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
    terminal.write(`Peak memory (RSS) of the whole way: ${mb(peak)}; before it began: ${mb(atStart)}\n`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

// Before the functions' output is sent away, and this with it.
const complain = process.stderr.write.bind(process.stderr);
main().catch((error: unknown) => {
  process.exitCode = 1;
  complain(`${inspect(error)}\n`);
});
