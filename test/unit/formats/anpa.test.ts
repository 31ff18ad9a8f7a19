import { codesOf, failure, file, kindsOf, paragraphsOf, readWhole, valuesOf } from './read';
import { expectPlaces, fixture } from './wire-fixture';

const SOURCE = fixture('wire.anpa');

describe('ANPA 1312', () => {
  test('each message is an article: its tags are metadata, notes to editors none of its text', async () => {
    const { format, articles } = await readWhole(file(SOURCE));
    expect(format).toBe('anpa');
    const [first, second] = articles;
    if (!first || !second) throw new Error('articles are missing');
    expect(valuesOf(first)).toMatchObject({
      title: 'Harbour of Lisbon closed',
      standfirst:
        'The harbour of Lisbon stays closed for a second day, and its owners say that nobody knows when it opens again.',
      bylines: ['MARTA QUILL'],
      slugline: 'BC-Portugal-Harbour, 1st Ld-Writethru,420',
      identifier: 'w2870',
      subjects: [{ code: 'i', scheme: 'ANPA 1312 category' }],
      published: '2004-05-12T11:30:00Z',
    });
    expect(paragraphsOf(first)).toEqual([
      'LISBON, Portugal (HP) — The harbour is closed — and stays so — said the owner of the docks, who came with his son.',
      '“Nobody unloads a ship,” he said.',
      'Strike ends',
      'The strike ended at noon.',
    ]);
    expect(kindsOf(first)).toEqual(['body', 'body', 'heading', 'body']);
    expect(codesOf(first)).toEqual([]);
    expect(second.metadata.title.value).toBe('Trains stop');
    for (const article of articles) expectPlaces(SOURCE, article);
  });

  test('without its control characters, as archives keep it', async () => {
    const { articles } = await readWhole(file(SOURCE.replace(/[\x00-\x08\x0e-\x1f]/g, ''), { name: 'a.tst' }));
    expect(articles.map(({ metadata }) => metadata.title.value)).toEqual(['Harbour of Lisbon closed', 'Trains stop']);
    expect(articles.map(({ metadata }) => metadata.published?.value)).toEqual(Array(2).fill('2004-05-12T11:30:00Z'));
    expect(articles.map(({ paragraphs }) => paragraphs.length)).toEqual([4, 4]);
  });

  test('a message without words is refused', async () => {
    const [first = '', second = ''] = SOURCE.split('\r\n');
    expect(await failure(`${first}\r\n${second}\r\n\x02\r\n\x03`)).toMatchObject({ code: 'no-words' });
  });
});
