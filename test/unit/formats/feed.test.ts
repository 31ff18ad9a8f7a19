import { codesOf, file, findings, kindsOf, paragraphsOf, readAll, readWhole, valuesOf } from './read';
import { expectPlaces, fixture, readFixture } from './wire-fixture';

/** Windows’ and ISO’s eight-bit encodings of Czech, as far as the fixture needs them. */
function latin2(text: string): Uint8Array {
  const high: Record<string, number> = { ř: 0xf8, Ř: 0xd8, í: 0xed, ý: 0xfd, á: 0xe1 };
  return Uint8Array.from([...text].map((character) => high[character] ?? character.charCodeAt(0)));
}

describe('feeds', () => {
  test('RSS 2.0: full content before a description, a description before a title', async () => {
    const { format, articles } = await readFixture('feed.rss');
    expect(format).toBe('rss');
    const [first, second, third] = articles;
    if (!first || !second || !third) throw new Error('articles are missing');
    expect(articles).toHaveLength(3);
    expect(paragraphsOf(first)).toEqual(['The harbour is closed – said Marta Quill.', 'Nobody came.']);
    expect(valuesOf(first)).toEqual({
      title: 'Harbour & docks closed',
      standfirst: 'Dockers stay away.',
      publication: 'Lisbon Circular',
      bylines: ['Ana Prates'],
      published: '2004-05-12T07:30:00Z',
      publishedLocal: '2004-05-12T09:30:00+02:00',
      language: 'en-GB',
      url: 'http://circular.example/harbour',
      keywords: ['Ports', 'Labour'],
      copyright: 'Copyright 2004 Lisbon Circular',
      identifier: 'circular-17',
    });
    expect(first.metadata.published?.evidence).toMatchObject({ from: 'feed', name: 'pubDate' });
    expect(codesOf(first)).toEqual([]);
    expect(paragraphsOf(second)).toEqual(['No train runs.', 'Read on.']);
    expect(valuesOf(second)).toMatchObject({ bylines: ['Rui Sá'], url: 'http://circular.example/trains' });
    expect(codesOf(second)).toEqual(['text-from-description']);
    expect([third.text, codesOf(third)]).toEqual(['Only a title', ['headline-only']]);
    for (const article of articles) expectPlaces(fixture('feed.rss'), article);
  });

  test('entries are known by the name that the feed gives them', async () => {
    const parts = (await readAll(file(fixture('feed.rss'), { name: 'a.rss' }))).map(({ part }) => part);
    expect(parts).toEqual(['circular-17', 'http://circular.example/trains', 2]);
  });

  test('Atom: XHTML and HTML content, several authors, a feed’s author', async () => {
    const { format, articles } = await readFixture('feed.atom');
    expect(format).toBe('atom');
    const [first, second] = articles;
    if (!first || !second) throw new Error('articles are missing');
    expect(paragraphsOf(first)).toEqual(['The harbour is closed.', 'Nobody came.']);
    expect(kindsOf(first)).toEqual(['body', 'quote']);
    expect(valuesOf(first)).toMatchObject({
      title: 'Harbour closed',
      bylines: ['Ana Prates', 'Rui Sá'],
      published: '2004-05-12T07:30:00Z',
      updated: '2004-05-12T09:40:00Z',
      url: 'http://circular.example/harbour',
      keywords: ['Ports'],
      copyright: 'Copyright 2004',
      standfirst: 'Dockers stay away.',
    });
    expect(paragraphsOf(second)).toEqual(['No train\u00a0runs.']);
    expect(valuesOf(second)).toMatchObject({ bylines: ['The Editors'], updated: '2004-05-13T00:00:00Z' });
    // Nothing says when it was first published.
    expect(second.metadata.published).toBeUndefined();
    for (const article of articles) expectPlaces(fixture('feed.atom'), article);
  });

  test('RSS 1.0, in the encoding that it declares', async () => {
    const { format, articles } = await readWhole(file(latin2(fixture('feed.rdf')), { name: 'a.rdf' }));
    expect(format).toBe('rss');
    expect(articles.map(valuesOf)).toEqual([
      {
        title: 'Přístav uzavřen',
        publication: 'Kurýr',
        bylines: ['Jana Nová'],
        published: '2004-05-12',
        language: 'cs',
        url: 'http://circular.example/pristav',
        identifier: 'http://circular.example/pristav',
      },
    ]);
    expect(articles[0]?.text).toBe('Přístav je od středy uzavřen.');
  });

  test('a feed that is cut gives what comes before, and says so', async () => {
    const source = fixture('feed.rss');
    const found = await findings(file(source.slice(0, source.indexOf('Trains stop')), { name: 'a.rss' }));
    expect(
      found.map((finding) => (finding.kind === 'article' ? 'article' : [finding.kind, finding.reason.code])),
    ).toEqual(['article', ['stopped', 'xml-not-closed']]);
  });

  test('an export of WordPress: posts, no menus or pictures', async () => {
    const item = (type: string, content: string) =>
      `<item><title>${type}</title><content:encoded>${content}</content:encoded><excerpt:encoded>In short.</excerpt:encoded><wp:post_type>${type}</wp:post_type></item>`;
    const source = `<rss><channel>${item('post', 'The harbour is closed.')}${item('attachment', 'x')}${item('nav_menu_item', 'x')}</channel></rss>`;
    const { articles } = await readWhole(file(source, { name: 'a.xml' }));
    expect(articles.map(({ text, metadata }) => [text, metadata.standfirst?.value])).toEqual([
      ['The harbour is closed.', 'In short.'],
    ]);
  });

  test('what strangers write: pictures without words, years of two digits, addresses behind names, names of podcasts', async () => {
    const items = [
      '<item><title>A quay</title><description>&lt;img src="quay.jpg" onload="go()" /&gt;</description></item>',
      '<item><itunes:title>The harbour hour</itunes:title><itunes:summary>Who unloads the ships of Lisbon?</itunes:summary><pubDate>Sat, 07 Sep 02 09:42:31 GMT</pubDate></item>',
      '<item><title type="xhtml"><div>Harbour <script>go()</script><b>closed</b></div></title><dc:creator>Marta Quill (mailto:quill@circular.example)</dc:creator><dc:source>https://circular.example</dc:source></item>',
    ];
    const { articles } = await readWhole(file(`<rss><channel>${items.join('')}</channel></rss>`, { name: 'a.xml' }));
    expect(articles.map(({ text }) => text)).toEqual(['A quay', 'Who unloads the ships of Lisbon?', 'Harbour closed']);
    expect(articles.map(codesOf)).toEqual([['headline-only'], ['text-from-description'], ['headline-only']]);
    const [, podcast, marked] = articles;
    expect(podcast && valuesOf(podcast)).toMatchObject({
      title: 'The harbour hour',
      published: '2002-09-07T09:42:31Z',
    });
    expect(marked && valuesOf(marked)).toMatchObject({ title: 'Harbour closed', bylines: ['Marta Quill'] });
  });

  test('titles and content of Atom 0.3 in base64 are read; what is none stays as it stands', async () => {
    const encoded = (text: string) => Buffer.from(text).toString('base64');
    const entry = (title: string, content: string) =>
      `<entry><title mode="base64">${title}</title><content type="text/html" mode="base64">\n${content}\n</content></entry>`;
    const feed = `<feed version="0.3"><title mode="escaped">Docks &amp;amp; Quays</title>${entry(encoded('Harbour “closed”'), encoded('<p>Nobody came.</p><p>It rained.</p>'))}${entry('Harbour (shut)', 'No ship.')}</feed>`;
    const { articles } = await readWhole(file(feed, { name: 'a.xml' }));
    expect(articles.map(paragraphsOf)).toEqual([['Nobody came.', 'It rained.'], ['No ship.']]);
    expect(articles.map(({ metadata }) => metadata.title.value)).toEqual(['Harbour “closed”', 'Harbour (shut)']);
    expect(articles[0]?.metadata.title.evidence.quote).toBe(encoded('Harbour “closed”'));
    expect(articles[0]?.metadata.publication?.value).toBe('Docks & Quays');
  });

  test('an Atom entry alone', async () => {
    const entry =
      '<entry xmlns="http://www.w3.org/2005/Atom"><title>Harbour closed</title><author><name>Marta Quill</name></author><content>Nobody unloads a ship.</content></entry>';
    const { format, articles } = await readWhole(file(entry, { name: 'a.xml' }));
    expect(format).toBe('atom');
    expect(articles.map(({ text, metadata }) => [text, metadata.bylines?.value])).toEqual([
      ['Nobody unloads a ship.', ['Marta Quill']],
    ]);
  });

  test('more entries than the limit: the first ones, and a reason', async () => {
    const source = `<rss><channel>${'<item><title>A headline</title></item>'.repeat(30)}</channel></rss>`;
    const found = await findings(file(source, { name: 'a.rss' }), { articles: 20 });
    expect(found).toHaveLength(21);
    expect(found[20]).toMatchObject({ kind: 'stopped', reason: { code: 'too-many-articles' } });
  });
});
