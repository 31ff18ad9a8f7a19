import type { CorrectionDetail } from '../api/schemas';
import type { CorrectionRecord } from '../corrections/model';
import type { Overlay } from '../corrections/overlay';

/** What the API shows of a correction. */
export function showCorrection(record: CorrectionRecord, { undone, standing }: Overlay): CorrectionDetail {
  const { id, at, by, reason, correction, entities } = record;
  const undoneBy = undone.get(id) ?? null;
  const stands = correction.do === 'undo' || standing.has(id);
  return {
    id,
    at,
    by,
    reason,
    correction,
    entities,
    state: undoneBy ? 'undone' : stands ? 'standing' : 'void',
    undoneBy,
  };
}
