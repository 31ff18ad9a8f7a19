import { ComprehendClient, DetectEntitiesCommand, type LanguageCode } from '@aws-sdk/client-comprehend';
import type { EntityDetector } from '../extractors/comprehend';
import { orTemporary } from './temporary';

/** Amazon Comprehend as an `EntityDetector`; throttling, time-outs and 5xx become `TemporaryError`. */
export function comprehendDetector(client = new ComprehendClient({})): EntityDetector {
  return {
    detectEntities: (text, languageCode) =>
      orTemporary(
        'Amazon Comprehend',
        client.send(new DetectEntitiesCommand({ Text: text, LanguageCode: languageCode as LanguageCode })),
      ),
  };
}
