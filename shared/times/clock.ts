import { follows, type Match, wordAt } from './match';
import type { Clock, TimeForm } from './model';
import type { TimeToken } from './tokens';
import { DAY_PARTS } from './words';

/** Minutes east of UTC of the zones that are one thing everywhere. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ['utc', 0],
  ['gmt', 0],
  ['est', -300],
  ['edt', -240],
  ['cst', -360],
  ['cdt', -300],
  ['mst', -420],
  ['mdt', -360],
  ['pst', -480],
  ['pdt', -420],
  ['cet', 60],
  ['cest', 120],
  ['msk', 180],
]);

/** "6:40 p.m.", "18:00 UTC", "5 pm EST", "noon", "10 o'clock". */
function readClock(tokens: readonly TimeToken[], at: number): { to: number; clock: Clock } | undefined {
  const word = wordAt(tokens, at);
  if (word === 'noon' || word === 'midday') return { to: at + 1, clock: { hour: 12, minute: 0 } };
  if (word === 'midnight') return { to: at + 1, clock: { hour: 24, minute: 0 } };
  const token = tokens[at];
  if (token?.number === undefined || !/^\d{1,2}(?:\.\d{2})?$/.test(token.text)) return undefined;
  const minute = wordAt(tokens, at + 1) === ':' && tokens[at + 1]?.spaced === false ? tokens[at + 2] : undefined;
  const colon = minute?.number !== undefined && !minute.spaced && /^\d{2}$/.test(minute.text) && minute.number < 60;
  const [whole, fraction] = token.text.split('.');
  const printed = {
    hour: Number(whole),
    minute: colon ? minute.number : fraction === undefined ? undefined : Number(fraction),
  };
  const half = readHalf(tokens, at + (colon ? 3 : 1));
  if (printed.hour > 24 || (printed.minute ?? 0) > 59) return undefined;
  if (half && (printed.hour < 1 || printed.hour > 12)) return undefined;
  const end = half?.to ?? at + (colon ? 3 : 1);
  const zone = readZone(tokens, end);
  const oclock = /^o['’]clock$/.test(wordAt(tokens, end));
  if (!half && !oclock && !(colon && fraction === undefined && printed.minute !== undefined)) return undefined;
  const hour = half ? (printed.hour % 12) + (half.afternoon ? 12 : 0) : printed.hour;
  const clock = {
    hour,
    ...(printed.minute === undefined ? {} : { minute: printed.minute }),
    ...(zone ? { offset: zone.offset } : {}),
  };
  return { to: zone?.to ?? end + (oclock ? 1 : 0), clock };
}

/** "p.m.", "pm", "PM". */
function readHalf(tokens: readonly TimeToken[], at: number): { to: number; afternoon: boolean } | undefined {
  const word = wordAt(tokens, at);
  if (word === 'am' || word === 'pm') return { to: at + 1, afternoon: word === 'pm' };
  if ((word === 'a' || word === 'p') && follows(tokens, at + 1, '.', 'm')) {
    const stop = wordAt(tokens, at + 3) === '.' && tokens[at + 3]?.spaced === false;
    return { to: at + (stop ? 4 : 3), afternoon: word === 'p' };
  }
  return undefined;
}

function readZone(tokens: readonly TimeToken[], at: number): { to: number; offset: number } | undefined {
  const open = wordAt(tokens, at) === '(' ? 1 : 0;
  const zone = ZONES.get(wordAt(tokens, at + open));
  if (zone === undefined || !/^\p{Lu}{2,4}$/u.test(tokens[at + open]?.text ?? '')) return undefined;
  let to = at + open + 1;
  let offset = zone;
  const sign = wordAt(tokens, to);
  const hours = tokens[to + 1]?.number;
  if ((sign === '+' || sign === '-') && hours !== undefined && hours <= 14) {
    offset += (sign === '-' ? -60 : 60) * hours;
    to += 2;
  }
  if (open === 0) return { to, offset };
  return wordAt(tokens, to) === ')' ? { to: to + 1, offset } : undefined;
}

/** "this morning", "yesterday evening" (after the day), "Monday night", "the morning of June 5". */
export function readDayPart(
  tokens: readonly TimeToken[],
  at: number,
  readDay: (tokens: readonly TimeToken[], at: number) => Match | undefined,
): Match | undefined {
  const word = wordAt(tokens, at);
  const near: TimeForm = { kind: 'relative', unit: 'day', offset: word === 'last' ? -1 : 0 };
  const part = DAY_PARTS.get(wordAt(tokens, at + 1));
  if (part && (word === 'this' || (word === 'last' && (part === 'NI' || part === 'EV'))))
    return { to: at + 2, form: { kind: 'time', on: near, part } };
  if (part && word === 'the' && /^(?:of|on)$/.test(wordAt(tokens, at + 2))) {
    const day = readDay(tokens, at + 3);
    return day && { to: day.to, form: { kind: 'time', on: day.form, part } };
  }
  const clock = readClock(tokens, at);
  if (!clock) return undefined;
  const glue = /^(?:on|,)$/.test(wordAt(tokens, clock.to)) ? clock.to + 1 : clock.to;
  const day = readDay(tokens, glue);
  return day && isOneDay(day.form)
    ? { to: day.to, form: { kind: 'time', on: day.form, clock: clock.clock } }
    : { to: clock.to, form: { kind: 'time', on: undefined, clock: clock.clock } };
}

/** A part of the day, or a clock time, after the day: "Friday morning", "December 5 at 6 p.m.". */
export function readTimeAfterDay(tokens: readonly TimeToken[], day: Match): Match | undefined {
  if (!isOneDay(day.form)) return undefined;
  const part = DAY_PARTS.get(wordAt(tokens, day.to));
  if (part) return { to: day.to + 1, form: { kind: 'time', on: day.form, part } };
  const glue = /^(?:at|,)$/.test(wordAt(tokens, day.to)) ? day.to + 1 : day.to;
  const clock = readClock(tokens, glue);
  return clock && { to: clock.to, form: { kind: 'time', on: day.form, clock: clock.clock } };
}

function isOneDay(form: TimeForm): boolean {
  if (form.kind === 'relative') return form.unit === 'day';
  return (
    form.kind === 'calendar' &&
    (form.parts.day !== undefined || form.parts.weekday !== undefined || form.parts.holiday !== undefined)
  );
}
