import { extractorsFor, versionsOf } from '../../../shared/extractors/registry';
import { articleOf } from '../entities/article';

test('each provider has one entity extractor, of a name of its own', () => {
  const [embedded, comprehend] = [versionsOf(extractorsFor('embedded')), versionsOf(extractorsFor('comprehend'))];
  expect(Object.keys(embedded)).toEqual(['entities']);
  expect(Object.keys(comprehend)).toEqual(['entities-comprehend']);
});

test('the client of Comprehend is made at the first article that needs it, and once', async () => {
  const make = jest.fn(async () => ({ detectEntities: async () => ({ Entities: [] }) }));
  const [extractor] = extractorsFor('comprehend', make);
  await extractor?.extract(articleOf(['Hyvää päivää.'], 'fi'));
  expect(make).not.toHaveBeenCalled();
  await extractor?.extract(articleOf(['Hello there.'], 'en'));
  await extractor?.extract(articleOf(['Hello again.'], 'en'));
  expect(make).toHaveBeenCalledTimes(1);
});
