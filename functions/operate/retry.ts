import { announcementOf } from '../../shared/archive/announcement';
import { showReceipt } from '../../shared/archive/show-receipt';
import type { Answer, Input } from '../../shared/http/callable';
import { ProblemError } from '../../shared/http/problems';
import type { Dependencies } from './dependencies';

/**
 * Has a drop read again. The receipt is opened first: should the message not be sent, the drop is one that is stuck,
 * which a second call or the inventory announces again.
 */
export async function retryDrop(
  { params }: Input<'retryDrop'>,
  { bucket, receipts, toParse, clock }: Dependencies,
): Promise<Answer<'retryDrop'>> {
  const receipt = await receipts.reopen(params.id);
  if (!receipt) throw new ProblemError('not-found', 'No drop has this id.');
  if (receipt.state === 'stored') throw new ProblemError('nothing-to-retry', `${receipt.key} is stored.`);
  const announcement = announcementOf(receipt, bucket, new Date(clock()).toISOString());
  if (!announcement) throw new ProblemError('nothing-to-retry', `${receipt.key} came too long ago: drop it again.`);
  await toParse.send([announcement]);
  return { body: showReceipt(receipt) };
}
