import { setTimeout as sleep } from 'node:timers/promises';
import { sqsQueue } from '../shared/adapters/sqs';
import { hasEnded } from '../shared/archive/receipt-states';
import type { ReceiptRecord } from '../shared/archive/records';
import { type FunctionName, QUEUE_NAMES, type QueueName, topology } from '../shared/pipeline/topology';
import { DropEvents } from './drop-events';
import { type Endpoints, removeEndpoints, writeEndpoints } from './endpoints-file';
import { deployedHandlers, type Handlers } from './functions';
import { httpApi } from './http-api';
import { invoke, type LambdaFunction } from './lambda';
import { LaneGate } from './lane-gate';
import { close, listen } from './loopback';
import type { StoredObject } from './object-log';
import { type DropCounts, OpenDrops } from './open-drops';
import { announceRetries } from './open-retries';
import { type BatchReport, QueueRunner } from './queue-runner';
import { type ScheduledRun, Schedules } from './schedules';
import { Closers, isAnnouncedIn, isDropIn, type ServiceOptions, type Services, startServices } from './services';

export interface RuntimeOptions extends ServiceOptions {
  /** 0 is any free port. */
  apiPort: number;
  /** The functions to run; those that are deployed unless given. */
  handlers?: (services: Services) => Handlers | Promise<Handlers>;
  observer?: RuntimeObserver;
}

export interface RuntimeObserver {
  /** A function was called with a batch. */
  batch?(report: BatchReport): void;
  /** A drop came in, or came to light after a restart. */
  dropReceived?(object: StoredObject): void;
  /** A drop's receipt came to its end. */
  dropEnded?(object: StoredObject, receipt: ReceiptRecord): void;
  scheduled?(run: ScheduledRun): void;
  /** Something failed that is nobody's request's fault. */
  defect?(error: unknown): void;
}

export interface Runtime extends Endpoints {
  /** True when the directory held no data before. */
  isNew: boolean;
  /** Drops since the start, with those of before that had not come to their end. */
  counts(): Readonly<DropCounts>;
  /** Takes no more messages and requests, lets what is under way end, closes everything. */
  stop(): Promise<void>;
}

/** Calls that take longer are given up when the runtime stops: their messages' drops are announced at the next start. */
const PATIENCE_MS = 4000;

/**
 * Brings up the embedded runtime on loopback: S3, queues, table, event rule, event source mappings, schedules and API.
 * Throws `AlreadyRunningError` and `PortTakenError`. With the deployed handlers, only once in a process.
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const closers = new Closers();
  try {
    return await start(options, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function start({ observer = {}, ...options }: RuntimeOptions, closers: Closers): Promise<Runtime> {
  const defect = (error: unknown) => observer.defect?.(error);
  let onCreated: (object: StoredObject) => void = () => {};
  const services = await startServices(options, (object) => onCreated(object), defect, closers);
  const { s3, bucket, queues, store, table, sqs, state, isNew } = services;
  const handlers = await (options.handlers ?? deployedHandlers)(services);
  const functionOf = (name: FunctionName): LambdaFunction => {
    return { name, topology: topology.functions[name], handler: handlers[name] };
  };

  const drops = new OpenDrops(
    table,
    (object, receipt) => {
      if (hasEnded(receipt) && receipt.announced) store.settle(object.sequencer);
      observer.dropEnded?.(object, receipt);
    },
    defect,
  );
  closers.add(() => drops.idle());
  const events = new DropEvents(sqsQueue(sqs, queues[topology.dropEvent.queue].url), defect);
  closers.add(() => events.stop());
  const announce = (object: StoredObject) => {
    if (!isAnnouncedIn(bucket)(object)) return;
    if (isDropIn(bucket)(object) && drops.add(object)) observer.dropReceived?.(object);
    events.announce(object);
  };
  onCreated = announce;

  const isLive = (name: QueueName) => topology.queues[name].lane === 'live';
  const gate = new LaneGate(QUEUE_NAMES.filter(isLive).map((name) => queues[name].doorbell));
  const runners = QUEUE_NAMES.map(
    (name) =>
      new QueueRunner({
        name,
        topology: topology.queues[name],
        queue: queues[name],
        client: sqs,
        function: functionOf(topology.queues[name].consumer),
        gate,
        onBatch(report) {
          // Any stage may have ended a drop, by giving it up.
          for (const body of report.bodies) drops.touch(body);
          observer.batch?.(report);
        },
        onDefect: defect,
      }),
  );
  closers.add(() => Promise.race([Promise.all(runners.map((runner) => runner.stop())), patience()]));

  const api = httpApi(
    {
      query: functionOf('query'),
      operate: functionOf('operate'),
      inventory: functionOf('inventory'),
      reprocess: functionOf('reprocess'),
    },
    defect,
  );
  const apiUrl = await listen(api, options.apiPort);
  closers.add(() => close(api));

  const schedules = new Schedules(state, (run) => observer.scheduled?.(run));
  closers.add(() => Promise.race([schedules.stop(), patience()]));
  await schedules.start(
    Object.entries(topology.schedules).map(([name, schedule]) => {
      return { name, everyMs: schedule.everyMs, input: schedule.input, function: functionOf(schedule.function) };
    }),
  );

  // The queues were lost with the process: what had not come to its end is announced again. Receivers are idempotent.
  const recovery = drops.unfinished(store.unsettled()).then(({ open, ended }) => {
    for (const { sequencer } of ended) store.settle(sequencer);
    for (const object of open) announce(object);
    return announceRetries(table, bucket, sqsQueue(sqs, queues['reprocess-parse'].url));
  });
  recovery.catch(defect);
  closers.add(() => Promise.race([recovery.catch(() => {}), patience()]));

  // So was the message that a run under way goes on by.
  if (!isNew) {
    const restarted = invoke(functionOf('reprocess'), { schedule: 'restarted' }).catch(defect);
    closers.add(() => Promise.race([restarted, patience()]));
  }

  const endpoints = { s3, bucket, api: apiUrl };
  writeEndpoints(options.directory, endpoints);
  closers.add(() => removeEndpoints(options.directory));
  return { ...endpoints, isNew, counts: () => drops.counts, stop: () => closers.close() };
}

/** Does not keep the process alive. */
function patience(): Promise<void> {
  return sleep(PATIENCE_MS, undefined, { ref: false });
}
