import { codesOf, failure, file, paragraphsOf, readOne, readWhole, valuesOf } from './read';

const json = { name: 'incoming/item.json' };
const read = (item: unknown) => readOne(JSON.stringify(item), json);

/** The same story in the three generations of ninjs. */
const ONE = {
  uri: 'urn:newsml:wire.example:20040512:harbour',
  type: 'text',
  versioncreated: '2004-05-12T11:40:00+02:00',
  firstcreated: '2004-05-12T09:30:00+02:00',
  pubstatus: 'usable',
  urgency: 3,
  language: 'pt',
  copyrightholder: 'Costa Wire',
  copyrightnotice: 'Copyright 2004 Costa Wire',
  subject: [{ name: 'harbour', scheme: 'http://codes.example/topic/', code: '042' }],
  person: [{ name: 'Marta Quill' }],
  byline: 'Ana Prates and Rui Sá',
  located: 'Lisbon, Portugal',
  slugline: 'Harbour-Strike',
  headline: 'Harbour closed',
  description_text: 'Dockers stay away.',
  body_text: 'The harbour is closed. Nobody came.',
  body_xhtml: '<h1>Harbour closed</h1><p>The harbour is <b>closed</b>.</p><p>Nobody came.</p>',
};
const TWO = {
  uri: ONE.uri,
  firstcreated: ONE.firstcreated,
  versioncreated: ONE.versioncreated,
  urgency: 3,
  language: 'pt',
  copyrightholder: 'Costa Wire',
  copyrightnotice: ONE.copyrightnotice,
  subjects: [{ name: 'harbour', uri: 'http://codes.example/topic/042' }],
  by: ONE.byline,
  located: ONE.located,
  slugline: ONE.slugline,
  headlines: [
    { role: 'short', value: 'Closed' },
    { role: 'main', value: 'Harbour closed' },
  ],
  descriptions: [{ role: 'summary', contenttype: 'text/plain', value: 'Dockers stay away.' }],
  bodies: [
    { role: 'text', contenttype: 'text/plain', value: ONE.body_text },
    { role: 'html', contenttype: 'text/html', value: ONE.body_xhtml },
  ],
};
const { firstcreated, versioncreated, copyrightholder, copyrightnotice, bodies, ...same } = TWO;
const THREE = {
  ...same,
  standard: { name: 'ninjs', version: '3.0' },
  firstCreated: firstcreated,
  versionCreated: versioncreated,
  copyrightHolder: copyrightholder,
  copyrightNotice: copyrightnotice,
  bodies: bodies.map(({ contenttype, ...body }) => ({ ...body, contentType: contenttype })),
};

describe('ninjs', () => {
  test.each([
    ['1.x', ONE],
    ['2.x', TWO],
    ['3.x', THREE],
  ])('%s', async (_, item) => {
    const { format } = await readWhole(file(JSON.stringify(item), json));
    expect(format).toBe('ninjs');
    const article = await read(item);
    expect(paragraphsOf(article)).toEqual(['The harbour is closed.', 'Nobody came.']);
    expect(valuesOf(article)).toMatchObject({
      title: 'Harbour closed',
      publication: 'Costa Wire',
      bylines: ['Ana Prates', 'Rui Sá'],
      published: '2004-05-12T07:30:00Z',
      updated: '2004-05-12T09:40:00Z',
      versionCreated: '2004-05-12T09:40:00Z',
      language: 'pt',
      located: 'Lisbon, Portugal',
      slugline: 'Harbour-Strike',
      urgency: 3,
      standfirst: 'Dockers stay away.',
      copyright: 'Copyright 2004 Costa Wire',
      identifier: ONE.uri,
    });
    expect(article.warnings).toEqual([]);
  });

  test('every value has its words and its place', async () => {
    const source = JSON.stringify(ONE);
    const { metadata } = await readOne(source, json);
    for (const field of ['title', 'located', 'copyright', 'urgency', 'slugline', 'versionCreated'] as const) {
      const evidence = metadata[field]?.evidence;
      expect(evidence?.from).toBe('ninjs');
      expect(source.slice(evidence?.span?.start, evidence?.span?.end)).toBe(evidence?.quote);
    }
    expect(metadata.title.evidence.name).toBe('headline');
  });

  test('subjects keep their codes, and what they are', async () => {
    expect((await read(ONE)).metadata.subjects).toMatchObject({
      value: [
        { name: 'harbour', scheme: 'http://codes.example/topic/', code: '042' },
        { name: 'Marta Quill', type: 'person' },
      ],
      evidence: { from: 'ninjs', name: 'subject, person' },
    });
    expect((await read(TWO)).metadata.subjects?.value).toEqual([
      { name: 'harbour', code: 'http://codes.example/topic/042' },
    ]);
  });

  test('the text maps to the source', async () => {
    const source = JSON.stringify({ ...ONE, body_xhtml: '<p>A \u201cquoted\u201d &amp; "escaped" \\ line.</p>' });
    const { text, sourceMap } = await readOne(source, json);
    expect(text).toBe('A “quoted” & "escaped" \\ line.');
    for (const [at, from, length] of sourceMap) {
      expect(source.slice(from, from + length)).toBe(text.slice(at, at + length));
    }
  });

  test('NITF in an item: its content, mapped to the source', async () => {
    const nitf =
      '<nitf><head><title>x</title></head><body><body.head><hedline><hl1>Harbour closed</hl1></hedline></body.head><body.content>\n<p>The harbour is "closed".</p><p>Nobody came.</p></body.content></body></nitf>';
    const source = JSON.stringify({
      ...TWO,
      bodies: [{ role: 'nitf', contenttype: 'application/nitf+xml', value: nitf }],
    });
    const article = await readOne(source, json);
    expect(paragraphsOf(article)).toEqual(['The harbour is "closed".', 'Nobody came.']);
    for (const [at, from, length] of article.sourceMap) {
      expect(source.slice(from, from + length)).toBe(article.text.slice(at, at + length));
    }
  });

  test('a picture has its caption for a text, and a credit line is no caption', async () => {
    const article = await read({
      uri: 'urn:x:1',
      type: 'picture',
      headlines: [{ value: 'Harbour' }],
      descriptions: [
        { role: 'creditline', value: 'COSTA WIRE' },
        { role: 'caption', value: 'An empty quay.' },
      ],
    });
    expect(article.text).toBe('An empty quay.');
    expect(valuesOf(article)).toEqual({ title: 'Harbour', identifier: 'urn:x:1' });
    expect(codesOf(article)).toEqual(['text-from-description']);
  });

  test('an alert has its headline for a text', async () => {
    const article = await read({ uri: 'urn:x:1', versioncreated: '2004-05-12', headline: 'HARBOUR CLOSED' });
    expect([article.text, article.metadata.title.value]).toEqual(['HARBOUR CLOSED', 'HARBOUR CLOSED']);
    expect(codesOf(article)).toEqual(['headline-only']);
  });

  test('texts within an item are articles, pictures are not', async () => {
    const within = {
      side: { uri: 'urn:x:2', headline: 'Sidebar', body_text: 'How it began.' },
      photo: { uri: 'urn:x:3', type: 'picture', description_text: 'A quay.' },
    };
    const { articles } = await readWhole(file(JSON.stringify({ ...ONE, associations: within }), json));
    expect(articles.map(({ metadata }) => metadata.title.value)).toEqual(['Harbour closed', 'Sidebar']);
  });

  test('an item that was withdrawn says so', async () => {
    expect(codesOf(await read({ ...ONE, pubstatus: 'canceled' }))).toEqual(['not-usable']);
  });

  test('an object with a uri and a text is no ninjs item', async () => {
    expect((await readWhole(file('{"uri": "x", "text": "y"}', json))).format).toBe('json');
  });

  test('an item without a word is no article', async () => {
    expect((await failure('{"uri": "urn:x:1", "versioncreated": "2004-05-12"}', json)).code).toBe(
      'json-not-an-article',
    );
  });
});

describe('JSON Lines', () => {
  const lines = { name: 'incoming/many.jsonl' };

  test('each line is an article, generic or ninjs', async () => {
    const source = `${JSON.stringify({ title: 'One', text: 'First.' })}\n\n${JSON.stringify(TWO)}\r\n`;
    const { format, articles } = await readWhole(file(source, lines));
    expect(format).toBe('json-lines');
    expect(articles.map(({ metadata }) => metadata.title.value)).toEqual(['One', 'Harbour closed']);
    expect(articles[1]?.paragraphs).toHaveLength(2);
    for (const { text, sourceMap } of articles) {
      for (const [at, from, length] of sourceMap) {
        expect(source.slice(from, from + length)).toBe(text.slice(at, at + length));
      }
    }
  });

  test('a bad line does not lose the others', async () => {
    const { articles } = await readWhole(file('{"text": "a"}\n{"text": \n5\n{"title": "x"}\n{"text": "b"}', lines));
    expect(articles.map(({ text }) => text)).toEqual(['a', 'b']);
    expect(articles[0]?.warnings[0]?.message).toMatch(/^3 of the 5 lines .* \(2, 3, 4\); the first: column \d+/);
  });

  test('without an article there is a reason', async () => {
    expect(await failure('{"title": "x"}\n', lines)).toMatchObject({
      code: 'invalid-json-lines',
      reasonClass: 'damaged',
    });
  });

  test('line separators within strings end no line', async () => {
    expect((await readOne('{"text": "a\u2028b"}\n', lines)).text).toMatch(/^a\s+b$/);
  });
});
