import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect, parseArgs } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { ACCESS, REGION } from '../local/lambda';
import { redirectOutput } from '../local/log-file';
import { type Runtime, startRuntime } from '../local/runtime';
import { s3ObjectStore } from '../shared/adapters/s3';
import { RunDetail } from '../shared/api/schemas';
import { type Brief, makeBriefs } from './lib/briefs';

/**
 * Whether drops wait behind re-processing: how long a drop takes to `stored` on the embedded runtime, without and with
 * a run over the stored articles under way. Drops arrive at random (exponential gaps) at a rate that the runtime keeps
 * up with on its own; the last of these lists are the longest waits, so p99 wants some hundreds of drops.
 *
 *   npx tsx bench/reprocess.ts [--articles 1000] [--drops 300] [--rate 1.5] [--pace 20] [--seed 1]
 */

const Options = z.object({
  articles: z.coerce.number().int().min(1).max(100_000),
  drops: z.coerce.number().int().min(10),
  rate: z.coerce.number().positive(),
  pace: z.coerce.number().positive().max(100),
  seed: z.coerce.number().int(),
});
const BUCKET = 'bench';
const UPLOADS = 10;

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

/** Drops files one after the other at random times; answers how long each took, shortest first. */
async function arrive(briefs: readonly Brief[], prefix: string, rate: number, random: () => number, put: Put) {
  const taken: Promise<number>[] = [];
  let next = performance.now();
  for (const { name, text } of briefs) {
    next += (-Math.log(1 - random()) / rate) * 1000;
    await sleep(Math.max(0, next - performance.now()));
    taken.push(put(`${prefix}/${name}`, text));
  }
  return (await Promise.all(taken)).sort((a, b) => a - b);
}

async function post(api: string, path: string, body: unknown): Promise<RunDetail> {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${api}${path}`, init);
  if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`);
  return RunDetail.parse(await response.json());
}

const get = async (api: string, id: string) => RunDetail.parse(await (await fetch(`${api}/runs/${id}`)).json());

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

async function measure(runtime: Runtime, watch: Watch, options: z.infer<typeof Options>, say: (line: string) => void) {
  const { articles, drops, rate, pace, seed } = options;
  const client = new S3Client({ ...ACCESS, region: REGION, endpoint: runtime.s3, forcePathStyle: true });
  const objects = s3ObjectStore(client, BUCKET);
  const put: Put = (name, text) => {
    const key = `incoming/${name}`;
    return watch.drop(key, () => objects.put(key, text, 'text/plain'));
  };
  const started = performance.now();
  await store(makeBriefs(articles, seed), put);
  say(`${articles} articles stored in ${((performance.now() - started) / 1000).toFixed(0)} s`);

  const arriving = makeBriefs(drops, seed + 1);
  const without = await arrive(arriving, 'without', rate, randomFrom(seed), put);
  say(`${drops} drops at ${rate}/s, alone: ${shown(without)}`);

  const { id } = await post(runtime.api, '/runs', { selector: { keyPrefix: 'incoming/stored/' }, pace });
  const begun = performance.now();
  const before = await get(runtime.api, id);
  const withRun = await arrive(arriving, 'with', rate, randomFrom(seed), put);
  const during = await get(runtime.api, id);
  say(`${drops} drops at ${rate}/s, while a run is under way: ${shown(withRun)}`);
  const minutes = (performance.now() - begun) / 60_000;
  const made = during.progress.done - before.progress.done;
  say(`meanwhile ${made} articles were made again in ${minutes.toFixed(1)} min (run ${during.state}, ${during.phase})`);
  say(`p99 with / without: ${(quantile(withRun, 0.99) / quantile(without, 0.99)).toFixed(2)} (target: at most 1.5)`);
  if (during.state !== 'running') say('The run ended before the last drop: store more articles, or drop fewer.');

  if (during.state === 'running') await post(runtime.api, `/runs/${id}/cancel`, {});
  if (watch.failures.length > 0) throw new Error('something failed', { cause: watch.failures[0] });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      articles: { type: 'string', default: '1000' },
      drops: { type: 'string', default: '300' },
      rate: { type: 'string', default: '1.5' },
      pace: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
    },
  });
  const options = Options.parse(values);
  const scratch = mkdtempSync(join(tmpdir(), 'dateline-bench-'));
  const watch = new Watch();
  const { terminal } = redirectOutput(scratch);
  const say = (line: string) => terminal.write(`${line}\n`);
  say(`Node ${process.version}, ${cpus().length} cores`);
  const runtime = await startRuntime({
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
    await measure(runtime, watch, options, say);
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
