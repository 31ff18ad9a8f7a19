import { eventually } from './support/eventually';
import { api, articleOf, keyIn, put, run, surname } from './support/target';

const family = `${surname}chuk`;
const text = [
  `MOSCOW, May 14 - Foreign Minister Pavel ${family} met Defense Minister Mykola ${family} on Friday.`,
  `Later ${family} left. Russian ships stayed, and Moscow rejected the offer. Poles crossed the Niger.`,
].join('\n\n');
const key = keyIn('linking', 'story.json');

describe('links that a person can check', () => {
  test('say what is not certain, and forget a candidate that somebody rules out until that is undone', async () => {
    await put(
      key,
      JSON.stringify({ title: 'Two of one name', publication: `Linking ${run}`, published: '2004-05-14', text }),
    );
    const { id } = await articleOf(key);
    const mentionOf = async (words: string) =>
      (await api.article(id)).annotations.findLast((each) => each.kind === 'mention' && each.text === words);
    const candidates = async () => {
      const mention = await mentionOf(family);
      const link = mention?.kind === 'mention' ? mention.link : undefined;
      return { open: link?.unresolved, names: link?.candidates?.map(({ name }) => name) };
    };
    expect(await candidates()).toEqual({ open: true, names: [`Pavel ${family}`, `Mykola ${family}`] });
    expect(await mentionOf('Russian')).toMatchObject({ value: { type: 'NORP' }, country: { id: 'gpe:russia' } });
    expect(await mentionOf('Moscow')).toMatchObject({ value: { id: 'gpe:moscow' }, standsFor: { id: 'gpe:russia' } });
    expect(await mentionOf('Niger')).toMatchObject({ value: { id: 'loc:niger-river' } });

    const open = await mentionOf(family);
    const entity = open?.kind === 'mention' ? open.value.id : '';
    const other = `person:pavel-${family.toLowerCase()}`;
    const said = await api.correct({ do: 'never-link', entity, other }, 'He was abroad.');
    await eventually('the candidate is gone', async () =>
      expect(await candidates()).toEqual({ open: true, names: [`Mykola ${family}`] }),
    );
    await api.undo(said.id, 'He was not.');
    await eventually('the candidate is back', async () =>
      expect((await candidates()).names).toEqual([`Pavel ${family}`, `Mykola ${family}`]),
    );
  });
});
