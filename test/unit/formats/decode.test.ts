import fc from 'fast-check';
import { UnreadableFileError } from '../../../shared/errors';
import { decode } from '../../../shared/formats/decode';
import { failure } from './read';

const TEXT = 'Russia’s “warming” – naïve?\nПутин в Москве.\n';

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le');
  return littleEndian ? bytes : bytes.swap16();
}

/** By the decoder's own table of 256 characters. */
function encoded(text: string, encoding: string): Uint8Array {
  const table = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  return Uint8Array.from([...text], (character) => table.indexOf(character));
}

describe('decode', () => {
  test('UTF-8 with and without a byte order mark', async () => {
    const bytes = Buffer.from(TEXT);
    const expected = { text: TEXT, encoding: 'utf-8', warnings: [] };
    expect(decode(bytes)).toEqual(expected);
    expect(decode(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]))).toEqual(expected);
  });

  test.each([true, false])('UTF-16 with and without a byte order mark (little endian: %s)', async (littleEndian) => {
    const encoding = littleEndian ? 'utf-16le' : 'utf-16be';
    const expected = { text: TEXT, encoding, warnings: [] };
    expect(decode(utf16(`\ufeff${TEXT}`, littleEndian))).toEqual(expected);
    expect(decode(utf16(TEXT, littleEndian))).toEqual(expected);
    expect(decode(utf16('Hi', littleEndian)).text).toBe('Hi');
    expect(decode(utf16('Путин приехал в Москву вчера.\n', littleEndian)).encoding).toBe(encoding);
    expect(decode(utf16('美国总统今天在白宫宣布，他将于明年访问中国。\r\n', littleEndian)).encoding).toBe(encoding);
  });

  test('UTF-16 that is cut within a character', async () => {
    const { text, warnings } = decode(Buffer.concat([utf16('\ufeffThe talks', true), Buffer.from([0x41])]));
    expect(text).toBe('The talks\ufffd');
    expect(warnings).toEqual([{ code: 'broken-utf-16', message: expect.stringContaining('1 place ') }]);
  });

  test('Windows-1252, with the characters that Latin-1 does not have', async () => {
    const bytes = Buffer.from('Russia\x92s \x93warming\x94 \x96 na\xefve \x80 5', 'latin1');
    expect(decode(bytes)).toEqual({ text: 'Russia’s “warming” – naïve € 5', encoding: 'windows-1252', warnings: [] });
  });

  test('broken UTF-8 keeps what is whole and says how much is not', async () => {
    const bytes = Buffer.concat([Buffer.from('“Чечня” '), Buffer.from([0xff, 0x20, 0xe2, 0x80]), Buffer.from(' ‘да’')]);
    const { text, encoding, warnings } = decode(bytes);
    expect(text).toBe('“Чечня” \ufffd \ufffd ‘да’');
    expect(encoding).toBe('utf-8');
    expect(warnings).toEqual([{ code: 'broken-utf-8', message: expect.stringContaining('2 places') }]);
  });

  test('UTF-8 that is cut within a character', async () => {
    const { text, encoding } = decode(Buffer.from('Russia’').subarray(0, 8));
    expect([text, encoding]).toEqual(['Russia\ufffd', 'utf-8']);
  });

  test('the declared charset does not overrule the bytes', async () => {
    expect(decode(Buffer.from(TEXT), 'text/plain; charset=windows-1251').text).toBe(TEXT);
    expect(decode(Buffer.from('na\xefve', 'latin1'), 'text/plain; charset=UTF-8').text).toBe('naïve');
  });

  const RUSSIAN = 'Президент России Игорь Саблин прибыл вчера в Минск. Переговоры продолжались два часа.\n';
  const POLISH =
    'Minister Łukasz Żeromski przyjął wczoraj w Świnoujściu prezesa spółki Gdańsk-Północ. Źródło: własne.\n';

  test.each([
    ['windows-1251', RUSSIAN],
    ['koi8-u', RUSSIAN],
    ['iso-8859-5', RUSSIAN],
    ['ibm866', RUSSIAN],
    ['windows-1250', POLISH],
    ['iso-8859-2', POLISH.repeat(2).replace('Gdańsk-Północ', 'handlowej i jej wspólników, którzy podpisali umowę')],
  ])('an encoding that nobody declares but the letters tell: %s', async (encoding, text) => {
    const decoded = decode(encoded(text, encoding));
    expect([decoded.text, decoded.encoding]).toEqual([text, encoding]);
    expect(decoded.warnings).toEqual([{ code: 'encoding-guessed', message: expect.stringContaining(encoding) }]);
  });

  test('an encoding that the type declares', async () => {
    const bytes = encoded('Саблин в Минске', 'windows-1251');
    expect(decode(bytes, 'text/plain; charset=cp1251')).toEqual({
      text: 'Саблин в Минске',
      encoding: 'windows-1251',
      warnings: [],
    });
  });

  test('English with a few foreign names is no other encoding', async () => {
    const text = 'The talks in São Paulo between José Muñoz and Jürgen Köhler failed, said François Légaré of Médina. ';
    expect(decode(Buffer.from(text.repeat(3), 'latin1'))).toEqual({
      text: text.repeat(3),
      encoding: 'windows-1252',
      warnings: [],
    });
  });

  test('a few NULs and other control characters are no reason to refuse a text', async () => {
    expect(decode(Buffer.from(`${'The talks failed. '.repeat(100)}\0`)).encoding).toBe('utf-8');
    expect(decode(Buffer.from(`The talks failed.${'\0'.repeat(500)}`)).encoding).toBe('utf-8');
    expect(decode(Buffer.from(`\x1b[1mThe talks failed.\x1b[0m\f\x1a`)).encoding).toBe('utf-8');
  });
});

describe('what is no text', () => {
  test.each([
    ['0 bytes', Buffer.alloc(0), '0 bytes'],
    ['white space', Buffer.from(' \n\t\r\n\u00a0\u200b'), 'white space'],
    ['a byte order mark alone', Buffer.from([0xef, 0xbb, 0xbf]), 'white space'],
  ])('an empty file: %s', async (_, bytes, words) => {
    const error = await failure(bytes);
    expect(error).toMatchObject({ reasonClass: 'damaged', code: 'empty-file', retryable: false });
    expect(error.message).toContain(words);
    expect(error.advice).not.toBe('');
  });

  test.each([
    ['PNG', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'a PNG image'],
    ['JPEG', Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF\0', 'latin1'), 'a JPEG image'],
    ['GIF', Buffer.from('GIF89a\x01\0\x01\0\0\0\0', 'latin1'), 'a GIF image'],
    ['ELF', Buffer.from('\x7fELF\x02\x01\x01\0', 'latin1'), 'an ELF program'],
    ['NULs among text', Buffer.from('The\0 talks\0 failed\0.'), 'bytes that no text has'],
    ['nothing but NULs', Buffer.alloc(1000), 'bytes that no text has'],
    ['control characters', Buffer.from('\x01\x02\x03\x04abc\x05\x06\x07'), 'bytes that no text has'],
  ])('a binary file named .txt: %s', async (_, bytes, words) => {
    const error = await failure(bytes);
    expect(error).toMatchObject({ reasonClass: 'unsupported', code: 'binary-file' });
    expect(error.message).toContain(words);
  });

  test('letters that are a signature too do not make a text binary', async () => {
    expect(decode(Buffer.from('MZ is how Windows programs begin, and GIF8 how images do.')).encoding).toBe('utf-8');
  });

  test.each([
    [
      'German of DOS',
      Buffer.from(
        'Der Hafen wird im M\x84rz ge\x94ffnet, die Dockarbeiter d\x84nischer Reeder k\x94nnen gehen.',
        'latin1',
      ),
      undefined,
    ],
    ['letters that make no words', Buffer.from('\xb0\xcf \xe5\xf0\xb1 \xfe\xb2\xd0 '.repeat(9), 'latin1'), undefined],
    ['Polish, too short to tell how', Buffer.from('Za\xbf\xf3\xb3\xe6 g\xea\x9cl\xb9 ja\x9f\xf1', 'latin1'), undefined],
    ['a declared charset', Buffer.from('na\xefve', 'latin1'), 'text/plain; charset=Shift_JIS'],
    ['UTF-32', Buffer.from('\xff\xfe\0\0T\0\0\0h\0\0\0', 'latin1'), undefined],
  ])('an encoding that is not read is refused, not misread: %s', async (_, bytes, contentType) => {
    expect(await failure(bytes, { contentType })).toMatchObject({
      code: 'encoding-not-supported',
      reasonClass: 'unsupported',
    });
  });

  test('any bytes are decoded or refused', async () => {
    const attempt = (bytes: Uint8Array) => {
      try {
        expect(typeof decode(bytes).text).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableFileError);
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), attempt));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => attempt(Buffer.from(text, 'utf16le'))),
    );
  });

  test('any text in UTF-8 that has letters and no control characters is read as it is', async () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        fc.pre(/\p{L}/u.test(text) && !/[\p{Cc}\ufeff\ufffd]/u.test(text) && !text.startsWith('%PDF-'));
        expect(decode(Buffer.from(text)).text).toBe(text);
      }),
    );
  });
});
