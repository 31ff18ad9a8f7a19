import * as z from 'zod';
import { Span } from '../article/schema';

/** Days, inclusive, UTC. */
const Days = z.object({ earliest: z.iso.date(), latest: z.iso.date() });

const Ref = z.object({ id: z.string(), name: z.string() });

/** A term of office as the shipped gazetteer has it: days, inclusive. */
export const GazetteerTerm = z.object({
  person: Ref,
  title: z.string(),
  of: Ref,
  from: z.iso.date(),
  to: z.iso.date(),
  source: z.string(),
});
export type GazetteerTerm = z.infer<typeof GazetteerTerm>;

/** That somebody holds an office, as an article of some days says or lets conclude. */
export const RoleValue = z.object({
  title: z.string().meta({ description: 'As it is printed.' }),
  office: z.string().meta({ description: 'The title as titles are compared: "secretary general".' }),
  status: z.enum(['current', 'former', 'then', 'acting', 'elect', 'named']).meta({
    description:
      'As the text says: then is at the time that the sentence speaks of, more than a year before; named is elected, appointed or named, be it in office yet, still, or no longer. Only current and acting say who holds it.',
  }),
  of: Ref.extend({
    ...Span.partial().shape,
    by: z.enum(['text', 'context', 'gazetteer']).meta({
      description: 'Printed with the title; elsewhere in the article; or only one holder of such a title has the name.',
    }),
  }).optional(),
  person: Ref.extend({
    ...Span.partial().shape,
    by: z.enum(['text', 'gazetteer']).meta({
      description: 'Printed; or inferred: only one person held the office on all days that it can be of.',
    }),
    known: Ref.optional().meta({
      description:
        'The holder whom the gazetteer has and whose name this can be, where the printed one is an entity of its own.',
    }),
  })
    .optional()
    .meta({ description: 'Absent where only the title is printed and nobody can be inferred for certain.' }),
  published: Days.optional().meta({ description: 'The days on which the article can have been published.' }),
  gazetteer: z
    .object({
      agrees: z.boolean().nullable().meta({
        description: 'Whether the person that is printed is whom the gazetteer has; null where one is inferred.',
      }),
      terms: z.array(GazetteerTerm),
    })
    .optional()
    .meta({ description: 'What the gazetteer says of this office on those days; absent where it does not know it.' }),
});
export type RoleValue = z.infer<typeof RoleValue>;
