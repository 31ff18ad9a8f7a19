import type { EXTRACTOR_PROVIDERS } from '../environment';
import type { Versions } from './extractor';

export type Provider = (typeof EXTRACTOR_PROVIDERS)[number];

/** Name and version of each provider's entity extractor: apart from them, so that naming one does not load it. */
export const ENTITY_EXTRACTORS = {
  embedded: { name: 'entities', version: '1.0.0' },
  comprehend: { name: 'entities-comprehend', version: '1.0.0' },
} as const satisfies Record<Provider, { name: string; version: string }>;

/** The versions of what `extractorsFor(provider)` answers. */
export function versionsFor(provider: Provider): Versions {
  const { name, version } = ENTITY_EXTRACTORS[provider];
  return { [name]: version };
}
