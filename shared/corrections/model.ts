import * as z from 'zod';
import { EntityRef, EntityType } from '../extractors/extractor';

/** Articles that one split names. */
const MOST_ARTICLES = 50;

const id = z.string().min(1).max(300, { error: 'must be at most 300 characters long' });
const name = z.string().trim().min(1, { error: 'must not be empty' }).max(200);

/** What a person says of entities. Ids are those of the archive, or of an entity that a split made. */
export const Correction = z
  .discriminatedUnion('do', [
    z.strictObject({ do: z.literal('merge'), entity: id, into: id }),
    z.strictObject({
      do: z.literal('split'),
      entity: id,
      articles: z
        .array(id)
        .min(1)
        .max(MOST_ARTICLES, { error: `must be at most ${MOST_ARTICLES} articles` }),
      into: id.optional().meta({ description: 'An entity that there is; else one is made of `name`.' }),
      name: name.optional(),
      type: EntityType.optional().meta({ description: 'Of the one that is made; else that of `entity`.' }),
    }),
    z.strictObject({ do: z.literal('rename'), entity: id, name }),
    z.strictObject({ do: z.literal('retype'), entity: id, type: EntityType }),
    z.strictObject({ do: z.literal('hide'), entity: id }),
    z.strictObject({ do: z.literal('alias'), entity: id, name }),
    z.strictObject({ do: z.literal('never-link'), entity: id, other: id }),
  ])
  .meta({
    description:
      'merge: `entity` is `into`. split: what `articles` say of `entity` is another one. rename, retype, alias. ' +
      'hide: it is no entity. never-link: they are two, and are not to be merged.',
  });
export type Correction = z.infer<typeof Correction>;

/** A correction as it is kept: a split says the id of what it makes, and an undo takes another one back. */
export const KeptCorrection = z.discriminatedUnion('do', [
  ...Correction.options,
  z.strictObject({ do: z.literal('undo'), of: id }),
]);
export type KeptCorrection = z.infer<typeof KeptCorrection>;

/** One entry of the log of corrections. */
export const CorrectionRecord = z.object({
  id: z.string(),
  /** ISO instant, UTC; later than that of the correction before. */
  at: z.iso.datetime(),
  by: z.string(),
  reason: z.string(),
  correction: KeptCorrection,
  /** The entities that it names, as the archive had them then: what is made by a correction is not among them. */
  entities: z.array(EntityRef),
});
export type CorrectionRecord = z.infer<typeof CorrectionRecord>;

/** The entities that a correction names. */
export function idsIn(correction: KeptCorrection): string[] {
  switch (correction.do) {
    case 'undo':
      return [];
    case 'merge':
      return [correction.entity, correction.into];
    case 'split':
      return correction.into === undefined ? [correction.entity] : [correction.entity, correction.into];
    case 'never-link':
      return [correction.entity, correction.other];
    default:
      return [correction.entity];
  }
}

/** What it counts towards the most that an archive has: what readers hold in memory grows with it. */
export function weightOf(correction: KeptCorrection): number {
  return correction.do === 'split' ? correction.articles.length : 1;
}
