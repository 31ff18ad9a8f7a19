import { createHash } from 'node:crypto';
import type { ObjectInfo, ObjectStore } from '../../../shared/ports';
import type { VirtualTime } from './virtual-time';

/** How long S3 takes, milliseconds. */
const PUT_MS = 40;
const GET_MS = 20;

/** A bucket in memory and virtual time that counts what S3 would charge for. */
export class MeteredObjects implements ObjectStore {
  readonly requests = { put: 0, get: 0 };
  /** Bytes that stay. */
  bytes = 0;
  readonly #objects = new Map<string, { info: ObjectInfo; body: Uint8Array }>();

  constructor(private readonly time: VirtualTime) {}

  /** What a user does: it costs a PUT too. */
  upload(key: string, text: string): void {
    this.#keep(key, new TextEncoder().encode(text), undefined);
  }

  async head(key: string): Promise<ObjectInfo | undefined> {
    await this.time.sleep(GET_MS);
    this.requests.get++;
    return this.#objects.get(key)?.info;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    await this.time.sleep(GET_MS);
    this.requests.get++;
    return this.#objects.get(key)?.body;
  }

  async put(key: string, body: Uint8Array | string, contentType: string): Promise<void> {
    await this.time.sleep(PUT_MS);
    this.#keep(key, typeof body === 'string' ? new TextEncoder().encode(body) : body, contentType);
  }

  #keep(key: string, body: Uint8Array, contentType: string | undefined): void {
    this.requests.put++;
    this.bytes += body.length;
    const etag = createHash('md5').update(body).digest('hex');
    const lastModified = new Date(Date.UTC(2026, 0, 1) + this.time.now);
    this.#objects.set(key, { info: { key, etag, bytes: body.length, lastModified, contentType, metadata: {} }, body });
  }
}
