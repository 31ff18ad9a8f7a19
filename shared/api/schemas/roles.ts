import * as z from 'zod';
import { GazetteerTerm, RoleValue } from '../../roles/model';
import { ArticleSummary } from './articles';
import { correctedBy, page } from './common';

/** Roles in time, as the API answers with them. */

/** That somebody holds an office, by one article: true of the days on which it can have been published. */
export const ListedRole = z.object({
  article: ArticleSummary,
  text: z.string().meta({ description: 'The words that say it; the title alone where the holder is inferred.' }),
  start: z.int(),
  end: z.int(),
  role: RoleValue,
  reason: z.string().nullable(),
  correctedBy,
});
export type ListedRole = z.infer<typeof ListedRole>;

/** That a person was of a country's government, in which office is not known. */
const GovernmentService = z.object({
  name: z
    .string()
    .meta({ description: 'As the gazetteer has it: somebody of this name, who need not be the same person.' }),
  of: z.object({ id: z.string(), name: z.string() }),
  from: z.iso.date().meta({ description: 'From when it is known; most lists begin in January 2003.' }),
  to: z.iso.date().nullable().meta({ description: 'Null where the source leaves the end open.' }),
  source: z.string(),
});

export const EntityRoles = page(ListedRole).extend({
  gazetteer: z
    .object({ terms: z.array(GazetteerTerm), governments: z.array(GovernmentService) })
    .meta({ description: 'What the shipped gazetteer knows of the entity, whatever the articles say.' }),
});
export type EntityRoles = z.infer<typeof EntityRoles>;

export const Roles = page(ListedRole).extend({
  gazetteer: z.array(GazetteerTerm).meta({
    description:
      'Who held the office on the day that was asked for, by the shipped gazetteer; empty without title and day.',
  }),
});
export type Roles = z.infer<typeof Roles>;
