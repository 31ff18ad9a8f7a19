import path from 'node:path';
import { parseLot, readLots } from '../../../bench/lib/time-lots';

const LOTS = readLots(path.join(__dirname, '..', '..', '..', 'corpus', 'times'));

test('a passage has its times as offsets of the bare text', () => {
  const [passage] = parseLot(
    't1-01 1998-03-27\nIt fell on [Friday|DATE|1998-03-27], [late last month|DATE|1998-02|END].',
  );
  expect(passage?.text).toBe('It fell on Friday, late last month.');
  expect(passage?.times.map(({ start, end, value, mod }) => [passage.text.slice(start, end), value, mod])).toEqual([
    ['Friday', '1998-03-27', undefined],
    ['late last month', '1998-02', 'END'],
  ]);
});

test.each([
  ['a header without a day', 't1-01\nIt fell.'],
  ['a value that TIMEX3 has not', 't1-01 1998-03-27\nIt fell on [Friday|DATE|last Friday].'],
  ['a type that TIMEX3 has not', 't1-01 1998-03-27\nIt fell on [Friday|DAY|1998-03-27].'],
  ['a bracket that is left', 't1-01 1998-03-27\nIt fell on [Friday.'],
])('what is no passage is refused: %s', (_, source) => {
  expect(() => parseLot(source)).toThrow();
});

test.each(LOTS)('$name: forty passages or more, each with its own id, and weekdays that are right', ({ passages }) => {
  expect(passages.length).toBeGreaterThanOrEqual(40);
  expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length);
  for (const { id, text, times } of passages)
    for (const { start, end, value } of times) {
      const named = /^(?:last |next )?(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*day/.exec(text.slice(start, end));
      const day = /^\d{4}-\d{2}-\d{2}/.exec(value);
      if (named && day) expect([id, new Date(day[0]).toUTCString().slice(0, 3)]).toEqual([id, named[1]]);
    }
});
