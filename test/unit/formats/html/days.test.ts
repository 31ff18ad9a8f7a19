import { ARTICLE, readPage } from './pages';

describe('the day of a page', () => {
  test.each([
    ['2024-05-12', '2024-05-12T09:30:00+02:00', '2024-05-12T07:30:00Z'],
    ['2024-05-12', '2024-05-12T00:00:00Z', '2024-05-12'],
    ['2024-05-12', '2024-05-13T09:30:00Z', '2024-05-12'],
    ['Sun May 12 09:30:56 CEST 2024', '2024-05-12', '2024-05-12T07:30:56Z'],
    ['2024-5-12', '2024-05-13', '2024-05-12'],
  ])('the time on the day that is trusted most: %s and %s', async (first, second, published) => {
    const article = await readPage(
      `<!doctype html><meta property="article:published_time" content="${first}">
      <meta name="parsely-pub-date" content="${second}"><body>${ARTICLE}`,
    );
    expect(article.metadata.published?.value).toBe(published);
  });

  test.each([
    ['<p>Ana Prates, 24.05.2024</p>', '2024-05-24'],
    ['<p>24/05/2024</p>', '2024-05-24'],
    ['<p>Freitag, 24. Mai 2024 um 15.49 Uhr</p>', '2024-05-24'],
    ['<p>Madrid | 24 de mayo de 2024</p>', '2024-05-24'],
    ['<p>Lisboa, 24 de março de 2024</p>', '2024-03-24'],
    ['<p>Paris, 1er août 2024</p>', '2024-08-01'],
    ['<p>Abril 24, 2024</p>', '2024-04-24'],
    ['<p>24 kwietnia 2024</p>', '2024-04-24'],
    ['<p>31 Regenschirme 2024</p>', undefined],
    ['<p>Das Schiff, das am 24. Mai 2024 ausgelaufen war, ist nach neun Jahren auf See wieder da.</p>', undefined],
    ['<p>Hafen © Rui Costa, 24.05.2024</p>', undefined],
    ['<p>05/04/2024</p>', undefined],
    ['<p><a href=x>Law of ships (until 31.12.2018)</a></p>', undefined],
  ])('the day in %s', async (line, day) => {
    const article = await readPage(`<!doctype html><body><h1>The ship</h1>${line}${ARTICLE}`);
    expect(article.metadata.published?.value).toBe(day);
  });

  test.each(['<p>24 May 2024</p><h1>The ship</h1>', '<h2>The ship sails</h2><p>24 May 2024</p>'])(
    'the day above a title, and below one that is no h1: %s',
    async (head) => {
      const article = await readPage(
        `<!doctype html><title>The ship sails | Circular</title><body><h1>The Circular</h1><p>Of 2 May 2024</p><p>Ships</p>
        <p>Ports</p>${head}${ARTICLE}`,
      );
      expect(article.metadata.published?.value).toBe('2024-05-24');
    },
  );

  test('when an article was kept is less than when it was published', async () => {
    const data = [
      { '@type': 'NewsArticle', headline: 'The ship', dateCreated: '2024-05-13' },
      { '@type': 'NewsArticle', headline: 'The ship', datePublished: '2024-05-12' },
    ];
    const { metadata } = await readPage(
      `<!doctype html><title>The ship</title>
      <script type="application/ld+json">${JSON.stringify(data)}</script><body>${ARTICLE}`,
    );
    expect(metadata.published?.value).toBe('2024-05-12');
  });

  test('the day in the address, when nothing else says it', async () => {
    const article = await readPage(
      `<!doctype html><link rel=canonical href="https://c.example/2024/5/9/ship"><body>${ARTICLE}`,
    );
    expect(article.metadata.published).toMatchObject({ value: '2024-05-09', evidence: { from: 'address' } });
  });
});
