import { api } from './support/target';

describe('the service', () => {
  test('says that it is there, and by which versions', async () => {
    const health = await api.health();
    expect(health.status).toBe('ok');
    expect(Object.keys(health.versions).length).toBeGreaterThan(0);
  });
});
