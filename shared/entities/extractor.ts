import type { Extractor } from '../extractors/extractor';
import { ENTITY_EXTRACTORS } from '../extractors/versions';
import { recogniseAll } from './combine';
import { lexicon } from './lexicon';
import { link } from './link';
import { tagger } from './tagger/load';

/**
 * The embedded entity extractor for English news: names by a gazetteer, rules and a trained tagger, then which entity each
 * means, as far as the article says. What stays in doubt it does not say. A pure function of the article and the users'
 * gazetteers.
 */
export const entityExtractor: Extractor = {
  ...ENTITY_EXTRACTORS.embedded,
  languages: ['en'],
  extract(article, { gazetteer }) {
    const words = lexicon(gazetteer);
    return link(recogniseAll(article, words, tagger()), article, words);
  },
};
