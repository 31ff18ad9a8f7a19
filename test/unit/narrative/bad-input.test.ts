import type { ParsedArticle } from '../../../shared/article/schema';
import { dateArticle } from '../../../shared/dating/date-article';
import { analyse } from '../../../shared/extractors/annotate';
import { Reading } from '../../../shared/extractors/reading';
import { extractorsFor } from '../../../shared/extractors/registry';
import { articleOf } from '../entities/article';

const FACTS = { droppedAt: '2026-01-01T12:00:00Z', observed: [] };
const evidence = { from: 'header' as const, quote: '' };
/** All but the entities: what is measured here is what reads times, sources, references and speakers. */
const NARRATIVE = extractorsFor('embedded').filter(({ reads }) => reads !== undefined);

function published(text: string, day = '2000-12-20'): ParsedArticle {
  const article = articleOf([text], 'en');
  return { ...article, metadata: { ...article.metadata, published: { value: day, evidence } } };
}

const read = async (text: string) => (await analyse(published(text), NARRATIVE, FACTS)).annotations;

const MEGABYTE = 1_000_000;

test.each([
  ['opening brackets', '('],
  ['closing brackets', ') '],
  ['sources that nothing closes', '(Reuters, December 16; '],
  ['references that nothing closes', '(see the Monitor, December 7 '],
  ['opening quotation marks', '“we '],
  ['closing quotation marks', 'we” '],
  ['straight quotation marks', 'a " b '],
  ['single quotation marks', '‘we '],
  ['apostrophes', 'the boys’ '],
  ['brackets and marks crossed', '(“we) will” '],
])('over a megabyte of %s is read, and nothing is made up', async (_, unit) => {
  const text = unit.repeat(Math.ceil((1.1 * MEGABYTE) / unit.length)).trimEnd();
  const found = await read(text);
  expect(found.filter(({ kind }) => kind === 'citation' || kind === 'cross-reference')).toEqual([]);
  const direct = found.filter((each) => each.kind === 'quotation' && each.value.speaker !== undefined);
  expect(direct).toEqual([]);
});

test('what stands behind a megabyte of open brackets is read all the same', async () => {
  const text = `${'('.repeat(MEGABYTE)} It rained (Reuters, December 16).`;
  expect((await read(text)).filter(({ kind }) => kind === 'citation')).toHaveLength(1);
});

test.each([
  'It rained on February 30, 2000.',
  'It rained on 31 April 2000.',
  'It rained on February 29, 1999.',
  'It rained on 2000-13-45.',
])('a day that does not exist is none: %s', async (text) => {
  for (const found of await read(text)) {
    if (found.kind !== 'time') continue;
    expect(found.value.value).not.toMatch(/-(?:02-30|04-31|13-45)$|1999-02-29/);
    expect(found.value.to ?? '9').not.toBe(found.value.from);
  }
});

test('a report of a day that does not exist is cited without that day', async () => {
  const cites = (await read('It rained (Reuters, February 30).')).flatMap((found) =>
    found.kind === 'citation' ? found.value.cites.map(({ date }) => date?.value) : [],
  );
  expect(cites.filter((value) => value?.endsWith('02-30'))).toEqual([]);
});

test.each(['(Reuters, December 16, 9999)', '(Reuters, December 16, 0001)', '(Reuters, December 16, 99999)'])(
  'a year out of range is not believed: %s',
  async (parenthesis) => {
    for (const found of await read(`It rained ${parenthesis}.`)) {
      if (found.kind !== 'citation') continue;
      for (const { date } of found.value.cites) expect(date?.from ?? '2000').toMatch(/^(?:1|20)/);
    }
  },
);

test('two serials of one name: issues that contradict each other bound nothing to nothing', () => {
  const article = articleOf(['It rained.'], 'en');
  const metadata = {
    ...article.metadata,
    publication: { value: 'Monitor', evidence },
    volume: { value: 6, evidence },
    issue: { value: 102, evidence },
  };
  const whole = { ...article, metadata };
  const observed = [
    { volume: 6, issue: 100, day: '2000-05-22' },
    { volume: 6, issue: 100, day: '1985-03-01' },
    { volume: 6, issue: 104, day: '1985-03-07' },
  ];
  const dating = dateArticle(whole, new Reading(whole, []), { ...FACTS, observed });
  expect(dating).toBeDefined();
  expect(dating && dating.earliest <= dating.latest).toBe(true);
  expect(dating?.earliest.slice(0, 4)).toBe('2000');
  expect(dating?.conflicts.length).toBeGreaterThan(0);
});
