import { parseArgs } from 'node:util';
import CliTable from 'cli-table3';
import * as z from 'zod';
import { Environment } from '../shared/environment';
import { PARTITION } from './lib/scale/capacity';
import { type Load, simulateConsumers } from './lib/scale/consumers';
import {
  type Calibration,
  calibrationOf,
  costOfMillion,
  storageOfMillion,
  tableUseOf,
  totalOf,
} from './lib/scale/costs';
import { idleMonths } from './lib/scale/idle';
import { hottest, INITIAL_PARTITIONS, type MomentResult, momentOf, simulateMoment } from './lib/scale/moments';
import { simulate } from './lib/scale/seconds';
import { SeedSized } from './lib/scale/seed-sized';

/**
 * What a year at 1, 100 and 1,000 articles a second asks of DynamoDB's partitions, of queues and functions, and what it
 * costs; and what a month without news costs. Runs the stages' own functions in virtual time, some seconds of the year.
 *
 *   npx tsx bench/scale.ts [--seed 1] [--shards 4]
 */

const Options = z.object({
  seed: z.coerce.number().int(),
  shards: z.coerce.number().int().min(1).max(64).default(Environment.shape.INDEX_SHARDS.parse(undefined)),
});

const RATES = [1, 100, 1_000] as const;
const YEAR = { began: new Date('2026-01-01T00:00:00Z'), middle: new Date('2026-07-15T12:00:00Z') };
const MONTH_TURNS = new Date('2026-08-01T00:00:00Z');
/** Simulated seconds: more where fewer articles come, so that there is something to count. */
const SECONDS = { 1: 60, 100: 8, 1000: 3 } as const;
const CALIBRATION = 150;
const CONSUMER_SECONDS = 900;

function tableOf(head: string[], rows: string[][]): string {
  const colAligns = head.map((_, at) => (at === 0 ? ('left' as const) : ('right' as const)));
  const table = new CliTable({ head, colAligns, style: { head: [], border: [] } });
  table.push(...rows);
  return table.toString();
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const usd = (amount: number) => amount.toFixed(2);
const count = (amount: number) => Math.round(amount).toLocaleString('en');

function momentRow(result: MomentResult): string[] {
  const { options, simulated, partitions } = result;
  const { base, index } = simulated.table;
  const shown = (kind: 'read' | 'write') => {
    const { key, mean, worst, share } = hottest(result, kind);
    const short = key.length > 34 ? `${key.slice(0, 33)}…` : key;
    return `${short}\n${count(mean)}/s, worst ${count(worst)} (${Math.round(share * 100)} %)`;
  };
  return [
    `${count(options.rate)}/s\n${options.name}`,
    (base.total.write / simulated.articles).toFixed(1),
    (base.total.read / simulated.articles).toFixed(1),
    shown('write'),
    shown('read'),
    `${count(partitions.table)} + ${count(partitions.index)}`,
    `${count(base.throttles + index.throttles)} (${count(base.failures + index.failures)} failed)`,
  ];
}

async function calibrate(seed: number, shards: number): Promise<Calibration> {
  const seconds = CALIBRATION * 2;
  const simulated = await simulate({
    news: new SeedSized(CALIBRATION + 10, seed),
    at: YEAR.middle,
    // Far enough from each other that what is computed is one article's.
    rate: 0.5,
    seconds,
    shards,
    partitions: { table: 1e6, index: 1e6 },
  });
  return calibrationOf(simulated);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, shards: { type: 'string' } } });
  const { seed, shards } = Options.parse(values);
  say(`Shards ${shards}, seed ${seed}, Node ${process.version}`);
  const calibration = await calibrate(seed, shards);

  // What an article takes decides how many partitions the table has by then, and is known after a first look.
  const look = await simulateMoment({
    name: 'first look',
    rate: 1,
    seconds: 20,
    moment: momentOf(1_000, YEAR.middle, YEAR.began),
    shards,
    article: { writeUnits: 0, readUnits: 0, indexWriteUnits: 0, bytes: 0 },
    seed,
  });
  const article = tableUseOf(look.simulated);
  const results: MomentResult[] = [];
  for (const rate of RATES) {
    for (const [name, at, began] of [
      ['middle of the year', YEAR.middle, YEAR.began],
      ['a month begins', MONTH_TURNS, YEAR.began],
      ['empty archive, table warmed', YEAR.middle, YEAR.middle],
    ] as const) {
      const moment = momentOf(rate, at, began);
      results.push(await simulateMoment({ name, rate, seconds: SECONDS[rate], moment, shards, article, seed }));
    }
  }
  say('\nDynamoDB, by partition (no burst, no adaptive capacity)');
  say(
    tableOf(
      [
        '',
        'WCU an\narticle',
        'RCU an\narticle',
        `hottest key, writes (of ${PARTITION.write}/s)`,
        `hottest key, reads (of ${PARTITION.read}/s)`,
        'partitions',
        'throttles',
      ],
      results.map(momentRow),
    ),
  );

  const worst = Math.max(...results.map(({ simulated }) => tableUseOf(simulated).writeUnits));
  const borne = INITIAL_PARTITIONS * PARTITION.write;
  say(
    `A new table on demand bears ${count(borne)} writes a second: ${count(borne / worst)} articles/s of an archive ` +
      `that knows nothing yet, ${count(borne / article.writeUnits)} later. For more, warm it or begin slowly.`,
  );

  const loads = new Map<number, Load>(
    RATES.map((rate) => [rate, simulateConsumers(rate, CONSUMER_SECONDS, calibration.work)]),
  );
  say('\nSQS and Lambda, from idle to a steady rate');
  say(
    tableOf(
      ['', 'messages a call', 'calls at once', 'most', 'longest wait, s', 'billed ms an article', 'throttles'],
      [...loads].flatMap(([rate, { stages, throttles }]) =>
        stages.map(({ stage, batch, concurrent, mostConcurrent, oldest, billedMs }) => [
          `${count(rate)}/s ${stage}`,
          batch.toFixed(1),
          concurrent.toFixed(1),
          count(mostConcurrent),
          oldest.toFixed(1),
          count(billedMs),
          count(throttles),
        ]),
      ),
    ),
  );

  const costs = RATES.map((rate) => {
    const middle = results.find(({ options }) => options.rate === rate && options.name === 'middle of the year');
    const load = loads.get(rate);
    if (!middle || !load) throw new Error(`${rate}/s was not simulated`);
    const use = tableUseOf(middle.simulated);
    return {
      use,
      coming: costOfMillion(rate, use, calibration, load, false),
      traced: totalOf(costOfMillion(rate, use, calibration, load, true)),
      staying: storageOfMillion(use, calibration),
    };
  });
  say('\nUSD for a million articles, list prices without free tiers');
  const services = Object.keys(costs[0]?.coming ?? {});
  say(
    tableOf(
      ['', ...RATES.map((rate) => `${count(rate)}/s`)],
      [
        ...services.map((service) => [service, ...costs.map(({ coming }) => usd(coming[service] ?? 0))]),
        ['all in', ...costs.map(({ coming }) => usd(totalOf(coming)))],
        ['all in, where a stage has tracing on', ...costs.map(({ traced }) => usd(traced))],
        ['then, to keep them, a month', ...costs.map(({ staying }) => usd(totalOf(staying)))],
        [
          'KB an article in table, bucket',
          ...costs.map(({ use }) => `${(use.bytes / 1e3).toFixed(1)}, ${(calibration.objectBytes / 1e3).toFixed(1)}`),
        ],
        [
          'TB in the table after a year',
          ...RATES.map((rate, at) => (((costs[at]?.use.bytes ?? 0) * rate * 365 * 86_400) / 1e12).toFixed(1)),
        ],
      ],
    ),
  );

  say('\nAn idle month, USD');
  say(
    tableOf(
      ['stage', 'alarms', 'queues polled', 'with free tiers', 'without'],
      idleMonths().map((idle) => [
        idle.stage,
        count(idle.alarms),
        `${idle.polled} of ${idle.mappings}`,
        usd(idle.withFreeTier),
        usd(idle.withoutFreeTier),
      ]),
    ),
  );
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
});
