import { decodeHtml } from '../../../../shared/formats/html/charset';

const page = (charset: string): string => `<!doctype html><meta charset="${charset}"><p>`;
const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

/** "Москва" in Windows-1251, "東京" in Shift_JIS. */
const MOSCOW = [0xcc, 0xee, 0xf1, 0xea, 0xe2, 0xe0];
const TOKYO = [0x93, 0x8c, 0x8b, 0x9e];

describe('decodeHtml', () => {
  test.each([
    ['its meta element', page('windows-1251'), MOSCOW, undefined, 'windows-1251', 'Москва'],
    ['a label of it', page('cp1251'), MOSCOW, undefined, 'windows-1251', 'Москва'],
    ['its type', '<p>', MOSCOW, 'text/html; charset=windows-1251', 'windows-1251', 'Москва'],
    ['its XML declaration', '<?xml version="1.0" encoding="shift_jis"?>', TOKYO, undefined, 'shift_jis', '東京'],
    [
      'an old meta element',
      '<meta http-equiv=x content="text/html; charset=Shift_JIS">',
      TOKYO,
      undefined,
      'shift_jis',
      '東京',
    ],
  ])('the charset that %s declares', (_, head, bytes, type, encoding, text) => {
    const decoded = decodeHtml(Uint8Array.from([...ascii(head), ...bytes]), type);
    expect(decoded).toMatchObject({ encoding, warnings: [] });
    expect(decoded.text.endsWith(text)).toBe(true);
  });

  test('valid UTF-8 is UTF-8, whatever the page says', () => {
    const decoded = decodeHtml(Buffer.from(`${page('windows-1251')}Москва`), undefined);
    expect(decoded).toMatchObject({ encoding: 'utf-8', warnings: [{ code: 'charset-mismatch' }] });
    expect(decoded.text.endsWith('Москва')).toBe(true);
  });

  test('ASCII needs no word about its charset', () => {
    expect(decodeHtml(Buffer.from(`${page('shift_jis')}Tokyo`), undefined).warnings).toEqual([]);
  });

  test('a type that the bytes disprove loses to the page', () => {
    const bytes = Uint8Array.from([...ascii(page('windows-1251')), ...MOSCOW]);
    expect(decodeHtml(bytes, 'text/html; charset=utf-8').encoding).toBe('windows-1251');
  });

  test('bytes that the charset does not have are said', () => {
    const bytes = Uint8Array.from([...ascii(page('shift_jis')), ...TOKYO, 0xff]);
    expect(decodeHtml(bytes, undefined)).toMatchObject({
      encoding: 'shift_jis',
      warnings: [{ code: 'broken-encoding' }],
    });
  });

  test.each(['utf-7', 'x-nobody', 'utf-16'])('%s, which a page cannot be in, counts for nothing', (charset) => {
    const bytes = Uint8Array.from([...ascii(page(charset)), 0x93, ...ascii('caf'), 0xe9, 0x94]);
    const decoded = decodeHtml(bytes, undefined);
    expect(decoded.encoding).toBe('windows-1252');
    expect(decoded.text.endsWith('“café”')).toBe(true);
  });
});
