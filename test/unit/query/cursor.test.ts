import * as fc from 'fast-check';
import { type CursorScope, readCursor, writeCursor } from '../../../shared/http/cursor';

const position = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 4 });
const values = fc.dictionary(fc.string({ maxLength: 8 }), fc.option(fc.string({ maxLength: 8 }), { nil: undefined }));
const scope: fc.Arbitrary<CursorScope> = fc.record({ operation: fc.string(), params: values, filters: values });

const refusal = (cursor: string, of: CursorScope): unknown => {
  try {
    return readCursor(cursor, of);
  } catch (error) {
    return error;
  }
};

const named = { kind: 'invalid-parameters', errors: [{ field: 'cursor' }] };

test('leads back to the place that it was made of', () => {
  fc.assert(
    fc.property(position, scope, (at, of) => {
      const cursor = writeCursor(at, of);
      expect(cursor).toMatch(/^[\w-]+$/);
      expect(readCursor(cursor, of)).toEqual(at);
    }),
  );
});

test('none leads to the beginning', () => {
  expect(readCursor(undefined, { operation: 'listArticles', params: {}, filters: {} })).toBeUndefined();
});

test('is the same for filters in another order, and for those that are not given', () => {
  const of = { operation: 'listArticles', params: {}, filters: { a: '1', b: '2' } };
  const same = { operation: 'listArticles', params: {}, filters: { b: '2', c: undefined, a: '1' } };
  expect(readCursor(writeCursor(['x'], of), same)).toEqual(['x']);
});

test('of any other query is refused', () => {
  const of = { operation: 'listArticles', params: {}, filters: { from: '2026-01-01' } };
  for (const other of [
    { ...of, operation: 'listEntityArticles' },
    { ...of, params: { id: 'x' } },
    { ...of, filters: {} },
    { ...of, filters: { to: '2026-01-01' } },
    { ...of, params: of.filters, filters: of.params },
  ]) {
    expect(refusal(writeCursor(['x'], of), other)).toMatchObject(named);
  }
});

test('that lost, gained or changed a character is refused', () => {
  const change = fc.record({ at: fc.nat(), remove: fc.nat({ max: 3 }), insert: fc.string({ maxLength: 3 }) });
  fc.assert(
    fc.property(position, scope, change, (at, of, { at: place, remove, insert }) => {
      const cursor = writeCursor(at, of);
      const index = place % cursor.length;
      const changed = cursor.slice(0, index) + insert + cursor.slice(index + remove);
      fc.pre(changed !== cursor);
      expect(refusal(changed, of)).toMatchObject(named);
    }),
  );
});

test('that is anything else is refused', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.json().map((json) => Buffer.from(json).toString('base64url')),
    fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64url')),
  );
  fc.assert(
    fc.property(anything, scope, (cursor, of) => {
      expect(refusal(cursor, of)).toMatchObject(named);
    }),
  );
});
