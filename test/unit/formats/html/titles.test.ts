import type { ParsedArticle } from '../../../../shared/article/schema';
import { ARTICLE, readPage } from './pages';

describe('the title of a page', () => {
  test('the name of the site at the top, which links to its first page, is no title and is cut from it', async () => {
    const { metadata } = await readPage(
      `<!doctype html><title>The ship | Ana writes</title><body><h1><a href="/">Ana writes</a></h1>${ARTICLE}`,
    );
    expect(metadata.title.value).toBe('The ship');
  });

  test('the name of the publication is no title, nor a page that an article is part of its publication', async () => {
    const data = {
      '@type': 'NewsArticle',
      headline: 'The ship',
      name: 'The Circular',
      isPartOf: { '@type': 'WebPage', name: 'The ship' },
    };
    const { metadata } = await readPage(
      `<!doctype html><title>The ship</title><meta property="og:title" content="The Circular">
      <meta property="og:site_name" content="The Circular">
      <script type="application/ld+json">${JSON.stringify(data)}</script><body>${ARTICLE}`,
    );
    expect(metadata.title).toMatchObject({ value: 'The ship' });
    expect(metadata.title.lost).toBeUndefined();
    expect(metadata.publication).toMatchObject({ value: 'The Circular' });
    expect(metadata.publication?.lost).toBeUndefined();
  });

  test('the name of the site above the article is less of a title than what the page says of itself', async () => {
    const { metadata } = await readPage(
      `<!doctype html><meta name="twitter:title" content="The ship"><body><h1>Office of Harbours</h1>${ARTICLE}`,
    );
    expect(metadata.title.value).toBe('The ship');
  });

  test('a headline that nothing else repeats is less than a heading that the title repeats', async () => {
    const data = { '@type': 'Article', headline: 'means of transport on water', name: 'Ship' };
    const { metadata } = await readPage(
      `<!doctype html><title>Ship - Lexicon</title>
      <script type="application/ld+json">${JSON.stringify(data)}</script><body><h1>Ship</h1>${ARTICLE}`,
    );
    expect(metadata.title.value).toBe('Ship');
  });

  test('the headline comes before what the data call the page', async () => {
    const data = {
      '@graph': [
        { '@type': 'WebPage', '@id': '#page', name: 'Ships 2024: the 9 best' },
        { '@type': 'Article', headline: 'How nine ships came home', isPartOf: { '@id': '#page' } },
      ],
    };
    const { metadata } = await readPage(
      `<!doctype html><meta property="og:title" content="Ships 2024: the 9 best"><title>Ships 2024: the 9 best</title>
      <script type="application/ld+json">${JSON.stringify(data)}</script><body><h1>How nine ships came home</h1>${ARTICLE}`,
    );
    expect(metadata.title.value).toBe('How nine ships came home');
    expect(metadata.title.lost?.[0]?.value).toBe('Ships 2024: the 9 best');
    expect(metadata.publication).toBeUndefined();
  });

  test('a title loses the name of the publication, and keeps what only looks like one', async () => {
    const titled = (title: string): Promise<ParsedArticle> =>
      readPage(
        `<!doctype html><title>${title}</title><meta property="og:site_name" content="The Post"><body>${ARTICLE}`,
      );
    expect((await titled('The ship - The Post')).metadata.title.value).toBe('The ship');
    expect((await titled('BUDGET 3.0 | The ship')).metadata.title.value).toBe('BUDGET 3.0 | The ship');
  });

  test.each([
    ["The ship's way - home", 'The ship’s way – home', 'The ship’s way – home'],
    ['The ship is back in harbour, writes Ana Prates', 'The ship is back in harbour', 'The ship is back in harbour'],
    ['The way: ship ahoy', 'The way ship ahoy', 'The way: ship ahoy'],
    ['The ship, a report', 'The ship', 'The ship, a report'],
  ])('as it is printed above the text: %s', async (shared, heading, title) => {
    const { metadata } = await readPage(
      `<!doctype html><meta property="og:title" content="${shared}"><body><h1>${heading}</h1>${ARTICLE}`,
    );
    expect(metadata.title.value).toBe(title);
  });

  test.each([
    [
      '<title>Ana writes » Archive » Nine ships came home</title>',
      '<h2>Nine ships came home</h2>',
      'Nine ships came home',
    ],
    ['<title>Nine ships | Letters</title>', '<h3>Letters</h3>', 'Nine ships | Letters'],
    ['<link rel=canonical href="https://circular.example/1"><title>Nine ships - Circular</title>', '', 'Nine ships'],
  ])('is cut to a heading above the text, and loses the name of the host: %s', async (head, heading, title) => {
    const { metadata } = await readPage(`<!doctype html>${head}<body>${heading}${ARTICLE}`);
    expect(metadata.title.value).toBe(title);
  });
});
