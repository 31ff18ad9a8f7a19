import type { Extractor } from '../extractors/extractor';
import { ENTITY_EXTRACTORS } from '../extractors/versions';
import { lexicon } from './lexicon';
import { link } from './link';
import { recognise } from './recognise';

/**
 * The embedded entity extractor: persons, organisations, countries and towns, other places, by a gazetteer and rules
 * for English news. The first one, and honest about it: what the rules leave in doubt it does not say. A pure function
 * of the article.
 */
export const entityExtractor: Extractor = {
  ...ENTITY_EXTRACTORS.embedded,
  languages: ['en'],
  extract(article) {
    const words = lexicon();
    return link(recognise(article, words), article, words);
  },
};
