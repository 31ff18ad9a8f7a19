import fc from 'fast-check';
import { bodyOfWords } from '../../../shared/formats/xml/body';
import { find, lineOf, textOf } from '../../../shared/formats/xml/text';
import { eachElement, readXml } from '../../../shared/formats/xml/tree';
import { failure, readOne } from './read';

const xml = { name: 'incoming/a.xml' };
const nitf = (content: string, prolog = '') =>
  `${prolog}<nitf><body><body.head><hedline><hl1>Talks</hl1></hedline></body.head><body.content>${content}</body.content></body></nitf>`;

describe('XML', () => {
  test('elements with their places, and words with theirs', () => {
    const source =
      '<?xml version="1.0"?><!-- <x> --><a:r k="1 &gt; 0"><b>t &amp; &#8217;<c/>z<![CDATA[<p>&amp;</p>]]></b></a:r>';
    const root = readXml(source);
    expect([root.name, root.prefix, root.attributes]).toEqual(['r', 'a', { k: '1 > 0' }]);
    const b = find(root, 'b');
    if (!b) throw new Error('no <b>');
    expect(source.slice(b.span.start, b.span.end)).toMatch(/^<b>.*<\/b>$/);
    const { value, runs } = textOf(source, b);
    expect(value).toBe('t & ’z<p>&amp;</p>');
    for (const [at, from, length] of runs) expect(source.slice(from, from + length)).toBe(value.slice(at, at + length));
  });

  test('any text comes back as it was, and maps to where it stands', () => {
    const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const words = fc.string({ unit: fc.constantFrom('a', 'é', '🚢', ' ', '&', '<', '>', '"', ';', '#', ']') });
    fc.assert(
      fc.property(words, (text) => {
        const source = `<a><b x="${escaped(text).replaceAll('"', '&quot;')}">${escaped(text)}</b></a>`;
        const b = find(readXml(source), 'b');
        if (!b) throw new Error('no <b>');
        expect(b.attributes['x']).toBe(text);
        const { value, runs } = textOf(source, b);
        expect(value).toBe(text);
        for (const [at, from, length] of runs)
          expect(source.slice(from, from + length)).toBe(value.slice(at, at + length));
      }),
    );
  });

  test('references of HTML are read, unknown ones stay', () => {
    const source = '<a>x&nbsp;y &foo; &ldquo;z&rdquo;</a>';
    expect(lineOf(source, readXml(source))).toBe('x y &foo; “z”');
    expect(bodyOfWords(source, readXml(source)).text).toBe('x\u00a0y &foo; “z”');
  });

  test('entries are given as they come, with what stands before them', () => {
    const source = `<r><t>x</t>${'<i>1</i>'.repeat(20_000)}</r>`;
    let count = 0;
    for (const { element, ancestors } of eachElement(source, new Set(['i']))) {
      expect(ancestors[0]?.children.filter(({ name }) => name === 't')).toHaveLength(1);
      expect(source.slice(element.inner.start, element.inner.end)).toBe('1');
      count += 1;
    }
    expect(count).toBe(20_000);
  });

  test('quotes and ">" in attributes are no text', async () => {
    const article = await readOne(nitf("<p>A <a title=\"x > y\" href='z'>link</a>, don't <b>say</b>.</p>"), xml);
    expect(article.text).toBe("A link, don't say.");
  });
});

describe('XML that is refused', () => {
  const laughs = '<!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>';
  test.each([
    ['a billion laughs', nitf('<p>&c;</p>', laughs), 'xml-entities'],
    [
      'an external entity',
      nitf('<p>&x;</p>', '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
      'xml-entities',
    ],
    [
      'a parameter entity',
      nitf('<p>x</p>', '<!DOCTYPE nitf [ <!ENTITY % p SYSTEM "http://x/y.dtd"> %p; ]>'),
      'xml-entities',
    ],
    ['depth without end', '<nitf>'.repeat(100_000), 'xml-too-deep'],
    ['elements without number', `<nitf>${'<a/>'.repeat(600_000)}</nitf>`, 'xml-too-many-elements'],
    ['a cut file', nitf('<p>x</p>').slice(0, -20), 'xml-not-closed'],
    ['another XML', '<?xml version="1.0"?><svg><text>x</text></svg>', 'xml-not-supported'],
    ['no XML', 'The talks failed.', 'xml-not-supported'],
    ['no article', '<rss><channel><title>x</title></channel></rss>', 'no-words'],
  ])('%s', async (_, text, code) => expect((await failure(text, xml)).code).toBe(code));

  test('a DTD that is only named is not fetched and does no harm', async () => {
    expect(
      (await readOne(nitf('<p>x</p>', '<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.4//EN" "nitf.dtd">'))).text,
    ).toBe('x');
  });
});
