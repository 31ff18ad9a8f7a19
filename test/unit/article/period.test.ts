import * as fc from 'fast-check';
import { readPeriod } from '../../../shared/article/period';

test.each([
  ['June 2000', '2000-06-01/2000-06-30'],
  ['May-June, 2000', '2000-05-01/2000-06-30'],
  ['9-15 September 2013', '2013-09-09/2013-09-15'],
  ['September 9–15, 2013', '2013-09-09/2013-09-15'],
  ['30 August - 5 September 2013', '2013-08-30/2013-09-05'],
  ['Week of December 28, 2000 - January 3, 2001', '2000-12-28/2001-01-03'],
  ['Week ending 17 May 1998', '1998-05-11/1998-05-17'],
  ['Spring 2018', '2018-03-01/2018-06-30'],
  ['Week of September 9, 2013', '2013-09-09/2013-09-15'],
])('%s', (printed, period) => {
  expect(readPeriod(printed)).toBe(period);
});

test.each([
  'June 5, 2000',
  '2000',
  'May 2000 people',
  '15-9 September 2013',
  '31 June - 2 July 2000',
  'June 1990 - 2000',
])('is none: %s', (printed) => {
  expect(readPeriod(printed)).toBeUndefined();
});

test('is never read backwards', () => {
  const month = fc.constantFrom('January', 'Feb.', 'May', 'Sept.', 'December');
  const day = fc.integer({ min: 1, max: 31 });
  fc.assert(
    fc.property(day, month, day, month, fc.integer({ min: 1990, max: 2030 }), (a, first, b, second, year) => {
      const [from, to] = readPeriod(`${a} ${first} - ${b} ${second} ${year}`)?.split('/') ?? ['', '~'];
      expect((from ?? '') < (to ?? '')).toBe(true);
    }),
  );
});
