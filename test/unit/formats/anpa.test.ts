import { codesOf, failure, file, kindsOf, paragraphsOf, readOne, readWhole, valuesOf } from './read';
import { expectPlaces } from './wire-fixture';

const message = (number: string, headline: string) =>
  [
    `\x16\x16\x01${number}\x1f-----`,
    'r i\x13\x11 bc-Portugal-Harbour 1stLd-Writethru   05-12 0420',
    '\x02^BC-Portugal-Harbour, 1st Ld-Writethru,420<',
    `^${headline}<`,
    '^AP Photo LIS101, LIS102<',
    '^Eds: Updates with quotes. With photos.<',
    '^The harbour of Lisbon stays closed for a second day, and its owners say that nobody knows when it opens again.<',
    '^By MARTA QUILL=',
    '^Harbour Writer=',
    '\t   LISBON, Portugal (HP) _ The harbour is closed _ and stays so _ said the owner',
    'of the docks, who came with his son.',
    "\t   ``Nobody unloads a ship,'' he said.",
    '^Strike ends=',
    '\t   The strike ended at noon.',
    '\t   ___',
    '',
    '\x03HP-WF-05-12-04 1130GMT<',
    '\x04',
  ].join('\r\n');
const SOURCE = message('w2870', 'Harbour of Lisbon closed');

describe('ANPA 1312', () => {
  test('each message is an article: its tags are metadata, notes to editors none of its text', async () => {
    const source = `${SOURCE}\r\n${message('w2871', 'Trains stop')}`;
    const { format, articles } = await readWhole(file(source));
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
    for (const article of articles) expectPlaces(source, article);
  });

  test('without its control characters, as archives keep it', async () => {
    const article = await readOne(SOURCE.replace(/[\x00-\x08\x0e-\x1f]/g, ''), { name: 'a.tst' });
    expect(valuesOf(article)).toMatchObject({ title: 'Harbour of Lisbon closed', published: '2004-05-12T11:30:00Z' });
    expect(article.paragraphs).toHaveLength(4);
  });

  test('a message without words is refused', async () => {
    const [first = '', second = ''] = SOURCE.split('\r\n');
    expect(await failure(`${first}\r\n${second}\r\n\x02\r\n\x03`)).toMatchObject({ code: 'no-words' });
  });
});
