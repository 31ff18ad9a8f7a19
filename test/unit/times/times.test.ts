import * as fc from 'fast-check';
import { splitSentences } from '../../../shared/article/sentences';
import { type Day, isoDay, parseIsoDay } from '../../../shared/times/calendar';
import { resolveTimes } from '../../../shared/times/resolve';
import { scanTimes } from '../../../shared/times/scan';

const textOf = (text: string) => {
  const paragraphs = [{ start: 0, end: text.length, kind: 'body' as const }];
  return { text, paragraphs, sentences: splitSentences(text, paragraphs) };
};
const day = (iso: string): Day => parseIsoDay(iso) ?? Number.NaN;

/** "words=value mod" of each time of a text that was published on these days, the last one included. */
function times(text: string, from = '2000-12-20', to = from): string[] {
  const anchor = { from: day(from), to: day(to) + 1 };
  return resolveTimes(scanTimes(textOf(text)), anchor).map(
    ({ start, end, value, mod }) => `${text.slice(start, end)}=${value}${mod ? ` ${mod}` : ''}`,
  );
}

/** The days of the only time of a text. */
function interval(text: string, from = '2000-12-20'): string | undefined {
  const [time] = resolveTimes(scanTimes(textOf(text)), { from: day(from), to: day(from) + 1 });
  return time?.interval && `${isoDay(time.interval.from)}/${isoDay(time.interval.to)}`;
}

test.each([
  ['It opened on June 5, 1998.', 'June 5, 1998=1998-06-05'],
  ['It opened on 5 June 1998.', '5 June 1998=1998-06-05'],
  ['It opened on Monday, June 5.', 'Monday, June 5=2000-06-05'],
  ['It might open in June of 2001.', 'June of 2001=2001-06'],
  ['It opened on 2000-11-30.', '2000-11-30=2000-11-30'],
  ['It opened in the spring of 1999.', 'the spring of 1999=1999-SP'],
  ['It opened in the third quarter of 1999.', 'the third quarter of 1999=1999-Q3'],
  ['It was built in the mid-1990s.', 'the mid-1990s=199 MID'],
  ['A ship of the nineteenth century sank.', 'the nineteenth century=18'],
  ['It ended in fiscal 1999.', 'fiscal 1999=FY1999'],
  ['It opened on 05.06.1998.', '05.06.1998=1998-06-05'],
  ['Profits fell in H1 1999.', 'H1 1999=1999-H1'],
  ['Profits fell in 2Q 1999.', '2Q 1999=1999-Q2'],
  ['Sales fell in the March quarter of 2000.', 'the March quarter of 2000=2000-Q1'],
  ['He fell in a 1979 coup.', '1979=1979'],
  ['Its 2005 report was wrong.', '2005=2005'],
  ['It was the summer of ’68.', 'the summer of ’68=1968-SU'],
  ['It will last until about 2025.', 'about 2025=2025 APPROX'],
  ['It fell on Orthodox Easter 1999.', 'Orthodox Easter 1999=1999-04-11'],
  ['It opened on the first of June 1999.', 'the first of June 1999=1999-06-01'],
  ['It opens in the first week of 2001.', 'the first week of 2001=2001-W01'],
  ['They vote on the first Monday of May 2000.', 'the first Monday of May 2000=2000-05-01'],
  ['It ended on the last Sunday in March 2000.', 'the last Sunday in March 2000=2000-03-26'],
  ['It grew in the 1600s.', 'the 1600s=16'],
  ['It opened in the last quarter of 1999.', 'the last quarter of 1999=1999-Q4'],
  ['He left in nineteen ninety-six.', 'nineteen ninety-six=1996'],
  ['It began in the year two thousand.', 'the year two thousand=2000'],
  ['It is dated 1998-02-06T22:19:00.', '1998-02-06T22:19:00=1998-02-06T22:19:00'],
])('what is printed in full: %s', (text, expected) => {
  expect(times(text)).toEqual([expected]);
});

test.each([
  ['The council met last week.', 'last week=2000-W50'],
  ["Last month's summit failed.", 'Last month=2000-11'],
  ['He visited this past May.', 'this past May=2000-05'],
  ['They met earlier this month.', 'earlier this month=2000-12 START'],
  ['It will open at the start of next year.', 'the start of next year=2001 START'],
  ['It was planned for the autumn of this year.', 'the autumn of this year=2000-FA'],
  ['He came in February of this year.', 'February of this year=2000-02'],
  ['It fell yesterday.', 'yesterday=2000-12-19'],
  ['It fell two days ago.', 'two days ago=2000-12-18'],
  ['It fell three months ago.', 'three months ago=2000-09'],
  ['Ministers will meet in two weeks.', 'two weeks=2001-W01'],
  ['They met over the weekend.', 'the weekend=2000-W50-WE'],
  ['They met on Friday.', 'Friday=2000-12-15'],
  ['They will meet on Friday.', 'Friday=2000-12-22'],
  ['The trial opens Friday.', 'Friday=2000-12-22'],
  ['The hearing was adjourned until Friday.', 'Friday=2000-12-22'],
  ['The talks are set to resume Friday.', 'Friday=2000-12-22'],
  ['They set a record Friday.', 'Friday=2000-12-15'],
  ['They met on Tuesday evening.', 'Tuesday evening=2000-12-19TEV'],
  ['They met on Christmas Eve 1999.', 'Christmas Eve 1999=1999-12-24'],
  ['They met late on Monday.', 'late on Monday=2000-12-18 END'],
  ['It begins tonight at 7.30.', 'tonight at 7.30=2000-12-20T19:30'],
  ['It resumes at 10 o’clock tomorrow morning.', '10 o’clock tomorrow morning=2000-12-21T10:00'],
  ['The December 4 vote will be challenged.', 'December 4=2000-12-04'],
  ['It fell on Friday the 15th.', 'Friday the 15th=2000-12-15'],
  ['They will meet on the 26th.', 'the 26th=2000-12-26'],
  ['He took the stage at midnight GMT.', 'midnight GMT=2000-12-20T24:00Z'],
  ['A December memo, and its May report, leaked.', 'December=2000-12|May=2000-05'],
  ['It opened in ’99.', '’99=1999'],
  ['He spoke on Friday last week.', 'Friday last week=2000-12-15'],
  ['It will close for the rest of the year.', 'the rest of the year=2000 END'],
  ['Sales rose in the week ended December 9.', 'the week ended December 9=2000-W49'],
  ['He spoke at a Monday news conference.', 'Monday=2000-12-18'],
  ['It fell at 5 a.m. local time on Monday.', '5 a.m. local time on Monday=2000-12-18T05:00'],
  ['It fell at 0600 GMT on Monday.', '0600 GMT on Monday=2000-12-18T06:00Z'],
  ['It fell overnight.', 'overnight=2000-12-19TNI'],
  ['It will freeze overnight.', 'overnight=2000-12-20TNI'],
  ['She speaks at 9 o’clock tonight.', '9 o’clock tonight=2000-12-20T21:00'],
  ['It broke at about 3 p.m. on Monday.', 'about 3 p.m. on Monday=2000-12-18T15:00 APPROX'],
  ['He died in the early hours of Sunday morning.', 'the early hours of Sunday morning=2000-12-17TMO START'],
  ['He died in the early hours of Sunday.', 'the early hours of Sunday=2000-12-17TMO START'],
  ['The court has until Friday to answer.', 'Friday=2000-12-22'],
  ['Ministers agreed to meet Friday.', 'Friday=2000-12-22'],
  ['Ministers failed to meet Friday.', 'Friday=2000-12-15'],
  ['The accord will be signed Friday.', 'Friday=2000-12-22'],
  ['The ruling was put off until January 10.', 'January 10=2001-01-10'],
  ['Rates have been cut since January.', 'January=2000-01'],
  ['Oil for March delivery rose.', 'March=2001-03'],
  ['It will open a week from Sunday.', 'a week from Sunday=2000-12-31'],
])('what is relative to the day of publication: %s', (text, expected) => {
  expect(times(text)).toEqual(expected.split('|'));
});

test.each([
  ['He left on December 16.', 'December 16=2000-12-16'],
  ['He will leave on January 15.', 'January 15=2001-01-15'],
  ['The vote is set for February 4.', 'February 4=2001-02-04'],
  ['He said so before (Reuters, December 30).', 'December 30=1999-12-30'],
  ['In January-November 2000 exports rose.', 'January=2000-01|November 2000=2000-11'],
  ['They met on December 14 and 15, 1999.', 'December 14=1999-12-14|15, 1999=1999-12-15'],
  ['It rained from December 30 to January 2, 1999.', 'December 30=1998-12-30|January 2, 1999=1999-01-02'],
  ['They met from 10 to 12 June 1999.', '10=1999-06-10|12 June 1999=1999-06-12'],
  ['It was quiet since 1823, and woke on March 20.', '1823=1823|March 20=2000-03-20'],
  ['They met on December 14, 15 and 16.', 'December 14=2000-12-14|15=2000-12-15|16=2000-12-16'],
  ['On December 14, 15 and 16 people died.', 'December 14=2000-12-14'],
  ['The war of 1994-96 was lost.', '1994=1994|96=1996'],
  ['In 1998 he was in Oslo, and in March he left.', '1998=1998|March=1998-03'],
])('a date without a year takes it from tense, source or sentence: %s', (text, expected) => {
  expect(times(text)).toEqual(expected.split('|'));
});

test.each([
  ['It took the past eighteen months.', 'the past eighteen months=P18M'],
  ['It took more than two and a half years.', 'more than two and a half years=P2.5Y MORE_THAN'],
  ['a five-year plan', 'five-year=P5Y'],
  ['It lasted three years and two months.', 'three years and two months=P3Y2M'],
  ['It lasted several weeks.', 'several weeks=PXW'],
  ['They meet every Monday.', 'every Monday=XXXX-WXX-1'],
  ['They meet twice a week and talk.', 'twice a week=P1W'],
  ['It is played once every four years.', 'once every four years=P4Y'],
  ['It floods each spring.', 'each spring=XXXX-SP'],
  ['a 34-year-old man', '34-year-old=P34Y'],
  ['It stood for 1 minute 36 seconds.', '1 minute 36 seconds=PT1M36S'],
  ['It was halved over four years.', 'four years=P4Y'],
  ['It ran for over four years.', 'over four years=P4Y MORE_THAN'],
  ['It came after years of fighting.', 'years=PXY'],
  ['It could last years.', 'years=PXY'],
  ['They meet every Wednesday evening.', 'every Wednesday evening=XXXX-WXX-3TEV'],
  ['It took another two weeks.', 'another two weeks=P2W'],
  ['It lasted half an hour.', 'half an hour=PT30M'],
  ['It rained all week.', 'all week=P1W'],
  ['It opened at noon; ten minutes later it closed.', 'noon=2000-12-20T12:00|ten minutes=PT10M'],
  ['It took 2 1/2 years.', '2 1/2 years=P2.5Y'],
  ['It rained over the last week.', 'the last week=P1W'],
  ['It costs 5 million a year.', 'a year=P1Y'],
])('lengths and repetitions: %s', (text, expected) => {
  expect(times(text)).toEqual(expected.split('|'));
});

test.each([
  'They were at last prepared to sign this sort of paper.',
  'He may march on with May and Rice.',
  'They have now reportedly agreed.',
  'They may now be agreed.',
  'Now that he is gone, he calls now and then.',
  'It became popular soon after, as soon as it could.',
  'Four goals in the quarter-final.',
  'So Judge August Summers ruled.',
  'He told a Sunday paper.',
  'Never on a Sunday.',
  'He won a 1500 metre race.',
  'The happy days of youth.',
  'The current was strong.',
  'The ship carried 1,997 tons and 2000 people.',
  'He is second to none; the second of them left.',
  'The fall of the government was expected.',
  'It will happen on February 30.',
])('no time: %s', (text) => {
  expect(times(text)).toEqual([]);
});

test('the attacks of September 11 are of 2001, whenever they are written of', () => {
  expect(times('Since the September 11 attacks it has rained.', '2004-06-01')).toEqual(['September 11=2001-09-11']);
  expect(times('The post-September 11 world is wet, as 9/11 showed.', '2004-06-01')).toEqual([
    'September 11=2001-09-11',
    '9/11=2001-09-11',
  ]);
  expect(times('They met on September 11.', '2004-06-01')).toEqual(['September 11=2003-09-11']);
  expect(times('The September 11 attacks in Oslo failed.', '1999-12-01')).toEqual(['September 11=1999-09-11']);
});

test.each([
  ['The council now meets in private.', 'now=PRESENT_REF'],
  ['Current rules forbid it.', 'Current=PRESENT_REF'],
  ['It will soon be over.', 'soon=FUTURE_REF'],
  ['At the time he was ill.', 'the time=PAST_REF'],
])('times that are not placed: %s', (text, expected) => {
  expect(times(text)).toEqual([expected]);
});

test.each([
  [
    'Third-quarter profit was $2 million, against $1 million a year earlier.',
    ['Third-quarter=2000-Q3', 'a year earlier=1999-Q3'],
  ],
  [
    'Sales fell in the third quarter. In the year-earlier period they rose.',
    ['the third quarter=2000-Q3', 'the year-earlier period=1999-Q3'],
  ],
  [
    'Sales in November were below those of the same month last year.',
    ['November=2000-11', 'the same month last year=1999-11'],
  ],
  [
    'Profit for the third quarter, ended September 30, fell. A year earlier it rose.',
    ['the third quarter=2000-Q3', 'September 30=2000-09-30', 'A year earlier=1999-Q3'],
  ],
  ['Sales in October fell 3 percent from a year earlier.', ['October=2000-10', 'a year earlier=1999-10']],
  ['He was born in March 1950, a year earlier than she.', ['March 1950=1950-03', 'a year earlier=1949']],
])('what figures are compared with is the same stretch of another year: %s', (text, expected) => {
  expect(times(text)).toEqual(expected);
});

test('the following day counts from the day told of before', () => {
  expect(times('He arrived on June 5, 1998. The following day he left; a week later he was ill.')).toEqual([
    'June 5, 1998=1998-06-05',
    'The following day=1998-06-06',
    'a week later=1998-W24',
  ]);
});

test('a month of that year is of the year told of before', () => {
  expect(times('He left in 1998. In June of that year he married.')).toEqual([
    '1998=1998',
    'June of that year=1998-06',
  ]);
});

test('the next morning, that night and that December are of what was told of before', () => {
  expect(times('He arrived on June 5, 1998. The next morning he left. That December he came back.')).toEqual([
    'June 5, 1998=1998-06-05',
    'The next morning=1998-06-06TMO',
    'That December=1998-12',
  ]);
});

test('doubt about the day of publication is carried through', () => {
  expect(times('It fell yesterday, and last month too.', '2000-12-18', '2000-12-22')).toEqual([
    'yesterday=2000-12-XX',
    'last month=2000-11',
  ]);
  const [time] = resolveTimes(scanTimes(textOf('It fell yesterday.')), {
    from: day('2000-12-18'),
    to: day('2000-12-23'),
  });
  expect(time?.interval).toEqual({ from: day('2000-12-17'), to: day('2000-12-22') });
});

test('nothing is known without a day of publication but what is printed', () => {
  const found = resolveTimes(scanTimes(textOf('Last week, on December 16 and in 1998.')), undefined);
  expect(found.map(({ value, interval: days }) => [value, days !== undefined])).toEqual([
    ['XXXX-WXX', false],
    ['XXXX-12-16', false],
    ['1998', true],
  ]);
});

test('days that a time covers', () => {
  expect(interval('It ended in the past eighteen months.')).toBe('1999-06-20/2000-12-21');
  expect(interval('They met earlier this month.')).toBe('2000-12-01/2000-12-20');
  expect(interval('It opened in June 1999.')).toBe('1999-06-01/1999-07-01');
});

test('every time is in the text, in order, apart from the others, and ends after it began', () => {
  const words = fc.constantFrom(
    ...[
      'the',
      'last',
      'two',
      'May',
      '5',
      ',',
      '2000',
      '(',
      ')',
      'week',
      'of',
      'June',
      'and',
      '31',
      '-',
      'early',
      "'s",
      'in',
    ],
    ...[
      'years',
      'ago',
      'Monday',
      'next',
      'first',
      'quarter',
      '“',
      'a',
      'half',
      '12/31/99',
      'the 90s',
      'February 30',
      '\n\n',
    ],
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 40 }), (all) => {
      const text = all.join(' ').trim();
      if (text === '') return;
      let last = 0;
      for (const { start, end, interval: days } of resolveTimes(scanTimes(textOf(text)), {
        from: 11_300,
        to: 11_303,
      })) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        if (days) expect(days.to).toBeGreaterThan(days.from);
        last = end;
      }
    }),
  );
});

/** TIMEX3: a reference, a length, or a date that gets coarser from the right, with X for what is not known. */
const TIMEX =
  /^(?:(?:PAST|PRESENT|FUTURE)_REF|P(?:(?:X|\d+(?:\.\d+)?)(?:Y|M|W|D|Q|H|DE|CE|WE))*(?:T(?:(?:X|\d+(?:\.\d+)?)[HMS])+)?|FY\d{4}|[\dX]{1,4}|[\dX]{4}-(?:[\dX]{2}|SP|SU|FA|WI|[QH][\dX])|[\dX]{4}-(?:[\dX]{2}-[\dX]{2}|W[\dX]{2}(?:-(?:[\dX]|WE))?)(?:T(?:XX|MO|MI|AF|EV|NI|\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?))?)$/;

test('whatever words stand together, values are TIMEX3, intervals have an end after their beginning, and nothing throws', () => {
  const words = fc.constantFrom(
    ...'the a last next that this previous following early late mid - ’ at on in of from until since by over about now soon first second third last rest fiscal year-earlier year-ago same'.split(
      ' ',
    ),
    ...'morning night tonight overnight dawn noon midnight hours p.m. a.m. GMT ET 3 7.30 0600 12 31 2000 1996 nineteen ninety-six two twice once every all half an hour week month quarter'.split(
      ' ',
    ),
    ...'period year years days weeks months ago earlier later before to come ahead old May March June Friday Sundays Easter New Year’s Eve winter will said . , ; ( )'.split(
      ' ',
    ),
  );
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 30 }), fc.boolean(), (all, dated) => {
      const text = all.join(' ');
      const found = resolveTimes(scanTimes(textOf(text)), dated ? { from: 11_300, to: 11_301 } : undefined);
      let last = 0;
      for (const { start, end, value, interval: days } of found) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(value).toMatch(TIMEX);
        if (days) expect(days.to).toBeGreaterThan(days.from);
        last = end;
      }
    }),
    { numRuns: 2000 },
  );
});
