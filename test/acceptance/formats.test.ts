import type { ArticleDetail } from '../../shared/api/schemas';
import type { DropOptions } from './support/bucket';
import { api, articleOf, copy, keyIn, put, run, stored, surname } from './support/target';

const drop = async (name: string, body: Uint8Array | string, options?: DropOptions): Promise<ArticleDetail> => {
  const key = keyIn('formats', name);
  await put(key, body, options);
  return articleOf(key);
};

const PROSE = `Prime Minister Marta ${surname} opened the new court in Lisbon on Tuesday. “It took us nine years,” ${surname} said – “and one café too many.”`;

/** Windows-1252 of what of `PROSE` is not Latin-1 already. */
function windows1252(text: string): Uint8Array {
  const high: Record<string, number> = { '“': 0x93, '”': 0x94, '–': 0x96, '’': 0x92 };
  return Uint8Array.from([...text].map((character) => high[character] ?? character.charCodeAt(0)));
}

describe('formats', () => {
  test('Markdown: front matter gives the facts, and markup is not text', async () => {
    const key = keyIn('formats', 'article.md');
    const front = [
      '---',
      'title: A court opens',
      'publication: Lisbon Circular',
      'date: 2004-05-12',
      'author: Ana Prates',
    ];
    const body = ['---', '', '## The *long* wait', '', `The emoji 🚢 counts two. ${PROSE}`, '', '- first', '- second'];
    await copy(key, [...front, ...body, ''].join('\n'));
    const article = await articleOf(key);
    expect(article).toMatchObject({
      title: 'A court opens',
      titleDerived: false,
      publication: 'Lisbon Circular',
      published: '2004-05-12',
      source: { format: 'markdown', encoding: 'utf-8' },
    });
    expect(article.metadata.bylines?.value).toEqual(['Ana Prates']);
    expect(article.metadata.published?.evidence).toMatchObject({ from: 'front-matter', quote: '2004-05-12' });
    expect(article.paragraphs.map(({ kind, text }) => [kind, text])).toEqual([
      ['heading', 'The long wait'],
      ['body', `The emoji 🚢 counts two. ${PROSE}`],
      ['list-item', 'first'],
      ['list-item', 'second'],
    ]);
    // Offsets count UTF-16 code units, also behind a character that takes two.
    const text = await api.text(article.id);
    const person = article.entities.find(({ name }) => name === `Marta ${surname}`);
    expect(person?.mentions.map(({ start, end }) => text.slice(start, end))).toEqual([`Marta ${surname}`, surname]);
  });

  test('JSON: an object is an article', async () => {
    const article = await drop(
      'article.json',
      JSON.stringify({
        title: 'A court opens',
        text: `${PROSE}\n\nIt rained.`,
        published: '2004-05-12T09:30:00+01:00',
        publication: 'Lisbon Circular',
      }),
    );
    expect(article).toMatchObject({
      title: 'A court opens',
      publication: 'Lisbon Circular',
      published: '2004-05-12T08:30:00Z',
      paragraphCount: 2,
      source: { format: 'json' },
    });
    expect(article.metadata.title.evidence).toMatchObject({ from: 'json', name: 'title' });
  });

  test('JSON: an array is as many articles, under one receipt', async () => {
    const key = keyIn('formats', 'many.json');
    const articles = ['One', 'Two', 'Three'].map((title) => ({ title, text: `${title}. ${PROSE}` }));
    await put(key, JSON.stringify(articles));
    const receipt = await stored(key);
    expect(receipt.articleCount).toBe(3);
    const found = await Promise.all(receipt.articleIds.map((id) => api.article(id)));
    expect(found.map(({ title, source: { ordinal }, dropId }) => [title, ordinal, dropId])).toEqual([
      ['One', 0, receipt.id],
      ['Two', 1, receipt.id],
      ['Three', 2, receipt.id],
    ]);
  });

  test('object metadata wins over what the file says, and both are kept', async () => {
    const key = keyIn('formats', 'described.txt');
    await copy(key, `Publication: Lisbon Circular Volume: 2 Issue: 7\n\n${PROSE}\n`, {
      metadata: {
        'dateline-publication': `Acceptance ${run}`,
        'dateline-published': '2004-05-13',
        'dateline-title': 'What the object says',
      },
    });
    const article = await articleOf(key);
    expect(article).toMatchObject({
      title: 'What the object says',
      titleDerived: false,
      publication: `Acceptance ${run}`,
      published: '2004-05-13',
      volume: 2,
      issue: 7,
    });
    const { publication, published } = article.metadata;
    expect(published?.evidence).toMatchObject({ from: 'object-metadata', quote: '2004-05-13' });
    expect(publication?.evidence.from).toBe('object-metadata');
    expect(publication?.lost).toMatchObject([{ value: 'Lisbon Circular', evidence: { from: 'header' } }]);
  });

  test('a date that is no date is a warning, not a date', async () => {
    const key = keyIn('formats', 'undated.json');
    await put(key, JSON.stringify({ title: 'A court opens', text: PROSE, published: 'the day before yesterday' }));
    const receipt = await stored(key);
    expect(receipt.warnings).toMatchObject([{ code: 'published-not-understood' }]);
    expect((await articleOf(key)).published).toBeNull();
  });
});

describe('encodings', () => {
  test.each<[string, string, (text: string) => Uint8Array]>([
    ['UTF-8', 'utf-8', (text) => Buffer.from(text)],
    ['UTF-8 with a byte order mark', 'utf-8', (text) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16 little-endian', 'utf-16le', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 big-endian', 'utf-16be', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['Windows-1252', 'windows-1252', windows1252],
  ])('%s', async (name, encoding, encode) => {
    const article = await drop(`${name}.txt`, encode(`Publication: Lisbon Circular Volume: 2 Issue: 7\n\n${PROSE}\n`));
    expect(article.source.encoding).toBe(encoding);
    expect(article).toMatchObject({ publication: 'Lisbon Circular', volume: 2, issue: 7 });
    expect(await api.text(article.id)).toBe(PROSE);
  });

  const RUSSIAN =
    'Президент порта Игорь Саблин прибыл вчера в Минск. Переговоры продолжались два часа, но порт закрыт.';
  const koi8 = (text: string) => {
    const table = new TextDecoder('koi8-r').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
    return Uint8Array.from([...text], (letter) => table.indexOf(letter));
  };

  test('KOI8-R that nobody declares is told by its letters, and says so; declared by the type it is just read', async () => {
    const guessed = await drop('koi8.txt', koi8(RUSSIAN));
    expect(await api.text(guessed.id)).toBe(RUSSIAN);
    expect(guessed.warnings.map(({ code }) => code)).toContain('encoding-guessed');
    const declared = await drop('koi8-declared.txt', koi8(RUSSIAN), { contentType: 'text/plain; charset=koi8-r' });
    expect(await api.text(declared.id)).toBe(RUSSIAN);
    expect(declared.source.encoding).toBe('koi8-r');
    expect(declared.warnings).toEqual([]);
  });
});
