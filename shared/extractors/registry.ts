import { entityExtractor } from '../entities/extractor';
import { comprehendExtractor, type EntityDetector } from './comprehend';
import type { Extractor, Versions } from './extractor';
import type { Provider } from './versions';

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
  return provider === 'embedded' ? [entityExtractor] : [comprehendExtractor(detector)];
}

async function awsDetector(): Promise<EntityDetector> {
  const { comprehendDetector } = await import('../adapters/comprehend');
  return comprehendDetector();
}

export function versionsOf(extractors: readonly Pick<Extractor, 'name' | 'version'>[]): Versions {
  return Object.fromEntries(extractors.map(({ name, version }) => [name, version]));
}
