import * as fc from 'fast-check';
import { compareKeys, listPage, type PageRequest } from '../../local/listing';

const all = { prefix: '', delimiter: '', after: '', limit: 1000 };
const list = (keys: string[], request: Partial<PageRequest>) =>
  listPage(keys.sort(compareKeys), { ...all, ...request });

describe('compareKeys', () => {
  it('orders as the bytes of UTF-8 do', () => {
    const key = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(key, key, (a, b) => {
        expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
    expect(['\uff21', '😀', '\ud7ff', 'z'].sort(compareKeys)).toEqual(['z', '\ud7ff', '\uff21', '😀']);
  });
});

describe('listPage', () => {
  it('folds what is below a delimiter', () => {
    const keys = ['a', 'b/1', 'b/2', 'c', 'd/e/f', 'd/g'];
    expect(list(keys, { delimiter: '/' })).toEqual({
      keys: ['a', 'c'],
      commonPrefixes: ['b/', 'd/'],
      isTruncated: false,
    });
    expect(list(keys, { delimiter: '/', prefix: 'd/' })).toEqual({
      keys: ['d/g'],
      commonPrefixes: ['d/e/'],
      isTruncated: false,
    });
    expect(list(keys, { limit: 0 })).toEqual({ keys: [], commonPrefixes: [], isTruncated: false });
  });

  it('starts behind a key, which need not be there', () => {
    expect(list(['a', 'c', 'e'], { after: 'b' }).keys).toEqual(['c', 'e']);
    expect(list(['a', 'c', 'e'], { after: 'c' }).keys).toEqual(['e']);
    expect(list(['b/1', 'b/2', 'c'], { after: 'b/1', delimiter: '/' })).toMatchObject({
      commonPrefixes: ['b/'],
      keys: ['c'],
    });
  });

  it('lists everything once over pages that continue as fauxqs continues them', () => {
    const key = fc.string({ unit: fc.constantFrom('a', 'b', '/', '\uffee', '😀'), minLength: 1, maxLength: 5 });
    const request = fc.record({
      prefix: fc.constantFrom('', 'a', 'a/'),
      delimiter: fc.constantFrom('', '/'),
      limit: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 30 }), request, (keys, { prefix, delimiter, limit }) => {
        const whole = list(keys, { prefix, delimiter });
        const seen = { keys: [] as string[], commonPrefixes: [] as string[] };
        let after = '';
        for (let page = 0; page <= 2 * keys.length; page++) {
          const listed = list(keys, { prefix, delimiter, limit, after });
          expect(listed.keys.length + listed.commonPrefixes.length).toBeLessThanOrEqual(limit);
          seen.keys.push(...listed.keys);
          seen.commonPrefixes.push(...listed.commonPrefixes);
          if (!listed.isTruncated) break;
          // Its continuation token is the last key, or where there is none the last prefix.
          after = listed.keys.at(-1) ?? listed.commonPrefixes.at(-1) ?? 'nowhere to go on';
        }
        expect({ ...seen, isTruncated: false }).toEqual(whole);
      }),
    );
  });
});
