import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArticleDetail } from '../../shared/api/schemas';
import { pagesOf } from './support/api';
import { api, articleOf, copy, keyIn } from './support/target';

const FIXTURE = readFileSync(join(__dirname, '../fixtures/harbour-letter-3-41.txt'), 'utf8');

describe('a brief, dropped as a text file', () => {
  const key = keyIn('brief', 'harbour-letter-3-41.txt');
  let article: ArticleDetail;

  beforeAll(async () => {
    await copy(key, FIXTURE);
    article = await articleOf(key);
  });

  const entity = (name: string) => {
    const found = article.entities.find((candidate) => candidate.name === name);
    if (!found) throw new Error(`${name} is not among ${article.entities.map((other) => other.name).join(', ')}`);
    return found;
  };

  test('has the facts of its header line, with the words that they were read from', () => {
    expect(article).toMatchObject({ publication: 'Harbour Letter', volume: 3, issue: 41, paragraphCount: 4, key });
    const { publication, volume, issue } = article.metadata;
    for (const field of [publication, volume, issue]) {
      const { from, quote, span } = field?.evidence ?? {};
      expect(from).toBe('header');
      expect(FIXTURE.slice(span?.start, span?.end)).toBe(quote);
    }
  });

  test('has no date that it does not state, and a title that says that it is derived', () => {
    expect(article.published).toBeNull();
    expect(article.titleDerived).toBe(true);
    expect(article.metadata.title.evidence.from).toBe('derived');
    expect(article.title).not.toBe('');
  });

  test('has every paragraph of the file, without the header line', () => {
    const [, ...paragraphs] = FIXTURE.trimEnd().split('\n\n');
    expect(article.paragraphs.map(({ text }) => text)).toEqual(paragraphs);
  });

  test('finds people, organisations and places', () => {
    const found = article.entities.map(({ type, name }) => `${type} ${name}`);
    expect(found).toEqual(
      expect.arrayContaining([
        ...['PERSON Kersti Laanemaa', 'PERSON Olavi Rautiainen'],
        ...['ORG NATO', 'ORG Baltic Rescue Commission'],
        ...['GPE Estonia', 'GPE Finland', 'GPE Tallinn', 'GPE Helsinki'],
      ]),
    );
  });

  test('links a surname to the person, and an acronym to the organisation', () => {
    expect(entity('Kersti Laanemaa').mentions.map(({ text }) => text)).toEqual([
      'Kersti Laanemaa',
      'Laanemaa',
      'Laanemaa',
    ]);
    expect(entity('Olavi Rautiainen').mentions.map(({ text }) => text)).toEqual(['Olavi Rautiainen', 'Rautiainen']);
    expect(entity('Baltic Rescue Commission').mentions.map(({ text }) => text)).toEqual([
      'Baltic Rescue Commission',
      ...['BRC', 'BRC', 'BRC'],
    ]);
  });

  test('shows the words of every fact at their place in the text', async () => {
    const text = await api.text(article.id);
    expect(article.annotations.length).toBeGreaterThan(0);
    for (const { start, end, text: words, paragraph } of article.annotations) {
      expect(text.slice(start, end)).toBe(words);
      expect(article.paragraphs[paragraph]).toMatchObject({ text: expect.stringContaining(words) });
    }
    for (const { start, end, text: words } of article.paragraphs) expect(text.slice(start, end)).toBe(words);
    for (const { mentions } of article.entities) {
      for (const mention of mentions) expect(text.slice(mention.start, mention.end)).toBe(mention.text);
    }
    for (const { start, end, paragraph } of article.sentences) {
      expect(article.paragraphs[paragraph]).toMatchObject({ text: expect.stringContaining(text.slice(start, end)) });
    }
  });

  test('is found by whom it mentions, and how often', async () => {
    const { id } = entity('Kersti Laanemaa');
    const found = (await pagesOf((parameters) => api.entityArticles(id, parameters), { limit: 100 })).flat();
    expect(found.find((item) => item.id === article.id)).toMatchObject({
      mentionCount: 3,
      names: ['Kersti Laanemaa', 'Laanemaa'],
    });
    expect(await api.entity(id)).toMatchObject({ id, type: 'PERSON', name: 'Kersti Laanemaa', aliases: ['Laanemaa'] });
  });

  test.each(['Kersti', 'laane', 'KERSTI LAANEMAA'])('its people are found by the prefix %s', async (q) => {
    const { id, type, name } = entity('Kersti Laanemaa');
    const found = (await pagesOf((parameters) => api.entities(parameters), { q, limit: 100 })).flat();
    expect(found).toContainEqual({ id, type, name });
    const places = (await pagesOf((parameters) => api.entities(parameters), { q, type: 'GPE', limit: 100 })).flat();
    expect(places).not.toContainEqual({ id, type, name });
  });
});
