import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { ParsedArticle } from '../../../../shared/article/schema';
import { UnreadableFileError } from '../../../../shared/errors';
import { readHtml } from '../../../../shared/formats/html/page';
import { codesOf, failure, kindsOf, paragraphsOf, readOne, valuesOf } from '../read';

const HARBOUR = readFileSync(join(__dirname, '../../../fixtures/pages/harbour.html'), 'utf8');
const html = { name: 'incoming/page.html' };
const read = (page: string): Promise<ParsedArticle> => readOne(page, html);

/** Prose of three paragraphs, different for each name. */
const prose = (name: string): string =>
  [1, 2, 3]
    .map((n) => `<p>${name} went to the harbour in year ${n}. Nobody had seen the ship of ${name} before.</p>`)
    .join('\n');

describe('a saved page', () => {
  test('is its article: nothing of what stands around it', async () => {
    const article = await read(HARBOUR);
    expect(paragraphsOf(article).map((text, at) => [kindsOf(article)[at], text])).toEqual([
      [
        'body',
        'LISBON, May 12 – The city closed its old harbour on Sunday, nine years after the first plan was drawn, and three years after the last ship had left it.',
      ],
      [
        'body',
        '“It took us long enough,” said Marta Lopes, the mayor, at the gate. “We had to move one café and four hundred boats.”',
      ],
      ['heading', 'What comes next'],
      ['body', 'The basin will be filled by the end of next year. Three things are planned in its place:'],
      ['list-item', 'a park of nine hectares;'],
      ['list-item', 'a school for six hundred children;'],
      ['list-item', 'a museum of the port.'],
      ['quote', '“A harbour without ships is a pond,” the engineer Rui Costa wrote in 1998.'],
      ['body', 'The first trees are to be planted in March. Nobody at the gate on Sunday had come to protest.'],
    ]);
  });

  test('gives its metadata, with the words that say them', async () => {
    const article = await read(HARBOUR);
    expect(valuesOf(article)).toEqual({
      title: 'Lisbon closes its old harbour',
      standfirst: 'Nine years of talks end with a locked gate & a café',
      bylines: ['Ana Prates', 'John Doe'],
      published: '2024-05-12T08:30:00Z',
      publishedLocal: '2024-05-12T09:30:00+01:00',
      updated: '2024-05-12T15:05:00Z',
      updatedLocal: '2024-05-12T16:05:00+01:00',
      publication: 'Lisbon Circular',
      section: 'World',
      language: 'en-GB',
      url: 'https://www.circular.example/world/2024/05/12/harbour-closed.html',
      keywords: ['Lisbon', 'harbour', 'ports'],
      copyright: '© 2024 Circular Media Group. All rights reserved.',
    });
    const { title, bylines, updated, publication } = article.metadata;
    expect(title.evidence).toMatchObject({
      from: 'meta-tag',
      name: 'og:title',
      quote: 'Lisbon closes its old harbour | Lisbon Circular',
    });
    expect(updated?.evidence).toMatchObject({ from: 'json-ld', name: 'dateModified' });
    expect(bylines?.evidence).toMatchObject({ from: 'json-ld', quote: 'Ana Prates; John Doe' });
    expect(bylines?.lost?.map(({ value }) => value)).toContain('Circular Media Group');
    expect(publication?.lost).toMatchObject([{ value: 'Circular Media Group', evidence: { from: 'json-ld' } }]);
    expect(article.warnings).toEqual([]);
  });

  test('evidence stands where its span says', async () => {
    const { metadata } = await read(HARBOUR);
    const at = (field: (typeof metadata)[keyof typeof metadata]): string | undefined =>
      field?.evidence.span && HARBOUR.slice(field.evidence.span.start, field.evidence.span.end);
    expect(at(metadata.title)).toBe('Lisbon closes its old harbour | Lisbon Circular');
    expect(at(metadata.updated)).toBe('2024-05-12T16:05:00+01:00');
    expect(at(metadata.section)).toBe('World');
    expect(at(metadata.language)).toBe('en-GB');
    expect(at(metadata.standfirst)).toBe('Nine years of talks end with a locked gate &amp; a café');
  });

  test('maps its text to the file', async () => {
    const { text, sourceMap } = await read(HARBOUR);
    const mapped = sourceMap.map(([start, source, length]) => {
      expect(text.slice(start, start + length)).toBe(HARBOUR.slice(source, source + length));
      return length;
    });
    // All but character references, and white space that a browser shows as one space.
    const unmapped = text.length - mapped.reduce((sum, length) => sum + length, 0);
    expect(unmapped).toBeLessThan(text.length / 4);
  });
});

describe('what is the article', () => {
  const page = (body: string): string => `<!doctype html><title>The ship</title><body>${body}`;

  test.each([
    ['paragraphs divided by line ends', '<div>One ship came in on Monday.<br><br>Two ships left on Tuesday.</div>'],
    [
      'a table that lays out the page',
      '<table><tr><td>One ship came in on Monday.<br><br>Two ships left on Tuesday.</td></tr></table>',
    ],
    ['unclosed elements', '<div><p>One ship came in on Monday.<p>Two ships left on Tuesday.'],
    [
      'wrongly nested elements',
      '<div><b><p>One ship</b> came in on Monday.</p></i><p>Two ships left on <i>Tuesday</p>.',
    ],
  ])('%s', async (_, body) => {
    expect((await read(page(body))).text.replace(/\s+/g, ' ')).toMatch(
      /^One ship came in on Monday. Two ships left on Tuesday/,
    );
  });

  test('a short article beside a long sidebar', async () => {
    const teasers = ['A', 'B', 'C', 'D'].map((name) => `<h3><a href=x>${name} is back</a></h3>${prose(name)}`).join('');
    const { text } = await read(page(`<div><article>${prose('Ana')}</article><aside>${teasers}</aside></div>`));
    expect(text).toMatch(/^Ana went/);
    expect(text).not.toMatch(/\bB went/);
  });

  test('an article shorter than its comments', async () => {
    const comments = ['A', 'B', 'C', 'D', 'E'].map(prose).join('');
    const { text } = await read(page(`<div class=story>${prose('Ana')}</div><div id=comments>${comments}</div>`));
    expect(text).not.toMatch(/\bA went/);
    expect(text).toMatch(/Ana went/);
  });

  test('paragraphs that all bear a name of something else', async () => {
    const { text } = await read(page(`<div>${prose('Ana').replaceAll('<p>', '<p class="paywall">')}</div>`));
    expect(text).toMatch(/year 1.*year 2.*year 3/s);
  });

  test('a text that is cut into parts', async () => {
    const part = (n: number): string =>
      `<div class="col"><div class="story-body story-body-${n}">${prose(`Part ${n}`)}</div></div>`;
    const other = `<h1>The bridge</h1><div class="col"><div class="story-body story-body-1">${prose('Rui')}</div></div>`;
    const teaser = '<h3><a href=x>How a bridge was built in nine years</a></h3>';
    const { text } = await read(
      page(`<h1>The ship</h1>${part(1)}${teaser.repeat(9)}${part(2)}${part(2)}${teaser.repeat(9)}${other}`),
    );
    expect(text).toMatch(/Part 1 went.*Part 2 went/s);
    expect(text).not.toMatch('Rui went');
  });

  test('a label that the page repeats is none of its text, a line that the article repeats is', async () => {
    const label = '<div>Anzeige</div>';
    const line = '<div>Ship ahoy</div>';
    const text = prose('Ana') + label + line + prose('Rui') + line + prose('Eva') + line + prose('Ivo');
    const paragraphs = paragraphsOf(await read(page(`<main><div>${text}</div></main>${label}<p>${label}`)));
    expect(paragraphs).not.toContain('Anzeige');
    expect(paragraphs.filter((paragraph) => paragraph === 'Ship ahoy')).toHaveLength(3);
  });

  test('a note and a list below the last sentence, whatever is wrapped about the paragraphs', async () => {
    const wrapped = prose('Ana').replaceAll('<p>', '<div><p>').replaceAll('</p>', '</p></div>');
    const end =
      '<ul><li>the ship of Monday</li><li>the ship of Tuesday</li></ul><div><p>With words by Rui Costa</p></div>';
    const article = await read(page(`<div><div>${wrapped}${end}</div></div>`));
    expect(paragraphsOf(article).slice(3)).toEqual([
      'the ship of Monday',
      'the ship of Tuesday',
      'With words by Rui Costa',
    ]);
  });

  test('what stands after an element of no text that does not end is not shown', async () => {
    const { text } = await read(
      page(`<div>${prose('Ana')}</div><div><iframe src="x"/></div><p>Ana &lt;b&gt; is <b>not</b> there.</p>`),
    );
    expect(text).not.toMatch('there');
  });

  test('captions are told from the text', async () => {
    const picture = '<div class="photo-box"><img src=x><span>The ship on Monday (Image: GETTY)</span></div>';
    const article = await read(page(`<div>${prose('Ana')}${picture}${prose('Rui')}</div>`));
    expect(kindsOf(article).filter((kind) => kind !== 'body')).toEqual(['caption']);
  });

  test('a list at the end is part of it, one of links to other articles is not', async () => {
    const list = '<ul><li>the ship of Monday;</li><li>the ship of Tuesday.</li></ul>';
    const links = '<ul><li><a href=a>A bridge too short</a></li><li><a href=b>The river rises</a></li></ul>';
    const article = await read(page(`<div>${prose('Ana')}<h2>Ships</h2>${list}<h3>Read more</h3>${links}</div>`));
    expect(paragraphsOf(article).slice(3)).toEqual(['Ships', 'the ship of Monday;', 'the ship of Tuesday.']);
  });

  test('what a publication offers its readers is left out, also in whole sentences', async () => {
    const offer = '<p>If you buy something by our links, we may earn a commission. It pays for our work.</p>';
    const quoted = '<p>“You can sign up for our course,” the captain said to the crew on Monday.</p>';
    const { text } = await read(page(`<div>${offer}${prose('Ana')}${quoted}</div>`));
    expect(text).not.toMatch('commission');
    expect(text).toMatch('the captain said');
  });

  test('a menu that opens at a name is no words of the sentence', async () => {
    const menu = `<span><img src=x><a href=1>Ana Prates</a> <a href=2>Ana wins</a> <a href=3>Ana loses</a></span>`;
    const name = `<span><a href=1>Ana Prates</a>${menu}</span>`;
    const { text } = await read(
      page(`<div><p>On Monday ${name} said that the ship would sail.</p>${prose('Rui')}</div>`),
    );
    expect(text).toMatch(/^On Monday Ana Prates said that the ship would sail\./);
  });

  test('what is embedded is part of it; an article in the article is another one', async () => {
    const embed = '<div class="social-embed"><blockquote>The ship sails now. — Ana (@ana)</blockquote></div>';
    const other = `<article><h3>You may like</h3><p>Another harbour, in which nobody has seen a ship at all.</p></article>`;
    const { text } = await read(
      page(`<article>${prose('Ana')}${prose('Rui')}${embed}<p>It sailed.</p>${other}</article>`),
    );
    expect(text).toMatch('The ship sails now');
    expect(text).not.toMatch('Another harbour');
  });

  test('a table of values is rows', async () => {
    const rows = '<tr><td>1</td><td>Ana</td><td>45</td></tr><tr><td>2</td><td>Rui</td><td>40</td></tr>';
    const article = await read(page(`<div>${prose('Ana')}<table>${rows}</table>${prose('Rui')}</div>`));
    expect(paragraphsOf(article).slice(3, 5)).toEqual(['1 Ana 45', '2 Rui 40']);
  });

  test('the text of the article in the data of the page, when the page shows little of it', async () => {
    const sentences = Array.from(
      { length: 12 },
      (_, n) => `Ship ${n} went ${n} miles in ${n} days, & all ${n} men of ship ${n} came home.`,
    );
    const data = (articleBody: string): string =>
      `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', articleBody })}</script>`;
    const wall = `<div><p>${sentences[0]}</p><p>Subscribe and read all that our reporters write about ships.</p></div>`;
    const plain = await read(page(`${data(sentences.join('\n\n'))}${wall}`));
    expect(paragraphsOf(plain)).toEqual(sentences);
    expect(codesOf(plain)).toEqual(['text-from-schema-org']);
    const escaped = sentences.map((sentence) => `&lt;p&gt;${sentence.replace('&', '&amp;amp;')}&lt;/p&gt;`).join('');
    expect(paragraphsOf(await read(page(`${data(escaped)}${wall}`)))).toEqual(sentences);
    const shown = await read(page(`${data(sentences.join(' '))}<div><p>${sentences.join('</p><p>')}</p></div>`));
    expect(codesOf(shown)).toEqual([]);
    expect(paragraphsOf(shown)).toEqual(sentences);
  });

  test('what is shown where no scripts run, when nothing else is', async () => {
    const message = '<noscript>Your browser runs no scripts, which this page needs to be shown.</noscript>';
    expect(await failure(page(`<div id=app></div>${message}`), html)).toMatchObject({ code: 'html-without-text' });
    const { text } = await read(page(`<div id=app>One ship.</div><noscript>${prose('Ana')}</noscript>`));
    expect(text).toMatch(/^Ana went/);
    const { text: other } = await read(
      page(`<div>${prose('Ana')}</div><noscript>${prose('Rui').repeat(5)}</noscript>`),
    );
    expect(other).not.toMatch('Rui went');
  });

  test('elements of drawings that end where they begin', async () => {
    const { text } = await read(page(`<svg><title/><style/></svg><div>${prose('Ana')}</div>`));
    expect(text).toMatch(/^Ana went/);
  });

  test.each([
    ['no text at all', '<!doctype html><div id="app"></div><script>render("words and more words")</script>'],
    ['an image', '<!doctype html><img src="x.jpg" alt="">'],
  ])('none in a page of %s', async (_, body) => {
    expect(await failure(body, html)).toMatchObject({ reasonClass: 'damaged', code: 'html-without-text' });
  });
});

describe('what the page says of itself', () => {
  const body = `<article>${prose('Ana')}</article>`;

  test('microdata of the article count, those of a picture in it do not', async () => {
    const article = await read(
      `<!doctype html><body><div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">The ship</h1>
      <span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ana Prates</span></span>
      <meta itemprop="datePublished" content="2024-05-12">
      <div itemscope itemtype="https://schema.org/ImageObject"><span itemprop="author">Image Agency</span></div>
      ${body}</div>`,
    );
    expect(valuesOf(article)).toMatchObject({ title: 'The ship', bylines: ['Ana Prates'], published: '2024-05-12' });
    expect(article.metadata.published?.evidence.from).toBe('microdata');
  });

  test('a page without any of it is read as it is seen', async () => {
    const article = await read(
      `<!doctype html><body><h1>The ship</h1><div class="meta">By Ana Prates, Staff Writer | Updated: 13 May 2024</div>${body}`,
    );
    expect(valuesOf(article)).toMatchObject({ title: 'The ship', updated: '2024-05-13' });
  });

  test.each([
    ['<div class="byline">By Ana Prates, Staff Writer | 3 May 2024</div>', ['Ana Prates']],
    ['<div class="post-author">Words by Ana Prates and Rui Costa</div>', ['Ana Prates', 'Rui Costa']],
    ['<p><a rel="author" href="/a">Ana Prates</a></p>', ['Ana Prates']],
    ['<div class="byline">Our correspondents in three cities of the coast</div>', undefined],
  ])('byline: %s', async (byline, names) => {
    const article = await read(`<!doctype html><body><h1>The ship</h1>${byline}${body}`);
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
    const article = await read(
      `<!doctype html><script type="application/ld+json">${data}</script><body><h1>The ship</h1>
      <div class="byline">von Ana Prates</div>${body}`,
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
    const article = await read(`<!doctype html><body><h1>The ship</h1><div>${line}</div>${body}`);
    expect(article.metadata.bylines?.value).toEqual(names);
  });

  test('the publication at the end of the authors', async () => {
    const article = await read(
      `<!doctype html><meta property="og:site_name" content="TCN"><meta name=author content="Ana Prates, Rui Costa, and J. Doe, TCN"><body>${body}`,
    );
    expect(article.metadata.bylines?.value).toEqual(['Ana Prates', 'Rui Costa', 'J. Doe']);
  });

  test.each([
    ['2024-05-12', '2024-05-12T09:30:00+02:00', '2024-05-12T07:30:00Z'],
    ['2024-05-12', '2024-05-12T00:00:00Z', '2024-05-12'],
    ['2024-05-12', '2024-05-13T09:30:00Z', '2024-05-12'],
    ['Sun May 12 09:30:56 CEST 2024', '2024-05-12', '2024-05-12T07:30:56Z'],
    ['2024-5-12', '2024-05-13', '2024-05-12'],
  ])('the time on the day that is trusted most: %s and %s', async (first, second, published) => {
    const article = await read(
      `<!doctype html><meta property="article:published_time" content="${first}">
      <meta name="parsely-pub-date" content="${second}"><body>${body}`,
    );
    expect(article.metadata.published?.value).toBe(published);
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
    expect((await read(`<!doctype html>${head}<body>${body}`)).metadata.url?.value).toBe(url);
  });

  test('the name of the site at the top, which links to its first page, is no title and is cut from it', async () => {
    const { metadata } = await read(
      `<!doctype html><title>The ship | Ana writes</title><body><h1><a href="/">Ana writes</a></h1>${body}`,
    );
    expect(metadata.title.value).toBe('The ship');
  });

  test('what is about the author is no standfirst', async () => {
    const bio =
      '<div class="author-box"><div class="description">Ana Prates writes about ships for the Circular.</div></div>';
    const { metadata } = await read(`<!doctype html><body><h1>The ship</h1>${bio}${body}`);
    expect(metadata.standfirst).toBeUndefined();
  });

  test('the name of the host is no author beside others', async () => {
    const article = await read(
      `<!doctype html><link rel=canonical href="https://www.lisboncircular.example/ship"><meta name=author content="Ana Prates, LISBON CIRCULAR"><body>${body}`,
    );
    expect(article.metadata.bylines?.value).toEqual(['Ana Prates']);
  });

  test('the name of the publication is no title, nor a page that an article is part of its publication', async () => {
    const data = {
      '@type': 'NewsArticle',
      headline: 'The ship',
      name: 'The Circular',
      isPartOf: { '@type': 'WebPage', name: 'The ship' },
    };
    const { metadata } = await read(
      `<!doctype html><title>The ship</title><meta property="og:title" content="The Circular">
      <meta property="og:site_name" content="The Circular">
      <script type="application/ld+json">${JSON.stringify(data)}</script><body>${body}`,
    );
    expect(metadata.title).toMatchObject({ value: 'The ship' });
    expect(metadata.title.lost).toBeUndefined();
    expect(metadata.publication).toMatchObject({ value: 'The Circular' });
    expect(metadata.publication?.lost).toBeUndefined();
  });

  test('the name of the site above the article is less of a title than what the page says of itself', async () => {
    const { metadata } = await read(
      `<!doctype html><meta name="twitter:title" content="The ship"><body><h1>Office of Harbours</h1>${body}`,
    );
    expect(metadata.title.value).toBe('The ship');
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
    const article = await read(`<!doctype html><body><h1>The ship</h1>${line}${body}`);
    expect(article.metadata.published?.value).toBe(day);
  });

  test.each(['<p>24 May 2024</p><h1>The ship</h1>', '<h2>The ship sails</h2><p>24 May 2024</p>'])(
    'the day above a title, and below one that is no h1: %s',
    async (head) => {
      const article = await read(
        `<!doctype html><title>The ship sails | Circular</title><body><h1>The Circular</h1><p>Of 2 May 2024</p><p>Ships</p>
        <p>Ports</p>${head}${body}`,
      );
      expect(article.metadata.published?.value).toBe('2024-05-24');
    },
  );

  test('a headline that nothing else repeats is less than a heading that the title repeats', async () => {
    const data = { '@type': 'Article', headline: 'means of transport on water', name: 'Ship' };
    const { metadata } = await read(
      `<!doctype html><title>Ship - Lexicon</title>
      <script type="application/ld+json">${JSON.stringify(data)}</script><body><h1>Ship</h1>${body}`,
    );
    expect(metadata.title.value).toBe('Ship');
  });

  test('when an article was kept is less than when it was published', async () => {
    const data = [
      { '@type': 'NewsArticle', headline: 'The ship', dateCreated: '2024-05-13' },
      { '@type': 'NewsArticle', headline: 'The ship', datePublished: '2024-05-12' },
    ];
    const { metadata } = await read(
      `<!doctype html><title>The ship</title>
      <script type="application/ld+json">${JSON.stringify(data)}</script><body>${body}`,
    );
    expect(metadata.published?.value).toBe('2024-05-12');
  });

  test('a heading in a text that line ends part belongs to it', async () => {
    const article = await read(
      `<!doctype html><body><div><span><h2>Ships are back, and for good reason</h2>One ship came in on Monday of this week.<br><br>Two
      ships left the harbour on Tuesday.<br><br>Nobody has seen them in nine years.</span></div>`,
    );
    expect(paragraphsOf(article)[0]).toBe('Ships are back, and for good reason');
  });

  test('a byline is no standfirst', async () => {
    const { metadata } = await read(
      `<!doctype html><body><h1>The ship</h1><p class="summary">By Ana Prates, Circular.com Archive</p>${body}`,
    );
    expect(metadata.standfirst).toBeUndefined();
  });

  test('a dateline is no standfirst', async () => {
    const { metadata } = await read(
      `<!doctype html><body><h1>The ship</h1><p class="subtitle">Hamburg, 2. November 2021</p>${body}`,
    );
    expect(metadata.standfirst).toBeUndefined();
    expect(metadata.published?.value).toBe('2021-11-02');
  });

  test('the headline comes before what the data call the page', async () => {
    const data = {
      '@graph': [
        { '@type': 'WebPage', '@id': '#page', name: 'Ships 2024: the 9 best' },
        { '@type': 'Article', headline: 'How nine ships came home', isPartOf: { '@id': '#page' } },
      ],
    };
    const { metadata } = await read(
      `<!doctype html><meta property="og:title" content="Ships 2024: the 9 best"><title>Ships 2024: the 9 best</title>
      <script type="application/ld+json">${JSON.stringify(data)}</script><body><h1>How nine ships came home</h1>${body}`,
    );
    expect(metadata.title.value).toBe('How nine ships came home');
    expect(metadata.title.lost?.[0]?.value).toBe('Ships 2024: the 9 best');
    expect(metadata.publication).toBeUndefined();
  });

  test('the credit of a picture is no copyright of the article', async () => {
    const credit = '<p>© Rui Costa</p>';
    const line = '<p>© 2024 The Circular</p>';
    const copyright = async (page: string): Promise<unknown> => (await read(page)).metadata.copyright?.value;
    expect(await copyright(`<!doctype html><body><h1>The ship</h1>${credit}${body}`)).toBeUndefined();
    expect(await copyright(`<!doctype html><body><h1>The ship</h1>${body}${line}`)).toBe('© 2024 The Circular');
  });

  test('the day in the address, when nothing else says it', async () => {
    const article = await read(
      `<!doctype html><link rel=canonical href="https://c.example/2024/5/9/ship"><body>${body}`,
    );
    expect(article.metadata.published).toMatchObject({ value: '2024-05-09', evidence: { from: 'address' } });
  });

  test('the address that a browser saved it from', async () => {
    const comment = '<!-- saved from url=(0029)https://c.example/2024/05/ship -->';
    const { url } = (await read(`<!doctype html>\n${comment}\n<body>${body}`)).metadata;
    expect(url).toMatchObject({ value: 'https://c.example/2024/05/ship', evidence: { name: 'saved from url' } });
  });

  test('articles that the page only lists say nothing of this one', async () => {
    const listed = ['Porto', 'Faro'].map((headline) => ({ '@type': 'NewsArticle', headline, author: 'Nobody Here' }));
    const script = `<script type="application/ld+json">${JSON.stringify(listed)}</script>`;
    const article = await read(`<!doctype html><title>The ship</title>${script}<body><h1>The ship</h1>${body}`);
    expect(article.metadata.bylines).toBeUndefined();
  });

  test('JSON-LD that is no JSON is said, and repaired where only line ends are wrong', async () => {
    const script = (json: string): string => `<script type="application/ld+json">${json}</script>`;
    const broken = await read(`<!doctype html>${script('{"@type": "NewsArticle", "headline": }')}<body>${body}`);
    expect(codesOf(broken)).toEqual(['json-ld-not-readable']);
    const lines = await read(
      `<!doctype html>${script('{"@type": "NewsArticle",\n"headline": "The\nship"};')}<body>${body}`,
    );
    expect(lines.metadata.title.value).toBe('The ship');
  });

  test('a title loses the name of the publication, and keeps what only looks like one', async () => {
    const titled = (title: string): Promise<ParsedArticle> =>
      read(`<!doctype html><title>${title}</title><meta property="og:site_name" content="The Post"><body>${body}`);
    expect((await titled('The ship - The Post')).metadata.title.value).toBe('The ship');
    expect((await titled('BUDGET 3.0 | The ship')).metadata.title.value).toBe('BUDGET 3.0 | The ship');
  });
});

describe('any page', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<p>',
      '</p>',
      '<div class="x">',
      '</div>',
      '<table>',
      '<tr>',
      '<td>',
      '</td>',
      '</table>',
      '<b>',
      '</b>',
    ),
    fc.constantFrom('<a href=x>', '</a>', '<li>', '<ul>', '</ul>', '<br>', '<br/>', '<h1>', '</h1>', '<pre>', '</pre>'),
    fc.constantFrom('<script>', '</script>', '<!--', '-->', '<![CDATA[', ']]>', '<title>', '</title>', '<svg/>', '<'),
    fc.constantFrom('&amp;', '&#0;', '&#xD800;', '&nbsp;', '&bogus;', '\ud800', '\0', '\u202e', ' ', '\n', '"', "='"),
    fc.constantFrom('<meta property="og:title" content="', '<link rel=canonical href=', '<time datetime="2024-05-12">'),
    fc.constantFrom('One ship came in on Monday, and two ships left again. ', 'By Ana Prates', '12 May 2024'),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  );

  test('is read, or has no text', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
        const source = pieces.join('');
        try {
          const { body } = readHtml(source);
          for (const [start, from, length] of body.sourceMap) {
            expect(body.text.slice(start, start + length)).toBe(source.slice(from, from + length));
          }
          for (const { start, end } of body.paragraphs) expect(end).toBeGreaterThan(start);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableFileError);
        }
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    ['elements in one another', `${'<div>'.repeat(200_000)}${prose('Ana')}`, ['html-nested-too-deeply']],
    ['paragraphs in one another', `${'<p><table><tr><td>'.repeat(50_000)}${prose('Ana')}`, ['html-nested-too-deeply']],
    ['end tags of nothing', `<b><table>${'</b></x>'.repeat(200_000)}</table>${prose('Ana')}`, []],
    ['links in one another', `${'<a href=x><b>'.repeat(100_000)}`.concat(prose('Ana')), ['html-nested-too-deeply']],
    ['attributes', `<div ${'a="b" '.repeat(200_000)}>${prose('Ana')}`, []],
    ['character references', `<div>${'&amp;'.repeat(200_000)}</div>${prose('Ana')}`, []],
    ['comments that do not end', `${prose('Ana')}${'<!-- '.repeat(200_000)}`, []],
  ])('of many %s is read in bounded time and depth', async (_, body, codes) => {
    const article = await read(`<!doctype html><body>${body}`);
    expect(article.text).toContain('Ana went to the harbour');
    expect(codesOf(article)).toEqual(codes);
  });
});
