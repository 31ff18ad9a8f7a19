import type { Item } from '../../ports';
import { LoggedCorrection, recordCorrection } from '../corrections';
import { DecidedRecord, type Deletion, isDeletion, recordDecision } from '../decided';
import { completeDeletion } from '../deletion';
import { fileKey, headKey } from '../keys';
import { DELETION_MS } from './articles';
import type { InventoryDependencies } from './dependencies';
import type { Findings } from './findings';
import { itemsAt } from './read';

/** Every decision is in the bucket, every deletion is through, and what it left says so. */
export async function checkDecisions(
  items: readonly Item[],
  deps: InventoryDependencies,
  findings: Findings,
): Promise<void> {
  for (const item of items) {
    const record = DecidedRecord.parse(item);
    const { decision, recorded, completedAt } = record;
    if (recorded && !isDeletion(decision)) continue;
    if (completedAt !== undefined && isDeletion(decision) && (await isMarked(decision, deps))) continue;
    const done = isDeletion(decision)
      ? await completeDeletion(deps, record, deps.clock() + DELETION_MS)
      : await recordDecision(deps, record);
    if (done) findings.healed('decision-unfinished', decision.id);
    else findings.reported('decision-unfinished', decision.id);
  }
}

/** Every correction is in the bucket. */
export async function checkCorrections(
  items: readonly Item[],
  deps: InventoryDependencies,
  findings: Findings,
): Promise<void> {
  for (const item of items) {
    const logged = LoggedCorrection.parse(item);
    if (logged.recorded) continue;
    await recordCorrection(deps, logged);
    findings.healed('decision-unfinished', logged.decision.id);
  }
}

/** Readers find a head with nothing to show, and older versions of the file a newer one. */
async function isMarked(deletion: Deletion, deps: InventoryDependencies): Promise<boolean> {
  const marks =
    deletion.kind === 'delete-article'
      ? [headKey(deletion.article.id)]
      : [
          ...(deletion.drop.articleIds.length > 0 ? [fileKey(deletion.drop.key)] : []),
          ...deletion.drop.articleIds.map(headKey),
        ];
  return (await itemsAt(deps, marks)).size === marks.length;
}
