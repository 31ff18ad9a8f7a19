import type { Extractor } from '../../../shared/extractors/extractor';
import { ProblemError } from '../../../shared/http/problems';
import type { DropEvent } from '../../../shared/pipeline/messages';
import { timeless } from '../../fakes/items';
import { Pipeline } from '../../fakes/pipeline';

const BRIEF = 'Publication: Quay Monitor Volume: 3 Issue: 12\n\nIt rained in Vienna for the third week.\n';
const KEY = 'incoming/brief.txt';
const TWO = JSON.stringify([
  { title: 'One', text: 'It rained in Vienna.' },
  { title: 'Two', text: 'It snowed in Graz.' },
]);
const ourFault = {
  class: 'our-fault',
  code: 'internal-error',
  message: 'm',
  advice: 'a',
  stage: 'enrich',
} as const;
const none: Extractor[] = [];
const defective: Extractor = { name: 'defective', version: '1', extract: () => Promise.reject(new Error('a defect')) };

/** Drops into a bucket that keeps no versions; answers the event. */
function unversioned(p: Pipeline, body: string): DropEvent {
  const head = p.objects.head.bind(p.objects);
  p.objects.head = async (key) => {
    const info = await head(key);
    return info && { ...info, versionId: undefined };
  };
  const event = p.upload(KEY, body);
  const { 'version-id': _, ...object } = event.detail.object;
  return { ...event, detail: { ...event.detail, object } };
}

async function only(p: Pipeline) {
  const [receipt] = (await p.reader.receipts({ limit: 2 })).items;
  if (!receipt) throw new Error('there is no receipt');
  return receipt;
}

describe('a retry', () => {
  it('stores what could not be read before', async () => {
    const p = new Pipeline(none, 10);
    const { dropId } = await p.drop(KEY, BRIEF);
    expect(await p.receipts.find(dropId)).toMatchObject({ state: 'quarantined', reason: { class: 'too-large' } });
    p.maxFileBytes = 1_000;
    const { body, receipt } = await p.retry(dropId);
    expect(body).toMatchObject({ id: dropId, state: 'received', retries: 1, reason: null });
    expect(receipt).toMatchObject({ state: 'stored', retries: 1, articleCount: 1 });
    expect(receipt?.reason).toBeUndefined();
    expect((await p.reader.articles({ limit: 10 })).items).toHaveLength(1);
  });

  it('leaves what a fresh drop would leave, apart from the receipt', async () => {
    const p = new Pipeline(none, 10);
    const { dropId } = await p.drop(KEY, BRIEF);
    p.maxFileBytes = 1_000;
    await p.retry(dropId);
    const fresh = new Pipeline(none);
    await fresh.drop(KEY, BRIEF);
    const items = (of: Pipeline) =>
      timeless(of.table.contents().filter(({ pk }) => !pk.startsWith('DROP#'))).map(({ v: _, ...item }) => item);
    expect(items(p)).toEqual(items(fresh));
  });

  it('of a file that is still damaged says so again', async () => {
    const p = new Pipeline(none);
    const { dropId, reason } = await p.drop('incoming/cut.json', '{"title": ');
    const { receipt } = await p.retry(dropId);
    expect(receipt).toMatchObject({ state: 'quarantined', retries: 1, reason });
  });

  it('reads the original that was kept, also when another object has taken its place', async () => {
    const p = new Pipeline([defective]);
    const event = unversioned(p, BRIEF);
    await expect(p.announce(event)).rejects.toThrow('a defect');
    const { dropId, articleIds } = await only(p);
    await p.receipts.articleEnded(dropId, { id: articleIds[0] ?? '', ordinal: 0 }, { reason: ourFault });
    p.upload(KEY, 'Something else altogether.');
    p.extractors = none;
    expect((await p.retry(dropId)).receipt).toMatchObject({ state: 'stored', retries: 1 });
    const [article] = (await p.reader.articles({ limit: 10 })).items;
    expect(article?.head.current.publication).toBe('Quay Monitor');
  });

  it('does not take another object for the one that was dropped', async () => {
    const p = new Pipeline(none, 10);
    const { dropId } = await p.announce(unversioned(p, BRIEF));
    p.upload(KEY, 'Something else altogether.');
    p.maxFileBytes = 1_000;
    expect((await p.retry(dropId)).receipt).toMatchObject({ state: 'quarantined', reason: { class: 'missing' } });
  });

  it('of a file of many begins to count anew', async () => {
    const p = new Pipeline([defective]);
    await expect(p.drop('incoming/two.json', TWO)).rejects.toThrow('a defect');
    const { dropId, articleIds } = await only(p);
    const [first = '', second = ''] = articleIds;
    await p.receipts.articleEnded(dropId, { id: first, ordinal: 0 }, { superseded: false });
    await p.receipts.articleEnded(dropId, { id: second, ordinal: 1 }, { reason: ourFault });
    expect((await only(p)).state).toBe('quarantined');
    await p.receipts.reopen(dropId);
    await p.receipts.advance(dropId, { state: 'parsed', articleCount: 2 });
    await p.receipts.articleEnded(dropId, { id: second, ordinal: 1 }, { superseded: false });
    expect((await only(p)).state).toBe('parsed');
    await p.receipts.articleEnded(dropId, { id: first, ordinal: 0 }, { superseded: false });
    expect((await only(p)).state).toBe('stored');
  });

  it('is refused where there is nothing to retry', async () => {
    const p = new Pipeline(none);
    const { dropId } = await p.drop(KEY, BRIEF);
    await expect(p.retry(dropId)).rejects.toThrow(ProblemError);
    await expect(p.retry(dropId)).rejects.toMatchObject({ kind: 'nothing-to-retry' });
    await expect(p.retry('d-nobody')).rejects.toMatchObject({ kind: 'not-found' });
    expect((await p.receipts.find(dropId))?.retries).toBe(0);
  });
});
