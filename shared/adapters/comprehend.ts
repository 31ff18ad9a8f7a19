import { ComprehendClient, ComprehendServiceException, DetectEntitiesCommand } from '@aws-sdk/client-comprehend';
import { TemporaryError } from '../errors';
import type { EntityDetector } from '../extractors/comprehend';

/** Errors that say: ask again later. What else the service refuses is a defect of the request. */
const PASSING = new Set([
  'ThrottlingException',
  'TooManyRequestsException',
  'InternalServerException',
  'ServiceUnavailableException',
  'RequestTimeout',
  'TimeoutError',
]);

/** Node's codes for a network that does not answer. */
const UNREACHABLE = /^(?:ECONN|ETIMEDOUT|EPIPE|EAI_AGAIN|ENOTFOUND)/;

/** Amazon Comprehend; the client is made here, so that only a stage that uses it loads the SDK for it. */
export function comprehendDetector(client: ComprehendClient = new ComprehendClient()): EntityDetector {
  return {
    async detectEntities(text, language) {
      try {
        return await client.send(new DetectEntitiesCommand({ Text: text, LanguageCode: language }));
      } catch (error) {
        throw isPassing(error) ? new TemporaryError(`Amazon Comprehend: ${error.name}: ${error.message}`) : error;
      }
    },
  };
}

function isPassing(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const status = error instanceof ComprehendServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return PASSING.has(error.name) || status >= 500 || status === 429 || UNREACHABLE.test(code);
}
