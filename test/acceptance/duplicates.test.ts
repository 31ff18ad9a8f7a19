import { eventually } from './support/eventually';
import { api, articleOf, keyIn, put, run, surname } from './support/target';

/** Words of this run only, so that nothing of another one is similar. */
const SENTENCES = [
  `The harbour of ${surname}port was closed on Sunday after a crane fell on the old northern pier.`,
  `Nobody was hurt, said the harbour master ${surname}, who had ordered the pier to be cleared the day before.`,
  `Ferries to the ${surname} islands leave from the fishing dock until the engineers have looked at the foundations.`,
  `The city had put off the repair three times since the flood, and the council will meet about it on ${run}.`,
];
const text = SENTENCES.join(' ');

describe('copies', () => {
  test('are one cluster, each with its path, and the first is its original', async () => {
    const [first, copy, other, edited, unlike] = ['first', 'copy', 'layout', 'edited', 'unlike'].map((name) =>
      keyIn('duplicates', `${name}.txt`),
    );
    if (!first || !copy || !other || !edited || !unlike) throw new Error('no keys');
    await put(first, text);
    const original = await articleOf(first);
    await put(copy, text);
    await put(other, text.replaceAll('. ', '.\n\n').toUpperCase());
    await put(edited, SENTENCES.slice(0, 3).join(' '));
    await put(
      unlike,
      'The museum of tramways opens its new hall with forty cars, the oldest of which was drawn by horses.',
    );
    const ids = { copy: await articleOf(copy), other: await articleOf(other), edited: await articleOf(edited) };
    await articleOf(unlike);
    await eventually('the cluster', async () => {
      const { items, more } = await api.similar(original.id);
      expect(items.map(({ article, relation }) => [article.key, relation])).toEqual([
        [copy, 'same-file'],
        [other, 'same-words'],
        [edited, 'similar'],
      ]);
      expect(items[0]?.similarity).toBe(1);
      expect(more).toBe(false);
    });
    const fromCopy = await api.similar(ids.copy.id);
    expect(fromCopy.items.map(({ article }) => article.id).sort()).toEqual(
      [original.id, ids.other.id, ids.edited.id].sort(),
    );
    // Times of drops count in seconds.
    if (original.droppedAt < ids.copy.droppedAt) expect(fromCopy.original).toBe(original.id);
  });

  test('a file that is dropped again is a version, with what came and went by sentence', async () => {
    const key = keyIn('duplicates', 'twice.txt');
    const [kept = '', gone = '', also = ''] = SENTENCES;
    await put(key, [kept, gone, also].join(' '));
    const first = await articleOf(key);
    await put(key, [kept, 'The pier will be torn down.', also].join('\n\n'));
    const second = await articleOf(key, 2);
    expect(second.id).toBe(first.id);
    const { items, more } = await api.versions(second.id);
    expect(more).toBe(false);
    expect(items.map(({ dropId, current }) => [dropId, current])).toEqual([
      [second.dropId, true],
      [first.dropId, false],
    ]);
    const [newest, oldest] = items;
    expect(newest?.changes).toMatchObject({
      kept: 2,
      added: [{ text: 'The pier will be torn down.' }],
      removed: [{ text: gone }],
    });
    expect(oldest?.changes).toBeNull();
    const [added] = newest?.changes?.added ?? [];
    expect((await api.text(second.id)).slice(added?.start, added?.end)).toBe('The pier will be torn down.');
  });

  test('of nothing are nothing', async () => {
    for (const path of ['versions', 'similar'])
      expect(await api.problem(`/articles/a-nothing/${path}`)).toMatchObject({ status: 404 });
  });
});
