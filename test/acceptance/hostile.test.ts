import { HOSTILE } from '../fixtures/make/hostile';
import { ended, keyIn, put } from './support/target';

/** Twenty thousand articles, and 1.8 million words whose entities take 20 s, are for a stage that has an afternoon. */
const TOO_LONG = ['hundred-thousand.rss', 'one-line.txt'];

describe('hostile files, dropped one after the other', () => {
  const files = HOSTILE.filter(({ name }) => !TOO_LONG.includes(name)).map(
    (hostile) => [hostile.name, hostile] as const,
  );

  test.each(files)('%s ends in a receipt', async (name, { make, contentType, refused, articles, partly }) => {
    const key = keyIn('hostile', name);
    await put(key, make(), contentType === undefined ? {} : { contentType });
    const receipt = await ended(key);
    if (refused === undefined) expect(receipt).toMatchObject({ articleCount: articles });
    expect(receipt).toMatchObject(
      refused === undefined
        ? { state: 'stored', reason: null }
        : { state: 'quarantined', reason: { code: refused, stage: 'parse' } },
    );
    expect(receipt.warnings).toEqual(
      partly === undefined ? expect.anything() : [expect.objectContaining({ code: partly })],
    );
  });
});
