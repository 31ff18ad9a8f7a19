import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import CliTable from 'cli-table3';
import * as z from 'zod';
import { UnreadableFileError } from '../shared/errors';
import { readArticles } from '../shared/formats';
import { HOSTILE } from '../test/fixtures/make/hostile';
import { SAMPLES, type Sample } from './lib/samples';

/**
 * How long reading a file of each format takes, and the most memory that the process had: each format in a process of
 * its own, with files made here. Without S3: what reading itself takes. The first run loads the format's reader.
 *
 *   npx tsx bench/formats.ts [--runs 5]
 *   npx tsx bench/formats.ts --runs 1 --hostile     # the hostile files instead; 0 articles: refused
 */

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    sample: { type: 'string' },
    hostile: { type: 'boolean', default: false },
  },
});
const samples: readonly Sample[] = options.hostile ? HOSTILE : SAMPLES;
const Measured = z.object({
  bytes: z.int(),
  articles: z.int(),
  first: z.number(),
  median: z.number(),
  peakMb: z.int(),
});
type Measured = z.infer<typeof Measured>;

async function measure(index: number, runs: number): Promise<Measured> {
  const sample = samples[index];
  if (!sample) throw new Error(`no sample ${index}`);
  const bytes = sample.make();
  const name = sample.name.replace(/ .*$/, '');
  const times: number[] = [];
  let articles = 0;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    articles = 0;
    try {
      for await (const finding of readArticles({ name, bytes })) if (finding.kind === 'article') articles += 1;
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
    }
    times.push(performance.now() - start);
  }
  const [first = 0] = times;
  const sorted = [...times.slice(runs > 1 ? 1 : 0)].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  return { bytes: bytes.length, articles, first, median, peakMb };
}

async function main(): Promise<void> {
  if (options.sample !== undefined) {
    process.send?.(await measure(Number(options.sample), Number(options.runs)));
    return;
  }
  const table = new CliTable({ head: ['file', 'KB', 'articles', 'first ms', 'median ms', 'ms/KB', 'peak MB'] });
  for (const [index, { name }] of samples.entries()) {
    const child = fork(__filename, [
      ...['--sample', String(index), '--runs', options.runs],
      ...(options.hostile ? ['--hostile'] : []),
    ]);
    const [message] = await once(child, 'message');
    const { bytes, articles, first, median, peakMb } = Measured.parse(message);
    const kb = bytes / 1024;
    table.push([name, kb.toFixed(1), articles, first.toFixed(0), median.toFixed(1), (median / kb).toFixed(2), peakMb]);
  }
  console.log(table.toString());
}

main();
