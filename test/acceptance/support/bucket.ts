import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { accessTo } from './access';
import type { Endpoints } from './endpoints';

export interface DropOptions {
  contentType?: string;
  /** `x-amz-meta-*` without that prefix. */
  metadata?: Record<string, string>;
}

/** The bucket behind an S3 endpoint, written by the AWS SDK and, where there is one, by the `aws` CLI. */
export function bucketAt({ s3, bucket }: Pick<Endpoints, 's3' | 'bucket'>) {
  const { isLoopback, region, credentials } = accessTo(s3);
  const client = new S3Client({ endpoint: s3, region, forcePathStyle: isLoopback, credentials });

  /** Uploads with the SDK. */
  async function put(key: string, body: Uint8Array | string, options: DropOptions = {}): Promise<void> {
    const { contentType: ContentType, metadata: Metadata } = options;
    // The SDK warns about an empty body whose length is not said.
    const ContentLength = Buffer.byteLength(body);
    const object = { Bucket: bucket, Key: key, Body: body, ContentLength, ContentType, Metadata };
    await client.send(new PutObjectCommand(object));
  }

  /** Uploads a file with `aws s3 cp`; with the SDK where that is not installed. */
  async function copyFile(key: string, file: string, { contentType, metadata }: DropOptions = {}): Promise<void> {
    if (process.env['DATELINE_AWS_CLI'] !== '1') return put(key, await readFile(file), { contentType, metadata });
    const options = [
      ...(contentType ? ['--content-type', contentType] : []),
      ...(metadata ? ['--metadata', JSON.stringify(metadata)] : []),
    ];
    const command = ['--endpoint-url', s3, 's3', 'cp', '--no-progress', ...options, file, `s3://${bucket}/${key}`];
    const access = {
      ...(region && { AWS_REGION: region }),
      ...(credentials && {
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      }),
    };
    await promisify(execFile)('aws', command, { env: { ...process.env, ...access } });
  }

  return {
    put,
    copyFile,
    /** `copyFile` of a file with this content. */
    async copy(key: string, body: Uint8Array | string, options?: DropOptions): Promise<void> {
      const directory = await mkdtemp(join(tmpdir(), 'dateline-acceptance-'));
      try {
        const file = join(directory, basename(key));
        await writeFile(file, body);
        await copyFile(key, file, options);
      } finally {
        await rm(directory, { recursive: true });
      }
    },
    /** All that stands under a prefix, also as older versions where the target keeps them. */
    async keysUnder(prefix: string): Promise<string[]> {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
      const older = await client
        .send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix }))
        .then(({ Versions = [] }) => Versions)
        .catch((error: unknown) => {
          if (error instanceof S3ServiceException && error.name === 'NotImplemented') return [];
          throw error;
        });
      return [...new Set([...Contents, ...older].map(({ Key = '' }) => Key))].sort();
    },
    async remove(key: string): Promise<void> {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}
