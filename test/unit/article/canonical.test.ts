import { CanonicalBuilder } from '../../../shared/article/canonical';
import { composeRuns } from '../../../shared/article/source-map';

describe('CanonicalBuilder', () => {
  test('paragraphs are trimmed, empty ones left out, and every run leads back to the input', () => {
    const input = '  one two \n\n \u200b \n\n\tthree  ';
    const builder = new CanonicalBuilder(input);
    for (const [start, end] of [
      [0, 10],
      [12, 15],
      [17, input.length],
    ] as const) {
      builder.open('body');
      builder.take(start, end);
    }
    const body = builder.finish();
    expect(body.text).toBe('one two\n\nthree');
    expect(body.paragraphs).toEqual([
      { start: 0, end: 7, kind: 'body' },
      { start: 9, end: 14, kind: 'body' },
    ]);
    expect(body.sourceMap).toEqual([
      [0, 2, 7],
      [9, input.indexOf('three'), 5],
    ]);
  });

  test('control characters are left out and counted, halves of surrogate pairs become U+FFFD', () => {
    const input = 'a\0b\x1bc\ud800d\x85';
    const builder = new CanonicalBuilder(input);
    builder.open('body');
    builder.take(0, input.length - 1);
    const body = builder.finish();
    expect(body.text).toBe('abc\ufffdd');
    expect(body.controlCharacters).toBe(2);
    expect(body.sourceMap).toEqual([
      [0, 0, 1],
      [1, 2, 1],
      [2, 4, 1],
      [4, 6, 1],
    ]);
  });

  test('what was put in has no run', () => {
    const builder = new CanonicalBuilder('one\ntwo');
    builder.open('quote');
    builder.take(0, 3);
    builder.put(' ');
    builder.take(4, 7);
    expect(builder.finish()).toEqual({
      text: 'one two',
      paragraphs: [{ start: 0, end: 7, kind: 'quote' }],
      sourceMap: [
        [0, 0, 3],
        [4, 4, 3],
      ],
      controlCharacters: 0,
    });
  });
});

describe('composeRuns', () => {
  test('maps through an intermediate text, run by run', () => {
    const outer: [number, number, number][] = [
      [0, 2, 6],
      [8, 10, 4],
    ];
    const inner: [number, number, number][] = [
      [0, 100, 5],
      [5, 107, 6],
      [12, 120, 9],
    ];
    expect(composeRuns(outer, inner)).toEqual([
      [0, 102, 3],
      [3, 107, 3],
      [8, 112, 1],
      [10, 120, 2],
    ]);
  });

  test('one run of the intermediate text may serve many', () => {
    expect(
      composeRuns(
        [
          [0, 1, 2],
          [3, 4, 2],
        ],
        [[0, 50, 20]],
      ),
    ).toEqual([
      [0, 51, 2],
      [3, 54, 2],
    ]);
  });
});
