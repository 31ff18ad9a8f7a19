import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codesOf, failure, kindsOf, paragraphsOf, readOne, valuesOf } from './read';

const PROSE =
  'The two governments failed again on Friday to agree on an office in the capital, officials said. Talks will go on.';
const MORE = 'Neither side named a date. Both promised “constructive” work, and neither of them said what it would be.';

/** As a mail program wraps. */
function wrap(text: string, width = 66): string {
  return text.replace(new RegExp(`(.{1,${width}})(?: +|$)`, 'g'), '$1\n').trimEnd();
}

describe('the header block', () => {
  const serial = { publication: 'Monitor', volume: 6, issue: 238 };

  test('of a serial on one line', async () => {
    const article = await readOne(`Publication: Monitor Volume: 6 Issue: 238\n\n${PROSE}\n\n${MORE}\n`);
    expect(valuesOf(article)).toMatchObject(serial);
    expect(paragraphsOf(article)).toEqual([PROSE, MORE]);
    expect(article.metadata.issue).toEqual({
      value: 238,
      evidence: { from: 'header', name: 'Issue', quote: '238', span: { start: 38, end: 41, in: 'source' } },
      lost: undefined,
    });
    expect(article.metadata.title.evidence.from).toBe('derived');
    expect(article.warnings).toEqual([]);
  });

  test.each([
    [
      'a name of several words',
      `Publication: Fortnight in Review Volume: 6 Issue: 3\n\n${PROSE}`,
      { publication: 'Fortnight in Review', volume: 6, issue: 3 },
    ],
    ['a label a line', `Publication: Monitor\r\nVolume: 6\r\nIssue: 238\r\n\r\n${PROSE}`, serial],
    ['a range', `Publication: Monitor Volume: XII Issue: 3-4\n\n${PROSE}`, { volume: 'XII', issue: '3-4' }],
    ['upper case, blank lines before', `\n\n  PUBLICATION: Monitor VOLUME: 6 ISSUE: 238\n\n${PROSE}`, serial],
    [
      'a date too',
      `Publication: Monitor Volume: 6 Issue: 238 Date: December 18, 2000\n\n${PROSE}`,
      { published: '2000-12-18' },
    ],
    ['text that lost its line end', `Publication: Monitor Volume: 6 Issue: 238 ${PROSE}`, serial],
    ['no blank line after it', `Publication: Monitor Volume: 6 Issue: 238\n${PROSE}`, serial],
    [
      'a second block',
      `Publication: Monitor Volume: 6 Issue: 238\n\nTitle: Talks\n\n${PROSE}`,
      { ...serial, title: 'Talks' },
    ],
    ['an empty label', `Publication: Monitor\nSection:\nVolume: 6\n\n${PROSE}`, { publication: 'Monitor', volume: 6 }],
  ])('with %s', async (_, text, expected) => {
    const article = await readOne(text);
    expect(valuesOf(article)).toMatchObject(expected);
    expect(paragraphsOf(article)).toEqual([PROSE]);
  });

  test('with every label', async () => {
    const article = await readOne(
      [
        'Headline: Talks fail: who pays?',
        'By: Jane Roe and John Doe',
        'Published: Mon, 18 Dec 2000 10:00:00 +0300',
        'Updated: 2000-12-19',
        'Section: Europe',
        'Language: English',
        'URL: https://example.org/talks',
        'Keywords: NATO, Russia',
        '',
        PROSE,
      ].join('\n'),
    );
    expect(valuesOf(article)).toEqual({
      title: 'Talks fail: who pays?',
      bylines: ['Jane Roe', 'John Doe'],
      published: '2000-12-18T07:00:00Z',
      publishedLocal: '2000-12-18T10:00:00+03:00',
      updated: '2000-12-19',
      section: 'Europe',
      language: 'en',
      url: 'https://example.org/talks',
      keywords: ['NATO', 'Russia'],
    });
    expect(article.text).toBe(PROSE);
  });

  test('with a date that can be two days', async () => {
    const article = await readOne(`Title: Talks\nDate: 03/04/2000\n\n${PROSE}`);
    expect(article.metadata.published).toBeUndefined();
    expect(codesOf(article)).toEqual(['published-not-understood']);
    expect(article.text).toBe(PROSE);
  });

  test.each([
    ['letters that are Roman numbers too', `Issue: civil\n\n${PROSE}`],
    ['a question', `Issue: who pays?\n\n${PROSE}`],
    ['a sentence', `Publication: it took the editors of the weekly three years.\n\n${PROSE}`],
    ['a number of something', `Issue: 3 million people are still displaced.\n\n${PROSE}`],
    ['a language that is none', `Language: a barrier to peace\n\n${PROSE}`],
    ['a date that is none', `Date: unknown\n\n${PROSE}`],
    ['an unknown label', `Summary: talks fail.\n\n${PROSE}`],
    ['a label within a line', `On Issue: 5 they agreed, and on little else than that.\n\n${PROSE}`],
  ])('is not %s', async (_, text) => {
    expect(paragraphsOf(await readOne(text))).toEqual(text.split('\n\n'));
  });

  test('is only at the head of the file', async () => {
    const text = `${PROSE}\n\nPublication: Monitor Volume: 6 Issue: 238\n\n${MORE}`;
    const article = await readOne(text);
    expect(article.text).toBe(text);
    expect(article.metadata.publication).toBeUndefined();
  });

  test('a file with nothing else has no text', async () => {
    expect(await failure('Publication: Monitor Volume: 6 Issue: 238\n')).toMatchObject({
      code: 'no-text',
      reasonClass: 'damaged',
    });
  });
});

describe('title, byline and date without labels', () => {
  test.each([
    ['a title', `Talks on office fail again\n\n${PROSE}`, { title: 'Talks on office fail again' }],
    ['capitals', `TALKS ON OFFICE FAIL AGAIN\n\n${PROSE}`, { title: 'TALKS ON OFFICE FAIL AGAIN' }],
    [
      'an underline',
      `Talks on office fail again\n==========================\n\n${PROSE}`,
      { title: 'Talks on office fail again' },
    ],
    [
      'a byline and a date',
      `Talks fail again\n\nBy Jane Roe\n\nDecember 18, 2000\n\n${PROSE}`,
      { title: 'Talks fail again', bylines: ['Jane Roe'], published: '2000-12-18' },
    ],
    [
      'all in one block',
      `Talks fail again\nBY JANE ROE\n18 December 2000\n\n${PROSE}`,
      { title: 'Talks fail again', published: '2000-12-18' },
    ],
    ['a byline alone', `By Jane Roe, Reuters\n\n${PROSE}`, { bylines: ['Jane Roe, Reuters'] }],
    [
      'a header before',
      `Publication: Monitor Volume: 6 Issue: 238\n\nTalks fail again\n\n${PROSE}`,
      { title: 'Talks fail again', issue: 238 },
    ],
  ])('%s', async (_, text, expected) => {
    const article = await readOne(text);
    expect(valuesOf(article)).toMatchObject(expected);
    expect(article.text).toBe(PROSE);
    const { title } = article.metadata;
    if (title.evidence.from === 'markup') {
      expect(text.slice(title.evidence.span?.start, title.evidence.span?.end)).toBe(title.evidence.quote);
    }
  });

  test.each([
    ['a short sentence', `The talks failed.\n\n${PROSE}`],
    ['a question', `Who pays for talks that fail?\n\n${PROSE}`],
    ['a first line of an item', `- first\n- second\n\n${PROSE}`],
    ['nothing but itself', 'Talks on office fail again'],
    ['no prose after it', 'Talks on office\n\nAnother line'],
    ['a line like a name and a number', `Room: 238\n\n${PROSE}`],
    ['a numeric date that can be two', `03/04/2000\n\n${PROSE}`],
    ['a sentence that begins with By', `By Friday nothing was agreed.\n\n${PROSE}`],
  ])('not taken: %s', async (_, text) => {
    const article = await readOne(text);
    expect(article.metadata.title.evidence.from).toBe('derived');
    expect(article.metadata.bylines).toBeUndefined();
    expect(article.metadata.published).toBeUndefined();
    expect(article.text.replace(/\n+/g, ' ')).toBe(text.replace(/\n+/g, ' '));
  });

  test('a heading between paragraphs stays in the text and is one', async () => {
    const article = await readOne(`${PROSE}\n\nWhat comes next\n\n${MORE}`);
    expect(kindsOf(article)).toEqual(['body', 'heading', 'body']);
  });
});

describe('paragraphs', () => {
  test('blank lines separate them, whatever line ends are used', async () => {
    for (const lineEnd of ['\n', '\r\n', '\r']) {
      const text = `${PROSE}\n \t\n\n${MORE}\n`.replaceAll('\n', lineEnd);
      expect((await readOne(text)).text).toBe(`${PROSE}\n\n${MORE}`);
    }
  });

  test('wrapped lines are joined', async () => {
    const text = `${wrap(`${PROSE} ${MORE}`)}\n\n${wrap(`${MORE} ${PROSE}`, 60)}\n`;
    expect(paragraphsOf(await readOne(text))).toEqual([`${PROSE} ${MORE}`, `${MORE} ${PROSE}`]);
  });

  test('without blank lines, long lines are paragraphs', async () => {
    expect(paragraphsOf(await readOne(`${PROSE} ${MORE}\n${MORE} ${PROSE}\n${PROSE}`))).toHaveLength(3);
  });

  test('without blank lines, a wrapped line far from the margin ends its paragraph', async () => {
    const text = `${wrap(`${PROSE} ${MORE} So it is.`, 72)}\n${wrap(`${MORE} ${PROSE}`, 72)}`;
    expect(paragraphsOf(await readOne(text))).toEqual([`${PROSE} ${MORE} So it is.`, `${MORE} ${PROSE}`]);
  });

  test('a wrapped line that happens to end a sentence does not end its paragraph', async () => {
    const first = 'The ministers met again on Friday in the capital, as they had said.\nNobody came.';
    const text = `${first}\n\n${wrap(`${MORE} ${PROSE}`, 67)}\n\n${wrap(`${PROSE} ${MORE}`, 67)}`;
    expect(paragraphsOf(await readOne(text))[0]).toBe(first.replace('\n', ' '));
  });

  test('a town is no title', async () => {
    const article = await readOne(`SPRINGFIELD, Northland\n\n${PROSE}`);
    expect(article.metadata.title.evidence.from).toBe('derived');
  });

  test('without blank lines, indented first lines begin paragraphs', async () => {
    const text = `   ${wrap(`${PROSE} ${MORE}`)}\n   ${wrap(`${MORE} ${PROSE}`)}\n   ${wrap(PROSE)}`;
    expect(paragraphsOf(await readOne(text))).toEqual([`${PROSE} ${MORE}`, `${MORE} ${PROSE}`, PROSE]);
  });

  test('verse and addresses keep their lines', async () => {
    const verse =
      'The moon is out upon the hill,\nThe river sleeps below,\nAnd all the little lights are still\nThat burned an hour ago';
    expect(paragraphsOf(await readOne(`${PROSE}\n\n${verse}`))).toEqual([PROSE, verse]);
    const address = 'Jane Roe\n12 Example Street\nSpringfield';
    expect(paragraphsOf(await readOne(`${PROSE}\n\n${address}`))).toEqual([PROSE, address]);
  });

  test('items of a list are paragraphs, their wrapped lines joined, their marks kept', async () => {
    const text = `${PROSE}\n\nThe points:\n- the office\n- the status, which was\n  not agreed upon\n- the place\n\n1. one\n2. two`;
    const article = await readOne(text);
    expect(paragraphsOf(article).slice(1)).toEqual([
      'The points:',
      '- the office',
      '- the status, which was not agreed upon',
      '- the place',
      '1. one',
      '2. two',
    ]);
    expect(kindsOf(article).slice(1)).toEqual(['body', ...Array(5).fill('list-item')]);
  });

  test('separators go, tables keep their lines', async () => {
    const table = 'Year      Talks     Results\n1999      12        0\n2000      15        1';
    expect(paragraphsOf(await readOne(`${PROSE}\n\n* * *\n\n${MORE}\n----------\n${table}`))).toEqual([
      PROSE,
      MORE,
      table,
    ]);
  });

  test('Chinese lines join without a space', async () => {
    const line = '美国总统今天在白宫宣布他将于明年春天访问中国并与中国领导人举行会谈讨论两国关系';
    expect((await readOne(`${line}\n${line}\n${line}`)).text).toBe(line.repeat(3));
  });

  test('characters within a paragraph stay as they are', async () => {
    const text = 'A\u0301 “quoted”–dashed ’tis naïve\u00a0text  with\ttabs\u00ad and e\u0301.';
    expect((await readOne(text)).text).toBe(text);
  });

  test('a huge single line', async () => {
    const text = `${PROSE} `.repeat(20_000).trim();
    const article = await readOne(text);
    expect(article.text).toBe(text);
    expect(article.paragraphs).toHaveLength(1);
    expect(article.sentences).toHaveLength(40_000);
  });

  test('more lines than any article has', async () => {
    expect(await failure('a\n'.repeat(1_000_001))).toMatchObject({ reasonClass: 'too-large', code: 'too-many-lines' });
  });
});

const seed = join(__dirname, '../../../../shared/data/seed/monitor-6-238.txt');

(existsSync(seed) ? describe : describe.skip)('the seed article', () => {
  test('publication, volume, issue, six paragraphs, a derived title', async () => {
    const source = readFileSync(seed);
    const article = await readOne(source, { name: 'monitor-6-238.txt' });
    expect(valuesOf(article)).toMatchObject({ publication: 'Monitor', volume: 6, issue: 238 });
    expect(article.paragraphs).toHaveLength(6);
    expect(article.metadata.title.evidence.from).toBe('derived');
    expect(article.metadata.published).toBeUndefined();
    expect(article.warnings).toEqual([]);
    expect(article.sentences).toHaveLength(28);
    expect(source.toString()).toContain(article.text);
    const quoted = article.sentences.map(({ start, end }) => article.text.slice(start, end));
    expect(quoted).toContainEqual(
      expect.stringMatching(/^“We insist .* some day,” a senior NATO official was quoted as saying\.$/),
    );
  });
});

describe('a masthead without labels', () => {
  test.each([
    ['RFE/RL NEWSLINE Vol. 6, No. 91, Part II, 16 May 2002', 'RFE/RL NEWSLINE', 6, 91, '2002-05-16'],
    ['Strait Watch Daily\nNo. 214 | 2021-03-03', 'Strait Watch Daily', undefined, 214, '2021-03-03'],
    ['The Harbour Letter\nVol. 12, No. 45\nNovember 12, 2019', 'The Harbour Letter', 12, 45, '2019-11-12'],
    ['Harbour Report Volume 6, Number 12\n21 March 2003', 'Harbour Report', 6, 12, '2003-03-21'],
    ['Harbour Brief\nVolume: 9 Issue: 12\nJune 12, 2009', 'Harbour Brief', 9, 12, '2009-06-12'],
    ['DEEP LINE\nStraits & Sounds\n26 November 2004 / Vol. 3, No. 46', 'DEEP LINE', 3, 46, '2004-11-26'],
    ['Ins & Outs\nWeekly customs note no. 9 (2023-03-03)', 'Ins & Outs', undefined, 9, '2023-03-03'],
    ['High Water Brief\nIssue 1/2023\n\n3 January 2023', 'High Water Brief', undefined, '1/2023', '2023-01-03'],
  ])('%j', async (masthead, publication, volume, issue, published) => {
    const article = await readOne(`${masthead}\n\n${PROSE}\n\n${MORE}\n`);
    expect(valuesOf(article)).toMatchObject({ publication, issue, published, ...(volume && { volume }) });
    expect(paragraphsOf(article)).toEqual([PROSE, MORE]);
  });

  test('with the days of a week, and a line that says whose it is', async () => {
    const masthead = 'RIVER POLICY WEEKLY\nThe Institute for River Studies\nWeek of 9-15 September 2013';
    const article = await readOne(`${masthead}\n\n${PROSE}\n\n${MORE}\n`);
    expect(valuesOf(article)).toMatchObject({
      publication: 'RIVER POLICY WEEKLY',
      publishedWithin: '2013-09-09/2013-09-15',
    });
    expect(paragraphsOf(article)).toEqual([PROSE, MORE]);
  });

  test.each([
    ['HARBOUR BRIEF -- 2013-06-21', 'HARBOUR BRIEF', '2013-06-21'],
    ['Strait Letter\nHarbour Town/Saltport, 18 August 2006', 'Strait Letter', '2006-08-18'],
  ])('that has a day and no number: %j', async (masthead, publication, published) => {
    const article = await readOne(`${masthead}\n\n${PROSE}\n\n${MORE}\n`);
    expect(valuesOf(article)).toMatchObject({ publication, published });
    expect(paragraphsOf(article)).toEqual([PROSE, MORE]);
  });

  test.each([
    ['A Deal on Cranes | Saltport | 12 May 2023', 'A Deal on Cranes | Saltport', '2023-05-12'],
    ['A Deal on Cranes\nSaltport, 4 January 2008', 'A Deal on Cranes', '2008-01-04'],
  ])('a title with a town and a day is none, and has its day: %j', async (head, title, published) => {
    const article = await readOne(`${head}\n\n${PROSE}\n\n${MORE}\n`);
    expect(valuesOf(article)).toMatchObject({ title, published });
    expect(article.metadata.publication).toBeUndefined();
    expect(paragraphsOf(article)).toEqual([PROSE, MORE]);
  });

  test('with a title below it', async () => {
    const article = await readOne(`Harbour Report Volume 6, Number 12\nCranes for Sale\n\n${PROSE}\n\n${MORE}\n`);
    expect(valuesOf(article)).toMatchObject({ publication: 'Harbour Report', title: 'Cranes for Sale' });
  });

  test('labelled days below the name, and a line of copyright', async () => {
    const days = 'Published: 2 July 2013 | Updated: 5 July 2013';
    const article = await readOne(`A Deal on Cranes\n${days}\nCopyright 2013 Harbour Report\n\n${PROSE}\n\n${MORE}\n`);
    expect(valuesOf(article)).toMatchObject({
      title: 'A Deal on Cranes',
      published: '2013-07-02',
      updated: '2013-07-05',
      copyright: 'Copyright 2013 Harbour Report',
    });
    expect(paragraphsOf(article)).toEqual([PROSE, MORE]);
  });

  test('a day that can be one of two', async () => {
    const article = await readOne(`Publication: Prism\nDate: 3/6/2002\n\n${PROSE}\n`);
    expect(valuesOf(article)).toMatchObject({ publishedEither: '2002-03-06/2002-06-03' });
    expect(article.metadata.published).toBeUndefined();
    expect(article.warnings).toMatchObject([{ code: 'published-not-understood' }]);
  });

  test('a month is no day', async () => {
    const article = await readOne(`Publication: Prism Volume: 6 Issue: 6\nDate: June 2000\n\n${PROSE}\n`);
    expect(valuesOf(article)).toMatchObject({ publishedWithin: '2000-06-01/2000-06-30' });
    expect(article.metadata.published).toBeUndefined();
    expect(article.warnings).toEqual([]);
  });

  test('a title with a date below it is none', async () => {
    const article = await readOne(`A Deal on Cranes\nNovember 12, 2019\n\n${PROSE}\n\n${MORE}\n`);
    expect(valuesOf(article)).toMatchObject({ title: 'A Deal on Cranes', published: '2019-11-12' });
    expect(article.metadata.publication).toBeUndefined();
  });
});

test.each(['-30-', '### ', 'ENDS', '(end)', '--30--', 'NNNN'])(
  'what ends a transmission is no text: %s',
  async (mark) => {
    const article = await readOne(`The talks in Minsk failed, said the minister on Friday evening.\n\n${mark}\n`);
    expect(article.text).toBe('The talks in Minsk failed, said the minister on Friday evening.');
  },
);

test('what was read as Windows-1252 in a language that it cannot write is doubtful', async () => {
  const text =
    'Predsednik vlade je včeraj v Ljubljani dejal, da bo država pomagala vsem ljudem. Škoda je velika, je dejal župan.';
  const bytes = Uint8Array.from(
    [...text],
    (letter) => ({ č: 0xe8, Š: 0x8a, š: 0x9a, ž: 0x9e })[letter] ?? letter.charCodeAt(0),
  );
  const article = await readOne(bytes);
  expect(codesOf(article)).toContain('encoding-doubtful');
});

describe('heads of strangers', () => {
  const BODY = `${'The harbour of Lisbon is closed, said the owner of the docks on Wednesday evening. '.repeat(2).trim()}`;

  test('an address above, and a byline with a date in one line', async () => {
    const article = await readOne(
      `https://circular.example/harbour\n\nHarbour closed\n\nBy Marta Quill | March 12, 2019\n\n${BODY}\n`,
    );
    expect(valuesOf(article)).toMatchObject({
      title: 'Harbour closed',
      url: 'https://circular.example/harbour',
      bylines: ['Marta Quill'],
      published: '2019-03-12',
    });
    expect(paragraphsOf(article)).toEqual([BODY]);
  });

  test('what a writer is, below the name', async () => {
    const article = await readOne(`Harbour closed\nBy Marta Quill\nStaff Writer\n\n${BODY}\n`);
    expect(valuesOf(article)).toMatchObject({ title: 'Harbour closed', bylines: ['Marta Quill'] });
    expect(paragraphsOf(article)).toEqual([BODY]);
  });

  test('labelled lines below the title', async () => {
    const times = 'Published: 12 March 2019, 18:20\nUpdated: 13 March 2019, 07:05';
    const article = await readOne(`Harbour closed\n\n${times}\n\n${BODY}\n`);
    expect(valuesOf(article)).toMatchObject({
      title: 'Harbour closed',
      published: '2019-03-12',
      updated: '2019-03-13',
    });
    expect(paragraphsOf(article)).toEqual([BODY]);
  });

  test('what else stands below a title and a date is text', async () => {
    const article = await readOne(`Harbour closed\n12 March 2019\nNew Lisbon\n\n${BODY}\n`);
    expect(valuesOf(article)).toMatchObject({ title: 'Harbour closed', published: '2019-03-12' });
    expect(article.metadata.bylines).toBeUndefined();
    expect(paragraphsOf(article)).toEqual(['New Lisbon', BODY]);
  });
});

test('a masthead with lines of text right below it', async () => {
  const article = await readOne(`Strait Quarterly\nNo. 2, Spring 2018\nTroms\u00f8\n\n${PROSE}\n\n${MORE}\n`);
  expect(valuesOf(article)).toMatchObject({ publication: 'Strait Quarterly', issue: 2 });
  expect(paragraphsOf(article)).toEqual(['Troms\u00f8', PROSE, MORE]);
});
