import type { DropState, Receipt } from '../api/schemas';
import { usdOfDrop } from '../cost/drop';
import type { Stage } from '../pipeline/topology';
import type { ReceiptRecord } from './records';

/** What the API shows of a receipt. */
export function showReceipt(record: ReceiptRecord): Receipt {
  return {
    id: record.dropId,
    key: record.key,
    versionId: record.versionId ?? null,
    bytes: record.bytes,
    state: record.state,
    stage: stageOf(record) ?? null,
    attempts: attemptsOf(record),
    timings: timingsOf(record),
    costUsd: costOf(record),
    receivedAt: record.receivedAt,
    updatedAt: record.updatedAt,
    sha256: record.sha256 ?? null,
    articleCount: record.articleCount ?? null,
    articleIds: record.articleIds,
    superseded: record.superseded,
    retries: record.retries,
    reason: record.reason ?? null,
    warnings: record.warnings,
    progress: record.progress ?? null,
  };
}

const NEXT: Partial<Record<DropState, Stage>> = { received: 'parse', parsed: 'enrich', enriched: 'store' };

/** The stage that a drop is at, or that it did not get through; undefined when it is stored. */
export function stageOf({ state, reason }: Pick<ReceiptRecord, 'state' | 'reason'>): Stage | undefined {
  return reason?.stage ?? NEXT[state];
}

/** What a stage is called after is done with a drop: nothing when it failed, or when it was never its turn. */
function attemptsOf(record: ReceiptRecord): Receipt['attempts'] {
  const at = stageOf(record);
  const stages: readonly Stage[] = ['parse', 'enrich', 'store'];
  // A version that was overtaken before it was read to its end goes no further.
  const reached = at ? stages.indexOf(at) : record.superseded && !record.reachedAt.parsed ? 1 : stages.length;
  const aboutFile = record.reason && !['our-fault', 'temporary'].includes(record.reason.class);
  const attempts = (stage: Stage) => {
    const done = stages.indexOf(stage) < reached || (stage === at && aboutFile);
    return (record.failures[stage] ?? 0) + (done ? 1 : 0);
  };
  return { parse: attempts('parse'), enrich: attempts('enrich'), store: attempts('store') };
}

const ORDER: readonly DropState[] = ['received', 'parsed', 'enriched', 'quarantined', 'stored'];

function timingsOf({ receivedAt, reachedAt, object }: ReceiptRecord): Receipt['timings'] {
  const states = ORDER.flatMap((state) => {
    const at = reachedAt[state] ?? (state === 'received' ? receivedAt : undefined);
    return at === undefined ? [] : [{ state, at }];
  }).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  // A retry has no object of its own that it could have waited for.
  let before = reachedAt.received ? undefined : object?.order.modifiedAt;
  return states.map(({ state, at }) => {
    const milliseconds = before === undefined ? null : Math.max(0, Date.parse(at) - Date.parse(before));
    before = at;
    return { state, at, milliseconds };
  });
}

/** To a billionth of a dollar: more digits would say more than an estimate knows. */
function costOf({ bytes, articleCount = 0, entries }: ReceiptRecord): number {
  return Number(usdOfDrop({ bytes, articles: articleCount, entries }).toFixed(9));
}
