import { codesOf, file, kindsOf, paragraphsOf, readAll, readOne, readWhole, valuesOf } from './read';
import { expectPlaces, fixture, readFixture } from './wire-fixture';

describe('NITF', () => {
  test('text and metadata, each with its place', async () => {
    const { format, articles } = await readFixture('harbour.nitf');
    const [article] = articles;
    if (!article) throw new Error('no article');
    expect(format).toBe('nitf');
    expect(paragraphsOf(article)).toEqual([
      'The harbour is closed, said Marta Quill.',
      'What next',
      'Nobody knows – R&D <none>.',
      'One',
      'Two',
      'A quay.',
      'Written by Rui.',
    ]);
    expect(kindsOf(article)).toEqual(['body', 'heading', 'body', 'list-item', 'list-item', 'caption', 'body']);
    expect(valuesOf(article)).toMatchObject({
      title: 'Harbour closed & locked',
      standfirst: 'Nobody unloads a ship.',
      bylines: ['Ana Prates'],
      dateline: 'Lisbon, Portugal, May 12',
      located: 'Lisbon, Portugal',
      publication: 'Lisbon Circular',
      volume: 2,
      issue: 7,
      section: 'Business',
      published: '2004-05-12T07:30:00Z',
      language: 'pt',
      urgency: 3,
      slugline: 'Harbour-Strike',
      copyright: '2004 Costa Wire',
      identifier: 'harbour.0512',
      keywords: ['docks', 'Lisbon'],
      subjects: [
        { name: 'labour', code: '09000000', scheme: 'IPTC' },
        { name: 'Marta Quill', type: 'person', code: 'p7', scheme: 'staff' },
      ],
    });
    expect(article.metadata.title.evidence).toMatchObject({ from: 'nitf', name: 'hl1' });
    expect(article.metadata.urgency?.evidence).toMatchObject({ name: 'urgency@ed-urg', quote: '3' });
    expectPlaces(fixture('harbour.nitf'), article);
  });
});

describe('NITF of an archive', () => {
  test('a lead that is kept beside the whole text is not read twice', async () => {
    const block = (name: string, text: string) => `<block class="${name}">${text}</block>`;
    const lead = '<p>LISBON, May 12 The harbour is closed.</p><p>Nobody came.</p>';
    const source = `<nitf><body><body.head><hedline><hl1>Harbour closed</hl1></hedline><byline class="print">By ANA PRATES</byline><byline class="index">Prates, Ana</byline></body.head><body.content>${block('lead', lead)}${block('all', `${lead}<p>It rained.</p>`)}</body.content></body></nitf>`;
    const article = await readOne(source, { name: 'a.xml' });
    expect(paragraphsOf(article)).toEqual(['LISBON, May 12 The harbour is closed.', 'Nobody came.', 'It rained.']);
    expect(article.metadata.bylines).toMatchObject({ value: ['ANA PRATES'], lost: [{ value: 'Prates, Ana' }] });
    expectPlaces(source, article);
  });
});

describe('NewsML-G2', () => {
  test('each item of a message is an article', async () => {
    const { format, articles } = await readFixture('message.g2.xml');
    expect(format).toBe('newsml-g2');
    expect(articles.map(({ metadata }) => metadata.title.value)).toEqual(['Harbour closed', 'Trains stop', 'Plain']);
    const [first, second, third] = articles;
    if (!first || !second || !third) throw new Error('articles are missing');
    expect(paragraphsOf(first)).toEqual(['The harbour is closed.', 'Nobody came.']);
    expect(valuesOf(first)).toMatchObject({
      publication: 'COSTA',
      bylines: ['Ana Prates'],
      published: '2004-05-12T07:30:00Z',
      updated: '2004-05-12T09:40:00Z',
      versionCreated: '2004-05-12T09:40:00Z',
      embargoed: '2004-05-12T12:00:00Z',
      located: 'Lisbon, Portugal',
      dateline: 'LISBON, Wednesday (Costa)',
      standfirst: 'Dockers stay away.',
      slugline: 'Harbour-Strike',
      urgency: 3,
      copyright: 'Copyright 2004 Costa Wire',
      identifier: 'urn:x:1',
      language: 'en-GB',
      subjects: [{ name: 'labour market', type: 'cpnat:abstract', code: 'medtop:20000523' }],
    });
    for (const article of articles) expectPlaces(fixture('message.g2.xml'), article);
    expect(valuesOf(second)).toMatchObject({
      bylines: ['Rui Sá'],
      located: 'Porto',
      published: '2004-05-12T10:00:00Z',
    });
    expect(second.metadata.bylines?.lost?.map(({ value }) => value)).toEqual(['Costa Desk']);
    expect(codesOf(second)).toEqual(['not-usable']);
    expect(paragraphsOf(third)).toEqual(['First.', 'Second & last.']);
  });

  test('in a message an item is known by its guid, alone by its file', async () => {
    const parts = async (source: string) => (await readAll(file(source, { name: 'a.xml' }))).map(({ part }) => part);
    expect(await parts(fixture('message.g2.xml'))).toEqual(['urn:x:1', 'urn:x:2', 'urn:x:3']);
    expect(
      await parts('<newsItem guid="urn:x:1"><contentMeta><headline>x</headline></contentMeta></newsItem>'),
    ).toEqual([0]);
  });

  test('a package alone is an article of what it lists', async () => {
    const refs = ['One', 'Two'].map(
      (title) => `<itemRef><title>${title}</title><description>${title}.</description></itemRef>`,
    );
    const source = `<packageItem><contentMeta><headline>Top</headline></contentMeta><groupSet><group>${refs.join('')}</group></groupSet></packageItem>`;
    const article = await readOne(source, { name: 'a.xml' });
    expect(article.metadata.title.value).toBe('Top');
    expect(paragraphsOf(article)).toEqual(['One', 'One.', 'Two', 'Two.']);
    expect(kindsOf(article)).toEqual(['heading', 'body', 'heading', 'body']);
    expect(codesOf(article)).toEqual(['package']);
  });

  test('an item with a headline only is an alert', async () => {
    const source = '<newsItem><contentMeta><headline>HARBOUR CLOSED</headline></contentMeta><contentSet/></newsItem>';
    const article = await readOne(source, { name: 'a.xml' });
    expect([article.text, codesOf(article)]).toEqual(['HARBOUR CLOSED', ['headline-only']]);
  });
});

describe('NewsML 1.2', () => {
  test('each language is an article, in the form that tells paragraphs best', async () => {
    const { format, articles } = await readFixture('harbour.newsml.xml');
    expect(format).toBe('newsml');
    const [first, second] = articles;
    if (!first || !second) throw new Error('articles are missing');
    expect(paragraphsOf(first)).toEqual(['The harbour is closed.', 'Nobody came.']);
    expect(valuesOf(first)).toMatchObject({
      title: 'Harbour closed',
      standfirst: 'Dockers stay away',
      publication: 'Costa Wire',
      bylines: ['Ana Prates'],
      published: '2004-05-12T07:30:00Z',
      versionCreated: '2004-05-12T09:40:00Z',
      language: 'en',
      dateline: 'LISBON',
      located: 'Lisbon, Portugal',
      slugline: 'Harbour-Strike',
      urgency: 3,
      copyright: 'Copyright 2004 Costa Wire',
      identifier: 'urn:newsml:wire.example:20040512:harbour:1',
      subjects: [{ code: '09000000', scheme: 'IptcSubjectCodes' }],
    });
    expect(paragraphsOf(second)).toEqual(['O porto está encerrado.']);
    expect(valuesOf(second)).toMatchObject({
      title: 'Porto encerrado',
      language: 'pt',
      copyright: 'Copyright 2004 Costa Wire',
    });
    for (const article of articles) expectPlaces(fixture('harbour.newsml.xml'), article);
  });

  test('a package with a headline of its own is its stories', async () => {
    const story = (title: string) =>
      `<NewsComponent><NewsLines><HeadLine>${title}</HeadLine></NewsLines><ContentItem><DataContent><p>${title} is a story.</p></DataContent></ContentItem></NewsComponent>`;
    const photo =
      '<NewsComponent><Role FormalName="Photo"/><NewsLines><HeadLine>A quay</HeadLine></NewsLines></NewsComponent>';
    const source = `<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>Top stories</HeadLine></NewsLines>${story('One')}${story('Two')}${photo}</NewsComponent></NewsItem></NewsML>`;
    const { articles } = await readWhole(file(source, { name: 'a.xml' }));
    expect(articles.map(({ text, metadata }) => [metadata.title.value, text])).toEqual([
      ['One', 'One is a story.'],
      ['Two', 'Two is a story.'],
    ]);
  });
});
