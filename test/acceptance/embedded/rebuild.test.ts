import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Receipt } from '../../../shared/api/schemas';
import { type Api, apiAt, pagesOf, pathOf } from '../support/api';
import { bucketAt } from '../support/bucket';
import { Embedded } from '../support/embedded';
import { eventually } from '../support/eventually';
import { receiptsAt } from '../support/receipts';
import { isEmbedded } from '../support/target';

const story = (title: string, person: string) =>
  JSON.stringify({
    title,
    publication: 'Harbour Post',
    published: '2000-12-18',
    text: `${title}. ${person} spoke in Vienna on Friday. The NATO secretary general was silent.`,
  });

/** All that can be asked, but for the instants of receipts. */
async function everything(api: Api) {
  const all = { limit: 100 };
  const articles = (await pagesOf((parameters) => api.articles(parameters), all)).flat();
  const entities = (await pagesOf((parameters) => api.entities(parameters), all)).flat();
  const drops = (await pagesOf((parameters) => api.drops(parameters), all)).flat();
  return {
    articles: await Promise.all(articles.map(({ id }) => api.article(id))),
    entities: await Promise.all(entities.map(({ id }) => api.entity(id))),
    roles: (await api.roles({ of: 'org:nato', ...all })).items,
    inferred: (await api.entityRoles('person:george-robertson', all)).items,
    drops: drops.map(({ key, state, articleIds }: Receipt) => ({ key, state, articleIds })).sort(byKey),
  };
}

const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);

(isEmbedded ? test : test.skip)('a table that is lost is made again from the bucket', async () => {
  const data = mkdtempSync(join(tmpdir(), 'dateline-rebuild-'));
  let runtime = await Embedded.start(data, '--no-samples', '--bucket', 'rebuild');
  try {
    const first = apiAt(runtime.endpoints.api);
    const { put } = bucketAt(runtime.endpoints);
    const { stored, ended } = receiptsAt(first);
    await put('incoming/one.json', story('One', 'Pavel Novak'));
    await stored('incoming/one.json');
    await put('incoming/one.json', story('One again', 'Irena Novakova'));
    await stored('incoming/one.json', 2);
    await put('incoming/two.json', `[${story('Two', 'Jana Berg')},${story('Three', 'Pavel Novak')}]`);
    await stored('incoming/two.json');
    await put('incoming/broken.json', '{"title": "Cut');
    await ended('incoming/broken.json');
    await put('incoming/gone.json', story('Gone', 'Eva Lind'));
    const gone = await stored('incoming/gone.json');
    await first.deleteDrop(gone.id, 'Asked for.');
    const before = await everything(first);
    expect(before.articles).toHaveLength(3);
    expect([before.roles, before.inferred]).toMatchObject([{ length: 3 }, { length: 3 }]);

    await runtime.stop();
    rmSync(join(data, 'table'), { recursive: true });
    runtime = await Embedded.start(data, '--no-samples', '--bucket', 'rebuild');
    const api = apiAt(runtime.endpoints.api);
    for (let report = await api.takeInventory({ rebuild: true }); report.running; ) {
      report = await api.takeInventory({ goOn: true });
    }
    await eventually('the same answers', async () => expect(await everything(api)).toEqual(before));
    expect(await api.problem(pathOf('drops', gone.id))).toMatchObject({ status: 410 });
    expect(await api.problem(pathOf('articles', gone.articleIds[0] ?? ''))).toMatchObject({ status: 410 });
  } finally {
    await runtime.stop();
    rmSync(data, { recursive: true });
  }
});
