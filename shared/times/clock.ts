import { follows, type Match, wordAt } from './match';
import type { Clock, DayPart, TimeForm } from './model';
import type { TimeToken } from './tokens';
import { DAY_PARTS } from './words';

/** Minutes east of UTC of the zones that are one thing everywhere. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ['utc', 0],
  ['gmt', 0],
  ['bst', 60],
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
/** Zones whose distance from UTC depends on the day. */
const OPEN_ZONES: ReadonlySet<string> = new Set(['ET', 'CT', 'MT', 'PT']);

/** "6:40 p.m.", "18:00 UTC", "5 pm EST", "noon", "10 o'clock". */
function readClock(tokens: readonly TimeToken[], at: number): { to: number; clock: Clock } | undefined {
  const word = wordAt(tokens, at);
  if (word === 'noon' || word === 'midday' || word === 'midnight') {
    const zone = readZone(tokens, at + 1) ?? readNamedZone(tokens, at + 1);
    const offset = zone?.offset === undefined ? {} : { offset: zone.offset };
    return { to: zone?.to ?? at + 1, clock: { hour: word === 'midnight' ? 24 : 12, minute: 0, ...offset } };
  }
  const token = tokens[at];
  if (token?.number === undefined) return undefined;
  const military = readMilitary(tokens, at);
  if (military || !/^\d{1,2}(?:\.\d{2})?$/.test(token.text)) return military;
  const minute = wordAt(tokens, at + 1) === ':' && tokens[at + 1]?.spaced === false ? tokens[at + 2] : undefined;
  const colon = minute?.number !== undefined && !minute.spaced && /^\d{2}$/.test(minute.text) && minute.number < 60;
  const [whole, fraction] = token.text.split('.');
  const printed = {
    hour: Number(whole),
    minute: colon ? minute.number : fraction === undefined ? undefined : Number(fraction),
  };
  const seconds =
    colon && tokens[at + 3]?.text === ':' && tokens[at + 3]?.spaced === false ? tokens[at + 4] : undefined;
  const exact = seconds?.number !== undefined && !seconds.spaced && /^\d{2}$/.test(seconds.text) && seconds.number < 60;
  const size = exact ? 5 : colon ? 3 : 1;
  const half = readHalf(tokens, at + size) ?? (colon ? readHalfInWords(tokens, at + size) : undefined);
  if (printed.hour > 24 || (printed.minute ?? 0) > 59) return undefined;
  if (half && (printed.hour < 1 || printed.hour > 12)) return undefined;
  const end = half?.to ?? at + size;
  const zone = readZone(tokens, end) ?? readNamedZone(tokens, end);
  const oclock = /^o['’]clock$/.test(wordAt(tokens, end));
  if (!half && !oclock && !(colon && fraction === undefined && printed.minute !== undefined)) return undefined;
  const hour = half ? (printed.hour % 12) + (half.afternoon ? 12 : 0) : printed.hour;
  const clock = {
    hour,
    ...(printed.minute === undefined ? {} : { minute: printed.minute }),
    ...(exact && { second: seconds.number }),
    ...(zone?.offset === undefined ? {} : { offset: zone.offset }),
  };
  return { to: zone?.to ?? end + (oclock ? 1 : 0), clock };
}

/** "0600 GMT", "1430 UTC": four digits, with their zone. */
function readMilitary(tokens: readonly TimeToken[], at: number): { to: number; clock: Clock } | undefined {
  const found = /^([01]\d|2[0-4])([0-5]\d)$/.exec(tokens[at]?.text ?? '');
  const zone = found && readZone(tokens, at + 1);
  if (!found || zone?.offset === undefined) return undefined;
  return { to: zone.to, clock: { hour: Number(found[1]), minute: Number(found[2]), offset: zone.offset } };
}

/** "local time", "Moscow time": of which only the words are read. */
function readNamedZone(tokens: readonly TimeToken[], at: number): { to: number; offset?: number } | undefined {
  const named = wordAt(tokens, at) === 'local' || /^\p{Lu}\p{Ll}+$/u.test(tokens[at]?.text ?? '');
  return named && wordAt(tokens, at + 1) === 'time' ? { to: at + 2 } : undefined;
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

/** "[3:56] in the morning". */
function readHalfInWords(tokens: readonly TimeToken[], at: number): { to: number; afternoon: boolean } | undefined {
  const part = follows(tokens, at, 'in', 'the') ? DAY_PARTS.get(wordAt(tokens, at + 2)) : undefined;
  return part && { to: at + 3, afternoon: part !== 'MO' };
}

function readZone(tokens: readonly TimeToken[], at: number): { to: number; offset?: number } | undefined {
  if (OPEN_ZONES.has(tokens[at]?.text ?? '')) return { to: at + 1 };
  const open = wordAt(tokens, at) === '(' ? 1 : 0;
  // "G.M.T.", as papers printed it.
  if (/^G$/.test(tokens[at]?.text ?? '') && follows(tokens, at + 1, '.', 'm', '.', 't', '.'))
    return { to: at + 6, offset: 0 };
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

/** Before a clock time that is not exact. */
const APPROXIMATELY = /^(?:about|around|approximately|roughly)$/;

/** "overnight", as an adverb: of the night that ends on the day of publication; `resolve.ts` knows one ahead by its tense. */
function readOvernight(tokens: readonly TimeToken[], at: number): Match | undefined {
  const next = tokens[at + 1];
  const adjective =
    next?.kind === 'word' &&
    /^(?:rates?|loans?|lending|stays?|success|sensation|delivery|bag|funds|deposits)$/.test(next.word);
  if (wordAt(tokens, at) !== 'overnight' || adjective) return undefined;
  return { to: at + 1, form: { kind: 'time', on: { kind: 'relative', unit: 'day', offset: -1 }, part: 'NI' } };
}

const BORDERS: ReadonlyMap<string, DayPart> = new Map([
  ['dawn', 'MO'],
  ['daybreak', 'MO'],
  ['dusk', 'EV'],
  ['nightfall', 'EV'],
  ['evening', 'EV'],
  ['lunchtime', 'MI'],
]);

/** "at dawn", "by nightfall", "by evening". */
function readBorderOfDay(tokens: readonly TimeToken[], at: number): Match | undefined {
  const named = wordAt(tokens, at) === 'the' ? DAY_PARTS.get(wordAt(tokens, at + 1)) : undefined;
  if (named && /^(?:by|until|through|during)$/.test(wordAt(tokens, at - 1)) && wordAt(tokens, at + 2) !== 'of')
    return { to: at + 2, form: { kind: 'time', on: undefined, part: named } };
  const part = BORDERS.get(wordAt(tokens, at));
  const before = part === 'EV' && wordAt(tokens, at) === 'evening' ? /^by$/ : /^(?:at|by|before|after|until|since)$/;
  return part && before.test(wordAt(tokens, at - 1))
    ? { to: at + 1, form: { kind: 'time', on: undefined, part } }
    : undefined;
}

/** "the early hours of Sunday", "the small hours of June 5". */
function readEarlyHours(
  tokens: readonly TimeToken[],
  at: number,
  readDay: (tokens: readonly TimeToken[], at: number) => Match | undefined,
): Match | undefined {
  if (
    wordAt(tokens, at) !== 'the' ||
    !/^(?:early|small)$/.test(wordAt(tokens, at + 1)) ||
    !follows(tokens, at + 2, 'hours', 'of')
  )
    return undefined;
  const day = readDay(tokens, at + 4);
  if (!day || !isOneDay(day.form)) return undefined;
  // "The early hours of Sunday morning".
  const to = wordAt(tokens, day.to) === 'morning' ? day.to + 1 : day.to;
  return { to, form: { kind: 'time', on: day.form, part: 'MO' }, mod: 'START' };
}

/** "2000-12-18T22:19:00". */
function readStamp(
  tokens: readonly TimeToken[],
  at: number,
  readDay: (tokens: readonly TimeToken[], at: number) => Match | undefined,
): Match | undefined {
  if (tokens[at]?.text.length !== 4 || tokens[at + 5]?.text !== 'T' || tokens[at + 5]?.spaced || tokens[at + 6]?.spaced)
    return undefined;
  const day = readDay(tokens, at);
  const clock = day?.to === at + 5 ? readClock(tokens, at + 6) : undefined;
  return day && clock && { to: clock.to, form: { kind: 'time', on: day.form, clock: clock.clock } };
}

/** "this morning", "yesterday evening" (after the day), "Monday night", "the morning of June 5". */
export function readDayPart(
  tokens: readonly TimeToken[],
  at: number,
  readDay: (tokens: readonly TimeToken[], at: number) => Match | undefined,
): Match | undefined {
  const special =
    readOvernight(tokens, at) ??
    readBorderOfDay(tokens, at) ??
    readEarlyHours(tokens, at, readDay) ??
    readStamp(tokens, at, readDay);
  if (special) return special;
  const word = wordAt(tokens, at);
  const near: TimeForm = { kind: 'relative', unit: 'day', offset: word === 'last' ? -1 : 0 };
  const part = DAY_PARTS.get(wordAt(tokens, at + 1));
  if (part && (word === 'this' || (word === 'last' && (part === 'NI' || part === 'EV'))))
    return { to: at + 2, form: { kind: 'time', on: near, part } };
  const beside = readPartOfToldDay(tokens, at);
  if (beside) return beside;
  if (part && word === 'the' && /^(?:of|on)$/.test(wordAt(tokens, at + 2))) {
    const day = readDay(tokens, at + 3);
    return day && { to: day.to, form: { kind: 'time', on: day.form, part } };
  }
  const hedge = APPROXIMATELY.test(word) ? 1 : 0;
  const clock = readClock(tokens, at + hedge);
  if (!clock) return undefined;
  const mod = hedge === 1 ? { mod: 'APPROX' as const } : {};
  const glue = /^(?:on|,)$/.test(wordAt(tokens, clock.to)) ? clock.to + 1 : clock.to;
  const spoken = readPartOfToday(tokens, clock.to);
  if (spoken) {
    const { hour } = clock.clock;
    const late = spoken.part !== 'MO' && hour < 12 && tokens[clock.to - 1]?.word !== 'am';
    return {
      to: spoken.to,
      form: {
        kind: 'time',
        on: { kind: 'relative', unit: 'day', offset: spoken.offset },
        clock: { ...clock.clock, hour: late ? hour + 12 : hour },
      },
      ...mod,
    };
  }
  const day = readDay(tokens, glue);
  return day && isOneDay(day.form)
    ? { to: day.to, form: { kind: 'time', on: day.form, clock: clock.clock }, ...mod }
    : { to: clock.to, form: { kind: 'time', on: undefined, clock: clock.clock }, ...mod };
}

const TOLD_DAYS: ReadonlyMap<string, number> = new Map([
  ['same', 0],
  ['next', 1],
  ['following', 1],
  ['previous', -1],
]);

/** "that morning", "the next morning", "the previous night": of the day told of before. */
function readPartOfToldDay(tokens: readonly TimeToken[], at: number): Match | undefined {
  const that = wordAt(tokens, at) === 'that';
  const offset = that ? 0 : wordAt(tokens, at) === 'the' ? TOLD_DAYS.get(wordAt(tokens, at + 1)) : undefined;
  const to = that ? at + 2 : at + 3;
  const part = DAY_PARTS.get(wordAt(tokens, to - 1));
  return part && offset !== undefined
    ? { to, form: { kind: 'time', on: { kind: 'anaphor', unit: 'day', offset }, part } }
    : undefined;
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

function isOneDay(form: TimeForm): boolean {
  if (form.kind === 'relative' || form.kind === 'anaphor') return form.unit === 'day';
  return (
    form.kind === 'calendar' &&
    (form.parts.day !== undefined || form.parts.weekday !== undefined || form.parts.holiday !== undefined)
  );
}
