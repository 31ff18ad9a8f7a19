import { publishWithEnd } from '../../shared/events/ends';
import type { StageWork } from '../../shared/pipeline/batch';
import { EnrichRequest } from '../../shared/pipeline/messages';
import type { EventPublisher, Table } from '../../shared/ports';
import { noteFailure } from '../../shared/runs/outcomes';
import { type EnrichDependencies, enrichArticle } from './enrich-article';

/** The enrich stage: what it does with a message, and what it says of one that fails. */
export function enrichStage(
  to: EnrichDependencies & { table: Table; events: EventPublisher },
): StageWork<EnrichRequest> {
  const { receipts, table } = to;
  return {
    stage: 'enrich',
    message: EnrichRequest,
    work: (request) => enrichArticle(request, to),
    failed: ({ dropId }, attempt) => receipts.attemptFailed(dropId, 'enrich', attempt),
    async gaveUp({ dropId, articleId, ordinal, lane, run }, reason) {
      const receipt = await receipts.articleEnded(dropId, { id: articleId, ordinal }, { reason });
      if (run) await noteFailure(table, run.id, { dropId, articleId }, reason.message);
      await publishWithEnd([], receipt, lane, to);
    },
    parallel: true,
  };
}
