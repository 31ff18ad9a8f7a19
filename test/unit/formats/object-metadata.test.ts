import { decodeWords } from '../../../shared/formats/object-metadata';
import { codesOf, readOne, valuesOf } from './read';

const FILE = 'Publication: Monitor Volume: 6 Issue: 238\n\nThe talks failed, officials of both sides said on Friday.';

describe('object metadata', () => {
  test('override what the file says, which is kept', async () => {
    const article = await readOne(FILE, {
      metadata: {
        'dateline-publication': 'Review',
        'dateline-title': 'Talks',
        'dateline-published': 'December 18, 2000',
      },
    });
    expect(valuesOf(article)).toEqual({
      title: 'Talks',
      publication: 'Review',
      volume: 6,
      issue: 238,
      published: '2000-12-18',
    });
    expect(article.metadata.publication).toEqual({
      value: 'Review',
      evidence: { from: 'object-metadata', name: 'x-amz-meta-dateline-publication', quote: 'Review' },
      lost: [{ value: 'Monitor', evidence: expect.objectContaining({ from: 'header', quote: 'Monitor' }) }],
    });
  });

  test('every field', async () => {
    const article = await readOne('The talks failed.', {
      metadata: {
        'dateline-section': 'Europe',
        'dateline-bylines': 'Jane Roe; John Doe',
        'dateline-updated': '2000-12-19',
        'dateline-language': 'en-gb',
        'dateline-url': 'https://example.org/',
        'dateline-keywords': 'NATO, Russia; office',
        'dateline-volume': '6',
        'dateline-issue': '3-4',
        'unrelated-title': 'Other',
      },
    });
    expect(valuesOf(article)).toEqual({
      title: 'The talks failed',
      section: 'Europe',
      bylines: ['Jane Roe', 'John Doe'],
      updated: '2000-12-19',
      language: 'en-GB',
      url: 'https://example.org/',
      keywords: ['NATO', 'Russia', 'office'],
      volume: 6,
      issue: '3-4',
    });
    expect(article.warnings).toEqual([]);
  });

  test('an invalid override is ignored with a warning', async () => {
    const article = await readOne(FILE, {
      metadata: { 'dateline-volume': '', 'dateline-published': 'soon', 'dateline-colour': 'blue' },
    });
    expect(valuesOf(article)).toMatchObject({ volume: 6 });
    expect(article.metadata.published).toBeUndefined();
    expect(codesOf(article).sort()).toEqual([
      'object-metadata-unknown',
      'published-not-understood',
      'volume-not-understood',
    ]);
  });

  test.each([
    ['=?UTF-8?B?0KfQtdGH0L3Rjw==?=', 'Чечня'],
    ['=?utf-8?Q?na=C3=AFve_talks?=', 'naïve talks'],
    ['=?UTF-8?B?0KfQtdGH?= =?UTF-8?B?0L3Rjw==?= now', 'Чечня now'],
    ['=?ISO-8859-1?Q?caf=E9?=', 'café'],
    ['a =?no-such-charset?B?AAAA?= b', 'a =?no-such-charset?B?AAAA?= b'],
    ['=?UTF-8?B?/////w==?=', '=?UTF-8?B?/////w==?='],
    ['50%20 is no escape', '50%20 is no escape'],
  ])('RFC 2047 words are decoded: %s', async (raw, decoded) => expect(decodeWords(raw)).toBe(decoded));

  test('decoded words are the value and its quote', async () => {
    const { title } = (await readOne(FILE, { metadata: { 'dateline-title': '=?UTF-8?B?0KfQtdGH0L3Rjw==?=' } }))
      .metadata;
    expect(title).toMatchObject({ value: 'Чечня', evidence: { quote: 'Чечня' } });
  });
});
