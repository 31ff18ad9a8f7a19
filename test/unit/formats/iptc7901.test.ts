import { codesOf, failure, file, paragraphsOf, readOne, readWhole, valuesOf } from './read';
import { expectPlaces, fixture } from './wire-fixture';

const SOURCE = fixture('wire.7901');

describe('IPTC 7901', () => {
  test('each message is an article', async () => {
    const { format, articles } = await readWhole(file(SOURCE));
    expect(format).toBe('iptc7901');
    const [first, second] = articles;
    if (!first || !second) throw new Error('articles are missing');
    expect(valuesOf(first)).toEqual({
      title: 'Harbour of Lisbon closed',
      identifier: 'bdt0004',
      urgency: 3,
      subjects: [{ code: 'pl', scheme: 'IPTC 7901 category' }],
      slugline: 'harbour/strike',
      published: '2004-05-12',
    });
    expect(paragraphsOf(first)).toEqual([
      'Lisbon (cst) - The harbour of Lisbon is closed, said Marta Quill on Wednesday. Nobody unloads a ship.',
      'Nobody came, and nobody knows when it opens again, said the owner of the docks.',
    ]);
    expect(codesOf(first)).toEqual([]);
    expect(valuesOf(second)).toMatchObject({ title: 'TRAINS STOP', urgency: 1, published: '2004-05-12T11:45:00Z' });
    expect([second.text, codesOf(second)]).toEqual(['TRAINS STOP', ['headline-only']]);
    for (const article of articles) expectPlaces(SOURCE, article);
  });

  test('a text without a headline begins at once', async () => {
    const article = await readOne('\x01abc1 4 i 9\r\n\x02The harbour of Lisbon is closed, said its owner.\r\n\x03', {
      name: 'a.7901',
    });
    expect(article.text).toBe('The harbour of Lisbon is closed, said its owner.');
    expect(article.metadata.title.evidence.from).toBe('derived');
  });

  test('a message that is cut is read, with a warning', async () => {
    const article = await readOne(SOURCE.slice(0, SOURCE.indexOf('Nobody came')));
    expect(codesOf(article)).toEqual(['message-not-ended']);
  });

  test('a message without its control characters is read by its lines', async () => {
    const source =
      'cst0004 3 pl 57  bdt 0006\n\nharbour/strike/\nHarbour of Lisbon closed\nBy Marta Quill, The Docks Gazette =\n\nLisbon (cst) - Nobody unloads a ship, said the owner of the docks, who came with his son on Wednesday.\n\nNobody came.\n\n121130 GMT May 04\n';
    const article = await readOne(source, { name: 'a.txt' });
    expect(valuesOf(article)).toMatchObject({
      title: 'Harbour of Lisbon closed',
      bylines: ['Marta Quill'],
      slugline: 'harbour/strike',
      published: '2004-05-12T11:30:00Z',
    });
    expect(paragraphsOf(article)).toEqual([
      'Lisbon (cst) - Nobody unloads a ship, said the owner of the docks, who came with his son on Wednesday.',
      'Nobody came.',
    ]);
    expectPlaces(source, article);
  });

  test('messages without a text are refused', async () => {
    expect((await failure('\x01abc0001 4 i 9\r\n\x02\x03')).code).toBe('no-words');
  });
});
