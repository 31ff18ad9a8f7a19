import { fits } from '../../../shared/archive/list-receipts';
import { Receipts } from '../../../shared/archive/receipts';
import { showReceipt } from '../../../shared/archive/show-receipt';
import type { Drop } from '../../../shared/pipeline/messages';
import { MemoryTable } from '../../fakes/memory-table';

const DROP: Drop = {
  id: 'd-1',
  bucket: 'bucket',
  key: 'incoming/2026/a.txt',
  etag: 'e',
  bytes: 3_000,
  metadata: {},
  order: { modifiedAt: '2025-12-31T23:59:58.000Z' },
};
const reason = { class: 'temporary', code: 'gave-up', message: 'm', advice: 'a', stage: 'enrich' } as const;

function world() {
  let now = Date.UTC(2026, 0, 1);
  const receipts = new Receipts(new MemoryTable(), 2, () => {
    now += 1000;
    return now;
  });
  const shown = async () => {
    const record = await receipts.find('d-1');
    if (!record) throw new Error('there is no receipt');
    return { record, receipt: showReceipt(record) };
  };
  return { receipts, shown };
}

describe('a receipt as it is shown', () => {
  it('says at which stage the drop is, how often each tried, and how long each state took', async () => {
    const { receipts, shown } = world();
    await receipts.receive(DROP);
    expect((await shown()).receipt).toMatchObject({ stage: 'parse', attempts: { parse: 0, enrich: 0, store: 0 } });
    await receipts.attemptFailed('d-1', 'parse', 1);
    await receipts.attemptFailed('d-1', 'parse', 2);
    // A straggler says nothing new.
    await receipts.attemptFailed('d-1', 'parse', 1);
    await receipts.advance('d-1', { state: 'parsed', articleCount: 1 });
    expect((await shown()).receipt).toMatchObject({ stage: 'enrich', attempts: { parse: 3, enrich: 0, store: 0 } });
    await receipts.articleEnriched('d-1');
    await receipts.articleEnded('d-1', { id: 'a-1', ordinal: 0 }, { superseded: false, entries: 29 });
    const { receipt } = await shown();
    expect(receipt).toMatchObject({ stage: null, attempts: { parse: 3, enrich: 1, store: 1 } });
    expect(receipt.timings.map(({ state, milliseconds }) => [state, milliseconds])).toEqual([
      ['received', 3_000],
      ['parsed', 1_000],
      ['enriched', 1_000],
      ['stored', 1_000],
    ]);
    expect(receipt.costUsd).toBeGreaterThan(29 * 2 * 0.625e-6);
  });

  it('counts anew after a retry', async () => {
    const { receipts, shown } = world();
    await receipts.receive(DROP);
    await receipts.advance('d-1', { state: 'parsed', articleCount: 1 });
    for (const attempt of [1, 2, 3, 4]) await receipts.attemptFailed('d-1', 'enrich', attempt);
    await receipts.articleEnded('d-1', { id: 'a-1', ordinal: 0 }, { reason });
    const { receipt, record } = await shown();
    expect(receipt).toMatchObject({ stage: 'enrich', attempts: { parse: 1, enrich: 4, store: 0 } });
    expect(fits(record, { reason: 'temporary', stage: 'enrich', keyPrefix: 'incoming/2026/' })).toBe(true);
    expect(fits(record, { reason: 'our-fault' })).toBe(false);
    expect(fits(record, { keyPrefix: 'incoming/2025/' })).toBe(false);
    await receipts.reopen('d-1');
    const again = (await shown()).receipt;
    expect(again).toMatchObject({ stage: 'parse', attempts: { parse: 0, enrich: 0, store: 0 }, retries: 1 });
    expect(again.timings).toMatchObject([{ state: 'received', milliseconds: null }]);
  });

  it('is not opened again while it does not fit what was asked for', async () => {
    const { receipts } = world();
    await receipts.receive(DROP);
    expect(await receipts.reopen('d-1', (record) => fits(record, { state: 'quarantined' }))).toBeUndefined();
    expect((await receipts.find('d-1'))?.retries).toBe(0);
  });
});
