import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, relative, resolve, sep } from 'node:path';
import { HeadObjectCommand, NotFound, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type FSWatcher, watch } from 'chokidar';
import { topology } from '../shared/pipeline/topology';
import { ACCESS, REGION } from './lambda';
import { LARGEST_PUT } from './s3-endpoint';

export interface DropFolderOptions {
  folder: string;
  s3: string;
  bucket: string;
  onFailure(file: string, error: unknown): void;
}

const UPLOADS_AT_A_TIME = 4;
/** A file is uploaded when its size has not changed for so long, milliseconds. */
const SETTLED_MS = 300;

/**
 * Uploads the files of a folder to `incoming/`, under their paths in it, and again whenever they change. What is there
 * unchanged, by its MD5, is not uploaded again. A file that is removed from the folder stays in the bucket.
 */
export class DropFolder {
  readonly #folder: string;
  readonly #client: S3Client;
  readonly #watcher: FSWatcher;
  readonly #waiting = new Set<string>();
  readonly #uploads = new Set<Promise<void>>();

  constructor(private readonly options: DropFolderOptions) {
    this.#folder = resolve(options.folder);
    mkdirSync(this.#folder, { recursive: true });
    this.#client = new S3Client({ ...ACCESS, region: REGION, endpoint: options.s3, forcePathStyle: true });
    this.#watcher = watch(this.#folder, {
      ignored: (path) => path !== this.#folder && isTemporary(basename(path)),
      awaitWriteFinish: { stabilityThreshold: SETTLED_MS, pollInterval: 100 },
    });
    this.#watcher.on('add', (path) => this.#take(path));
    this.#watcher.on('change', (path) => this.#take(path));
    this.#watcher.on('error', (error) => options.onFailure(this.#folder, error));
  }

  /** Resolves when the uploads under way have ended. What was not uploaded is found at the next start. */
  async stop(): Promise<void> {
    this.#waiting.clear();
    await this.#watcher.close();
    await Promise.all(this.#uploads);
    this.#client.destroy();
  }

  #take(path: string): void {
    this.#waiting.add(path);
    while (this.#uploads.size < UPLOADS_AT_A_TIME && this.#waiting.size > 0) {
      const upload = this.#uploadAll().finally(() => this.#uploads.delete(upload));
      this.#uploads.add(upload);
    }
  }

  async #uploadAll(): Promise<void> {
    for (const path of this.#waiting) {
      this.#waiting.delete(path);
      try {
        await this.#upload(path);
      } catch (error) {
        this.options.onFailure(path, error);
      }
    }
  }

  async #upload(path: string): Promise<void> {
    const key = topology.prefixes.incoming + relative(this.#folder, path).split(sep).join('/');
    const target = { Bucket: this.options.bucket, Key: key };
    const { size } = await stat(path);
    if (size > LARGEST_PUT) throw new Error(`it has more than ${LARGEST_PUT / 1024 / 1024} MB`);
    const Body = await readFile(path);
    const md5 = createHash('md5').update(Body).digest('hex');
    if ((await this.#etag(target)) !== `"${md5}"`) await this.#client.send(new PutObjectCommand({ ...target, Body }));
  }

  async #etag(target: { Bucket: string; Key: string }): Promise<string | undefined> {
    try {
      return (await this.#client.send(new HeadObjectCommand(target))).ETag;
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }
}

/** Hidden files, and what editors and browsers write before a file is complete. */
export function isTemporary(name: string): boolean {
  return /^(\.|~\$)|~$|\.(tmp|temp|part|partial|crdownload|download|swp)$|^(thumbs\.db|desktop\.ini)$/i.test(name);
}
