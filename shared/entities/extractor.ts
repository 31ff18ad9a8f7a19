import type { Extractor } from '../extractors/extractor';
import { ENTITY_EXTRACTORS } from '../extractors/versions';
import { recogniseAll } from './combine';
import { lexicon } from './lexicon';
import { link } from './link';
import { tagger } from './tagger/load';

/**
 * The embedded entity extractor: persons, organisations, countries and towns, other places, by a gazetteer and rules
 * for English news. The first one, and honest about it: what the rules leave in doubt it does not say. A pure function
 * of the article.
 */
export const entityExtractor: Extractor = {
  ...ENTITY_EXTRACTORS.embedded,
  languages: ['en'],
  extract(article, { gazetteer }) {
    const words = lexicon(gazetteer);
    return link(recogniseAll(article, words, tagger()), article, words);
  },
};
