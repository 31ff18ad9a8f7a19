import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect, parseArgs } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { ACCESS, REGION } from '../local/lambda';
import { s3ObjectStore } from '../shared/adapters/s3';
import { Embedded } from '../test/acceptance/support/embedded';
import { Random } from '../test/simulation/random';
import { makeUploads, type Upload } from '../test/simulation/workload';

/**
 * The embedded runtime as a process of its own, killed (kill -9) at random moments while files are dropped, and started
 * again: every file that it acknowledged ends, and what readers see is what a run without kills shows.
 *
 *   npx tsx bench/faults-process.ts [--runs 10] [--drops 50] [--kills 3] [--from 1]
 */
const Options = z.object({
  runs: z.coerce.number().int().positive(),
  drops: z.coerce.number().int().positive(),
  kills: z.coerce.number().int().nonnegative(),
  from: z.coerce.number().int(),
});
const PATIENCE_MS = 120_000;

const Receipts = z.object({
  items: z.array(z.object({ key: z.string(), state: z.string(), receivedAt: z.string() })),
  next: z.string().nullish(),
});
const Articles = z.object({
  items: z.array(z.object({ id: z.string(), key: z.string(), title: z.string() })),
  next: z.string().nullish(),
});

/** Drops all files, some at a time, and kills the process so often; answers what readers see at the end. */
async function play(uploads: readonly Upload[], kills: number, random: Random): Promise<string[]> {
  const data = mkdtempSync(join(tmpdir(), 'dateline-faults-'));
  let runtime = await Embedded.start(data, '--no-samples');
  try {
    const killAt = new Set(Array.from({ length: kills }, () => random.integer(1, uploads.length - 1)));
    for (const [at, { key, body }] of uploads.entries()) {
      if (killAt.has(at)) {
        await sleep(random.between(0, 400));
        await runtime.kill();
        runtime = await Embedded.start(data, '--no-samples');
      }
      const client = new S3Client({ ...ACCESS, region: REGION, endpoint: runtime.endpoints.s3, forcePathStyle: true });
      await s3ObjectStore(client, runtime.endpoints.bucket).put(key, body, 'application/octet-stream');
      client.destroy();
    }
    if (kills > 0) {
      await sleep(random.between(0, 400));
      await runtime.kill();
      runtime = await Embedded.start(data, '--no-samples');
    }
    await settled(runtime, new Set(uploads.map(({ key }) => key)));
    const articles = await all(`${runtime.endpoints.api}/articles?limit=100`, Articles);
    return articles.map(({ id, key, title }) => `${key} ${id} ${title}`).sort();
  } finally {
    await runtime.kill();
    rmSync(data, { recursive: true, force: true });
  }
}

/** Waits until every file has a receipt, and every receipt has ended. */
async function settled(runtime: Embedded, keys: ReadonlySet<string>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const receipts = await all(`${runtime.endpoints.api}/drops?limit=100`, Receipts);
    const open = receipts.filter(({ state }) => state !== 'stored' && state !== 'quarantined');
    const missing = [...keys].filter((key) => !receipts.some((receipt) => receipt.key === key));
    if (open.length === 0 && missing.length === 0) return;
    if (Date.now() > deadline) throw new Error(`not ended: ${JSON.stringify({ open, missing })}`);
    await sleep(500);
  }
}

async function all<T>(url: string, schema: z.ZodType<{ items: T[]; next?: string | null | undefined }>): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null | undefined = ''; cursor !== null && cursor !== undefined; ) {
    const response = await fetch(cursor === '' ? url : `${url}&cursor=${encodeURIComponent(cursor)}`);
    const page = schema.parse(await response.json());
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '10' },
      drops: { type: 'string', default: '50' },
      kills: { type: 'string', default: '3' },
      from: { type: 'string', default: '1' },
    },
  });
  const { runs, drops, kills, from } = Options.parse(values);
  let bad = 0;
  const started = performance.now();
  for (let seed = from; seed < from + runs; seed++) {
    const random = new Random(seed);
    const uploads = makeUploads(random, drops, 60_000, false);
    const calm = await play(uploads, 0, new Random(seed));
    const killed = await play(uploads, kills, random).catch((error: unknown) => [`failed: ${inspect(error)}`]);
    const wrong = [
      ...killed.filter((line) => !calm.includes(line)).map((line) => `more: ${line}`),
      ...calm.filter((line) => !killed.includes(line)).map((line) => `missing: ${line}`),
      ...(killed.length === new Set(killed).size ? [] : ['an article is listed twice']),
    ];
    console.log(
      `seed ${seed}: ${drops} drops, ${kills + 1} kills, ${calm.length} articles, ${wrong.length} violations`,
    );
    for (const line of wrong.slice(0, 5)) console.log(`  ${line}`);
    if (wrong.length > 0) bad++;
  }
  console.log(
    `${runs} runs, ${runs * (kills + 1)} kills, ${bad} with violations, ${Math.round((performance.now() - started) / 1000)} s`,
  );
  if (bad > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(inspect(error));
  process.exitCode = 1;
});
