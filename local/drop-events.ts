import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DropEvent } from '../shared/pipeline/messages';
import { topology } from '../shared/pipeline/topology';
import type { Queue } from '../shared/ports';
import { ACCOUNT, REGION } from './lambda';
import type { StoredObject } from './object-log';

/**
 * EventBridge's "Object Created" event of an object. The same object has the same event, whenever it is announced.
 */
function dropEventOf(object: StoredObject) {
  const { bucket, key, bytes, etag, sequencer, lastModified } = object;
  return {
    version: '0',
    id: uuidOf(`${bucket}/${sequencer}`),
    'detail-type': topology.dropEvent.detailType,
    source: topology.dropEvent.source,
    account: ACCOUNT,
    time: lastModified,
    region: REGION,
    resources: [`arn:aws:s3:::${bucket}`],
    detail: {
      version: '0',
      bucket: { name: bucket },
      object: { key, size: bytes, etag, sequencer },
      'request-id': randomUUID(),
      requester: ACCOUNT,
      'source-ip-address': '127.0.0.1',
      reason: etag.includes('-') ? 'CompleteMultipartUpload' : 'PutObject',
    },
  };
}

/** Events that EventBridge sends in one go; SQS takes as many in a batch. */
const BATCH = 10;
const PAUSE_AFTER_DEFECT_MS = 1000;

/** EventBridge's part: brings events to the parse queue, in their order, again until they were taken. */
export class DropEvents {
  readonly #waiting: StoredObject[] = [];
  #sending: Promise<void> = Promise.resolve();
  #isSending = false;
  readonly #stopping = new AbortController();

  constructor(
    private readonly queue: Queue<DropEvent>,
    private readonly onDefect: (error: unknown) => void,
  ) {}

  announce(object: StoredObject): void {
    this.#waiting.push(object);
    if (this.#isSending) return;
    this.#isSending = true;
    this.#sending = this.#send();
  }

  /** Resolves when nothing is being sent; what could not be sent by then is announced after the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#sending;
  }

  async #send(): Promise<void> {
    const { signal } = this.#stopping;
    while (this.#waiting.length > 0 && !signal.aborted) {
      // One turn of the event loop, in which more may come.
      await sleep(0);
      const refused = await this.#sendBatch(this.#waiting.splice(0, BATCH));
      this.#waiting.push(...refused);
      if (refused.length > 0) await sleep(PAUSE_AFTER_DEFECT_MS, undefined, { signal }).catch(() => {});
    }
    this.#isSending = false;
  }

  /** Answers those that were not taken; when some were not, each is sent by itself, so that none holds up another. */
  async #sendBatch(batch: readonly StoredObject[]): Promise<StoredObject[]> {
    try {
      await this.queue.send(batch.map(dropEventOf));
      return [];
    } catch (error) {
      if (batch.length > 1) return (await Promise.all(batch.map((object) => this.#sendBatch([object])))).flat();
      this.onDefect(error);
      return [...batch];
    }
  }
}

/** The same UUID for the same text (RFC 9562, version 8). */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
