import { eventually } from './support/eventually';
import { api, ended, keyIn, put, refusal, stored } from './support/target';

const BRIEF = 'Publication: Vienna Bulletin Volume: 1 Issue: 2\n\nIt rained in Vienna for the third week.\n';
const retry = (id: string) => `/drops/${encodeURIComponent(id)}/retry`;

describe('a retry', () => {
  test('reads a quarantined drop again: what is still damaged is quarantined again', async () => {
    const key = keyIn('retry', 'cut.json');
    await put(key, '{"title": "A court op');
    const reason = await refusal(key);
    const { id } = await ended(key);
    expect(await api.retry(id)).toMatchObject({ id, state: 'received', retries: 1, reason: null });
    await eventually('a second ending', async () => {
      expect(await api.drop(id)).toMatchObject({ state: 'quarantined', retries: 1, reason });
    });
  });

  test('of a drop that is stored is refused: there is nothing to retry', async () => {
    const key = keyIn('retry', 'good.txt');
    await put(key, BRIEF);
    const { id } = await stored(key);
    const problem = await api.problem(retry(id), {}, 'POST');
    expect(problem).toMatchObject({ status: 409, type: 'urn:dateline:problem:nothing-to-retry' });
    expect(await api.drop(id)).toMatchObject({ state: 'stored', retries: 0 });
  });

  test('of no drop is a 404', async () => {
    expect(await api.problem(retry('d-nobody'), {}, 'POST')).toMatchObject({ status: 404 });
  });
});
