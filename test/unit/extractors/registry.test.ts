import type { ParsedArticle } from '../../../shared/article/schema';
import type { ExtractionContext } from '../../../shared/extractors/extractor';
import { Reading } from '../../../shared/extractors/reading';
import { extractorsFor, versionsOf } from '../../../shared/extractors/registry';
import { articleOf } from '../entities/article';

function ask(text: string, language: string): [ParsedArticle, ExtractionContext] {
  const article = articleOf([text], language);
  return [article, { annotations: [], reading: new Reading(article, []), dating: undefined }];
}

test('each provider has one entity extractor, of a name of its own', () => {
  const [embedded, comprehend] = [versionsOf(extractorsFor('embedded')), versionsOf(extractorsFor('comprehend'))];
  const narrative = ['times', 'citations', 'cross-references', 'quotations', 'roles'];
  const digest = ['salience', 'keywords', 'summary', 'topics', 'relations'];
  expect(Object.keys(embedded)).toEqual(['entities', ...narrative, ...digest, 'dating']);
  expect(Object.keys(comprehend)).toEqual(['entities-comprehend', ...narrative, ...digest, 'dating']);
});

test('the client of Comprehend is made at the first article that needs it, and once', async () => {
  const make = jest.fn(async () => ({ detectEntities: async () => ({ Entities: [] }) }));
  const [extractor] = extractorsFor('comprehend', make);
  await extractor?.extract(...ask('Hyvää päivää.', 'fi'));
  expect(make).not.toHaveBeenCalled();
  await extractor?.extract(...ask('Hello there.', 'en'));
  await extractor?.extract(...ask('Hello again.', 'en'));
  expect(make).toHaveBeenCalledTimes(1);
});
