import { column, makePdf, type PdfText } from '../../fixtures/make/pdf';
import { codesOf, failure, kindsOf, paragraphsOf, readOne, valuesOf } from './read';

const pdf = { name: 'incoming/letter.pdf' };
const WORDS = 'The harbour reopened on Tuesday after a strike of nine weeks, and the first ship came in at noon.'.split(
  ' ',
);

/** Lines of running text, each of about so many characters. */
function prose(lines: number, width: number, from = 0): string[] {
  let at = from;
  return Array.from({ length: lines }, () => {
    let line = '';
    while (line.length < width - 6) line += `${line === '' ? '' : ' '}${WORDS[at++ % WORDS.length]}`;
    return line;
  });
}

describe('a page', () => {
  test('has a title, headings and paragraphs, told by size and distance', async () => {
    const page: PdfText[] = [
      { x: 60, y: 780, text: 'Harbour reopens', size: 20 },
      { x: 60, y: 760, text: 'By Marta Quill' },
      ...column(60, 730, ['The harbour reopened on Tuesday after a strike', 'of nine weeks. It rained.']),
      ...column(60, 690, ['“We waited long,” the mayor said – and so', 'they did.']),
      { x: 60, y: 640, text: 'What comes next', size: 13 },
      ...column(60, 620, ['The talks go on.']),
    ];
    const article = await readOne(
      makePdf({ pages: [page], info: { Author: 'Ana Prates', Title: 'letter.indd' } }),
      pdf,
    );
    expect(paragraphsOf(article)).toEqual([
      'The harbour reopened on Tuesday after a strike of nine weeks. It rained.',
      '“We waited long,” the mayor said – and so they did.',
      'What comes next',
      'The talks go on.',
    ]);
    expect(kindsOf(article)).toEqual(['body', 'body', 'heading', 'body']);
    expect(valuesOf(article)).toEqual({ title: 'Harbour reopens', bylines: ['Marta Quill'] });
    expect(article.metadata.title.evidence).toMatchObject({ from: 'markup', page: 1 });
    expect(article.metadata.bylines?.lost).toMatchObject([{ value: 'Ana Prates' }]);
  });

  test('in two columns below a title is read column by column', async () => {
    const left = prose(12, 45);
    const right = prose(12, 45, 7);
    const page = [
      { x: 60, y: 800, text: 'The harbour reopens after nine weeks of strike', size: 18 },
      ...column(60, 760, left),
      ...column(320, 757, right),
    ];
    const { text } = await readOne(makePdf({ pages: [page] }), pdf);
    expect(text.replace(/\s+/g, ' ')).toBe([...left, ...right].join(' '));
  });

  test('with a table keeps its rows', async () => {
    const rows = ['1999', '2000', '2001', '2002'].flatMap((year, at) => [
      { x: 60, y: 600 - at * 14, text: year },
      { x: 200, y: 600 - at * 14, text: `${at} ships` },
      { x: 340, y: 600 - at * 14, text: `${at}00 men` },
    ]);
    const { text } = await readOne(makePdf({ pages: [[...column(60, 700, prose(3, 80)), ...rows]] }), pdf);
    expect(text).toMatch(/1999 0 ships 000 men\s+2000 1 ships 100 men/);
  });

  test('that lies on its side is read, what runs across it is not', async () => {
    const turned = makePdf({ pages: [column(60, 700, prose(3, 60))] }).toString('latin1');
    const article = await readOne(Buffer.from(turned.replaceAll('/MediaBox', '/Rotate 90 /MediaBox'), 'latin1'), pdf);
    expect(article.text).toContain('The harbour reopened on Tuesday');
  });
});

describe('words that are hyphenated at the end of a line', () => {
  test.each([
    [['It was a mis-', 'understanding of the harbour'], 'a misunderstanding of'],
    [['The well-known mayor and the well-', 'known captain'], 'the well-known captain'],
    [['The talks of 1999-', '2000 and more'], 'of 1999- 2000'],
    [['Jean-', 'Paul came'], 'Jean-Paul came'],
  ])('%j', async (lines, expected) => {
    const { text } = await readOne(makePdf({ pages: [column(60, 700, lines)] }), pdf);
    expect(text).toContain(expected);
  });
});

describe('pages', () => {
  const pages = Array.from({ length: 5 }, (_, at) => [
    { x: 60, y: 810, text: at % 2 ? 'Harbour Letter' : `Volume 3, Issue ${at}` },
    ...column(60, 760, prose(20, 80, at * 3)),
    { x: 290, y: 30, text: `- ${at + 7} -` },
  ]);

  test('lose what repeats at their edges, which is said', async () => {
    const article = await readOne(makePdf({ pages }), pdf);
    expect(article.text).not.toMatch(/- \d+ -/);
    expect(article.text).not.toContain('Volume 3');
    expect(article.text.replace(/\s+/g, ' ')).toBe(
      pages.flatMap((page) => page.slice(1, -1).map(({ text }) => text)).join(' '),
    );
    expect(article.warnings[0]?.code).toBe('page-furniture');
    expect(article.warnings[0]?.message).toContain('"- 7 -"');
  });

  test('that are all the same but for numbers have a text all the same', async () => {
    const form = (number: number) => column(60, 700, [`Receipt ${number}: the harbour was paid.`, 'Lisbon Harbour']);
    const article = await readOne(makePdf({ pages: [form(1), form(2), form(3)] }), pdf);
    expect(article.text).toContain('Receipt 2: the harbour was paid.');
    expect(codesOf(article)).toEqual([]);
  });

  test('are known at every place of the text', async () => {
    const { text, pages: starts = [] } = await readOne(makePdf({ pages }), pdf);
    expect(starts.map(([, page]) => page)).toEqual([1, 2, 3, 4, 5]);
    for (const [start, page] of starts) expect(text.slice(start)).toMatch(new RegExp(`^${pages[page - 1]?.[1]?.text}`));
  });

  test('without text are named', async () => {
    expect(codesOf(await readOne(makePdf({ pages: [column(60, 700, prose(2, 60)), []] }), pdf))).toEqual([
      'pages-without-text',
    ]);
  });
});

describe('a PDF that cannot be read', () => {
  const good = makePdf({ pages: [column(60, 700, prose(3, 60))] });
  test.each<[string, Buffer, { code: string; reasonClass: string }]>([
    [
      'with a password',
      makePdf({ pages: [column(60, 700, prose(3, 60))], encrypted: true }),
      { code: 'password-protected', reasonClass: 'unsupported' },
    ],
    ['without text', makePdf({ pages: [[], []] }), { code: 'pdf-without-text', reasonClass: 'unsupported' }],
    ['cut after its head', good.subarray(0, 60), { code: 'damaged-pdf', reasonClass: 'damaged' }],
    ['of its head only', Buffer.from('%PDF-1.7\n'), { code: 'damaged-pdf', reasonClass: 'damaged' }],
  ])('%s', async (_, bytes, reason) => {
    const error = await failure(bytes, pdf);
    expect(error).toMatchObject(reason);
    expect(error.advice).not.toBe('');
  });

  test('with more pages than the stage reads', async () => {
    const { readAll, file } = await import('./read');
    await expect(readAll(file(makePdf({ pages: [[], [], []] }), pdf), { pages: 2 })).rejects.toMatchObject({
      code: 'too-many-pages',
    });
  });

  test('but whose table is lost is read all the same', async () => {
    expect((await readOne(good.subarray(0, good.length - 20), pdf)).text).toContain('The harbour reopened');
  });
});
