import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { ListedObject, ObjectArchive, ObjectInfo, ObjectStore } from '../ports';
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

/** Objects removed at a time. */
const REMOVALS = 16;

/** The bucket as an `ObjectArchive`. */
export function s3ObjectArchive(client: S3Client, bucket: string): ObjectArchive {
  const send: S3Client['send'] = (command: never) => orTemporary('S3', client.send(command));

  async function list({ prefix, after, limit }: Parameters<ObjectArchive['list']>[0]) {
    const answer = await send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, StartAfter: after, MaxKeys: limit }),
    );
    const items = (answer.Contents ?? []).map((object) => listedObject({ ...object, IsLatest: true }, false));
    return { items, more: answer.IsTruncated ?? false };
  }

  async function listVersions({ prefix, after, limit }: Parameters<ObjectArchive['listVersions']>[0]) {
    const answer = await send(
      new ListObjectVersionsCommand({
        Bucket: bucket,
        Prefix: prefix,
        MaxKeys: limit,
        KeyMarker: after?.key,
        VersionIdMarker: after?.versionId,
      }),
    );
    const items = [
      ...(answer.Versions ?? []).map((version) => listedObject(version, false)),
      ...(answer.DeleteMarkers ?? []).map((marker) => listedObject(marker, true)),
    ];
    const next =
      answer.IsTruncated && answer.NextKeyMarker !== undefined
        ? { key: answer.NextKeyMarker, versionId: answer.NextVersionIdMarker }
        : undefined;
    return { items, next };
  }

  return {
    ...s3ObjectStore(client, bucket),
    list,
    async listVersions(page) {
      try {
        return await listVersions(page);
      } catch (error) {
        // The embedded runtime keeps no versions and says so.
        if (!(error instanceof S3ServiceException) || error.name !== 'NotImplemented') throw error;
        const { items, more } = await list({ ...page, after: page.after?.key });
        const last = items.at(-1);
        return { items, next: more && last ? { key: last.key } : undefined };
      }
    },
    async remove(versions) {
      for (let at = 0; at < versions.length; at += REMOVALS) {
        const removals = versions
          .slice(at, at + REMOVALS)
          .map(({ key, versionId }) =>
            send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId })),
          );
        await Promise.all(removals);
      }
    },
  };
}

function listedObject(
  listed: {
    Key?: string | undefined;
    VersionId?: string | undefined;
    ETag?: string | undefined;
    Size?: number | undefined;
    LastModified?: Date | undefined;
    IsLatest?: boolean | undefined;
  },
  marker: boolean,
): ListedObject {
  return {
    key: listed.Key ?? '',
    versionId: listed.VersionId,
    etag: (listed.ETag ?? '').replaceAll('"', ''),
    bytes: listed.Size ?? 0,
    lastModified: listed.LastModified ?? new Date(0),
    latest: listed.IsLatest ?? false,
    marker,
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
