import { eventually } from './support/eventually';
import { api, articleOf, keyIn, put, run, surname } from './support/target';

/** A name that no gazetteer of ours and no other run has. */
const line = `${surname} Line`;
const key = `gazetteers/${run}.csv`;

describe('gazetteers of the users', () => {
  test('take part from the next drop, show their ids, and what was refused', async () => {
    const before = keyIn('gazetteers', 'before.txt');
    await put(before, `The shipping company ${line} closed its office in Gdynia on Monday, its owners said.`);
    const first = await articleOf(before);
    await put(
      key,
      [
        'name,type,aliases,id,wikidata',
        `${line},ORG,,org:line-${run},Q42`,
        'X,ORG,,,',
        `Twice ${surname},ORG,,org:a-${run},`,
        `Twice ${surname},ORG,,org:b-${run},`,
      ].join('\n'),
    );
    await eventually('the gazetteer', async () => {
      const file = (await api.gazetteers()).files.find((each) => each.key === key);
      expect(file).toMatchObject({ rows: 4, entities: 1, refused: 3 });
      expect(file?.problems.map(({ row }) => row)).toEqual([2, 3, 4]);
    });
    const { hash } = await api.gazetteers();
    const after = keyIn('gazetteers', 'after.txt');
    await put(after, `The shipping company ${line} closed its office in Szczecin on Tuesday, its owners said.`);
    const second = await articleOf(after);
    const detail = await api.article(second.id);
    expect(detail.versions['gazetteers']).toBe(hash);
    expect(detail.entities).toContainEqual(expect.objectContaining({ id: `org:line-${run}`, wikidata: 'Q42' }));
    const mention = detail.annotations.find((each) => each.kind === 'mention' && each.value.id === `org:line-${run}`);
    expect(mention).toMatchObject({ text: line, link: { reason: "in the users' gazetteer" } });
    expect(await api.entity(`org:line-${run}`)).toMatchObject({ name: line, wikidata: 'Q42' });
    // What was dropped before is stale now.
    expect((await api.article(first.id)).versions['gazetteers']).not.toBe(hash);
  });

  test('what is made again has them, and it is no longer stale', async () => {
    const { hash } = await api.gazetteers();
    const { items } = await api.articles({ entity: `org:line-${run}` });
    expect(items).toHaveLength(1);
    const selector = { stale: true, keyPrefix: keyIn('gazetteers', '') };
    const started = await eventually('a run that may start', () => api.startRun({ selector }));
    await eventually('the run', async () => {
      const { state, outcomes } = await api.run(started.id);
      expect([state, outcomes.changed]).toEqual(['finished', 1]);
    });
    const again = await api.articles({ entity: `org:line-${run}` });
    expect(again.items).toHaveLength(2);
    for (const { id } of again.items) expect((await api.article(id)).versions['gazetteers']).toBe(hash);
  });
});
