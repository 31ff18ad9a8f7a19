import { publishWithEnd } from '../../shared/events/ends';
import type { StageWork } from '../../shared/pipeline/batch';
import { ParseInput } from '../../shared/pipeline/messages';
import { noteFile } from '../../shared/runs/outcomes';
import { dropIdFor, isGazetteerEvent, type ParseDependencies, parse } from './parse-drop';

/** The parse stage: what it does with a message, and what it says of one that fails. */
export function parseStage(to: ParseDependencies): StageWork<ParseInput> {
  const { receipts, table } = to;
  return {
    stage: 'parse',
    message: ParseInput,
    work: (input) => parse(input, to),
    async failed(input, attempt) {
      if (isGazetteerEvent(input)) return;
      await receipts.attemptFailed(await dropIdFor(input, to.objects), 'parse', attempt);
    },
    async gaveUp(input, reason) {
      // The next inventory, within the hour, compiles what is there.
      if (isGazetteerEvent(input)) return;
      const dropId = await dropIdFor(input, to.objects);
      const receipt = await receipts.advance(dropId, { state: 'quarantined', reason });
      const { lane, run } = 'kind' in input ? input : { lane: 'live' as const, run: undefined };
      if (run) await noteFile(table, run.id, { dropId, articles: 0, outcome: 'failed', reason: reason.message });
      await publishWithEnd([], receipt, lane, to);
    },
    // Each file may need some multiples of its size in memory.
    parallel: false,
  };
}
