import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect, parseArgs } from 'node:util';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { enrichArticle } from '../functions/enrich/enrich-article';
import { deployedHandlers } from '../local/functions';
import { ACCESS, REGION } from '../local/lambda';
import { redirectOutput } from '../local/log-file';
import { type Runtime, startRuntime } from '../local/runtime';
import type { Services } from '../local/services';
import { s3ObjectStore } from '../shared/adapters/s3';
import { sqsQueue } from '../shared/adapters/sqs';
import { RunDetail } from '../shared/api/schemas';
import { Receipts } from '../shared/archive/receipts';
import type { Extractor } from '../shared/extractors/extractor';
import { extractorsFor } from '../shared/extractors/registry';
import { stageHandler } from '../shared/pipeline/batch';
import { EnrichRequest, type StoreRequest } from '../shared/pipeline/messages';
import { type Lane, queueName } from '../shared/pipeline/topology';
import { type Brief, makeBriefs } from './lib/briefs';

/**
 * Whether drops wait behind re-processing: how long a drop takes to `stored` on the embedded runtime, without and with
 * a run over the stored articles under way. Drops arrive at random (exponential gaps) at a rate that the runtime keeps
 * up with on its own. The run is paused and resumed by turns, so that what else the machine does falls on both sides
 * alike; the longest waits decide, so p99 wants some hundreds of drops.
 *
 *   npx tsx bench/reprocess.ts [--articles 1000] [--drops 150] [--rate 1] [--pace 20] [--turns 6] [--seed 1] [--paragraphs 6]
 */

const Options = z.object({
  articles: z.coerce.number().int().min(1).max(100_000),
  drops: z.coerce.number().int().min(10),
  rate: z.coerce.number().positive(),
  pace: z.coerce.number().positive().max(100),
  /** How often the run is resumed. */
  turns: z.coerce.number().int().positive(),
  seed: z.coerce.number().int(),
  /** Of an article, of 130 words each: ten thousand long ones take hours to be stored. */
  paragraphs: z.coerce.number().int().positive(),
});
const BUCKET = 'bench';
const UPLOADS = 10;
const INDEX_SHARDS = 4;
const LOOK_EVERY_MS = 250;
/** Before drops are measured beside the run. */
const WARM_UP_MS = 2_000;

/** Drops on their way, by key: when they were put, and who waits for their end. */
class Watch {
  readonly #waiting = new Map<string, { since: number; done(ms: number): void }>();
  failures: unknown[] = [];

  /** How long a file takes from the start of its upload to `stored`, milliseconds. */
  drop(key: string, upload: () => Promise<void>): Promise<number> {
    return new Promise((done, fail) => {
      this.#waiting.set(key, { since: performance.now(), done });
      upload().catch(fail);
    });
  }

  ended(key: string): void {
    const waiting = this.#waiting.get(key);
    waiting?.done(performance.now() - waiting.since);
    this.#waiting.delete(key);
  }
}

type Put = (name: string, text: string) => Promise<number>;

async function store(briefs: readonly Brief[], put: Put): Promise<void> {
  const rest = briefs.values();
  const worker = async () => {
    for (const { name, text } of rest) await put(`stored/${name}`, text);
  };
  await Promise.all(Array.from({ length: UPLOADS }, worker));
}

/** Drops files one after the other at random times; answers how long each took. */
async function arrive(briefs: readonly Brief[], prefix: string, rate: number, random: () => number, put: Put) {
  const taken: Promise<number>[] = [];
  let next = performance.now();
  for (const { name, text } of briefs) {
    next += (-Math.log(1 - random()) / rate) * 1000;
    await sleep(Math.max(0, next - performance.now()));
    taken.push(put(`${prefix}/${name}`, text));
  }
  return Promise.all(taken);
}

async function post(api: string, path: string, body: unknown): Promise<RunDetail> {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${api}${path}`, init);
  if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`);
  return RunDetail.parse(await response.json());
}

const get = async (api: string, id: string) => RunDetail.parse(await (await fetch(`${api}/runs/${id}`)).json());

/** The run once nothing of it is on its way. */
async function atRest(api: string, id: string): Promise<RunDetail> {
  for (;;) {
    const run = await get(api, id);
    if (run.progress.done >= run.progress.sent) return run;
    await sleep(LOOK_EVERY_MS);
  }
}

const quantile = (sorted: readonly number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
const shown = (sorted: readonly number[]) =>
  [0.5, 0.9, 0.99].map((q) => `p${q * 100} ${quantile(sorted, q).toFixed(0)} ms`).join(', ');

/** A linear congruential generator (Numerical Recipes), so that both rounds see the same gaps. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function enrichWith(extractors: () => readonly Extractor[], { s3, bucket, table, sqs, queues }: Services) {
  const client = new S3Client({ ...ACCESS, region: REGION, endpoint: s3, forcePathStyle: true });
  const objects = s3ObjectStore(client, bucket);
  const receipts = new Receipts(table, INDEX_SHARDS, Date.now);
  const toStore = (lane: Lane) => sqsQueue<StoreRequest>(sqs, queues[queueName('store', lane)].url);
  return stageHandler({
    stage: 'enrich',
    message: EnrichRequest,
    work: (request) => enrichArticle(request, { objects, table, receipts, extractors: extractors(), toStore }),
    failed: async () => {},
    gaveUp: async () => {},
    parallel: true,
    logger: new Logger({ serviceName: 'enrich' }),
    metrics: new Metrics({ namespace: 'Dateline', serviceName: 'enrich' }),
  });
}

async function measure(
  runtime: Runtime,
  watch: Watch,
  options: z.infer<typeof Options>,
  deploy: () => void,
  say: (line: string) => void,
): Promise<void> {
  const { articles, drops, rate, pace, turns, seed, paragraphs } = options;
  const client = new S3Client({ ...ACCESS, region: REGION, endpoint: runtime.s3, forcePathStyle: true });
  const objects = s3ObjectStore(client, BUCKET);
  const put: Put = (name, text) => {
    const key = `incoming/${name}`;
    return watch.drop(key, () => objects.put(key, text, 'text/plain'));
  };
  const started = performance.now();
  await store(makeBriefs(articles, seed, paragraphs), put);
  say(`${articles} articles stored in ${((performance.now() - started) / 1000).toFixed(0)} s`);

  deploy();
  const { id } = await post(runtime.api, '/runs', { selector: { keyPrefix: 'incoming/stored/' }, pace });
  // Other files on each side: those that come second would find the names known that the first brought.
  const arriving = makeBriefs(drops * 2, seed + 1, paragraphs);
  const size = Math.ceil(drops / turns);
  const without: number[] = [];
  const withRun: number[] = [];
  let made = 0;
  let workedMs = 0;
  for (let turn = 0; turn < turns; turn++) {
    const [some, others] = [turn * 2, turn * 2 + 1].map((at) => arriving.slice(at * size, (at + 1) * size));
    await post(runtime.api, `/runs/${id}/pause`, {});
    const before = await atRest(runtime.api, id);
    without.push(...(await arrive(some ?? [], 'without', rate, randomFrom(seed + turn), put)));

    const resumed = performance.now();
    await post(runtime.api, `/runs/${id}/resume`, {});
    await sleep(WARM_UP_MS);
    withRun.push(...(await arrive(others ?? [], 'with', rate, randomFrom(seed + turn), put)));
    const during = await get(runtime.api, id);
    if (during.state !== 'running') throw new Error('the run ended before the last drop: store more, or drop fewer');
    made += during.progress.done - before.progress.done;
    workedMs += performance.now() - resumed;
  }
  await post(runtime.api, `/runs/${id}/cancel`, {});
  for (const times of [without, withRun]) times.sort((a, b) => a - b);
  say(`${drops} drops at ${rate}/s, alone: ${shown(without)}`);
  say(`the same while a run is under way: ${shown(withRun)}`);
  say(`which made ${((made / workedMs) * 1000).toFixed(1)} articles a second again, ${made} in all`);
  say(`p99 with / without: ${(quantile(withRun, 0.99) / quantile(without, 0.99)).toFixed(2)} (target: at most 1.5)`);
  if (watch.failures.length > 0) throw new Error('something failed', { cause: watch.failures[0] });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      articles: { type: 'string', default: '1000' },
      drops: { type: 'string', default: '150' },
      rate: { type: 'string', default: '1' },
      turns: { type: 'string', default: '6' },
      pace: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      paragraphs: { type: 'string', default: '6' },
    },
  });
  const options = Options.parse(values);
  const scratch = mkdtempSync(join(tmpdir(), 'dateline-bench-'));
  const watch = new Watch();
  const { terminal } = redirectOutput(scratch);
  const say = (line: string) => terminal.write(`${line}\n`);
  say(`Node ${process.version}, ${cpus().length} cores`);
  let extractors = extractorsFor('embedded');
  const runtime = await startRuntime({
    // The deployed functions; enrich's extractors get another version once the archive is there, as by a deployment, so
    // that the run has all of it written anew.
    handlers: async (services) => ({
      ...(await deployedHandlers(services)),
      enrich: enrichWith(() => extractors, services),
    }),
    directory: join(scratch, 'data'),
    bucket: BUCKET,
    s3Port: 0,
    apiPort: 0,
    observer: {
      dropEnded({ key }, { state, reason }) {
        if (state !== 'stored') watch.failures.push(reason);
        watch.ended(key);
      },
      defect: (error) => watch.failures.push(error),
    },
  });
  try {
    const deploy = () => {
      extractors = extractors.map((extractor) => ({ ...extractor, version: `${extractor.version}-next` }));
    };
    await measure(runtime, watch, options, deploy, say);
  } finally {
    await runtime.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

// Before the functions' output is sent away, and this with it.
const complain = process.stderr.write.bind(process.stderr);
main().catch((error: unknown) => {
  process.exitCode = 1;
  complain(`${inspect(error)}\n`);
});
