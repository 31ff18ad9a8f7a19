import { ARTICLE, readPage } from './pages';

describe('the authors of a page', () => {
  test.each([
    ['<div class="byline">By Ana Prates, Staff Writer | 3 May 2024</div>', ['Ana Prates']],
    ['<div class="post-author">Words by Ana Prates and Rui Costa</div>', ['Ana Prates', 'Rui Costa']],
    ['<p><a rel="author" href="/a">Ana Prates</a></p>', ['Ana Prates']],
    ['<div class="byline">Our correspondents in three cities of the coast</div>', undefined],
  ])('byline: %s', async (byline, names) => {
    const article = await readPage(`<!doctype html><body><h1>The ship</h1>${byline}${ARTICLE}`);
    expect(article.metadata.bylines?.value).toEqual(names);
  });

  test.each([
    [{ '@type': 'Person', name: 'ana.prates' }, ['Ana Prates']],
    [{ '@type': 'Person', name: 'AP7567' }, ['Ana Prates']],
    [{ '@type': 'Person', name: 'Rui Costa, CNN' }, ['Rui Costa']],
    [{ '@type': 'Person', name: 'Rui Costa, Special for The Circular' }, ['Rui Costa']],
    [{ '@type': 'Person', name: 'Rui Costa' }, ['Rui Costa']],
    [{ '@type': 'Organization', name: 'The Circular' }, ['Ana Prates']],
    [[{ name: 'Rui Costa' }, { name: 'The Circular' }], ['Rui Costa']],
    ['Rui Costa, CIRCULAR', ['Rui Costa, CIRCULAR']],
  ])('login names and the publication are no authors: %j', async (author, names) => {
    const data = JSON.stringify({ '@type': 'NewsArticle', author, publisher: { name: 'The Circular' } });
    const article = await readPage(
      `<!doctype html><script type="application/ld+json">${data}</script><body><h1>The ship</h1>
      <div class="byline">von Ana Prates</div>${ARTICLE}`,
    );
    expect(article.metadata.bylines?.value).toEqual(names);
  });

  test.each([
    ['By ANA PRATES May 11, 2024 3:46 PM The Circular', ['ANA PRATES']],
    ['By Ana Prates and Rui Costa, The Circular', ['Ana Prates', 'Rui Costa']],
    ['By Ana Prates Tuesday, May 14, 2024', ['Ana Prates']],
    ['By the sea, where Ana Prates lives', undefined],
    ['By Ana Prates Circular.com Archive', undefined],
  ])('a line that begins as a byline: %s', async (line, names) => {
    const article = await readPage(`<!doctype html><body><h1>The ship</h1><div>${line}</div>${ARTICLE}`);
    expect(article.metadata.bylines?.value).toEqual(names);
  });

  test('the publication at the end of the authors', async () => {
    const article = await readPage(
      `<!doctype html><meta property="og:site_name" content="TCN"><meta name=author content="Ana Prates, Rui Costa, and J. Doe, TCN"><body>${ARTICLE}`,
    );
    expect(article.metadata.bylines?.value).toEqual(['Ana Prates', 'Rui Costa', 'J. Doe']);
  });

  test('the name of the host is no author beside others', async () => {
    const article = await readPage(
      `<!doctype html><link rel=canonical href="https://www.lisboncircular.example/ship"><meta name=author content="Ana Prates, LISBON CIRCULAR"><body>${ARTICLE}`,
    );
    expect(article.metadata.bylines?.value).toEqual(['Ana Prates']);
  });
});
