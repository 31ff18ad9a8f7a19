import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { FastifyInstance } from 'fastify';
import { DiskStore } from '../../local/disk-store';
import { close, listen } from '../../local/loopback';
import { buildS3App } from '../../local/s3-endpoint';

const Bucket = 'news';
const sent: string[] = [];
const defects: unknown[] = [];
let directory: string;
let store: DiskStore;
let app: FastifyInstance;
let url: string;
let s3: S3Client;
let sqs: SQSClient;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'dateline-s3-'));
  store = new DiskStore({ directory });
  store.createBucket(Bucket);
  app = await buildS3App(store, { sent: (queue) => sent.push(queue), defect: (error) => defects.push(error) });
  await app.ready();
  url = await listen(app.server, 0);
  const aws = { endpoint: url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  s3 = new S3Client({ ...aws, forcePathStyle: true, maxAttempts: 1 });
  sqs = new SQSClient({ ...aws, useQueueUrlAsEndpoint: false });
});
afterAll(async () => {
  s3.destroy();
  sqs.destroy();
  await app.close();
  await close(app.server);
  store.close();
  rmSync(directory, { recursive: true });
});

const put = (Key: string, Body: string | Uint8Array<ArrayBuffer>, more = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.from(Body), ...more }));
const text = async (Key: string, more = {}) =>
  (await s3.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body?.transformToString();
/** Name of the error that a call fails with. */
const failure = (call: Promise<unknown>) =>
  call.then(
    () => 'no failure',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );

describe('objects', () => {
  it.each([
    ['empty', ''],
    ['../../up and %2e%2e/down', 'dots'],
    ['//two slashes//', 'slashes'],
    ['a+b c?d#e&f=g;h%25', 'marks'],
    ['Żółć ’ 😀 \u0301', 'letters'],
    ['é'.repeat(512), 'long'],
  ])('come back under the key %j', async (key, body) => {
    await put(key, body, { Metadata: { 'dateline-title': 'T' }, ContentType: 'text/markdown' });
    expect(await text(key)).toBe(body);
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: key }))).toMatchObject({
      ContentLength: Buffer.byteLength(body),
      ContentType: 'text/markdown',
      Metadata: { 'dateline-title': 'T' },
    });
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: key }));
    expect(Contents?.map(({ Key }) => Key)).toEqual([key]);
  });

  it.each(['application/x-amz-json-1.0', 'application/x-www-form-urlencoded', 'application/json'])(
    'may be of type %s',
    async (ContentType) => {
      await put('typed', '{"a": b&c=%', { ContentType });
      expect(await text('typed')).toBe('{"a": b&c=%');
    },
  );

  it('may be larger than fauxqs would take, and be read in ranges', async () => {
    const bytes = Buffer.alloc(12 * 1024 * 1024, '0123456789');
    await put('large', bytes);
    expect(await text('large', { Range: 'bytes=11000003-11000006' })).toBe('3456');
    const whole = await s3.send(new GetObjectCommand({ Bucket, Key: 'large' }));
    expect(Buffer.from((await whole.Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
  });

  it('are copied', async () => {
    await put('from', 'copied', { Metadata: { a: 'b' } });
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/from` }));
    expect(await text('to')).toBe('copied');
  });

  it('are written under conditions', async () => {
    const { ETag } = await put('conditional', '1', { IfNoneMatch: '*' });
    expect(await failure(put('conditional', '2', { IfNoneMatch: '*' }))).toBe('PreconditionFailed');
    expect(await failure(put('conditional', '2', { IfMatch: '"0"' }))).toBe('PreconditionFailed');
    await put('conditional', '3', { IfMatch: ETag });
    expect(await text('conditional')).toBe('3');
  });

  it('are deleted together', async () => {
    await Promise.all(['d/1', 'd/2', 'd/a&b'].map((key) => put(key, 'x')));
    const Objects = [{ Key: 'd/1' }, { Key: 'd/a&b' }, { Key: 'd/none' }];
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'd/' }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['d/2']);
  });
});

describe('failures', () => {
  it('are what S3 calls them', async () => {
    expect(await failure(text('none'))).toBe('NoSuchKey');
    expect(await failure(s3.send(new HeadObjectCommand({ Bucket, Key: 'none' })))).toBe('NotFound');
    expect(await failure(s3.send(new ListObjectsV2Command({ Bucket: 'other' })))).toBe('NoSuchBucket');
    expect(await failure(put('k'.repeat(1025), ''))).toBe('KeyTooLongError');
    expect(await failure(put('bell\u0007', ''))).toBe('NotImplemented');
    expect(defects).toEqual([]);
  });
});

describe('what fauxqs does not implement', () => {
  it('is refused instead of done wrongly', async () => {
    await put('tagged', 'text');
    const Tagging = { TagSet: [{ Key: 'a', Value: 'b' }] };
    expect(await failure(s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging })))).toBe(
      'NotImplemented',
    );
    expect(await failure(s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' })))).toBe('NotImplemented');
    expect(await text('tagged')).toBe('text');
  });

  it.each([
    ['GET', '/news?versioning'],
    ['GET', '/news?versions'],
    ['GET', '/news?uploads'],
    ['PUT', '/news?policy'],
    ['PUT', '/news/?lifecycle'],
    ['POST', '/news'],
    ['GET', '/news/k?acl'],
    ['GET', '/news/k?versionId=1'],
    ['GET', '/news/k?partNumber=1'],
    ['GET', '/news/k?response-content-type=text/html'],
    ['GET', '/news/k?uploadId=u'],
    ['PUT', '/news/k?retention'],
    ['POST', '/news/k?select&select-type=2'],
    ['POST', '/news/k?restore'],
    ['DELETE', '/news/k?tagging'],
  ])('%s %s is 501', async (method, path) => {
    const response = await fetch(url + path, { method, ...(method === 'POST' && { body: '' }) });
    expect(response.status).toBe(501);
    expect(await response.text()).toContain('<Code>NotImplemented</Code>');
  });

  it.each<Record<string, string>>([
    { 'x-amz-tagging': 'a=b' },
    { 'x-amz-acl': 'public-read' },
    { 'x-amz-object-lock-mode': 'GOVERNANCE' },
    { 'x-amz-server-side-encryption-customer-algorithm': 'AES256' },
    { 'x-amz-copy-source': '/news/k?versionId=1' },
  ])('a PUT with %j is 501', async (headers) => {
    expect((await fetch(`${url}/news/k`, { method: 'PUT', body: 'x', headers })).status).toBe(501);
  });

  it('does not come in the way of presigned requests', async () => {
    await put('presigned', 'yes');
    const signature = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=60&X-Amz-Signature=00&x-id=GetObject';
    expect(await (await fetch(`${url}/news/presigned?${signature}`)).text()).toBe('yes');
  });

  it('takes no XML that fauxqs would misread', async () => {
    const body = '<Delete><Object><Key>a&amp;lt;b</Key></Object></Delete>';
    expect((await fetch(`${url}/news?delete`, { method: 'POST', body })).status).toBe(501);
  });
});

it('says when messages were sent to a queue', async () => {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'q' }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
  expect(sent).toEqual([QueueUrl]);
});

it('answers neither pages of other sites nor other host names', async () => {
  expect((await fetch(`${url}/news`, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  expect((await fetch(`${url}/news`, { headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(200);
});
