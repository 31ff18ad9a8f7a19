import { type FieldName, mergeMetadata, type Statement } from '../../../shared/article/metadata';
import type { Evidence, Field } from '../../../shared/article/schema';
import type { RawValue } from '../../../shared/article/values';

const derived: Field<string> = { value: 'Derived', evidence: { from: 'derived', quote: 'Derived' } };

function says(field: FieldName, value: RawValue, from: Evidence['from'] = 'json'): Statement {
  return { field, value, evidence: { from, name: field, quote: String(value) } };
}

function read(field: FieldName, value: RawValue): unknown {
  return mergeMetadata([says(field, value)], derived).metadata[field]?.value;
}

describe('mergeMetadata', () => {
  test('the first statement wins, what it won over is kept', () => {
    const { metadata, warnings } = mergeMetadata(
      [says('publication', 'Monitor', 'object-metadata'), says('publication', 'Review', 'header')],
      derived,
    );
    expect(metadata.publication).toEqual({
      value: 'Monitor',
      evidence: { from: 'object-metadata', name: 'publication', quote: 'Monitor' },
      lost: [{ value: 'Review', evidence: { from: 'header', name: 'publication', quote: 'Review' } }],
    });
    expect(warnings).toEqual([]);
  });

  test('a statement that says the same is not lost to it', () => {
    const { metadata } = mergeMetadata([says('volume', '6'), says('volume', 6)], derived);
    expect(metadata.volume).toMatchObject({ value: 6 });
    expect(metadata.volume?.lost).toBeUndefined();
  });

  test('a statement that cannot be read is skipped with a warning, and the next one is taken', () => {
    const { metadata, warnings } = mergeMetadata(
      [says('published', '03/04/2000', 'object-metadata'), says('published', 'April 3, 2000', 'header')],
      derived,
    );
    expect(metadata.published?.value).toBe('2000-04-03');
    expect(warnings).toEqual([{ code: 'published-not-understood', message: expect.stringContaining('03/04/2000') }]);
  });

  test('nothing readable leaves the field out', () => {
    const { metadata, warnings } = mergeMetadata([says('published', 'soon'), says('volume', '')], derived);
    expect(metadata.published).toBeUndefined();
    expect(metadata.volume).toBeUndefined();
    expect(warnings.map(({ code }) => code)).toEqual(['volume-not-understood', 'published-not-understood']);
  });

  test('the derived title is for want of another', () => {
    expect(mergeMetadata([], derived).metadata.title).toBe(derived);
    const { title } = mergeMetadata([says('title', 'Printed')], derived).metadata;
    expect(title).toMatchObject({ value: 'Printed' });
    expect(title.lost).toBeUndefined();
  });

  test('quotes are bounded', () => {
    const long = 'word '.repeat(2000);
    expect(mergeMetadata([says('keywords', long)], derived).metadata.keywords).toBeUndefined();
    const many = Array.from({ length: 500 }, (_, index) => `keyword ${index}`);
    const { keywords } = mergeMetadata([says('keywords', many)], derived).metadata;
    expect(keywords?.value).toHaveLength(100);
  });
});

describe('values', () => {
  test.each<[FieldName, RawValue, unknown]>([
    ['title', '  Talks\n  resume ', 'Talks resume'],
    ['publication', 'Fortnight in Review', 'Fortnight in Review'],
    ['publication', 'https://example.org/', undefined],
    ['volume', '6', 6],
    ['volume', '006', 6],
    ['volume', 'Vol. 6', 6],
    ['volume', 'XII', 'XII'],
    ['volume', '6.5', undefined],
    ['issue', 'No. 238', 238],
    ['issue', '3-4', '3-4'],
    ['issue', 'November', 'November'],
    ['language', 'en', 'en'],
    ['language', 'en_us', 'en-US'],
    ['language', 'Russian', 'ru'],
    ['language', 'Hebrew', 'he'],
    ['language', 'a barrier to peace', undefined],
    ['url', 'https://example.org/a?b=c', 'https://example.org/a?b=c'],
    ['url', 'javascript:alert(1)', undefined],
    ['url', '/relative', undefined],
    ['keywords', 'NATO, Russia; press office,, NATO', ['NATO', 'Russia', 'press office']],
    ['keywords', ['NATO', ' ', 'Russia'], ['NATO', 'Russia']],
    ['bylines', 'By Jane Roe', ['Jane Roe']],
    ['bylines', 'Jane Roe and John van der Berg', ['Jane Roe', 'John van der Berg']],
    ['bylines', "Jane Roe, John Doe and Ann d'Arcy", ['Jane Roe', 'John Doe', "Ann d'Arcy"]],
    ['bylines', 'Jane Roe; Staff and agencies', ['Jane Roe', 'Staff and agencies']],
    ['bylines', ['Jane Roe', 'John Doe'], ['Jane Roe', 'John Doe']],
  ])('%s %j is %j', (field, raw, value) => expect(read(field, raw)).toEqual(value));
});
