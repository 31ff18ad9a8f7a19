import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { DiskStore } from './disk-store';
import { S3Failure } from './s3-failure';
import { refuseUnimplemented, type S3Call } from './s3-refusals';

/** Most bytes of one PUT, which is in memory while it is received; more go in parts, as `aws s3 cp` sends them. */
export const LARGEST_PUT = 256 * 1024 * 1024;

export interface S3AppListener {
  /** Messages were sent to a queue, or the delay of such messages has passed. */
  sent(queueUrl: string): void;
  /** EventBridge's PutEvents was called with a body; answers that of the response. There is no EventBridge without it. */
  published?(body: unknown): unknown;
  /** Something failed that is not the caller's doing. */
  defect(error: unknown): void;
}

/** fauxqs' S3 and SQS APIs over our store, and what there is of EventBridge's; the caller listens. */
export async function buildS3App(store: DiskStore, listener: S3AppListener): Promise<FastifyInstance> {
  const { buildApp } = await import('fauxqs');
  // It makes those stores that it is not given, though its type asks for all, and S3's as a class that is not exported.
  const options: unknown = { logger: false, stores: { s3Store: store } };
  const app: FastifyInstance = buildApp(options as Parameters<typeof buildApp>[0]);

  // Its own parsers take 11 MiB, and read an object as a form or as JSON when its Content-Type says so.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST_PUT }, (_request, body, done) =>
    done(null, body),
  );
  app.addHook('preHandler', (request, reply, done) => {
    try {
      if (listener.published && request.headers['x-amz-target'] === 'AWSEvents.PutEvents') {
        const answer = listener.published(JSON.parse(String(request.body)));
        reply.header('content-type', 'application/x-amz-json-1.1').send(JSON.stringify(answer));
        return;
      }
      prepare(request, store);
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
  app.addHook('onResponse', (request, _reply, done) => {
    if (/\.SendMessage(Batch)?$/.test(String(request.headers['x-amz-target']))) {
      const { success, data } = Sent.safeParse(request.body);
      if (success) {
        listener.sent(data.QueueUrl);
        for (const seconds of delaysOf(data)) {
          setTimeout(() => listener.sent(data.QueueUrl), seconds * 1000 + DELAY_MARGIN_MS).unref();
        }
      }
    }
    done();
  });
  app.setErrorHandler((error, request, reply) => {
    const failure = toFailure(error);
    if (failure.statusCode === 500) listener.defect(error);
    reply.status(failure.statusCode);
    // A HEAD has no body to say more in.
    if (request.method === 'HEAD') return reply.send();
    return reply.header('content-type', 'application/xml').send(toXml(failure));
  });
  return app;
}

const Delay = z.number().optional();
const Sent = z.object({
  QueueUrl: z.string(),
  DelaySeconds: Delay,
  Entries: z.array(z.object({ DelaySeconds: Delay })).optional(),
});

/** A delayed message is surely there so long after its delay. */
const DELAY_MARGIN_MS = 20;

/** The different delays of what was sent, seconds. */
function delaysOf({ DelaySeconds, Entries = [] }: z.infer<typeof Sent>): Set<number> {
  const all = [DelaySeconds, ...Entries.map((entry) => entry.DelaySeconds)];
  return new Set(all.flatMap((seconds) => (seconds ? [seconds] : [])));
}

function prepare(request: FastifyRequest, store: DiskStore): void {
  request.body ??= Buffer.alloc(0);
  const { method, url, headers, body } = request;
  if (method === 'POST' && url === '/') {
    if (!headers['content-type']?.startsWith('application/x-amz-json-1.0')) {
      throw new S3Failure('MethodNotAllowed', 405, 'POST is not allowed here.');
    }
    request.body = JSON.parse(String(body));
    return;
  }
  const call = toCall(request);
  refuseUnimplemented(call);
  checkWriteConditions(call, store);
}

function toCall({ method, params, query, headers, body }: FastifyRequest): S3Call {
  const names = params as { bucket?: string; '*'?: string };
  return { method, bucket: names.bucket ?? '', key: names['*'] ?? '', query: { ...(query as object) }, headers, body };
}

/** Conditional writes, which fauxqs takes no notice of. The write itself follows without anything between. */
function checkWriteConditions({ method, bucket, key, headers }: S3Call, store: DiskStore): void {
  if (method !== 'PUT' && method !== 'POST') return;
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  if (ifMatch === undefined && ifNoneMatch === undefined) return;
  const present = store.find(bucket, key);
  if (ifMatch !== undefined && !present) throw new S3Failure('NoSuchKey', 404, 'The specified key does not exist.');
  const matches = ifMatch === undefined || String(ifMatch).replaceAll('"', '') === present?.etag;
  if (!matches || (ifNoneMatch !== undefined && present)) {
    throw new S3Failure('PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold.');
  }
}

function toFailure(error: unknown): S3Failure {
  if (error instanceof S3Failure) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const most = LARGEST_PUT / 1024 / 1024;
    return new S3Failure('EntityTooLarge', 400, `A single PUT takes up to ${most} MiB; use a multipart upload.`);
  }
  if (code === 'ENOSPC') return new S3Failure('SlowDown', 503, 'The disk is full.');
  return new S3Failure('InternalError', 500, 'We encountered an internal error. Please try again.');
}

function toXml({ code, message }: S3Failure): string {
  const text = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>${code}</Code><Message>${text}</Message><RequestId>${randomUUID()}</RequestId></Error>`;
}
