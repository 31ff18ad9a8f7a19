import { makeDocx, makeOdt, wordParagraph } from '../../fixtures/make/packages';
import { makeZip } from '../../fixtures/make/zip';
import { codesOf, failure, kindsOf, paragraphsOf, readOne, valuesOf } from './read';

const PROSE = 'Prime Minister Marta Quill opened the new court in Lisbon on Tuesday, after nine years. It rained.';

describe('DOCX', () => {
  const docx = { name: 'incoming/article.docx' };

  test('styles make a title, headings, quotes and lists, in any language of the program', async () => {
    const body = [
      wordParagraph('A court opens', 'Titel'),
      wordParagraph('By Ana Prates'),
      wordParagraph('12 May 2004'),
      wordParagraph(PROSE),
      wordParagraph('The long wait', 'Zwischentitel'),
      wordParagraph('“It took us nine years.”', 'Zitat'),
      wordParagraph('first', 'Liste'),
      '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>second</w:t></w:r></w:p>',
    ];
    const article = await readOne(
      makeDocx(body.join(''), { title: 'Microsoft Word - x.doc', creator: 'jroe', language: 'pt' }),
      docx,
    );
    expect(paragraphsOf(article)).toEqual([PROSE, 'The long wait', '“It took us nine years.”', 'first', 'second']);
    expect(kindsOf(article)).toEqual(['body', 'heading', 'quote', 'list-item', 'list-item']);
    expect(valuesOf(article)).toEqual({
      title: 'A court opens',
      bylines: ['Ana Prates'],
      published: '2004-05-12',
      language: 'pt',
    });
    expect(article.metadata.language?.evidence).toEqual({ from: 'document-properties', name: 'language', quote: 'pt' });
  });

  test('runs, breaks and tabs are one paragraph; deleted text and instructions are none', async () => {
    const body = `<w:p><w:r><w:t>One</w:t></w:r><w:r><w:t xml:space="preserve"> wo</w:t></w:r><w:r><w:t>rd</w:t><w:tab/><w:t>tab</w:t><w:br/><w:t>line</w:t></w:r>
      <w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>
      <w:ins><w:r><w:t xml:space="preserve"> new</w:t></w:r></w:ins><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>`;
    const article = await readOne(makeDocx(body), docx);
    expect(paragraphsOf(article)).toEqual(['One word tab\nline new']);
    expect(codesOf(article)).toEqual(['notes-left-out']);
  });

  test('a row of a table is a line, a laid out one paragraphs, and a text box follows its paragraph', async () => {
    const cell = (...paragraphs: string[]) => `<w:tc>${paragraphs.map((text) => wordParagraph(text)).join('')}</w:tc>`;
    const box = `<w:p><w:r><w:t>Around </w:t><w:txbxContent>${wordParagraph('In the box')}</w:txbxContent><w:t>it</w:t></w:r></w:p>`;
    const body = `<w:tbl><w:tr>${cell('1999')}${cell('5 ships')}</w:tr><w:tr>${cell('a', 'b', 'c')}${cell(PROSE)}</w:tr></w:tbl>${box}`;
    expect(paragraphsOf(await readOne(makeDocx(body), docx))).toEqual([
      '1999 | 5 ships',
      'a',
      'b',
      'c',
      PROSE,
      'Around it',
      'In the box',
    ]);
  });

  test('a header line of a serial is no text', async () => {
    const body = wordParagraph('Publication: Lisbon Circular Volume: 2 Issue: 7') + wordParagraph(PROSE);
    const article = await readOne(makeDocx(body), docx);
    expect(article.text).toBe(PROSE);
    expect(valuesOf(article)).toMatchObject({ publication: 'Lisbon Circular', volume: 2, issue: 7 });
  });

  test('entities are not expanded, nesting costs no stack', async () => {
    const deep = '<w:sdt>'.repeat(50_000);
    const article = await readOne(makeDocx(`${deep}${wordParagraph(PROSE)}`), docx);
    expect(article.text).toBe(PROSE);
    const laughing = makeZip([
      {
        name: 'word/document.xml',
        data: `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><w:document><w:body>${wordParagraph('x')}<w:p><w:r><w:t>&b;&c;</w:t></w:r></w:p></w:body></w:document>`,
      },
    ]);
    expect((await readOne(laughing, docx)).text).not.toMatch(/haha|root/);
  });

  test.each<[string, Buffer, string]>([
    ['without text', makeDocx('<w:p/>'), 'document-without-text'],
    [
      'without its main part',
      makeZip([
        { name: '[Content_Types].xml', data: '<Types/>' },
        { name: '_rels/.rels', data: '<x/>' },
      ]),
      'damaged-document',
    ],
    ['cut', makeDocx(wordParagraph(PROSE)).subarray(0, 900), 'truncated-archive'],
    [
      'with a password',
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(600),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
      'password-protected',
    ],
    [
      'an old DOC',
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(600),
        Buffer.from('WordDocument', 'utf16le'),
      ]),
      'format-not-supported-yet',
    ],
  ])('%s is refused', async (_, bytes, code) => {
    expect((await failure(bytes, docx)).code).toBe(code);
  });
});

describe('ODT', () => {
  const odt = { name: 'incoming/article.odt' };

  test('headings, lists, quotes and spaces', async () => {
    const text = `<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:h text:outline-level="1">A court opens</text:h>
      <text:p text:style-name="Text_20_body">${PROSE}<office:annotation><text:p>a remark</text:p></office:annotation></text:p>
      <text:p text:style-name="P1">“It took<text:s text:c="2"/>us<text:line-break/>nine years.”</text:p>
      <text:list><text:list-item><text:p>first</text:p></text:list-item></text:list>`;
    const article = await readOne(makeOdt(text, { properties: { creator: 'Ana Prates', title: 'Untitled' } }), odt);
    expect(paragraphsOf(article)).toEqual([PROSE, '“It took us\nnine years.”', 'first']);
    expect(kindsOf(article)).toEqual(['body', 'quote', 'list-item']);
    expect(valuesOf(article)).toEqual({ title: 'A court opens', bylines: ['Ana Prates'] });
  });

  test('refused', async () => {
    expect((await failure(makeOdt('', { encrypted: true }), odt)).code).toBe('password-protected');
    expect((await failure(makeOdt('<text:p/>'), odt)).code).toBe('document-without-text');
  });
});

describe('RTF', () => {
  const rtf = { name: 'incoming/article.rtf' };
  const fonts = String.raw`{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times Cyr;}{\f2\fcharset238 Times CE;}}`;
  const read = (body: string) => readOne(Buffer.from(`{\\rtf1\\ansi\\ansicpg1252${fonts}${body}}`, 'latin1'), rtf);

  test('styles, bold words and special characters', async () => {
    const article = await read(
      String.raw`{\stylesheet{Normal;}{\s1 heading 1;}{\s9 Title;}}{\info{\title Untitled}{\author Ana Prates}{\*\company X}}
\pard\s9 A court opens\par \pard ${PROSE} {\b Bold}ly \ldblquote so\rdblquote \emdash no\~t {\v hidden}{\*\unknown gone}{\footnote note}.\par
\pard\s1 The long wait\par\pard{\listtext\'b7\tab}first\par`,
    );
    expect(paragraphsOf(article)).toEqual([`${PROSE} Boldly “so”—no t .`, 'The long wait', 'first']);
    expect(kindsOf(article)).toEqual(['body', 'heading', 'list-item']);
    expect(valuesOf(article)).toEqual({ title: 'A court opens', bylines: ['Ana Prates'] });
  });

  test('code pages of fonts, and Unicode with what older programs show', async () => {
    const article = await read(
      String.raw`{\f1 \'d7\'e5\'f7\'ed\'ff} {\f2 \'b3\'f3d\'9f} caf\'e9 \u8217\'92 \u-10179?\u-8704? {\uc2 \u26085\'93\'fa}x\par`,
    );
    expect(article.text).toBe('Чечня łódź café ’ 😀 日x');
  });

  test('a code page of two bytes, whose second is a letter', async () => {
    const source = Buffer.concat([
      Buffer.from(String.raw`{\rtf1\ansi\ansicpg932{\fonttbl{\f0\fcharset128 M;}{\f1\fcharset0 T;}}\f0 `),
      Buffer.from(String.raw`\'83e\'83X\'83g\f1 \'83\'65\par}`),
    ]);
    expect((await readOne(source, rtf)).text).toBe('テストテ');
  });

  test('tables', async () => {
    expect(
      paragraphsOf(
        await read(String.raw`\trowd\intbl 1999\cell 5 ships\cell\row\trowd\intbl 2000\cell 6\cell\row\pard After\par`),
      ),
    ).toEqual(['1999 | 5 ships', '2000 | 6', 'After']);
  });

  test('cut, empty, and nested without end', async () => {
    expect(codesOf(await readOne(String.raw`{\rtf1 ${PROSE}\par {\b and`, rtf))).toEqual(['truncated-document']);
    expect((await failure(String.raw`{\rtf1 }`, rtf)).code).toBe('document-without-text');
    expect((await failure(`{\\rtf1 ${'{'.repeat(100_000)}`, rtf)).code).toBe('damaged-document');
  });
});
