import type { ParsedArticle } from '../article/schema';
import { civilOf, type Day, weekdayOf } from '../times/calendar';
import type { CalendarParts, TimeForm } from '../times/model';
import type { Scan } from '../times/scan';
import { tenseAround } from '../times/tense';
import { periodOfParts } from '../times/values';

/** What an article tells in its own words of days that are known, and what follows for its own. */

type Expression = Scan['expressions'][number];
type Text = Pick<ParsedArticle, 'text' | 'paragraphs' | 'metadata'>;

/** Days that the article can have been published on, inclusive, as far as they are known. */
interface Left {
  from: Day | undefined;
  to: Day | undefined;
}

/** A day, and the words that it was told from. */
export interface Told {
  day: Day;
  start: number;
  end: number;
}

const DAYS_OF_YEAR = 366;
/** News tells of what happened in the days before it. */
const NEWS_DAYS = 10;

/** Whether the nearest quotation mark before, within reach, opens. */
export function isQuoted(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 500), at);
  const open = Math.max(before.lastIndexOf('“'), before.lastIndexOf('„'));
  if (open > before.lastIndexOf('”')) return true;
  const paragraph = before.slice(before.lastIndexOf('\n') + 1);
  return (paragraph.match(/"/g)?.length ?? 0) % 2 === 1;
}

const partsOf = (form: TimeForm): CalendarParts | undefined => (form.kind === 'calendar' ? form.parts : undefined);

/** The day of a date that is printed in full. */
function fullDay(form: TimeForm): Day | undefined {
  const parts = partsOf(form);
  return parts?.day === undefined || parts.month === undefined || parts.year === undefined
    ? undefined
    : periodOfParts(parts)?.from;
}

/**
 * The day of publication by a "today", "yesterday" or "tomorrow" that the article itself dates in full: beside it ("Today,
 * 17 July 1998, delegates …") or where it names the same event ("yesterday's referendum", "the referendum of 21 May 2006").
 * Undefined where two of them disagree.
 */
export function dayByRelative({ text }: Text, { tokens, expressions }: Scan): Told | undefined {
  const events = new Map<string, Day | undefined>();
  for (const { form, token, start } of expressions) {
    const day = fullDay(form);
    const noun = tokens[token - 2];
    if (day === undefined || noun?.kind !== 'word' || !/^(?:of|on)$/.test(tokens[token - 1]?.word ?? '')) continue;
    if (isQuoted(text, start)) continue;
    // Two dates of one name are two events.
    events.set(noun.word, events.has(noun.word) && events.get(noun.word) !== day ? undefined : day);
  }
  const told = expressions.flatMap((expression, at): Told[] => {
    const { form, start, to } = expression;
    if (form.kind !== 'relative' || form.unit !== 'day' || isQuoted(text, start)) return [];
    const next = expressions[at + 1];
    const beside = next?.token === to + 1 && /^[,(]$/.test(tokens[to]?.text ?? '') ? fullDay(next.form) : undefined;
    if (next && beside !== undefined) return [{ day: beside - form.offset, start, end: next.end }];
    const event = /^['’]s$/.test(tokens[to]?.word ?? '') ? tokens[to + 1] : undefined;
    const day = event && events.get(event.word);
    return event && day !== undefined ? [{ day: day - form.offset, start, end: event.end }] : [];
  });
  const [first] = told;
  return first && told.every(({ day }) => day === first.day) ? first : undefined;
}

/**
 * The year of a day without one, by the dates with a year that the article tells of as past and as ahead. With its weekday
 * it is of the first year after the newest past date whose calendar has it so, if that is within a year; without, of the
 * only year between what is past and what is ahead, at most a year apart.
 */
export function dayByStory(
  parts: CalendarParts,
  except: number,
  article: Text,
  { tokens, expressions }: Scan,
  left: Left,
): Day | undefined {
  const { text } = article;
  let [past, ahead] = [left.from, left.to];
  let isAheadTold = false;
  for (const { form, token, to, start } of expressions) {
    const told = partsOf(form);
    if (start === except || told?.year === undefined || isQuoted(text, start)) continue;
    const period = periodOfParts(told);
    if (!period) continue;
    const tense = tenseAround(tokens, token, to);
    if (tense === 'past' || tense === 'begun') past = Math.max(past ?? period.from, period.from);
    if (tense !== 'future') continue;
    isAheadTold = true;
    ahead = Math.min(ahead ?? period.to, period.to);
  }
  const year = copyrightYear(article);
  if (year !== undefined) return dayIn(parts, year, left);
  if (past === undefined || ahead === undefined) return undefined;
  const { weekday, ...day } = parts;
  if (weekday === undefined && (!isAheadTold || ahead - past > DAYS_OF_YEAR)) return undefined;
  const first = civilOf(past).year;
  const days = [first, first + 1].flatMap((each) => periodOfParts(day, each)?.from ?? []);
  const fit = days.filter((each) => each >= (past ?? each) && each <= (ahead ?? each));
  const [only, other] = fit.filter((each) => weekday === undefined || weekdayOf(each) === weekday);
  return only !== undefined && other === undefined && only - past <= DAYS_OF_YEAR ? only : undefined;
}

function dayIn(parts: CalendarParts, year: number, { from, to }: Left): Day | undefined {
  const day = periodOfParts({ month: parts.month, day: parts.day }, year)?.from;
  const fits = day !== undefined && (parts.weekday === undefined || weekdayOf(day) === parts.weekday);
  return fits && day >= (from ?? day) && day <= (to ?? day) ? day : undefined;
}

/** "Copyright 1997 The Mountain Tribune": of one year, stated or as a paragraph of its own at the head or foot. */
function copyrightYear({ text, paragraphs, metadata }: Text): number | undefined {
  const lines = [...paragraphs.slice(0, 3), ...paragraphs.slice(-3)].map(({ start, end }) =>
    text.slice(start, Math.min(end, start + 120)),
  );
  for (const line of metadata.copyright ? [metadata.copyright.value, ...lines] : lines) {
    const year = /^(?:copyright|©|\(c\))[^\d]{0,20}(\d{4})(?![-–\d])/i.exec(line)?.[1];
    if (year) return Number(year);
  }
  return undefined;
}

/** The one of two days that past dates of the article ("ruled on Tuesday, March 5") lie a few days before, or on. */
export function chosenByStory(
  days: readonly Day[],
  { text }: Text,
  { tokens, expressions }: Scan,
): (Told & { told: Day }) | undefined {
  const near = days.flatMap((day) => {
    const { year } = civilOf(day);
    return expressions.flatMap(({ form, token, to, start, end }: Expression) => {
      const parts = partsOf(form);
      if (parts?.day === undefined || parts.month === undefined || isQuoted(text, start)) return [];
      const { weekday, ...date } = parts;
      const told = periodOfParts({ ...date, year: parts.year ?? year })?.from;
      if (told === undefined || told > day || told < day - NEWS_DAYS) return [];
      if (weekday !== undefined && weekdayOf(told) !== weekday) return [];
      return tenseAround(tokens, token, to) === 'past' ? [{ day, told, start, end }] : [];
    });
  });
  const [first] = near;
  return first && near.every(({ day }) => day === first.day) ? first : undefined;
}
