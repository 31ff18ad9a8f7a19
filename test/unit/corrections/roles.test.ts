import { makeCorrection, undo } from '../../../functions/operate/corrections';
import { operations } from '../../../shared/api/operations';
import { EntityRoles, type ListedRole, Roles } from '../../../shared/api/schemas';
import { type CorrectionDependencies, CorrectionLog } from '../../../shared/archive/corrections';
import { entriesOf } from '../../../shared/archive/plan';
import type { Analysis } from '../../../shared/archive/records';
import { callable } from '../../../shared/http/callable';
import { analysisOf } from '../../fakes/analyses';
import { world } from '../query/world';

const ANA = 'person:ana-petrova';
const A = 'person:a-petrova';
const BOARD = 'org:northern-fisheries-board';
const NORWAY = { id: 'gpe:norway', name: 'Norway', by: 'text' as const };

const day = (at: number) => `2026-03-${String(at).padStart(2, '0')}`;

/** An article of a day that mentions somebody and says that she is Norway's fisheries minister: Norway is not mentioned. */
function saying(at: number, name: string, status: 'current' | 'former' = 'current'): Analysis {
  const analysis = analysisOf({
    key: `incoming/${at}.txt`,
    published: day(at),
    entities: [name, 'ORG:Northern Fisheries Board'],
  });
  const id = `person:${name.toLowerCase().replaceAll(' ', '-')}`;
  const person = { id, name, by: 'text' as const };
  const place = { start: 0, end: name.length, paragraph: 0, extractor: 'roles@1.0.0' };
  const board = { id: BOARD, name: 'Northern Fisheries Board', by: 'text' as const };
  analysis.annotations.push(
    {
      kind: 'role',
      ...place,
      value: { title: 'Fisheries Minister', office: 'fisheries minister', status, of: NORWAY, person },
    },
    { kind: 'role', ...place, value: { title: 'head', office: 'head', status, of: board, person } },
  );
  return analysis;
}

async function place(...analyses: Analysis[]) {
  const { ask, table, objects } = await world(...analyses);
  let now = Date.UTC(2026, 4, 1);
  const clock = () => (now += 1000);
  const to: CorrectionDependencies = { table, objects, clock, corrections: new CorrectionLog(table, clock) };
  const author = { reason: 'because', by: 'Jo' };
  const get = async (path: string) => JSON.parse((await ask(path)).body ?? '');
  return {
    ask,
    of: async (id: string) => EntityRoles.parse(await get(`/entities/${id}/roles`)),
    roles: async (query: string) => Roles.parse(await get(`/roles?${query}`)),
    async correct(correction: object): Promise<string> {
      const given = { params: {}, query: {}, body: { correction, ...author } };
      const { body } = await callable(operations.correct, makeCorrection).call(given, to);
      return operations.correct.response.schema.parse(body).id;
    },
    undo: (id: string) =>
      callable(operations.undoCorrection, undo).call({ params: { id }, query: {}, body: author }, to),
  };
}

const seen = (items: readonly ListedRole[]) =>
  items.map(({ article, role }) => `${article.published?.slice(8)} ${role.office}: ${role.person?.name}`);

test('an entity that an article does not mention costs an entry, one that it mentions none', () => {
  const analysis = saying(1, 'Ana Petrova');
  const without = { ...analysis, annotations: analysis.annotations.filter(({ kind }) => kind !== 'role') };
  expect(entriesOf(analysis) - entriesOf(without)).toBe(1);
});

test('roles are listed by office, day and person, newest first', async () => {
  const { roles, of } = await place(
    saying(1, 'Ana Petrova'),
    saying(2, 'A Petrova'),
    saying(3, 'Ana Petrova', 'former'),
  );
  expect(seen((await roles('of=gpe:norway&title=Fisheries%20Minister')).items)).toEqual([
    '03 fisheries minister: Ana Petrova',
    '02 fisheries minister: A Petrova',
    '01 fisheries minister: Ana Petrova',
  ]);
  expect(seen((await roles('of=gpe:norway&title=minister%20of%20fisheries&at=2026-03-03')).items)).toEqual([
    '02 fisheries minister: A Petrova',
    '01 fisheries minister: Ana Petrova',
  ]);
  expect(seen((await roles('of=gpe:norway&at=2026-03-01')).items)).toEqual(['01 fisheries minister: Ana Petrova']);
  expect((await roles('of=gpe:norway&title=head')).items).toEqual([]);
  expect((await roles('of=gpe:nowhere')).items).toEqual([]);
  expect(seen((await roles(`of=${BOARD}&at=2026-03-01`)).items)).toEqual(['01 head: Ana Petrova']);
  expect(seen((await of(A)).items)).toEqual(['02 fisheries minister: A Petrova', '02 head: A Petrova']);
});

test('pages of articles follow each other, and a cursor belongs to its question', async () => {
  const { roles, ask } = await place(saying(1, 'Ana Petrova'), saying(2, 'Ana Petrova'), saying(3, 'Ana Petrova'));
  const pages: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Roles = await roles(`of=gpe:norway&limit=1${cursor && `&cursor=${cursor}`}`);
    pages.push(...seen(page.items));
    cursor = page.next;
  }
  expect(pages.map((each) => each.slice(0, 2))).toEqual(['03', '02', '01']);
  const { next } = await roles('of=gpe:norway&limit=1');
  expect((await ask(`/roles?of=gpe:sweden&limit=1&cursor=${next}`)).statusCode).toBe(400);
});

test('a merge joins the roles of both, a hidden holder holds nothing, and an undo leaves no trace', async () => {
  const { of, roles, correct, undo } = await place(saying(1, 'Ana Petrova'), saying(2, 'A Petrova'));
  const before = [await of(ANA), await of(A), await roles('of=gpe:norway')];
  const merge = await correct({ do: 'merge', entity: A, into: ANA });
  expect(seen((await of(A)).items)).toEqual([
    '02 fisheries minister: Ana Petrova',
    '02 head: Ana Petrova',
    '01 fisheries minister: Ana Petrova',
    '01 head: Ana Petrova',
  ]);
  expect((await of(ANA)).items[0]).toMatchObject({ role: { person: { id: ANA } }, correctedBy: [merge] });
  const hide = await correct({ do: 'hide', entity: ANA });
  expect((await roles('of=gpe:norway')).items).toEqual([]);
  await undo(hide);
  await undo(merge);
  expect([await of(ANA), await of(A), await roles('of=gpe:norway')]).toEqual(before);
});

test('of one whom no article mentions the gazetteer is shown, and of one whom nobody knows nothing', async () => {
  const { of, ask } = await place(saying(1, 'Ana Petrova'));
  const { items, gazetteer } = await of('person:kofi-annan');
  expect(items).toEqual([]);
  expect(gazetteer.terms).toMatchObject([{ title: 'secretary general', from: '1997-01-01', to: '2006-12-31' }]);
  expect((await ask('/entities/person:nobody/roles')).statusCode).toBe(404);
});
