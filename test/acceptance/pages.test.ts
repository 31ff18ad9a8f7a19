import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { api, articleOf, keyIn, put, stored } from './support/target';

const PAGE = readFileSync(join(__dirname, '../fixtures/pages/harbour.html'), 'utf8');

describe('a saved web page', () => {
  test('is read as its article, with what the page says of it', async () => {
    const key = keyIn('pages', 'harbour.html');
    await put(key, PAGE);
    const article = await articleOf(key);
    expect(article).toMatchObject({
      title: 'Lisbon closes its old harbour',
      titleDerived: false,
      publication: 'Lisbon Circular',
      published: '2024-05-12T08:30:00Z',
      source: { format: 'html', encoding: 'utf-8' },
    });
    const { bylines, publishedLocal, standfirst, url } = article.metadata;
    expect(bylines).toMatchObject({ value: ['Ana Prates', 'John Doe'], evidence: { from: 'json-ld', name: 'author' } });
    expect(publishedLocal?.value).toBe('2024-05-12T09:30:00+01:00');
    expect(standfirst?.evidence).toMatchObject({ from: 'markup', span: { in: 'source' } });
    expect(url?.value).toBe('https://www.circular.example/world/2024/05/12/harbour-closed.html');
    expect(article.paragraphs.map(({ kind }) => kind)).toEqual([
      ...['body', 'body', 'heading', 'body', 'list-item', 'list-item', 'list-item', 'quote', 'body'],
    ]);
    const text = await api.text(article.id);
    expect(text).toMatch(/^LISBON, May 12 – The city closed its old harbour on Sunday/);
    expect(text).not.toMatch(/cookies|Advertisement|Most read|diesel|Subscribers|bridge too short/);
    expect(article.entities.map(({ name }) => name)).toContain('Marta Lopes');
  });

  test('in a legacy charset is read by what it declares', async () => {
    const key = keyIn('pages', 'moscow.html');
    const head = Buffer.from('<!doctype html><meta charset="windows-1251"><title>X</title><body><p>');
    const words = [0xcc, 0xee, 0xf1, 0xea, 0xe2, 0xe0, 0x2e];
    await put(key, Buffer.concat([head, Buffer.from(words)]));
    const article = await articleOf(key);
    expect(article.source).toMatchObject({ format: 'html', encoding: 'windows-1251' });
    expect(await api.text(article.id)).toBe('Москва.');
  });

  test('nested more deeply than is read says so in its receipt', async () => {
    const key = keyIn('pages', 'deep.html');
    await put(key, `<!doctype html><body>${'<div>'.repeat(50_000)}<p>It rained in Vienna for the third week.`);
    const receipt = await stored(key);
    expect(receipt.warnings).toMatchObject([{ code: 'html-nested-too-deeply' }]);
    expect((await articleOf(key)).paragraphCount).toBe(1);
  });
});
