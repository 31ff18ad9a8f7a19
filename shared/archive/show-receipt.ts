import type { Receipt } from '../api/schemas';
import type { ReceiptRecord } from './records';

/** What the API shows of a receipt. */
export function showReceipt(record: ReceiptRecord): Receipt {
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
    progress: record.progress ?? null,
    articleIds: record.articleIds,
    superseded: record.superseded,
    retries: record.retries,
    reason: record.reason ?? null,
    warnings: record.warnings,
  };
}
