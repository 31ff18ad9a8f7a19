import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { ObjectInfo, ObjectStore } from '../ports';
import { orTemporary } from './temporary';

/** Path style where an endpoint is given: emulators have no wildcard DNS for bucket host names. */
export function s3Client(): S3Client {
  const custom = process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL'];
  return new S3Client({ forcePathStyle: custom !== undefined });
}

/** The bucket as an `ObjectStore`; throttling, time-outs and 5xx become `TemporaryError`. */
export function s3ObjectStore(client: S3Client, bucket: string): ObjectStore {
  return {
    async head(key, versionId) {
      const found = await unlessMissing(
        client.send(new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId })),
      );
      if (!found) return undefined;
      const info: ObjectInfo = {
        key,
        versionId: found.VersionId ?? versionId,
        etag: (found.ETag ?? '').replaceAll('"', ''),
        bytes: found.ContentLength ?? 0,
        lastModified: found.LastModified ?? new Date(0),
        contentType: found.ContentType,
        metadata: found.Metadata ?? {},
      };
      return info;
    },
    async get(key, versionId) {
      const found = await unlessMissing(
        client.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId })),
      );
      if (!found) return undefined;
      return (
        (await orTemporary('S3', found.Body?.transformToByteArray() ?? Promise.resolve(undefined))) ?? new Uint8Array()
      );
    },
    async put(key, body, contentType) {
      await orTemporary(
        'S3',
        client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType })),
      );
    },
  };
}

/** Undefined when there is no such object or version (also one hidden by a delete marker). */
async function unlessMissing<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await orTemporary('S3', call);
  } catch (error) {
    if (error instanceof S3ServiceException && MISSING.has(error.name)) return undefined;
    throw error;
  }
}

const MISSING = new Set(['NoSuchKey', 'NotFound', 'NoSuchVersion', 'MethodNotAllowed']);
