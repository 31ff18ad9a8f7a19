import { readFile } from 'node:fs/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Metadata } from '../shared/article/schema';
import { dropIdOf } from '../shared/pipeline/drop';
import { sha256 } from '../shared/pipeline/hash';
import { topology } from '../shared/pipeline/topology';
import { explain, UnableError } from './errors';
import { type FoundFile, filesAt, whyUnreadable } from './files';
import type { Target } from './target';

/** A file and the key that it is put at. */
export interface PlannedUpload {
  path: string;
  key: string;
}

/** What was put into the bucket. */
export interface Upload {
  key: string;
  sha256: string;
  /** Known where the bucket keeps versions; else only the receipt tells it. */
  dropId?: string | undefined;
}

/** S3's limit on keys, bytes of UTF-8. */
const LONGEST_KEY = 1024;

/** Finds the files below the paths and gives each a key; throws `UnableError` when that cannot be done for one of them. */
export async function planUploads(paths: readonly string[], prefix = ''): Promise<PlannedUpload[]> {
  const base = topology.prefixes.incoming + prefix.replace(/^\/+/, '').replace(/([^/])\/*$/, '$1/');
  const planned = new Map<string, PlannedUpload>();
  for (const path of paths) {
    let found = false;
    for await (const file of findFiles(path)) {
      found = true;
      const key = base + file.relative;
      const other = planned.get(key);
      if (other) {
        const advice = 'Drop them one after the other, with a --prefix each.';
        throw new UnableError(`${other.path} and ${file.path} would both be ${key}.`, advice);
      }
      const bytes = Buffer.byteLength(key);
      if (bytes > LONGEST_KEY) throw new UnableError(`${key} has ${bytes} bytes; S3 takes ${LONGEST_KEY} in a key.`);
      planned.set(key, { path: file.path, key });
    }
    if (!found) throw new UnableError(`${path}: There is no file in this directory.`);
  }
  return [...planned.values()];
}

async function* findFiles(path: string): AsyncGenerator<FoundFile> {
  try {
    yield* filesAt(path);
  } catch (error) {
    throw new UnableError(`${path}: ${whyUnreadable(error)}`);
  }
}

/** Metadata that may be said with `--meta`. */
const META_NAMES = Object.keys(Metadata.shape);

/** `name=value` arguments as an object's user metadata; throws `UnableError` for what Dateline would not understand. */
export function objectMetadata(given: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    given.map((argument) => {
      const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(argument) ?? [];
      if (!META_NAMES.includes(name)) {
        throw new UnableError(`--meta ${argument}: say NAME=VALUE with one of the names ${META_NAMES.join(', ')}.`);
      }
      return [`dateline-${name}`, encodeHeader(value)];
    }),
  );
}

/** Bytes in an encoded word: 75 characters at most (RFC 2047 §2), 12 of them `=?UTF-8?B?` and `?=`, 4 for 3 bytes. */
const WORD_BYTES = 45;

/**
 * A header's value: as it is when it is printable ASCII, else as encoded words (RFC 2047), which is how S3 itself
 * hands such values over. A character is never cut in two.
 */
function encodeHeader(value: string): string {
  if (/^[ -~]*$/.test(value) && !value.includes('=?')) return value;
  const words: string[] = [];
  let word = '';
  for (const character of value) {
    if (Buffer.byteLength(word + character) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((text) => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`).join(' ');
}

/** Puts files into the target's bucket. */
export class Uploader {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(
    { bucket, s3, region, credentials }: Target,
    private readonly metadata: Record<string, string>,
  ) {
    if (bucket === undefined) throw new UnableError('With --api, --bucket says where to drop.');
    this.#bucket = bucket;
    // What is absent, the SDK finds where the AWS CLI does.
    this.#client = new S3Client({
      ...(region && { region }),
      ...(credentials && { credentials }),
      // Emulators have no DNS names for buckets.
      ...(s3 && { endpoint: s3, forcePathStyle: true }),
    });
  }

  /** Throws what the file system throws for the file, and `UnableError` when the bucket does not take it. */
  async upload({ path, key }: PlannedUpload): Promise<Upload> {
    const bytes = await readFile(path);
    const command = new PutObjectCommand({ Bucket: this.#bucket, Key: key, Body: bytes, Metadata: this.metadata });
    try {
      const { VersionId: versionId } = await this.#client.send(command);
      const versioned = versionId !== undefined && versionId !== 'null';
      return { key, sha256: sha256(bytes), dropId: versioned ? dropIdOf({ key, versionId }) : undefined };
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      throw new UnableError(`The bucket ${this.#bucket} did not take ${key}: ${explain(error)}`, ADVICE[name]);
    }
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'Set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, as for the AWS CLI.',
  AccessDenied: 'These AWS credentials may not write there: check AWS_PROFILE.',
  NoSuchBucket: 'Is this the right stage, account and region?',
};
