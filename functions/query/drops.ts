import { showReceipt } from '../../shared/archive/show-receipt';
import { type Answer, type Input, pageOf } from '../../shared/http/callable';
import { ProblemError } from '../../shared/http/problems';
import type { Dependencies } from './dependencies';

export async function listDrops(input: Input<'listDrops'>, { archive }: Dependencies): Promise<Answer<'listDrops'>> {
  const { cursor: _, ...filter } = input.query;
  return pageOf('listDrops', input, (after) => archive.receipts({ ...filter, after }), showReceipt);
}

export async function getDrop({ params }: Input<'getDrop'>, { archive }: Dependencies): Promise<Answer<'getDrop'>> {
  const receipt = await archive.receipt(params.id);
  if (!receipt) throw new ProblemError('not-found', 'No drop has this id.');
  return { body: showReceipt(receipt) };
}
