import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chunksOf, FileBody, writeBody } from './file-body';
import { noSuchUpload, S3Failure } from './s3-failure';

/** What the finished object will be. */
export interface UploadTarget {
  bucket: string;
  key: string;
  contentType: string | undefined;
  metadata: Record<string, string> | undefined;
}

interface Part {
  path: string;
  bytes: number;
  md5: Buffer;
}

interface Upload {
  target: UploadTarget;
  parts: Map<number, Part>;
}

/** S3's own limits. */
const MOST_PARTS = 10_000;
const SMALLEST_PART = 5 * 1024 * 1024;

/** Uploads in progress: their parts are on disk, but an upload that was not completed does not outlive the process. */
export class MultipartUploads {
  readonly #uploads = new Map<string, Upload>();
  #files = 0;

  constructor(private readonly directory: string) {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
  }

  any(bucket: string): boolean {
    return [...this.#uploads.values()].some(({ target }) => target.bucket === bucket);
  }

  create(target: UploadTarget): string {
    const id = randomUUID();
    this.#uploads.set(id, { target, parts: new Map() });
    return id;
  }

  /** Answers the part's ETag, without quotes. A part that is sent again replaces the one before. */
  addPart(uploadId: string, partNumber: number, body: Buffer): string {
    const { parts } = this.#find(uploadId);
    if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > MOST_PARTS) {
      throw new S3Failure('InvalidArgument', 400, `Part number must be an integer between 1 and ${MOST_PARTS}.`);
    }
    const path = join(this.directory, `${uploadId}.${++this.#files}`);
    const { bytes, md5 } = writeBody(path, chunksOf(body));
    const old = parts.get(partNumber);
    parts.set(partNumber, { path, bytes, md5 });
    if (old) rmSync(old.path, { force: true });
    return md5.toString('hex');
  }

  /** The bytes of the finished object, and its ETag: the MD5 of the parts' MD5s, and how many they are. */
  assemble(uploadId: string, specs: readonly { partNumber: number; etag: string }[]) {
    const { target, parts } = this.#find(uploadId);
    if (specs.length === 0) throw new S3Failure('MalformedXML', 400, 'The list of parts names no part.');
    const chosen = specs.map(({ partNumber, etag }, index) => {
      if (index > 0 && partNumber <= (specs[index - 1]?.partNumber ?? 0)) {
        throw new S3Failure('InvalidPartOrder', 400, 'The list of parts was not in ascending order.');
      }
      const part = parts.get(partNumber);
      if (part?.md5.toString('hex') !== etag.replaceAll('"', '')) {
        throw new S3Failure('InvalidPart', 400, `Part ${partNumber} was not uploaded, or not with this ETag.`);
      }
      return part;
    });
    if (chosen.slice(0, -1).some(({ bytes }) => bytes < SMALLEST_PART)) {
      throw new S3Failure('EntityTooSmall', 400, 'Every part but the last one must have at least 5 MiB.');
    }
    const digest = createHash('md5').update(Buffer.concat(chosen.map(({ md5 }) => md5)));
    return { target, chunks: chunksOfAll(chosen), etag: `${digest.digest('hex')}-${chosen.length}` };
  }

  remove(uploadId: string): void {
    for (const { path } of this.#find(uploadId).parts.values()) rmSync(path, { force: true });
    this.#uploads.delete(uploadId);
  }

  #find(uploadId: string): Upload {
    const upload = this.#uploads.get(uploadId);
    if (!upload) throw noSuchUpload();
    return upload;
  }
}

function* chunksOfAll(parts: readonly Part[]): Iterable<Buffer> {
  for (const { path, bytes } of parts) yield* chunksOf(new FileBody(path, bytes));
}
