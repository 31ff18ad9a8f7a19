import * as z from 'zod';
import { Versions } from '../../extractors/extractor';

/** What several answers share. */

export const correctedBy = z
  .array(z.string())
  .optional()
  .meta({ description: 'Ids of the corrections that it is shown so by; absent where nobody corrected it.' });

export const Counted = z.object({
  value: z.int(),
  atLeast: z.boolean().meta({ description: 'True when there are more than were counted.' }),
});

export const page = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().meta({ description: 'Pass as `cursor` for the next page; null at the end.' }),
  });

export interface Page<T> {
  items: T[];
  next: string | null;
}

export const Health = z.object({
  status: z.literal('ok'),
  stage: z.string(),
  versions: Versions.meta({ description: 'Version of what is deployed, by name.' }),
});
export type Health = z.infer<typeof Health>;

/** RFC 9457 problem details, media type application/problem+json. */
export const Problem = z.object({
  type: z.string().meta({ description: 'A stable URI of the kind of problem.' }),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional(),
  errors: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .optional()
    .meta({ description: 'The parameters at fault.' }),
});
export type Problem = z.infer<typeof Problem>;
