import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { SQSEvent } from 'aws-lambda';
import type { Handlers } from '../../local/functions';
import { PortTakenError } from '../../local/loopback';
import type { StoredObject } from '../../local/object-log';
import { type Runtime, type RuntimeObserver, startRuntime } from '../../local/runtime';
import type { Services } from '../../local/services';
import { AlreadyRunningError } from '../../local/state';
import { Receipts } from '../../shared/archive/receipts';
import type { ReceiptRecord } from '../../shared/archive/records';
import { dropOf } from '../../shared/pipeline/drop';
import { DropEvent } from '../../shared/pipeline/messages';
import { until } from './support/until';

const bucket = 'news';
const nothing = async () => undefined;
let directory: string;
let runtime: Runtime | undefined;
let s3: S3Client;
const defects: unknown[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'dateline-runtime-'));
});
afterEach(async () => {
  s3.destroy();
  await runtime?.stop();
  rmSync(directory, { recursive: true });
  expect(defects).toEqual([]);
});

type Parse = (event: DropEvent, services: Services) => Promise<void>;

/** The runtime with a parse stage of the test's own, and nothing after it. */
async function start(parse: Parse, observer: RuntimeObserver = {}): Promise<Runtime> {
  const handlers = (services: Services): Handlers => ({
    parse: async ({ Records }: SQSEvent) => {
      const parsed = Records.map(({ body }) => parse(DropEvent.parse(JSON.parse(body)), services));
      for (const result of await Promise.allSettled(parsed)) if (result.status === 'rejected') throw result.reason;
    },
    enrich: nothing,
    store: nothing,
    query: async () => 'answer',
    operate: nothing,
    inventory: nothing,
    reprocess: nothing,
  });
  const all = { defect: (error: unknown) => defects.push(error), ...observer };
  runtime = await startRuntime({ directory, bucket, s3Port: 0, apiPort: 0, handlers, observer: all });
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  s3 = new S3Client({ endpoint: runtime.s3, region: 'us-east-1', forcePathStyle: true, credentials });
  return runtime;
}

/** A parse stage that goes all the way. */
const storeDrop: Parse = async (event, { table }) => {
  const receipts = new Receipts(table, 4, Date.now);
  const { key, size, etag } = event.detail.object;
  const info = { key, bytes: size ?? 0, etag: etag ?? '', lastModified: new Date(event.time), metadata: {} };
  const { dropId } = await receipts.receive(dropOf(event, info));
  const receipt = await receipts.advance(dropId, { state: 'stored', articleCount: 1 });
  if (receipt) await receipts.markAnnounced(receipt);
};

const put = (Key: string, Body: string) =>
  s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: Buffer.from(Body) }));

describe('startRuntime', () => {
  it('listens on loopback only, and says where while it is ready', async () => {
    const listening = jest.spyOn(Server.prototype, 'listen');
    const { s3: url, api, stop } = await start(storeDrop);
    const servers = listening.mock.contexts.filter((context) => context instanceof Server);
    listening.mockRestore();
    expect(servers.map((server) => server.address())).toEqual(
      Array(3).fill(expect.objectContaining({ address: '127.0.0.1' })),
    );
    const file = join(directory, 'endpoints.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ s3: url, bucket, api });
    expect(await (await fetch(`${api}/articles`)).text()).toBe('answer');
    await stop();
    expect(existsSync(file)).toBe(false);
    expect(servers.some((server) => server.listening)).toBe(false);
  });

  it('announces what is dropped as EventBridge does, and follows it to its end', async () => {
    const bodies: string[] = [];
    const ended: [StoredObject, ReceiptRecord][] = [];
    const { counts } = await start(storeDrop, {
      batch: (report) => bodies.push(...report.bodies),
      dropEnded: (object, receipt) => ended.push([object, receipt]),
    });
    await put('elsewhere/x', 'not announced');
    await put('incoming/folder/', '');
    await put('incoming/a +%20 😀.txt', 'text');
    await until(() => ended.length === 1 && bodies.length === 2);
    // Each was handled by itself, in any order.
    expect(JSON.parse(bodies.find((body) => !body.includes('folder')) ?? '')).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      'detail-type': 'Object Created',
      source: 'aws.s3',
      account: '000000000000',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      region: 'us-east-1',
      resources: ['arn:aws:s3:::news'],
      detail: {
        version: '0',
        bucket: { name: 'news' },
        object: {
          key: 'incoming/a +%20 😀.txt',
          size: 4,
          etag: '1cb251ec0d568de6a929b520c4aed8d1',
          sequencer: expect.stringMatching(/^[0-9a-f]{16}$/),
        },
        'request-id': expect.any(String),
        requester: '000000000000',
        'source-ip-address': '127.0.0.1',
        reason: 'PutObject',
      },
    });
    expect(ended[0]?.[1]).toMatchObject({ key: 'incoming/a +%20 😀.txt', state: 'stored' });
    expect(counts()).toEqual({ received: 1, stored: 1, quarantined: 0 });
  });

  it('announces again after a restart what had not come to its end, and nothing else', async () => {
    const first: DropEvent[] = [];
    const { stop } = await start(async (event, services) => {
      first.push(event);
      if (event.detail.object.key === 'incoming/done') return storeDrop(event, services);
      throw new Error('not today');
    });
    await put('incoming/done', '1');
    await put('incoming/again', '2');
    await put('incoming/again', '3');
    await put('incoming/deleted', '4');
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'incoming/deleted' }));
    await until(() => first.length === 4);
    await stop();

    const second: DropEvent[] = [];
    const parse: Parse = async (event, services) => {
      second.push(event);
      await storeDrop(event, services);
    };
    const { counts, stop: stopAgain } = await start(parse);
    await until(() => counts().stored === 3);
    expect(second).toEqual(first.filter(({ detail }) => detail.object.key !== 'incoming/done'));
    await stopAgain();

    const third = await start(parse);
    await put('incoming/new', '5');
    await until(() => third.counts().stored === 1);
    expect(second).toHaveLength(4);
    expect(third.counts()).toEqual({ received: 1, stored: 1, quarantined: 0 });
  });

  it('shares neither its data nor its ports', async () => {
    const { s3: url } = await start(storeDrop);
    const port = Number(new URL(url).port);
    const options = { bucket, apiPort: 0, handlers: () => Promise.reject(new Error('too far')) };
    await expect(startRuntime({ ...options, directory, s3Port: 0 })).rejects.toThrow(AlreadyRunningError);
    expect(existsSync(join(directory, 'endpoints.json'))).toBe(true);
    const other = mkdtempSync(join(directory, 'other-'));
    await expect(startRuntime({ ...options, directory: other, s3Port: port })).rejects.toThrow(PortTakenError);
    await expect(startRuntime({ ...options, directory: other, s3Port: 0 })).rejects.toThrow('too far');
  });
});
