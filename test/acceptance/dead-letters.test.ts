import { eventually } from './support/eventually';
import { api, bucketName, deadLetters, ended, keyIn, receiptsOf } from './support/target';

/** What EventBridge says of an object that is gone by now: parse knows what to do with it, and says so in a receipt. */
const eventOf = (key: string) => ({
  source: 'aws.s3',
  'detail-type': 'Object Created',
  time: '2026-11-24T10:00:00Z',
  detail: { bucket: { name: bucketName }, object: { key, size: 12, etag: 'abc', sequencer: '00A1B2' } },
});
const failure = {
  error: 'TemporaryError',
  message: 'DynamoDB did not answer',
  attempts: '4',
  failedAt: '2026-11-24T10:30:00.000Z',
};

describe('dead letters', () => {
  test('are counted, listed with why they were given up, and moved back to be handled', async () => {
    const key = keyIn('dead-letters', 'gone.txt');
    await deadLetters.put('parse', eventOf(key), failure);
    await eventually('the message to be listed', async () => {
      const { items } = await api.deadLetters('parse');
      expect(items).toContainEqual(
        expect.objectContaining({ lane: 'live', key, dropId: null, failure: { ...failure, attempts: 4 } }),
      );
    });
    const { items: queues } = await api.deadLetterQueues();
    expect(queues.find(({ queue }) => queue === 'parse')?.messages).toBeGreaterThan(0);
    expect(await receiptsOf(key)).toEqual([]);

    expect(await api.redrive('parse')).toMatchObject({ queue: 'parse', next: null });
    expect(await ended(key)).toMatchObject({ state: 'quarantined', reason: { class: 'missing' } });
    await eventually('the message to be gone', async () => {
      const { items } = await api.deadLetters('parse');
      expect(items.filter((item) => item.key === key)).toEqual([]);
    });
  });

  test('of a queue that rests wake it: what is moved back is handled', async () => {
    const articleId = `a-${keyIn('dead-letters', 'none')}`;
    const request = {
      kind: 'enrich',
      lane: 'reprocess',
      requestedAt: '2026-11-24T10:00:00.000Z',
      dropId: 'd-of-a-run',
      articleId,
      parsedKey: `articles/${articleId}/parsed-0.json`,
    };
    await deadLetters.put('reprocess-enrich', request);
    await eventually('the message to be listed', async () => {
      const { items } = await api.deadLetters('reprocess-enrich');
      expect(items).toContainEqual(
        expect.objectContaining({ lane: 'reprocess', dropId: 'd-of-a-run', articleId, failure: null }),
      );
    });
    await api.redrive('reprocess-enrich');
    await eventually('the message to be gone', async () => {
      const { items } = await api.deadLetters('reprocess-enrich');
      expect(items.filter((item) => item.articleId === articleId)).toEqual([]);
    });
  });

  test('of a queue that there is not are refused, with those that there are', async () => {
    expect(await api.problem('/dead-letters/nowhere')).toMatchObject({
      status: 400,
      errors: [{ field: 'queue', message: expect.stringContaining('parse, enrich, store') }],
    });
  });
});
