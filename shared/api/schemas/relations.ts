import * as z from 'zod';
import { EntityRef, RelationValue } from '../../extractors/extractor';
import { RELATIONS } from '../../relations/model';
import { correctedBy } from './common';

/** What entities have to do with each other, as the API answers with it. */

/** A relation, or being named together (`co-mention`), which says nothing but that. */
export const RelationKind = z.enum([...RELATIONS, 'co-mention']);

const RelationEnd = EntityRef.extend({
  start: z.int(),
  end: z.int(),
  text: z.string().meta({ description: 'The words that name it there.' }),
});

export const ShownRelation = z.object({
  relation: RelationKind.meta({ description: RelationValue.shape.relation.description ?? '' }),
  subject: RelationEnd,
  object: RelationEnd,
  pattern: z
    .string()
    .meta({ description: 'Name of the pattern that found it; `sentence` or `paragraph` of what is named together.' }),
  status: RelationValue.shape.status,
  evidence: z.object({ start: z.int(), end: z.int(), text: z.string() }).meta({
    description: 'The sentence that says it; of what is only named in one paragraph, the paragraph, or its beginning.',
  }),
  times: z.int().meta({ description: 'Of what is named together: in how many sentences, or paragraphs. Else 1.' }),
  correctedBy,
});
export type ShownRelation = z.infer<typeof ShownRelation>;
