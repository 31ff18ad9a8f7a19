import type { Logger } from '@aws-lambda-powertools/logger';

interface Rejecting {
  env: NodeJS.ProcessEnv;
  removeAllListeners(event: 'unhandledRejection'): unknown;
  on(event: 'unhandledRejection', listener: (error: unknown) => void): unknown;
}

/**
 * Logs rejections of promises that nobody waits for. PDF.js makes some of damaged files, beside the error that it throws,
 * and Lambda's runtime would end the function at the first: with it the other files of the batch, again at each attempt.
 * Elsewhere whoever runs the process decides (`local/main.ts`).
 */
export function logRejections(logger: Pick<Logger, 'warn'>, process: Rejecting): void {
  if (process.env['AWS_LAMBDA_RUNTIME_API'] === undefined) return;
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (error) => {
    logger.warn('a promise was rejected that nobody waits for', { code: 'REJECTION_UNHEEDED', error: String(error) });
  });
}
