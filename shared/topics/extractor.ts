import { printedTitle } from '../digest/salience';
import type { Extractor } from '../extractors/extractor';
import { DIGEST_EXTRACTORS } from '../extractors/versions';
import { timeTokens } from '../times/tokens';
import { wordsOfTokens } from './terms';
import { topicsOf } from './topics';

/** The IPTC Media Topics that an article's words speak of, each with those words. English; linear in the text. */
export const topicExtractor: Extractor = {
  ...DIGEST_EXTRACTORS.topics,
  languages: ['en'],
  reads: [],
  extract(article, { reading }) {
    const title = wordsOfTokens(timeTokens(printedTitle(article), new Set([0])));
    const lead = article.paragraphs.find(({ kind }) => kind === 'body')?.end ?? 0;
    return topicsOf(title, wordsOfTokens(reading.scan.tokens), lead).flatMap(
      ({ id, name, score, broader, words, terms, inTitle }) => {
        const [first] = words;
        if (!first) return [];
        const reason = `${terms.join(', ')}${inTitle.length > 0 ? `; in the title: ${inTitle.join(', ')}` : ''}`;
        return [{ kind: 'topic' as const, ...first, value: { id, name, broader, score, words }, reason }];
      },
    );
  },
};
