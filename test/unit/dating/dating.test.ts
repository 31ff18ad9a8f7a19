import type { ParsedArticle } from '../../../shared/article/schema';
import { dateArticle } from '../../../shared/dating/date-article';
import type { Dating, DatingFacts } from '../../../shared/dating/dating';
import { Reading } from '../../../shared/extractors/reading';
import { articleOf } from '../entities/article';

interface Says {
  publication?: string;
  volume?: number;
  issue?: number;
  published?: string;
  alsoPublished?: string;
  url?: string;
  either?: string;
}

const evidence = { from: 'header' as const, quote: '' };

function dated(text: string, says: Says = {}, facts: Partial<DatingFacts> = {}): Dating | undefined {
  const article = articleOf(text.split('\n\n'));
  const { publication, volume, issue, published, alsoPublished, url, either } = says;
  const lost = alsoPublished ? [{ value: alsoPublished, evidence }] : undefined;
  const metadata: ParsedArticle['metadata'] = {
    ...article.metadata,
    ...(publication && { publication: { value: publication, evidence } }),
    ...(volume && { volume: { value: volume, evidence } }),
    ...(issue && { issue: { value: issue, evidence } }),
    ...(published && { published: { value: published, evidence, ...(lost && { lost }) } }),
    ...(either && { publishedEither: { value: either, evidence } }),
    ...(url && { url: { value: url, evidence } }),
  };
  const whole = { ...article, metadata };
  return dateArticle(whole, new Reading(whole, []), { droppedAt: '2026-01-01T12:00:00Z', observed: [], ...facts });
}

const days = (dating: Dating | undefined) => dating && `${dating.earliest}/${dating.latest}`;
const MONITOR = { publication: 'Monitor', volume: 6 };

test('a day that the file states', () => {
  expect(dated('It rained.', { published: '2000-12-18' })).toMatchObject({
    earliest: '2000-12-18',
    latest: '2000-12-18',
    exact: true,
  });
});

test('two days that the file states are a conflict, which is reported', () => {
  const dating = dated('It rained.', { published: '2000-12-18', alsoPublished: '2001-01-05' });
  expect(days(dating)).toBe('2000-12-18/2000-12-18');
  expect(dating?.conflicts).toHaveLength(1);
});

test('a stated day in the future is not believed', () => {
  expect(dated('It rained.', { published: '2031-01-01' })).toBeUndefined();
});

test.each([
  [{ url: 'https://example.org/2000/12/18/rain.html' }, {}],
  [{}, { fileName: 'rain-20001218.txt' }],
])('a day in the address or the name of the file', (says, facts) => {
  expect(days(dated('It rained.', says, facts))).toBe('2000-12-18/2000-12-18');
});

test('a volume of a serial is a year, and its n-th issue not before the n-th working day', () => {
  expect(days(dated('It rained.', MONITOR))).toBe('2000-01-03/2000-12-29');
  expect(days(dated('It rained.', { ...MONITOR, issue: 100 }))).toBe('2000-05-19/2000-12-29');
});

test('cited reports come first, and "last week" is not longer ago than they are', () => {
  const text = 'The council met last week (Reuters, December 14). It failed (AFP, December 16).';
  const dating = dated(text, { ...MONITOR, issue: 230 });
  expect(days(dating)).toBe('2000-12-18/2000-12-22');
  expect(dating?.exact).toBe(false);
  expect(dating?.reasons.map(({ method }) => method)).toEqual([
    'serial-calendar',
    'issue-number',
    'cited-date',
    'relative-time',
    'working-day',
  ]);
  for (const { evidence: words } of dating?.reasons ?? []) {
    if (words?.span?.in === 'text') expect(text.slice(words.span.start, words.span.end)).toBe(words.quote);
  }
});

test('"last week" in a quotation is not the article\'s', () => {
  const text = 'He said “it was last week” and left (Reuters, June 5).';
  expect(dated(text, MONITOR)?.reasons.map(({ method }) => method)).not.toContain('relative-time');
});

test('dated issues of the archive bound the others', () => {
  const observed = [
    { volume: 6, issue: 100, day: '2000-05-22' },
    { volume: 6, issue: 104, day: '2000-05-26' },
    { volume: 5, issue: 102, day: '1999-05-20' },
  ];
  expect(days(dated('It rained.', { ...MONITOR, issue: 102 }, { observed }))).toBe('2000-05-24/2000-05-24');
  const unknown = { publication: 'Harbour Letter', volume: 3, issue: 41 };
  const letters = [
    { volume: 3, issue: 40, day: '2010-03-01' },
    { volume: 3, issue: 42, day: '2010-03-15' },
  ];
  expect(days(dated('It rained.', unknown, { observed: letters }))).toBe('2010-03-02/2010-03-14');
});

test('a dateline', () => {
  expect(days(dated('OSLO, Dec 14 (Reuters) – It rained.', MONITOR))).toBe('2000-12-14/2000-12-15');
  expect(days(dated('OSLO, December 16, 1999 (AP) -- It rained.'))).toBe('1999-12-16/1999-12-17');
});

test('what nothing bounds is not said: never the day of the drop', () => {
  expect(dated('It rained last week (Reuters, December 16).')).toBeUndefined();
});

test('a citation that contradicts the volume is a conflict, not followed', () => {
  const dating = dated('It rained (Reuters, December 16, 2003).', MONITOR);
  expect(days(dating)).toBe('2000-01-03/2000-12-29');
  expect(dating?.conflicts.map(({ method }) => method)).toEqual(['cited-date']);
});

describe('reports around a New Year', () => {
  const third = { publication: 'Monitor', volume: 7, issue: 3 };

  test('are of two years, and the newest of them bounds the day', () => {
    const dating = dated('The lights went out (Sarke, December 27, 29, January 5; Reuters, December 30).', third);
    expect(days(dating)).toBe('2001-01-05/2001-12-31');
    expect(dating?.reasons).toContainEqual(expect.objectContaining({ method: 'cited-date', notBefore: '2001-01-05' }));
  });

  test('are of the old one where the number of the issue says so', () => {
    expect(days(dated('The lights went out (Reuters, December 29, 30).', third))).toBe('2001-01-03/2001-12-31');
    expect(days(dated('It rained (Reuters, December 14).', { ...third, issue: 238 }))).toBe('2001-12-14/2001-12-31');
  });

  test('say more than references, which go further back', () => {
    const text = 'It rained (Reuters, February 1), as it does (see the Monitor, December 7).';
    expect(days(dated(text, { ...third, issue: 20 }))).toBe('2001-02-01/2001-12-31');
  });
});

test('an issue cited by the week that it covers came out on its first day or later', () => {
  const prism = { publication: 'Prism', volume: 6 };
  expect(days(dated('It rained (Zerkalo Nedeli, June 17-23; Den, June 10).', prism))).toBe('2000-06-17/2000-12-31');
  expect(days(dated('It rained (Den, June 17-19).', prism))).toBe('2000-06-19/2000-12-31');
});

describe('a day without a year', () => {
  test('is of the year between what is past and what is ahead', () => {
    const text = 'LIMA, 14 March (EFE) - They will vote on 8 April 2001. The last president fled in November 2000.';
    expect(days(dated(text))).toBe('2001-03-14/2001-03-15');
    expect(dated('LIMA, 14 March (EFE) - The last president fled in November 2000.')).toBeUndefined();
  });

  test('is of the year that its weekday fits', () => {
    const text = 'GENEVA, Monday, 19 January (AFP) - They had last met in December 2003.';
    expect(days(dated(text))).toBe('2004-01-19/2004-01-20');
    expect(dated(text.replace('2003', '2001'))).toBeUndefined();
  });

  test('is of the year of the copyright', () => {
    expect(days(dated('© 1997 The Tribune\n\nDENVER, May 12 - It snowed.'))).toBeUndefined();
    expect(days(dated('DENVER, May 12 - It snowed.\n\n© 1997 The Tribune'))).toBe('1997-05-12/1997-05-13');
  });
});

test('"yesterday" of what is dated elsewhere, or beside it', () => {
  const text = 'They chose to leave in yesterday’s referendum. The referendum of 21 May 2006 was the first.';
  expect(days(dated(text))).toBe('2006-05-22/2006-05-22');
  expect(dated(text.replace('The referendum of', 'The vote of'))).toBeUndefined();
  expect(dated(`${text} One referendum of 3 June 2001 failed.`)).toBeUndefined();
  expect(days(dated('Today, 17 July 1998, they signed.'))).toBe('1998-07-17/1998-07-17');
});

describe('one of two days', () => {
  const says = { either: '2002-03-06/2002-06-03' };

  test('stays open where nothing decides', () => {
    expect(days(dated('It rained.', says))).toBe('2002-03-06/2002-06-03');
  });

  test('is the one that the story lies before, or that bounds leave', () => {
    const dating = dated('The court ruled on Tuesday, March 5.', says);
    expect(days(dating)).toBe('2002-03-06/2002-03-06');
    expect(dating?.reasons.map(({ method }) => method)).toEqual(['stated', 'narrated-date']);
    expect(days(dated('It rained (Reuters, May 30, 2002).', says))).toBe('2002-06-03/2002-06-03');
  });

  test('contradicts the volume', () => {
    const dating = dated('It rained.', { ...says, ...MONITOR });
    expect(dating?.conflicts.map(({ method }) => method)).toEqual(['serial-calendar']);
  });
});
