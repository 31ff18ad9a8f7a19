import { setTimeout as sleep } from 'node:timers/promises';
import { enrichArticle } from '../../../functions/enrich/enrich-article';
import { parse } from '../../../functions/parse/parse-drop';
import { storeArticle } from '../../../functions/store/store-article';
import { Receipts } from '../../../shared/archive/receipts';
import { Limits } from '../../../shared/formats';
import type { DropEvent, EnrichRequest, StoreInput } from '../../../shared/pipeline/messages';
import type { Stage } from '../../../shared/pipeline/topology';
import type { EventPublisher, Queue } from '../../../shared/ports';
import { Capacity } from './capacity';
import { MeteredObjects } from './metered-objects';
import type { NewsSource } from './news';
import { PartitionedTable } from './partitioned-table';
import { VirtualTime } from './virtual-time';

/** From a message that was sent to the call of the function that gets it, and computing, milliseconds. */
const HOP_MS = 40;
const COMPUTE_MS = 60;
const SEND_MS = 15;
/** Real time that one who loads something is given at a time, milliseconds, and how often. */
const LOADING_MS = 5;
const MOST_WAITS = 400;
/** Until the first articles have been stored the table is less busy than afterwards, seconds. */
export const WARM_UP = 2;

export interface SimulationOptions {
  news: NewsSource;
  /** The first simulated instant. */
  at: Date;
  /** Articles a second. */
  rate: number;
  seconds: number;
  shards: number;
  partitions: { table: number; index: number };
}

export interface Simulated {
  articles: number;
  table: PartitionedTable;
  objects: MeteredObjects;
  /** Requests that sent messages, one or a batch each. */
  sendRequests: number;
  /** Events that were published for others. */
  published: number;
  /** What each call of a stage's function waited for others (virtual), and computed (real, of this machine). */
  calls: Record<Stage, { waitMs: number; computeMs: number }[]>;
}

/**
 * Simulates seconds of news, from the upload on, through the stages' own functions: what is asked of the table is what
 * the deployed code asks, in the order and at the same time that it does.
 */
export async function simulate(options: SimulationOptions): Promise<Simulated> {
  const { news, rate, seconds, shards, partitions } = options;
  const { extractors } = news;
  const time = new VirtualTime();
  const [base, index] = [new Capacity(time, partitions.table), new Capacity(time, partitions.index)];
  const table = new PartitionedTable(time, base, index, (pk) => news.past(pk));
  const objects = new MeteredObjects(time);
  const receipts = new Receipts(table, shards, () => options.at.getTime() + time.now);
  const calls: Simulated['calls'] = { parse: [], enrich: [], store: [] };
  let sendRequests = 0;
  let published = 0;
  const events: EventPublisher = {
    async publish(all) {
      await time.sleep(SEND_MS);
      published += all.length;
    },
  };
  const clock = () => options.at.getTime() + time.now;

  async function call(stage: Stage, work: () => Promise<unknown>): Promise<void> {
    const [began, busy] = [time.now, process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(busy);
    calls[stage].push({ waitMs: time.now - began, computeMs: (user + system) / 1000 });
  }

  function queue<M>(): Queue<M> & { sent: M[] } {
    const sent: M[] = [];
    return {
      sent,
      async send(messages) {
        if (messages.length > 0) await time.sleep(SEND_MS);
        sent.push(...messages);
        sendRequests += Math.ceil(messages.length / 10);
      },
    };
  }

  async function article(serial: number): Promise<void> {
    const { key, body } = news.brief();
    objects.upload(key, body);
    const event = eventOf(key, serial, options.at.getTime() + time.now);
    const [toEnrich, toStore] = [queue<EnrichRequest>(), queue<StoreInput>()];
    const queues = { toEnrich: () => toEnrich, toStore: () => toStore };
    const to = { objects, table, receipts, events, clock, extractors, limits: Limits.parse({}), ...queues };
    await time.sleep(HOP_MS + COMPUTE_MS);
    await call('parse', () => parse(event, { ...to, maxFileBytes: 1e6 }));
    for (const request of toEnrich.sent) {
      await time.sleep(HOP_MS + COMPUTE_MS);
      await call('enrich', () => enrichArticle(request, to));
    }
    for (const input of toStore.sent) {
      await time.sleep(HOP_MS);
      await call('store', () => storeArticle(input, { ...to, indexShards: shards }));
    }
  }

  const articles = Math.round(rate * (seconds + WARM_UP));
  const failures: unknown[] = [];
  let underWay = articles;
  for (let serial = 0; serial < articles; serial++) {
    void time
      .sleep((serial / rate) * 1000)
      .then(() => article(serial))
      .catch((error: unknown) => failures.push(error))
      .finally(() => underWay--);
  }
  // A reader of a format or of a language is loaded when it is first needed: in real time, of which virtual time knows
  // nothing. Who waits for that goes on when it is there.
  await time.run();
  for (let waits = 0; underWay > 0 && waits < MOST_WAITS; waits++) {
    await sleep(LOADING_MS);
    await time.run();
  }
  const ended = calls.store.length + base.failures + index.failures;
  if (failures.length === 0 && ended < articles) throw new Error(`only ${ended} of ${articles} articles were stored`);
  // What the table refused to the end is counted there; anything else is a defect.
  if (failures.length > base.failures + index.failures) throw failures[0];
  return { articles, table, objects, sendRequests, published, calls };
}

function eventOf(key: string, serial: number, at: number): DropEvent {
  return {
    source: 'aws.s3',
    'detail-type': 'Object Created',
    time: new Date(at).toISOString(),
    detail: { bucket: { name: 'bench' }, object: { key, sequencer: (serial + 1).toString(16).padStart(16, '0') } },
  };
}
