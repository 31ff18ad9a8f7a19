import type { ListedRole } from '../shared/api/schemas';
import { dayOf } from './narrative-views';
import type { Column } from './table';

/** What `dateline ask` prints of roles: the article's day, as of which it is said, and the words. */
export const roleColumns: readonly Column<ListedRole>[] = [
  { head: 'published', cell: ({ article }) => dayOf(article) },
  { head: 'office', cell: ({ role }) => (role.status === 'current' ? role.office : `${role.office} (${role.status})`) },
  { head: 'of', cell: ({ role }) => role.of?.name ?? '' },
  {
    head: 'person',
    cell: ({ role: { person } }) => (person?.by === 'gazetteer' ? `${person.name} (inferred)` : (person?.name ?? '')),
  },
  {
    head: 'gazetteer',
    cell: ({ role: { gazetteer } }) =>
      ({ true: 'agrees', false: 'disagrees', null: '' })[`${gazetteer?.agrees ?? null}`],
  },
  { head: 'words', cell: ({ text }) => text, flexible: true },
  { head: 'article', cell: ({ article }) => article.id },
];
