import { citationExtractor, referenceExtractor } from '../citations/extractor';
import { keywordExtractor } from '../digest/keywords';
import { salienceExtractor } from '../digest/salience';
import { summaryExtractor } from '../digest/summary';
import { entityExtractor } from '../entities/extractor';
import { quotationExtractor } from '../quotations/extractor';
import { relationExtractor } from '../relations/extractor';
import { roleExtractor } from '../roles/extractor';
import { timeExtractor } from '../times/extractor';
import { topicExtractor } from '../topics/extractor';
import { comprehendExtractor, type EntityDetector } from './comprehend';
import type { Extractor, Versions } from './extractor';
import { DATING, type Provider } from './versions';

/**
 * The extractors of a stage, by its configuration.
 *
 * @param detector makes the Comprehend client; called at the first article that needs it, so that the embedded
 *   provider neither loads the AWS SDK nor needs credentials
 */
export function extractorsFor(
  provider: Provider,
  detector: () => Promise<EntityDetector> = awsDetector,
): readonly Extractor[] {
  const entities = provider === 'embedded' ? entityExtractor : comprehendExtractor(detector);
  const narrative = [timeExtractor, citationExtractor, referenceExtractor, quotationExtractor, roleExtractor];
  return [
    entities,
    ...narrative,
    salienceExtractor,
    keywordExtractor,
    summaryExtractor,
    topicExtractor,
    relationExtractor,
  ];
}

async function awsDetector(): Promise<EntityDetector> {
  const { comprehendDetector } = await import('../adapters/comprehend');
  return comprehendDetector();
}

/** The versions of extractors, and of the dating that they build on. */
export function versionsOf(extractors: readonly Pick<Extractor, 'name' | 'version'>[]): Versions {
  return Object.fromEntries([...extractors, DATING].map(({ name, version }) => [name, version]));
}
