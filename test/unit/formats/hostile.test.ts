import { Pipeline } from '../../fakes/pipeline';
import { HOSTILE, type HostileFile } from '../../fixtures/make/hostile';
import { file, findings } from './read';

const MAX_FILE_BYTES = 32 * 1024 * 1024;

/** What becomes of a file in the parse stage: the code of its receipt's reason, or its articles and what was left out. */
async function outcomeOf({ name, contentType, make }: HostileFile) {
  const bytes = make();
  if (bytes.length > MAX_FILE_BYTES) {
    const receipt = await new Pipeline([], MAX_FILE_BYTES).drop(`incoming/${name}`, bytes);
    return { refused: receipt.reason?.code };
  }
  try {
    const found = await findings(file(bytes, { name: `incoming/${name}`, contentType }));
    const articles = found.filter(({ kind }) => kind === 'article').length;
    const reasons = found.flatMap((finding) => ('reason' in finding ? [finding.reason] : []));
    for (const { message, advice } of reasons) expect([message, advice]).not.toContain('');
    return { articles, ...(reasons.length > 0 && { partly: reasons.at(-1)?.code }) };
  } catch (error) {
    // What is thrown that is no reason for a receipt would be retried and end in a DLQ.
    expect(error).toMatchObject({
      retryable: false,
      reasonClass: expect.any(String),
      advice: expect.stringMatching(/./),
    });
    return { refused: error instanceof Error && 'code' in error ? error.code : undefined };
  }
}

describe('a hostile file is read or refused with its reason', () => {
  test.each(HOSTILE.map((hostile) => [hostile.name, hostile] as const))('%s', async (_, hostile) => {
    const { refused, articles, partly } = hostile;
    expect(await outcomeOf(hostile)).toEqual(
      refused === undefined ? { articles, ...(partly && { partly }) } : { refused },
    );
  });
});
