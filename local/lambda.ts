import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { DatelineError } from '../shared/errors';
import type { FunctionTopology } from '../shared/pipeline/topology';

export type LambdaHandler = (event: never, context: Context) => Promise<unknown>;

export class FunctionTimeoutError extends DatelineError {
  readonly retryable = true;
  constructor(name: string, seconds: number) {
    super(`${name} took longer than its ${seconds} s`);
  }
}

export interface LambdaFunction {
  name: string;
  topology: FunctionTopology;
  handler: LambdaHandler;
}

export const REGION = process.env['AWS_REGION'] ?? 'us-east-1';
export const ACCOUNT = '000000000000';
/** For services that check no signature. */
export const ACCESS = { credentials: { accessKeyId: 'local', secretAccessKey: 'local' } } as const;

/**
 * Calls a handler as Lambda does, with a context that knows how much time is left. Throws what the handler throws, and
 * `FunctionTimeoutError` when it takes too long. It then goes on unheeded, since nothing in one process can end it.
 */
export async function invoke({ name, topology, handler }: LambdaFunction, event: unknown): Promise<unknown> {
  const { timeoutSeconds, memoryMb } = topology;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new FunctionTimeoutError(name, timeoutSeconds)), timeoutSeconds * 1000);
  });
  try {
    const call = handler as (event: unknown, context: Context) => Promise<unknown>;
    return await Promise.race([call(event, contextOf(name, memoryMb, Date.now() + timeoutSeconds * 1000)), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function contextOf(name: string, memoryMb: number, deadline: number): Context {
  const functionName = `dateline-local-${name}`;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${functionName}`,
    memoryLimitInMB: String(memoryMb),
    awsRequestId: randomUUID(),
    logGroupName: `/dateline/local/${name}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: noCallbacks,
    fail: noCallbacks,
    succeed: noCallbacks,
  };
}

function noCallbacks(): never {
  throw new Error('Lambda has no callbacks from Node.js 24 on: return or throw.');
}
