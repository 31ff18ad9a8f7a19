import { codesOf, failure, file, paragraphsOf, readWhole, valuesOf } from './read';

const PROSE = 'Prime Minister Marta Quill opened the new court in Lisbon on Tuesday, after nine years. It rained.';
const read = (xml: string) => readWhole(file(`<?xml version="1.0"?>${xml}`, { name: 'incoming/export.xml' }));
const reasonOf = async (xml: string) =>
  (await failure(`<?xml version="1.0"?>${xml}`, { name: 'incoming/a.xml' })).message;

describe('XML of a vocabulary that we do not know', () => {
  test('stories with a headline and a body are articles; what stands around them is of each', async () => {
    const story = (headline: string, by: string) =>
      `<story id="7"><headline>${headline}</headline><subhead>Nine years late</subhead><byline>By ${by}</byline><page>3</page>
       <bodytext><p>${PROSE}</p><p>Nobody came.</p></bodytext><photo><caption>The court</caption></photo></story>`;
    const { format, articles } = await read(
      `<issue publication="Lisbon Circular" date="2004-05-12">${story('A court opens', 'Ana Prates')}${story('Trains stop', 'Rui Costa')}</issue>`,
    );
    expect(format).toBe('xml');
    expect(articles.map(valuesOf)).toEqual(
      ['A court opens', 'Trains stop'].map((title, index) => ({
        title,
        standfirst: 'Nine years late',
        publication: 'Lisbon Circular',
        published: '2004-05-12',
        bylines: [['Ana Prates', 'Rui Costa'][index]],
      })),
    );
    expect(articles.map(paragraphsOf)).toEqual([
      [PROSE, 'Nobody came.'],
      [PROSE, 'Nobody came.'],
    ]);
    const [first] = articles;
    expect(first?.warnings).toMatchObject([{ code: 'xml-vocabulary-unknown', message: /not understood: id, page/ }]);
    expect(first?.metadata.bylines?.evidence).toMatchObject({ from: 'xml', name: 'byline', quote: 'By Ana Prates' });
  });

  test.each([
    [
      'paragraphs without a body',
      `<doc><hl1>A court opens</hl1><date>12 May 2004</date><para>${PROSE}</para><para>Nobody came.</para></doc>`,
    ],
    [
      'a title, signed',
      `<a><meta><title>A court opens</title><author>Ana Prates</author></meta><text><par>${PROSE}</par><par>Nobody came.</par></text></a>`,
    ],
    [
      'escaped HTML',
      `<a><Head-Line>A court opens</Head-Line><body>&lt;p&gt;${PROSE}&lt;/p&gt;&lt;p&gt;Nobody came.&lt;/p&gt;</body></a>`,
    ],
    [
      'a headline within the body',
      `<a><body><headline>A court opens</headline><p>${PROSE}</p><p>Nobody came.</p></body></a>`,
    ],
  ])('%s', async (_, xml) => {
    const { articles } = await read(xml);
    expect(articles.map(({ metadata }) => metadata.title.value)).toEqual(['A court opens']);
    expect(articles.map(paragraphsOf)).toEqual([[PROSE, 'Nobody came.']]);
    expect(articles.map(codesOf)).toEqual([['xml-vocabulary-unknown']]);
  });

  test.each([
    [
      'chapters',
      `<book><chapter><title>One</title><para>${PROSE}</para></chapter><chapter><title>Two</title><para>${PROSE}</para></chapter></book>`,
    ],
    ['a catalogue', '<products><product><headline>Kettle</headline><content>Steel, 2 l</content></product></products>'],
    ['sitemaps', '<urlset><url><loc>https://a.example/</loc><lastmod>2004-05-12</lastmod></url></urlset>'],
  ])('%s are refused, with what was looked for', async (_, xml) => {
    expect(await reasonOf(xml)).toMatch(/begins with <\w+>, and in no element of it are a headline and a body/);
  });

  test('headlines that could be of any text are refused', async () => {
    const flat = `<page>${`<headline>A</headline><body>${PROSE}</body>`.repeat(2)}</page>`;
    expect(await reasonOf(flat)).toContain('it is not certain which of its 2 headlines is of which text');
  });

  test('elements in elements, and many of one name, cost no more than their length', async () => {
    const deep = `${'<text><p>'.repeat(90)}${PROSE}${'</p></text>'.repeat(90)}`;
    expect(await reasonOf(`<a><title>Deep</title>${deep}</a>`)).toContain('<a>');
    const many = await read(
      `<a ${Array.from({ length: 3000 }, (_, i) => `a${i}="x"`).join(' ')}>${`<s><headline>A</headline><body>${PROSE}</body></s>`.repeat(300)}</a>`,
    );
    expect(many.articles).toHaveLength(300);
  });
});
