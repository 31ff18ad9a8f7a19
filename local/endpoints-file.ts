import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Says to scripts where a running runtime is reached: there while it is ready. */
export interface Endpoints {
  /** URL of the S3 (and SQS) endpoint. */
  s3: string;
  bucket: string;
  /** URL of the HTTP API. */
  api: string;
}

const pathIn = (directory: string) => join(directory, 'endpoints.json');

/** Whoever reads the file sees all of it or none. */
export function writeEndpoints(directory: string, { s3, bucket, api }: Endpoints): void {
  const path = pathIn(directory);
  writeFileSync(`${path}.next`, `${JSON.stringify({ s3, bucket, api })}\n`);
  renameSync(`${path}.next`, path);
}

export function removeEndpoints(directory: string): void {
  rmSync(pathIn(directory), { force: true });
}
