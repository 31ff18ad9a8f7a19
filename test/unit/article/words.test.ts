import { countWords } from '../../../shared/article/words';

describe('countWords', () => {
  test.each([
    ['', 0],
    [' … — !', 0],
    ['The talks failed.', 3],
    ['Russia’s U.S.-led plan don’t cost 1,000.50 at–best', 8],
    ['naïve Чечня', 2],
    ['美国 NATO 计划', 5],
  ])('%j has %i', (text, count) => expect(countWords(text)).toBe(count));
});
