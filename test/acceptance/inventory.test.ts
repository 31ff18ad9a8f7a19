import type { InventoryReport } from '../../shared/api/schemas';
import { pathOf } from './support/api';
import { eventually } from './support/eventually';
import { api, articleOf, keyIn, keysUnder, put, remove } from './support/target';

const BRIEF = 'Publication: Vienna Bulletin Volume: 4 Issue: 2\n\nIt rained in Vienna for the fourth week.\n';

/** From beginning to end, after whatever inventory was under way. */
async function inventory(body: { rebuild?: boolean } = {}): Promise<NonNullable<InventoryReport['last']>> {
  for (let report = await api.takeInventory({ goOn: true }); report.running; ) {
    report = await api.takeInventory({ goOn: true });
  }
  for (let report = await api.takeInventory(body); ; report = await api.takeInventory({ goOn: true })) {
    if (!report.running && report.last) return report.last;
  }
}

describe('an inventory', () => {
  test('has made again what was lost of an article, and says so', async () => {
    const key = keyIn('inventory', 'lost.txt');
    await put(key, BRIEF);
    const article = await articleOf(key);
    const [analysis = ''] = (await keysUnder(`articles/${article.id}/r-`)).filter((each) =>
      each.includes(article.revision),
    );
    await remove(analysis);
    expect(await api.problem(pathOf('articles', article.id))).toMatchObject({ status: 500 });

    const { counts } = await inventory();
    expect(counts['analysis-lost']).toMatchObject({ healed: expect.any(Number) });
    expect((await api.inventory()).last?.counts['analysis-lost']?.found).toBeGreaterThan(0);
    await eventually('the article as it was', async () => {
      expect(await api.article(article.id)).toEqual(article);
    });
  });

  test('for a rebuild leaves as it is what is there', async () => {
    const key = keyIn('inventory', 'there.txt');
    await put(key, BRIEF);
    const article = await articleOf(key);
    const { counts, rebuild } = await inventory({ rebuild: true });
    expect(rebuild).toBe(true);
    for (const kind of ['article-without-head', 'receipt-lost', 'items-lost'] as const) {
      expect(counts[kind]?.examples ?? []).not.toContain(article.id);
      expect(counts[kind]?.examples ?? []).not.toContain(article.dropId);
    }
    expect(await api.article(article.id)).toEqual(article);
  });
});
