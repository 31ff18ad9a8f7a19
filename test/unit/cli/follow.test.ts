import { Follower, type ReceiptSource } from '../../../cli/follow';
import type { Receipt } from '../../../shared/api/schemas';
import { receipt } from './harness';

/** An API over a list of receipts, newest first, that counts what it is asked. */
class Archive implements ReceiptSource {
  receipts: Receipt[] = [];
  listed = 0;
  asked = 0;
  constructor(private readonly pageSize = 3) {}

  async list(cursor: string | undefined) {
    this.listed++;
    const from = Number(cursor ?? 0);
    const newestFirst = [...this.receipts].sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1));
    const more = from + this.pageSize < newestFirst.length;
    return {
      items: newestFirst.slice(from, from + this.pageSize),
      next: more ? String(from + this.pageSize) : null,
    };
  }

  async get(id: string) {
    this.asked++;
    return this.receipts.find((candidate) => candidate.id === id);
  }
}

const at = (second: number) => new Date(Date.UTC(2026, 4, 1, 12, 0, second)).toISOString();

async function following(archive: Archive, ...uploads: { key: string; sha256?: string; dropId?: string }[]) {
  const follower = new Follower(archive);
  await follower.start();
  for (const { key, sha256 = 'new', dropId } of uploads) follower.add({ key, sha256, dropId }, follower.now);
  return follower;
}

const endedKeys = async (follower: Follower) => (await follower.poll()).ended.map(({ key }) => key);

test('a drop is followed from its receipt to its end', async () => {
  const archive = new Archive();
  const follower = await following(archive, { key: 'a' });
  expect(await follower.poll()).toEqual({ ended: [], news: false });
  archive.receipts = [receipt({ key: 'a', state: 'received' })];
  expect(await follower.poll()).toEqual({ ended: [], news: true });
  expect(await follower.poll()).toEqual({ ended: [], news: false });
  archive.receipts = [receipt({ key: 'a', state: 'stored' })];
  expect(await endedKeys(follower)).toEqual(['a']);
  expect(follower.pending).toEqual([]);
});

test('the end of an earlier version of the file, or of other content, is not taken for its end', async () => {
  const archive = new Archive();
  archive.receipts = [receipt({ key: 'a', id: 'd-old', receivedAt: at(1), sha256: 'new' })];
  const follower = await following(archive, { key: 'a' });
  expect(await endedKeys(follower)).toEqual([]);
  archive.receipts.push(receipt({ key: 'a', id: 'd-other', receivedAt: at(2), sha256: 'of another upload' }));
  expect(await endedKeys(follower)).toEqual([]);
  archive.receipts.push(receipt({ key: 'a', id: 'd-mine', receivedAt: at(3), sha256: 'new' }));
  expect((await follower.poll()).ended.map(({ id }) => id)).toEqual(['d-mine']);
});

test('where the bucket keeps versions, only the receipt of that version counts', async () => {
  const archive = new Archive();
  const follower = await following(archive, { key: 'a', dropId: 'd-mine' });
  archive.receipts = [receipt({ key: 'a', id: 'd-other', sha256: 'new' })];
  expect(await endedKeys(follower)).toEqual([]);
  archive.receipts.push(receipt({ key: 'a', id: 'd-mine', receivedAt: at(0) }));
  expect(await endedKeys(follower)).toEqual(['a']);
  // Its id was known: after the start nothing had to be listed.
  expect(archive.listed).toBe(1);
});

test('the same holds in lists, which is how many are followed', async () => {
  const archive = new Archive();
  const uploads = Array.from({ length: 20 }, (_, number) => ({ key: `k-${number}`, dropId: `d-mine-${number}` }));
  const follower = await following(archive, ...uploads);
  archive.receipts = uploads.map(({ key }) => receipt({ key, id: `d-other-${key}`, sha256: 'new' }));
  expect(await endedKeys(follower)).toEqual([]);
  archive.receipts.push(...uploads.map(({ key, dropId }) => receipt({ key, id: dropId })));
  expect(await endedKeys(follower)).toHaveLength(20);
});

test('many drops are followed by lists that do not go back to the beginning of the archive', async () => {
  const archive = new Archive(10);
  archive.receipts = Array.from({ length: 1000 }, (_, second) =>
    receipt({ key: `old-${second}`, receivedAt: at(second) }),
  );
  const uploads = Array.from({ length: 40 }, (_, number) => ({ key: `new-${number}` }));
  const follower = await following(archive, ...uploads);
  archive.receipts.push(...uploads.map(({ key }, number) => receipt({ key, receivedAt: at(1000 + number) })));
  expect(await endedKeys(follower)).toHaveLength(40);
  expect(archive.listed).toBeLessThan(10);
});

test('what was not received yet when all was listed will be newer than all that', async () => {
  const archive = new Archive(10);
  const follower = await following(archive, { key: 'waits' });
  archive.receipts.push(...Array.from({ length: 500 }, (_, n) => receipt({ key: `other-${n}`, receivedAt: at(n) })));
  await follower.poll();
  archive.listed = 0;
  await follower.poll();
  expect(archive.listed).toBe(1);
});

test('nor do lists go further back than to the oldest receipt that has not ended', async () => {
  const archive = new Archive(10);
  const uploads = Array.from({ length: 12 }, (_, number) => ({ key: `new-${number}` }));
  const follower = await following(archive, ...uploads);
  archive.receipts.push(...Array.from({ length: 500 }, (_, n) => receipt({ key: `other-${n}`, receivedAt: at(n) })));
  archive.receipts.push(...uploads.map(({ key }) => receipt({ key, state: 'parsed' as const, receivedAt: at(600) })));
  await follower.poll();
  archive.listed = 0;
  await follower.poll();
  expect(archive.listed).toBe(2);
});

test('one that takes long among many others does not make every list long', async () => {
  const archive = new Archive(10);
  const follower = await following(archive, { key: 'slow' });
  archive.receipts.push(receipt({ key: 'slow', state: 'received', receivedAt: at(0) }));
  await follower.poll();
  archive.receipts.push(
    ...Array.from({ length: 500 }, (_, n) => receipt({ key: `other-${n}`, receivedAt: at(60 + n) })),
  );
  archive.listed = 0;
  await follower.poll();
  expect([archive.listed, archive.asked]).toEqual([0, 1]);
});

test('a receipt that is dated before the last list, but was not in it yet, is found', async () => {
  const archive = new Archive(2);
  const follower = await following(archive, { key: 'a' }, { key: 'b' });
  archive.receipts.push(receipt({ key: 'b', receivedAt: at(10) }));
  expect(await endedKeys(follower)).toEqual(['b']);
  archive.receipts.push(...[7, 8, 9, 11].map((second) => receipt({ key: `x-${second}`, receivedAt: at(second) })));
  archive.receipts.push(receipt({ key: 'a', receivedAt: at(6) }));
  expect(await endedKeys(follower)).toEqual(['a']);
});

test('a receipt that came while its upload was still being answered is found', async () => {
  const archive = new Archive(2);
  const follower = await following(archive, { key: 'quick' });
  const startedAt = follower.now;
  archive.receipts.push(receipt({ key: 'a', receivedAt: at(1) }));
  archive.receipts.push(...[30, 31, 32, 33].map((second) => receipt({ key: `x-${second}`, receivedAt: at(second) })));
  await follower.poll();
  follower.add({ key: 'a', sha256: 'new' }, startedAt);
  expect(await endedKeys(follower)).toContain('a');
});
