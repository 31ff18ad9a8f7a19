import { codesOf, file, kindsOf, paragraphsOf, readAll, readOne, valuesOf } from './read';

const PROSE = 'Prime Minister Marta Quill opened the new court in Lisbon on Tuesday, after nine years. It rained.';
const articlesOf = async (content: string, name = 'incoming/a.txt') =>
  (await readAll(file(content, { name }))).map(({ article }) => article);

describe('a paper’s name and its day', () => {
  test.each([
    [
      'above the title',
      `The Lancashire Courier\nTuesday, March 14, 1961\nPage 1\n\nA COURT OPENS\n\nSix Ships Held Up\n\n${PROSE}`,
      'Six Ships Held Up',
    ],
    [
      'above the title, in one line',
      `The Lancashire Courier, March 14, 1961, p. 1\n\nA COURT OPENS\n\n${PROSE}`,
      PROSE,
    ],
    ['below the title', `A COURT OPENS\nBy Ana Prates\nThe Lancashire Courier, 14 March 1961\n\n${PROSE}`, PROSE],
  ])('%s', async (_, text, first) => {
    const article = await readOne(text);
    expect(valuesOf(article)).toMatchObject({
      title: 'A COURT OPENS',
      publication: 'The Lancashire Courier',
      published: '1961-03-14',
    });
    expect(paragraphsOf(article)[0]).toBe(first);
  });

  test.each([
    ['a title with a word of the press', `Mail strike ends\n14 March 1961\n\n${PROSE}`, 'Mail strike ends'],
    ['a title that is all there is', `The Morning Post\n14 March 1961\n\n${PROSE}`, 'The Morning Post'],
    ['a town and a day', `A court opens\n\nNew York, 14 March 1961\n\n${PROSE}`, 'A court opens'],
  ])('%s is none', async (_, text, title) => {
    expect(valuesOf(await readOne(text))).toMatchObject({ title });
    expect((await readOne(text)).metadata.publication).toBeUndefined();
  });
});

test('a press release: whom to ask and what stands behind its end mark are no text', async () => {
  const release = (opening: string) =>
    `${opening}\n\nMedia Contact:\nDana Whit, 207-555-0144\n\nA court opens\nNine years late\n\n${PROSE}\n\nNobody came.\n\n###\n\nAbout the Court\nIt was founded in 1959.`;
  for (const opening of ['FOR IMMEDIATE RELEASE\nApril 9, 2014', 'For release: April 9, 2014']) {
    const article = await readOne(release(opening));
    expect(paragraphsOf(article)).toEqual([PROSE, 'Nobody came.']);
    expect(valuesOf(article)).toEqual({
      title: 'A court opens',
      standfirst: 'Nine years late',
      published: '2014-04-09',
    });
    expect(codesOf(article)).toEqual(['after-end-mark']);
  }
});

test('labels of any name between those that we know, where all lines have one', async () => {
  const block =
    'SHOW: World This Evening\nNETWORK: Northern Radio\nAIR DATE: September 3, 2004\nHEADLINE: A court opens\nANCHOR: Ana Prates';
  const article = await readOne(`${block}\n\nANA PRATES: ${PROSE}`);
  expect(valuesOf(article)).toMatchObject({
    title: 'A court opens',
    publication: 'Northern Radio',
    published: '2004-09-03',
  });
  expect(article.text).toBe(`ANA PRATES: ${PROSE}`);
  // A conversation is text.
  const talk = `HOST: Good evening from Lisbon\nSUBJECT: The court\nGUEST: ${PROSE}`;
  expect((await readOne(talk)).text).toContain('HOST: Good evening from Lisbon');
});

test('what a monitoring service says at the end of a translation', async () => {
  const article = await readOne(
    `A court opens\n\n${PROSE}\n\nSource: Diario do Porto, Porto, in Portuguese 18 Aug 09, pp 1, 3`,
  );
  expect(valuesOf(article)).toMatchObject({ publication: 'Diario do Porto', published: '2009-08-18' });
});

describe('digests', () => {
  test('between rules: a line in capitals is a title, the masthead is of all, the last words of none', async () => {
    const item = (title: string) => `${title}\n${PROSE}\nRead more: http://a.example/${title.length}\n`;
    const text = [
      'CENTRAL ASIA REVIEW\nNo. 112 (2,304)\nThursday, 7 June 2001\n',
      item('A COURT OPENS'),
      item('TRAINS STOP AGAIN'),
      item('ROAD CLOSED'),
      'Compiled by the desk.',
    ];
    const articles = await articlesOf(text.join('\n* * *\n'));
    expect(articles.map(({ metadata }) => [metadata.title.value, metadata.url?.value])).toEqual(
      ['A COURT OPENS', 'TRAINS STOP AGAIN', 'ROAD CLOSED'].map((title) => [title, `http://a.example/${title.length}`]),
    );
    for (const article of articles) {
      expect(article.text).toBe(PROSE);
      expect(valuesOf(article)).toMatchObject({
        publication: 'CENTRAL ASIA REVIEW',
        issue: 112,
        published: '2001-06-07',
      });
    }
    expect(articles.map(codesOf)).toEqual([['footer-left-out'], [], []]);
  });

  test('"=== titles ===" part signed items, and are headings of one article else', async () => {
    const item = (title: string, below: string) => `=== ${title} ===\n${below}\n\n${PROSE}\n\n`;
    const signed = await articlesOf(item('A court opens', 'By Ana Prates') + item('Trains stop', 'By Rui Costa'));
    expect(signed.map(({ metadata }) => metadata.title.value)).toEqual(['A court opens', 'Trains stop']);
    const one = await readOne(item('A court opens', '') + item('The long wait', ''));
    expect(one.metadata.title.value).toBe('A court opens');
    expect(paragraphsOf(one)).toEqual([PROSE, 'The long wait', PROSE]);
    expect(kindsOf(one)).toEqual(['body', 'heading', 'body']);
  });
});

describe('mails', () => {
  const head =
    'From: Ngozi Okafor <ngozi@desk.example>\r\nDate: Tue, 12 May 2009 10:44:03 +0100\r\nMessage-ID: <1@desk.example>\r\n';
  const eml = 'incoming/a.eml';

  test('what is passed on below a note is the article, with its own names and day', async () => {
    const inner =
      'From: Press Cuttings [mailto:cuttings@a.example]\nSent: 12 May 2009 09:58\nTo: Okafor, Ngozi\nSubject: The court';
    const text = `FYI\n\n-----Original Message-----\n${inner}\n\nA court opens\nBy Ana Prates\nThe Niger Courier, 11 May 2009\n\n${PROSE}\n`;
    const [article] = await articlesOf(`${head}Subject: FW: The court\r\n\r\n${text}`, eml);
    expect(article && valuesOf(article)).toEqual({
      title: 'A court opens',
      bylines: ['Ana Prates'],
      publication: 'The Niger Courier',
      published: '2009-05-11',
    });
    expect(article?.text).toBe(PROSE);
    const [own] = await articlesOf(
      `${head}Subject: FW: The court\r\n\r\n${PROSE.repeat(5)}\n\n-----Original Message-----\n${inner}\n\nNobody came.`,
      eml,
    );
    expect(own && valuesOf(own)).toMatchObject({ title: 'The court', bylines: ['Ngozi Okafor'] });
  });

  test('who posts in a group is no author, and a signature no text', async () => {
    const [article] = await articlesOf(
      `${head}Newsgroups: alt.news\r\nSubject: A court opens\r\n\r\n${PROSE}\n\n--\nNgozi, Lund\n`,
      eml,
    );
    expect(article?.text).toBe(PROSE);
    expect(article?.metadata.bylines).toBeUndefined();
  });
});

describe('answers of news services', () => {
  test('an item without its text has its description, said so', async () => {
    const item = {
      source: { name: 'Lisbon Circular' },
      url: 'https://a.example/1',
      publishedAt: '2019-06-10T08:30:00Z',
    };
    const articles = [
      { ...item, title: 'A court opens', description: 'Nine years late.', content: PROSE },
      { ...item, title: 'Trains stop', description: 'No train runs in Porto.', content: null },
      { title: 'Kettle', description: 'Steel, two litres.' },
    ];
    const found = await articlesOf(JSON.stringify({ status: 'ok', articles }), 'incoming/a.json');
    expect(found.map(({ text }) => text)).toEqual([PROSE, 'No train runs in Porto.']);
    expect(found.map(codesOf)).toEqual([['elements-skipped'], ['text-from-description']]);
  });

  test('fields within a result', async () => {
    const fields = { byline: 'Ana Prates', standfirst: '<p>Nine years late</p>', body: `<p>${PROSE}</p>` };
    const result = {
      webTitle: 'A court opens',
      webPublicationDate: '2015-11-02T19:04:11Z',
      sectionName: 'World',
      fields,
    };
    const [article] = await articlesOf(JSON.stringify({ response: { results: [result] } }), 'incoming/a.json');
    expect(article && valuesOf(article)).toEqual({
      title: 'A court opens',
      standfirst: 'Nine years late',
      section: 'World',
      bylines: ['Ana Prates'],
      published: '2015-11-02T19:04:11Z',
    });
  });

  test('links of a notebook are names', async () => {
    const [article] = await articlesOf(
      `---\ntitle: A court opens\nauthor:\n  - "[[Ana Prates]]"\n  - "[[people/rui|Rui Costa]]"\n---\n${PROSE}`,
      'incoming/a.md',
    );
    expect(article?.metadata.bylines?.value).toEqual(['Ana Prates', 'Rui Costa']);
  });
});
