import type { Receipt } from '../../shared/api/schemas';
import type { ReceiptRecord } from '../../shared/archive/records';
import { type Answer, type Input, pageOf } from '../../shared/http/callable';
import { ProblemError } from '../../shared/http/problems';
import type { Dependencies } from './dependencies';

export async function listDrops(input: Input<'listDrops'>, { archive }: Dependencies): Promise<Answer<'listDrops'>> {
  const { state, limit } = input.query;
  return pageOf('listDrops', input, (after) => archive.receipts({ state, limit, after }), toReceipt);
}

export async function getDrop({ params }: Input<'getDrop'>, { archive }: Dependencies): Promise<Answer<'getDrop'>> {
  const receipt = await archive.receipt(params.id);
  if (!receipt) throw new ProblemError('not-found', 'No drop has this id.');
  return { body: toReceipt(receipt) };
}

function toReceipt(record: ReceiptRecord): Receipt {
  return {
    id: record.dropId,
    key: record.key,
    versionId: record.versionId ?? null,
    bytes: record.bytes,
    state: record.state,
    receivedAt: record.receivedAt,
    updatedAt: record.updatedAt,
    sha256: record.sha256 ?? null,
    articleCount: record.articleCount ?? null,
    articleIds: record.articleIds,
    superseded: record.superseded,
    reason: record.reason ?? null,
    warnings: record.warnings,
  };
}
