import type { EXTRACTOR_PROVIDERS } from '../environment';
import type { Versions } from './extractor';

export type Provider = (typeof EXTRACTOR_PROVIDERS)[number];

/** Name and version of each provider's entity extractor: apart from them, so that naming one does not load it. */
export const ENTITY_EXTRACTORS = {
  embedded: { name: 'entities', version: '2.13.1' },
  comprehend: { name: 'entities-comprehend', version: '1.7.0' },
} as const satisfies Record<Provider, { name: string; version: string }>;

/** Name and version of each extractor that reads times, sources, references, speakers and roles; all stages run them. */
export const NARRATIVE_EXTRACTORS = {
  times: { name: 'times', version: '1.4.2' },
  citations: { name: 'citations', version: '1.6.0' },
  references: { name: 'cross-references', version: '1.6.0' },
  quotations: { name: 'quotations', version: '1.5.0' },
  roles: { name: 'roles', version: '1.5.0' },
} as const satisfies Record<string, { name: string; version: string }>;

/** Name and version of each extractor that says what an article is about; all stages run them. */
export const DIGEST_EXTRACTORS = {
  salience: { name: 'salience', version: '1.1.0' },
  keywords: { name: 'keywords', version: '1.0.0' },
  summary: { name: 'summary', version: '1.1.1' },
  topics: { name: 'topics', version: '1.1.0' },
  relations: { name: 'relations', version: '1.2.0' },
} as const satisfies Record<string, { name: string; version: string }>;

/** How the day of publication is worked out: no extractor, but what those that read times build on. */
export const DATING = { name: 'dating', version: '1.3.0' } as const;

/** The versions of what `extractorsFor(provider)` answers. */
export function versionsFor(provider: Provider): Versions {
  const later = [...Object.values(NARRATIVE_EXTRACTORS), ...Object.values(DIGEST_EXTRACTORS)];
  const all = [ENTITY_EXTRACTORS[provider], ...later, DATING];
  return Object.fromEntries(all.map(({ name, version }) => [name, version]));
}
