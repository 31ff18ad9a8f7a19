import type { ArticleDetail } from '../../shared/api/schemas';
import { api, articleOf, copy, keyIn, surname } from './support/target';

const family = `${surname}ides`;
const [first, second, third] = [`Igor ${family}`, `Pavel ${family}`, `Anton ${family}`];
const key = keyIn('relations', 'talks.json');

describe('relations of entities', () => {
  let article: ArticleDetail;
  const idOf = (name: string) => article.entities.find((entity) => entity.name === name)?.id ?? `${name} was not found`;

  beforeAll(async () => {
    const text = [
      `${first} met with ${second} in Ljubljana on Monday. Poland, a member of NATO, sent an envoy.`,
      `${first} will not meet ${third}, and the Kremlin denied that ${third} had met ${second}.`,
      `${second} told reporters that ${third} would come to Bagram air base in Afghanistan.`,
    ].join('\n\n');
    await copy(key, JSON.stringify({ title: 'Talks in Ljubljana', text, language: 'en', published: '2001-06-16' }));
    article = await articleOf(key);
  });

  test('an article shows each with the words, the sentence, the pattern and the direction', () => {
    const typed = article.relations.filter(({ relation }) => relation !== 'co-mention');
    expect(typed.map(({ subject, relation, object }) => [subject.name, relation, object.name])).toEqual([
      [first, 'met-with', second],
      ['Poland', 'member-of', 'NATO'],
      // It spoke of him, whatever it denied.
      ['Kremlin', 'said-about', third],
      [second, 'said-about', third],
      ['Bagram air base', 'located-in', 'Afghanistan'],
    ]);
    expect(typed.map(({ pattern, status }) => `${pattern} ${status}`)).toEqual([
      'met asserted',
      'apposed-member asserted',
      'subject-of-what-was-said asserted',
      'subject-of-what-was-said asserted',
      'facility-in reported',
    ]);
    expect(typed[0]?.evidence.text).toBe(`${first} met with ${second} in Ljubljana on Monday.`);
  });

  test('an entity has them with their articles, by kind and by the other entity', async () => {
    const all = await api.relations(idOf(second));
    expect(all).toMatchObject({
      items: [
        { relation: 'met-with', subject: { name: first }, article: { id: article.id } },
        { relation: 'said-about', object: { name: third } },
      ],
      next: null,
    });
    expect((await api.relations(idOf(second), { relation: 'said-about' })).items).toHaveLength(1);
    expect((await api.relations(idOf(second), { other: idOf(first) })).items).toMatchObject([{ relation: 'met-with' }]);
    const together = await api.relations(idOf(second), { relation: 'co-mention' });
    expect(together.items.map(({ subject, object }) => [subject.name, object.name])).toEqual(
      expect.arrayContaining([[first, second]]),
    );
  });

  test('a correction is laid over them', async () => {
    const { id } = await api.correct(
      { do: 'rename', entity: idOf(third), name: `Antonio ${family}` },
      'His own spelling.',
    );
    const [said] = (await api.relations(idOf(second), { relation: 'said-about' })).items;
    expect(said).toMatchObject({ object: { name: `Antonio ${family}`, text: third }, correctedBy: [id] });
    await api.undo(id, 'Only tried.');
    const [again] = (await api.relations(idOf(second), { relation: 'said-about' })).items;
    expect(again).toMatchObject({ object: { name: third } });
    expect(again?.correctedBy).toBeUndefined();
  });

  test('what nobody knows is refused', async () => {
    expect(await api.problem('/entities/person%3Anobody/relations')).toMatchObject({ status: 404 });
    expect(
      await api.problem(`/entities/${encodeURIComponent(idOf(first))}/relations`, { relation: 'likes' }),
    ).toMatchObject({
      status: 400,
    });
  });
});
