import { putAnalysis } from '../../../shared/archive/objects';
import type { Analysis } from '../../../shared/archive/records';
import { retractArticle, storeAnalysis } from '../../../shared/archive/writer';
import { analysisOf } from '../../fakes/analyses';
import { world } from './world';

const KEY = 'incoming/a.txt';
const old = analysisOf({ key: KEY, version: 1, entities: ['Ana Petrova'] });
const TARGETS = [`/articles/${old.articleId}`, `/articles/${old.articleId}/text`, `/articles/${old.articleId}/similar`];

/** An archive whose article changes between the moment that a reader has its head and that it asks for what was found. */
async function changing(change: (to: Awaited<ReturnType<typeof world>>) => Promise<void>) {
  const there = await world(old);
  const { objects } = there;
  const get = objects.get.bind(objects);
  let changed = false;
  objects.get = async (key, versionId) => {
    if (!changed && key.endsWith(`${old.revision}.json`)) {
      changed = true;
      await change(there);
      await objects.remove([{ key, versionId: undefined }]);
    }
    return get(key, versionId);
  };
  return there;
}

const store = async ({ table, objects }: Awaited<ReturnType<typeof world>>, analysis: Analysis) => {
  const analysisKey = await putAnalysis(objects, analysis);
  await storeAnalysis(table, analysis, { analysisKey, requestedAt: analysis.drop.order.modifiedAt }, 2);
};

describe('an article that changes while it is read', () => {
  const newer = analysisOf({ key: KEY, version: 2, entities: ['Ben Okri'] });

  test.each(TARGETS)('is read as it is then: %s', async (target) => {
    const { ask } = await changing((there) => store(there, newer));
    const { statusCode, body } = await ask(target);
    expect(statusCode).toBe(200);
    if (!target.endsWith('similar')) expect(body).toContain('Ben Okri');
  });

  test.each(TARGETS)('is said to be gone when it is: %s', async (target) => {
    const { articleId, drop, sha256 } = newer;
    const { ask } = await changing(async ({ table }) => {
      const { id: dropId, order } = drop;
      await retractArticle(table, { articleId, dropId, key: KEY, sha256, order, requestedAt: order.modifiedAt });
    });
    expect(await ask(target)).toMatchObject({ statusCode: 410 });
  });

  test('is our fault when nothing took its place', async () => {
    const { ask } = await changing(async () => {});
    expect(await ask(`/articles/${old.articleId}`)).toMatchObject({ statusCode: 500 });
  });
});
