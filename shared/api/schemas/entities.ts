import * as z from 'zod';
import { KeptCorrection } from '../../corrections/model';
import { EntityRef } from '../../extractors/extractor';
import { ArticleSummary } from './articles';
import { ShownRelation } from './relations';

/** Entities and their corrections, as the API answers with them. */

export const EntitySummary = EntityRef;
export type EntitySummary = z.infer<typeof EntitySummary>;

export const EntityDetail = EntityRef.extend({
  aliases: z.array(z.string()).meta({ description: 'Other words used for it in the newest articles that mention it.' }),
  articleCount: z.object({
    value: z.int(),
    atLeast: z.boolean().meta({ description: 'True when there are more articles than were counted.' }),
  }),
  firstListedAt: z.iso.datetime(),
  lastListedAt: z.iso.datetime(),
  askedFor: z
    .object({ id: z.string(), correctedBy: z.array(z.string()) })
    .nullable()
    .meta({ description: 'The id that was asked for, where that is merged into this entity; else null.' }),
  mergedFrom: z
    .array(EntityRef)
    .meta({ description: 'The entities that are merged into it, as extractors name them.' }),
  neverLinked: z.array(z.string()).meta({ description: 'Ids of entities that it is never to be linked with.' }),
  corrections: z.array(z.string()).meta({ description: 'Ids of the corrections that stand and name it.' }),
});
export type EntityDetail = z.infer<typeof EntityDetail>;

/** What somebody corrected. */
export const CorrectionDetail = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
  reason: z.string(),
  correction: KeptCorrection,
  entities: z.array(EntityRef).meta({ description: 'Those that it names, as the archive had them then.' }),
  state: z.enum(['standing', 'undone', 'void']).meta({
    description:
      'void: it contradicts one before it, which only happens while the table is made again; without effect.',
  }),
  undoneBy: z.string().nullable().meta({ description: 'Id of the undo.' }),
});
export type CorrectionDetail = z.infer<typeof CorrectionDetail>;

/** An article in which an entity is mentioned, with the words. */
export const EntityArticle = ArticleSummary.extend({
  mentionCount: z.int(),
  names: z.array(z.string()).meta({ description: 'The forms in which the article names the entity.' }),
});
export type EntityArticle = z.infer<typeof EntityArticle>;

/** A relation of an entity, with the article that says it. */
export const EntityRelation = ShownRelation.extend({ article: ArticleSummary });
export type EntityRelation = z.infer<typeof EntityRelation>;
