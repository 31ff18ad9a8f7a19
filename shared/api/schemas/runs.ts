import * as z from 'zod';
import { Counts } from '../../archive/inventory/findings';
import { Versions } from '../../extractors/extractor';
import { Diff } from '../../runs/changes';
import { ChangeCounts, Outcome, RunRecord, RunState, Selector } from '../../runs/records';

/** Runs and inventories, as the API answers with them. */

const counted = z.object({
  articles: z.int(),
  toParse: z.int().meta({ description: 'Of them: those whose file has to be read again.' }),
  usd: z.number().meta({ description: 'What making them again is expected to cost in AWS.' }),
  seconds: z.int().meta({ description: 'How long it takes at the pace of the run, if the stages keep up.' }),
  madeBy: z
    .array(z.object({ versions: Versions, articles: z.int() }))
    .meta({ description: 'By which versions they were made; the first 20 sets.' }),
});

/** A re-processing run: what it is about, how far it is, and what it changed. */
export const RunDetail = z.object({
  id: z.string(),
  kind: z.enum(['reprocess', 'rollback']).meta({ description: 'A roll-back puts back what another run changed.' }),
  of: z.string().nullable().meta({ description: 'The run that is rolled back.' }),
  dryRun: z.boolean().meta({ description: 'True when it only counts.' }),
  selector: Selector,
  reason: z.string().nullable(),
  pace: z.number().meta({ description: 'Articles a second.' }),
  cap: z.object({ articles: z.int().nullable(), usd: z.number().nullable() }),
  state: RunState,
  phase: RunRecord.shape.phase.meta({ description: 'Waiting: everything was sent.' }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  versions: Versions.meta({ description: 'What a fresh drop is made by.' }),
  counted,
  progress: z.object({
    total: z.int(),
    done: z.int(),
    sent: z.int(),
    usd: z.number().meta({ description: 'What was sent is expected to cost.' }),
    eta: z.iso.datetime().nullable(),
    stalled: z.boolean().meta({ description: 'True when its next step is long overdue.' }),
  }),
  outcomes: RunRecord.shape.done,
  changes: ChangeCounts.meta({ description: 'By kind of annotation; `metadata` counts fields, `article` articles.' }),
  stoppedBy: RunRecord.shape.stoppedBy.unwrap().nullable().meta({ description: 'The cap that ended it.' }),
  problem: z.string().nullable().meta({ description: 'Why it failed, or paused by itself.' }),
});
export type RunDetail = z.infer<typeof RunDetail>;

/** What a run did to one article. */
export const RunChange = z.object({
  articleId: z.string(),
  dropId: z.string(),
  outcome: Outcome,
  counts: ChangeCounts,
  from: z.string().nullable().meta({ description: 'The revision before.' }),
  to: z.string().nullable().meta({ description: 'The revision after.' }),
  reason: z.string().nullable().meta({ description: 'Why it failed.' }),
  diff: Diff.nullable().meta({ description: 'The differences themselves, for a sample of the articles, for 90 days.' }),
});
export type RunChange = z.infer<typeof RunChange>;

/** An article that goes back to the revision before. */
export const ArticleRollback = z.object({
  articleId: z.string(),
  from: z.string().meta({ description: 'The revision that is rolled back.' }),
  to: z.string().meta({ description: 'The revision that readers are shown in a moment.' }),
  decision: z.string(),
});
export type ArticleRollback = z.infer<typeof ArticleRollback>;

/** One passage through bucket and table. */
const InventoryCounts = Counts.meta({ description: 'What was found, by kind; docs/runbook.md says what each means.' });

export const InventoryReport = z.object({
  running: z
    .object({
      startedAt: z.iso.datetime(),
      rebuild: z.boolean(),
      phase: z.string(),
      counts: InventoryCounts,
    })
    .nullable()
    .meta({ description: 'The inventory under way; it goes on by itself within an hour, or with the next call.' }),
  last: z
    .object({
      startedAt: z.iso.datetime(),
      finishedAt: z.iso.datetime(),
      rebuild: z.boolean(),
      counts: InventoryCounts,
    })
    .nullable()
    .meta({ description: 'The last one that came to its end.' }),
});
export type InventoryReport = z.infer<typeof InventoryReport>;
