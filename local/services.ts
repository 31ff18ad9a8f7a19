import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { documentClient, dynamoTable } from '../shared/adapters/dynamodb';
import { type QueueName, topology } from '../shared/pipeline/topology';
import type { Table } from '../shared/ports';
import { DiskStore } from './disk-store';
import type { Doorbell } from './doorbell';
import { removeEndpoints } from './endpoints-file';
import { EventLog } from './event-log';
import { ACCESS, REGION } from './lambda';
import { close, listen } from './loopback';
import type { StoredObject } from './object-log';
import { createQueues, type RunningQueue } from './queues';
import { buildS3App } from './s3-endpoint';
import { RuntimeState } from './state';
import { createTable, TABLE_NAME, tableServer } from './table-server';

export interface ServiceOptions {
  /** Where everything is kept. */
  directory: string;
  bucket: string;
  /** 0 is any free port. */
  s3Port: number;
}

/** What the functions stand on: the embedded counterparts of AWS' services. */
export interface Services {
  /** Endpoint of S3, SQS and EventBridge. */
  s3: string;
  dynamodb: string;
  bucket: string;
  queues: Record<QueueName, RunningQueue>;
  store: DiskStore;
  table: Table;
  sqs: SQSClient;
  state: RuntimeState;
  /** True when the directory held no data before. */
  isNew: boolean;
}

/** Undoes what was done, last thing first. */
export class Closers {
  readonly #closers: (() => unknown)[] = [];

  add(closer: () => unknown): void {
    this.#closers.push(closer);
  }

  async close(): Promise<void> {
    for (const closer of this.#closers.splice(0).reverse()) await closer();
  }
}

/** A file that was dropped, among all objects. The marker of an empty folder is none. */
export function isDropIn(bucket: string) {
  const { incoming } = topology.prefixes;
  return ({ bucket: of, key }: StoredObject) => of === bucket && key.startsWith(incoming) && !key.endsWith('/');
}

/** An object whose creation the event rules pass on. */
export function isAnnouncedIn(bucket: string) {
  const { incoming, gazetteers } = topology.prefixes;
  return ({ bucket: of, key }: StoredObject) =>
    of === bucket && (key.startsWith(incoming) || key.startsWith(gazetteers));
}

/**
 * Opens the data directory and serves it. Throws `AlreadyRunningError` and `PortTakenError`; what was opened by then
 * is in `closers`, which the caller closes in every case.
 * @param onCreated told of every object that is written, before its request is answered
 */
export async function startServices(
  { directory, bucket, s3Port }: ServiceOptions,
  onCreated: (object: StoredObject) => void,
  onDefect: (error: unknown) => void,
  closers: Closers,
): Promise<Services> {
  mkdirSync(directory, { recursive: true });
  const state = await RuntimeState.open(join(directory, 'state'), directory);
  closers.add(() => state.close());
  // One that a killed process left behind.
  removeEndpoints(directory);

  const store = new DiskStore({ directory: join(directory, 's3'), isDrop: isDropIn(bucket), onCreated });
  closers.add(() => store.close());
  const isNew = !store.hasBucket(bucket);
  store.createBucket(bucket);

  const dynamo = tableServer(join(directory, 'table'));
  const dynamodb = await listen(dynamo, 0);
  closers.add(() => close(dynamo));

  const doorbells = new Map<string, Doorbell>();
  const events = new EventLog(directory);
  closers.add(() => events.close());
  const app = await buildS3App(store, {
    published: (body) => events.put(body),
    sent: (url) => doorbells.get(url)?.ring(),
    defect: onDefect,
  });
  await app.ready();
  const s3 = await listen(app.server, s3Port);
  closers.add(async () => {
    await app.close();
    await close(app.server);
  });

  const sqs = new SQSClient({ ...ACCESS, region: REGION, endpoint: s3, useQueueUrlAsEndpoint: false });
  const tableClient = new DynamoDBClient({ ...ACCESS, region: REGION, endpoint: dynamodb });
  closers.add(() => sqs.destroy());
  closers.add(() => tableClient.destroy());
  const [queues] = await Promise.all([createQueues(sqs, topology.queues), createTable(tableClient, TABLE_NAME)]);
  for (const { url, doorbell } of Object.values(queues)) doorbells.set(url, doorbell);
  const table = dynamoTable(documentClient(tableClient), TABLE_NAME);
  return { s3, dynamodb, bucket, queues, store, table, sqs, state, isNew };
}
