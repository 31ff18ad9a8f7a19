import { readDate, readEitherDay } from '../../../shared/article/dates';

const read = (raw: string | number) => {
  const reading = readDate(raw);
  return 'value' in reading ? reading.value : undefined;
};

describe('readDate', () => {
  test.each([
    ['2000-12-18', '2000-12-18'],
    ['2000/12/18', '2000-12-18'],
    ['20001218', '2000-12-18'],
    ['December 18, 2000', '2000-12-18'],
    ['Dec. 18, 2000', '2000-12-18'],
    ['Monday, December 18, 2000', '2000-12-18'],
    ['18 December 2000', '2000-12-18'],
    ['18th of December, 2000', '2000-12-18'],
    ['the 18th of december 2000', '2000-12-18'],
    ['18-Dec-2000', '2000-12-18'],
    ['18.12.2000', '2000-12-18'],
    ['12/18/2000', '2000-12-18'],
    ['05/05/2000', '2000-05-05'],
    ['  December  18,\n2000 ', '2000-12-18'],
  ])('reads the day %s', (raw, day) => expect(read(raw)).toBe(day));

  test.each([
    ['2000-12-18T10:00:00Z', '2000-12-18T10:00:00Z'],
    ['2000-12-18T10:00:00+03:00', '2000-12-18T07:00:00Z'],
    ['2000-12-18 10:00:00.250 +0300', '2000-12-18T07:00:00.250Z'],
    ['2000-12-18T01:00+03', '2000-12-17T22:00:00Z'],
    ['20001218T100000Z', '2000-12-18T10:00:00Z'],
    ['Mon, 18 Dec 2000 10:00:00 GMT', '2000-12-18T10:00:00Z'],
    ['Mon, 18 Dec 2000 10:00:00 -0500', '2000-12-18T15:00:00Z'],
    ['18 Dec 2000 10:00 EST', '2000-12-18T15:00:00Z'],
    ['Mon Dec 18 2000 10:00:00 GMT+0100 (CET)', '2000-12-18T09:00:00Z'],
    ['December 18, 2000, 1:05 p.m. EST', '2000-12-18T18:05:00Z'],
    [977_133_600, '2000-12-18T10:00:00Z'],
    [977_133_600_000, '2000-12-18T10:00:00Z'],
    ['977133600', '2000-12-18T10:00:00Z'],
  ])('reads the instant %s in UTC', (raw, instant) => expect(read(raw)).toBe(instant));

  test.each([
    ['2000-12-18T10:00:00', '2000-12-18'],
    ['December 18, 2000 at 10:30 am', '2000-12-18'],
    ['18 Dec 2000 10:00 MSK', '2000-12-18'],
  ])('is no more precise than %s, which names no zone for certain', (raw, day) => expect(read(raw)).toBe(day));

  test('takes the order of two numbers that the weekday fits', () => {
    expect(read('Wednesday 04/05/2011')).toBe('2011-05-04');
    expect(read('Tuesday 04/05/2011')).toBe('2011-04-05');
  });

  test('knows both days that two numbers can mean', () => {
    expect(readEitherDay('3/6/2002')).toEqual({ earlier: '2002-03-06', later: '2002-06-03' });
    expect(readEitherDay('13/6/2002')).toBeUndefined();
    expect(readEitherDay('6/6/2002')).toBeUndefined();
  });

  test.each<[string | number, string]>([
    ['03/04/2000', 'day and month can be either'],
    ['3.4.2000', 'day and month can be either'],
    ['February 30, 2000', 'no such day'],
    ['2000-02-30', 'no such day'],
    ['2001-02-29', 'no such day'],
    ['13/13/2000', 'no such day'],
    ['2000-12-18T25:00:00Z', 'no such time'],
    ['Tuesday, December 18, 2000', 'another day of the week'],
    ['0001-01-01', 'a placeholder'],
    ['18 Dec 00', 'no full year'],
    ['December 2000', 'no day'],
    ['yesterday', 'no date'],
    ['', 'nothing'],
    ['December 18, 2000 or so', 'more words'],
    [0, 'a missing time'],
    [6, 'a number of something else'],
    ['9'.repeat(400), 'too large a number'],
  ])('refuses %s: %s', (raw) => expect(read(raw)).toBeUndefined());
});

test('an instant keeps the clock that it was written by, unless that is UTC', () => {
  expect(readDate('2025-05-21T00:19:07+02:00')).toEqual({
    value: '2025-05-20T22:19:07Z',
    local: '2025-05-21T00:19:07+02:00',
  });
  expect(readDate('2024-01-07T01:20:00-03:30')).toMatchObject({ local: '2024-01-07T01:20:00-03:30' });
  expect(readDate('2024-01-07T01:20:00Z')).toEqual({ value: '2024-01-07T01:20:00Z' });
});
