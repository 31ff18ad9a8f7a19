import { api, articleOf, keyIn, put } from './support/target';

describe('the service', () => {
  test('says that it is there, and by which versions', async () => {
    const health = await api.health();
    expect(health.status).toBe('ok');
    expect(Object.keys(health.versions).length).toBeGreaterThan(0);
  });

  test('knows what re-processing would do: nothing for what was just dropped', async () => {
    const key = keyIn('service', 'fresh.txt');
    await put(key, 'It rained in Vienna for the third week.\n');
    const { versions } = await articleOf(key);
    const plan = await api.reprocessPlan();
    expect(plan.versions).toEqual(versions);
    for (const { versions: stale } of plan.stale) expect(stale).not.toEqual(versions);
  });

  test('re-processes when asked to, and leaves alone what is up to date', async () => {
    const key = keyIn('service', 'current.txt');
    await put(key, 'It rained in Vienna for the fourth week.\n');
    const before = await articleOf(key);
    const report = await api.reprocess();
    expect(report.toParse + report.toEnrich).toBeLessThanOrEqual(report.articles);
    expect(await articleOf(key)).toEqual(before);
  });
});
