import type { AnnounceRequest } from '../pipeline/messages';
import type { ReceiptRecord } from './records';

/**
 * The message that has a drop read again: the drop as its first event had it, from what its receipt keeps of it.
 * Undefined for a receipt of version 0.1, which kept too little.
 * @param requestedAt ISO instant, UTC
 */
export function announcementOf(
  receipt: ReceiptRecord,
  bucket: string,
  requestedAt: string,
): AnnounceRequest | undefined {
  const { dropId, key, versionId, bytes, sha256, object } = receipt;
  if (!object) return undefined;
  const drop = { id: dropId, bucket, key, versionId, bytes, ...object };
  return { kind: 'announce', lane: 'reprocess', requestedAt, drop, sha256 };
}
