import { codesOf, kindsOf, paragraphsOf, readOne, valuesOf } from './read';

const markdown = { name: 'incoming/article.md' };
const read = (text: string) => readOne(text, markdown);

describe('front matter', () => {
  test('gives metadata, with the words in the file', async () => {
    const source = [
      '---',
      '# written by hand',
      'title: "Talks: who pays?"',
      'date: 2000-12-18 10:00:00 +0300',
      'authors: [Jane Roe, {name: John Doe}]',
      'publication: Monitor',
      'volume: 6',
      'issue: 238',
      'lang: en',
      'tags:',
      '  - NATO',
      '  - press office',
      'layout: post',
      'draft: false',
      '---',
      '',
      'The talks failed.',
    ].join('\n');
    const article = await read(source);
    expect(valuesOf(article)).toEqual({
      title: 'Talks: who pays?',
      published: '2000-12-18T07:00:00Z',
      publishedLocal: '2000-12-18T10:00:00+03:00',
      bylines: ['Jane Roe', 'John Doe'],
      publication: 'Monitor',
      volume: 6,
      issue: 238,
      language: 'en',
      keywords: ['NATO', 'press office'],
    });
    for (const field of [article.metadata.title, article.metadata.published, article.metadata.issue]) {
      const span = field?.evidence.span;
      expect(span?.in).toBe('source');
      expect(source.slice(span?.start, span?.end)).toBe(field?.evidence.quote);
      expect(field?.evidence.from).toBe('front-matter');
    }
    expect(article.text).toBe('The talks failed.');
    expect(article.warnings).toEqual([]);
  });

  test('with Windows line ends, in a file of any name', async () => {
    const article = await readOne('---\r\ntitle: Talks\r\n---\r\n\r\nThey failed.\r\n', { name: 'a.txt' });
    expect(valuesOf(article)).toEqual({ title: 'Talks' });
    expect(article.text).toBe('They failed.');
  });

  test.each([
    ['broken YAML', '---\ntitle: "Talks\nissue: [1\n---\nThey failed.'],
    ['TOML', '+++\ntitle = "Talks"\n+++\nThey failed.'],
    ['JavaScript, which is never evaluated', '---js\n{ title: process.exit(1) }\n---\nThey failed.'],
    ['a tag for JavaScript', '---\ntitle: !!js/function "function () { process.exit(1) }"\nx: [\n---\nThey failed.'],
    ['YAML nested without end', `---\na: ${'['.repeat(50_000)}\n---\nThey failed.`],
  ])('%s gives a warning, and the article is still read', async (_, source) => {
    const article = await read(source);
    expect(codesOf(article)).toEqual(['front-matter-not-read']);
    expect(article.text).toBe('They failed.');
    expect(article.metadata.title.evidence.from).toBe('derived');
  });

  test('aliases are not expanded', async () => {
    const article = await read('---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: *b\nissue: 5\n---\nThey failed.');
    expect(valuesOf(article)).toEqual({ title: 'They failed', issue: 5 });
  });

  test('a date that is none gives a warning', async () => {
    const article = await read('---\ndate: 2000-02-30\n---\nThey failed.');
    expect(article.metadata.published).toBeUndefined();
    expect(codesOf(article)).toEqual(['published-not-understood']);
  });

  test('a header block serves too', async () => {
    const article = await read('Publication: Monitor Volume: 6 Issue: 238\n\n# Talks fail\n\nThey *did*.');
    expect(valuesOf(article)).toEqual({ publication: 'Monitor', volume: 6, issue: 238, title: 'Talks fail' });
    expect(article.text).toBe('They did.');
  });

  test('a rule at the head of a text is none', async () => {
    const article = await read('---\n\nThe talks failed.\n\n---\n\nNobody was surprised.');
    expect(paragraphsOf(article)).toEqual(['The talks failed.', 'Nobody was surprised.']);
  });
});

describe('the title', () => {
  test.each([
    ['# Talks *fail* again #\n\nThey did.', 'Talks fail again'],
    ['Talks fail\n==========\n\nThey did.', 'Talks fail'],
    ['![](banner.png)\n\n<!-- x -->\n\n# Talks fail\n\nThey did.', 'Talks fail'],
  ])('is the first heading of level 1: %j', async (source, title) => {
    const article = await read(source);
    expect(article.metadata.title).toMatchObject({ value: title, evidence: { from: 'markup' } });
    expect(article.text).toBe('They did.');
  });

  test('bylines and a date may follow', async () => {
    const source = '# Talks fail\n\n*By Jane Roe*\n\n**December 18, 2000**\n\nBy Friday they had failed.';
    const article = await read(source);
    expect(valuesOf(article)).toMatchObject({ bylines: ['Jane Roe'], published: '2000-12-18' });
    const span = article.metadata.published?.evidence.span;
    expect(source.slice(span?.start, span?.end)).toBe('December 18, 2000');
    expect(article.text).toBe('By Friday they had failed.');
  });

  test('a later one, or one of level 2, is a heading of the text', async () => {
    expect(kindsOf(await read('They did.\n\n# Talks fail\n\nAgain.'))).toEqual(['body', 'heading', 'body']);
    const article = await read('## Talks fail\n\nThey did.');
    expect(paragraphsOf(article)).toEqual(['Talks fail', 'They did.']);
    expect(article.metadata.title.evidence.from).toBe('derived');
  });

  test('front matter wins; the heading goes when it says the same, else it stays', async () => {
    expect((await read('---\ntitle: Talks fail\n---\n# Talks fail\n\nThey did.')).text).toBe('They did.');
    const other = await read('---\ntitle: Talks\n---\n# Talks fail\n\nThey did.');
    expect(paragraphsOf(other)).toEqual(['Talks fail', 'They did.']);
    expect(other.metadata.title).toMatchObject({ value: 'Talks', lost: [{ value: 'Talks fail' }] });
  });

  test('is the text when there is nothing else', async () => {
    expect((await read('# Talks fail\n')).text).toBe('Talks fail');
  });
});

describe('the text', () => {
  test.each([
    ['Some *emphasis*, **strong _nested_**, ~~struck~~ and `code`.', 'Some emphasis, strong nested, struck and code.'],
    [
      'A [link](http://example.org "title"), [one][r], [r] and [][].\n\n[r]: http://example.org',
      'A link, one, r and [][].',
    ],
    ['An [editor’s note] and [two][undefined].', 'An [editor’s note] and [two][undefined].'],
    ['<http://example.org> and http://example.org/a', 'http://example.org and http://example.org/a'],
    ['Before ![alt text](image.png)after.', 'Before after.'],
    ['AT&amp;T &#8217;tis &copy; &bogus; \\*not emphasis\\*', 'AT&T ’tis © &bogus; *not emphasis*'],
    ['wrapped\nlines  and\r\nmore\nlines', 'wrapped lines  and more lines'],
    ['hard  \nbreak\\\nlines and<br>more \r\nsoft', 'hard\nbreak\nlines and\nmore soft'],
    ['text <b>bold</b> <!-- comment -->end', 'text bold end'],
    ['snake_case and 2 * 3 * 4', 'snake_case and 2 * 3 * 4'],
    ['A [link over\ntwo lines](http://example.org) here', 'A link over two lines here'],
  ])('%j', async (source, text) => expect((await read(source)).text).toBe(text));

  test('blocks and their kinds', async () => {
    const article = await read(
      [
        'Intro.',
        '## Heading',
        '> Quoted\n> text.\n>\n> - item in quote',
        '- one\n- two\n\n  more of two\n  1. nested',
        '```js\nconst a = 1;\n\nlog(a);\n```',
        '    indented\n      code',
        '| a | *b* |\n|---|---|\n| 1 | [2](http://example.org) |',
        '***',
        '<div class="x"><p>HTML &amp; <b>text</b></p><script>evil()</script></div>',
        '- [x] done',
      ].join('\n\n'),
    );
    expect(article.paragraphs.map(({ start, end, kind }) => [kind, article.text.slice(start, end)])).toEqual([
      ['body', 'Intro.'],
      ['heading', 'Heading'],
      ['quote', 'Quoted text.'],
      ['list-item', 'item in quote'],
      ['list-item', 'one'],
      ['list-item', 'two'],
      ['list-item', 'more of two'],
      ['list-item', 'nested'],
      ['code', 'const a = 1;\n\nlog(a);'],
      ['code', 'indented\n  code'],
      ['body', 'a | b'],
      ['body', '1 | 2'],
      ['body', 'HTML & text'],
      ['list-item', 'done'],
    ]);
  });

  test('its source map leads to the same characters', async () => {
    const source = '---\ntitle: x\n---\nSome *emphasis* and\r\n> a [link](http://example.org) &amp; \\*more\\*\n';
    const { text, sourceMap } = await read(source);
    expect(sourceMap.length).toBeGreaterThan(4);
    for (const [textStart, sourceStart, length] of sourceMap) {
      expect(source.slice(sourceStart, sourceStart + length)).toBe(text.slice(textStart, textStart + length));
    }
    expect(source.slice(sourceMap[0]?.[1])).toMatch(/^Some/);
  });

  test.each([
    ['marks without end', '*a_ '.repeat(20_000)],
    ['brackets without end', '[a]('.repeat(20_000)],
    ['nested quotations', `${'>'.repeat(100_000)}a`],
    ['nested lists', `${'- '.repeat(50_000)}a`],
    [
      'lists nested by indentation',
      Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n'),
    ],
    ['three megabytes', 'word '.repeat(600_000)],
  ])('hostile Markdown is read as plain text: %s', async (_, source) => {
    const article = await read(`---\ntitle: Talks\n---\n${source}`);
    expect(article.metadata.title.value).toBe('Talks');
    expect(codesOf(article)).toEqual(['markdown-read-as-text']);
  });
});
