import * as z from 'zod';
import { EntityRoles, Roles } from '../schemas';
import { json, none, type Operation } from './operation';
import { day, id, idOf, paging } from './parameters';

const limit = paging.limit.meta({ description: 'Articles a page; each may have several roles, or none that fits.' });

const ListRolesQuery = z.strictObject({
  of: id.meta({ description: 'Id of the country or organisation whose office it is: gpe:russia, org:nato.' }),
  title: z.string().trim().min(1, { error: 'must not be empty' }).max(100).optional().meta({
    description: 'The office; case, hyphens and spelling do not matter: "secretary-general", "defence minister".',
  }),
  at: day.optional().meta({
    description:
      'Who holds it on this day (UTC): by articles of this day and before, the newest first; former, future and newly named holders are left out.',
  }),
  ...paging,
  limit,
});

export const roleOperations = {
  listRoles: {
    id: 'listRoles',
    method: 'GET',
    function: 'query',
    path: '/roles',
    summary: 'Who holds an office of a country or an organisation, by which articles',
    params: none,
    query: ListRolesQuery,
    body: none,
    response: json(Roles),
  },
  listEntityRoles: {
    id: 'listEntityRoles',
    method: 'GET',
    function: 'query',
    path: '/entities/{id}/roles',
    summary: 'The offices that a person holds, or that are of a country or an organisation, by which articles',
    params: idOf('entity'),
    query: z.strictObject({ ...paging, limit }),
    body: none,
    response: json(EntityRoles),
  },
} as const satisfies Record<string, Operation>;
