import { follows, wordAt } from './match';
import type { Clock } from './model';
import { readNamedZone, readZone } from './time-zones';
import type { TimeToken } from './tokens';
import { DAY_PARTS } from './words';

/** "6:40 p.m.", "18:00 UTC", "5 pm EST", "noon", "10 o'clock". */
export function readClock(tokens: readonly TimeToken[], at: number): { to: number; clock: Clock } | undefined {
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
