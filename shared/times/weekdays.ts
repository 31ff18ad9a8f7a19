import { dateMatch, type Match, wordAt } from './match';
import { readDayMonth, readMonthDate } from './month-dates';
import { readOrdinal } from './numbers';
import type { TimeToken } from './tokens';
import { WEEKDAYS } from './words';

/** "Monday", "Monday, June 5", "Mon. 5 June 2000". */
export function readWithWeekday(tokens: readonly TimeToken[], at: number): Match | undefined {
  const token = tokens[at];
  const weekday = token && WEEKDAYS.get(token.word);
  if (!token || weekday === undefined || !/^\p{Lu}/u.test(token.text)) return undefined;
  const short = token.text.length <= 5 && !token.word.endsWith('day');
  let next = at + 1;
  if (short && wordAt(tokens, next) === '.') next++;
  const comma = wordAt(tokens, next) === ',' ? next + 1 : next;
  const article = wordAt(tokens, comma) === 'the' ? comma + 1 : comma;
  const rest = readMonthDate(tokens, comma) ?? readDayMonth(tokens, article);
  if (rest?.form.kind === 'calendar' && rest.form.parts.day !== undefined)
    return dateMatch(rest.to, { ...rest.form.parts, weekday });
  // "Friday the 13th".
  const nth = article > comma && comma === at + 1 ? readOrdinal(tokens, article) : undefined;
  if (nth && nth.value <= 31 && wordAt(tokens, nth.to) !== 'of' && tokens[article]?.kind === 'number')
    return dateMatch(nth.to, { weekday, day: nth.value });
  // "The Sunday Times", "a Sunday paper": what appears or happens then, on whichever day it is.
  if (OF_WEEKDAY.test(wordAt(tokens, at + 1))) return undefined;
  // "On a Saturday" is any; "a Saturday news conference" was on the last one.
  const behind = tokens[at + 1];
  if (/^(?:a|any|another)$/.test(wordAt(tokens, at - 1)) && (behind?.kind !== 'word' || NOT_NOUN.test(behind.word)))
    return undefined;
  return short ? undefined : dateMatch(at + 1, { weekday });
}

const NOT_NOUN = /^(?:in|at|on|and|or|but|with|when|is|was|for|as|to|before|after|since)$/;
const OF_WEEKDAY =
  /^(?:times|telegraph|mirror|express|mail|independent|herald|papers?|newspapers?|supplement|school|best)$/;
