import type { ArticleDetail } from '../../shared/api/schemas';
import type { DropOptions } from './support/bucket';
import { api, articleOf, keyIn, put, stored, surname } from './support/target';

const drop = async (name: string, body: Uint8Array | string, options?: DropOptions): Promise<ArticleDetail> => {
  const key = keyIn('wire', name);
  await put(key, body, options);
  return articleOf(key);
};

/** Titles of the articles of a drop, in file order. */
const titlesOf = async (key: string): Promise<string[]> => {
  const { articleIds } = await stored(key);
  return Promise.all(articleIds.map(async (id) => (await api.article(id)).title));
};

const SENTENCE = `Marta ${surname} closed the harbour of Lisbon on Tuesday.`;

describe('news agencies’ formats', () => {
  test('ninjs: an item is an article, with what its agency says of it', async () => {
    const article = await drop(
      'item.json',
      JSON.stringify({
        uri: 'urn:newsml:wire.example:20040512:harbour',
        standard: { name: 'ninjs', version: '3.0' },
        versionCreated: '2004-05-12T09:40:00Z',
        headlines: [{ role: 'main', value: 'Harbour closed' }],
        bodies: [{ contentType: 'text/html', value: `<p>${SENTENCE}</p><p>Nobody came.</p>` }],
        subjects: [{ name: 'harbour', uri: 'http://codes.example/topic/042' }],
        by: 'Ana Prates',
        located: 'Lisbon, Portugal',
        slugline: 'Harbour-Strike',
        urgency: 3,
        copyrightNotice: 'Copyright 2004 Costa Wire',
      }),
    );
    expect(article).toMatchObject({ title: 'Harbour closed', paragraphCount: 2, source: { format: 'ninjs' } });
    const { located, subjects, urgency, versionCreated, copyright, slugline } = article.metadata;
    expect(located).toMatchObject({ value: 'Lisbon, Portugal', evidence: { from: 'ninjs', name: 'located' } });
    expect(subjects?.value).toEqual([{ name: 'harbour', code: 'http://codes.example/topic/042' }]);
    expect([urgency?.value, slugline?.value]).toEqual([3, 'Harbour-Strike']);
    expect(versionCreated?.value).toBe('2004-05-12T09:40:00Z');
    expect(copyright?.value).toBe('Copyright 2004 Costa Wire');
    expect(article.entities.map(({ name }) => name)).toContain(`Marta ${surname}`);
  });

  test('JSON Lines: each line is an article, and a bad one is a warning', async () => {
    const key = keyIn('wire', 'lines.jsonl');
    const lines = ['One', 'Two'].map((title) => JSON.stringify({ title, text: `${title}. ${SENTENCE}` }));
    await put(key, `${lines.join('\n{"title": \n')}\n`);
    expect(await titlesOf(key)).toEqual(['One', 'Two']);
    expect((await stored(key)).warnings).toMatchObject([{ code: 'lines-skipped' }]);
  });
});
