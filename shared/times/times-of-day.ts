import { readClock } from './clock';
import { isOneDay, readDayPart } from './day-parts';
import { type Match, type Reader, wordAt } from './match';
import type { DayPart, TimeForm } from './model';
import { relative } from './relative';
import type { TimeToken } from './tokens';
import { DAY_PARTS } from './words';

/** Reads a time of some day, its part or by the clock, with the day behind it: "this morning", "6 p.m. on Monday". */
export function readTimeOfDay(tokens: readonly TimeToken[], at: number, readDay: Reader): Match | undefined {
  return readStamp(tokens, at, readDay) ?? readDayPart(tokens, at, readDay) ?? readClockTime(tokens, at, readDay);
}

/** "2000-12-18T22:19:00". */
function readStamp(tokens: readonly TimeToken[], at: number, readDay: Reader): Match | undefined {
  if (tokens[at]?.text.length !== 4 || tokens[at + 5]?.text !== 'T' || tokens[at + 5]?.spaced || tokens[at + 6]?.spaced)
    return undefined;
  const day = readDay(tokens, at);
  const clock = day?.to === at + 5 ? readClock(tokens, at + 6) : undefined;
  return day && clock && { to: clock.to, form: { kind: 'time', on: day.form, clock: clock.clock } };
}

/** Before a clock time that is not exact. */
const APPROXIMATELY = /^(?:about|around|approximately|roughly)$/;

/** "6 p.m.", "about 9 o'clock tonight", "noon on Monday", "5 pm, June 5". */
function readClockTime(tokens: readonly TimeToken[], at: number, readDay: Reader): Match | undefined {
  const hedge = APPROXIMATELY.test(wordAt(tokens, at)) ? 1 : 0;
  const clock = readClock(tokens, at + hedge);
  if (!clock) return undefined;
  const mod = hedge === 1 ? { mod: 'APPROX' as const } : {};
  const spoken = readPartOfToday(tokens, clock.to);
  if (spoken) {
    const { hour } = clock.clock;
    const late = spoken.part !== 'MO' && hour < 12 && tokens[clock.to - 1]?.word !== 'am';
    const on = relative('day', spoken.offset);
    return {
      to: spoken.to,
      form: { kind: 'time', on, clock: { ...clock.clock, hour: late ? hour + 12 : hour } },
      ...mod,
    };
  }
  const glue = /^(?:on|,)$/.test(wordAt(tokens, clock.to)) ? clock.to + 1 : clock.to;
  const day = readDay(tokens, glue);
  return day && isOneDay(day.form)
    ? { to: day.to, form: { kind: 'time', on: day.form, clock: clock.clock }, ...mod }
    : { to: clock.to, form: { kind: 'time', on: undefined, clock: clock.clock }, ...mod };
}

/** A part of the day, or a clock time, after the day: "Friday morning", "December 5 at 6 p.m.". */
export function readTimeAfterDay(tokens: readonly TimeToken[], day: Match): Match | undefined {
  if (!isOneDay(day.form)) return readEveningHour(tokens, day);
  const part = DAY_PARTS.get(wordAt(tokens, day.to));
  if (part) return { to: day.to + 1, form: { kind: 'time', on: day.form, part } };
  const glue = /^(?:at|,)$/.test(wordAt(tokens, day.to)) ? day.to + 1 : day.to;
  const hedge = APPROXIMATELY.test(wordAt(tokens, glue)) ? 1 : 0;
  const clock = readClock(tokens, glue + hedge);
  const form: TimeForm | undefined = clock && { kind: 'time', on: day.form, clock: clock.clock };
  return clock && form && { to: clock.to, form, ...(hedge === 1 && { mod: 'APPROX' as const }) };
}

/** "tonight at 7.30", "tomorrow night at 8": the hour is of the evening, whether it says so or not. */
function readEveningHour(tokens: readonly TimeToken[], { to, form }: Match): Match | undefined {
  if (form.kind !== 'time' || !/^(?:NI|EV|AF)$/.test(form.part ?? '') || wordAt(tokens, to) !== 'at') return undefined;
  const full = readClock(tokens, to + 1);
  if (full) {
    const hour = full.clock.hour < 12 ? full.clock.hour + 12 : full.clock.hour;
    return { to: full.to, form: { kind: 'time', on: form.on, clock: { ...full.clock, hour } } };
  }
  const bare = /^(\d{1,2})(?:\.(\d{2}))?$/.exec(tokens[to + 1]?.text ?? '');
  const [hour, minute] = [Number(bare?.[1]), Number(bare?.[2] ?? 0)];
  return bare && hour >= 1 && hour <= 11 && minute < 60
    ? { to: to + 2, form: { kind: 'time', on: form.on, clock: { hour: hour + 12, minute } } }
    : undefined;
}

const PARTED: ReadonlyMap<string, number> = new Map([
  ['this', 0],
  ['last', -1],
  ['yesterday', -1],
  ['tomorrow', 1],
]);

/** "9 o'clock tonight", "8 a.m. this morning", "10 o'clock last night". */
function readPartOfToday(
  tokens: readonly TimeToken[],
  at: number,
): { to: number; part: DayPart; offset: number } | undefined {
  const word = wordAt(tokens, at);
  if (word === 'tonight') return { to: at + 1, part: 'NI', offset: 0 };
  const part = DAY_PARTS.get(wordAt(tokens, at + 1));
  const offset = PARTED.get(word);
  return part && offset !== undefined ? { to: at + 2, part, offset } : undefined;
}
