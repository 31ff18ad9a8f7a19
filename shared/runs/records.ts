import * as z from 'zod';
import { Versions } from '../extractors/extractor';

/** What the table holds of re-processing runs; keys are in `shared/archive/keys.ts`. */

const day = z.iso.date();

/** Which articles a run is about: those that fit everything that is said; nothing said is `stale`. */
export const Selector = z
  .strictObject({
    stale: z.literal(true).optional().meta({ description: 'Made by another parser or other extractors than now.' }),
    outdated: z
      .literal(true)
      .optional()
      .meta({ description: 'The archive has learnt of dated issues of their serial that leave fewer of their days.' }),
    failed: z
      .literal(true)
      .optional()
      .meta({ description: 'Instead of articles: files that were quarantined by no fault of theirs.' }),
    publication: z.string().min(1).max(200).optional(),
    entity: z.string().min(1).max(1024).optional().meta({ description: 'Id of an entity that the article mentions.' }),
    publishedFrom: day.optional().meta({ description: 'Published on this day (UTC) or later.' }),
    publishedTo: day.optional().meta({ description: 'Published on this day (UTC) or earlier.' }),
    droppedFrom: day.optional().meta({ description: 'Of a file that was dropped on this day (UTC) or later.' }),
    droppedTo: day.optional().meta({ description: 'Of a file that was dropped on this day (UTC) or earlier.' }),
    keyPrefix: z.string().min(1).max(1024).optional().meta({ description: 'What the key of the file begins with.' }),
    ids: z.array(z.string().min(1).max(100)).min(1).max(200).optional().meta({ description: 'Ids of articles.' }),
  })
  .refine(({ failed, stale, publication, entity, publishedFrom, publishedTo, ids }) => {
    return !failed || [stale, publication, entity, publishedFrom, publishedTo, ids].every((said) => said === undefined);
  }, 'with `failed`, files are selected by keyPrefix, droppedFrom and droppedTo only');
export type Selector = z.infer<typeof Selector>;

/** Of one kind of annotation, or of the metadata. */
export const ChangeCount = z.object({ added: z.int(), removed: z.int(), changed: z.int() });
export type ChangeCount = z.infer<typeof ChangeCount>;
/** By kind of annotation; `metadata` counts fields. */
export const ChangeCounts = z.record(z.string(), ChangeCount);
export type ChangeCounts = z.infer<typeof ChangeCounts>;

/**
 * How one article of a run ended: with other facts than before, with the same, overtaken by a newer version of its file,
 * or not at all.
 */
const OUTCOMES = ['changed', 'unchanged', 'superseded', 'failed'] as const;
export const Outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof Outcome>;

/** Something that a run sent off and waits for: an article, or a file that is read again with all of its articles. */
export const Unit = z.object({
  dropId: z.string(),
  articleId: z.string().optional(),
  /** ISO instant, UTC. */
  sentAt: z.iso.datetime(),
  sends: z.int().nonnegative(),
  /** No message is known to be on its way: not sent yet, or lost. */
  unsent: z.literal(true).optional(),
});
export type Unit = z.infer<typeof Unit>;

const RUN_STATES = ['running', 'paused', 'cancelled', 'finished', 'failed'] as const;
export const RunState = z.enum(RUN_STATES);
export type RunState = z.infer<typeof RunState>;

/** What is known about a selection: counted before the first article is sent. */
export const Counted = z.object({
  articles: z.int(),
  /** Of the articles: those whose file has to be read again. */
  toParse: z.int(),
  usd: z.number(),
  /** By the versions that made them; the first 20 sets. */
  madeBy: z.array(z.object({ versions: Versions, articles: z.int() })),
});
export type Counted = z.infer<typeof Counted>;

export const RunRecord = z.object({
  v: z.int().positive(),
  id: z.string(),
  /** A roll-back puts back what the run `of` changed. */
  kind: z.enum(['reprocess', 'rollback']),
  of: z.string().optional(),
  dryRun: z.boolean(),
  selector: Selector,
  reason: z.string().optional(),
  /** Articles a second. */
  pace: z.number().positive(),
  cap: z.object({ articles: z.int().positive().optional(), usd: z.number().positive().optional() }),
  /** The share of changed articles whose differences are kept for review, 0 to 1; decided when all are counted. */
  sample: z.number().min(0).max(1),
  state: RunState,
  /** `waiting`: everything was sent. */
  phase: z.enum(['counting', 'sending', 'waiting']),
  createdAt: z.iso.datetime(),
  /** When it was started or resumed last: orders its analyses among others of the same articles. */
  askedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
  /** Number of the step that comes next: the message of any other is a straggler. */
  seq: z.int().nonnegative(),
  /** When that step's message can be received. */
  dueAt: z.iso.datetime(),
  /** Steps in a row that had nothing to tell. */
  quiet: z.int().nonnegative(),
  /** Where the selection goes on; absent at its beginning. */
  position: z.array(z.string()).optional(),
  counted: Counted,
  sent: z.object({ articles: z.int(), usd: z.number(), lastAt: z.iso.datetime().optional() }),
  outstanding: z.array(Unit),
  done: z.object({ changed: z.int(), unchanged: z.int(), superseded: z.int(), failed: z.int() }),
  changes: ChangeCounts,
  /** The cap that ended it. */
  stoppedBy: z.enum(['articles', 'usd']).optional(),
  /** Why it failed, or paused by itself. */
  problem: z.string().optional(),
});
export type RunRecord = z.infer<typeof RunRecord>;
/** A run before it is written, or apart from its place among writers. */
export type Run = Omit<RunRecord, 'v'>;
