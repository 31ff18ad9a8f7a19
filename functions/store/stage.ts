import { publishWithEnd } from '../../shared/events/ends';
import type { StageWork } from '../../shared/pipeline/batch';
import { StoreInput } from '../../shared/pipeline/messages';
import { noteFailure } from '../../shared/runs/outcomes';
import { type StoreDependencies, storeArticle } from './store-article';

/** The store stage: what it does with a message, and what it says of one that fails. */
export function storeStage(to: StoreDependencies): StageWork<StoreInput> {
  const { receipts, table } = to;
  return {
    stage: 'store',
    message: StoreInput,
    work: (input) => storeArticle(input, to),
    async failed(input, attempt) {
      if (input.kind === 'store') await receipts.attemptFailed(input.dropId, 'store', attempt);
    },
    async gaveUp(input, reason) {
      // The drop of a retraction that fails stays open: what it had to take away is still there.
      if (input.kind !== 'store') return;
      const { dropId, articleId, ordinal, lane, run } = input;
      const receipt = await receipts.articleEnded(dropId, { id: articleId, ordinal }, { reason });
      if (run) await noteFailure(table, run.id, { dropId, articleId }, reason.message);
      await publishWithEnd([], receipt, lane, to);
    },
    parallel: true,
  };
}
