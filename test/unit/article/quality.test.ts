import fc from 'fast-check';
import { type Edit, editBody } from '../../../shared/article/quality/edits';
import { findMojibake, withoutMojibake } from '../../../shared/article/quality/mojibake';
import { codesOf, paragraphsOf, readOne } from '../formats/read';

const HIGH = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const misread = (text: string) =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) => (byte >= 0x80 && byte < 0xa0 ? HIGH.charAt(byte - 0x80) : String.fromCharCode(byte)))
    .join('');

describe('mojibake', () => {
  test.each([
    ['The café’s owner said “no” – twice…', 'cafÃ©'],
    ['Порт остаётся закрытым.', 'ÐŸÐ¾ÑÑ‚'],
    ['It cost £5 at 20 °C.', 'Â£5'],
  ])('%s', (text) => {
    const damaged = misread(text).replace(/[\x80-\x84\x86-\x9f]/g, '');
    const repaired = withoutMojibake(damaged);
    // Five bytes are no character of Windows-1252: what they were part of may be lost.
    if (damaged === misread(text) || text.includes('“')) {
      expect(repaired).toBe(text);
      expect(withoutMojibake(misread(damaged))).toBe(text);
    } else {
      expect(repaired).not.toBe(damaged);
    }
  });

  test('is not what a text has on purpose', () => {
    for (const text of [
      'Der Buchstabe „Ä“ und die „TÄ“.',
      '«AMANHû disse ele; “NÔ.',
      'Ångström, Ñandú, Île-de-France, São Paulo, Việt Nam, Đà Nẵng, l’âge, forêt…',
      '100 € – “plus” ½',
      'Порт остаётся закрытым до конца недели.',
    ])
      expect([text, findMojibake(text)]).toEqual([text, []]);
  });
});

describe('repairs', () => {
  test('keep what was there, at its place', async () => {
    const source =
      'VladimirZhirinovsky spoke in the Duma on Friday.The members of his party applauded, and itâ€™s said that the govern- ment did not.\n\nVladimir Petrov of the government answered Zhirinovsky.';
    const article = await readOne(source);
    expect(article.text.split('\n\n')[0]).toBe(
      'Vladimir Zhirinovsky spoke in the Duma on Friday. The members of his party applauded, and it’s said that the government did not.',
    );
    expect(
      article.repairs?.map(({ kind, start, end, original }) => [kind, original, article.text.slice(start, end)]),
    ).toEqual([
      ['lost-space', '', ' '],
      ['lost-space', '', ' '],
      ['mojibake', 'â€™', '’'],
      ['hyphenation', '- ', ''],
    ]);
    expect(codesOf(article)).toEqual(['lost-space-repaired', 'mojibake-repaired', 'hyphenation-repaired']);
    for (const [text, at, length] of article.sourceMap) {
      expect(article.text.slice(text, text + length)).toBe(source.slice(at, at + length));
    }
    expect(article.sentences.map(({ start, end }) => article.text.slice(start, end))[1]).toMatch(
      /^The members .* not\.$/,
    );
  });

  test('are not made of names and addresses that are written so', async () => {
    for (const text of [
      'YouTube and LinkedIn, BuzzFeed and AstraZeneca, McDonald and MacArthur met; McDonald and Mac spoke to Arthur.',
      'See www.mail.Ru or Node.Js, booking.Com, Minenergy.Gov.az and the e.g.And so on at 5 p.m.On Friday.',
      'Short- and long-term bonds, pre- or post-war, 2,000 tons, vs.The rest.',
    ]) {
      const article = await readOne(text);
      expect([article.text, article.repairs]).toEqual([text, undefined]);
    }
  });

  test('of a title leave its evidence as it is written', async () => {
    const { metadata } = await readOne('---\ntitle: Itâ€™s over\n---\nThe talks are over.', { name: 'a.md' });
    expect(metadata.title).toMatchObject({ value: 'It’s over', evidence: { quote: 'Itâ€™s over' } });
  });

  test('edits keep the map to the source true', () => {
    const edit = fc.record({
      start: fc.integer({ min: 1, max: 60 }),
      length: fc.nat(4),
      text: fc.string({ maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.string({ minLength: 60, maxLength: 80 }), fc.array(edit, { maxLength: 6 }), (text, wanted) => {
        let from = 0;
        const edits: Edit[] = [];
        for (const { start, length, text: by } of wanted.sort((a, b) => a.start - b.start)) {
          if (start < from || start + length > text.length || (length === 0 && by === '')) continue;
          edits.push({ start, end: start + length, text: by });
          from = start + Math.max(1, length);
        }
        const paragraphs = [{ kind: 'body' as const, start: 0, end: text.length }];
        const body = {
          text,
          paragraphs,
          sourceMap: [[0, 100, text.length] as [number, number, number]],
          controlCharacters: 0,
        };
        const edited = editBody(body, edits);
        expect(edited.paragraphs).toEqual([{ kind: 'body', start: 0, end: edited.text.length }]);
        for (const [at, source, length] of edited.sourceMap) {
          expect(edited.text.slice(at, at + length)).toBe(text.slice(source - 100, source - 100 + length));
        }
        const kept = text.length - edits.reduce((sum, { start, end }) => sum + end - start, 0);
        expect(edited.sourceMap.reduce((sum, [, , length]) => sum + length, 0)).toBe(kept);
      }),
    );
  });
});

describe('suspicions', () => {
  const kindsIn = async (text: string) => (await readOne(text)).suspicions?.map(({ kind }) => kind);
  const PROSE = 'The harbour was closed on Sunday after a crane fell. Nobody was hurt.';

  test('a headline of the next item after the last sentence', async () => {
    const article = await readOne(`${PROSE} NATO Ministers Meet in Oslo Today`);
    const [suspicion] = article.suspicions ?? [];
    expect(suspicion).toMatchObject({ kind: 'glued-headline' });
    expect(suspicion?.score).toBeGreaterThan(0.6);
    expect(article.text.slice(suspicion?.start, suspicion?.end)).toBe('NATO Ministers Meet in Oslo Today');
  });

  test('capitals, lost letters', async () => {
    expect(await kindsIn(`${PROSE}\n\nTHE MINISTERS HAVE MET IN OSLO AND WILL MEET AGAIN.`)).toEqual(['all-caps']);
    expect(await kindsIn(`${PROSE} The caf\ufffd was open.`)).toEqual(['lost-letters']);
  });

  test('none in a text like others', async () => {
    expect(await kindsIn(`${PROSE} NATO and the EU met. “It is over,” said J. Doe.`)).toBeUndefined();
    expect(paragraphsOf(await readOne(PROSE))).toHaveLength(1);
  });
});
