import { DatelineError } from '../shared/errors';

/** An S3 error response: `code` is S3's own word, which SDKs turn into the error's name. */
export class S3Failure extends DatelineError {
  readonly retryable = false;
  constructor(
    readonly code: string,
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}

export const noSuchBucket = (bucket: string) =>
  new S3Failure('NoSuchBucket', 404, `The specified bucket does not exist: ${bucket}`);
export const noSuchKey = () => new S3Failure('NoSuchKey', 404, 'The specified key does not exist.');
export const noSuchUpload = () =>
  new S3Failure('NoSuchUpload', 404, 'The upload does not exist: it was completed, aborted, or lost in a restart.');
export const notImplemented = (what: string) =>
  new S3Failure('NotImplemented', 501, `Dateline's embedded S3 endpoint does not implement ${what}.`);
