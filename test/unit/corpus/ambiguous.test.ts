import { parsePassages, readPassages, readWikidata } from '../../../bench/lib/ambiguous';
import { type Judged, scoreLinking } from '../../../bench/lib/linking-score';

const one = (text: string) => parsePassages(`amb-001 half: dev\n${text}`);

describe('the format', () => {
  test('marks a name with its type and its entity', () => {
    const [passage] = one('In [Georgia|GPE|Georgia (country)] a [turkey|NONE|-] met [Bush|PERSON|?].');
    expect(passage?.text).toBe('In Georgia a turkey met Bush.');
    expect(passage?.mentions.map(({ start, end, label }) => [passage.text.slice(start, end), label])).toEqual([
      ['Georgia', 'Georgia (country)'],
      ['turkey', '-'],
      ['Bush', '?'],
    ]);
  });

  test.each([
    ['In [Georgia|GPE].', 'a mark that is not'],
    ['In [Georgia|CITY|Georgia].', 'Invalid option'],
    ['In [ Georgia|GPE|Georgia].', 'no space at the edge'],
    ['In [Georgia|GPE|country].', 'a label is a name'],
    ['In [turkey|NONE|Turkey].', 'NONE is labelled'],
    ['In Georgia.', 'no mark'],
  ])('says what is wrong with %j', (text, problem) => {
    expect(() => one(text)).toThrow(problem);
  });

  test('says what is wrong with a header', () => {
    expect(() => parsePassages('amb-1\n[Georgia|GPE|Georgia]')).toThrow('a passage begins with');
  });
});

describe('the score', () => {
  const judged = (label: string, id: string | undefined, open = false): Judged => ({
    gold: { words: 'X', type: label === '-' ? 'NONE' : 'GPE', label, start: 0, end: 1 },
    found: id === undefined ? undefined : { id, type: 'LOC', open, wikidata: 'Q1' },
  });

  test('counts a pair with one id that means two entities against precision', () => {
    const score = scoreLinking(
      [judged('A', 'x'), judged('A', 'x'), judged('B', 'x'), judged('-', undefined)],
      new Map(),
    );
    expect(score).toMatchObject({
      found: { part: 3, whole: 3 },
      type: { part: 3, whole: 3 },
      leftAlone: { part: 1, whole: 1 },
      precision: { part: 1, whole: 3 },
      recall: { part: 1, whole: 1 },
      clean: { part: 0, whole: 3 },
    });
    expect(score.mixed).toEqual(new Map([['x', ['A', 'B']]]));
  });

  test('counts an abstention against recall, not against precision', () => {
    const score = scoreLinking(
      [judged('A', 'x'), judged('A', 'x', true), judged('?', 'x', true)],
      new Map([['A', 'Q2']]),
    );
    expect(score).toMatchObject({
      precision: { part: 0, whole: 0 },
      recall: { part: 0, whole: 1 },
      needlesslyOpen: { part: 1, whole: 2 },
      rightlyOpen: { part: 1, whole: 1 },
      wikidata: { part: 0, whole: 2 },
    });
  });

  test('counts an open name that shares the id of a certain one against precision', () => {
    const score = scoreLinking([judged('A', 'x'), judged('?', 'x')], new Map());
    expect(score).toMatchObject({ precision: { part: 0, whole: 1 }, clean: { part: 0, whole: 2 } });
  });
});

describe('the passages', () => {
  const halves = [readPassages('dev'), readPassages('test')];
  const all = halves.flat();
  const marks = all.flatMap(({ mentions }) => mentions);

  test('are two halves of one set, every second passage each, and more to develop on; over 200 marked names', () => {
    const [dev = [], test = []] = halves;
    expect(test).toHaveLength(60);
    expect(dev.length).toBeGreaterThanOrEqual(60);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    // The first 120 were written as one set: what came later was written by who had seen the errors of the first half.
    const isTest = (number: number) => number <= 120 && number % 2 === 0;
    for (const { id, half } of all) expect([id, half]).toEqual([id, isTest(Number(id.slice(4))) ? 'test' : 'dev']);
    expect(marks.filter(({ type }) => type !== 'NONE').length).toBeGreaterThan(200);
    expect(marks.filter(({ label }) => label === '?').length).toBeGreaterThanOrEqual(20);
  });

  test('give one label one type, but for GPE and LOC', () => {
    const types = new Map<string, Set<string>>();
    for (const { label, type } of marks) types.set(label, (types.get(label) ?? new Set()).add(type));
    for (const [label, each] of types) if (label !== '?') expect([label, [...each]]).toEqual([label, [[...each][0]]]);
  });

  test('have two to six sentences', () => {
    for (const { id, text } of all) {
      const sentences =
        text.replace(/\b(?:St|Nov|Ala|Neb|Mrs|Mr|D\.C|U\.S|[A-Z])\./g, '').split(/[.!?]["”]?(?:\s|$)/).length - 1;
      expect([id, sentences >= 2 && sentences <= 6]).toEqual([id, true]);
    }
  });

  test('have a Wikidata id only for labels that are used', () => {
    const labels = new Set(marks.map(({ label }) => label));
    expect([...readWikidata().keys()].filter((label) => !labels.has(label))).toEqual([]);
  });
});
