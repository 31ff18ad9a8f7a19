import path from 'node:path';
import * as fc from 'fast-check';
import {
  agreement,
  CorpusFormatError,
  countWords,
  isSealed,
  parseCorpusText,
  readCorpus,
  sentencePatterns,
} from '../../../shared/entities/train/corpus';

const HEADER = `id: x-01
style: brief
region: Caucasus
period: 2000
written-by: a
labelled-by: b

`;
const parse = (text: string) => parseCorpusText(HEADER + text, 'x.txt');
const labels = (text: string) => {
  const parsed = parse(text);
  return parsed.spans.map(({ start, end, type, inside }) => [parsed.text.slice(start, end), type, inside]);
};

describe('the format', () => {
  test('marks names, and a name inside a name', () => {
    expect(labels('In [[Moscow|GPE] State University|ORG] [Igor Ivanov|PERSON] spoke \\[in brackets].')).toEqual([
      ['Moscow State University', 'ORG', false],
      ['Moscow', 'GPE', true],
      ['Igor Ivanov', 'PERSON', false],
    ]);
    expect(parse('He spoke \\[in brackets] | so.').text).toBe('He spoke [in brackets] | so.');
  });

  test.each([
    ['[Moscow is cold.', '8: a name that does not end'],
    ['Fine.\n\n[Moscow] is cold.', '10: a name without a type'],
    ['[Moscow|CITY] is cold.', '"CITY" is not a type'],
    ['[[[Moscow|GPE] State|GPE] University|ORG]', 'inside a name inside'],
    ['[the Caucasus|LOC]', '"the" belongs outside'],
    ["[Moscow's|GPE] mayor", "the possessive 's belongs outside"],
    ['[President Putin|PERSON]', 'a title belongs outside'],
    ['[Moscow |GPE]', 'white space'],
    ['[|GPE]', 'an empty name'],
    ['[Mos\n\ncow|GPE]', 'does not end in its paragraph'],
  ])('says what is wrong with %j', (text, problem) => {
    expect(() => parse(text)).toThrow(CorpusFormatError);
    expect(() => parse(text)).toThrow(problem);
  });

  test.each([
    ['x', 'no blank line'],
    ['id 1\n\nx', 'is not "key: value"'],
    ['id: a-1\nstyle: brief\n\nx', 'period'],
  ])('says what is wrong with the header %j', (source, problem) => {
    expect(() => parseCorpusText(source, 'x.txt')).toThrow(problem);
  });

  test('keeps a text without marks as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const escaped = text.replace(/[[\]|\\]/g, (character) => `\\${character}`);
        expect(parse(`x${escaped}x`)).toMatchObject({ text: `x${text}x`, spans: [] });
      }),
    );
  });

  test('a text whose id ends in 7 is sealed', () => {
    expect(isSealed(parse('x'))).toBe(false);
    expect(isSealed(parseCorpusText(`${HEADER.replace('x-01', 'x-17')}x`, 'x.txt'))).toBe(true);
  });
});

test('two sentences that differ in names, numbers and dates have one pattern', () => {
  const patterns = sentencePatterns(
    parse(
      '[Ivanov|PERSON] met 3 envoys in [Rome|GPE] on May 4. [Li Peng|PERSON] met 12 envoys in [Bonn|GPE] on June 1.',
    ),
  );
  expect(patterns).toHaveLength(2);
  expect(new Set(patterns).size).toBe(1);
});

test('agreement counts names of one place and type', () => {
  const [first, second] = [parse('[A|PERSON] of [B|GPE]'), parse('[A|PERSON] of [B|ORG] and C')];
  expect(agreement(first, second)).toEqual({ both: 1, first: 2, second: 2 });
});

describe('the corpus', () => {
  const files = readCorpus(path.join(__dirname, '..', '..', '..', 'corpus'));
  const first = files.filter(({ second }) => !second);

  test('has one text an id', () => {
    const ids = first.map(({ content }) => content.header.id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test('labels a text twice on the same words', () => {
    for (const { file, content } of files.filter(({ second }) => second)) {
      const original = first.find((other) => other.file === file.replace('.second.txt', '.txt'));
      expect([file, content.text]).toEqual([file, original?.content.text]);
    }
  });

  test('repeats no sentence pattern more than three times', () => {
    const counts = new Map<string, number>();
    for (const { content } of first) {
      for (const pattern of sentencePatterns(content)) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
    }
    expect([...counts].filter(([, count]) => count > 3)).toEqual([]);
  });

  test('has words in every text', () => {
    for (const { file, content } of files) expect([file, countWords(content.text) >= 20]).toEqual([file, true]);
  });
});
