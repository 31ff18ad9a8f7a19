import { deletedBecause, showDecision } from '../../shared/archive/show-decision';
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
  if (!receipt) throw await absence(params.id, archive);
  return { body: showReceipt(receipt) };
}

export async function getHold({ params }: Input<'getHold'>, { archive }: Dependencies): Promise<Answer<'getHold'>> {
  const record = await archive.decidedOnDrop(params.id);
  if (record?.decision.kind === 'hold') return { body: showDecision(params.id, record) };
  if (!(await archive.receipt(params.id))) throw await absence(params.id, archive);
  return { body: { id: params.id, state: 'released', at: null, by: null, reason: null } };
}

/** Why there is no receipt of this id. */
async function absence(id: string, archive: Dependencies['archive']): Promise<ProblemError> {
  const record = await archive.decidedOnDrop(id);
  if (record?.decision.kind === 'delete-drop') return new ProblemError('drop-deleted', deletedBecause(record));
  return new ProblemError('not-found', 'No drop has this id.');
}
