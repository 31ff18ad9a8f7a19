import type { Subscription } from './support/events';
import { eventually } from './support/eventually';
import { api, ended, eventSource, keyIn, put, run, stored } from './support/target';

const BRIEF = 'Publication: Vienna Bulletin Volume: 1 Issue: 2\n\nIt rained in Vienna for the third week.\n';

(eventSource ? describe : describe.skip)('whoever subscribes', () => {
  let subscription: Subscription;

  beforeAll(async () => {
    if (!eventSource) throw new Error('the target does not say where its events are');
    subscription = await eventSource.subscribe(`dateline-acceptance-${run}`);
  });
  afterAll(() => subscription.end());

  /** Events about a drop, once there are so many; without those that came twice. */
  const about = (dropId: string, expected: number) =>
    eventually(`${expected} events about ${dropId}`, async () => {
      const all = (await subscription.received()).filter(
        ({ detail }) => 'dropId' in detail && detail.dropId === dropId,
      );
      const once = [...new Map(all.map((event) => [event.detail.id, event])).values()];
      if (once.length < expected) throw new Error(JSON.stringify(once));
      return once.sort((a, b) => (a['detail-type'] < b['detail-type'] ? -1 : 1));
    });

  test('is told of each article and drop that is stored', async () => {
    const key = keyIn('events', 'brief.txt');
    await put(key, BRIEF);
    const { id, articleIds } = await stored(key);
    const [article, drop, ...more] = await about(id, 2);
    expect(more).toEqual([]);
    expect(article).toMatchObject({
      source: 'dateline',
      'detail-type': 'article.stored',
      detail: { version: 1, lane: 'live', articleId: articleIds[0], dropId: id, key },
    });
    expect(drop).toMatchObject({ 'detail-type': 'drop.stored', detail: { key, articleCount: 1, articleIds } });
    expect((await api.article(articleIds[0] ?? '')).revision).toBe(
      article?.['detail-type'] === 'article.stored' ? article.detail.revision : undefined,
    );
  });

  test('is told why a drop is quarantined, and of each retry', async () => {
    const key = keyIn('events', 'cut.json');
    await put(key, '{"title": "A court op');
    const { id, reason } = await ended(key);
    expect(await about(id, 1)).toMatchObject([
      { 'detail-type': 'drop.quarantined', detail: { key, reason, retries: 0 } },
    ]);
    await api.retry(id);
    const [first, second] = (await about(id, 2)).sort((a, b) => (a.detail.at < b.detail.at ? -1 : 1));
    expect(second).toMatchObject({
      'detail-type': 'drop.quarantined',
      detail: { reason, retries: 1, lane: 'reprocess' },
    });
    expect(second?.detail.id).not.toBe(first?.detail.id);
  });

  test('is told when a newer version of a file no longer holds an article', async () => {
    const key = keyIn('events', 'two.json');
    const articles = ['One', 'Two'].map((title) => ({ title, text: `It rained in Vienna on day ${title}.` }));
    await put(key, JSON.stringify(articles));
    const { articleIds } = await stored(key);
    await put(key, JSON.stringify(articles.slice(0, 1)));
    const { id } = await stored(key, 2);
    const events = await about(id, 3);
    expect(events.map((event) => event['detail-type'])).toEqual(['article.retracted', 'article.stored', 'drop.stored']);
    expect(events[0]?.detail).toMatchObject({ articleId: articleIds[1], key });
  });
});
