import * as z from 'zod';
import { Warning } from '../../article/schema';
import { REASON_CLASSES } from '../../errors';
import { LANES, QUEUE_NAMES, STAGES } from '../../pipeline/topology';

/** Receipts and what was decided and given up, as the API answers with them. */

export const DROP_STATES = ['received', 'parsed', 'enriched', 'stored', 'quarantined'] as const;

export const DropState = z.enum(DROP_STATES);
export type DropState = z.infer<typeof DropState>;

export const ReasonClass = z.enum(REASON_CLASSES).meta({
  description:
    'unsupported, damaged, too-large, missing: it is about the file. temporary, our-fault: it is about Dateline, and a ' +
    'retry may do.',
});

export const Stage = z.enum(STAGES);

export const DropReason = z.object({
  class: ReasonClass,
  code: z.string(),
  message: z.string(),
  advice: z.string().meta({ description: 'What you can do about it.' }),
  stage: z.enum(STAGES),
});
export type DropReason = z.infer<typeof DropReason>;

/** How far reading a file of many articles or pages has come. */
export const DropProgress = z.object({
  articles: z.int().meta({ description: 'Articles found so far; they appear in lists while the rest is read.' }),
  unreadable: z.int().meta({ description: 'Members of an archive that are no article.' }),
  pages: z
    .object({ read: z.int(), of: z.int() })
    .optional()
    .meta({ description: 'Of the document of many pages that is being read.' }),
});
export type DropProgress = z.infer<typeof DropProgress>;

/** A receipt: where a dropped file is. */
export const Receipt = z.object({
  id: z.string(),
  key: z.string(),
  versionId: z.string().nullable(),
  bytes: z.int(),
  state: DropState,
  stage: Stage.nullable().meta({ description: 'Where it is, or did not get through; null when it is stored.' }),
  attempts: z
    .object({ parse: z.int(), enrich: z.int(), store: z.int() })
    .meta({ description: 'How often each stage tried since the last retry; of several articles, the most of any.' }),
  timings: z
    .array(
      z.object({
        state: DropState,
        at: z.iso.datetime(),
        milliseconds: z
          .int()
          .nullable()
          .meta({ description: 'Since the state before; for the first one, since the object was written.' }),
      }),
    )
    .meta({ description: 'When it came to each state, in order. A file of several articles has no `enriched`.' }),
  costUsd: z.number().meta({
    description:
      'What one passage costs on AWS at list prices, USD: an estimate from bytes, articles and index entries.',
  }),
  receivedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  sha256: z.string().nullable(),
  articleCount: z.int().nullable().meta({ description: 'Articles in the file; null until it is parsed.' }),
  progress: DropProgress.nullable().meta({ description: 'While a file of many articles or pages is read; else null.' }),
  articleIds: z.array(z.string()).meta({ description: 'The first 100 of them.' }),
  superseded: z
    .boolean()
    .meta({ description: 'True when a newer version of the same key was there first: it is kept, not shown.' }),
  retries: z.int().meta({ description: 'How often somebody had it read again.' }),
  reason: DropReason.nullable().meta({ description: 'Why it is quarantined.' }),
  warnings: z.array(Warning),
});
export type Receipt = z.infer<typeof Receipt>;

/** What a call to retry many did. */
export const RetryReport = z.object({
  retried: z.int().meta({ description: 'Drops that are read again.' }),
  skipped: z
    .array(z.object({ id: z.string(), why: z.string() }))
    .meta({ description: 'Of those named: the ones that are not, each with the reason.' }),
  next: z.string().nullable().meta({ description: 'Pass as `cursor` to go on; null when nothing more fits.' }),
});
export type RetryReport = z.infer<typeof RetryReport>;

const QueueNames = z.enum(QUEUE_NAMES);

/** Messages that were given up, by the queue that they came from. */
export const DeadLetterQueues = z.object({
  items: z.array(z.object({ queue: QueueNames, messages: z.int().meta({ description: 'About as many as wait.' }) })),
});
export type DeadLetterQueues = z.infer<typeof DeadLetterQueues>;

export const DeadLetters = z.object({
  queue: QueueNames,
  items: z.array(
    z.object({
      messageId: z.string(),
      lane: z.enum(LANES),
      dropId: z.string().nullable(),
      articleId: z.string().nullable(),
      key: z.string().nullable().meta({ description: 'Key of the dropped object, where the message has it.' }),
      failure: z
        .object({
          error: z.string().meta({ description: 'Name of the error; the log has all of it.' }),
          message: z.string(),
          attempts: z.int(),
          failedAt: z.iso.datetime(),
        })
        .nullable()
        .meta({ description: 'Null when the function ended before it could say why: see its log.' }),
      sentAt: z.iso.datetime(),
    }),
  ),
});
export type DeadLetters = z.infer<typeof DeadLetters>;

export const Redrive = z.object({
  queue: QueueNames,
  moved: z.int().meta({ description: 'Messages that this call moved back.' }),
  goesOn: z.boolean().meta({ description: 'Whether SQS moves all of them by itself, at the rate.' }),
  next: z
    .string()
    .nullable()
    .meta({ description: 'Pass as `cursor` to move more; null when none is left to be moved.' }),
});
export type Redrive = z.infer<typeof Redrive>;

/** What was decided about a drop or an article. */
export const DecisionReport = z.object({
  id: z.string().meta({ description: 'Of the drop or article.' }),
  state: z.enum(['deleted', 'deleting', 'held', 'released']).meta({
    description: '`deleting`: nobody is shown it any more; the rest of it goes within the hour, or with the next call.',
  }),
  at: z.iso.datetime().nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
});
export type DecisionReport = z.infer<typeof DecisionReport>;
