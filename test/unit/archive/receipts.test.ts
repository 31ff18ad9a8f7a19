import * as fc from 'fast-check';
import { DROP_STATES } from '../../../shared/api/schemas';
import { advance, hasEnded, type ReceiptChange } from '../../../shared/archive/receipt-states';
import { Receipts } from '../../../shared/archive/receipts';
import type { ReceiptRecord } from '../../../shared/archive/records';
import { REASON_CLASSES } from '../../../shared/errors';
import type { Drop } from '../../../shared/pipeline/messages';
import { MemoryTable } from '../../fakes/memory-table';

const DROP: Drop = {
  id: 'd-1',
  bucket: 'bucket',
  key: 'incoming/a.txt',
  etag: 'e',
  bytes: 3,
  metadata: {},
  order: { modifiedAt: '2026-01-01T00:00:00.000Z' },
};
const reason = (of: (typeof REASON_CLASSES)[number]) => ({
  class: of,
  code: 'c',
  message: 'm',
  advice: 'a',
  stage: 'parse' as const,
});
const receipts = (table = new MemoryTable()) => new Receipts(table, 2, () => Date.UTC(2026, 0, 1));

describe('a receipt', () => {
  const base: ReceiptRecord = {
    v: 1,
    dropId: 'd-1',
    key: 'k',
    bytes: 1,
    state: 'received',
    receivedAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    articleIds: [],
    superseded: false,
    reachedAt: {},
    failures: {},
    entries: 0,
    announced: false,
    retries: 0,
    warnings: [],
  };

  it('ends in the same state whatever the order of the changes, duplicates included', () => {
    const change = fc.constantFrom<ReceiptChange>(
      { state: 'received' },
      { state: 'parsed', articleCount: 1 },
      { state: 'enriched' },
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.nat(), (changes, at) => {
        const withEnd = [...changes];
        withEnd.splice(at % (changes.length + 1), 0, { state: 'stored' });
        const end = withEnd.reduce<ReceiptRecord>((receipt, each) => advance(receipt, each, 'now') ?? receipt, base);
        expect(end.state).toBe('stored');
        expect(hasEnded(end)).toBe(true);
      }),
    );
  });

  it.each(REASON_CLASSES)('quarantined as %s recovers only where the file was not to blame', (of) => {
    const quarantined = { ...base, state: 'quarantined' as const, reason: reason(of) };
    const recovers = of === 'our-fault' || of === 'temporary';
    expect(hasEnded(quarantined)).toBe(!recovers);
    expect(advance(quarantined, { state: 'stored' }, 'now')?.state).toBe(recovers ? 'stored' : undefined);
    expect(advance(quarantined, { state: 'stored' }, 'now')?.reason).toBeUndefined();
  });

  it('never says more than it knows', () => {
    for (const state of DROP_STATES) expect(advance({ ...base, state: 'stored' }, { state }, 'now')).toBeUndefined();
  });
});

describe('receipts in the table', () => {
  it('are made once for a drop', async () => {
    const table = new MemoryTable();
    const first = await receipts(table).receive(DROP);
    await receipts(table).advance('d-1', { state: 'parsed', articleCount: 2 });
    expect(await receipts(table).receive(DROP)).toMatchObject({ state: 'parsed', receivedAt: first.receivedAt });
  });

  it('of a file of many end with its last article, quarantined if one was', async () => {
    for (const bad of [false, true]) {
      const all = receipts();
      await all.receive(DROP);
      await all.advance('d-1', { state: 'parsed', articleCount: 3 });
      await all.articleEnriched('d-1');
      await all.articleEnded('d-1', { id: 'a-1', ordinal: 0 }, { superseded: false });
      await all.articleEnded('d-1', { id: 'a-1', ordinal: 0 }, { superseded: false });
      await all.articleEnded(
        'd-1',
        { id: 'a-2', ordinal: 1 },
        bad ? { reason: reason('our-fault') } : { superseded: true },
      );
      expect((await all.find('d-1'))?.state).toBe('parsed');
      await all.articleEnded('d-1', { id: 'a-3', ordinal: 2 }, { superseded: false });
      expect(await all.find('d-1')).toMatchObject({ state: bad ? 'quarantined' : 'stored', superseded: false });
      // The article that had failed arrives after a redrive.
      await all.articleEnded('d-1', { id: 'a-2', ordinal: 1 }, { superseded: false });
      expect((await all.find('d-1'))?.state).toBe('stored');
    }
  });

  it('of a file that holds fewer articles than before end when the others are gone', async () => {
    for (const articleCount of [1, 2]) {
      const all = receipts();
      await all.receive(DROP);
      await all.advance('d-1', { state: 'parsed', articleCount, retractions: 2 });
      for (let ordinal = 0; ordinal < articleCount; ordinal++) {
        await all.articleEnded('d-1', { id: `a-${ordinal}`, ordinal }, { superseded: true });
      }
      await all.articleEnded('d-1', { id: 'a-8', ordinal: articleCount }, { retracted: true });
      expect((await all.find('d-1'))?.state).toBe('parsed');
      await all.articleEnded('d-1', { id: 'a-9', ordinal: articleCount + 1 }, { retracted: true });
      // What became of the articles that it does hold says whether the drop was superseded.
      expect(await all.find('d-1')).toMatchObject({ state: 'stored', superseded: true });
    }
  });

  it('of a file whose articles end before their number is known', async () => {
    for (const order of ['first to last', 'last to first']) {
      const all = receipts();
      await all.receive(DROP);
      const end = (ordinal: number) => all.articleEnded('d-1', { id: `a-${ordinal}`, ordinal }, { superseded: false });
      const early = Array.from({ length: 200 }, (_, ordinal) => ordinal);
      await all.progress('d-1', { articles: 200, unreadable: 1 });
      expect(await all.find('d-1')).toMatchObject({ state: 'received', progress: { articles: 200, unreadable: 1 } });
      for (const ordinal of order === 'first to last' ? early : early.slice(0, 150)) await end(ordinal);
      await all.advance('d-1', { state: 'parsed', articleCount: 203 });
      expect(await all.find('d-1')).toMatchObject({ state: 'parsed', articleCount: 203 });
      for (const ordinal of [202, 201, 200]) await end(ordinal);
      if (order === 'last to first') {
        expect((await all.find('d-1'))?.state).toBe('parsed');
        for (const ordinal of early.slice(150).reverse()) await end(ordinal);
      }
      expect((await all.find('d-1'))?.state).toBe('stored');
      expect((await all.find('d-1'))?.progress).toBeUndefined();
    }
  });
});
