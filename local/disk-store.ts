import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { buildApp } from 'fauxqs';
import { type Body, chunksOf, openBody, writeBody } from './file-body';
import { listPage } from './listing';
import { MultipartUploads } from './multipart';
import { ObjectIndex } from './object-index';
import { type LogEntry, ObjectLog, type StoredObject } from './object-log';
import { noSuchBucket, noSuchKey, S3Failure } from './s3-failure';

type FauxqsStores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
/** What fauxqs' S3 routes call. */
export type S3Backend = Pick<
  FauxqsStores['s3Store'],
  | 'createBucket'
  | 'deleteBucket'
  | 'hasBucket'
  | 'listBuckets'
  | 'putObject'
  | 'getObject'
  | 'headObject'
  | 'deleteObject'
  | 'deleteObjects'
  | 'listObjects'
  | 'createMultipartUpload'
  | 'uploadPart'
  | 'completeMultipartUpload'
  | 'abortMultipartUpload'
>;
type S3Object = ReturnType<S3Backend['getObject']>;

export interface DiskStoreOptions {
  directory: string;
  /** Whether an object is a drop, which the store remembers until `settle`, even when it is overwritten or deleted. */
  isDrop?: (object: StoredObject) => boolean;
  /** Called for every object that was created, when it is safe on disk and before the request is answered. */
  onCreated?: (object: StoredObject) => void;
}

/** Log entries that may be superfluous before the log is written anew. */
const SLACK = 1000;

/**
 * Buckets and objects on disk, only what is known about them in memory. An object's bytes are in a file named by its
 * sequencer; the line in the log that is written after them makes it exist, so it survives or it was never there.
 * Calls are synchronous, as fauxqs' are, and therefore atomic. Throws `S3Failure`.
 */
export class DiskStore implements S3Backend {
  readonly #index: ObjectIndex;
  readonly #bodies: string;
  readonly #uploads: MultipartUploads;
  readonly #log: ObjectLog;

  constructor(private readonly options: DiskStoreOptions) {
    this.#bodies = join(options.directory, 'bodies');
    mkdirSync(this.#bodies, { recursive: true });
    this.#uploads = new MultipartUploads(join(options.directory, 'uploads'));
    this.#index = new ObjectIndex(options.isDrop ?? (() => false));
    let entries = 0;
    this.#log = ObjectLog.open(join(options.directory, 'objects.jsonl'), (entry) => {
      this.#index.apply(entry);
      entries++;
    });
    const needed = [...this.#index.snapshot()];
    if (entries > 2 * needed.length + SLACK) this.#log.rewrite(needed);
    this.#removeOrphans();
  }

  close(): void {
    this.#log.close();
  }

  /** Drops that were written and not settled yet, oldest first. */
  unsettled(): StoredObject[] {
    return this.#index.unsettled();
  }

  /** Notes that nothing is left to do for a drop. */
  settle(sequencer: string): void {
    if (this.#index.isUnsettled(sequencer)) this.#record({ op: 'settled', sequencer });
  }

  createBucket(name: string): void {
    if (this.#index.hasBucket(name)) return;
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
      throw new S3Failure('InvalidBucketName', 400, `The specified bucket is not valid: ${name}`);
    }
    this.#record({ op: 'create-bucket', bucket: name, at: new Date().toISOString() });
  }

  deleteBucket(name: string): void {
    if (this.#index.objects(name).size > 0 || this.#uploads.any(name)) {
      throw new S3Failure('BucketNotEmpty', 409, 'The bucket you tried to delete is not empty.');
    }
    this.#record({ op: 'delete-bucket', bucket: name });
  }

  hasBucket(name: string): boolean {
    return this.#index.hasBucket(name);
  }

  listBuckets() {
    return this.#index.buckets().map(({ name, createdAt }) => ({ name, creationDate: new Date(createdAt) }));
  }

  putObject(bucket: string, key: string, body: Body, contentType?: string, metadata?: Record<string, string>) {
    return this.#create({ bucket, key, contentType, metadata }, chunksOf(body), (md5) => md5.toString('hex'));
  }

  getObject(bucket: string, key: string): S3Object {
    return this.#toS3(this.find(bucket, key) ?? raise(noSuchKey()));
  }

  headObject(bucket: string, key: string): S3Object {
    return this.getObject(bucket, key);
  }

  /** What is known of an object, if there is one. */
  find(bucket: string, key: string): StoredObject | undefined {
    return this.#index.objects(bucket).get(key);
  }

  deleteObject(bucket: string, key: string): void {
    const old = this.find(bucket, key);
    if (!old) return;
    this.#record({ op: 'delete', bucket, key });
    this.#removeBody(old);
  }

  deleteObjects(bucket: string, keys: string[]): string[] {
    for (const key of keys) this.deleteObject(bucket, key);
    return keys;
  }

  listObjects(bucket: string, options: Parameters<S3Backend['listObjects']>[1] = {}) {
    const objects = this.#index.objects(bucket);
    const { prefix = '', delimiter = '', maxKeys = 1000 } = options;
    if (!Number.isInteger(maxKeys) || maxKeys < 0) {
      throw new S3Failure('InvalidArgument', 400, 'max-keys must be a whole number from 0 to 2147483647.');
    }
    const after = options.startAfter ?? options.marker ?? '';
    const page = listPage(this.#index.sortedKeys(bucket), { prefix, delimiter, after, limit: Math.min(maxKeys, 1000) });
    return {
      objects: page.keys.flatMap((key) => objects.get(key) ?? []).map((object) => this.#toS3(object)),
      commonPrefixes: page.commonPrefixes,
      isTruncated: page.isTruncated,
    };
  }

  createMultipartUpload(bucket: string, key: string, contentType?: string, metadata?: Record<string, string>): string {
    if (!this.hasBucket(bucket)) throw noSuchBucket(bucket);
    return this.#uploads.create({ bucket, key, contentType, metadata });
  }

  uploadPart(uploadId: string, partNumber: number, body: Buffer): string {
    return `"${this.#uploads.addPart(uploadId, partNumber, body)}"`;
  }

  completeMultipartUpload(uploadId: string, partSpecs: { partNumber: number; etag: string }[]): S3Object {
    const { target, chunks, etag } = this.#uploads.assemble(uploadId, partSpecs);
    const object = this.#create(target, chunks, () => etag);
    this.#uploads.remove(uploadId);
    return object;
  }

  abortMultipartUpload(uploadId: string): void {
    this.#uploads.remove(uploadId);
  }

  #create(
    target: {
      bucket: string;
      key: string;
      contentType?: string | undefined;
      metadata?: Record<string, string> | undefined;
    },
    chunks: Iterable<Buffer>,
    etagOf: (md5: Buffer) => string,
  ): S3Object {
    const { bucket, key, contentType = 'binary/octet-stream', metadata = {} } = target;
    const old = this.find(bucket, key);
    const sequencer = this.#index.nextSequencer();
    const path = this.#bodyPath(sequencer);
    let object: StoredObject;
    try {
      mkdirSync(dirname(path), { recursive: true });
      const { bytes, md5 } = writeBody(path, chunks);
      const lastModified = new Date().toISOString();
      object = { bucket, key, sequencer, etag: etagOf(md5), bytes, contentType, metadata, lastModified };
      this.#record({ op: 'put', object });
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    }
    if (old) this.#removeBody(old);
    this.options.onCreated?.(object);
    return this.#toS3(object);
  }

  #record(entry: LogEntry): void {
    this.#log.append(entry);
    this.#index.apply(entry);
  }

  #toS3(object: StoredObject): S3Object {
    const path = this.#bodyPath(object.sequencer);
    return {
      key: object.key,
      // fauxqs treats a FileBody as it treats a Buffer, see there.
      get body() {
        return openBody(path, object.bytes) as Buffer;
      },
      contentType: object.contentType,
      contentLength: object.bytes,
      etag: `"${object.etag}"`,
      lastModified: new Date(object.lastModified),
      metadata: object.metadata,
    };
  }

  #bodyPath(sequencer: string): string {
    return join(this.#bodies, sequencer.slice(-2), sequencer);
  }

  #removeBody(object: StoredObject): void {
    rmSync(this.#bodyPath(object.sequencer), { force: true });
  }

  /** Files whose line in the log was never written, or that were to be removed when the process ended. */
  #removeOrphans(): void {
    const live = new Set<string>();
    for (const { name } of this.#index.buckets()) {
      for (const { sequencer } of this.#index.objects(name).values()) live.add(sequencer);
    }
    for (const shard of readdirSync(this.#bodies)) {
      for (const name of readdirSync(join(this.#bodies, shard))) {
        if (!live.has(name)) rmSync(join(this.#bodies, shard, name), { force: true });
      }
    }
  }
}

function raise(error: Error): never {
  throw error;
}
