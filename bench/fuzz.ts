import { type ChildProcess, fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { ParsedArticle } from '../shared/article/schema';
import { UnreadableFileError } from '../shared/errors';
import { Limits, readArticles } from '../shared/formats';
import { randomFrom } from './lib/random';
import { SEEDS } from './lib/samples';

/**
 * Damages small files of every format at random and reads them: each has to be read into articles that the next stage
 * takes, or refused with a reason; none may take 10 seconds. A process of its own reads, so that one that hangs is noticed.
 * Ends with 1 when any did otherwise.
 *
 *   npx tsx bench/fuzz.ts [--files 20000] [--seconds 600] [--seed 1] [--only pdf]
 */

const { values: options } = parseArgs({
  options: {
    files: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    child: { type: 'boolean', default: false },
  },
});

const HANGS_AFTER_MS = 10_000;
const limits = Limits.parse({ seconds: 8, memberBytes: 4 * 1024 * 1024, unpackedBytes: 32 * 1024 * 1024 });
const seeds = SEEDS.filter(({ name }) => options.only === undefined || name.endsWith(options.only)).map((seed) => ({
  name: seed.name,
  bytes: seed.make(),
}));

const Job = z.object({ number: z.int() });
const Result = z.object({
  number: z.int(),
  ms: z.number(),
  /** The most memory that the process had so far. */
  peakMb: z.int(),
  outcome: z.enum(['read', 'refused', 'failed']),
  detail: z.string(),
});
type Result = z.infer<typeof Result>;

/** The file of a number: a seed with some of its bytes changed, left out, repeated or cut off. */
function fileOf(number: number): { name: string; bytes: Uint8Array } {
  const random = randomFrom(Number(options.seed) * 1_000_003 + number);
  const seed = seeds[number % seeds.length];
  if (!seed) throw new Error('there is no such format');
  let bytes = Buffer.from(seed.bytes);
  for (let changes = 1 + Math.floor(random() * 6); changes > 0; changes--) {
    const at = Math.floor(random() * bytes.length);
    const length = Math.floor(random() * 40);
    const kind = Math.floor(random() * 5);
    if (kind === 0) bytes = bytes.subarray(0, Math.max(1, at));
    else if (kind === 1) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    else if (kind === 2)
      bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at)]);
    else
      for (let i = at; i < Math.min(bytes.length, at + (kind === 3 ? 1 : 8)); i++)
        bytes[i] = Math.floor(random() * 256);
  }
  return { name: `incoming/${seed.name}`, bytes };
}

async function read(number: number): Promise<Result> {
  const start = performance.now();
  const done = (outcome: Result['outcome'], detail: string): Result => ({
    number,
    ms: performance.now() - start,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
    outcome,
    detail,
  });
  try {
    for await (const finding of readArticles(fileOf(number), { limits })) {
      // What the next stage would not take is as bad as an error.
      if (finding.kind === 'article') ParsedArticle.parse(finding.found.article);
    }
    return done('read', '');
  } catch (error) {
    if (error instanceof UnreadableFileError) return done('refused', error.code);
    return done('failed', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function child(): void {
  // PDF.js rejects promises that nobody waits for; what a file's reader throws is still told from them.
  process.on('unhandledRejection', (error) => console.error('unhandled', error));
  process.on('message', async (message) => process.send?.(await read(Job.parse(message).number)));
}

class Reading {
  private process: ChildProcess = this.start();
  private start(): ChildProcess {
    return fork(__filename, [...process.argv.slice(2), '--child']);
  }

  /** Undefined when it hung or the process ended. */
  async read(number: number): Promise<Result | undefined> {
    const running = this.process;
    const result = await new Promise<Result | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), HANGS_AFTER_MS);
      const settle = (value: Result | undefined) => {
        clearTimeout(timer);
        running.removeAllListeners();
        resolve(value);
      };
      running.once('message', (message) => settle(Result.parse(message)));
      running.once('exit', () => settle(undefined));
      running.send({ number });
    });
    if (!result) {
      running.kill('SIGKILL');
      this.process = this.start();
    }
    return result;
  }

  stop(): void {
    this.process.kill();
  }
}

async function main(): Promise<void> {
  const end = Date.now() + Number(options.seconds) * 1000;
  const reading = new Reading();
  const counts = new Map<string, number>();
  const bad: string[] = [];
  let slowest = { number: -1, ms: 0 };
  let peakMb = 0;
  let number = 0;
  for (; number < Number(options.files) && Date.now() < end; number++) {
    const result = await reading.read(number);
    const outcome = result?.outcome ?? 'hung';
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    if (!result || outcome === 'failed')
      bad.push(`file ${number} (${fileOf(number).name}): ${outcome} ${result?.detail ?? ''}`);
    if (result && result.ms > slowest.ms) slowest = result;
    peakMb = Math.max(peakMb, result?.peakMb ?? 0);
  }
  reading.stop();
  console.log(`${number} files: ${[...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ')}`);
  console.log(`slowest: ${slowest.ms.toFixed(0)} ms (file ${slowest.number}); most memory ${peakMb} MB`);
  for (const line of bad.slice(0, 20)) console.log(line);
  process.exitCode = bad.length === 0 ? 0 : 1;
}

if (options.child) child();
else main();
