import * as z from 'zod';
import { DropReason } from '../api/schemas';
import { nameOf } from '../pipeline/hash';
import { LANES } from '../pipeline/topology';

/**
 * What Dateline tells others, on an EventBridge bus of its own: facts about drops and articles, by their ids. Never a
 * word of their content: an event cannot be taken back when an article is deleted. Delivered at least once, in any order.
 */
const common = {
  version: z
    .literal(1)
    .meta({ description: 'Of this shape. One that readers of this would not understand has another.' }),
  id: z.string().meta({ description: 'The same for every delivery of the same event: skip one that you have seen.' }),
  at: z.iso.datetime().meta({ description: 'When it happened, UTC.' }),
  lane: z.enum(LANES).meta({ description: '`live`: a file was dropped. `reprocess`: somebody had it done again.' }),
};

const drop = {
  dropId: z.string(),
  key: z.string().meta({ description: 'Key of the dropped object.' }),
  versionId: z.string().nullable(),
  bytes: z.int(),
  sha256: z.string().nullable(),
  retries: z.int().meta({ description: 'How often somebody had it read again.' }),
};

const article = { articleId: z.string(), dropId: z.string(), key: drop.key };

/** The details of every event, by its name. */
const DETAILS = {
  'drop.stored': z
    .object({
      ...common,
      ...drop,
      articleCount: z.int(),
      articleIds: z.array(z.string()).meta({ description: 'The first 100 of them.' }),
      superseded: z.boolean().meta({ description: 'True when a newer version of the same key was there first.' }),
    })
    .meta({ description: 'Every article of a dropped file can be asked for.' }),
  'drop.quarantined': z
    .object({ ...common, ...drop, reason: DropReason })
    .meta({ description: 'A dropped file, or an article of it, did not get through. The original is kept.' }),
  'article.stored': z
    .object({
      ...common,
      ...article,
      revision: z.string(),
      runId: z.string().optional().meta({ description: 'The re-processing run that made it, if one did.' }),
    })
    .meta({
      description: 'An article is new, its text is newer, or it was analysed again: what it says may have changed.',
    }),
  'article.retracted': z
    .object({ ...common, ...article })
    .meta({ description: 'The newest version of the file no longer holds the article.' }),
  'article.deleted': z
    .object({ ...common, ...article, reason: z.string() })
    .meta({ description: 'Somebody had the article deleted: delete what you made of it.' }),
  'run.finished': z
    .object({
      ...common,
      runId: z.string(),
      state: z.enum(['finished', 'cancelled', 'failed']),
      articles: z.object({ changed: z.int(), unchanged: z.int(), superseded: z.int(), failed: z.int() }),
    })
    .meta({ description: 'A re-processing run has come to its end.' }),
} as const;

/** Where all of them come from, as EventBridge's `source`. */
export const SOURCE = 'dateline';

export type EventName = keyof typeof DETAILS;
type EventDetail<Name extends EventName> = z.infer<(typeof DETAILS)[Name]>;
/** An event as it is published. */
export type DatelineEvent = { [Name in EventName]: { name: Name; detail: EventDetail<Name> } }[EventName];

/**
 * The id of an event.
 * @param of what makes it another event than all of its name
 */
export const eventId = (name: EventName, ...of: readonly unknown[]) => `e-${nameOf(name, ...of)}`;

const envelope = <Name extends EventName>(name: Name) =>
  z.object({
    source: z.literal(SOURCE),
    'detail-type': z.literal(name),
    time: z.iso.datetime(),
    detail: DETAILS[name],
  });

/** An event as a subscriber gets it: EventBridge's envelope, of which more is there than is read here. */
export const DeliveredEvent = z.discriminatedUnion('detail-type', [
  envelope('drop.stored'),
  envelope('drop.quarantined'),
  envelope('article.stored'),
  envelope('article.retracted'),
  envelope('article.deleted'),
  envelope('run.finished'),
]);
export type DeliveredEvent = z.infer<typeof DeliveredEvent>;
