import { TemporaryError } from '../../../shared/errors';
import type { Extractor } from '../../../shared/extractors/extractor';
import type { StoreInput } from '../../../shared/pipeline/messages';
import { Pipeline } from '../../fakes/pipeline';

const TWO = JSON.stringify([
  { title: 'One', text: 'It rained in Vienna.' },
  { title: 'Two', text: 'It snowed in Graz.' },
]);
const ONE = JSON.stringify([{ title: 'One', text: 'It rained in Vienna.' }]);
const none: Extractor[] = [];

describe('events', () => {
  it('of a drop say each article and then the drop, with ids and without a word of the text', async () => {
    const p = new Pipeline(none);
    const { dropId, key, articleIds } = await p.drop('incoming/two.json', TWO);
    expect(p.events.published).toMatchObject([
      { name: 'article.stored', detail: { articleId: articleIds[0], dropId, key, lane: 'live', version: 1 } },
      { name: 'article.stored', detail: { articleId: articleIds[1], dropId } },
      { name: 'drop.stored', detail: { dropId, key, articleCount: 2, articleIds, superseded: false, retries: 0 } },
    ]);
    expect(JSON.stringify(p.events.published)).not.toMatch(/One|rained/);
  });

  it('come no second time when the drop is announced again', async () => {
    const p = new Pipeline(none);
    const event = p.upload('incoming/two.json', TWO);
    await p.announce(event);
    p.events.take();
    await p.announce(event);
    expect(p.events.take()).toEqual([]);
  });

  it('say why a drop is quarantined, again for each retry, and that it is stored at last', async () => {
    const p = new Pipeline(none, 10);
    const { dropId, reason } = await p.drop('incoming/one.json', ONE);
    expect(p.events.published).toMatchObject([{ name: 'drop.quarantined', detail: { dropId, reason, retries: 0 } }]);
    await p.retry(dropId);
    expect(p.events.published).toMatchObject([{}, { name: 'drop.quarantined', detail: { retries: 1 } }]);
    expect(new Set(p.events.published.map(({ detail }) => detail.id)).size).toBe(2);
    p.events.take();
    p.maxFileBytes = 1_000;
    await p.retry(dropId);
    expect(p.events.take()).toEqual(['article.stored', 'drop.stored']);
  });

  it('say that an article was retracted, and of a version that came too late only that it is superseded', async () => {
    const p = new Pipeline(none);
    const older = p.upload('incoming/two.json', TWO);
    await p.drop('incoming/two.json', TWO);
    await p.drop('incoming/two.json', ONE);
    expect(p.events.take().slice(3)).toEqual(['article.retracted', 'article.stored', 'drop.stored'].sort());
    await p.parseQueue.send([older]);
    await p.run();
    expect(p.events.published).toMatchObject([{ name: 'drop.stored', detail: { superseded: true } }]);
  });

  it('are published when the message comes again, if they could not be before', async () => {
    const p = new Pipeline(none);
    const sent: StoreInput[] = [];
    const send = p.storeQueue.send.bind(p.storeQueue);
    p.storeQueue.send = async (messages) => {
      sent.push(...messages);
      await send(messages);
    };
    p.events.gate = () => {
      throw new TemporaryError('the bus does not answer');
    };
    await expect(p.drop('incoming/one.json', ONE)).rejects.toThrow('the bus does not answer');
    p.events.gate = () => {};
    await send(sent);
    await p.run();
    const [first] = p.events.published;
    expect(p.events.take()).toEqual(['article.stored', 'drop.stored']);
    // Once more: the article cannot know that it was told, but says the same; the receipt knows.
    await send(sent);
    await p.run();
    expect(p.events.published).toEqual([{ ...first, detail: { ...first?.detail, at: expect.any(String) } }]);
  });
});
