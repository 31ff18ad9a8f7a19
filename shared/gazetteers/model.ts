import * as z from 'zod';
import { EntityRef } from '../extractors/extractor';

/** An entity that users told us of, with what else it is called. */
export const GazetteerEntity = EntityRef.extend({ aliases: z.array(z.string()) });
export type GazetteerEntity = z.infer<typeof GazetteerEntity>;

/** `compiled/gazetteer-<hash>.json`: all users' gazetteers in one. Immutable, named by its content. */
export const CompiledGazetteer = z.object({ entities: z.array(GazetteerEntity) });

/** The users' gazetteers as extractors get them. */
export interface Gazetteer {
  /** Names the content: the same entities have the same hash. */
  readonly hash: string;
  readonly entities: readonly GazetteerEntity[];
}

export const GazetteerFile = z.object({
  key: z.string(),
  rows: z.int().meta({ description: 'Rows that were read, with those that were refused.' }),
  entities: z.int().meta({ description: 'Rows that take part.' }),
  refused: z.int(),
  problems: z
    .array(z.object({ row: z.int().meta({ description: 'From 1; 0 is the file.' }), reason: z.string() }))
    .meta({ description: 'The first reasons why something was refused.' }),
});
export type GazetteerFile = z.infer<typeof GazetteerFile>;

/** What became of the users' gazetteers. */
export const GazetteerReport = z.object({
  hash: z
    .string()
    .nullable()
    .meta({ description: 'Stands in `versions` of what was made with it; null while there is none.' }),
  entities: z.int(),
  files: z.array(GazetteerFile),
});
export type GazetteerReport = z.infer<typeof GazetteerReport>;
