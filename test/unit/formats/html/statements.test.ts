import { codesOf, valuesOf } from '../read';
import { ARTICLE, readPage } from './pages';

describe('what else a page says of itself', () => {
  test('microdata of the article count, those of a picture in it do not', async () => {
    const article = await readPage(
      `<!doctype html><body><div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">The ship</h1>
      <span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ana Prates</span></span>
      <meta itemprop="datePublished" content="2024-05-12">
      <div itemscope itemtype="https://schema.org/ImageObject"><span itemprop="author">Image Agency</span></div>
      ${ARTICLE}</div>`,
    );
    expect(valuesOf(article)).toMatchObject({ title: 'The ship', bylines: ['Ana Prates'], published: '2024-05-12' });
    expect(article.metadata.published?.evidence.from).toBe('microdata');
  });

  test('a page without any of it is read as it is seen', async () => {
    const article = await readPage(
      `<!doctype html><body><h1>The ship</h1><div class="meta">By Ana Prates, Staff Writer | Updated: 13 May 2024</div>${ARTICLE}`,
    );
    expect(valuesOf(article)).toMatchObject({ title: 'The ship', updated: '2024-05-13' });
  });

  test.each([
    ['<link rel=canonical href="//c.example/ship">', 'https://c.example/ship'],
    ['<base href="https://c.example/"><link rel=canonical href="/ship">', 'https://c.example/ship'],
    [
      '<link rel=canonical href="/ship"><meta property="og:url" content="https://c.example/s">',
      'https://c.example/ship',
    ],
    ['<link rel=canonical href="/ship">', undefined],
  ])('a relative address: %s', async (head, url) => {
    expect((await readPage(`<!doctype html>${head}<body>${ARTICLE}`)).metadata.url?.value).toBe(url);
  });

  test('what is about the author is no standfirst', async () => {
    const bio =
      '<div class="author-box"><div class="description">Ana Prates writes about ships for the Circular.</div></div>';
    const { metadata } = await readPage(`<!doctype html><body><h1>The ship</h1>${bio}${ARTICLE}`);
    expect(metadata.standfirst).toBeUndefined();
  });

  test('a byline is no standfirst', async () => {
    const { metadata } = await readPage(
      `<!doctype html><body><h1>The ship</h1><p class="summary">By Ana Prates, Circular.com Archive</p>${ARTICLE}`,
    );
    expect(metadata.standfirst).toBeUndefined();
  });

  test('a dateline is no standfirst', async () => {
    const { metadata } = await readPage(
      `<!doctype html><body><h1>The ship</h1><p class="subtitle">Hamburg, 2. November 2021</p>${ARTICLE}`,
    );
    expect(metadata.standfirst).toBeUndefined();
    expect(metadata.published?.value).toBe('2021-11-02');
  });

  test('the credit of a picture is no copyright of the article', async () => {
    const credit = '<p>© Rui Costa</p>';
    const line = '<p>© 2024 The Circular</p>';
    const copyright = async (page: string): Promise<unknown> => (await readPage(page)).metadata.copyright?.value;
    expect(await copyright(`<!doctype html><body><h1>The ship</h1>${credit}${ARTICLE}`)).toBeUndefined();
    expect(await copyright(`<!doctype html><body><h1>The ship</h1>${ARTICLE}${line}`)).toBe('© 2024 The Circular');
  });

  test('the address that a browser saved it from', async () => {
    const comment = '<!-- saved from url=(0029)https://c.example/2024/05/ship -->';
    const { url } = (await readPage(`<!doctype html>\n${comment}\n<body>${ARTICLE}`)).metadata;
    expect(url).toMatchObject({ value: 'https://c.example/2024/05/ship', evidence: { name: 'saved from url' } });
  });

  test('articles that the page only lists say nothing of this one', async () => {
    const listed = ['Porto', 'Faro'].map((headline) => ({ '@type': 'NewsArticle', headline, author: 'Nobody Here' }));
    const script = `<script type="application/ld+json">${JSON.stringify(listed)}</script>`;
    const article = await readPage(`<!doctype html><title>The ship</title>${script}<body><h1>The ship</h1>${ARTICLE}`);
    expect(article.metadata.bylines).toBeUndefined();
  });

  test('JSON-LD that is no JSON is said, and repaired where only line ends are wrong', async () => {
    const script = (json: string): string => `<script type="application/ld+json">${json}</script>`;
    const broken = await readPage(`<!doctype html>${script('{"@type": "NewsArticle", "headline": }')}<body>${ARTICLE}`);
    expect(codesOf(broken)).toEqual(['json-ld-not-readable']);
    const lines = await readPage(
      `<!doctype html>${script('{"@type": "NewsArticle",\n"headline": "The\nship"};')}<body>${ARTICLE}`,
    );
    expect(lines.metadata.title.value).toBe('The ship');
  });
});
