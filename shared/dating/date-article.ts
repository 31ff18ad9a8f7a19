import type { Evidence, ParsedArticle } from '../article/schema';
import type { PrintedCitation, PrintedDate, PrintedReference } from '../citations/model';
import { type Day, isoDay, mondayOf, parseIsoDay } from '../times/calendar';
import type { Scan } from '../times/scan';
import { periodOfParts } from '../times/values';
import type { Dating, DatingFacts, DatingReason } from './dating';
import { Days } from './days';
import { chosenByStory, dayByRelative, dayByStory, isQuoted } from './narrated';
import { newestReport } from './newest-report';
import { boundsByObserved } from './observed';
import { expectedDay, firstOf, nthWorkingDay, serialOf } from './serials';
import { datelineOf, dayBehind, dayInName } from './stated';

/** What was read in the article before it is dated. */
export interface Read {
  scan: Scan;
  citations: readonly PrintedCitation[];
  references: readonly PrintedReference[];
}

/**
 * Says when an article was published, from what it says of itself, else by bounds: each reason leaves out days, and the days
 * that are left are the answer. Reasons are heard from the most trusted on; one that would leave no day is a conflict, which
 * is reported and not followed. Undefined where nothing bounds the day from below: the drop's time is no evidence of when.
 */
export function dateArticle(article: ParsedArticle, read: Read, facts: DatingFacts): Dating | undefined {
  const days = new Days(parseIsoDay(facts.droppedAt));
  for (const reason of stated(article, facts)) days.hear(reason);
  for (const reason of serialBounds(article, facts)) days.hear(reason);
  for (const reason of datelineBounds(article, read, days)) days.hear(reason);
  for (const reason of citedBounds(article, read, days)) days.hear(reason);
  for (const reason of narratedDays(article, read, days)) days.hear(reason);
  const serial = article.metadata.publication && serialOf(article.metadata.publication.value);
  if (serial?.pace === 'working-day') days.onlyWorkingDays();
  return days.toDating();
}

function* stated({ metadata }: ParsedArticle, { fileName }: DatingFacts): Generator<DatingReason> {
  const { published, publishedWithin, publishedEither, dateline, url } = metadata;
  if (published) {
    const day = published.value.slice(0, 10);
    yield inAddress(published.evidence)
      ? {
          method: 'url',
          says: 'Its address holds the day.',
          notBefore: day,
          notAfter: day,
          evidence: published.evidence,
        }
      : { method: 'stated', says: 'The file says so.', notBefore: day, notAfter: day, evidence: published.evidence };
    for (const { value, evidence } of published.lost ?? []) {
      const other = parseIsoDay(value);
      if (other === undefined || inAddress(evidence)) continue;
      yield {
        method: 'stated',
        says: 'The file says another day as well.',
        notBefore: isoDay(other),
        notAfter: isoDay(other),
        evidence,
      };
    }
  }
  if (publishedWithin) {
    const [notBefore, notAfter] = publishedWithin.value.split('/');
    const { evidence } = publishedWithin;
    yield { method: 'stated', says: 'The file says that it is of these days.', notBefore, notAfter, evidence };
  }
  if (publishedEither) {
    const [notBefore, notAfter] = publishedEither.value.split('/');
    const { evidence } = publishedEither;
    yield { method: 'stated', says: 'The file says a day that can be one of two.', notBefore, notAfter, evidence };
  }
  const inDateline = dateline && dayBehind(dateline.value);
  if (inDateline)
    yield {
      method: 'dateline',
      says: 'Its dateline has the day.',
      notBefore: inDateline,
      notAfter: isoDay((parseIsoDay(inDateline) ?? 0) + (published ? 1 : 0)),
      evidence: dateline.evidence,
    };
  const inUrl = url && dayInName(url.value);
  if (inUrl)
    yield {
      method: 'url',
      says: 'Its address holds the day.',
      notBefore: inUrl,
      notAfter: inUrl,
      evidence: url.evidence,
    };
  const inName = fileName === undefined ? undefined : dayInName(fileName);
  if (inName)
    yield {
      method: 'file-name',
      says: `The file's name, ${fileName}, holds the day.`,
      notBefore: inName,
      notAfter: inName,
    };
}

/** What the parser took from the address, which is heard as that. */
const inAddress = ({ from }: Evidence): boolean => from === 'address';

/** Volume and issue: the year, the earliest day of the n-th issue, and what dated neighbours leave. */
function* serialBounds({ metadata }: ParsedArticle, { observed }: DatingFacts): Generator<DatingReason> {
  const { publication, volume, issue } = metadata;
  if (!publication || typeof volume?.value !== 'number') return;
  const serial = serialOf(publication.value);
  const number = typeof issue?.value === 'number' ? issue.value : undefined;
  if (serial) {
    const year = serial.yearBefore + volume.value;
    yield {
      method: 'serial-calendar',
      says: `Volume ${volume.value} of ${publication.value} is the year ${year}.`,
      notBefore: isoDay(firstOf(year)),
      notAfter: isoDay(firstOf(year + 1) - 1),
      evidence: volume.evidence,
    };
    if (number !== undefined && number > 0 && number <= 262 && serial.pace === 'working-day') {
      yield {
        method: 'issue-number',
        says: `Issue ${number} cannot come before working day ${number} of ${year}.`,
        notBefore: isoDay(nthWorkingDay(year, number)),
        ...(issue && { evidence: issue.evidence }),
      };
    }
  }
  if (number === undefined) return;
  yield* boundsByObserved({ publication: publication.value, volume: volume.value, issue: number }, observed);
}

/** "MOSCOW, Dec 16 (Reuters) –": the day of the report, which came out then or the day after. */
function* datelineBounds(article: ParsedArticle, { scan }: Read, days: Days): Generator<DatingReason> {
  const found = datelineOf(article, scan);
  if (!found) return;
  const { start, end, form, isDayLine } = found;
  const printed = place({ start, end, form }, days);
  const day =
    printed ??
    (form.kind === 'calendar'
      ? dayByStory(form.parts, start, article, scan, { from: days.from, to: days.to })
      : undefined);
  if (day === undefined) return;
  yield {
    method: 'dateline',
    says: isDayLine ? 'A line at its head is a day.' : 'Its dateline has the day.',
    notBefore: isoDay(day),
    notAfter: isoDay(isDayLine ? day : day + 1),
    evidence: evidenceIn(article, start, end),
  };
}

const evidenceIn = ({ text }: ParsedArticle, start: number, end: number) => ({
  from: 'derived' as const,
  quote: text.slice(start, end),
  span: { start, end, in: 'text' as const },
});

/** "Yesterday's referendum" that is dated elsewhere; and which of the two days is meant that the file can say. */
function* narratedDays(article: ParsedArticle, { scan }: Read, days: Days): Generator<DatingReason> {
  const told = dayByRelative(article, scan);
  if (told) {
    const { day, start, end } = told;
    const says = 'The article dates the day that it is told from.';
    yield {
      method: 'relative-time',
      says,
      notBefore: isoDay(day),
      notAfter: isoDay(day),
      evidence: evidenceIn(article, start, end),
    };
  }
  const either = article.metadata.publishedEither?.value.split('/').flatMap((day) => parseIsoDay(day) ?? []) ?? [];
  const left = either.filter((day) => day >= (days.from ?? day) && day <= (days.to ?? day));
  const [only, other] = left;
  if (only === undefined) return;
  if (other === undefined) {
    const says = 'Of the two days that the file can mean, the other is left out.';
    yield { method: 'stated', says, notBefore: isoDay(only), notAfter: isoDay(only) };
    return;
  }
  const chosen = chosenByStory(left, article, scan);
  if (!chosen) return;
  yield {
    method: 'narrated-date',
    says: `Of the two days that the file can mean, this comes just after what it tells of ${isoDay(chosen.told)}.`,
    notBefore: isoDay(chosen.day),
    notAfter: isoDay(chosen.day),
    evidence: evidenceIn(article, chosen.start, chosen.end),
  };
}

/** A cited report came first; and "last week" cannot be longer ago than the reports that tell of it. */
function* citedBounds(article: ParsedArticle, read: Read, days: Days): Generator<DatingReason> {
  const { publication, volume, issue } = article.metadata;
  const serial = publication && serialOf(publication.value);
  const expected =
    serial && typeof volume?.value === 'number' && typeof issue?.value === 'number'
      ? expectedDay(serial, volume.value, issue.value)
      : undefined;
  const newest = newestReport(read.citations, read.references, { from: days.from, to: days.to, expected });
  if (!newest) return;
  yield {
    method: 'cited-date',
    says: `It cites a report of ${isoDay(newest.day)}.`,
    notBefore: isoDay(newest.day),
    evidence: evidenceIn(article, newest.date.start, newest.date.end),
  };

  const near = nearestNarrated(article, read.scan);
  if (!near) return;
  const notAfter = isoDay(near.unit === 'week' ? mondayOf(newest.day) + 13 : newest.day + 1);
  const words = article.text.slice(near.start, near.end);
  yield {
    method: 'relative-time',
    says: `What happened "${words}" is told by reports of ${isoDay(newest.day)} at the latest.`,
    notAfter,
    evidence: evidenceIn(article, near.start, near.end),
  };
}

/** "Last week" or "yesterday" outside of quotations: the nearest that the article tells of itself. */
function nearestNarrated(
  { text }: ParsedArticle,
  { expressions }: Scan,
): { unit: 'day' | 'week'; start: number; end: number } | undefined {
  let week: { unit: 'week'; start: number; end: number } | undefined;
  for (const { form, start, end } of expressions) {
    if (form.kind !== 'relative' || form.offset !== -1 || isQuoted(text, start)) continue;
    if (form.unit === 'day') return { unit: 'day', start, end };
    if (form.unit === 'week') week ??= { unit: 'week', start, end };
  }
  return week;
}

/** A printed date on the days that are left: with its year, or in the only year, or the latest, that they allow. */
function place({ form }: PrintedDate, days: Days): Day | undefined {
  if (form.kind !== 'calendar') return undefined;
  const { parts } = form;
  if (parts.day === undefined || parts.month === undefined) return undefined;
  if (parts.year !== undefined) return periodOfParts(parts)?.from;
  // Without a year, only where what is known leaves no more than one: a year of doubt is no bound.
  if (days.from === undefined || days.to === undefined || days.to - days.from > 366) return undefined;
  const years = [yearOf(days.to), yearOf(days.to) - 1];
  const placed = years.flatMap((year) => periodOfParts(parts, year)?.from ?? []);
  return placed.find((day) => day <= (days.to ?? day));
}

const yearOf = (day: Day): number => Number(isoDay(day).slice(0, 4));
