import { statSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { lexicon } from '../../../shared/entities/lexicon';
import { FEATURES } from '../../../shared/entities/tagger/document';
import { beginOf, begins, insideOf, LABELS } from '../../../shared/entities/tagger/labels';
import { tagger } from '../../../shared/entities/tagger/load';
import { type ModelParts, readModel, writeModel } from '../../../shared/entities/tagger/model';
import { bestLabels } from '../../../shared/entities/tagger/viterbi';
import { tokenize } from '../../../shared/entities/tokens';
import { allowedLabels, articleOf } from '../../../shared/entities/train/data';
import { Perceptron } from '../../../shared/entities/train/perceptron';

function namesIn(text: string): string[] {
  const { tokens, tagged } = tagger().tag(articleOf(text));
  return tagged.map(({ from, to, type }) => `${text.slice(tokens[from]?.start, tokens[to - 1]?.end)}=${type}`);
}

describe('the best labels', () => {
  const scores = (tokens: number) =>
    fc.array(fc.integer({ min: -9, max: 9 }), { minLength: tokens * LABELS, maxLength: tokens * LABELS });
  const transitions = scores(LABELS).map((list) => Float32Array.from(list));

  test('are the best of all that are possible', () => {
    fc.assert(
      fc.property(scores(2), transitions, (list, between) => {
        const [first, second] = bestLabels(Float32Array.from(list), 2, between);
        const total = (a: number, b: number): number =>
          (list[a] ?? 0) + (list[LABELS + b] ?? 0) + (between[a] ?? 0) + (between[a * LABELS + b] ?? 0);
        let best = Number.NEGATIVE_INFINITY;
        for (let a = 0; a < LABELS; a++) {
          if (a > 0 && !begins(a)) continue;
          for (let b = 0; b < LABELS; b++) {
            const follows = b === 0 || begins(b) || a === b || a === b - (LABELS - 1) / 2;
            if (follows) best = Math.max(best, total(a, b));
          }
        }
        expect(total(first ?? 0, second ?? 0)).toBe(best);
      }),
      { numRuns: 30 },
    );
  });

  test('are among those that are allowed', () => {
    const allowed = Uint32Array.from([1 << beginOf('LAW'), 1 << insideOf('LAW'), 1]);
    const found = bestLabels(new Float32Array(3 * LABELS), 3, new Float32Array(LABELS * LABELS), allowed);
    expect([...found]).toEqual([beginOf('LAW'), insideOf('LAW'), 0]);
  });
});

test('what a set does not tell apart or does not label is left open', () => {
  const text = 'The Treaty was signed in Ruritania.';
  const document = {
    text,
    golds: [{ start: 25, end: 34, may: ['GPE', 'LOC'] as const }],
    unlabelled: ['LAW'] as const,
  };
  const tokens = tokenize(articleOf(text));
  const masks = allowedLabels(document, tokens, lexicon());
  const bits = (mask = 0): number[] => Array.from({ length: LABELS }, (_, l) => l).filter((l) => mask & (1 << l));
  const at = (word: string): number[] => bits(masks[tokens.findIndex((token) => token.text === word)]);
  expect(at('Treaty')).toEqual([0, beginOf('LAW'), insideOf('LAW')]);
  expect(at('Ruritania')).toEqual([beginOf('GPE'), beginOf('LOC')]);
});

test('a perceptron learns from partly labelled examples, the same way each time', () => {
  const example = (feature: number, labels: number) => ({
    features: new Uint32Array(FEATURES).fill(feature),
    allowed: Uint32Array.from([labels]),
  });
  const examples = [example(5, 1), example(7, (1 << beginOf('GPE')) | (1 << beginOf('LOC')))];
  const train = () => {
    const perceptron = new Perceptron(examples, 1);
    const wrong = [0, 1, 2, 3].map(() => perceptron.round([0, 1]));
    return { wrong, ...perceptron.averaged() };
  };
  const trained = train();
  expect(trained.wrong.at(0)).toBeGreaterThan(0);
  expect(trained.wrong.at(-1)).toBe(0);
  expect(trained.keys).toEqual([5, 7]);
  expect(train()).toEqual(trained);
});

describe('the file of a model', () => {
  const parts: ModelParts = {
    scale: 0.5,
    transitions: new Float32Array(LABELS * LABELS).fill(1.5),
    keys: Uint32Array.from([3, 9]),
    counts: Uint8Array.from([1, 2]),
    labels: Uint8Array.from([0, 1, 2]),
    weights: Int8Array.from([-4, 5, 127]),
    words: Int32Array.from([-7]),
    classes: Uint16Array.from([0]),
    middle: Uint8Array.from([2]),
    coarse: Uint8Array.from([3]),
  };

  test('is read as it was written', () => {
    expect(readModel(writeModel(parts))).toEqual(parts);
  });

  test('is refused when it is cut off or something else', () => {
    const file = writeModel(parts);
    expect(() => readModel(file.subarray(0, file.length - 8))).toThrow(RangeError);
    expect(() => readModel(Buffer.from('not a model'.repeat(9)))).toThrow('not a model of this version');
  });
});

describe('the trained tagger', () => {
  test('is small', () => {
    const file = path.join(__dirname, '..', '..', '..', 'shared', 'entities', 'tagger', 'tagger.model');
    expect(statSync(file).size).toBeLessThan(5_000_000);
  });

  test('finds names of many types', () => {
    const found = namesIn(
      'Russian Foreign Minister Igor Ivanov met NATO envoys in Brussels on Tuesday. The talks on the Dayton Accords cost $5 million, the Ukrainian News Agency said.',
    );
    expect(found).toEqual(expect.arrayContaining(['Igor Ivanov=PERSON', 'NATO=ORG', 'Brussels=GPE']));
  });

  test('answers for texts without capitals, in capitals only, and of one endless line', () => {
    expect(namesIn('nobody here has a name, and nothing is said.')).toEqual([]);
    expect(() => namesIn('MINISTER VISITS MOSCOW FOR TALKS ON OIL')).not.toThrow();
    expect(() => namesIn('The Ivanov of Rome '.repeat(20_000))).not.toThrow();
  });

  // Of 5 MB: npx tsx bench/entities-hostile.ts.
  test('finds each name of a long line again and again', () => {
    const clause = 'Foreign Minister Igor Ivanov of Russia met officials of NATO in Brussels on Tuesday, and ';
    const found = namesIn(clause.repeat(2000));
    for (const name of ['Igor Ivanov=PERSON', 'Russia=GPE', 'NATO=ORG', 'Brussels=GPE']) {
      expect(found.filter((other) => other === name)).toHaveLength(2000);
    }
  });

  // More words than the tagger keeps the facts of.
  test('says the same after sixty thousand other names', () => {
    const before = namesIn('Foreign Minister Igor Ivanov met NATO envoys in Brussels.');
    const word = (at: number): string => `Q${[...String(at)].map((digit) => 'bcdfghklmn'[Number(digit)]).join('a')}`;
    const others = Array.from({ length: 60_000 }, (_, at) => `Mr. Anton ${word(at)} came.`).join(' ');
    expect(namesIn(others).length).toBeGreaterThan(50_000);
    expect(namesIn('Foreign Minister Igor Ivanov met NATO envoys in Brussels.')).toEqual(before);
  });
});
