import { TemporaryError } from '../errors';

const THROTTLES = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'SlowDown',
  'ThrottlingException',
  'TooManyRequestsException',
]);
const NETWORK = /^(AbortError|TimeoutError|ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|ETIMEDOUT)$/;

/** Waits for a call of an AWS service; what may pass by itself becomes a `TemporaryError` that names the service. */
export async function orTemporary<T>(service: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    if (!(cause instanceof Error) || !isTemporary(cause)) throw cause;
    throw new TemporaryError(`${service} did not answer: ${cause.name}: ${cause.message}`, { cause });
  }
}

function isTemporary(error: Error & { code?: unknown; $metadata?: { httpStatusCode?: number | undefined } }): boolean {
  const status = error.$metadata?.httpStatusCode ?? 0;
  return (
    // 501: not implemented, now or later.
    (status >= 500 && status !== 501) ||
    status === 429 ||
    THROTTLES.has(error.name) ||
    NETWORK.test(error.name) ||
    NETWORK.test(String(error.code))
  );
}
