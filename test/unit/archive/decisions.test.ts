import { type Decision, decisionKey, decisionOf, listDecisions, putDecision } from '../../../shared/archive/decisions';
import { CorruptDataError } from '../../../shared/errors';
import { MemoryObjects } from '../../fakes/memory-objects';

async function decide(objects: MemoryObjects, draft: ReturnType<typeof hold>, now: number): Promise<Decision> {
  const decision = decisionOf(draft, now);
  await putDecision(objects, decision);
  return decision;
}

const hold = (dropId: string) => ({ kind: 'hold' as const, dropId, by: 'Jo Berg', reason: 'Case 12.' });

test('decisions are listed as they were made, oldest first, in pages', async () => {
  const objects = new MemoryObjects();
  const month = Date.UTC(2026, 0, 31, 23, 59, 59);
  const made = [];
  for (const [at, dropId] of ['d-1', 'd-2', 'd-3'].entries()) {
    made.push(await decide(objects, hold(dropId), month + at * 1000));
  }
  const first = await listDecisions(objects, { limit: 2 });
  const second = await listDecisions(objects, { limit: 2, after: first.next });
  expect([...first.decisions, ...second.decisions]).toEqual(made);
  expect(second.next).toBeUndefined();
  expect(objects.keys('decisions/')).toEqual(made.map(decisionKey));
});

test('the same decision at another time is another one; at the same time it is the same object', async () => {
  const objects = new MemoryObjects();
  const at = (now: number) => decide(objects, hold('d-1'), now);
  expect(decisionKey(await at(1000))).toBe(decisionKey(await at(1000)));
  expect(decisionKey(await at(2000))).not.toBe(decisionKey(await at(1000)));
  expect(objects.keys('')).toHaveLength(2);
});

test('what is no decision is not passed over', async () => {
  const objects = new MemoryObjects();
  objects.drop('decisions/2026-01-01T00:00:00.000Z-x.json', '{"kind":"burn"}');
  await expect(listDecisions(objects, { limit: 10 })).rejects.toThrow(CorruptDataError);
});
