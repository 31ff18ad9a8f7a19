import { codesOf, failure, file, kindsOf, paragraphsOf, readAll, readOne, valuesOf } from './read';

const json = { name: 'incoming/article.json' };
const read = (value: unknown) => readOne(JSON.stringify(value), json);

describe('an article', () => {
  test('with our own names', async () => {
    const source = JSON.stringify(
      {
        title: 'Talks fail again',
        text: 'The talks failed.\n\nNobody was surprised.',
        published: '2000-12-18T10:00:00+03:00',
        publication: 'Monitor',
        volume: 6,
        issue: '238',
        author: 'By Jane Roe and John Doe',
        keywords: ['NATO', 'Russia'],
        language: 'en',
        url: 'https://example.org/talks',
        section: 'Europe',
      },
      null,
      2,
    );
    const article = await readOne(source, json);
    expect(valuesOf(article)).toEqual({
      title: 'Talks fail again',
      published: '2000-12-18T07:00:00Z',
      publishedLocal: '2000-12-18T10:00:00+03:00',
      publication: 'Monitor',
      volume: 6,
      issue: 238,
      bylines: ['Jane Roe', 'John Doe'],
      keywords: ['NATO', 'Russia'],
      language: 'en',
      url: 'https://example.org/talks',
      section: 'Europe',
    });
    expect(paragraphsOf(article)).toEqual(['The talks failed.', 'Nobody was surprised.']);
    const { title, volume, published } = article.metadata;
    for (const field of [title, volume, published]) {
      const span = field?.evidence.span;
      expect(source.slice(span?.start, span?.end)).toBe(field?.evidence.quote);
    }
    expect(title.evidence).toMatchObject({ from: 'json', name: 'title' });
    expect(article.warnings).toEqual([]);
  });

  test.each<[string, object, object]>([
    [
      'schema.org',
      {
        headline: 'Talks',
        articleBody: 'x',
        datePublished: '2000-12-18',
        dateModified: '2000-12-19',
        author: [{ '@type': 'Person', name: 'Jane Roe' }],
        publisher: { name: 'Monitor' },
        inLanguage: 'en',
      },
      {
        title: 'Talks',
        published: '2000-12-18',
        updated: '2000-12-19',
        bylines: ['Jane Roe'],
        publication: 'Monitor',
        language: 'en',
      },
    ],
    [
      'ninjs',
      { headline: 'Talks', body_text: 'x', versioncreated: '2000-12-18T10:00:00Z', byline: 'Jane Roe' },
      { title: 'Talks', published: '2000-12-18T10:00:00Z', bylines: ['Jane Roe'] },
    ],
    [
      'WordPress',
      {
        title: { rendered: 'Talks &#8217;fail&#8217;' },
        content: { rendered: '<p>x</p>' },
        date: '2000-12-18T10:00:00',
        author: 1,
        tags: [12, 44],
        link: 'https://example.org/',
      },
      { title: 'Talks ’fail’', published: '2000-12-18', url: 'https://example.org/' },
    ],
    [
      'a scraper',
      {
        title: 'Talks',
        maintext: 'x',
        date_publish: '2000-12-18 10:00:00',
        authors: ['Jane Roe'],
        source: 'https://example.org',
        source_domain: 'example.org',
      },
      { title: 'Talks', published: '2000-12-18', bylines: ['Jane Roe'] },
    ],
    ['seconds since the epoch', { text: 'x', published: 977133600 }, { title: 'x', published: '2000-12-18T10:00:00Z' }],
    ['nulls', { text: 'x', title: null, author: null, published: '', issue: [] }, { title: 'x' }],
  ])('with the names of %s', async (_, value, expected) => {
    const article = await read(value);
    expect(valuesOf(article)).toEqual(expected);
    expect(codesOf(article).filter((code) => code !== 'html-in-json')).toEqual([]);
  });

  test('the first of several names wins, the others are kept', async () => {
    const { metadata } = await read({ headline: 'Second', title: 'First', text: 'x' });
    expect(metadata.title).toMatchObject({
      value: 'First',
      lost: [{ value: 'Second', evidence: { name: 'headline' } }],
    });
  });

  test('a text in parts', async () => {
    expect(paragraphsOf(await read({ body: ['One.', '', 'Two.\n\nThree.'] }))).toEqual(['One.', 'Two.', 'Three.']);
    expect(paragraphsOf(await read({ content: [{ type: 'paragraph', text: 'One.' }, { text: 'Two.' }] }))).toEqual([
      'One.',
      'Two.',
    ]);
  });

  test('escapes are read; the source map covers all else', async () => {
    const source = '{"text": "Russia\\u2019s \\"warming\\"\\n\\n\\ud83d\\ude00 two\\ttabs \\ud800\\u0000 end"}';
    const { text, sourceMap, warnings } = await readOne(source, json);
    expect(text).toBe('Russia’s "warming"\n\n😀 two\ttabs \ufffd end');
    for (const [textStart, sourceStart, length] of sourceMap) {
      expect(source.slice(sourceStart, sourceStart + length)).toBe(text.slice(textStart, textStart + length));
    }
    expect(sourceMap.reduce((sum, [, , length]) => sum + length, 0)).toBe(
      'Russias warming two'.length + ' tabs  end'.length - 1,
    );
    expect(warnings.map(({ code }) => code)).toEqual(['control-characters']);
  });

  test('a date that can be two days is no date', async () => {
    const article = await read({ text: 'x', published: '03/04/2000' });
    expect(article.metadata.published).toBeUndefined();
    expect(codesOf(article)).toEqual(['published-not-understood']);
  });

  test('of several members of one name, the last, as JSON.parse has it', async () => {
    expect((await readOne('{"text": "first", "text": "last"}', json)).text).toBe('last');
  });
});

describe('HTML in JSON', () => {
  test('is reduced to its text, with a warning', async () => {
    const article = await read({
      body_html:
        '<h2>Talks</h2>\n<p>They <a href="http://example.org/?a=1">failed</a> again &amp; again.<br/>Nobody\n   cared.</p><ul><li>one</li><li>two</li></ul><blockquote><p>Why?</p></blockquote><script>if (a < b) x("</p>")</script><!-- <p>no</p> --><pre>a\n  b</pre>',
    });
    expect(paragraphsOf(article)).toEqual([
      'Talks',
      'They failed again & again.\nNobody cared.',
      'one',
      'two',
      'Why?',
      'a\n  b',
    ]);
    expect(kindsOf(article)).toEqual(['heading', 'body', 'list-item', 'list-item', 'quote', 'code']);
    expect(codesOf(article)).toEqual(['html-in-json']);
  });

  test('quotes that do not pair end with their tag', async () => {
    const body_html = '<p title="a > b">One <a href=x title="open>two</a> <em title=don\'t>three</em>.</p>';
    expect(paragraphsOf(await read({ body_html }))).toEqual(['One two three.']);
  });

  test('tags within lines leave the lines', async () => {
    expect(paragraphsOf(await read({ text: 'They <em>failed</em>.\n\nNobody &ldquo;cared&rdquo;.' }))).toEqual([
      'They failed.',
      'Nobody “cared”.',
    ]);
  });

  test.each(['a < b and c > d', 'if x <y> z', 'AT&T and R&D', 'x<5, y>3'])('is not %j', async (text) => {
    const article = await read({ text });
    expect(article.text).toBe(text);
    expect(article.warnings).toEqual([]);
  });
});

describe('several articles', () => {
  const two = [
    { title: 'One', text: 'First.' },
    { title: 'Two', text: 'Second.' },
  ];

  test.each([
    ['a list', two],
    ['articles', { status: 'ok', articles: two }],
    ['items', { version: 'https://jsonfeed.org/version/1.1', title: 'A feed', items: two }],
  ])('in %s', async (_, value) => {
    const articles = await readAll(file(JSON.stringify(value), json));
    expect(articles.every(({ format }) => format === 'json')).toBe(true);
    expect(articles.map(({ article: { text, metadata } }) => [metadata.title.value, text])).toEqual([
      ['One', 'First.'],
      ['Two', 'Second.'],
    ]);
  });

  test('what the issue of a serial says of all of them', async () => {
    const issue = {
      publication: 'Monitor',
      volume: 6,
      issue: 238,
      published: '2000-12-18',
      articles: [{ text: 'x' }, { text: 'y', published: '2000-12-19' }],
    };
    const articles = (await readAll(file(JSON.stringify(issue), json))).map(({ article }) => article);
    const shared = { publication: 'Monitor', volume: 6, issue: 238 };
    expect(articles.map(valuesOf)).toEqual([
      { title: 'x', published: '2000-12-18', ...shared },
      { title: 'y', published: '2000-12-19', ...shared },
    ]);
  });

  test('the date of a feed is not the date of its articles', async () => {
    const feed = { date: '2000-12-18', language: 'en', articles: [{ text: 'x' }] };
    expect(valuesOf(await read(feed))).toEqual({ title: 'x', language: 'en' });
  });

  test('an element that is no article does not lose the others', async () => {
    const articles = (await readAll(file(JSON.stringify([{ title: 'no text' }, 5, ...two, { text: ' ' }]), json))).map(
      ({ article }) => article,
    );
    expect(articles).toHaveLength(2);
    expect(articles[0]?.warnings).toEqual([
      { code: 'elements-skipped', message: '3 of the 5 elements of the file have no text and were skipped: 1, 2, 5' },
    ]);
    expect(articles[1]?.warnings).toEqual([]);
  });

  test('too many', async () => {
    expect(await failure(`[${'{},'.repeat(20_000)}{}]`, json)).toMatchObject({
      reasonClass: 'too-large',
      code: 'too-many-articles',
    });
  });
});

describe('what is no article', () => {
  test.each([
    ['{"headline": "Talks", "uri": "x"}', 'it has headline, uri'],
    ['{"articles": []}', 'the list is empty'],
    ['[]', 'the list is empty'],
    ['{}', 'it has no members'],
    ['[1, 2]', 'it is no object'],
    ['"a string"', 'it is no object'],
    ['{"text": 5}', 'it has text'],
    ['{"text": "\\u0000 "}', 'it has text'],
  ])('%s', async (text, words) => {
    const error = await failure(text, json);
    expect(error).toMatchObject({ reasonClass: 'unsupported', code: 'json-not-an-article' });
    expect(error.message).toContain('text, body, content');
    expect(error.message).toContain(words);
  });

  test.each([
    ['{\n  "title": "Talks",\n  "text": tru\n}', 'line 3, column 11'],
    ['{"text": "x",}', 'line 1, column 14'],
    ['{"text": "cut', 'line 1, column 10'],
    ['{"text": "x"} more', 'line 1, column 15'],
    ["{'text': 'x'}", 'line 1, column 2'],
    ['not JSON', 'line 1, column 1'],
    [`{"a":${'['.repeat(100_000)}`, 'line 1'],
  ])('invalid JSON is damaged, with the place: %j', async (text, place) => {
    const error = await failure(text, json);
    expect(error).toMatchObject({ reasonClass: 'damaged', code: 'invalid-json' });
    expect(error.message).toContain(place);
  });

  test('in a file named .txt it is text', async () => {
    expect((await readOne('{"text": the draft began, "and so on".}')).text).toBe(
      '{"text": the draft began, "and so on".}',
    );
    expect((await readOne('{"text": "x"}')).text).toBe('x');
  });

  test('depth without end', async () => {
    const deep = '['.repeat(500_000) + ']'.repeat(500_000);
    expect(await failure(deep, json)).toMatchObject({ code: 'json-not-an-article' });
    expect((await readOne(`{"text": "x", "extra": ${deep}}`, json)).text).toBe('x');
  });
});

describe('the answers of news services', () => {
  const story = { headline: 'Talks fail', body: 'The talks failed, said the minister.' };

  test.each([
    ['one within the other', { response: { status: 'ok', results: [story] } }],
    ['hits of a search', { hits: { total: 1, hits: [{ _id: '7', _source: story }] } }],
    ['a single item', { api_version: '1.1', data: { meta: {}, item: story } }],
    ['an article by its name', { article: story }],
  ])('articles are found in their envelopes: %s', async (_, value) => {
    const article = await read(value);
    expect([article.metadata.title.value, article.text]).toEqual([story.headline, story.body]);
  });

  test('what only has a text somewhere is no article', async () => {
    const error = await failure(JSON.stringify({ data: { items: [{ label: 'a', text: 'b' }] } }), json);
    expect(error.code).toBe('json-not-an-article');
  });
});
