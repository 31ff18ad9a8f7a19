import { roleColumns } from '../../../cli/role-views';
import { table } from '../../../cli/table';
import type { ListedRole } from '../../../shared/api/schemas';
import { archive, world } from '../query/world';

/** The summary of an article, as the API shows it. */
async function summary(): Promise<ListedRole['article']> {
  const { deps, ask } = await world(...archive().slice(0, 1));
  expect(deps.stage).toBe('test');
  const { body } = await ask('/articles?limit=1');
  return JSON.parse(body ?? '').items[0];
}

test('roles are shown with their day, who is inferred and what is doubted', async () => {
  const article = await summary();
  const of = { id: 'org:nato', name: 'NATO', by: 'text' as const };
  const said = { article, start: 0, end: 9, reason: null };
  const rows: ListedRole[] = [
    {
      ...said,
      text: 'NATO Secretary General',
      role: {
        title: 'Secretary General',
        office: 'secretary general',
        status: 'current',
        of,
        person: { id: 'person:george-robertson', name: 'George Robertson', by: 'gazetteer' },
        gazetteer: { agrees: null, terms: [] },
      },
    },
    {
      ...said,
      text: 'former President Jo Berg',
      role: {
        title: 'President',
        office: 'president',
        status: 'former',
        person: { id: 'person:jo-berg', name: 'Jo Berg', by: 'text' },
        gazetteer: { agrees: false, terms: [] },
      },
    },
  ];
  const [, inferred = '', doubted = ''] = table(roleColumns, rows).split('\n');
  expect(inferred).toMatch(
    /^2026-03-01 +secretary general +NATO +George Robertson \(inferred\) +NATO Secretary General/,
  );
  expect(doubted).toMatch(/^2026-03-01 +president \(former\) +Jo Berg +disagrees +former President Jo Berg/);
});
